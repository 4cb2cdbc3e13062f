# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of scenarios.txt, in groups of one fault each, and the comparison of rows with runs."""

import collections
import fnmatch
import importlib.machinery
import importlib.util
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
VALIDATE = os.path.join(HERE, "..", "report", "validate")
SCHEMA = os.path.join(HERE, "..", "..", "docs", "report.schema.json")
DIRECTORY = ["ad.*", "ex.*", "os.*", "dns.directory-ttl", "dns.record-writable",
             "dns.stray-records", "dns.zone-dynamic", "dns.scavenging", "dns.outage",
             "share.oab-readable", "share.oab-complete", "share.standby-clean"]
SHARES = ["share.oab-scope", "share.oab-readable", "share.oab-content", "share.oab-complete",
          "share.scope-others"]
STATE = {0: "go", 1: "go", 2: "no-go", 3: "undetermined"}
# Checks with several findings: for each standby node of the plan; for the CMS's account and the
# cluster's.
FINDINGS = {"ad.node-spn-write": 2, "ad.replicated": 2, "ad.kerberos": 2}
DISTURBING = {"--terminate", "--kill-worker"}
DEFAULT_DEADLINE = 60
# Extra seconds for a run: to start the process, and because other labs keep the machine busy.
GRACE = 3.0


class Row:
    """One line of the table."""

    def __init__(self, line):
        fault, plan, status, outcomes, *rest = (cell.strip() for cell in line.split("|"))
        causes, self.said, *_ = rest + ["", ""]
        self.fault = fault
        self.plan, *self.options = plan.split()
        self.status = int(status)
        self.outcomes = outcomes_of(outcomes)
        self.causes = set(causes.split())
        self.title = " ".join([fault, *([] if self.plan == "-" else [self.plan]), *self.options])

    def deadline(self):
        if DISTURBING & set(self.options):
            return 0.0
        if "--deadline" not in self.options:
            return DEFAULT_DEADLINE
        return float(self.options[self.options.index("--deadline") + 1])

    def waits(self):
        """Whether the run spends most of its time waiting for a server that does not answer."""
        return "--deadline" in self.options or DISTURBING & set(self.options) or \
            {"timeout", "?timeout"} & self.causes

    def findings_of(self, check):
        if self.plan == "plan-no-nodes.json" and check == "ad.node-spn-write":
            return 1
        return FINDINGS.get(check, 1)

    def key_of(self, check):
        """The key of the row's outcomes for this check: its name, or else a pattern."""
        if check in self.outcomes:
            return check
        return next((key for key in self.outcomes if fnmatch.fnmatch(check, key)), None)


def outcomes_of(cell):
    """Expands `directory` and `shares`, which name all checks that need these sources."""
    outcomes = dict(pair.split("=") for pair in cell.split())
    if "shares" in outcomes:
        outcome = outcomes.pop("shares")
        outcomes = {**{key: outcome for key in SHARES}, **outcomes}
    if "directory" in outcomes:
        outcome = outcomes.pop("directory")
        outcomes = {**{key: outcome for key in DIRECTORY}, "ad.name-length": "pass", **outcomes}
    return outcomes


class Group:
    """A fault with its arguments, its assertions and its rows."""

    def __init__(self, fault, rows, changes):
        self.fault, self.rows = fault, rows
        self.second = fault.startswith("dc2-")
        self.last = changes == "everything"
        self.waits = any(row.waits() for row in rows)
        self.weight = sum(row.deadline() if row.waits() else 1 for row in rows)

    def only(self, rows):
        """The group with only these rows, in a new lab."""
        return Group(self.fault, rows, "everything")


def groups(pattern):
    """All groups. A fault without a row is a group for its assertions only."""
    listed = subprocess.run([os.path.join(HERE, "groups"), "--list"], stdout=subprocess.PIPE,
                            check=True, text=True)
    changes, arguments = {}, {}
    for line in listed.stdout.splitlines():
        name, arguments[name], changes[name] = line.split("|")
    with open(os.path.join(HERE, "scenarios.txt"), encoding="ascii") as table:
        lines = [line for line in table if line.strip() and not line.startswith("#")]
    faults = {}
    for line in lines:
        if pattern in line:
            row = Row(line)
            faults.setdefault(row.fault, []).append(row)
    with_rows = {Row(line).fault.split()[0] for line in lines}
    for name in changes:
        if name not in with_rows and pattern in name:
            faults[f"{name} {arguments[name]}".strip()] = []
    return [Group(fault, rows, changes.get(fault.split()[0], "nothing"))
            for fault, rows in faults.items()]


def checks_of(cmsready):
    """The weight of each check of the catalogue."""
    listed = subprocess.run([cmsready, "explain"], stdout=subprocess.PIPE, check=True, text=True)
    words = [line.split() for line in listed.stdout.splitlines()]
    return {each[0]: each[1] for each in words
            if len(each) > 1 and each[1] in ("blocking", "advisory")}


class Judge:
    """Compares the results of a run with its row."""

    def __init__(self, cmsready):
        self.checks = checks_of(cmsready)
        self.keys = []  # of the findings about the lab's own plan, in the first run with it
        loader = importlib.machinery.SourceFileLoader("validate", VALIDATE)
        spec = importlib.util.spec_from_loader("validate", loader)
        self.validate = importlib.util.module_from_spec(spec)
        loader.exec_module(self.validate)
        schema = self.validate.load(SCHEMA)
        kind = self.validate.jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        self.validator = kind(schema)

    def wrong(self, row, folder):
        """The failures, as texts."""
        texts = {}
        for name in ("said", "ended", "status", "seconds", "report.json", "report.txt",
                     "again.json", "again.txt"):
            path = os.path.join(folder, name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    texts[name] = file.read()
        if "ended" in texts or "status" not in texts:
            return [f"the scenario could not be run: {texts.get('ended', '')}\n"
                    f"{texts.get('said', '')}"]
        report = json.loads(texts["report.json"])
        return [*wrong_in_run(row, texts), *wrong_in_findings(row, report),
                *self.wrong_in_number(row, report), *self.wrong_in_keys(row, report), *wrong_in_gaps(row, report),
                *wrong_in_form(texts),
                *self.validate.faults(self.validator, os.path.join(folder, "report.json"))]

    def wrong_in_number(self, row, report):
        found = collections.Counter(
            (finding["check"], "blocking" if finding["blocking"] else "advisory")
            for finding in report["findings"])
        wanted = {(check, weight): row.findings_of(check) for check, weight in self.checks.items()}
        for check, weight in sorted(found.keys() | wanted.keys()):
            if found[check, weight] != wanted.get((check, weight), 0):
                yield f"{found[check, weight]} findings of {check} ({weight}), " \
                      f"not {wanted.get((check, weight), 0)}"

    def wrong_in_keys(self, row, report):
        """The keys come from the plan: with one plan, no fault may change them."""
        keys = [finding["dedupe_key"] for finding in report["findings"]]
        if len(set(keys)) != len(keys):
            yield f"two findings have one key: {sorted(keys)}"
        if row.plan == "-":
            self.keys = self.keys or keys
            if keys != self.keys:
                yield f"other keys than in another run: {sorted(set(keys) ^ set(self.keys))}"


def wrong_in_run(row, texts):
    status, seconds = int(texts["status"]), float(texts["seconds"])
    if status != row.status:
        yield f"exit status {status}, not {row.status}"
    if seconds > row.deadline() + GRACE:
        yield f"took {seconds:.1f} s, deadline {row.deadline():.0f} s"


def wrong_in_findings(row, report):
    if report["verdict"]["state"] != STATE[row.status]:
        yield f"verdict {report['verdict']['state']}"
    left = {check: wanted.split(",") for check, wanted in row.outcomes.items()}
    for finding in report["findings"]:
        outcomes = left.get(row.key_of(finding["check"]), ["pass"])
        wanted = outcomes.pop(0) if len(outcomes) > 1 else outcomes[0]
        if finding["outcome"] != wanted.lstrip("?") and \
                not (wanted.startswith("?") and finding["outcome"] == "pass"):
            yield f"{finding['check']} is {finding['outcome']}, not {wanted}: " \
                  f"{finding['summary']}\n{finding['proof']}"
    said = [part for finding in report["findings"] for part in finding.values()]
    if not any(row.said in part for part in said if isinstance(part, str)):
        yield f"no finding holds \"{row.said}\""
    unheard = set(row.outcomes) - {row.key_of(finding["check"]) for finding in report["findings"]}
    if unheard:
        yield f"no finding of {', '.join(sorted(unheard))}"


def wrong_in_gaps(row, report):
    causes = {gap["cause"] for gap in report["gaps"]}
    certain = {cause for cause in row.causes if not cause.startswith("?")}
    if not certain <= causes <= {cause.lstrip("?") for cause in row.causes}:
        yield f"gaps are {causes or 'none'}, not {row.causes or 'none'}: " \
              f"{json.dumps(report['gaps'], indent=2)}"
    roots = report["root_causes"]
    if row.fault.startswith("ticket-") and row.causes and \
            (len(roots) != 1 or len(roots[0]["gaps"]) != len(report["gaps"])):
        yield f"the ticket is not the one root cause: {json.dumps(roots, indent=2)}"


def wrong_in_form(texts):
    if texts["report.json"] != texts["again.json"] or texts["report.txt"] != texts["again.txt"]:
        yield "the saved evidence gives another report"
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f]", texts["report.txt"]):
        yield "the text report holds control characters"
