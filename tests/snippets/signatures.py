# SPDX-License-Identifier: GPL-3.0-or-later
"""A report that one stage signs and a later one trusts, with cmsready and without."""

import datetime
import shutil

from world import ETC, KEYTAB, STATUS, recorded


def signed(world, document, situation):
    """A workspace with a report of that situation and its signature."""
    world.be(situation)
    folder = world.workspace("signed")
    for name in ("sign-key", "sign"):
        done = world.run(["dash", "-e"], document.take(name, "sh"), folder,
                         KRB5_CLIENT_KTNAME=KEYTAB)
    return folder, done


def rows(world, document):
    verify = {name: document.take(name, "sh") for name in ("verify", "verify-without")}

    def trusted(folder, status):
        """What is wrong with the answers of both; all that is no GO is one to the second."""
        done = world.run(["dash", "-e"], verify["verify"], folder)
        wrong = f"verify: status {done.returncode}" if done.returncode != status else ""
        done = world.run(["dash"], verify["verify-without"], folder)
        return wrong + (f" ssh-keygen: status {done.returncode}: {done.stderr}"
                        if (done.returncode == 0) != (status == 0) else "")

    for situation, status in STATUS.items():
        folder, done = signed(world, document, situation)
        yield f"signed, {situation}", trusted(folder, status) if done.returncode == status else (
            f"status {done.returncode}: {done.stderr}")
    folder, _ = signed(world, document, "no-go")
    report = folder / "report.json"
    text = report.read_text()
    report.write_text(text.replace('"no-go"', '"go"'))
    yield "signed, and altered", trusted(folder, 65)
    report.write_text(text)
    (folder / "report.json.sig").unlink()
    yield "not signed", trusted(folder, 66)
    folder, _ = signed(world, document, "go")
    (folder / "plan.json").write_text((ETC / "plan.json").read_text() + "\n")
    yield "signed, for another plan", trusted(folder, 65)
    folder, _ = signed(world, document, "go")
    world.run(["dash"], document.take("sign-key", "sh"), world.workspace("other"))
    shutil.copy(world.folder / "other/allowed_signers", folder)
    yield "signed, by somebody else", trusted(folder, 65)
    folder, _ = signed(world, document, "go")
    now = datetime.datetime.now(datetime.timezone.utc)
    recorded("ready", folder, now - datetime.timedelta(hours=5))
    world.run(["dash"], document.take("sign", "sh").replace(
        "plan.json", "plan.json --from evidence.json", 1), folder)
    yield "signed, and old", trusted(folder, 65)
