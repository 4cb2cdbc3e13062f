#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes descriptors/: the files that the tests of descriptor and access read.

    *.bin              made from SDDL by Samba, which shares no code with ours; descriptors that its
                       SDDL cannot express are made here byte by byte
    malformed/*.bin    one fault each, named after it
    samba_access.txt   the rights that Samba's access check grants, for questions where its rules
                       and ours are the same (no object ACE, SELF, condition or generic bit)

The tests read the files, so run this only to add a descriptor. It fails if Samba grants other
rights than the row expects.
"""

import pathlib
import struct

import samba.security
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack

from descriptor_parts import (BOTH_PRESENT, DACL_PRESENT, DESCRIPTOR_HEADER, SACL_PRESENT,
                              SELF_RELATIVE, ace, acl, descriptor, guid, object_body, plain_body,
                              sid)

HERE = pathlib.Path(__file__).resolve().parent
GOOD = HERE / "descriptors"
MALFORMED = GOOD / "malformed"

DOMAIN = "S-1-5-21-1111-2222-3333"
CNO = DOMAIN + "-1104"
OTHER = DOMAIN + "-1105"
GROUP = DOMAIN + "-1200"
GROUP2 = DOMAIN + "-1201"
EVERYONE = "S-1-1-0"
AUTHENTICATED = "S-1-5-11"

COMPUTER = "bf967a86-0de6-11d0-a285-00aa003049e2"
USER = "bf967aba-0de6-11d0-a285-00aa003049e2"
RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529"
SPN = "f3a64788-5306-11d1-a9c5-0000f80367c1"
ZERO = "00000000-0000-0000-0000-000000000000"

FULL = "RPWPCRCCDCLCLORCWOWDSDDTSW"
FULL_MASK = 0xF01FF

# The default descriptor of a computer object in the schema of Windows Server 2008 R2.
DEFAULT_COMPUTER = (
    f"(A;;{FULL};;;DA)(A;;{FULL};;;AO)(A;;{FULL};;;SY)(A;;RPCRLCLORCSDDT;;;CO)"
    "(OA;;WP;4c164200-20c0-11d0-a768-00aa006e0529;;CO)(A;;RPLCLORC;;;AU)"
    "(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)(A;;CCDC;;;PS)"
    "(OA;;CCDC;bf967aa8-0de6-11d0-a285-00aa003049e2;;PO)"
    "(OA;;RPWP;bf967a7f-0de6-11d0-a285-00aa003049e2;;CA)"
    "(OA;;SW;f3a64788-5306-11d1-a9c5-0000f80367c1;;PS)"
    "(OA;;RPWP;77B5B886-944A-11d1-AEBD-0000F80367C1;;PS)"
    "(OA;;SW;72e39547-7b18-11d1-adef-00c04fd8d5cd;;PS)"
    "(OA;;SW;72e39547-7b18-11d1-adef-00c04fd8d5cd;;CO)"
    "(OA;;SW;f3a64788-5306-11d1-a9c5-0000f80367c1;;CO)"
    f"(OA;;WP;3e0abfd0-126a-11d0-a060-00aa006c33ed;{COMPUTER};CO)"
    f"(OA;;WP;5f202010-79a5-11d0-9020-00c04fc2d4cf;{COMPUTER};CO)"
    f"(OA;;WP;bf967950-0de6-11d0-a285-00aa003049e2;{COMPUTER};CO)"
    f"(OA;;WP;bf967953-0de6-11d0-a285-00aa003049e2;{COMPUTER};CO)"
    "(OA;;RP;46a9b11d-60ae-405a-b7e8-ff8a58d456d2;;S-1-5-32-560)"
)

SDDL = {
    "default_computer": f"O:DAG:DUD:AI{DEFAULT_COMPUTER}",
    "full_control": f"O:DAG:DUD:(A;;{FULL};;;{CNO})",
    "full_control_inherited": f"O:DAG:DUD:AI(A;CIID;{FULL};;;{CNO})",
    "full_control_inherit_only": f"O:DAG:DUD:(A;CIIO;{FULL};;;{CNO})",
    "full_control_object_ace": f"O:DAG:DUD:(OA;;{FULL};;;{CNO})",
    "full_control_inherited_type": f"O:DAG:DUD:AI(OA;CIID;{FULL};;{COMPUTER};{CNO})",
    "full_control_inherited_type_inherit_only":
        f"O:DAG:DUD:AI(OA;CIIOID;{FULL};;{USER};{CNO})",
    "full_control_object_type": f"O:DAG:DUD:(OA;;{FULL};{SPN};;{CNO})",
    "full_control_in_parts":
        f"O:DAG:DUD:(A;;RPWPCRCC;;;{CNO})(A;;DCLCLORCWO;;;{GROUP})(A;;WDSDDTSW;;;WD)",
    "full_control_through_group": f"O:DAG:DUD:(A;;{FULL};;;{GROUP})",
    "full_control_of_others": f"O:DAG:DUD:(A;;{FULL};;;{OTHER})(A;;{FULL};;;DA)",
    "both_types": f"O:DAG:DUD:(OA;CIID;CR;{RESET_PASSWORD};{COMPUTER};{CNO})",
    "deny_before_allow": f"O:DAG:DUD:(D;;WP;;;{CNO})(A;;{FULL};;;{CNO})",
    "deny_after_allow": f"O:DAG:DUD:(A;;{FULL};;;{CNO})(D;;WP;;;{CNO})",
    "deny_between": f"O:DAG:DUD:(A;;RP;;;{CNO})(D;;RPWP;;;{CNO})(A;;RPWPLC;;;{CNO})",
    "deny_of_group": f"O:DAG:DUD:(D;;WDWO;;;{GROUP})(A;;{FULL};;;{CNO})",
    "deny_inherit_only": f"O:DAG:DUD:(D;CIIO;{FULL};;;WD)(A;;{FULL};;;{CNO})",
    "deny_of_nothing": f"O:DAG:DUD:(D;;0x0;;;WD)(A;;{FULL};;;{CNO})",
    "deny_inherited_behind": f"O:DAG:DUD:AI(A;;{FULL};;;{CNO})(D;CIID;{FULL};;;WD)",
    "allow_inherited_before_deny": f"O:DAG:DUD:AI(A;CIID;{FULL};;;{CNO})(D;;{FULL};;;{CNO})",
    "deletion_guard": f"O:DAG:DUD:(D;;DTSD;;;WD)(A;;{FULL};;;{CNO})",
    "owner": f"O:{CNO}G:DUD:(A;;RP;;;{OTHER})",
    "owner_denied": f"O:{CNO}G:DUD:(D;;{FULL};;;WD)",
    "owner_group": f"O:{GROUP}G:DUD:(A;;LC;;;AU)",
    "owner_rights": f"O:{CNO}G:DUD:(A;;RC;;;OW)",
    "owner_rights_denied": f"O:{CNO}G:DUD:(D;;WD;;;OW)(A;;{FULL};;;AU)",
    "owner_rights_inherit_only": f"O:{CNO}G:DUD:(A;CIIO;RC;;;OW)",
    "creator_owner": f"O:DAG:DUD:(A;;{FULL};;;CO)(A;;{FULL};;;CG)",
    "generic_bits": f"O:DAG:DUD:(A;;GA;;;{CNO})(A;;GRGWGX;;;{OTHER})",
    "protected_with_sacl": f"O:DAG:DUD:PAI(A;;{FULL};;;{CNO})S:AI(AU;SAFA;{FULL};;;WD)",
    "no_owner": f"D:(A;;{FULL};;;{CNO})",
    "deny_object_type": f"O:DAG:DUD:(OD;;WP;{SPN};;{CNO})(A;;{FULL};;;{CNO})",
}

OWNER = ("owner", sid(DOMAIN + "-512"))
PRIMARY = ("group", sid(DOMAIN + "-513"))
ALLOW = ace(0x00, 0, plain_body(FULL_MASK, CNO))


def with_dacl(dacl, **more):
    return descriptor([("dacl", dacl), OWNER, PRIMARY], **more)


def with_aces(*aces, **more):
    return with_dacl(acl(aces), **more)


CONDITION = b"artx" + bytes(12)  # the magic of a conditional expression, MS-DTYP 2.4.4.17

BY_HAND = {
    "absent_dacl": descriptor([OWNER, PRIMARY], control=SELF_RELATIVE),
    "null_dacl": descriptor([OWNER, PRIMARY]),
    "empty_dacl": with_aces(),
    "nothing": descriptor([], control=SELF_RELATIVE),
    "owner_before_dacl": descriptor([OWNER, PRIMARY, ("dacl", acl([ALLOW]))]),
    "dacl_before_owner": descriptor([("dacl", acl([ALLOW])), OWNER, PRIMARY]),
    "sacl_first": descriptor([("sacl", acl([ace(0x02, 0xC0, plain_body(FULL_MASK, EVERYONE))])),
                              ("dacl", acl([ALLOW])), OWNER, PRIMARY],
                             control=BOTH_PRESENT),
    "slack_in_dacl": with_dacl(acl([ALLOW], slack=bytes(40))),
    "slack_in_ace": with_aces(ace(0x00, 0, plain_body(FULL_MASK, CNO, bytes(8)))),
    "bytes_behind": with_aces(ALLOW) + bytes(13),
    "odd_places": descriptor([("sacl", b"\xff"), OWNER, ("sacl", b"\xff\xff"), PRIMARY,
                              ("dacl", acl([ALLOW]))], offsets={"sacl": 0}),
    "revision_2": with_dacl(acl([ALLOW], revision=2)),
    "no_object_type": with_aces(ace(0x05, 0, object_body(FULL_MASK, 0, b"", CNO))),
    "zero_object_type": with_aces(ace(0x05, 0, object_body(FULL_MASK, 1, guid(ZERO), CNO))),
    "zero_object_type_denied": with_aces(
        ace(0x06, 0, object_body(0x20, 1, guid(ZERO), CNO)), ALLOW),
    "callback_allow": with_aces(ace(0x09, 0, plain_body(FULL_MASK, CNO, CONDITION))),
    "callback_deny": with_aces(ace(0x0A, 0, plain_body(0x20, CNO, CONDITION)), ALLOW),
    "callback_object_allow": with_aces(
        ace(0x0B, 0, object_body(0x100, 1, guid(RESET_PASSWORD), CNO, CONDITION))),
    "callback_object_deny": with_aces(
        ace(0x0C, 0, object_body(0x100, 3, guid(RESET_PASSWORD) + guid(COMPUTER), CNO, CONDITION)),
        ALLOW),
    "unknown_type": with_aces(ace(0x04, 0, bytes(12)), ALLOW),
    "unknown_type_of_four_bytes": with_aces(ace(0xFF, 0, b""), ALLOW),
    "unknown_type_inherit_only": with_aces(ace(0x04, 0x08, bytes(12)), ALLOW),
    "longest_sid": with_aces(
        ace(0x00, 0, plain_body(FULL_MASK, "S-1-5-" + "-".join(map(str, range(15)))))),
    "large_authority": with_aces(
        ace(0x00, 0, struct.pack("<I", FULL_MASK) + bytes.fromhex("0101fedcba98765407000000"))),
}

# The layout of conditions and claims, MS-DTYP 2.4.4.17 and 2.4.10.1.
EXISTS_B = b"artx" + b"\xf8" + struct.pack("<I", 2) + b"b\x00" + b"\x87"
CLAIM = (struct.pack("<IHHIII", 20, 1, 0, 0, 1, 36) + "Secrecy\0".encode("utf-16-le")
         + struct.pack("<q", 3))

AUDIT = ace(0x02, 0xC0, plain_body(FULL_MASK, EVERYONE))
BOTH_TYPES = guid(SPN) + guid(COMPUTER)
ALL_AUDITS = [
    AUDIT,
    ace(0x03, 0x40, plain_body(0x10, EVERYONE)),
    ace(0x07, 0x80, object_body(0x20, 1, guid(SPN), CNO)),
    ace(0x08, 0x42, object_body(0x100, 2, guid(COMPUTER), EVERYONE)),
    ace(0x0D, 0x40, plain_body(0x20, EVERYONE, EXISTS_B)),
    ace(0x0E, 0x80, plain_body(0x40, CNO, EXISTS_B)),
    ace(0x0F, 0x40, object_body(0x20, 3, BOTH_TYPES, CNO, EXISTS_B)),
    ace(0x10, 0x80, object_body(0x20, 0, b"", CNO, EXISTS_B)),
    ace(0x11, 0, plain_body(0x3, "S-1-16-12288")),
    ace(0x12, 0, plain_body(0, EVERYONE, CLAIM)),
    ace(0x13, 0, plain_body(0, "S-1-17-7")),
    ace(0x14, 0, plain_body(0x1, "S-1-19-512-4096")),
    ace(0x15, 0x01, plain_body(0x10, EVERYONE, EXISTS_B)),
]


def with_sacl(sacl, **more):
    """The parts in the order in which domain controllers send them."""
    more.setdefault("control", BOTH_PRESENT)
    return descriptor([("sacl", sacl), ("dacl", acl([ALLOW])), OWNER, PRIMARY], **more)


def with_audits(*aces, **more):
    return with_sacl(acl(aces), **more)


BY_HAND |= {
    "sacl_of_every_type": with_audits(*ALL_AUDITS),
    "sacl_callback_audit": with_audits(
        ace(0x0D, 0xC0, plain_body(0x20, EVERYONE, b"\x01\x02\x03\x04\x05"))),
    "sacl_label": with_audits(ace(0x11, 0x03, plain_body(0x1, "S-1-16-8192"))),
    "sacl_resource_attribute": with_audits(ace(0x12, 0x10, plain_body(0, EVERYONE, CLAIM))),
    "sacl_scoped_policy": with_audits(ace(0x13, 0, plain_body(0, "S-1-17-1-2-3-4"))),
    "sacl_unknown_type": with_audits(ace(0x16, 0x40, bytes(8)), AUDIT),
    "sacl_revision_2": with_sacl(acl([AUDIT], revision=2)),
    "sacl_slack": with_sacl(acl([AUDIT], slack=b"\x5a" * 12)),
    "sacl_null": descriptor([("dacl", acl([ALLOW])), OWNER, PRIMARY], control=BOTH_PRESENT),
    "sacl_empty": with_audits(),
    "sacl_alone": descriptor([("sacl", acl([AUDIT]))], control=SACL_PRESENT | SELF_RELATIVE),
    "sacl_not_flagged": with_audits(AUDIT, control=DACL_PRESENT | SELF_RELATIVE),
    "sacl_last": descriptor([OWNER, PRIMARY, ("dacl", acl([ALLOW])), ("sacl", acl([AUDIT]))],
                            control=BOTH_PRESENT),
    "group_first": descriptor([PRIMARY, ("dacl", acl([ALLOW])), OWNER, ("sacl", acl([AUDIT]))],
                              control=BOTH_PRESENT),
    # Shared bytes: one SID for owner and group, one list for both ACLs.
    "owner_is_group": descriptor([("dacl", acl([ALLOW])), OWNER], offsets={"group": 64}),
    "sacl_is_dacl": descriptor([("dacl", acl([ALLOW, AUDIT])), OWNER, PRIMARY],
                               control=BOTH_PRESENT, offsets={"sacl": 20}),
    "every_control_bit": descriptor(
        [("sacl", acl([AUDIT], sbz1=0x11, sbz2=0x2233)), ("dacl", acl([ALLOW], sbz1=0x44,
                                                                      sbz2=0x5566)),
         OWNER, PRIMARY], control=0xFFFF, sbz1=0x77),
}

SHORT = struct.pack("<I", FULL_MASK) + sid(CNO)[:-1]

FAULTS = {
    "empty": b"",
    "header_cut": with_aces(ALLOW)[:19],
    "descriptor_revision_2": with_aces(ALLOW, revision=2),
    "not_self_relative": with_aces(ALLOW, control=DACL_PRESENT),
    # The offset points into the header, whose bytes are a valid SID. Only the position is wrong.
    "owner_in_header": descriptor([("sacl", bytes(0x101 - DESCRIPTOR_HEADER)), PRIMARY],
                                  control=SELF_RELATIVE,
                                  offsets={"owner": 8, "sacl": 0x05000000}),
    "owner_past_end": with_aces(ALLOW, offsets={"owner": 0xFFFFFFFF}),
    "owner_cut": descriptor([("dacl", acl([ALLOW])), ("owner", OWNER[1][:-1])]),
    "owner_revision_2": descriptor([("owner", b"\x02" + OWNER[1][1:])], control=SELF_RELATIVE),
    "owner_of_16": descriptor([("owner", b"\x01\x10" + bytes(6 + 64))], control=SELF_RELATIVE),
    "owner_at_end": descriptor([("owner", b"")], control=SELF_RELATIVE),
    "group_in_header": with_aces(ALLOW, offsets={"group": 1}),
    "group_past_end": with_aces(ALLOW, offsets={"group": 0x10000}),
    "group_cut": descriptor([("dacl", acl([ALLOW])), ("group", PRIMARY[1][:7])]),
    "dacl_in_header": with_aces(ALLOW, offsets={"dacl": 4}),
    "dacl_past_end": with_aces(ALLOW, offsets={"dacl": 0x7FFFFFFF}),
    "dacl_header_cut": descriptor([OWNER, ("dacl", acl([])[:7])]),
    "dacl_revision_1": with_dacl(acl([ALLOW], revision=1)),
    "dacl_revision_5": with_dacl(acl([ALLOW], revision=5)),
    "dacl_size_7": with_dacl(acl([ALLOW], size=7)),
    "dacl_size_past_end": with_dacl(acl([ALLOW], size=0xFFFF)),
    "dacl_size_past_end_and_empty": descriptor([("dacl", acl([], size=9))]),
    "dacl_size_one_past_end": descriptor([("dacl", acl([ALLOW], size=8 + len(ALLOW) + 1))]),
    "dacl_size_cuts_ace": with_dacl(acl([ALLOW], size=8 + len(ALLOW) - 1)),
    "dacl_count_one_more": with_dacl(acl([ALLOW], count=2)),
    "dacl_count_65535": with_dacl(acl([ALLOW], count=0xFFFF)),
    "ace_size_0": with_aces(b"\x00\x00\x00\x00" + ALLOW[4:]),
    "ace_size_3": with_aces(b"\x00\x00\x03\x00" + ALLOW[4:]),
    "ace_size_past_dacl": with_aces(struct.pack("<BBH", 0, 0, len(ALLOW) + 1) + ALLOW[4:]),
    "ace_of_unknown_type_size_0": with_aces(b"\x04\x00\x00\x00" + ALLOW[4:]),
    "ace_of_unknown_type_past_dacl": with_aces(struct.pack("<BBH", 4, 0, 200) + ALLOW[4:]),
    "ace_header_cut": with_dacl(acl([ALLOW], slack=bytes(3), count=2)),
    "ace_without_mask": with_aces(ace(0x00, 0, b"\x00\x00\x00")),
    "ace_without_sid": with_aces(ace(0x00, 0, bytes(4))),
    "ace_sid_cut": with_aces(ace(0x00, 0, SHORT), ALLOW),
    "ace_sid_revision_0": with_aces(ace(0x00, 0, bytes(16))),
    "object_ace_without_flags": with_aces(ace(0x05, 0, bytes(6)), ALLOW),
    "object_ace_type_cut": with_aces(
        ace(0x05, 0, struct.pack("<II", 0x100, 1) + bytes(15)), ALLOW),
    "object_ace_inherited_type_cut": with_aces(
        ace(0x06, 0, struct.pack("<II", 0x100, 3) + bytes(31)), ALLOW),
    "object_ace_takes_sid_for_type": with_aces(
        ace(0x05, 0, object_body(0x100, 1, b"", CNO))),
    "callback_ace_without_sid": with_aces(ace(0x09, 0, bytes(4)), ALLOW),
    "sacl_in_header": with_audits(AUDIT, offsets={"sacl": 19}),
    "sacl_past_end": with_audits(AUDIT, offsets={"sacl": 0x80000000}),
    "sacl_at_end": descriptor([OWNER, ("sacl", b"")], control=SACL_PRESENT | SELF_RELATIVE),
    "sacl_header_cut": descriptor([("dacl", acl([ALLOW])), ("sacl", acl([])[:7])],
                                  control=BOTH_PRESENT),
    "sacl_revision_1": with_sacl(acl([AUDIT], revision=1)),
    "sacl_revision_5": with_sacl(acl([AUDIT], revision=5)),
    "sacl_size_7": with_sacl(acl([AUDIT], size=7)),
    "sacl_size_past_end": with_sacl(acl([AUDIT], size=0xFFFF)),
    "sacl_size_cuts_ace": with_sacl(acl([AUDIT], size=8 + len(AUDIT) - 1)),
    "sacl_count_one_more": with_sacl(acl([AUDIT], count=2)),
    # The descriptor continues after the SACL, but its ACE must end with the SACL.
    "sacl_ace_past_sacl": with_audits(struct.pack("<BBH", 2, 0, len(AUDIT) + 1) + AUDIT[4:]),
    "sacl_unknown_type_past_sacl": with_audits(struct.pack("<BBH", 0x16, 0, 40) + AUDIT[4:]),
    "sacl_ace_size_3": with_audits(b"\x02\x00\x03\x00" + AUDIT[4:]),
    "sacl_ace_without_mask": with_audits(ace(0x02, 0, bytes(3))),
    "sacl_label_without_sid": with_audits(ace(0x11, 0, bytes(4)), AUDIT),
    "sacl_claim_without_sid": with_audits(ace(0x12, 0, bytes(4) + CLAIM), AUDIT),
    "sacl_scoped_policy_sid_cut": with_audits(
        ace(0x13, 0, plain_body(0, "S-1-17-1-2-3-4")[:-1]), AUDIT),
    "sacl_object_ace_without_flags": with_audits(ace(0x07, 0, bytes(6)), AUDIT),
    "sacl_object_ace_type_cut": with_audits(
        ace(0x0F, 0, struct.pack("<II", 0x20, 1) + bytes(15)), AUDIT),
    "sacl_object_ace_takes_sid_for_type": with_audits(
        ace(0x08, 0, object_body(0x20, 1, b"", CNO)), AUDIT),
    "sacl_callback_ace_sid_cut": with_audits(ace(0x0D, 0, SHORT), AUDIT),
}

ME = (CNO,)
USUAL = (CNO, GROUP, EVERYONE, AUTHENTICATED)

# (descriptor, token, the bits of 0xF01FF that MS-DTYP 2.5.3.2 grants, because)
ACCESS = [
    ("full_control", ME, FULL_MASK, "the plain grant"),
    ("full_control", (OTHER,), 0, "no other account has it"),
    ("full_control_inherited", ME, FULL_MASK, "inherited counts as much"),
    ("full_control_inherit_only", USUAL, 0, "inherit-only does not apply"),
    ("full_control_in_parts", USUAL, FULL_MASK, "three ACEs for three SIDs of the token add up"),
    ("full_control_in_parts", (CNO, EVERYONE), 0x50179,
     "without the group its part is missing"),
    ("full_control_in_parts", ME, 0x131, "only what names the account itself"),
    ("full_control_through_group", USUAL, FULL_MASK, "a group is enough"),
    ("full_control_through_group", ME, 0, "of which the account must be a member"),
    ("full_control_of_others", USUAL, 0, "what others have does not count"),
    ("deny_before_allow", ME, FULL_MASK & ~0x20, "the deny comes first"),
    ("deny_after_allow", ME, FULL_MASK, "the deny comes too late"),
    ("deny_between", ME, 0x14, "read is granted before, list after, write is denied between"),
    ("deny_of_group", USUAL, FULL_MASK & ~0xC0000, "a deny of one of its groups"),
    ("deny_of_group", ME, FULL_MASK, "a deny of a group it is not in"),
    ("deny_inherit_only", USUAL, FULL_MASK, "an inherit-only deny does not apply"),
    ("deny_of_nothing", USUAL, FULL_MASK, "a deny without rights does not stop the walk"),
    ("deny_inherited_behind", USUAL, FULL_MASK, "an inherited deny behind an explicit allow"),
    ("allow_inherited_before_deny", USUAL, FULL_MASK, "stored order, not the canonical one"),
    ("deletion_guard", USUAL, FULL_MASK & ~0x10040, "the guard takes delete and delete tree"),
    ("owner", USUAL, 0x60000, "ownership reads and writes the DACL"),
    ("owner", (GROUP,), 0, "of the owner only"),
    ("owner_denied", USUAL, 0x60000, "ownership comes before a deny"),
    ("owner_group", USUAL, 0x60004, "a group may own, its members have the rights"),
    ("owner_rights", USUAL, 0x20000, "OWNER RIGHTS takes the place of the implicit rights"),
    ("owner_rights", (GROUP, AUTHENTICATED), 0, "and is for the owner only"),
    ("owner_rights_denied", USUAL, FULL_MASK & ~0x40000, "OWNER RIGHTS may deny"),
    ("owner_rights_inherit_only", USUAL, 0x60000, "an inherit-only OWNER RIGHTS changes nothing"),
    ("creator_owner", USUAL, 0, "CREATOR OWNER and GROUP are in no token"),
    ("null_dacl", (GROUP,), FULL_MASK, "a NULL DACL protects nothing"),
    ("empty_dacl", USUAL, 0, "an empty DACL grants nothing"),
    ("default_computer", USUAL, 0x20094, "a foreign account reads a computer by default"),
    ("default_computer", (DOMAIN + "-512",), FULL_MASK, "Domain Admins own it and have all"),
    ("protected_with_sacl", ME, FULL_MASK, "the SACL plays no part"),
]


def samba_grants(name, sids):
    token = security.token()
    token.sids = [security.dom_sid(text) for text in sids]
    token.num_sids = len(sids)
    wanted = ndr_unpack(security.descriptor, (GOOD / (name + ".bin")).read_bytes())
    granted = 0
    for bit in (1 << i for i in range(20) if FULL_MASK >> i & 1):
        try:
            samba.security.access_check(wanted, token, bit)
            granted |= bit
        except samba.NTSTATUSError:
            pass
    return granted


def main():
    MALFORMED.mkdir(parents=True, exist_ok=True)
    domain = security.dom_sid(DOMAIN)
    for name, text in SDDL.items():
        (GOOD / (name + ".bin")).write_bytes(ndr_pack(security.descriptor.from_sddl(text, domain)))
    for name, blob in BY_HAND.items():
        (GOOD / (name + ".bin")).write_bytes(blob)
    for name, blob in FAULTS.items():
        (MALFORMED / (name + ".bin")).write_bytes(blob)

    with open(GOOD / "samba_access.txt", "w", encoding="utf-8") as table:
        print("# descriptor, granted of 000f01ff, SIDs of the token, # because", file=table)
        for name, sids, expected, because in ACCESS:
            granted = samba_grants(name, sids)
            if granted != expected:
                raise SystemExit(f"{name}: Samba grants {granted:#x}, not {expected:#x}")
            print(f"{name} {granted:08x} {' '.join(sids)} # {because}", file=table)


if __name__ == "__main__":
    main()
