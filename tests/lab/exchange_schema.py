# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Exchange 2007's schema that the lab's organisation needs."""

import base64
import re

import ldb

# attributeSyntax, oMSyntax
INTEGER = ("2.5.5.9", "2")
TEXT = ("2.5.5.12", "64")
NAME = ("2.5.5.1", "127")
TRUTH = ("2.5.5.8", "1")
OBJECT_DS_DN = base64.b64decode("KwwCh3McAIVK")

SINGLE, MULTI = "TRUE", "FALSE"
STRUCTURAL, ABSTRACT = "1", "2"

OID = "2.25.1667331187"
SECURITY = ("D:(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)"
            "(A;;RPLCLORC;;;AU)")

ATTRIBUTES = [
    ("msExchCurrentServerRoles", INTEGER, SINGLE),
    ("msExchClusterStorageType", INTEGER, SINGLE),
    ("msExchServerRedundantMachines", TEXT, MULTI),
    ("msExchServerSite", NAME, SINGLE),
    ("msExchInstallPath", TEXT, SINGLE),
    ("msExchDataPath", TEXT, SINGLE),
    ("msExchESEParamLogFilePath", TEXT, SINGLE),
    ("msExchESEParamSystemPath", TEXT, SINGLE),
    ("msExchESEParamBaseName", TEXT, SINGLE),
    ("msExchHasLocalCopy", INTEGER, SINGLE),
    ("msExchESEParamCopyLogFilePath", TEXT, SINGLE),
    ("msExchESEParamCopySystemPath", TEXT, SINGLE),
    ("msExchStandbyCopyMachines", TEXT, MULTI),
    ("msExchEDBFile", TEXT, SINGLE),
    ("msExchCopyEDBFile", TEXT, SINGLE),
    ("msExchEDBOffline", TRUTH, SINGLE),
    ("offLineABServer", NAME, SINGLE),
    ("offLineABContainers", NAME, MULTI),
    ("msExchOABVirtualDirectoriesLink", NAME, MULTI),
    ("homeMDB", NAME, SINGLE),
    ("msExchRestore", TRUTH, SINGLE),
    ("msExchOwningServer", NAME, SINGLE),
]

SERVER = ["msExchCurrentServerRoles", "msExchClusterStorageType", "msExchServerRedundantMachines",
          "msExchServerSite", "msExchInstallPath", "msExchDataPath", "networkAddress",
          "versionNumber"]
STORAGE_GROUP = ["msExchESEParamLogFilePath", "msExchESEParamSystemPath", "msExchESEParamBaseName",
                 "msExchHasLocalCopy", "msExchESEParamCopyLogFilePath",
                 "msExchESEParamCopySystemPath", "msExchStandbyCopyMachines", "msExchRestore"]
DATABASE = ["msExchEDBFile", "msExchCopyEDBFile", "msExchEDBOffline", "msExchRestore",
            "msExchOwningServer"]
ADDRESS_BOOK = ["offLineABServer", "offLineABContainers", "msExchOABVirtualDirectoriesLink"]

# Name, superclass, possible parents, attributes. A class comes after the classes that it names;
# msExchConfigurationContainer is in every domain's schema.
CLASSES = [
    ("msExchContainer", "container", ["container"], []),
    ("msExchOrganizationContainer", "container", ["msExchConfigurationContainer"], []),
    ("msExchAdminGroupContainer", "container", ["msExchOrganizationContainer"], []),
    ("msExchAdminGroup", "container", ["msExchAdminGroupContainer"], []),
    ("msExchServersContainer", "container", ["msExchAdminGroup"], []),
    ("msExchExchangeServer", "server", ["msExchServersContainer"], SERVER),
    ("msExchInformationStore", "top", ["msExchExchangeServer"], []),
    ("msExchStorageGroup", "container", ["msExchInformationStore"], STORAGE_GROUP),
    # Exchange 2010 keeps databases in a container of the administrative group.
    ("msExchMDB", "top", ["msExchStorageGroup", "msExchContainer"], DATABASE),
    ("msExchPrivateMDB", "msExchMDB", ["msExchStorageGroup", "msExchContainer"], []),
    ("msExchPublicMDB", "msExchMDB", ["msExchStorageGroup", "msExchContainer"], []),
    ("msExchAddressListsContainer", "msExchContainer", ["msExchOrganizationContainer"], []),
    ("msExchOAB", "top", ["msExchContainer"], ADDRESS_BOOK),
    ("msExchProtocolCfgProtocolContainer", "container", ["msExchExchangeServer"], []),
    ("msExchProtocolCfgHTTPContainer", "container", ["msExchProtocolCfgProtocolContainer"], []),
    ("msExchOABVirtualDirectory", "top", ["msExchProtocolCfgHTTPContainer"], []),
]


def common_name(name):
    """msExchESEParamBaseName is called ms-Exch-ESE-Param-Base-Name."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name)
    return words[0].upper() + words[1:] if not words.startswith("ms-") else words


def schema_dn(samdb, name):
    return "CN=%s,%s" % (common_name(name), samdb.get_schema_basedn())


def attributes_add(samdb):
    for number, (name, (syntax, om_syntax), single) in enumerate(ATTRIBUTES, 1):
        attribute = {
            "dn": schema_dn(samdb, name), "objectClass": "attributeSchema",
            "lDAPDisplayName": name, "attributeID": "%s.1.%d" % (OID, number),
            "attributeSyntax": syntax, "oMSyntax": om_syntax, "isSingleValued": single,
        }
        if (syntax, om_syntax) == NAME:
            attribute["oMObjectClass"] = OBJECT_DS_DN
        samdb.add(attribute)


def classes_add(samdb):
    for number, (name, above, places, attributes) in enumerate(CLASSES, 1):
        entry = {
            "dn": schema_dn(samdb, name), "objectClass": "classSchema",
            "lDAPDisplayName": name, "governsID": "%s.2.%d" % (OID, number),
            "objectClassCategory": ABSTRACT if name == "msExchMDB" else STRUCTURAL,
            "subClassOf": above, "rDNAttID": "cn", "possSuperiors": places,
            "defaultSecurityDescriptor": SECURITY, "showInAdvancedViewOnly": "TRUE",
        }
        if attributes:
            entry["mayContain"] = attributes
        samdb.add(entry)
    for name, attribute, value in (("Address-Book-Container", "possSuperiors", "msExchContainer"),
                                   ("User", "mayContain", "homeMDB")):
        change = ldb.Message(ldb.Dn(samdb, "CN=%s,%s" % (name, samdb.get_schema_basedn())))
        change[attribute] = ldb.MessageElement(value, ldb.FLAG_MOD_ADD, attribute)
        samdb.modify(change)


def schema_extend(database_open):
    """Adds the schema in parts. Each part needs a database opened after the part before it."""
    attributes_add(database_open())
    classes_add(database_open())
