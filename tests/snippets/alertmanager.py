# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop of Alertmanager, against a real one."""

import collections
import http.server
import json
import subprocess
import threading
import time
import urllib.request

from world import STATE

FOLDER = STATE / "alerts"
URL = "http://localhost:9093"
# Each alert is a group of its own, so that it is told of at once when it ends.
CONFIGURATION = """
route: {{receiver: hook, group_by: [dedupe_key], group_wait: 0s, group_interval: 1s}}
receivers:
  - name: hook
    webhook_configs: [{{url: "http://127.0.0.1:{port}/", send_resolved: true}}]
"""


class Receiver(http.server.BaseHTTPRequestHandler):
    """What Alertmanager tells of: mail, PagerDuty and Opsgenie would hear the same."""

    told = collections.Counter()

    def do_POST(self):  # pylint: disable=invalid-name
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for alert in body["alerts"]:
            self.told[(alert["status"], alert["labels"]["dedupe_key"])] += 1
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):  # pylint: disable=arguments-differ
        pass


class Alertmanager:
    """Runs while it is entered, where the block expects it."""

    def __init__(self, world):
        self.folder = world.folder / "alertmanager"
        self.folder.mkdir()
        self.hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self.hook.serve_forever, daemon=True).start()

    def __enter__(self):
        (self.folder / "configuration").write_text(
            CONFIGURATION.format(port=self.hook.server_port))
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
        self.hook.shutdown()


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


def told_once(gone):
    """Waits until the receiver heard of the end of each; and then whether it heard of one twice."""
    for _ in range(200):
        ended = {key: count for (status, key), count in Receiver.told.items() if status == "resolved"}
        if ended.keys() >= gone:
            break
        time.sleep(0.05)
    time.sleep(1.5)
    ended = {key: count for (status, key), count in Receiver.told.items() if status == "resolved"}
    return "" if ended == dict.fromkeys(gone, 1) else f"{ended}, not {sorted(gone)}"


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
        wrong = run("no-go") or run("no-go")
        yield "Alertmanager, the same twice again", wrong or (
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
        wrong = run("go", PATH=f"{world.without_workers()}:{world.environment['PATH']}")
        nothing = json.loads((FOLDER / "new.json").read_text())["findings"] == []
        yield "Alertmanager, a run that judged nothing", wrong or (
            "" if nothing and set(opened) <= set(active())
            and (FOLDER / "last.json").read_bytes() == before
            else f"{active()}, nothing judged: {nothing}")
        wrong = run("go", PATH=f"{world.failing('curl')}:{world.environment['PATH']}")
        yield "Alertmanager, not delivered", (
            "" if "status" in wrong and set(opened) <= set(keys()) else "last.json was replaced")
        wrong = run("go")
        yield "Alertmanager, mended", wrong or (
            "" if active() == keys() else f"{active()}, not {keys()}")
        yield "Alertmanager, each is resolved once", told_once(set(seen) - set(keys()))
