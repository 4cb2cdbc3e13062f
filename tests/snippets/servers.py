# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTPS where the blocks expect it: names, certificates, a receiver that records, a way to RT."""

import functools
import http.server
import socket
import ssl
import threading

from world import call

ADDRESS = {"example.service-now.com": "127.0.0.51", "rt.example.com": "127.0.0.52"}


class Names:
    """The names in /etc/hosts, and a certificate for them that the blocks trust."""

    def __init__(self, world):
        self.certificate, self.key = world.folder / "server.pem", world.folder / "server.key"
        with open("/etc/hosts", "a", encoding="ascii") as hosts:
            hosts.writelines(f"{address} {name}\n" for name, address in ADDRESS.items())
        call("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
             "-addext", "subjectAltName=" + ",".join(f"DNS:{name}" for name in ADDRESS),
             "-keyout", self.key, "-out", self.certificate)
        self.environment = {"CURL_CA_BUNDLE": self.certificate, "SSL_CERT_FILE": self.certificate}

    def wrap(self, connection):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context.wrap_socket(connection, server_side=True)


@functools.lru_cache
def names_of(world):
    return Names(world)


class Receiver:
    """Answers each POST with `status` and keeps what came: path, headers and body."""

    def __init__(self, names, host):
        self.posts, self.status = [], 200
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            """One request."""

            def do_POST(self):  # pylint: disable=invalid-name
                """As the base class calls it."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.posts.append((self.path, self.headers, body))
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, *_):  # pylint: disable=arguments-differ
                """Says nothing."""

        self.server = http.server.ThreadingHTTPServer((ADDRESS[host], 443), Handler)
        self.server.socket = names.wrap(self.server.socket)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def front(names, host, port):
    """TLS at the host's address, in front of the plain port of this machine. Until the end."""
    listening = socket.create_server((ADDRESS[host], 443))

    def copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            target.close()

    def serve():
        while True:
            outside, _ = listening.accept()
            try:
                outside = names.wrap(outside)
                inside = socket.create_connection(("127.0.0.1", port))
            except OSError:
                outside.close()
                continue
            for pair in ((outside, inside), (inside, outside)):
                threading.Thread(target=copy, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
