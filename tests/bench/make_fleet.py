#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: make_fleet.py COUNT FOLDER

Writes plan.json and evidence.json of a fleet of COUNT clustered mailbox servers with two domain
controllers and one DNS server: descriptors of 40 ACEs (make_descriptors.py), one standby cluster of
two nodes for every 40 CMSs. The same in every run. The findings do not matter here, only that
the time of the checks grows no faster than COUNT.
"""

import base64
import json
import pathlib
import random
import sys

import make_descriptors as one
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "samba"))
import descriptors as d  # noqa: E402

PER_CLUSTER = 40
BASE = "DC=corp,DC=example,DC=com"
DOMAIN = "corp.example.com"
ROOT = {
    "configurationNamingContext": [f"CN=Configuration,{BASE}"],
    "defaultNamingContext": [BASE],
    "isSynchronized": ["TRUE"],
    "rootDomainNamingContext": [BASE],
}


def raw(data):
    return {"base64": base64.b64encode(data).decode()}


def clusters(count):
    return [f"DRCLU{i:03}" for i in range((count + PER_CLUSTER - 1) // PER_CLUSTER)]


def nodes(name):
    return [f"{name}A", f"{name}B"]


def cms_names(count):
    return [f"EXCMS{i:05}" for i in range(count)]


def computer(draw, number, name, descriptor):
    sid = d.sid(f"{one.DOMAIN}-{100000 + number}")
    return {"dn": f"CN={name},CN=Computers,{BASE}", "attributes": {
        "cn": [name], "sAMAccountName": [name + "$"], "dNSHostName": [f"{name.lower()}.{DOMAIN}"],
        "objectSid": [raw(sid)], "objectGUID": [raw(draw.randbytes(16))],
        "primaryGroupID": ["515"], "userAccountControl": ["4096"],
        "operatingSystem": ["Windows Server 2008 Enterprise"],
        "operatingSystemVersion": ["6.0 (6002)"], "pwdLastSet": ["134000000000000000"],
        "nTSecurityDescriptor": [raw(descriptor)],
        "servicePrincipalName": [f"{service}/{host}" for service in ("exchangeMDB", "HOST")
                                 for host in (name, f"{name.lower()}.{DOMAIN}")]}}


def all_names(count):
    names = cms_names(count)
    sources = [node for name in names for node in nodes("N" + name[5:])]
    standby = [node for cluster in clusters(count) for node in nodes(cluster)]
    return names + clusters(count) + standby + sources


def visit(server, count):
    draw = random.Random(one.SEED)
    entries = []
    for number, name in enumerate(all_names(count)):
        made = d.descriptor_bytes(one.computer_object(draw))
        entry = computer(draw, number, name, made)
        if name.startswith("DRCLU"):
            groups = [d.sid(f"{one.DOMAIN}-{rid}") for rid in (515, 41200, 41201)]
            entry["attributes"]["tokenGroups"] = [raw(group) for group in groups]
        entries.append(entry)
    return {"server": server, "found_by": "plan", "asked": all_names(count),
            "root": {"dn": "", "attributes": ROOT}, "entries": entries}


def answers(name):
    fqdn = f"{name.lower()}.{DOMAIN}"
    common = {"name": fqdn, "rcode": 0, "authoritative": True, "truncated": False,
              "recursion_available": False}
    address = {"name": fqdn, "type": "A", "ttl": 300, "data": "192.0.2.1"}
    return [dict(common, type=kind, records=[address] if kind == "A" else [])
            for kind in ("A", "AAAA", "CNAME")]


def plan(count):
    cluster = clusters(count)
    return {"schema_version": "1.0",
            "directory": {"domain": DOMAIN, "servers": ["dc1", "dc2"]},
            "dns": {"servers": ["192.0.2.53"]},
            "recoveries": [
                {"cms": name, "source_nodes": nodes("N" + name[5:]),
                 "standby_cluster": cluster[i // PER_CLUSTER],
                 "standby_nodes": nodes(cluster[i // PER_CLUSTER])}
                for i, name in enumerate(cms_names(count))]}


def evidence(count):
    dns = {"server": "192.0.2.53", "address": "192.0.2.53:53", "found_by": "plan",
           "answers": [each for name in cms_names(count) for each in answers(name)]}
    shares = [{"name": f"{name.lower()}.{DOMAIN}", "protocol": "SMB 2 or later",
               "listed": ["ExchangeOAB"] if name.startswith("EXCMS") else [],
               "openings": [{"share": "ExchangeOAB",
                             "status": "opened" if name.startswith("EXCMS") else "ENOENT"}]}
              for name in all_names(count) if not name.startswith("DRCLU")]
    return {"schema_version": "1.2",
            "run": {"id": "fleet", "version": "1", "host": "bench", "plan_sha256": "0" * 64,
                    "started": "2026-01-01T00:00:00Z", "ended": "2026-01-01T00:00:01Z"},
            "directory": {"visits": [visit(f"dc{i}.{DOMAIN}", count) for i in (1, 2)]},
            "dns": {"visits": [dns]}, "shares": {"visits": shares}}


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_fleet.py COUNT FOLDER")
    folder = pathlib.Path(sys.argv[2])
    for name, made in (("plan", plan), ("evidence", evidence)):
        with open(folder / f"{name}.json", "w", encoding="ascii") as file:
            json.dump(made(int(sys.argv[1])), file)


if __name__ == "__main__":
    main()
