# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of security descriptors, made byte by byte (MS-DTYP 2.4), with malformed ones."""

import struct

from samba.dcerpc import security
from samba.ndr import ndr_pack

DESCRIPTOR_HEADER = 20
DACL_PRESENT, SACL_PRESENT, SELF_RELATIVE = 0x0004, 0x0010, 0x8000
BOTH_PRESENT = DACL_PRESENT | SACL_PRESENT | SELF_RELATIVE


def sid(text):
    return ndr_pack(security.dom_sid(text))


def guid(text):
    one, two, three, four, five = text.split("-")
    return struct.pack("<IHH", int(one, 16), int(two, 16), int(three, 16)) + bytes.fromhex(
        four + five)


def ace(kind, flags, body):
    return struct.pack("<BBH", kind, flags, 4 + len(body)) + body


def plain_body(mask, trustee, rest=b""):
    return struct.pack("<I", mask) + sid(trustee) + rest


def object_body(mask, present, guids, trustee, rest=b""):
    return struct.pack("<II", mask, present) + guids + sid(trustee) + rest


def acl(aces, revision=4, slack=b"", size=None, count=None, sbz1=0, sbz2=0):
    body = b"".join(aces) + slack
    return struct.pack("<BBHHH", revision, sbz1, 8 + len(body) if size is None else size,
                       len(aces) if count is None else count, sbz2) + body


def descriptor(parts, control=DACL_PRESENT | SELF_RELATIVE, revision=1, offsets=None, sbz1=0):
    """A descriptor of (name, bytes) in this order; `offsets` replaces the computed offsets."""
    at = dict.fromkeys(("owner", "group", "sacl", "dacl"), 0)
    body = b""
    for name, part in parts:
        at[name] = DESCRIPTOR_HEADER + len(body)
        body += part
    at.update(offsets or {})
    return struct.pack("<BBHIIII", revision, sbz1, control, at["owner"], at["group"], at["sacl"],
                       at["dacl"]) + body
