# SPDX-License-Identifier: GPL-3.0-or-later
"""What changes with a waiver and with a weight, over evidence that was recorded."""

import datetime
import json
import shutil

from world import recorded, utc

SAMPLE = "dns.ttl"


def reviewed(world, folder, text, at):
    """Runs the lines as of that time: a waiver of the page expires some day."""
    program = world.folder / "dated"
    program.mkdir(exist_ok=True)
    real = shutil.which("cmsready", path=world.environment["PATH"])
    (program / "cmsready").write_text(f'''#!/bin/sh
[ "$1" = diff ] || set -- "$@" --at {utc(at)}
exec {real} "$@"
''')
    (program / "cmsready").chmod(0o755)
    for line in text.splitlines():
        yield world.run(["dash"], line, folder,
                        PATH=f"{program}:{world.environment['PATH']}")


def waivers(world, document):
    folder = world.workspace("review")
    text, waiver = document.take("review", "sh"), document.take("waivers", "json")
    expires = datetime.datetime.fromisoformat(json.loads(waiver)["waivers"][0]["expires"])
    (folder / "waivers.json").write_text(waiver)
    recorded(SAMPLE, folder, expires - datetime.timedelta(days=11))
    before, after, diff = reviewed(world, folder, text, expires - datetime.timedelta(days=10))
    yield "without the waiver", "" if before.returncode == 2 else before.stderr
    title = json.loads((folder / "after.json").read_text())["verdict"]["title"]
    yield "with the waiver", (
        "" if after.returncode == 0 and title == "GO with 1 waiver" and "CHG-1234" in after.stdout
        else f"{title}: {after.stdout}{after.stderr}")
    yield "the difference", (
        "" if diff.returncode == 0 and "dns.ttl" in diff.stdout else diff.stdout + diff.stderr)
    _, after, _ = reviewed(world, folder, text, expires)
    yield "the waiver has expired", (
        "" if after.returncode == 2 and "expired" in after.stdout else after.stdout)


def weights(world, document):
    folder = world.workspace("review")
    recorded(SAMPLE, folder, datetime.datetime.now(datetime.timezone.utc))
    plan = json.loads((folder / "plan.json").read_text())
    (folder / "plan.json").write_text(
        json.dumps({**plan, **json.loads(document.take("weights", "json"))}))
    done = world.run(["dash"], "cmsready check plan.json --from evidence.json -o json=r.json",
                     folder)
    verdict = json.loads((folder / "r.json").read_text())["verdict"]
    yield "a check made advisory", (
        "" if done.returncode == 0 and verdict["title"] == "GO with 1 check made advisory"
        else f"status {done.returncode}: {verdict['title']}")
