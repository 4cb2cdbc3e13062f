#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""deaf.py MODE ADDRESS PORT...: a server that accepts everything and gives no useful answer.

silent      never answers, over UDP and TCP
garbage     answers random bytes, over UDP and TCP
silent-udp  never answers, over UDP only
truncated   answers DNS questions, over UDP only, with a truncated answer (RFC 1035, TC)
other-id    answers NXDOMAIN, authoritative, over UDP, with another id than the question
other-name  the same with the right id, but another name than the question
"""

import random
import select
import socket
import sys

NOISE = random.Random(0)


def question(data):
    """The name, type and class behind the header of a DNS message."""
    at = 12
    while at < len(data) and data[at]:
        at += data[at] + 1
    return data[12:at + 5]


def denial(data, mode):
    """NXDOMAIN, authoritative: flags QR, AA, code 3; one question."""
    wrong = bytearray(data[:2] + b"\x84\x03\0\1" + bytes(6) + question(data))
    wrong[1 if mode == "other-id" else 13] ^= 1
    return bytes(wrong)


def main():
    mode, address, ports = sys.argv[1], sys.argv[2], [int(port) for port in sys.argv[3:]]
    datagrams, listeners, streams = [], [], []
    for port in ports:
        datagrams.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        datagrams[-1].bind((address, port))
        if mode not in ("truncated", "silent-udp"):
            listeners.append(socket.create_server((address, port)))
    while True:
        for ready in select.select(datagrams + listeners + streams, [], [])[0]:
            if ready in listeners:
                streams.append(ready.accept()[0])
                continue
            try:
                data, peer = ready.recvfrom(65536)
            except OSError:
                data, peer = b"", None
            if ready in streams and not data:
                streams.remove(ready)
                ready.close()
            elif mode == "garbage" and ready in streams:
                ready.sendall(NOISE.randbytes(200))
            elif mode == "garbage":
                # The answer has the question's id, or a client would ignore it.
                ready.sendto(data[:2] + NOISE.randbytes(198), peer)
            elif mode == "truncated" and len(data) > 12:
                # Flags QR, AA, TC; one question; no records.
                ready.sendto(data[:2] + b"\x86\0\0\1" + bytes(6) + question(data), peer)
            elif mode.startswith("other-") and ready in datagrams and len(data) > 13:
                ready.sendto(denial(data, mode), peer)


main()
