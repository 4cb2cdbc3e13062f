# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of what each format says: each cell against a run."""

import datetime
import json
import re
import shlex

import junitparser

from world import KEYTAB

CHECK, SUBJECT = "ad.cno-full-control", "DRCLU01"
FORMATS = ("json", "junit", "sarif", "prometheus", "events", "alertmanager")
COLUMNS = {"it passes": "go", "waived": "no-go", "it fails": "no-go", "unknown": "undetermined",
           "the run failed": "go"}


def of_json(text):
    return json.loads(text)["verdict"]["state"]


def of_junit(text):
    suites = junitparser.JUnitXml.fromstring(text)
    (case,) = [case for suite in suites for case in suite
               if case.name.startswith(CHECK)] or [case for suite in suites for case in suite]
    return type(case.result[0]).__name__.lower() if case.result else "passed"


def of_sarif(text):
    (run,) = json.loads(text)["runs"]
    if not run["invocations"][0]["executionSuccessful"]:
        return "no run"
    results = [result for result in run["results"] if result["ruleId"] == CHECK]
    if not results:
        return "none"
    return "suppressed" if results[0].get("suppressions") else results[0]["level"]


def of_prometheus(text):
    (value,) = re.findall(r'^cmsready_verdict\{(?!.*recovery)[^}]*state="go"[^}]*\} (\d)$', text,
                          re.MULTILINE)
    return value


def of_events(text):
    (event,) = [event for event in map(json.loads, text.splitlines()) if event["type"] == CHECK]
    return event["severity"]


def of_alertmanager(text):
    (alert,) = [alert for alert in json.loads(text) if alert["labels"].get("check") == CHECK]
    now = datetime.datetime.now(datetime.timezone.utc)
    return "ends" if datetime.datetime.fromisoformat(alert["endsAt"]) <= now else "alert"


READERS = dict(zip(FORMATS, (of_json, of_junit, of_sarif, of_prometheus, of_events,
                             of_alertmanager)))
STATES = {0: "OK", 1: "WARNING", 2: "CRITICAL", 3: "UNKNOWN"}


def waivers():
    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    return json.dumps({"schema_version": "1.0", "waivers": [{
        "check": CHECK, "recovery": "EXCMS01", "subject": SUBJECT, "owner": "Ann Example",
        "reason": "of the test", "ticket": "CHG-1", "expires": expires.isoformat("T", "seconds")}]})


def column(world, name, previous):
    """What the cells of that column have to be, by the first word of their row."""
    world.be(COLUMNS[name])
    folder = world.workspace("table")
    if name == "the run failed":
        (folder / "plan.json").unlink()
    (folder / "waivers.json").write_text(waivers())
    words = ["cmsready", "check", "plan.json", "--quiet", "--valid-for", "3h"]
    words += ["--previous", str(previous)] if previous else []
    words += ["--waivers", "waivers.json"] if name == "waived" else []
    outputs = [word for format in (*FORMATS, "nagios") for word in ("-o", f"{format}={format}")]
    done = world.run(["dash"], shlex.join([*words, *outputs]), folder, KRB5_CLIENT_KTNAME=KEYTAB)
    cells = {format: READERS[format]((folder / format).read_text())
             if (folder / format).exists() else "no file" for format in FORMATS}
    nagios = world.run(["dash"], shlex.join([*words, "--format", "nagios"]), folder,
                       KRB5_CLIENT_KTNAME=KEYTAB)
    cells["nagios"] = STATES.get(nagios.returncode, f"status {nagios.returncode}")
    if (folder / "nagios").read_text().split("-")[0] != nagios.stdout.split("-")[0]:
        cells["nagios"] += ", and another in the file"
    cells["exit"] = str(done.returncode)
    return cells, folder / "json"


def rows(world, document):
    (table,) = [table for table in document.tables() if table[0][1:] == list(COLUMNS)]
    wanted = {row[0].split(":")[0].split()[0]: row[1:] for row in table[1:]}
    previous = world.folder / "previous.json"
    _, report = column(world, "it fails", None)
    previous.write_bytes(report.read_bytes())
    for place, name in enumerate(COLUMNS):
        cells, _ = column(world, name, previous)
        if cells["exit"] in wanted["exit"][place].split(", "):
            cells["exit"] = wanted["exit"][place]
        said = {row: cell[place] for row, cell in wanted.items()}
        yield f"the table, {name}", "" if cells == said else ", ".join(
            f"{row}: {cells.get(row)}, not {said.get(row)}" for row in sorted(cells | said)
            if cells.get(row) != said.get(row))
