# SPDX-License-Identifier: GPL-3.0-or-later
"""The organisation that Exchange 2007 creates in a directory: servers, groups, address book.

Written before the DC is started. Names, syntaxes and single or multiple values are those of
Exchange. Object identifiers and GUIDs are the lab's own.
"""

from samba.dcerpc import misc
from samba.ndr import ndr_pack

GROUP = "Exchange Servers"
GROUP_GUID = "A7D2016C83F003458132789EEB127B84"
SITE = "Default-First-Site-Name"
# The folder of the address book: the same as oab_guid in common.sh.
OAB_GUID = "0c9f8f2b-6a1d-4f0e-9b57-3f2a8f3f6b11"
PROGRAM = r"C:\Program Files\Microsoft\Exchange Server"

MAILBOX, CLIENT_ACCESS, HUB_TRANSPORT = 2, 4, 32
NON_SHARED, SHARED = "1", "2"

# Major version in bits 22 to 27, minor in bits 16 to 21, bit 15 set, build below it. The top bits
# are those of known values.
VERSION_8_1_393 = 7 << 28 | 8 << 22 | 1 << 16 | 1 << 15 | 393


def child(samdb, dn, **attributes):
    """Adds an object. An attribute is a value or a list of values; None leaves it out."""
    attributes = {name: value for name, value in attributes.items() if value is not None}
    samdb.add({"dn": dn, **attributes})
    return dn


def organisation_add(samdb):
    config = str(samdb.get_config_basedn())
    top = child(samdb, "CN=Microsoft Exchange,CN=Services," + config,
                objectClass="msExchConfigurationContainer",
                otherWellKnownObjects="B:32:%s:CN=%s,CN=Users,%s" % (
                    GROUP_GUID, GROUP, samdb.domain_dn()))
    organisation = child(samdb, "CN=First Organization," + top,
                         objectClass="msExchOrganizationContainer")
    groups = child(samdb, "CN=Administrative Groups," + organisation,
                   objectClass="msExchAdminGroupContainer")
    group = child(samdb, "CN=Exchange Administrative Group (FYDIBOHF23SPDLT)," + groups,
                  objectClass="msExchAdminGroup")
    servers = child(samdb, "CN=Servers," + group, objectClass="msExchServersContainer")
    cms = cms_add(samdb, servers, "EXCMS01", NON_SHARED, ["NODE1", "NODE2"])
    target = "DRNODE1.%s;1;1.00:00:00;00:00:00" % samdb.domain_dns_name()
    for number, ordinal in enumerate(["First", "Second"]):
        storage_group_add(samdb, cms, ordinal, number, "msExchPrivateMDB", "Mailbox Database",
                          target)
    shared = cms_add(samdb, servers, "EXCMS02", SHARED, ["NODE3", "NODE4"])
    storage_group_add(samdb, shared, "First", 0, "msExchPrivateMDB", "Mailbox Database")
    single = server_add(samdb, servers, "MBX1", MAILBOX)
    storage_group_add(samdb, single, "First", 0, "msExchPrivateMDB", "Mailbox Database")
    storage_group_add(samdb, single, "Second", 1, "msExchPublicMDB", "Public Folder Database")
    access = server_add(samdb, servers, "HUBCAS1", CLIENT_ACCESS | HUB_TRANSPORT)
    address_lists_add(samdb, organisation, cms, virtual_directory_add(samdb, access))


def server_add(samdb, servers, name, roles, **extra):
    sites = "CN=Sites,%s" % samdb.get_config_basedn()
    dn = child(samdb, "CN=%s,%s" % (name, servers), objectClass="msExchExchangeServer",
               msExchCurrentServerRoles=str(roles),
               networkAddress=["netbios:" + name, "ncacn_ip_tcp:%s.%s" % (
                   name.lower(), samdb.domain_dns_name())],
               serialNumber="Version 8.1 (Build 30393.1)", versionNumber=str(VERSION_8_1_393),
               msExchServerSite="CN=%s,%s" % (SITE, sites),
               msExchInstallPath=PROGRAM, msExchDataPath=PROGRAM + r"\Mailbox", **extra)
    if roles & MAILBOX:
        child(samdb, "CN=InformationStore," + dn, objectClass="msExchInformationStore")
    return dn


def cms_add(samdb, servers, name, storage, nodes):
    return server_add(samdb, servers, name, MAILBOX, msExchClusterStorageType=storage,
                      msExchServerRedundantMachines=nodes)


def storage_group_add(samdb, server, ordinal, number, database_class, database, target=None):
    """Adds a storage group with one database, as continuous replication requires."""
    folder = r"E:\%s Storage Group" % ordinal
    dn = child(samdb, "CN=%s Storage Group,CN=InformationStore,%s" % (ordinal, server),
               objectClass="msExchStorageGroup",
               msExchESEParamLogFilePath=folder, msExchESEParamSystemPath=folder,
               msExchESEParamBaseName="E%02d" % number, msExchHasLocalCopy="0",
               msExchStandbyCopyMachines=target)
    child(samdb, "CN=%s,%s" % (database, dn), objectClass=database_class,
          msExchEDBFile=r"%s\%s.edb" % (folder, database), msExchEDBOffline="FALSE")


def virtual_directory_add(samdb, server):
    """Adds the virtual directory from which clients download address books."""
    protocols = child(samdb, "CN=Protocols," + server,
                      objectClass="msExchProtocolCfgProtocolContainer")
    http = child(samdb, "CN=HTTP," + protocols, objectClass="msExchProtocolCfgHTTPContainer")
    return child(samdb, "CN=OAB (Default Web Site)," + http,
                 objectClass="msExchOABVirtualDirectory")


def book_add(samdb, dn, server, content, web):
    """Adds an address book with a given GUID, because its folder in the share has this name."""
    samdb.add({"dn": dn, "objectClass": "msExchOAB", "offLineABServer": server,
               "offLineABContainers": content, "msExchOABVirtualDirectoriesLink": web,
               "objectGUID": ndr_pack(misc.GUID(OAB_GUID))},
              controls=["relax:0"])


def address_lists_add(samdb, organisation, server, web):
    lists = child(samdb, "CN=Address Lists Container," + organisation,
                  objectClass="msExchAddressListsContainer")
    for name in ("All Global Address Lists", "Offline Address Lists"):
        child(samdb, "CN=%s,%s" % (name, lists), objectClass="msExchContainer")
    content = child(samdb, "CN=Default Global Address List,CN=All Global Address Lists," + lists,
                    objectClass="addressBookContainer", displayName="Default Global Address List")
    book_add(samdb, "CN=Default Offline Address List,CN=Offline Address Lists," + lists,
             server, content, web)
