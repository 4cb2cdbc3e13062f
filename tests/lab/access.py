#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares cmsready's access check with that of a domain controller. `access` starts it.

usage, inside the lab: access.py CMSREADY [ROW...]     ROW: only these of access*.txt

For each row it writes the descriptor to a new computer object, and asks cmsready about the bytes
that the domain controller returns. Then it binds as the account of the standby cluster, reads the
effective rights, and tries each operation. So there are three independent results: that of the row,
worked out by hand; that of cmsready; that of the domain controller.
"""

import base64
import json
import os
import sys

import ldb

import access_domain
import access_rows
import acl
import conversion

FULL = access_rows.granted("FULL")
RIGHT_IDS = {"reset-password": "reset", "write-spn": "spn", "write-dns-host-name": "dns",
             "write-account-restrictions": "uac"}
# SIDs that the domain controller itself adds to the cluster's token: Authentication Authority
# Asserted Identity, NETWORK, Users, Pre-Windows 2000 Compatible Access.
ADDED = {"S-1-18-1", "S-1-5-2", "S-1-5-32-545", "S-1-5-32-554"}
THIS_ORGANIZATION = "S-1-5-15"  # Windows adds it, Samba does not


def seen(domain, number, row):
    """Makes the object for the row. Returns it with the answers of the domain controller."""
    item = domain.object_make(number, row)
    answers = item.looks() | item.tries(row)
    domain.object_done(item, row)
    return item, answers


def question(domain, item):
    return {"sd": base64.b64encode(item.descriptor).decode(), "token": domain.token,
            "self": item.sid, "kind": "directory"}


def wrong_of_cmsready(row, answer):
    """The differences between the answer and the row."""
    if "granted" not in answer:
        return ["cmsready says " + json.dumps(answer)]
    wrong = []
    granted = int(answer["granted"], 16)
    if granted != row.granted:
        wrong.append("cmsready: granted 0x%08x, not 0x%08x" % (granted, row.granted))
    if answer["level"] != row.level:
        wrong.append("cmsready: %s, not %s" % (answer["level"], row.level))
    full = granted & FULL == FULL
    if answer["full_control"] != full or (answer["missing"] == []) != full:
        wrong.append("cmsready: full_control %(full_control)s, missing %(missing)s" % answer)
    allowed = int(answer.get("by_owner", "0x0"), 16)
    for ace in answer["decided_by"]:
        allowed |= int(ace["effect"], 16) if ace["type"].endswith("allow") else 0
    if allowed != granted and answer.get("dacl") != "null":
        wrong.append("cmsready: granted 0x%08x, by the ACEs that decided 0x%08x"
                     % (granted, allowed))
    at_best = answer.get("rights_possible", answer["rights"])
    for name, right in RIGHT_IDS.items():
        if answer["rights"][name] != (right in row.rights):
            wrong.append("cmsready: %s is %s" % (name, answer["rights"][name]))
        if at_best[name] != (right in row.rights | row.doubtful):
            wrong.append("cmsready: %s is %s at best" % (name, at_best[name]))
    level = row.level_with(row.rights | row.doubtful) if row.doubtful else row.level
    if answer.get("level_possible", answer["level"]) != level:
        wrong.append("cmsready: not %s at best" % level)
    return wrong


def wrong_of_domain(row, answers):
    """The differences between the answers and the row. A row that names a difference that does not
    exist is a failure, too."""
    words = {True: "yes", False: "no"}
    return ["domain controller: %s is %s%s" % (name, words[answers[name]], noted)
            for name, expected in row.answers.items() if answers[name] != expected
            for noted in [", as by the rules: no difference" if name in row.differs else ""]]


def wrong_of_token(domain):
    """Compares the token that this test builds with the one that the domain controller uses."""
    built, used = set(domain.token), set(domain.token_of_session())
    if built - {THIS_ORGANIZATION} == used - ADDED and ADDED <= used:
        return []
    return ["built: " + " ".join(sorted(built)), "used: " + " ".join(sorted(used))]


def wrong_of_conversion(cmsready, domain, rows, items):
    """Converts the same descriptors, which are more unusual than those of a domain. Samba has no
    text for a null DACL."""
    inputs = {name: item.descriptor for name, item in items.items()
              if not rows[name].sddl.endswith("NO_ACCESS_CONTROL")}
    return [what + ": " + line
            for what, lines in conversion.compared(cmsready, domain.sid, inputs) for line in lines]


def say(name, wrong):
    print("%s %s" % ("FAIL" if wrong else "ok  ", name), flush=True)
    for line in wrong:
        print("     " + line, flush=True)
    return bool(wrong)


def main(cmsready, *names):
    try:
        rows = access_rows.read(os.path.dirname(os.path.abspath(__file__)))
    except access_rows.BadTable as error:
        sys.exit("access: %s" % error)
    unknown = set(names) - set(rows)
    if unknown:
        sys.exit("access: no row " + ", ".join(sorted(unknown)))
    rows = {name: row for name, row in rows.items() if not names or name in names}
    domain = access_domain.Domain()
    items, answers, wrong = {}, {}, {}
    for number, (name, row) in enumerate(rows.items()):
        try:
            items[name], answers[name] = seen(domain, number, row)
        except ldb.LdbError as error:
            wrong[name] = ["could not be tried: %s" % error]
    said = acl.asked(cmsready, [question(domain, item) for item in items.values()])
    for name, answer in zip(items, said):
        wrong[name] = wrong_of_cmsready(rows[name], answer)
        wrong[name] += wrong_of_domain(rows[name], answers[name])
    wrong = {name: wrong[name] for name in rows}
    wrong["the token"] = wrong_of_token(domain)
    wrong["converted"] = wrong_of_conversion(cmsready, domain, rows, items)
    failed = sum(say(name, lines) for name, lines in wrong.items())
    print("%d passed, %d failed" % (len(wrong) - failed, failed))
    sys.exit(1 if failed else 0)


if len(sys.argv) < 2:
    sys.exit(__doc__)
main(*sys.argv[1:])
