# SPDX-License-Identifier: GPL-3.0-or-later
"""What cmsready says about a state, held against what happened.

The verdict is that of CHECKS, under a plan that accepts the functional minimum (without that a
failure can be Microsoft's demand for Full Control, KB 307532, and not a refusal). A check that
passes under a plan without that policy passes under this one, so no false GO is missed.

  false GO       no check fails or is unknown, and an operation was refused
  false NO-GO    a check fails, and every operation worked
  undetermined   none fails, and one is unknown

A name that another account has is refused by a domain controller, whoever writes it. That is what
ad.spn-unique says, and it is advisory: it must not pass then, and the refusal is no false GO.

dns.record-writable is held against the write of the CMS's account, which is the same in both
clusters and decides: PASS if it may, WARN if it may not.
"""

import json
import subprocess

CHECKS = ["ad.cms-account", "ad.cno-account", "ad.cno-full-control", "ad.node-account"]
RECORD_CHECK, NAME_CHECK = "dns.record-writable", "ad.spn-unique"
ALL_CHECKS = [*CHECKS, NAME_CHECK, RECORD_CHECK]
PLAN = {"schema_version": "1.0",
        "directory": {"domain": "corp.example.com"},
        "policy": {"accept": "functional-minimum"},
        "recoveries": [{"cms": "EXCMS01", "source_nodes": ["NODE1", "NODE2"],
                        "standby_cluster": "DRCLU01", "standby_nodes": ["DRNODE1", "DRNODE2"]}]}
GO, NO_GO, UNDETERMINED = "GO", "NO-GO", "UNDETERMINED"


class Judged:
    """The findings of one run of cmsready."""

    def __init__(self, cmsready, plan):
        options = [word for check in ALL_CHECKS for word in ("--only", check)]
        said = subprocess.run([cmsready, "check", plan, "--quiet", "--format", "json", *options],
                              check=False, capture_output=True, text=True)
        self.findings = {}
        for finding in json.loads(said.stdout)["findings"]:
            self.findings[finding["check"]] = (finding["outcome"], finding["summary"])
        if set(self.findings) != set(ALL_CHECKS):
            raise RuntimeError("not every check has one finding:\n" + said.stdout[-2000:])

    def verdict(self):
        outcomes = {self.findings[check][0] for check in CHECKS}
        if "fail" in outcomes:
            return NO_GO
        return UNDETERMINED if "unknown" in outcomes else GO

    def record(self):
        return {"pass": "may", "warn": "may not"}.get(self.findings[RECORD_CHECK][0], "unknown")


def works(judged, rehearsal):
    """Whether every operation worked that cmsready did not announce as refused."""
    announced = rehearsal.name_is_taken and judged.findings[NAME_CHECK][0] in ("warn", "fail")
    return not any(result for name, result in rehearsal.results.items()
                   if not (announced and name == "spn"))


def of_recovery(judged, rehearsal):
    """The verdict held against the operations."""
    verdict = judged.verdict()
    if verdict == UNDETERMINED:
        return "undetermined"
    return "agrees" if (verdict == GO) == works(judged, rehearsal) else "false " + verdict


def of_record(judged, rehearsal):
    """dns.record-writable held against the write of the CMS's account."""
    result = rehearsal.records["EXCMS01"]
    if judged.record() == "unknown":
        return "undetermined"
    if result is None:
        return "not tried"
    if (judged.record() == "may") == (result == ""):
        return "agrees"
    return "false PASS" if judged.record() == "may" else "false WARN"
