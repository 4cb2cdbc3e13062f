# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop of Alertmanager, against a real one."""

import json
import subprocess
import time
import urllib.request

from world import STATE

FOLDER = STATE / "alerts"
URL = "http://localhost:9093"
CONFIGURATION = "route: {receiver: none, group_wait: 0s}\nreceivers: [{name: none}]\n"


class Alertmanager:
    """Runs while it is entered, where the block expects it."""

    def __init__(self, world):
        self.folder = world.folder / "alertmanager"
        self.folder.mkdir()

    def __enter__(self):
        (self.folder / "configuration").write_text(CONFIGURATION)
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                ["prometheus-alertmanager", f"--config.file={self.folder}/configuration",
                 f"--storage.path={self.folder}", "--web.listen-address=127.0.0.1:9093",
                 "--cluster.listen-address="], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        for _ in range(400):
            try:
                with urllib.request.urlopen(f"{URL}/-/ready", timeout=5):
                    return self
            except OSError:
                time.sleep(0.05)
        raise TimeoutError((self.folder / "log").read_text())

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def active():
    """The keys of the active alerts about findings, each as often as there are alerts."""
    with urllib.request.urlopen(f"{URL}/api/v2/alerts?active=true", timeout=10) as answer:
        alerts = json.load(answer)
    return sorted(alert["labels"].get("dedupe_key", alert["labels"]["alertname"])
                  for alert in alerts)


def keys():
    """Those of the findings of the last report that did not pass."""
    report = json.loads((FOLDER / "last.json").read_text())
    return sorted(finding["dedupe_key"] for finding in report["findings"]
                  if finding["outcome"] != "pass")


def rows(world, document):
    text = document.take("alertmanager", "sh")

    def run(situation, **environment):
        world.be(situation)
        done = world.run(["dash"], text, "/", **environment)
        return f"status {done.returncode}: {done.stderr}" if done.returncode else ""

    with Alertmanager(world):
        wrong = run("no-go")
        opened = active()
        yield "Alertmanager, NO-GO", wrong or (
            "" if opened == keys() and any("cno-full-control" in key for key in opened)
            else f"{opened}, not {keys()}")
        wrong = run("no-go")
        yield "Alertmanager, the same again", wrong or (
            "" if active() == opened else f"{active()}, not {opened}")
        wrong = run("undetermined")
        seen = active()
        yield "Alertmanager, no ticket", wrong or (
            "" if set(opened) <= set(seen) and len(seen) == len(set(seen)) else str(seen))
        before = (FOLDER / "last.json").read_bytes()
        for what, environment in (("a run that failed", {}),
                                  ("no program", {"PATH": "/usr/bin:/bin"})):
            wrong = run("no plan", **environment)
            yield f"Alertmanager, {what}", "" if (
                set(opened) <= set(active()) and (FOLDER / "last.json").read_bytes() == before
                and (wrong or not environment)) else f"{active()} {wrong}"
        yield "Alertmanager, nothing old is sent", (
            "alerts.json" if (FOLDER / "alerts.json").exists() else "")
        wrong = run("go", PATH=f"{world.failing('curl')}:{world.environment['PATH']}")
        yield "Alertmanager, not delivered", (
            "" if "status" in wrong and set(opened) <= set(keys()) else "last.json was replaced")
        wrong = run("go")
        yield "Alertmanager, mended", wrong or (
            "" if active() == keys() else f"{active()}, not {keys()}")
