#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads LDIF and prints its binary SIDs and security descriptors as text, one ACE per line.

Written from MS-DTYP 2.4.2, 2.4.4 and 2.4.6. It shares no code with the lab's servers or cmsready.
"""

import base64
import struct
import sys
import uuid

TYPES = {0: "allow", 1: "deny", 5: "object-allow", 6: "object-deny"}
DACL_PRESENT = 0x4


def sid(data):
    count = data[1]
    authority = int.from_bytes(data[2:8], "big")
    parts = struct.unpack_from("<%dI" % count, data, 8)
    return "S-%d-%d" % (data[0], authority) + "".join("-%d" % part for part in parts)


def ace(data):
    kind, flags, _, mask = struct.unpack_from("<BBHI", data)
    at, guids = 8, ["-", "-"]
    if kind in (5, 6):
        present, = struct.unpack_from("<I", data, at)
        at += 4
        for i in range(2):
            if present & 1 << i:
                guids[i] = str(uuid.UUID(bytes_le=data[at:at + 16]))
                at += 16
    return "ace %s flags=0x%02x mask=0x%08x object=%s inherited=%s %s" % (
        TYPES.get(kind, kind), flags, mask, guids[0], guids[1], sid(data[at:]))


def descriptor(data):
    _, _, control, owner, group, _, dacl = struct.unpack_from("<BBHIIII", data)
    yield "control 0x%04x" % control
    if owner:
        yield "owner " + sid(data[owner:])
    if group:
        yield "group " + sid(data[group:])
    if not control & DACL_PRESENT:
        yield "dacl absent"
    elif not dacl:
        yield "dacl null"
    else:
        count, = struct.unpack_from("<H", data, dacl + 4)
        yield "dacl %d" % count
        at = dacl + 8
        for _ in range(count):
            yield ace(data[at:])
            at += struct.unpack_from("<H", data, at + 2)[0]


def main():
    for line in sys.stdin:
        name, _, value = line.rstrip("\n").partition(":: ")
        if name == "objectSid":
            print("objectSid " + sid(base64.b64decode(value)))
        elif name == "nTSecurityDescriptor":
            print("\n".join(descriptor(base64.b64decode(value))))


main()
