# SPDX-License-Identifier: GPL-3.0-or-later
"""Security descriptors as values, and their bytes (MS-DTYP 2.4.2, 2.4.4, 2.4.5, 2.4.6).

Written from the specification, byte by byte, so that the tests share no code with the parser that
they test.
"""

import functools
import struct
from dataclasses import dataclass, field
from typing import NamedTuple, Optional

ALLOW, DENY, AUDIT, ALARM = 0x00, 0x01, 0x02, 0x03
OBJECT_ALLOW, OBJECT_DENY, OBJECT_AUDIT, OBJECT_ALARM = 0x05, 0x06, 0x07, 0x08
CALLBACK_ALLOW, CALLBACK_DENY = 0x09, 0x0A
CALLBACK_OBJECT_ALLOW, CALLBACK_OBJECT_DENY = 0x0B, 0x0C
OBJECT_TYPES = {OBJECT_ALLOW, OBJECT_DENY, OBJECT_AUDIT, OBJECT_ALARM, CALLBACK_OBJECT_ALLOW,
                CALLBACK_OBJECT_DENY}

OBJECT_INHERIT, CONTAINER_INHERIT, NO_PROPAGATE, INHERIT_ONLY, INHERITED = 1, 2, 4, 8, 16
AUDIT_SUCCESS, AUDIT_FAILURE = 0x40, 0x80

DACL_PRESENT, SACL_PRESENT, SELF_RELATIVE = 0x0004, 0x0010, 0x8000

GENERIC_ALL, GENERIC_EXECUTE = 0x10000000, 0x20000000
GENERIC_WRITE, GENERIC_READ = 0x40000000, 0x80000000
GENERIC = 0xF0000000

# MS-ADTS 5.1.3.2 and MS-SMB2 2.2.13.1: the mapping of the generic bits, and Full Control.
MAPPINGS = {
    "directory": {GENERIC_READ: 0x20094, GENERIC_WRITE: 0x20028, GENERIC_EXECUTE: 0x20004,
                  GENERIC_ALL: 0xF01FF},
    "file": {GENERIC_READ: 0x120089, GENERIC_WRITE: 0x120116, GENERIC_EXECUTE: 0x1200A0,
             GENERIC_ALL: 0x1F01FF},
}
FULL = {"directory": 0xF01FF, "file": 0x1F01FF}

HEADER_BYTES = 20


class Absent:
    """Marks an absent ACL, which differs from a NULL ACL (None)."""


class Ace(NamedTuple):
    kind: int
    flags: int
    mask: int
    trustee: str
    object_type: Optional[str] = None
    inherited_type: Optional[str] = None
    rest: bytes = b""  # a condition; or all bytes after the header, if there is no trustee


@dataclass
class Descriptor:
    owner: Optional[str]
    group: Optional[str]
    dacl: object  # a list of ACEs; None: NULL; Absent
    sacl: object = Absent
    control: int = 0  # bits besides those that the parts determine
    revision: int = 4  # of the ACLs
    order: tuple = field(default=("owner", "group", "sacl", "dacl"))


@functools.lru_cache(maxsize=None)
def sid(text):
    numbers = [int(part) for part in text.split("-")[1:]]
    return (bytes((numbers[0], len(numbers) - 2)) + numbers[1].to_bytes(6, "big")
            + b"".join(part.to_bytes(4, "little") for part in numbers[2:]))


@functools.lru_cache(maxsize=None)
def guid(text):
    one, two, three, four, five = text.split("-")
    return struct.pack("<IHH", int(one, 16), int(two, 16), int(three, 16)) + bytes.fromhex(
        four + five)


def map_generic(mask, kind):
    """The mask with its generic bits mapped for this kind of object."""
    if not mask & GENERIC:
        return mask
    mapped = mask & ~GENERIC
    for bit, rights in MAPPINGS[kind].items():
        if mask & bit:
            mapped |= rights
    return mapped


def ace_bytes(ace, map_as=None):
    if ace.trustee is None:
        return struct.pack("<BBH", ace.kind, ace.flags, 4 + len(ace.rest)) + ace.rest
    mask = map_generic(ace.mask, map_as) if map_as else ace.mask
    types = b""
    if ace.kind in OBJECT_TYPES:
        present = (ace.object_type is not None) | (ace.inherited_type is not None) << 1
        types = present.to_bytes(4, "little")
        if ace.object_type is not None:
            types += guid(ace.object_type)
        if ace.inherited_type is not None:
            types += guid(ace.inherited_type)
    body = types + sid(ace.trustee) + ace.rest
    return struct.pack("<BBHI", ace.kind, ace.flags, 8 + len(body), mask) + body


def acl_bytes(aces, revision, map_as=None):
    body = b"".join([ace_bytes(ace, map_as) for ace in aces])
    return struct.pack("<BBHHH", revision, 0, 8 + len(body), len(aces), 0) + body


def descriptor_bytes(descriptor, map_as=None):
    """The self-relative form. map_as: the kind whose mapping replaces the DACL's generic bits."""
    control = descriptor.control | SELF_RELATIVE
    parts = {}
    if descriptor.owner is not None:
        parts["owner"] = sid(descriptor.owner)
    if descriptor.group is not None:
        parts["group"] = sid(descriptor.group)
    if descriptor.dacl is not Absent:
        control |= DACL_PRESENT
        if descriptor.dacl is not None:
            parts["dacl"] = acl_bytes(descriptor.dacl, descriptor.revision, map_as)
    if descriptor.sacl is not Absent:
        control |= SACL_PRESENT
        if descriptor.sacl is not None:
            parts["sacl"] = acl_bytes(descriptor.sacl, descriptor.revision)
    at = {}
    body = b""
    for name in descriptor.order:
        if name in parts:
            at[name] = HEADER_BYTES + len(body)
            body += parts[name]
    return struct.pack("<BBHIIII", 1, 0, control, at.get("owner", 0), at.get("group", 0),
                       at.get("sacl", 0), at.get("dacl", 0)) + body
