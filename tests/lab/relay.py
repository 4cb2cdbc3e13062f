#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""relay.py MODE NUMBER LISTEN TARGET PORT...: a TCP relay that misbehaves, from LISTEN to TARGET.

pass 0       relays
hang 0       accepts and does nothing
die BYTES    closes after that many bytes of the server's answers, counted per connection
stall BYTES  sends nothing after that many bytes, and keeps the connection open
old 0        never answers clients that negotiate SMB 2, and keeps the connection open, as Windows
             Server 2003 does
slow BYTES   forwards that many bytes of the server's answers per second
"""

import socket
import sys
import threading
import time


def copy(source, sink, limit=None, rate=None, stall=False):
    """Returns how many bytes it forwarded."""
    left, total = limit, 0
    try:
        while left is None or left > 0:
            data = source.recv(65536 if rate is None else max(1, rate // 5))
            if not data:
                break
            if left is not None:
                data = data[:left]
                left -= len(data)
            sink.sendall(data)
            total += len(data)
            if rate is not None:
                time.sleep(len(data) / rate)
    except OSError:
        pass
    if stall and left == 0:
        time.sleep(3600)
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
    return total


def greets_with_smb2(client):
    """Whether the first message, after its length (4 bytes), is one of SMB 2 (MS-SMB2 2.2.1)."""
    return client.recv(8, socket.MSG_PEEK | socket.MSG_WAITALL)[4:] == b"\xfeSMB"


def serve(client, mode, number, target, port):
    if mode == "hang" or mode == "old" and greets_with_smb2(client):
        while client.recv(1) or True:
            time.sleep(3600)
    server = socket.create_connection((target, port))
    answers = {"die": {"limit": number}, "stall": {"limit": number, "stall": True},
               "slow": {"rate": number}}.get(mode, {})
    threading.Thread(target=copy, args=(client, server), daemon=True).start()
    print("port %d: %d bytes of answers" % (port, copy(server, client, **answers)), flush=True)


def listen(listener, mode, number, target, port):
    while True:
        client = listener.accept()[0]
        threading.Thread(target=serve, args=(client, mode, number, target, port),
                         daemon=True).start()


def main():
    if len(sys.argv) < 6 or sys.argv[1] not in ("pass", "hang", "die", "stall", "old", "slow"):
        sys.exit(__doc__)
    mode, number, address, target = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    for port in map(int, sys.argv[5:]):
        listener = socket.create_server((address, port))
        threading.Thread(target=listen, args=(listener, mode, number, target, port)).start()


main()
