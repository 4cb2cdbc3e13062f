# SPDX-License-Identifier: GPL-3.0-or-later
"""What /RecoverCMS needs, done as the standby cluster's account at the domain controller.

The operations, in order:
  node-logon a ticket for DRNODE1$, where Setup runs and the databases are, with its keytab
  logon      a ticket for the account, with its keytab
  reset      the password of the CMS's account (unicodePwd, over a sealed connection)
  dns-name   dNSHostName
  spn        HOST/name and HOST/DNS name are added to servicePrincipalName
  enable     ACCOUNTDISABLE is removed from userAccountControl, if it is set

dNSHostName comes before the names, because the validated write of the names compares with it; the
order of the cluster is not documented. The object is found by its sAMAccountName in the database:
what is asked here is what the cluster may do, not what it may see.

Then the DNS record is rewritten as either account, each with a ticket of its own: an administrator
enables it for that where it is needed, since that is not what is asked. A record that does not
exist is created.
"""

import subprocess

import ldb
import samba
from samba import gensec
from samba.credentials import MUST_USE_KERBEROS, SPECIFIED, Credentials
from samba.param import LoadParm

import directory
from dnsrecord import record
from rehearse_directory import (DISABLED, KEYTAB, RECORD, StateError, password,
                                password_value)

SERVER = "ldap://dc1." + directory.DOMAIN
REFUSALS = {ldb.ERR_INSUFFICIENT_ACCESS_RIGHTS, ldb.ERR_CONSTRAINT_VIOLATION,
            ldb.ERR_NO_SUCH_OBJECT, ldb.ERR_UNWILLING_TO_PERFORM}
MODIFY_PERMISSIVE = "permissive_modify:1"
NEW_ADDRESS, TTL = "127.0.1.99", 300
CMS, HOST = "EXCMS01", "excms01." + directory.DOMAIN


class Refused(Exception):
    """The domain controller does not let the account do it."""


def log_on(name, secret=None):
    """The cache with the account's ticket, by its keytab or by that password."""
    cache = f"FILE:/run/lab/{name.rstrip('$')}.cc"
    key = ["-k", "-t", KEYTAB] if secret is None else []
    said = subprocess.run(["kinit", *key, "-c", cache, name], check=False, text=True,
                          capture_output=True, input=secret)
    if said.returncode != 0 and "Cannot contact" in said.stderr:
        raise StateError(said.stderr)  # a busy KDC refuses nothing
    if said.returncode != 0:
        raise Refused(said.stderr.strip())
    return cache


class Account:
    """A connection as one account: Kerberos, signed and sealed."""

    def __init__(self, name, secret=None):
        cache = log_on(name, secret)
        lp = LoadParm()
        lp.load("/run/lab/smb.conf")
        credentials = Credentials()
        credentials.guess(lp)
        credentials.set_kerberos_state(MUST_USE_KERBEROS)
        credentials.set_gensec_features(credentials.get_gensec_features() | gensec.FEATURE_SEAL)
        credentials.set_named_ccache(cache, SPECIFIED, lp)
        self.ldap = samba.Ldb(url=SERVER, credentials=credentials, lp=lp)

    def change(self, dn, flag, controls=(), **values):
        message = ldb.Message(ldb.Dn(self.ldap, dn))
        for name, value in values.items():
            message[name] = ldb.MessageElement(value, flag, name)
        attempt(self.ldap.modify, message, list(controls))

    def replace(self, dn, **values):
        self.change(dn, ldb.FLAG_MOD_REPLACE, **values)

    def spn_add(self, dn, names):
        self.change(dn, ldb.FLAG_MOD_ADD, [MODIFY_PERMISSIVE], servicePrincipalName=names)

    def record_write(self, exists):
        value = record("a", NEW_ADDRESS, TTL)
        if exists:
            self.replace(RECORD, dnsRecord=value)
        else:
            attempt(self.ldap.add, {"dn": RECORD, "objectClass": "dnsNode", "dnsRecord": value})


def attempt(call, *arguments):
    try:
        call(*arguments)
    except ldb.LdbError as error:
        if error.args[0] in REFUSALS:
            raise Refused("%d %s" % error.args[:2]) from error
        raise


def result_of(call, *arguments):
    """'' if it worked, otherwise the reason of the refusal."""
    try:
        call(*arguments)
        return ""
    except Refused as error:
        return " ".join(str(error).split()) or "refused"


class Rehearsal:
    """The operations on one state. `results` has those of the recovery by name, `records` that of
    the DNS record by account (None: the account could not log on at all). `name_is_taken`: another
    account has one of the CMS's service principal names."""

    def __init__(self, lab):
        self.lab = lab
        self.secret = None
        self.results, self.records = {}, {}
        self.name_is_taken = lab.another_has_names(CMS, HOST)
        self.results["node-logon"] = result_of(log_on, "DRNODE1$")
        self.recover()
        exists = self.record_exists()
        for name in ("DRCLU01", CMS):
            self.records[name] = self.record_result(name, exists)

    def recover(self):
        try:
            cluster = Account("DRCLU01$")
        except Refused as error:
            self.results["logon"] = str(error)
            return
        self.results["logon"] = ""
        dn = self.lab.account(CMS)
        secret = password()
        self.results["reset"] = result_of(
            lambda: cluster.replace(dn, unicodePwd=password_value(secret)))
        if not self.results["reset"]:
            self.secret = secret
        self.results["dns-name"] = result_of(lambda: cluster.replace(dn, dNSHostName=HOST))
        self.results["spn"] = result_of(cluster.spn_add, dn, ["HOST/" + CMS, "HOST/" + HOST])
        control = self.lab.control_of(CMS)
        if control is not None and control & DISABLED:
            self.results["enable"] = result_of(
                lambda: cluster.replace(dn, userAccountControl=str(control & ~DISABLED)))

    def record_exists(self):
        try:
            return len(self.lab.admin.search(RECORD, ldb.SCOPE_BASE, attrs=["dn"])) == 1
        except ldb.LdbError as error:
            if error.args[0] != ldb.ERR_NO_SUCH_OBJECT:
                raise
            return False

    def record_result(self, name, exists):
        self.lab.let_log_on(name)
        try:
            account = Account(name + "$", self.secret if name == CMS else None)
        except Refused:
            return None
        result = result_of(account.record_write, exists)
        if not result and not exists:
            self.lab.admin.delete(RECORD)
        return result
