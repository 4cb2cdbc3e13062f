# SPDX-License-Identifier: GPL-3.0-or-later
"""What cmsready says about a state, held against what happened.

The verdict is that of CHECKS, under a plan that accepts the functional minimum (without that a
failure can be Microsoft's demand for Full Control, KB 307532, and not a refusal). A check that
passes under a plan without that policy passes under this one, so no false GO is missed.

  false GO       no check fails or is unknown, and an operation was refused
  false NO-GO    a check fails, and every operation worked
  undetermined   none fails, and one is unknown

dns.record-writable is held against the write of the CMS's account, which is the same in both
clusters and decides: PASS if it may, WARN if it may not.
"""

import json
import subprocess

CHECKS = ["ad.cms-account", "ad.cno-account", "ad.cno-full-control", "ad.node-account"]
RECORD_CHECK = "dns.record-writable"
PLAN = {"schema_version": "1.0",
        "directory": {"domain": "corp.example.com"},
        "policy": {"accept": "functional-minimum"},
        "recoveries": [{"cms": "EXCMS01", "source_nodes": ["NODE1", "NODE2"],
                        "standby_cluster": "DRCLU01", "standby_nodes": ["DRNODE1", "DRNODE2"]}]}
GO, NO_GO, UNDETERMINED = "GO", "NO-GO", "UNDETERMINED"


class Judged:
    """The findings of one run of cmsready."""

    def __init__(self, cmsready, plan):
        options = [word for check in [*CHECKS, RECORD_CHECK] for word in ("--only", check)]
        said = subprocess.run([cmsready, "check", plan, "--quiet", "--format", "json", *options],
                              check=False, capture_output=True, text=True)
        self.findings = {}
        for finding in json.loads(said.stdout)["findings"]:
            self.findings[finding["check"]] = (finding["outcome"], finding["summary"])
        if set(self.findings) != {*CHECKS, RECORD_CHECK}:
            raise RuntimeError("not every check has one finding:\n" + said.stdout[-2000:])

    def verdict(self):
        outcomes = {self.findings[check][0] for check in CHECKS}
        if "fail" in outcomes:
            return NO_GO
        return UNDETERMINED if "unknown" in outcomes else GO

    def record(self):
        return {"pass": "may", "warn": "may not"}.get(self.findings[RECORD_CHECK][0], "unknown")


def of_recovery(judged, rehearsal):
    """The verdict held against the operations."""
    verdict = judged.verdict()
    if verdict == UNDETERMINED:
        return "undetermined"
    return "agrees" if (verdict == GO) == rehearsal.works() else "false " + verdict


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
