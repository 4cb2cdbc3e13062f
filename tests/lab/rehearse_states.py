# SPDX-License-Identifier: GPL-3.0-or-later
"""Random states of the directory. The same seed and number draw the same state.

A state is a list of changes to the clean lab, in order. A change is a tuple of texts:

  fault NAME                    a fault of the lab, see faults/
  ace OBJECT PLACE ACE          an ACE in SDDL, placed first or last; OBJECT is a key of OBJECTS
  drop OBJECT TRUSTEE           all ACEs of that trustee
  owner OBJECT TRUSTEE          another owner
  protect OBJECT                nothing is inherited any more
  set ACCOUNT ATTRIBUTE VALUE   replaces all values; '' removes the attribute
  move ACCOUNT                  into another container
  delete ACCOUNT
  remove record                 the CMS's record is deleted

{NAME} stands for a SID: an account of the lab, or one of TRUSTEES below.
"""

import random

FULL = "RPWPCRCCDCLCLORCWOWDSDDTSW"
BITS = ["CC", "DC", "LC", "SW", "RP", "WP", "DT", "LO", "CR", "SD", "RC", "WD", "WO"]
COMPUTER = "bf967a86-0de6-11d0-a285-00aa003049e2"
USER = "bf967aba-0de6-11d0-a285-00aa003049e2"
RESET = "00299570-246d-11d0-a768-00aa006e0529"
CHANGE = "ab721a53-1e2f-11d0-9819-00aa0040529b"
SPN = "f3a64788-5306-11d1-a9c5-0000f80367c1"
DNS = "72e39547-7b18-11d1-adef-00c04fd8d5cd"
MORE_DNS = "80863791-dbe9-4eb8-837e-7f0ab55d9ac7"
UAC = "bf967a68-0de6-11d0-a285-00aa003049e2"
DESCRIPTION = "bf967950-0de6-11d0-a285-00aa003049e2"
PUBLIC = "e48d0154-bcf8-11d1-8702-00c04fb96050"
RESTRICTIONS = "4c164200-20c0-11d0-a768-00aa006e0529"
GENERAL = "59ba2f42-79a2-11d0-9020-00c04fc2d3cf"
DNS_NODE = "e0fa1e8c-9b45-11d0-afdd-00c04fd930c9"
DNS_RECORD = "e0fa1e69-9b45-11d0-afdd-00c04fd930c9"

OBJECTS = ("cms", "container", "record", "zone")
CNO, CMS = "{DRCLU01$}", "{EXCMS01$}"

# Who is in the token of the standby cluster's account, with weights. Direct is a global group that
# holds it, Nested a domain-local one around a universal one around a global one that holds it,
# Primary its primary group, Twice a group that holds it by two ways.
INSIDE = [(CNO, 55), ("{Direct}", 10), ("{Nested}", 12), ("{Primary}", 4), ("{Twice}", 3),
          ("{Domain Computers}", 3), ("AU", 4), ("WD", 3)]
# Who is not: a group that holds another account, a group without the security bit, an account that
# is gone, the CMS itself, and those that stand for others.
OUTSIDE = [("{Other}", 30), ("{Mail}", 8), ("{Gone}", 12), ("{NODE1$}", 15), ("{SRCCLU01$}", 15),
           ("PS", 8), ("CO", 6), ("{Domain Users}", 6)]
# What a Samba DC decides otherwise than Windows, see rehearse_differences.py.
SAMBA_DIFFERS = [("{History}", 50), ("S-1-5-15", 25), ("S-1-3-4", 25)]
# What is in tokens without being listed: cmsready is in doubt.
DOUBTFUL = [("S-1-5-2", 3), ("S-1-5-32-545", 2), ("S-1-5-32-554", 2), ("S-1-18-1", 3),
            ("S-1-5-1000", 1), ("S-1-5-64-10", 1), ("S-1-5-65-1", 1), ("{Crowd}", 2)]

# Faults of the lab that change what the operations need.
FAULTS = """
cms-missing cms-twice cms-disabled cno-missing cno-disabled cno-recreated cno-revoke
cno-nested cno-deny cno-deny-group cno-guard cno-inherit-only cno-object-ace cno-partial
cno-inherited-type cno-minimum cno-minimum-disabled cno-hole cno-hole-other cno-owner cno-creator
dacl-order dacl-protected dacl-admin sd-null sd-empty spn-missing cms-no-hostname cno-old-password
spn-duplicate spn-duplicate-disabled spn-host-duplicate spn-alias record-foreign record-cms-only
record-cno-only record-unregistrable node-no-spn node-disabled node-other-disabled
node-target-unjoined conflict cno-expired cno-hours cno-des cno-locked cms-types
cno-types""".split()
RARE_FAULTS = ["sd-refused", "record-sd-refused", "record-denied-to-reader", "record-tombstoned",
               "cms-hidden", "cno-class", "deny-class", "zone-hidden"]

EXPIRED, LATER = "125000000000000000", "150000000000000000"  # in 1997 and in 2076
NEVER = "9223372036854775807"
MANY_DAYS_AGO = "129000000000000000"
NO_HOURS, ALL_HOURS = "00" * 21, "ff" * 21
DES_ALONE, SMART_CARD, DELEGATION = str(0x201000), str(0x41000), str(0x81000)


class Draw(random.Random):
    def chance(self, percent):
        return self.random() * 100 < percent

    def weighted(self, table):
        return self.choices([row[0] for row in table], [row[1] for row in table])[0]

    def inside(self):
        return self.weighted(INSIDE)

    def outside(self):
        return self.weighted(OUTSIDE)

    def trustee(self, inside=70):
        return self.inside() if self.chance(inside) else self.outside()

    def bits(self, most=6):
        return "".join(self.sample(BITS, self.randint(1, most)))


def allow(mask, trustee, flags=""):
    return f"(A;{flags};{mask};;;{trustee})"


def object_ace(kind, mask, object_type, trustee, flags="", inherited=""):
    return f"({kind};{flags};{mask};{object_type};{inherited};{trustee})"


def full_control(draw, trustee):
    """Full Control in one of the shapes that real directories have."""
    shape = draw.weighted([("plain", 45), ("generic", 8), ("parts", 12), ("typed", 10),
                           ("untyped", 3), ("inherited", 8), ("descendants", 14)])
    if shape == "plain":
        return [("ace", "cms", "first", allow(FULL, trustee))]
    if shape == "generic":
        return [("ace", "cms", "first", allow("GA", trustee))]
    if shape == "typed":
        return [("ace", "cms", "first", object_ace("OA", FULL, "", trustee, "", COMPUTER))]
    if shape == "untyped":
        return [("ace", "cms", "first", object_ace("OA", FULL, "", trustee))]
    if shape == "inherited":
        return [("ace", "container", "first", allow(FULL, trustee, "CI"))]
    if shape == "descendants":
        return [("ace", "container", "first",
                 object_ace("OA", FULL, "", trustee, "CIIO", COMPUTER))]
    parts = [[] for _ in range(draw.randint(2, 4))]
    for bit in BITS:
        draw.choice(parts).append(bit)
    return [("ace", "cms", "first", allow("".join(part), trustee if draw.chance(70) else
                                          draw.inside())) for part in parts if part]


def no_effect(draw, trustee):
    """What looks like Full Control and is none on this object."""
    return [draw.choice([
        ("ace", "cms", "first", allow(FULL, trustee, "CIIO")),
        ("ace", "container", "first", object_ace("OA", FULL, "", trustee, "CIIO", USER)),
        ("ace", "container", "first", allow(FULL, trustee)),
        ("ace", "cms", "first", object_ace("OA", "RPWP", DESCRIPTION, trustee)),
        ("ace", "cms", "first", allow("RPLCLORC", trustee)),
    ])]


def minimum(draw, trustee):
    """The functional minimum in one of its forms, and sometimes one right less."""
    ways = [[object_ace("OA", "CR", RESET, trustee), allow("CR", trustee)],
            [object_ace("OA", "SW", SPN, trustee), object_ace("OA", "WP", SPN, trustee),
             object_ace("OA", "WP", PUBLIC, trustee), allow("SW", trustee)],
            [object_ace("OA", "SW", DNS, trustee), object_ace("OA", "WP", DNS, trustee),
             object_ace("OA", "SWWP", DNS, trustee)]]
    if draw.chance(50):
        ways.append([object_ace("OA", "WP", RESTRICTIONS, trustee),
                     object_ace("OA", "WP", UAC, trustee)])
    chosen = [draw.choice(way) for way in ways]
    if draw.chance(30):
        chosen.remove(draw.choice(chosen))
    return [("ace", "cms", "first", ace) for ace in chosen]


def partial(draw, trustee):
    """Full Control without some bits."""
    missing = draw.sample(BITS, draw.randint(1, 3))
    mask = "".join(bit for bit in BITS if bit not in missing)
    return [("ace", "cms", "first", allow(mask, trustee))]


def nothing(_, _trustee):
    return []


def grant(draw):
    """What the standby cluster's account is granted on the CMS's object."""
    if draw.chance(8):
        return [("fault", draw.choice(FAULTS))]
    if draw.chance(0.5):
        return [("fault", draw.choice(RARE_FAULTS))]
    changes = [("drop", "cms", CNO)]
    trustee = draw.trustee(inside=85)
    if draw.chance(2):
        trustee = draw.weighted(SAMBA_DIFFERS)
    elif draw.chance(1):
        trustee = draw.weighted(DOUBTFUL)
    kind = draw.weighted([(full_control, 55), (minimum, 16), (partial, 10), (no_effect, 12),
                          (nothing, 7)])
    return changes + kind(draw, trustee)


def deny_plain(draw):
    mask = draw.choice(["WP", "SW", "CR", "SWWP", "RP", "WO", "WD", "SD", "CC", "LCLO", FULL,
                        draw.bits(3), draw.bits()])
    return dacl_ace(draw, "D", mask, "")


def deny_object(draw):
    mask, kind = draw.choice([("CR", RESET), ("CR", CHANGE), ("SW", SPN), ("WP", SPN),
                              ("SWWP", SPN), ("SW", DNS), ("WP", DNS), ("SWWP", DNS),
                              ("WP", MORE_DNS), ("WP", UAC), ("WP", RESTRICTIONS),
                              ("WP", PUBLIC), ("WP", GENERAL), ("WP", DESCRIPTION),
                              ("WP", COMPUTER), ("CCDC", USER)])
    return dacl_ace(draw, "OD", mask, kind)


def allow_object(draw):
    mask, kind = draw.choice([("CR", RESET), ("SW", SPN), ("WP", SPN), ("SW", DNS), ("WP", DNS),
                              ("WP", UAC), ("WP", RESTRICTIONS), ("WP", PUBLIC),
                              ("RPWP", DESCRIPTION), ("WP", COMPUTER), ("WP", RESET)])
    return dacl_ace(draw, "OA", mask, kind)


def dacl_ace(draw, kind, mask, object_type):
    """An ACE on the object itself, or on its container to be inherited."""
    trustee = draw.trustee(inside=55)
    if draw.chance(15):
        flags = draw.choice(["CI", "CIIO", "CINP"])
        return [("ace", "container", draw.choice(["first", "last"]),
                 object_ace(kind, mask, object_type, trustee, flags))]
    flags = draw.weighted([("", 85), ("CI", 8), ("CIIO", 7)])
    return [("ace", "cms", draw.weighted([("first", 75), ("last", 25)]),
             object_ace(kind, mask, object_type, trustee, flags))]


def random_ace(draw):
    kind = draw.choice(["A", "D", "OA", "OD"])
    object_type = draw.choice([RESET, CHANGE, SPN, DNS, UAC, PUBLIC, RESTRICTIONS, DESCRIPTION]) \
        if kind[0] == "O" and draw.chance(80) else ""
    bits = draw.bits()
    if object_type:  # CR and SW there are drawn by `samba_differs` and `doubtful`
        bits = "".join(bit for bit in BITS if bit in bits and bit not in ("CR", "SW")) or "RP"
    return dacl_ace(draw, kind, bits, object_type)


def guard(draw):
    return [("ace", "cms", "first", f"(D;;{draw.choice(['SDDT', 'SD', 'DT'])};;;WD)")]


def protect(_):
    return [("protect", "cms")]


def owner(draw):
    return [("owner", "cms", draw.choice([CNO, CMS, "{NODE1$}", "{Domain Admins}", "{Direct}"]))]


def owner_rights(draw):
    """An ACE for OWNER RIGHTS, as administrators set it to take away what owners have."""
    return [("ace", "cms", "first", allow(draw.choice(["RC", "RPRC"]), "S-1-3-4"))]


def doubtful(draw):
    """What cmsready cannot decide: a class or a set that should not speak for the bit, an account
    that is in tokens without being listed."""
    kind = draw.choice(["A", "D"])
    if draw.chance(45):
        return dacl_ace(draw, "O" + kind, draw.choice(["CR", "SW", "CRSW"]),
                        draw.choice([COMPUTER, PUBLIC, COMPUTER]))
    mask = draw.choice([FULL, "WP", "CR", "SWWP"])
    return [("ace", "cms", "first", f"({kind};;{mask};;;{draw.weighted(DOUBTFUL)})")]


def samba_differs(draw):
    """What Samba decides otherwise than Windows."""
    if draw.chance(50):
        return [("ace", "cms", "first",
                 object_ace("OA", draw.choice(["CR", "RPWPCR"]),
                            draw.choice([SPN, DNS, UAC, DESCRIPTION, RESTRICTIONS]),
                            draw.trustee()))]
    return [("ace", "cms", "first", f"({draw.choice('AD')};;{draw.choice([FULL, 'WP', 'CR'])};;;"
             f"{draw.weighted(SAMBA_DIFFERS)})")]


def mutations(draw):
    """What else the access control list holds."""
    changes = []
    for _ in range(draw.weighted([(0, 30), (1, 33), (2, 23), (3, 14)])):
        changes += draw.weighted([
            (deny_plain, 24), (deny_object, 18), (allow_object, 12), (random_ace, 16), (guard, 9),
            (protect, 5), (owner, 8), (owner_rights, 2), (doubtful, 3), (samba_differs, 3)])(draw)
    return changes


def cluster_account(draw):
    """The state of the standby cluster's account: most changes let it log on as before."""
    if draw.chance(82):
        return []
    if draw.chance(5):
        return [("move", "DRCLU01")]
    attribute, value = draw.weighted([
        (("userAccountControl", "4098"), 18), (("accountExpires", EXPIRED), 22),
        (("logonHours", NO_HOURS), 5), (("userAccountControl", DES_ALONE), 4),
        (("userAccountControl", SMART_CARD), 3), (("accountExpires", LATER), 8),
        (("accountExpires", "0"), 6), (("accountExpires", NEVER), 6), (("pwdLastSet", "0"), 8),
        (("logonHours", ALL_HOURS), 4), (("lockoutTime", MANY_DAYS_AGO), 4),
        (("userAccountControl", DELEGATION), 4), (("userAccountControl", "4128"), 8)])
    return [("set", "DRCLU01", attribute, value)]


def cms_account(draw):
    """The state of the CMS's account."""
    return draw.weighted([
        ([], 58),
        ([("set", "EXCMS01", "userAccountControl", "4098")], 22),
        ([("set", "EXCMS01", "accountExpires", EXPIRED)], 3),
        ([("set", "EXCMS01", "accountExpires", EXPIRED),
          ("set", "EXCMS01", "userAccountControl", "4098")], 2),
        ([("set", "EXCMS01", "pwdLastSet", "0")], 2),
        ([("set", "EXCMS01", "userAccountControl", "4128")], 3),
        ([("set", "EXCMS01", "userAccountControl", "4130")], 2),
        ([("set", "EXCMS01", "dNSHostName", "")], 3),
        ([("set", "EXCMS01", "servicePrincipalName", "")], 3),
        ([("move", "EXCMS01")], 2),
    ])


def node_accounts(draw):
    """The state of the standby nodes' accounts. DRNODE1 is the SCR target."""
    if draw.chance(92):
        return []
    node = draw.choice(["DRNODE1", "DRNODE2"])
    if draw.chance(10):
        return [("delete", node)]
    return [("set", node, *draw.choice([("userAccountControl", "4098"), ("accountExpires", EXPIRED),
                                        ("accountExpires", LATER), ("pwdLastSet", "0")]))]


def record(draw):
    """The CMS's record in DNS, and who may write it."""
    if draw.chance(45):
        return []
    if draw.chance(12):
        changes = [("remove", "record")]
        if draw.chance(50):
            changes += [("drop", "zone", "S-1-5-11")]
        if draw.chance(40):
            changes += [("ace", "zone", "first",
                         object_ace(draw.choice(["OA", "OD"]), "CC", DNS_NODE,
                                    draw.choice([CMS, CNO, "{Direct}", "{Other}"])))]
        return changes
    changes = []
    if draw.chance(60):
        changes.append(("drop", "record", CMS))
    if draw.chance(60):
        changes.append(("drop", "record", CNO))
    if draw.chance(25):
        changes.append(("owner", "record", draw.choice([CMS, CNO, "{NODE1$}"])))
    for _ in range(draw.randint(0, 2)):
        mask = draw.choice([FULL, "GA", "GW", "WP", "RPWP", "RP", "DT"])
        kind = draw.weighted([("A", 60), ("D", 15), ("OA", 20), ("OD", 5)])
        object_type = draw.choice([DNS_RECORD, DNS_NODE, DESCRIPTION]) if kind[0] == "O" else ""
        who = draw.choice([CMS, CMS, CNO, "AU", "WD", "{Direct}", "{Domain Computers}",
                           "{NODE1$}", "{SRCCLU01$}"])
        changes.append(("ace", "record", draw.weighted([("first", 80), ("last", 20)]),
                        object_ace(kind, mask, object_type, who)))
    return changes


def drawn(seed, number):
    """The changes of the state with that number."""
    draw = Draw(f"{seed} {number}")
    granted, mutated = grant(draw), mutations(draw)
    accounts = cluster_account(draw) + cms_account(draw) + node_accounts(draw)
    if granted[0][0] == "fault":
        return granted + accounts + mutated + record(draw)
    return accounts + granted + mutated + record(draw)


def told(changes):
    """The changes as text, one per line."""
    return [" ".join(change) for change in changes]
