#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converts every security descriptor of the lab's domain. `descriptors` starts it.

usage, inside the lab: descriptors.py CMSREADY

Reads them as Administrator, with and without SACLs, and compares the conversions (conversion.py).
"""

import sys

import ldb
from samba.dcerpc import security

import conversion
import directory

WITHOUT_SACL, WITH_SACL = 7, 15  # owner 1, group 2, DACL 4, SACL 8: MS-ADTS 3.1.1.3.4.1.11
PAGE = 1000
FEWEST = 5000  # a fresh domain has more than 3600 objects, and each is read twice
KEPT_FROM_ADMINISTRATORS = "CN=Deleted Objects,"
SHOWN = 3


def pages(samdb, context, flags):
    """All objects of a naming context, deleted ones too."""
    cookie = ""
    while True:
        found = samdb.search(context, ldb.SCOPE_SUBTREE, "(objectClass=*)",
                             ["nTSecurityDescriptor"],
                             controls=["sd_flags:1:%d" % flags, "show_deleted:1",
                                       "search_options:1:1",
                                       "paged_results:1:%d%s" % (PAGE, cookie)])
        yield from found
        answer, = [str(control) for control in found.controls
                   if str(control).startswith("paged_results:")]
        _, _, more = answer.removeprefix("paged_results:").partition(":")
        if not more:
            return
        cookie = ":" + more


def descriptors(samdb):
    """All descriptors by name, and the names of the objects without one."""
    found, kept = {}, []
    root = samdb.search("", ldb.SCOPE_BASE, attrs=["namingContexts"])[0]
    for flags in (WITHOUT_SACL, WITH_SACL):
        for context in root["namingContexts"]:
            for item in pages(samdb, str(context), flags):
                name = "%s (%d)" % (item.dn, flags)
                if "nTSecurityDescriptor" in item:
                    found[name] = bytes(item["nTSecurityDescriptor"][0])
                elif not name.startswith(KEPT_FROM_ADMINISTRATORS):
                    kept.append(name + " has no descriptor")
    return found, kept


def say(what, wrong):
    print("%s %s" % ("FAIL" if wrong else "ok  ", what), flush=True)
    for line in wrong[:SHOWN]:
        print("     " + line)
    if len(wrong) > SHOWN:
        print("     and %d more" % (len(wrong) - SHOWN))
    return bool(wrong)


def main(cmsready):
    samdb = directory.running_server()
    found, kept = descriptors(samdb)
    data = list(found.values())
    if len(data) < FEWEST:
        kept.append("there are more than that")
    layouts = [conversion.layout(each) for each in data]
    results = [("%d descriptors, %d different ones: %d with SACL, %d that Samba would lay out "
                "otherwise, %d with bits that SDDL lacks" % (
                    len(data), len(set(data)), sum(each[12:16] != bytes(4) for each in data),
                    sum(each != laid for each, laid in zip(data, layouts)),
                    sum(laid != conversion.plain(laid) for laid in layouts)), kept)]
    domain = security.dom_sid(samdb.get_domain_sid())
    results += conversion.compared(cmsready, domain, found)
    failed = sum(say(what, wrong) for what, wrong in results)
    print("%d passed, %d failed" % (len(results) - failed, failed))
    sys.exit(1 if failed else 0)


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
