#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""far.py LISTEN TARGET MILLISECONDS: a UDP relay to a DNS server that delays each direction.

A client that sends one question after the other waits for each answer. On one machine, without a
delay, it would not show."""

import collections
import selectors
import socket
import sys
import time

KEPT = 256  # clients, with one socket each towards the server


def main():
    address, target, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3]) / 1000
    front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    front.bind((address, 53))
    selector = selectors.DefaultSelector()
    selector.register(front, selectors.EVENT_READ)
    clients, waiting = collections.OrderedDict(), collections.deque()
    while True:
        left = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for key, _ in selector.select(left):
            data, peer = key.fileobj.recvfrom(65536)
            if key.fileobj is not front:
                waiting.append((time.monotonic() + seconds, front, data, key.data))
                continue
            if peer not in clients:
                clients[peer] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                clients[peer].connect((target, 53))
                selector.register(clients[peer], selectors.EVENT_READ, peer)
                if len(clients) > KEPT:
                    old = clients.popitem(last=False)[1]
                    selector.unregister(old)
                    old.close()
            waiting.append((time.monotonic() + seconds, clients[peer], data, None))
        while waiting and waiting[0][0] <= time.monotonic():
            _, way, data, peer = waiting.popleft()
            if way.fileno() >= 0:
                way.sendto(data, peer) if peer else way.send(data)


main()
