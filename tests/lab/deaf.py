#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""deaf.py silent|garbage ADDRESS PORT...: a server that takes UDP and TCP and never answers, or nonsense."""

import random
import select
import socket
import sys

NOISE = random.Random(0)


def main():
    mode, address, ports = sys.argv[1], sys.argv[2], [int(port) for port in sys.argv[3:]]
    datagrams, listeners, streams = [], [], []
    for port in ports:
        datagrams.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        datagrams[-1].bind((address, port))
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


main()
