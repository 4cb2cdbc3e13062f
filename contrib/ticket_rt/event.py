# SPDX-License-Identifier: GPL-3.0-or-later
"""Events as `cmsready check --format events` writes them."""

import json
import sys

from .errors import DATA, NO_INPUT, Stop
from .text import clean, digest, one_line, say

MAX_INPUT, MAX_LINE = 64 << 20, 1 << 20


class Event:
    """A line of the events. Raises ValueError where it is not one."""

    def __init__(self, line):
        if len(line) > MAX_LINE:
            raise ValueError(f"longer than {MAX_LINE >> 20} MiB")
        self.line = line
        event = self.table(json.loads(line))
        self.key, self.severity, self.node, self.resource, self.check = (
            self.text(event, name)
            for name in ("message_key", "severity", "node", "resource", "type"))
        self.description = self.text(event, "description", "")
        if not self.key:
            raise ValueError("message_key is empty")
        if self.severity not in ("0", "1", "2", "3", "4", "5"):
            raise ValueError("severity is not 0 to 5")
        info = self.table(json.loads(self.text(event, "additional_info")))
        names = ("outcome", "summary", "proof", "remedy", "why", "run", "plan_sha256",
                 "environment")
        self.info = {name: self.text(info, name, "") for name in names}
        causes = info.get("root_causes", [])
        if not isinstance(causes, list) or not all(isinstance(c, str) and c for c in causes):
            raise ValueError("root_causes is not a list of keys")
        self.causes = causes
        waiver = info.get("waiver")
        self.waiver = {} if waiver is None else self.table(waiver)
        self.gone = self.severity == "0"
        self.waived = self.severity == "5"
        self.explained = (bool(causes) and info.get("explained") is True and
                          self.info["outcome"] == "unknown" and not self.gone and not self.waived)

    @staticmethod
    def table(value):
        if not isinstance(value, dict):
            raise ValueError("not an object")
        return value

    @staticmethod
    def text(table, name, default=None):
        value = table.get(name, default)
        value = default if value is None else value
        if not isinstance(value, str):
            raise ValueError(f"{name} is not a text")
        return value

    def state(self):
        """Is in the name of a file at the ticket: the last thing that was said there."""
        return digest(self.severity, self.info["outcome"], self.info["summary"])

    def subject(self):
        return one_line(f"[cmsready] {self.check} on {self.node}: {self.resource}")

    def body(self, first=""):
        info = self.info
        parts = [first, info["summary"] or self.description, info["proof"]]
        if self.gone:
            parts = [first, self.description or info["summary"]]
        elif self.waived:
            terms = [f"{name}: {value}" for name, value in sorted(self.waiver.items())]
            parts.append("\n".join(["Accepted by a waiver.", *terms]))
        else:
            parts += [info["remedy"] and f"Fix: {info['remedy']}",
                      info["why"] and f"Why it matters: {info['why']}"]
        parts.append("\n".join(f"{name}: {one_line(value, 300)}" for name, value in (
            ("Key", self.key), ("Outcome", info["outcome"]), ("Severity", self.severity),
            ("Environment", info["environment"]), ("Run", info["run"]),
            ("Plan (SHA-256)", info["plan_sha256"])) if value))
        return "\n\n".join(clean(part) for part in parts if part)


def read_events(path):
    """The last event of each key, and the number of lines that are none."""
    name = "standard input" if path == "-" else path
    try:
        with (sys.stdin.buffer if path == "-" else open(path, "rb")) as file:
            data = file.read(MAX_INPUT + 1)
    except OSError as error:
        raise Stop(NO_INPUT, f"{name}: {error.strerror}") from None
    if len(data) > MAX_INPUT:
        raise Stop(DATA, f"{name}: more than {MAX_INPUT >> 20} MiB")
    events, malformed = {}, 0
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            event = Event(line.decode())
            events.pop(event.key, None)
            events[event.key] = event
        except (ValueError, RecursionError) as error:
            malformed += 1
            say(f"{name}, line {number}: no event of cmsready: {error}")
    return events, malformed
