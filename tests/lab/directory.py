#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes changes that ldapmodify cannot: accounts with their ACEs, and single ACEs of a descriptor.

directory.py seed [dc2]
    fills the new domain's database, before its DC is started; dc2: with a site for a second one
directory.py site-empty|site-rodc
    makes that site in a running lab without a second DC, with nothing or a read-only DC in it
directory.py dc-left-over [HOST]
    adds NTDS Settings of a domain controller that does not exist
directory.py dns-dc2, directory.py names-dc2
    gives dc2 the service records that dc1 has (before it joins), then the names of its own
directory.py spn DN NAME
    gives an account a service principal name, though another one has it
directory.py conflict NAME ACCOUNT
    adds what a replication conflict leaves of the computer NAME, with that account name
directory.py aces DN [--drop ACCOUNT] [--first ACE] [--last ACE] [--owner ACCOUNT]
                     [--protect yes] ...
    changes the DACL of DN on the running DC as Administrator, in the order of the options
directory.py dacl DN null|empty
    replaces the DACL by an empty one, or by none (a null DACL)

In an ACE, {DRCLU01$} stands for the SID of that account.
"""

import os
import re
import sys
import uuid

import ldb
from samba import substitute_var
from samba.auth import system_session
from samba.credentials import MUST_USE_KERBEROS, Credentials
from samba.dcerpc import misc, security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

import exchange
import exchange_schema
import sites
from dnsrecord import record

LAB = os.environ["LAB"]
BASE = "DC=corp,DC=example,DC=com"
DOMAIN = "corp.example.com"
COMPUTERS = "CN=Computers," + BASE
ZONE = "DC=%s,CN=MicrosoftDNS,DC=DomainDnsZones,%s" % (DOMAIN, BASE)
MEMBERS = {"EXCMS01": "127.0.1.1", "NODE1": "127.0.1.2", "NODE2": "127.0.1.3"}
STANDBY = {"DRCLU01": "127.0.2.1", "DRNODE1": "127.0.2.2", "DRNODE2": "127.0.2.3"}
# Accounts without file servers. The second CMS and the first cluster still have addresses.
OTHERS = {"EXCMS02": "127.0.1.4", "NODE3": None, "NODE4": None, "MBX1": None, "HUBCAS1": None,
          "SRCCLU01": "127.0.1.5", "SRCCLU02": None}
CMSS = {"EXCMS01": "SRCCLU01", "EXCMS02": "SRCCLU02"}
CLUSTERS = ["DRCLU01", *CMSS.values()]
# A network name of Windows Server 2008 can decrypt RC4 at most (KB 961302).
RC4 = "4"
EXCHANGE_SERVICES = ["exchangeMDB", "exchangeRFR", "SMTP", "SMTPSVC", "HOST"]
CLUSTER_SERVICES = ["MSClusterVirtualServer", "MSServerCluster", "MSServerClusterMgmtAPI", "HOST"]
SPN_ATTRIBUTE = "f3a64788-5306-11d1-a9c5-0000f80367c1"
TTL = 300

VERBS = ("--drop", "--first", "--last", "--owner", "--protect")

FULL_CONTROL = "(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;{%s$})"
WRITE_SPN = "(OA;;WP;" + SPN_ATTRIBUTE + ";;{%s$})"


def local_database(schema_update=False):
    lp = LoadParm()
    lp.load("/run/lab/dc1/etc/smb.conf")
    if schema_update:
        lp.set("dsdb:schema update allowed", "true")
    return SamDB(url=lp.private_path("sam.ldb"), session_info=system_session(), lp=lp)


def running_server():
    os.environ["KRB5CCNAME"] = "FILE:%s/admin.cc" % LAB
    lp = LoadParm()
    lp.load("/run/lab/smb.conf")
    creds = Credentials()
    creds.guess(lp)
    creds.set_kerberos_state(MUST_USE_KERBEROS)
    return SamDB(url="ldap://dc1." + DOMAIN, credentials=creds, lp=lp)


def with_sids(samdb, text):
    def sid(match):
        found = samdb.search(BASE, ldb.SCOPE_SUBTREE, "(sAMAccountName=%s)" % match.group(1),
                             ["objectSid"])
        if len(found) != 1:
            sys.exit("directory.py: no account %s" % match.group(1))
        return str(ndr_unpack(security.dom_sid, found[0]["objectSid"][0]))
    return re.sub(r"\{([^}]+)\}", sid, text)


def descriptor_read(samdb, dn):
    found = samdb.search(dn, ldb.SCOPE_BASE, attrs=["nTSecurityDescriptor"],
                         controls=["sd_flags:1:7"])
    return ndr_unpack(security.descriptor, found[0]["nTSecurityDescriptor"][0])


def descriptor_write(samdb, dn, descriptor):
    change = ldb.Message(ldb.Dn(samdb, dn))
    change["nTSecurityDescriptor"] = ldb.MessageElement(
        ndr_pack(descriptor), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
    samdb.modify(change, ["sd_flags:1:5"])


def aces_change(samdb, dn, options):
    domain_sid = security.dom_sid(samdb.get_domain_sid())
    descriptor = descriptor_read(samdb, dn)
    for verb, text in options:
        text = with_sids(samdb, text)
        if verb == "--drop":
            descriptor.dacl_del(security.dom_sid(text))
            continue
        if verb == "--owner":
            descriptor.owner_sid = security.dom_sid(text)
            continue
        if verb == "--protect":
            descriptor.type |= security.SEC_DESC_DACL_PROTECTED
            continue
        ace = security.descriptor.from_sddl("D:" + text, domain_sid).dacl.aces[0]
        descriptor.dacl_add(ace, 0 if verb == "--first" else descriptor.dacl.num_aces)
    descriptor_write(samdb, dn, descriptor)


def dacl_replace(dn, kind):
    """Writes into the partition's file, without Samba's modules: they would replace a null DACL by
    a default one, and add the inherited ACEs to an empty one."""
    partition = ldb.Ldb("/run/lab/dc1/private/sam.ldb.d/%s.ldb" % BASE.upper(),
                        flags=ldb.FLG_DONT_CREATE_DB)
    descriptor = descriptor_read(local_database(), dn)
    descriptor.dacl = None
    if kind == "empty":
        descriptor.dacl = security.acl()
        descriptor.dacl.revision = 4
    descriptor.type |= security.SEC_DESC_DACL_PRESENT | security.SEC_DESC_DACL_PROTECTED
    change = ldb.Message(ldb.Dn(partition, dn))
    change["nTSecurityDescriptor"] = ldb.MessageElement(
        ndr_pack(descriptor), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
    partition.modify(change)


def computer_add(samdb, name, extra):
    account = {
        "dn": "CN=%s,%s" % (name, COMPUTERS),
        "objectClass": "computer",
        "sAMAccountName": name + "$",
        "userAccountControl": "4096",
        "dNSHostName": "%s.%s" % (name.lower(), DOMAIN),
        "operatingSystem": "Windows Server 2008 Enterprise",
        "operatingSystemVersion": "6.0 (6002)",
        "unicodePwd": '"aA1-{}"'.format(os.urandom(16).hex()).encode("utf-16-le"),
    }
    account.update(extra)
    samdb.add(account)


def ntds_guid(samdb, dc):
    settings = "CN=NTDS Settings," + sites.server_dn(samdb, dc)
    found = samdb.search(settings, ldb.SCOPE_BASE, attrs=["objectGUID"])
    return str(misc.GUID(found[0]["objectGUID"][0]))


def dc_names_add(samdb, dc):
    """Does what the DC itself would do some seconds after its start."""
    names = {"HOSTNAME": "%s.%s" % (dc.lower(), DOMAIN), "NETBIOSNAME": dc, "WORKGROUP": "CORP",
             "DNSDOMAIN": DOMAIN, "DNSFOREST": DOMAIN,
             "NTDSGUID": ntds_guid(samdb, dc)}
    with open("/run/lab/dc1/private/spn_update_list", encoding="ascii") as file:
        lines = [line.strip() for line in file]
    wanted = {substitute_var(line, names) for line in lines if line and line[0] != "#"}
    account = "CN=%s,OU=Domain Controllers,%s" % (dc, BASE)
    found = samdb.search(account, ldb.SCOPE_BASE, attrs=["servicePrincipalName"])
    known = {str(name) for name in found[0].get("servicePrincipalName", [])}
    change = ldb.Message(ldb.Dn(samdb, account))
    change["servicePrincipalName"] = ldb.MessageElement(
        sorted(wanted - known), ldb.FLAG_MOD_ADD, "servicePrincipalName")
    samdb.modify(change)


def services_of(name):
    services = []
    if name in CMSS:
        services = EXCHANGE_SERVICES + ["MSClusterVirtualServer"]
    if name in CLUSTERS:
        services = CLUSTER_SERVICES
    return ["%s/%s" % (service, host) for service in services
            for host in (name, "%s.%s" % (name, DOMAIN))]


def accounts_add(samdb):
    for name, address in {**MEMBERS, **STANDBY, **OTHERS}.items():
        services = services_of(name)
        extra = {"servicePrincipalName": services} if services else {}
        if name in CLUSTERS or name in CMSS:
            extra["msDS-SupportedEncryptionTypes"] = RC4
        computer_add(samdb, name, extra)
        if address:
            samdb.add({"dn": "DC=%s,%s" % (name.lower(), ZONE), "objectClass": "dnsNode",
                       "dnsRecord": record("a", address, TTL)})


def grants_add(samdb):
    for cms, cluster in CMSS.items():
        aces_change(samdb, "CN=%s,%s" % (cms, COMPUTERS),
                    [("--first", FULL_CONTROL % cluster), ("--owner", "{%s$}" % cluster)])
    cms = "CN=EXCMS01," + COMPUTERS
    aces_change(samdb, cms, [("--first", FULL_CONTROL % "DRCLU01"),
                             ("--first", WRITE_SPN % "DRNODE1"),
                             ("--first", WRITE_SPN % "DRNODE2")])
    aces_change(samdb, "DC=excms01," + ZONE, [("--first", FULL_CONTROL % "EXCMS01"),
                                              ("--first", FULL_CONTROL % "DRCLU01")])


def seed(with_second):
    exchange_schema.schema_extend(lambda: local_database(schema_update=True))
    samdb = local_database()
    dc_names_add(samdb, "DC1")
    with open(LAB + "/reader.pass", encoding="ascii") as file:
        samdb.newuser("reader", file.read().strip())
    samdb.newgroup(exchange.GROUP)
    samdb.add({"dn": "OU=Old," + BASE, "objectClass": "organizationalUnit"})
    accounts_add(samdb)
    grants_add(samdb)
    sites.sites_add(samdb, with_second)
    exchange.organisation_add(samdb)


def spn_add(dn, name):
    """Writes into the partition's file, because the server refuses a duplicate name."""
    partition = ldb.Ldb("/run/lab/dc1/private/sam.ldb.d/%s.ldb" % BASE.upper(),
                        flags=ldb.FLG_DONT_CREATE_DB)
    change = ldb.Message(ldb.Dn(partition, dn))
    change["servicePrincipalName"] = ldb.MessageElement(
        name, ldb.FLAG_MOD_ADD, "servicePrincipalName")
    partition.modify(change)


def conflict_add(name, account):
    """Adds the object under another account name first, because a server refuses a second one."""
    samdb = local_database()
    dn = ldb.Dn(samdb, "CN=X," + COMPUTERS)
    dn.set_component(0, "CN", "%s\nCNF:%s" % (name, uuid.uuid4()))
    samdb.add({"dn": str(dn), "objectClass": "computer", "sAMAccountName": "$DUPLICATE-%s$" % name,
               "userAccountControl": "4096",
               "dNSHostName": "%s.%s" % (name.lower(), DOMAIN)}, ["relax:0"])
    partition = ldb.Ldb("/run/lab/dc1/private/sam.ldb.d/%s.ldb" % BASE.upper(),
                        flags=ldb.FLG_DONT_CREATE_DB)
    change = ldb.Message(dn)
    change["sAMAccountName"] = ldb.MessageElement(account, ldb.FLAG_MOD_REPLACE, "sAMAccountName")
    partition.modify(change)


def dns_dc2(samdb):
    """Does what samba_dnsupdate does with about thirty separate calls."""
    for partition in ("DomainDnsZones", "ForestDnsZones"):
        zones = "CN=MicrosoftDNS,DC=%s,%s" % (partition, BASE)
        for node in samdb.search(zones, ldb.SCOPE_SUBTREE, "(objectClass=dnsNode)", ["dnsRecord"]):
            name = node.dn.get_rdn_value()
            if name in ("dc1", "dc2") or ".pdc" in name:
                continue
            twins = [twin for twin in map(twin_of, node.get("dnsRecord", [])) if twin]
            if twins and sites.DEFAULT_SITE in name:
                samdb.add({"dn": str(node.dn).replace(sites.DEFAULT_SITE, sites.DR_SITE),
                           "objectClass": "dnsNode", "dnsRecord": twins})
            elif twins:
                sites.attribute_set(samdb, str(node.dn), "dnsRecord", twins, ldb.FLAG_MOD_ADD)


def twin_of(value):
    """The record for dc2 that corresponds to an A, NS or SRV record of dc1."""
    kind = int.from_bytes(value[2:4], "little")
    old, new = (b"\x7f\0\0\x0b", b"\x7f\0\0\x0c") if kind == 1 else (b"\x03dc1", b"\x03dc2")
    if kind not in (1, 2, 33) or old not in value[24:]:
        return None
    return value[:24] + value[24:].replace(old, new)


def names_dc2(samdb):
    """Adds the address, because the join deletes it, and the CNAMEs of the GUIDs, because the DCs
    need them to find each other for replication."""
    dc_names_add(samdb, "DC2")
    samdb.add({"dn": "DC=dc2," + ZONE, "objectClass": "dnsNode",
               "dnsRecord": record("a", "127.0.0.12", TTL)})
    samdb.add({"dn": "DC=%s,DC=_msdcs.%s,CN=MicrosoftDNS,DC=ForestDnsZones,%s" % (
                   ntds_guid(samdb, "DC2"), DOMAIN, BASE),
               "objectClass": "dnsNode",
               "dnsRecord": record("cname", "dc2." + DOMAIN, TTL)})


def main(arguments):
    if arguments in (["seed"], ["seed", "dc2"]):
        seed(with_second=len(arguments) == 2)
    elif arguments in (["site-empty"], ["site-rodc"]):
        samdb = local_database()
        sites.dr_site_add(samdb)
        if arguments == ["site-rodc"]:
            sites.rodc_add(samdb, DOMAIN)
    elif arguments[:1] == ["dc-left-over"] and len(arguments) < 3:
        sites.dc_left_over(local_database(), (arguments[1:] or ["olddc." + DOMAIN])[0])
    elif arguments == ["dns-dc2"]:
        dns_dc2(running_server())
    elif len(arguments) == 3 and arguments[0] == "spn":
        spn_add(*arguments[1:])
    elif len(arguments) == 3 and arguments[0] == "conflict":
        conflict_add(*arguments[1:])
    elif arguments == ["names-dc2"]:
        names_dc2(running_server())
    elif len(arguments) == 3 and arguments[0] == "dacl" and arguments[2] in ("null", "empty"):
        dacl_replace(arguments[1], arguments[2])
    elif len(arguments) >= 4 and arguments[0] == "aces" and len(arguments) % 2 == 0:
        options = list(zip(arguments[2::2], arguments[3::2]))
        if any(verb not in VERBS for verb, _ in options):
            sys.exit(__doc__)
        aces_change(running_server(), arguments[1], options)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
