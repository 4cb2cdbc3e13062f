#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""dnsrecord.py a ADDRESS TTL [HOURS] | aaaa ADDRESS TTL | cname NAME TTL | ptr NAME TTL |
ns NAME TTL | srv 'PRIORITY WEIGHT PORT NAME' TTL

Prints a value of the attribute dnsRecord, in base64: a static record, or one that was refreshed so
many hours ago."""

import base64
import socket
import struct
import sys
import time

TYPES = {"a": 1, "ns": 2, "cname": 5, "ptr": 12, "aaaa": 28, "srv": 33}
RANK_ZONE = 0xF0
HOURS_1601_TO_1970 = 3234576


def count_name(name):
    """DNS_COUNT_NAME, MS-DNSP 2.2.2.2.2."""
    labels = [label.encode() for label in name.rstrip(".").split(".")]
    data = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return bytes([len(data), len(labels)]) + data


def service(value):
    """RFC 2782, with a DNS_COUNT_NAME."""
    *numbers, name = value.split()
    return struct.pack(">HHH", *map(int, numbers)) + count_name(name)


def record(kind, value, ttl, hours=0):
    """MS-DNSP 2.3.2.2: all numbers are little-endian except the TTL."""
    family = {"a": socket.AF_INET, "aaaa": socket.AF_INET6}.get(kind)
    if family:
        data = socket.inet_pton(family, value)
    else:
        data = service(value) if kind == "srv" else count_name(value)
    head = struct.pack("<HHBBHI", len(data), TYPES[kind], 5, RANK_ZONE, 0, 1)
    return head + struct.pack(">I", ttl) + struct.pack("<II", 0, hours) + data


if __name__ == "__main__":
    refreshed = 0
    if len(sys.argv) > 4:
        refreshed = HOURS_1601_TO_1970 + int(time.time()) // 3600 - int(sys.argv[4])
    print(base64.b64encode(record(sys.argv[1], sys.argv[2], int(sys.argv[3]), refreshed)).decode())
