# SPDX-License-Identifier: GPL-3.0-or-later
"""usage, inside the lab: rehearse_lab.py CMSREADY IMAGE SEED NUMBER...

Rehearses these states, one after the other. Prints a JSON object per state.
"""

import json
import os
import sys
import time

import ldb

import rehearse_differences
import rehearse_states
from rehearse_comparison import PLAN, Judged, of_record, of_recovery, works
from rehearse_directory import Directory, StateError
from rehearse_operations import Rehearsal

ATTEMPTS = 3  # a busy domain controller now and then answers that its database is corrupt


class Lab:
    """One lab that rehearses state after state."""

    def __init__(self, cmsready, image):
        self.cmsready = cmsready
        self.plan = os.path.join(os.environ["LAB"], "plan-rehearse.json")
        with open(self.plan, "w", encoding="ascii") as file:
            json.dump(PLAN, file)
        self.directory = Directory(image)
        self.failures = []
        # What cmsready and the faults find; the lab's Python has been Administrator so far.
        os.environ["KRB5CCNAME"] = "FILE:%s/cc" % os.environ["LAB"]

    def in_state(self, changes, act):
        """What `act` returns in that state."""
        for attempt in range(ATTEMPTS):
            try:
                self.directory.apply(changes)
                return act()
            except (StateError, ldb.LdbError) as error:
                self.failures.append(str(error))
                if attempt == ATTEMPTS - 1:
                    raise
            finally:
                self.directory.undo()
        return None

    def rehearsal(self):
        return Rehearsal(self.directory)

    def judged_and_rehearsed(self):
        """In this order, because the operations change the state."""
        return Judged(self.cmsready, self.plan), self.rehearsal()

    def row(self, seed, number):
        begun = time.monotonic()
        changes = rehearse_states.drawn(seed, number)
        self.failures = []
        judged, rehearsal = self.in_state(changes, self.judged_and_rehearsed)
        outcomes = {}
        for name, compared in (("recovery", of_recovery), ("record", of_record)):
            outcomes[name] = compared(judged, rehearsal)
            if outcomes[name].startswith("false"):
                outcomes[name + "_differs"] = rehearse_differences.explanation(
                    changes, lambda other, compared=compared: compared(
                        judged, self.in_state(other, self.rehearsal)) == "agrees")
        return outcomes | {
            "number": number, "verdict": judged.verdict(), "works": works(judged, rehearsal),
            "taken": rehearsal.name_is_taken,
            "may": judged.record(), "changes": rehearse_states.told(changes),
            "operations": rehearsal.results, "records": rehearsal.records,
            "findings": judged.findings, "failures": self.failures,
            "seconds": time.monotonic() - begun}


def main(cmsready, image, seed, *numbers):
    lab = Lab(cmsready, image)
    for number in numbers:
        print(json.dumps(lab.row(seed, int(number))), flush=True)


main(*sys.argv[1:])
