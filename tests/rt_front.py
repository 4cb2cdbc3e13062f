# SPDX-License-Identifier: GPL-3.0-or-later
"""A server in front of RT, as sites have them: with TLS, or one that takes its time."""

import contextlib
import re
import socket
import threading
import time

from rt import PORT


class Front(threading.Thread):
    """Passes requests on, also those of senders that are gone meanwhile. Holds up those that ask
    for a ticket. Its port is free."""

    def __init__(self, seconds=0, tls=None):
        super().__init__(daemon=True)
        self.seconds, self.tls = seconds, tls
        self.asked = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, contextlib.suppress(OSError):
            if self.tls:
                client = self.tls.wrap_socket(client, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                request += client.recv(65536) or b"\r\n\r\n"
            head, body = request.split(b"\r\n\r\n", 1)
            length = re.search(rb"(?i)\r\ncontent-length: *([0-9]+)", head)
            while length and len(body) < int(length[1]):
                body += client.recv(65536)
            if head.startswith(b"POST /REST/2.0/ticket "):
                self.asked.set()
                time.sleep(self.seconds)
            with socket.create_connection(("127.0.0.1", PORT)) as tracker:
                tracker.sendall(head + b"\r\n\r\n" + body)
                while data := tracker.recv(65536):
                    client.sendall(data)
            client.close()
