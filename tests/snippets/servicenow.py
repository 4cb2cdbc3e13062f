# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop of tickets with ServiceNow: what it would get, field by field."""

import base64
import datetime
import json
import re
import shutil

import servers
from world import ETC, STATE

FOLDER = STATE / "tickets"
# The fields of an event, and their greatest lengths.
FIELDS = {"source": 100, "node": 100, "type": 100, "resource": 100, "metric_name": 100,
          "event_class": 100, "message_key": 1024, "severity": 1, "resolution_state": 7,
          "time_of_event": 19, "description": 4000, "additional_info": None}


def event_is_wrong(event):
    """What ServiceNow would not take."""
    for name, length in FIELDS.items():
        value = event.get(name, "" if name == "metric_name" else None)
        if not isinstance(value, str) or (length and len(value) > length):
            return f"{name} is {value!r}"
    closing = event["severity"] == "0"
    if event["severity"] not in "012345" or closing != (event["resolution_state"] == "Closing"):
        return f"severity {event['severity']}, {event['resolution_state']}"
    datetime.datetime.strptime(event["time_of_event"], "%Y-%m-%d %H:%M:%S")
    information = json.loads(event["additional_info"])
    return "" if isinstance(information, dict) else "additional_info is no object"


def open_keys():
    report = json.loads((FOLDER / "last.json").read_text())
    return {finding["dedupe_key"] for finding in report["findings"]
            if finding["outcome"] != "pass"}


def loop_for_servicenow(document):
    """The loop of the page with the line of ServiceNow, as the page says."""
    lines = document.take("servicenow", "sh")
    text, count = re.subn(r"^\tticket-rt (.*\\\n)*.*\n", lambda _: lines,
                          document.take("tickets", "sh"), flags=re.MULTILINE)
    assert count == 1, text
    return text


def rows(world, document):
    text, names = loop_for_servicenow(document), servers.names_of(world)
    shutil.rmtree(FOLDER, ignore_errors=True)
    netrc = ETC / "servicenow.netrc"
    netrc.write_text("machine example.service-now.com login cmsready password of-servicenow\n")
    netrc.chmod(0o600)
    with servers.Receiver(names, "example.service-now.com") as receiver:
        def run(situation, **environment):
            """Status of the loop, and the events that came with it: severity by key."""
            world.be(situation)
            before = len(receiver.posts)
            done = world.run(["dash"], text, "/", **names.environment, **environment)
            wrong, seen = "", {}
            for path, headers, body in receiver.posts[before:]:
                if (path, headers["Content-Type"]) != ("/api/global/em/jsonv2",
                                                       "application/json"):
                    wrong += f" {path} {headers['Content-Type']}"
                login = base64.b64decode(headers["Authorization"].split()[1]).decode()
                wrong += "" if login == "cmsready:of-servicenow" else f" {login}"
                records = json.loads(body)["records"]
                wrong += "".join(event_is_wrong(record) for record in records)
                seen = {record["message_key"]: record["severity"] for record in records}
                wrong += "" if len(seen) == len(records) else " a key twice"
            return done.returncode, seen, wrong or (done.returncode and done.stderr)

        status, opened, wrong = run("no-go")
        key = next((key for key in opened if key.startswith("ad.cno-full-control/")), None)
        yield "ServiceNow, NO-GO", wrong or (
            "" if status == 0 and opened.get(key) == "1" and set(opened) == open_keys()
            else f"status {status}: {opened}, not {open_keys()}")
        status, seen, wrong = run("undetermined")
        yield "ServiceNow, no ticket", wrong or (
            "" if seen.get(key) == "2" and "0" not in seen.values() else str(seen))
        receiver.status = 500
        last = (FOLDER / "last.json").read_bytes()
        status, seen, _ = run("go")
        yield "ServiceNow, not delivered", (
            "" if status and seen.get(key) == "0" and (FOLDER / "last.json").read_bytes() == last
            else f"status {status}: {seen}")
        receiver.status = 200
        before = len(receiver.posts)
        status, seen, wrong = run("no-go")
        sent = [json.loads(body)["records"] for _, _, body in receiver.posts[before:]]
        again = {record["message_key"]: record["severity"] for record in sent[0]}
        yield "ServiceNow, delivered by the next run", wrong or (
            "" if len(sent) == 2 and again.get(key) == "0" and seen.get(key) == "1"
            else str(sent))
        last = (FOLDER / "last.json").read_bytes()
        status, seen, _ = run("no plan")
        yield "ServiceNow, a run that failed", (
            "" if status == 66 and key not in seen
            and (FOLDER / "last.json").read_bytes() == last else f"status {status}: {seen}")
        path = f"{world.without_workers()}:{world.environment['PATH']}"
        status, seen, wrong = run("go", PATH=path)
        yield "ServiceNow, a run that judged nothing", wrong or (
            "" if not seen and (FOLDER / "last.json").read_bytes() == last
            and json.loads((FOLDER / "new.json").read_text())["findings"] == [] else str(seen))
        status, seen, _ = run("go", PATH="/usr/bin:/bin")
        yield "ServiceNow, no program", (
            "" if status == 127 and not seen else f"status {status}: {seen}")
        status, seen, wrong = run("go")
        yield "ServiceNow, mended", wrong or ("" if seen.get(key) == "0" else str(seen))
