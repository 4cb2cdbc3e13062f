#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: fill_fleet.py COUNT

Fills the database of the lab's domain, before its DC is started, with the computer accounts of a
fleet of COUNT clustered mailbox servers, named as in make_fleet.py: two source nodes for each of
them, a standby cluster of two nodes for every 40. The CMSs' descriptors are those of
make_descriptors.py, with SIDs of this domain. They are protected, so that they have exactly 40
ACEs.
"""

import pathlib
import random
import sys

import ldb
from samba.dcerpc import security
from samba.ndr import ndr_unpack

HERE = pathlib.Path(__file__).resolve().parent
for folder in (HERE.parent / "lab", HERE.parent / "samba", HERE):
    sys.path.insert(0, str(folder))
import descriptors as d  # noqa: E402
import directory  # noqa: E402
import make_descriptors as one  # noqa: E402
import make_fleet as fleet  # noqa: E402

OU = "OU=Fleet," + directory.BASE
DACL_PROTECTED = 0x1000
SERVICES = ["exchangeMDB", "exchangeRFR", "SMTP", "SMTPSVC", "HOST", "MSClusterVirtualServer"]


def account_add(samdb, name, **extra):
    host = "%s.%s" % (name.lower(), directory.DOMAIN)
    samdb.add({"dn": "CN=%s,%s" % (name, OU), "objectClass": "computer",
               "sAMAccountName": name + "$", "userAccountControl": "4096", "dNSHostName": host,
               "operatingSystem": "Windows Server 2008 Enterprise",
               "operatingSystemVersion": "6.0 (6002)", **extra})


def sid_of(samdb, name):
    found = samdb.search("CN=%s,%s" % (name, OU), ldb.SCOPE_BASE, attrs=["objectSid"])
    return str(ndr_unpack(security.dom_sid, found[0]["objectSid"][0]))


def descriptor_of(draw):
    made = one.computer_object(draw)
    made.control |= DACL_PROTECTED
    assert len(made.dacl) == one.ACES
    return d.descriptor_bytes(made)


def cms_add(samdb, draw, name):
    hosts = (name, "%s.%s" % (name.lower(), directory.DOMAIN))
    account_add(samdb, name, nTSecurityDescriptor=descriptor_of(draw),
                servicePrincipalName=["%s/%s" % (each, host) for each in SERVICES
                                      for host in hosts])


def fill(samdb, count):
    draw = random.Random(one.SEED)
    samdb.add({"dn": OU, "objectClass": "organizationalUnit"})
    for cluster in fleet.clusters(count):
        for name in [cluster, *fleet.nodes(cluster)]:
            account_add(samdb, name)
    one.DOMAIN = samdb.get_domain_sid()
    one.CNO_GROUP = one.DOMAIN + "-41200"
    for number, name in enumerate(fleet.cms_names(count)):
        one.CNO = sid_of(samdb, fleet.clusters(count)[number // fleet.PER_CLUSTER])
        cms_add(samdb, draw, name)
        for node in fleet.nodes("N" + name[5:]):
            account_add(samdb, node)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: fill_fleet.py COUNT")
    samdb = directory.local_database()
    samdb.transaction_start()
    fill(samdb, int(sys.argv[1]))
    samdb.transaction_commit()


if __name__ == "__main__":
    main()
