#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside the lab: makes a fleet of 50 clustered mailbox servers, EXCMS11 to EXCMS60, and its plan
in $LAB/plan-fleet.json. All are single copy clusters on NODE1 and NODE2, recovered onto DRCLU01.

Their names lead to addresses of their own, which `fleet` gives to the file server of EXCMS01. The
first 20 have a TTL of 1200 s. DRCLU01 has no Full Control on EXCMS58. All else is right.
"""

import json
import os
import pathlib

import ldb

import directory
import exchange
from dnsrecord import record

NAMES = ["EXCMS%d" % number for number in range(11, 61)]
NODES, CLUSTER, STANDBY = ["NODE1", "NODE2"], "DRCLU01", ["DRNODE1", "DRNODE2"]
LONG_TTL, WITH_LONG_TTL = 1200, NAMES[:20]
WITHOUT_GRANT = "EXCMS58"


def address(name):
    return "127.0.1." + name.removeprefix("EXCMS")


def fqdn(name):
    return "%s.%s" % (name.lower(), directory.DOMAIN)


def account_add(samdb, name):
    services = ["%s/%s" % (service, host) for host in (name, fqdn(name))
                for service in [*directory.EXCHANGE_SERVICES, "MSClusterVirtualServer"]]
    directory.computer_add(samdb, name, {"servicePrincipalName": services,
                                         "msDS-SupportedEncryptionTypes": directory.RC4})
    aces = [("--first", directory.FULL_CONTROL % "SRCCLU01"), ("--owner", "{SRCCLU01$}")]
    if name != WITHOUT_GRANT:
        aces.append(("--first", directory.FULL_CONTROL % CLUSTER))
    aces += [("--first", directory.WRITE_SPN % node) for node in STANDBY]
    directory.aces_change(samdb, "CN=%s,%s" % (name, directory.COMPUTERS), aces)


def address_add(samdb, name):
    dn = "DC=%s,%s" % (name.lower(), directory.ZONE)
    ttl = LONG_TTL if name in WITH_LONG_TTL else directory.TTL
    samdb.add({"dn": dn, "objectClass": "dnsNode", "dnsRecord": record("a", address(name), ttl)})
    directory.aces_change(samdb, dn, [("--first", directory.FULL_CONTROL % each)
                                      for each in (name, CLUSTER)])


def server_add(samdb, servers, name):
    """The storage groups of different CMSs have different folders, as on a common SCR target."""
    server = exchange.cms_add(samdb, servers, name, exchange.SHARED, NODES)
    folder = r"E:\%s" % name
    group = exchange.child(
        samdb, "CN=First Storage Group,CN=InformationStore," + server,
        objectClass="msExchStorageGroup", msExchESEParamLogFilePath=folder,
        msExchESEParamSystemPath=folder, msExchESEParamBaseName="E00", msExchHasLocalCopy="0",
        msExchStandbyCopyMachines="%s;1;1.00:00:00;00:00:00" % fqdn(STANDBY[0]))
    exchange.child(samdb, "CN=Mailbox Database," + group, objectClass="msExchPrivateMDB",
                   msExchEDBFile=folder + r"\Mailbox Database.edb", msExchEDBOffline="FALSE")


def keys_share():
    """The accounts get the RC4 key of EXCMS01, so that its file server takes tickets for all of
    these names. The key is copied as the database has it, below Samba's modules."""
    partition = ldb.Ldb("/run/lab/dc1/private/sam.ldb.d/%s.ldb" % directory.BASE.upper(),
                        flags=ldb.FLG_DONT_CREATE_DB)
    found = partition.search("CN=EXCMS01," + directory.COMPUTERS, ldb.SCOPE_BASE,
                             attrs=["unicodePwd"])
    key = found[0]["unicodePwd"][0]
    for name in NAMES:
        dn = ldb.Dn(partition, "CN=%s,%s" % (name, directory.COMPUTERS))
        change = ldb.Message(dn)
        change["unicodePwd"] = ldb.MessageElement(key, ldb.FLAG_MOD_REPLACE, "unicodePwd")
        partition.modify(change)


def plan_write():
    plan = {"schema_version": "1.0", "directory": {"domain": directory.DOMAIN}, "recoveries": [
        {"cms": name, "source_nodes": NODES, "standby_cluster": CLUSTER, "standby_nodes": STANDBY}
        for name in NAMES]}
    path = pathlib.Path(os.environ["LAB"]) / "plan-fleet.json"
    path.write_text(json.dumps(plan, indent=2) + "\n", encoding="ascii")


def main():
    samdb = directory.local_database()
    found = samdb.search(samdb.get_config_basedn(), ldb.SCOPE_SUBTREE,
                         "(&(objectClass=msExchExchangeServer)(cn=EXCMS01))", ["cn"])
    servers = str(found[0].dn.parent())
    samdb.transaction_start()
    for name in NAMES:
        account_add(samdb, name)
        address_add(samdb, name)
        server_add(samdb, servers, name)
    samdb.transaction_commit()
    keys_share()
    plan_write()


if __name__ == "__main__":
    main()
