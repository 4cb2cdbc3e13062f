# SPDX-License-Identifier: GPL-3.0-or-later
"""The domain controller's side of `access`: the requester, an object for each row, real operations.

The operations (the names of `answers` in access_rows.py):
  reset                             the password
  spn, dns                          a value that a validated write also allows
  spn-any, dns-any, description     a value that needs Write Property
  uac                               ACCOUNTDISABLE is set in userAccountControl
  read, read-sd                     an attribute in no property set; owner, group and DACL
  write-dacl, write-owner           writes the same DACL; makes itself the owner
  create-child, delete              a service connection point below the object; the object
  sd-owner, sd-dacl, sd-sacl        sDRightsEffective says so (1 and 2 in one; 4; 8)
  may-spn, may-dns, may-uac, may-description   allowedAttributesEffective says so
"""

import os
import re

import ldb
from samba import gensec
from samba.credentials import MUST_USE_KERBEROS, Credentials
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

import directory

CNO = "CN=DRCLU01," + directory.COMPUTERS
FOLDER = "OU=Access," + directory.BASE
OTHERS_IN_TOKENS = ["S-1-1-0", "S-1-5-11", "S-1-5-15"]
SECURITY, GLOBAL, LOCAL, UNIVERSAL = -0x80000000, 2, 4, 8
NO_PERMISSION = 50  # insufficientAccessRights, RFC 4511
WRONG_VALUE = 19  # constraintViolation: a validated write does not allow the value
NO_SUCH_OBJECT = 32  # the account may not even see the object
COMPUTER, DISABLED_COMPUTER = "4096", "4098"
ATTRIBUTES = {"spn": "servicePrincipalName", "dns": "dNSHostName", "uac": "userAccountControl",
              "description": "description"}
NAMES = {
    "COMPUTER": "bf967a86-0de6-11d0-a285-00aa003049e2",
    "USER": "bf967aba-0de6-11d0-a285-00aa003049e2",
    "RESET": "00299570-246d-11d0-a768-00aa006e0529",
    "CHANGE": "ab721a53-1e2f-11d0-9819-00aa0040529b",
    "SPN": "f3a64788-5306-11d1-a9c5-0000f80367c1",
    "DNS": "72e39547-7b18-11d1-adef-00c04fd8d5cd",
    "MOREDNS": "80863791-dbe9-4eb8-837e-7f0ab55d9ac7",
    "UAC": "bf967a68-0de6-11d0-a285-00aa003049e2",
    "DESCRIPTION": "bf967950-0de6-11d0-a285-00aa003049e2",
    "PUBLIC": "e48d0154-bcf8-11d1-8702-00c04fb96050",
    "RESTRICTIONS": "4c164200-20c0-11d0-a768-00aa006e0529",
    "PERSONAL": "77b5b886-944a-11d1-aebd-0000f80367c1",
    "ZERO": "00000000-0000-0000-0000-000000000000",
    "FULL": "CCDCLCSWRPWPDTLOCRSDRCWDWO",
    "MANY": "".join("(D;;WP;;;S-1-5-21-1-2-3-%d)" % rid for rid in range(1000, 2500)),
}


def password():
    """A random password that the domain's policy accepts."""
    return "aA1-" + os.urandom(16).hex()


def password_value(text):
    """The password as a value of unicodePwd."""
    return '"{}"'.format(text).encode("utf-16-le")


def sids(values):
    """Binary SIDs as texts."""
    return [str(ndr_unpack(security.dom_sid, value)) for value in values]


def session(account, secret):
    """A connection as that account: Kerberos, signed and sealed."""
    lp = LoadParm()
    lp.load("/run/lab/smb.conf")
    creds = Credentials()
    creds.guess(lp)
    creds.set_domain("CORP")
    creds.set_realm(directory.DOMAIN.upper())
    creds.set_username(account)
    creds.set_password(secret)
    creds.set_kerberos_state(MUST_USE_KERBEROS)
    creds.set_gensec_features(creds.get_gensec_features() | gensec.FEATURE_SEAL)
    return SamDB(url="ldap://dc1." + directory.DOMAIN, credentials=creds, lp=lp)


class Domain:
    """The connections of Administrator and of the cluster's account."""

    def __init__(self):
        self.admin = directory.running_server()
        self.sid = security.dom_sid(self.admin.get_domain_sid())
        self.names = dict(NAMES)
        self.groups_make()
        secret = password()
        self.change(self.admin, CNO, unicodePwd=password_value(secret))
        self.cluster = session("DRCLU01$", secret)
        self.token = self.token_read()
        self.admin.add({"dn": FOLDER, "objectClass": "organizationalUnit"})

    @staticmethod
    def change(samdb, dn, controls=None, **values):
        """Replaces these attributes."""
        message = ldb.Message(ldb.Dn(samdb, dn))
        for name, value in values.items():
            message[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
        samdb.modify(message, controls or [])

    def group(self, name, kind, member):
        """A group with one member; its SID has the name in capitals."""
        dn = "CN=%s,CN=Users,%s" % (name, directory.BASE)
        self.admin.add({"dn": dn, "objectClass": "group", "sAMAccountName": name,
                        "groupType": str(kind), "member": member})
        self.names[name.upper()] = self.sid_of(dn)
        return dn

    def sid_of(self, dn):
        found = self.admin.search(dn, ldb.SCOPE_BASE, attrs=["objectSid"])
        return sids(found[0]["objectSid"])[0]

    def groups_make(self):
        """Makes the groups. Must run before the cluster logs on, because its ticket holds its
        groups."""
        self.names["CNO"] = self.sid_of(CNO)
        first = self.group("Group1", SECURITY + GLOBAL, CNO)
        second = self.group("Group2", SECURITY + UNIVERSAL, first)
        self.group("Group3", SECURITY + LOCAL, second)
        self.group("Other", SECURITY + GLOBAL, "CN=NODE1," + directory.COMPUTERS)
        self.group("Mail", GLOBAL, CNO)
        self.group("Primary", SECURITY + GLOBAL, CNO)
        self.change(self.admin, CNO, primaryGroupID=self.names["PRIMARY"].rpartition("-")[2])

    def token_read(self):
        """Builds the token from attributes that any account may read."""
        found = self.admin.search(CNO, ldb.SCOPE_BASE, attrs=["tokenGroups", "primaryGroupID"])[0]
        primary = "%s-%s" % (self.sid, found["primaryGroupID"])
        token = [self.names["CNO"], primary] + sids(found["tokenGroups"]) + OTHERS_IN_TOKENS
        return list(dict.fromkeys(token))

    def token_of_session(self):
        """The cluster's token as the domain controller reports it."""
        found = self.cluster.search("", ldb.SCOPE_BASE, attrs=["tokenGroups"])
        return sids(found[0]["tokenGroups"])

    def descriptor(self, sddl, own_sid=""):
        """The bytes of an SDDL text of the table."""
        names = dict(self.names, CMS=own_sid)
        text = re.sub(r"\{(\w+)\}", lambda match: names[match.group(1)], sddl)
        without, null, _ = text.partition("NO_ACCESS_CONTROL")
        made = security.descriptor.from_sddl(without, self.sid)
        if null:
            made.dacl = None
            made.type |= security.SEC_DESC_DACL_PRESENT
        return ndr_pack(made)

    def object_make(self, number, row):
        """A computer account with the row's descriptor, in a folder with that of its parent."""
        folder, name = FOLDER, "ROW%03d" % number
        if row.parent:
            folder = "OU=%s,%s" % (name, FOLDER)
            self.admin.add({"dn": folder, "objectClass": "organizationalUnit"})
            self.change(self.admin, folder, ["sd_flags:1:4"],
                        nTSecurityDescriptor=self.descriptor(row.parent))
        item = Item(self, "CN=%s,%s" % (name, folder), name)
        if row.on_cluster:
            item = Item(self, CNO, "DRCLU01")
        else:
            self.admin.add({"dn": item.dn, "objectClass": "computer", "sAMAccountName": name + "$",
                            "operatingSystem": "Windows Server", "userAccountControl": COMPUTER})
        item.sid = self.sid_of(item.dn)
        self.describe(item, row)
        found = self.admin.search(item.dn, ldb.SCOPE_BASE, attrs=["nTSecurityDescriptor"],
                                  controls=["sd_flags:1:7"])
        item.descriptor = found[0]["nTSecurityDescriptor"][0]
        return item

    def describe(self, item, row):
        """Writes the descriptor; a stored one directly into the partition's file, so that the
        domain controller does not change it."""
        descriptor = self.descriptor(row.sddl, item.sid)
        if row.stored:
            file = "/run/lab/dc1/private/sam.ldb.d/%s.ldb" % directory.BASE.upper()
            partition = ldb.Ldb(file, flags=ldb.FLG_DONT_CREATE_DB)
            self.change(partition, item.dn, nTSecurityDescriptor=descriptor)
        else:
            self.change(self.admin, item.dn, ["sd_flags:1:7"], nTSecurityDescriptor=descriptor)

    def object_done(self, item, row):
        """Restores the cluster's own account, which the cluster still needs."""
        if row.on_cluster:
            self.change(self.admin, item.dn, userAccountControl=COMPUTER)


class Item:
    """A row's object, and the cluster's operations on it."""

    def __init__(self, domain, dn, name):
        self.domain, self.dn, self.name = domain, dn, name
        self.sid = self.descriptor = None

    def succeeds(self, call, *arguments, **values):
        """Whether the domain controller allows the call. Any failure except missing rights is an
        error."""
        try:
            call(*arguments, **values)
            return True
        except ldb.LdbError as error:
            if error.args[0] in (NO_PERMISSION, WRONG_VALUE, NO_SUCH_OBJECT):
                return False
            raise

    def writes(self, controls=None, **values):
        domain = self.domain
        return self.succeeds(domain.change, domain.cluster, self.dn, controls, **values)

    def looks(self):
        """The results of reads, and the effective rights that the domain controller reports."""
        names = ["operatingSystem", "sDRightsEffective", "allowedAttributesEffective",
                 "nTSecurityDescriptor"]
        found = self.domain.cluster.search(self.dn, ldb.SCOPE_BASE, attrs=names,
                                           controls=["sd_flags:1:7"])
        seen = found[0]
        rights = int(str(seen["sDRightsEffective"]))
        may = [str(name) for name in seen.get("allowedAttributesEffective", [])]
        answers = {"read": "operatingSystem" in seen, "read-sd": "nTSecurityDescriptor" in seen,
                   "sd-owner": rights & 3 == 3, "sd-dacl": rights & 4 == 4,
                   "sd-sacl": rights & 8 == 8}
        for name, attribute in ATTRIBUTES.items():
            answers["may-" + name] = attribute in may
        return answers

    def tries(self, row):
        """The results of writes, in an order in which no operation prevents a later one."""
        host, domain = self.name.lower(), directory.DOMAIN
        mine = security.descriptor()
        mine.owner_sid = security.dom_sid(self.domain.names["CNO"])
        done = {
            "reset": self.writes(unicodePwd=password_value(password())),
            "spn-any": self.writes(servicePrincipalName="exchangeMDB/other-%s.%s" % (host, domain)),
            "spn": self.writes(servicePrincipalName="exchangeMDB/" + self.name),
            "dns-any": self.writes(dNSHostName="other-%s.%s" % (host, domain)),
            "dns": self.writes(dNSHostName="%s.%s" % (host, domain)),
            "description": self.writes(description="written"),
            "uac": self.writes(userAccountControl=DISABLED_COMPUTER),
            "create-child": self.child_created(),
            "write-owner": self.writes(["sd_flags:1:1"], nTSecurityDescriptor=ndr_pack(mine)),
            "write-dacl": self.writes(["sd_flags:1:4"], nTSecurityDescriptor=self.descriptor),
        }
        if row.stored:  # the domain controller has just changed what was written
            self.domain.describe(self, row)
        return done | {"delete": self.succeeds(self.domain.cluster.delete, self.dn)}

    def child_created(self):
        child = "CN=child," + self.dn
        created = self.succeeds(self.domain.cluster.add,
                                {"dn": child, "objectClass": "serviceConnectionPoint"})
        if created:
            self.domain.admin.delete(child)
        return created
