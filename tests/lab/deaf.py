#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""deaf.py MODE ADDRESS PORT...: a server that takes everything and does not answer it.

silent      never answers, over UDP and TCP
garbage     answers random bytes, over UDP and TCP
truncated   answers DNS questions, over UDP alone, with "ask over TCP" (RFC 1035, TC)
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


def main():
    mode, address, ports = sys.argv[1], sys.argv[2], [int(port) for port in sys.argv[3:]]
    datagrams, listeners, streams = [], [], []
    for port in ports:
        datagrams.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        datagrams[-1].bind((address, port))
        if mode != "truncated":
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
                # The question's id comes back, or a client would not even look.
                ready.sendto(data[:2] + NOISE.randbytes(198), peer)
            elif mode == "truncated" and len(data) > 12:
                # Flags QR, AA, TC; one question; no more.
                ready.sendto(data[:2] + b"\x86\0\0\1" + bytes(6) + question(data), peer)


main()
