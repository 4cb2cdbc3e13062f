#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes the same answers with Samba's library (python3-samba), for comparison.

usage: job.py each FILE     the descriptors of descriptors.bin, ROUNDS times over: prints the median
                            time for ndr_unpack and access_check in microseconds per descriptor,
                            without the interpreter's start, then the granted masks
       job.py lines         reads questions as JSON Lines from standard input, writes answers as
                            JSON Lines to standard output
"""

import base64
import json
import statistics
import struct
import sys
import time

import samba.security
from samba.dcerpc import security
from samba.ndr import ndr_unpack

ROUNDS = 7
MAXIMUM_ALLOWED = 0x02000000
FULL = 0xF01FF


def token_of(sids):
    token = security.token()
    token.sids = sids
    token.num_sids = len(sids)
    return token


def granted_to(raw, token):
    descriptor = ndr_unpack(security.descriptor, raw)
    try:
        return samba.security.access_check(descriptor, token, MAXIMUM_ALLOWED)
    except samba.NTSTATUSError:
        return 0


def records(path):
    with open(path, "rb") as file:
        while head := file.read(4):
            yield file.read(struct.unpack("<I", head)[0])


def sids_of(raw):
    while raw:
        length = 8 + 4 * raw[1]
        yield ndr_unpack(security.dom_sid, raw[:length])
        raw = raw[length:]


def each(path):
    token_raw, *raw = records(path)
    token = token_of(list(sids_of(token_raw)))
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        granted = [granted_to(one, token) for one in raw]
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds) / len(raw) * 1e6)
    for mask in granted:
        print(f"{mask:#010x}")


def lines():
    sids = token = None
    for line in sys.stdin:
        question = json.loads(line)
        if question["token"] != sids:
            sids = question["token"]
            token = token_of([security.dom_sid(sid) for sid in sids])
        granted = granted_to(base64.b64decode(question["sd"]), token)
        print(json.dumps({"id": question["id"], "granted": f"{granted:#010x}",
                          "full_control": granted & FULL == FULL}))


if sys.argv[1:2] == ["each"] and len(sys.argv) == 3:
    each(sys.argv[2])
elif sys.argv[1:] == ["lines"]:
    lines()
else:
    sys.exit(__doc__)
