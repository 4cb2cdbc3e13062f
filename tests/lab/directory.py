#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what ldapmodify cannot say: accounts with their grants, and single ACEs of a descriptor.

directory.py seed
    fills the new domain's database, before its DC is started
directory.py dns-dc2, directory.py names-dc2
    gives dc2 the service records that dc1 has (before it joins), then the names of its own
directory.py aces DN [--drop ACCOUNT] [--first ACE] [--last ACE] [--owner ACCOUNT] [--protect yes] ...
    changes the DACL of DN on the running DC as Administrator, in the order of the options
directory.py dacl DN null|empty
    puts a DACL without ACEs, or none at all, in the place of the old one

In an ACE, {DRCLU01$} stands for the SID of that account.
"""

import os
import re
import sys

import ldb
from samba import substitute_var
from samba.auth import system_session
from samba.credentials import MUST_USE_KERBEROS, Credentials
from samba.dcerpc import misc, security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

from dnsrecord import record

LAB = os.environ["LAB"]
BASE = "DC=corp,DC=example,DC=com"
DOMAIN = "corp.example.com"
COMPUTERS = "CN=Computers," + BASE
ZONE = "DC=%s,CN=MicrosoftDNS,DC=DomainDnsZones,%s" % (DOMAIN, BASE)
MEMBERS = {"EXCMS01": "127.0.1.1", "NODE1": "127.0.1.2", "NODE2": "127.0.1.3"}
STANDBY = ["DRCLU01", "DRNODE1", "DRNODE2"]
EXCHANGE_SERVICES = ["exchangeMDB", "exchangeRFR", "SMTP", "SMTPSVC"]
SPN_ATTRIBUTE = "f3a64788-5306-11d1-a9c5-0000f80367c1"
TTL = 300

VERBS = ("--drop", "--first", "--last", "--owner", "--protect")

FULL_CONTROL = "(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;{%s$})"
WRITE_SPN = "(OA;;WP;" + SPN_ATTRIBUTE + ";;{%s$})"


def local_database():
    lp = LoadParm()
    lp.load("/run/lab/dc1/etc/smb.conf")
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
    """Past Samba's modules, straight into the partition's file: they would put a default DACL in
    the place of a null one, and the inherited ACEs into an empty one."""
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
    settings = "CN=NTDS Settings,CN=%s,CN=Servers,CN=Default-First-Site-Name,CN=Sites,%s" % (
        dc, samdb.get_config_basedn())
    found = samdb.search(settings, ldb.SCOPE_BASE, attrs=["objectGUID"])
    return str(misc.GUID(found[0]["objectGUID"][0]))


def dc_names_add(samdb, dc):
    """What the DC would do itself some seconds after its start."""
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


def seed():
    samdb = local_database()
    dc_names_add(samdb, "DC1")
    with open(LAB + "/reader.pass", encoding="ascii") as file:
        samdb.newuser("reader", file.read().strip())
    samdb.newgroup("Exchange Servers")
    samdb.add({"dn": "OU=Old," + BASE, "objectClass": "organizationalUnit"})
    hosts = ["EXCMS01", "EXCMS01." + DOMAIN]
    spns = ["%s/%s" % (s, host) for s in EXCHANGE_SERVICES + ["HOST"] for host in hosts]
    for name in list(MEMBERS) + STANDBY:
        computer_add(samdb, name, {"servicePrincipalName": spns} if name == "EXCMS01" else {})
    for name, address in MEMBERS.items():
        samdb.add({"dn": "DC=%s,%s" % (name.lower(), ZONE), "objectClass": "dnsNode",
                   "dnsRecord": record("a", address, TTL)})
    cms = "CN=EXCMS01," + COMPUTERS
    aces_change(samdb, cms, [("--first", FULL_CONTROL % "DRCLU01"),
                             ("--first", WRITE_SPN % "DRNODE1"),
                             ("--first", WRITE_SPN % "DRNODE2")])
    aces_change(samdb, "DC=excms01," + ZONE, [("--first", FULL_CONTROL % "EXCMS01"),
                                              ("--first", FULL_CONTROL % "DRCLU01")])


def dns_dc2(samdb):
    """What samba_dnsupdate does by some thirty separate calls."""
    for partition in ("DomainDnsZones", "ForestDnsZones"):
        zones = "CN=MicrosoftDNS,DC=%s,%s" % (partition, BASE)
        for node in samdb.search(zones, ldb.SCOPE_SUBTREE, "(objectClass=dnsNode)", ["dnsRecord"]):
            name = node.dn.get_rdn_value()
            if name in ("dc1", "dc2") or ".pdc" in name:
                continue
            records = [twin_of(value) for value in node.get("dnsRecord", [])]
            change = ldb.Message(node.dn)
            change["dnsRecord"] = ldb.MessageElement(
                [value for value in records if value], ldb.FLAG_MOD_ADD, "dnsRecord")
            if len(change["dnsRecord"]):
                samdb.modify(change)




def twin_of(value):
    """The same record for dc2: of an A, NS or SRV that leads to dc1."""
    kind = int.from_bytes(value[2:4], "little")
    old, new = (b"\x7f\0\0\x0b", b"\x7f\0\0\x0c") if kind == 1 else (b"\x03dc1", b"\x03dc2")
    if kind not in (1, 2, 33) or old not in value[24:]:
        return None
    return value[:24] + value[24:].replace(old, new)


def names_dc2(samdb):
    """The join deletes an address that was there before; without the alias of their GUIDs the DCs
    do not find each other to replicate."""
    dc_names_add(samdb, "DC2")
    samdb.add({"dn": "DC=dc2," + ZONE, "objectClass": "dnsNode",
               "dnsRecord": record("a", "127.0.0.12", TTL)})
    samdb.add({"dn": "DC=%s,DC=_msdcs.%s,CN=MicrosoftDNS,DC=ForestDnsZones,%s" % (
                   ntds_guid(samdb, "DC2"), DOMAIN, BASE),
               "objectClass": "dnsNode",
               "dnsRecord": record("cname", "dc2." + DOMAIN, TTL)})


def main(arguments):
    if arguments == ["seed"]:
        seed()
    elif arguments == ["dns-dc2"]:
        dns_dc2(running_server())
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
