# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the running lab into a state, and undoes it."""

import itertools
import os
import re
import subprocess

import ldb
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack

import directory

HERE = os.path.dirname(os.path.abspath(__file__))
USERS = "CN=Users," + directory.BASE
ELSEWHERE = "OU=Old," + directory.BASE
RECORD = "DC=excms01," + directory.ZONE
AUTHENTICATED_USERS = "CN=S-1-5-11,CN=ForeignSecurityPrincipals," + directory.BASE
KEYTAB = "/run/lab/accounts.keytab"
SECURITY, GLOBAL, LOCAL, UNIVERSAL = -0x80000000, 2, 4, 8
HISTORY = "S-1-5-21-1004336348-1177238915-682003330-1187"  # a SID of a domain that is gone
DACL_CHANGES = ("ace", "drop", "owner", "protect")
DISABLED, NEVER = 2, "9223372036854775807"
# Changes of what a fault has deleted, or denied to everybody, are left out.
LEFT_OUT = (ldb.ERR_NO_SUCH_OBJECT, ldb.ERR_INSUFFICIENT_ACCESS_RIGHTS)
CLUSTER, NODE = "DRCLU01", "NODE1"


class StateError(Exception):
    """The state cannot be made: an error of this program."""


def password():
    """A random password that the domain's policy accepts."""
    return "aA1-" + os.urandom(16).hex()


def password_value(text):
    """The password as a value of unicodePwd."""
    return '"{}"'.format(text).encode("utf-16-le")


class Directory:
    """The lab's directory, changed as Administrator."""

    def __init__(self, image):
        self.image = image
        self.admin = directory.running_server()
        self.domain_sid = security.dom_sid(self.admin.get_domain_sid())
        self.sids = {}
        self.keys_are_new = True
        self.keytab_export()

    def keytab_export(self):
        """The accounts' keys, as the clusters and nodes have them."""
        if os.path.exists(KEYTAB):
            os.remove(KEYTAB)
        for account in ("DRCLU01$", "EXCMS01$", "DRNODE1$"):
            subprocess.run(["samba-tool", "domain", "exportkeytab", KEYTAB, "--principal", account,
                            "-s", "/run/lab/dc1/etc/smb.conf"], check=False, capture_output=True)
        self.keys_are_new = False

    def undo(self):
        """The lab's own undo.sh does the same after a fault that changes the directory."""
        subprocess.run([os.path.join(HERE, "directory_undo.py"), self.image], check=True,
                       stdout=subprocess.DEVNULL)
        self.sids = {}
        if self.keys_are_new:
            self.keytab_export()

    def apply(self, changes):
        """Makes the changes, in order. Those of one descriptor are written at once."""
        def target(change):
            return change[:2] if change[0] not in DACL_CHANGES else ("dacl", change[1])
        for (kind, what), group in itertools.groupby(changes, target):
            try:
                if kind == "dacl":
                    self.descriptor_change(self.dn_of(what), list(group))
                    continue
                for change in group:
                    getattr(self, kind)(*change[1:])
            except ldb.LdbError as error:
                if error.args[0] not in LEFT_OUT:
                    raise StateError(f"{kind} {what}: {error.args[1]}") from error

    def account(self, name):
        """The DN of the account, wherever it is; that in Computers if it is not."""
        found = self.stored(name)
        return str(found.dn) if found else f"CN={name},{directory.COMPUTERS}"

    @staticmethod
    def partition():
        """The domain's partition as a file, without Samba's modules: a state may deny an
        administrator everything."""
        return ldb.Ldb("/run/lab/dc1/private/sam.ldb.d/%s.ldb" % directory.BASE.upper(),
                       flags=ldb.FLG_DONT_CREATE_DB)

    def stored(self, name):
        """The account as it is stored, or None."""
        found = self.partition().search(
            directory.BASE, ldb.SCOPE_SUBTREE,
            f"(&(sAMAccountName={name}$)(!(isDeleted=TRUE)))", ["userAccountControl"])
        return found[0] if len(found) else None

    def dn_of(self, what):
        return {"container": directory.COMPUTERS, "record": RECORD,
                "zone": directory.ZONE}.get(what) or self.account("EXCMS01")

    def descriptor_change(self, dn, changes):
        descriptor = directory.descriptor_read(self.admin, dn)
        if descriptor.dacl is None:
            return  # a fault made it a null DACL: the domain controller would not keep it one
        for kind, _, *rest in changes:
            if kind == "protect":
                descriptor.type |= security.SEC_DESC_DACL_PROTECTED
            elif kind == "owner":
                descriptor.owner_sid = security.dom_sid(self.with_sids(rest[0]))
            elif kind == "drop":
                trustee = self.with_sids(rest[0])
                if trustee in {str(ace.trustee) for ace in descriptor.dacl.aces}:
                    descriptor.dacl_del(security.dom_sid(trustee))
            else:
                place, text = rest
                text = "D:" + self.with_sids(text)
                ace = security.descriptor.from_sddl(text, self.domain_sid).dacl.aces[0]
                descriptor.dacl_add(ace, 0 if place == "first" else descriptor.dacl.num_aces)
        directory.descriptor_write(self.admin, dn, descriptor)

    def with_sids(self, text):
        return re.sub(r"\{([^}]+)\}", lambda match: self.sid_of(match.group(1)), text)

    def sid_of(self, name):
        """The SID of an account; a group of the states is made when it is first named."""
        if name not in self.sids:
            self.sids[name] = self.trustee_make(name) or self.sid_found(name)
        return self.sids[name]

    def sid_found(self, name):
        found = self.admin.search(directory.BASE, ldb.SCOPE_SUBTREE, f"(sAMAccountName={name})",
                                  ["objectSid"])
        if len(found) == 0:
            return f"{self.domain_sid}-9998"  # a fault has deleted it
        return str(ndr_unpack(security.dom_sid, found[0]["objectSid"][0]))

    def trustee_make(self, name):
        """Makes that group. Returns the SID if it is not that of an account."""
        cluster = self.account(CLUSTER)
        if name == "Gone":
            return f"{self.domain_sid}-9999"
        if name == "Direct":
            self.group(name, SECURITY + GLOBAL, cluster)
        elif name == "Nested":
            inner = self.group("Inner", SECURITY + GLOBAL, cluster)
            self.group(name, SECURITY + LOCAL, self.group("Middle", SECURITY + UNIVERSAL, inner))
        elif name == "Twice":
            left = self.group("Left", SECURITY + GLOBAL, cluster)
            self.group(name, SECURITY + UNIVERSAL, left,
                       self.group("Right", SECURITY + UNIVERSAL, cluster))
        elif name == "Primary":
            self.group(name, SECURITY + GLOBAL, cluster)
            self.set(CLUSTER, "primaryGroupID", self.sid_found(name).rpartition("-")[2])
        elif name == "Mail":
            self.group(name, GLOBAL, cluster)
        elif name == "Other":
            self.group(name, SECURITY + GLOBAL, self.account(NODE))
        elif name == "Crowd":
            self.group(name, SECURITY + LOCAL, AUTHENTICATED_USERS)
        elif name == "History":
            self.partition_change(cluster, ldb.FLAG_MOD_ADD,
                                  sIDHistory=ndr_pack(security.dom_sid(HISTORY)))
            return HISTORY
        return None

    def group(self, name, kind, *members):
        """A group of the cluster's account does not fail where a fault has deleted that account."""
        dn = f"CN={name},{USERS}"
        self.admin.add({"dn": dn, "objectClass": "group", "sAMAccountName": name,
                        "groupType": str(kind)})
        message = ldb.Message(ldb.Dn(self.admin, dn))
        message["member"] = ldb.MessageElement(list(members), ldb.FLAG_MOD_ADD, "member")
        self.admin.modify(message)
        return dn

    def partition_change(self, dn, flag, **values):
        """Into the file, also because a domain controller writes sIDHistory only in a migration."""
        partition = self.partition()
        message = ldb.Message(ldb.Dn(partition, dn))
        for name, value in values.items():
            message[name] = ldb.MessageElement(value, flag, name)
        partition.modify(message)

    def fault(self, name):
        before = self.key_version()
        said = subprocess.run([os.path.join(HERE, "fault"), name], check=False,
                              capture_output=True, text=True)
        if said.returncode != 0:
            raise StateError(said.stderr)
        if self.key_version() != before:
            self.cluster_repair()
            self.keytab_export()
            self.keys_are_new = True

    def cluster_repair(self):
        """What "Repair Active Directory Object" does: the cluster knows a new password."""
        if self.stored(CLUSTER):
            self.set(CLUSTER, "unicodePwd", password_value(password()))

    def key_version(self):
        """What changes with the keys of the standby cluster's account."""
        found = self.admin.search(directory.BASE, ldb.SCOPE_SUBTREE,
                                  f"(sAMAccountName={CLUSTER}$)",
                                  ["objectGUID", "msDS-KeyVersionNumber"])
        return [(bytes(each["objectGUID"][0]), str(each["msDS-KeyVersionNumber"]))
                for each in found]

    def set(self, account, attribute, value):
        message = ldb.Message(ldb.Dn(self.admin, self.account(account)))
        flag = ldb.FLAG_MOD_REPLACE if value else ldb.FLAG_MOD_DELETE
        if attribute == "logonHours":
            value = bytes.fromhex(value)
        message[attribute] = ldb.MessageElement([value] if value else [], flag, attribute)
        self.admin.modify(message)

    def control_of(self, account):
        """The account's userAccountControl, or None."""
        found = self.stored(account)
        return int(str(found["userAccountControl"])) if found else None

    def let_log_on(self, account):
        """Enables the account, and lets it never expire."""
        control = self.control_of(account)
        if control is not None:
            self.partition_change(self.account(account), ldb.FLAG_MOD_REPLACE,
                                  userAccountControl=str(control & ~DISABLED),
                                  accountExpires=NEVER)

    def move(self, account):
        self.admin.rename(self.account(account), f"CN={account},{ELSEWHERE}")

    def another_has_names(self, account, host):
        """Whether another account has a service principal name of the account."""
        found = self.admin.search(
            directory.BASE, ldb.SCOPE_SUBTREE,
            f"(&(|(servicePrincipalName=*/{account})(servicePrincipalName=*/{host}))"
            f"(!(sAMAccountName={account}$)))", ["cn"])
        return len(found) > 0

    def delete(self, account):
        self.admin.delete(self.account(account))

    def remove(self, _):
        self.admin.delete(RECORD)

