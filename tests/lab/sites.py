# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites, subnets and the server objects below them."""

import os

import ldb

DEFAULT_SITE = "Default-First-Site-Name"
DR_SITE = "DR-Site"
DR_SUBNET = "127.0.2.0/24"
LINK_MINUTES = "15"
SUBNETS = ["127.0.0.0/24", "127.0.1.0/24", DR_SUBNET]

RODC = "RODC1"
RODC_ACCOUNT_CONTROL = 83890176
READ_ONLY_CONTROLLERS = 521
GLOBAL_CATALOG = "1"


def sites_dn(samdb, below=""):
    return "%sCN=Sites,%s" % (below, samdb.get_config_basedn())


def site_dn(samdb, site):
    return sites_dn(samdb, "CN=%s," % site)


def server_dn(samdb, server):
    """The DN of a domain controller's server object, in any site."""
    found = samdb.search(sites_dn(samdb), ldb.SCOPE_SUBTREE,
                         "(&(objectClass=server)(cn=%s))" % server, ["cn"])
    return str(found[0].dn)


def attribute_set(samdb, dn, name, value, flag=ldb.FLAG_MOD_REPLACE):
    change = ldb.Message(ldb.Dn(samdb, dn))
    change[name] = ldb.MessageElement(value, flag, name)
    samdb.modify(change)


def sites_add(samdb, with_second):
    for subnet in SUBNETS:
        samdb.add({"dn": sites_dn(samdb, "CN=%s,CN=Subnets," % subnet), "objectClass": "subnet",
                   "siteObject": site_dn(samdb, DEFAULT_SITE)})
    if with_second:
        dr_site_add(samdb)


def dr_site_add(samdb):
    site = site_dn(samdb, DR_SITE)
    samdb.add({"dn": site, "objectClass": "site"})
    samdb.add({"dn": "CN=NTDS Site Settings," + site, "objectClass": "nTDSSiteSettings"})
    samdb.add({"dn": "CN=Servers," + site, "objectClass": "serversContainer"})
    link = sites_dn(samdb, "CN=DEFAULTIPSITELINK,CN=IP,CN=Inter-Site Transports,")
    attribute_set(samdb, link, "siteList", site, ldb.FLAG_MOD_ADD)
    attribute_set(samdb, link, "replInterval", LINK_MINUTES)
    attribute_set(samdb, sites_dn(samdb, "CN=%s,CN=Subnets," % DR_SUBNET), "siteObject", site)


def rodc_add(samdb, domain):
    """Adds an RODC. Only a promotion may make such objects, so this uses the local database and
    `relax`."""
    base = str(samdb.domain_dn())
    account = "CN=%s,OU=Domain Controllers,%s" % (RODC, base)
    host = "%s.%s" % (RODC.lower(), domain)
    samdb.add({"dn": account, "objectClass": "computer", "sAMAccountName": RODC + "$",
               "userAccountControl": str(RODC_ACCOUNT_CONTROL),
               "primaryGroupID": str(READ_ONLY_CONTROLLERS), "dNSHostName": host,
               "unicodePwd": '"aA1-{}"'.format(os.urandom(16).hex()).encode("utf-16-le")},
              ["relax:0"])
    server = "CN=%s,CN=Servers,%s" % (RODC, site_dn(samdb, DR_SITE))
    samdb.add({"dn": server, "objectClass": "server", "dNSHostName": host,
               "serverReference": account}, ["relax:0"])
    samdb.add({"dn": "CN=NTDS Settings," + server, "objectClass": "nTDSDSARO",
               "options": GLOBAL_CATALOG}, ["relax:0"])


def dc_left_over(samdb, host):
    """NTDS Settings without a computer account: what a demotion by force leaves."""
    server = "CN=OLDDC,CN=Servers," + site_dn(samdb, "Default-First-Site-Name")
    samdb.add({"dn": server, "objectClass": "server", "dNSHostName": host},
              ["relax:0"])
    samdb.add({"dn": "CN=NTDS Settings," + server, "objectClass": "nTDSDSA",
               "options": GLOBAL_CATALOG, "msDS-hasMasterNCs": str(samdb.domain_dn()),
               "invocationId": os.urandom(16)}, ["relax:0"])
