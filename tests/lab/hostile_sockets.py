# SPDX-License-Identifier: GPL-3.0-or-later
"""Sockets that misbehave: relays that truncate, slow down or edit the answers of a good server, and
servers that send given bytes. They run in threads of the program that starts them, until it
ends."""

import contextlib
import os
import select
import socket
import ssl
import threading
import time


class Over(Exception):
    """The connection must be closed now."""


class Sink:
    """Sends to the client: at most `limit` bytes, or one byte per second."""

    def __init__(self, client, limit=None, slow=False):
        self.client, self.left, self.slow = client, limit, slow

    def send(self, data):
        if self.left is not None:
            data = data[:self.left]
            self.left -= len(data)
        if self.slow:
            for byte in data:
                self.client.sendall(bytes([byte]))
                time.sleep(1)
        else:
            self.client.sendall(data)
        if self.left == 0:
            raise Over


def exactly(source, count):
    data = b""
    while len(data) < count:
        more = source.recv(count - len(data))
        if not more:
            raise Over
        data += more
    return data


def chunks(source):
    """Chunks as they arrive: for streams that are encrypted after their first messages."""
    while data := source.recv(65536):
        yield data


def ldap_messages(source):
    """RFC 4511 5.1: one BER SEQUENCE each, of definite length."""
    while True:
        head = exactly(source, 2)
        length = head[1]
        if length & 0x80:
            head += exactly(source, length & 0x7F)
            length = int.from_bytes(head[2:], "big")
        yield head + exactly(source, length)


def smb_messages(source):
    """MS-SMB2 2.1: a zero byte and three bytes of length before each."""
    while True:
        head = exactly(source, 4)
        yield head + exactly(source, int.from_bytes(head[1:], "big"))


def close(*ends):
    for end in ends:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        try:
            end.close()
        except OSError:
            pass


def readable(*ends):
    """Waits with poll(), because this process has too many sockets for select()."""
    poll = select.poll()
    for end in ends:
        poll.register(end, select.POLLIN)
    numbers = {number for number, _ in poll.poll()}
    return [end for end in ends if end.fileno() in numbers]


class Duplex:
    """Reads from the server, and meanwhile forwards the client's data to it. It uses one thread,
    because two threads must not share a TLS connection."""

    def __init__(self, client, server):
        self.client, self.server = client, server

    def recv(self, count):
        while True:
            ready = [end for end in (self.server, self.client)
                     if isinstance(end, ssl.SSLSocket) and end.pending()]
            if not ready:
                ready = readable(self.server, self.client)
            if self.server in ready:
                return self.server.recv(count)
            data = self.client.recv(65536)
            if not data:
                raise Over
            self.server.sendall(data)


class Relay:
    """A relay between clients and (target, port). `messages` splits the good server's stream.
    `edit(number, message)` yields the messages to send instead of each; None forwards all. `shape`
    are arguments of Sink. `tls` is (context towards the client, context towards the server)."""

    def __init__(self, target, messages=chunks, edit=None, tls=None, **shape):
        self.target, self.messages, self.edit = target, messages, edit
        self.tls, self.shape = tls, shape

    def __call__(self, client, port):
        server = socket.create_connection((self.target, port))
        try:
            if self.tls is not None:
                client = self.tls[0].wrap_socket(client, server_side=True)
                server = self.tls[1].wrap_socket(server)
            self.hand_over(Duplex(client, server), Sink(client, **self.shape))
        finally:
            close(client, server)

    def hand_over(self, server, sink):
        for number, message in enumerate(self.messages(server)):
            for part in [message] if self.edit is None else self.edit(number, message):
                sink.send(part)


def silence(client, _port):
    """Reads everything and sends nothing."""
    while client.recv(65536):
        pass
    time.sleep(3600)


def says(*parts, tls=None, again=False):
    """Waits for the first bytes of the client, sends these, and keeps the connection open."""
    def serve(client, _port):
        if tls is not None:
            client = tls[0].wrap_socket(client, server_side=True)
        client.recv(65536)
        for part in parts:
            client.sendall(part)
        while again:
            client.sendall(parts[-1])
        silence(client, _port)
    return serve


def guarded(serve, *arguments):
    try:
        serve(*arguments)
    except (OSError, Over, ValueError, ssl.SSLError):
        pass
    finally:
        if isinstance(arguments[0], socket.socket):
            close(arguments[0])


def accept(listener, port, serve):
    while True:
        client = listener.accept()[0]
        threading.Thread(target=guarded, args=(serve, client, port), daemon=True).start()


def listen(address, ports, serve):
    """Calls serve(client, port) for every connection."""
    for port in ports:
        listener = socket.create_server((address, port), backlog=64)
        threading.Thread(target=accept, args=(listener, port, serve), daemon=True).start()


def datagrams(sock, answer):
    while True:
        data, peer = sock.recvfrom(65536)
        with contextlib.suppress(TimeoutError):  # of the server behind; the next question may work
            for reply in answer(data, False):
                sock.sendto(reply, peer)


def questions(client, answer, slow):
    while True:
        question = exactly(client, int.from_bytes(exactly(client, 2), "big"))
        for reply in answer(question, True):
            Sink(client, slow=slow).send(reply)


def listen_dns(address, answer, slow=False, port=53):
    """answer(question, over_tcp) returns the messages to send, over TCP with their length prefix.
    It may raise Over."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((address, port))
    threading.Thread(target=datagrams, args=(sock, answer), daemon=True).start()
    listen(address, [port], lambda client, _port: questions(client, answer, slow))


def tls_contexts(folder, domain, run):
    """Makes a CA in folder/hostile-ca.pem. Returns contexts for a server of any name in the domain,
    and for a client that verifies nothing. run(COMMAND...) runs openssl."""
    ca, key, pem, request = (os.path.join(folder, "hostile" + end)
                             for end in ("-ca.pem", ".key", ".pem", ".csr"))
    extension = os.path.join(folder, "hostile.ext")
    with open(extension, "w", encoding="ascii") as file:
        file.write(f"subjectAltName=DNS:*.{domain}\n")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    run("openssl", "req", "-x509", *curve, "-days", "2", "-subj", "/CN=Hostile CA",
        "-keyout", ca + ".key", "-out", ca)
    run("openssl", "req", *curve, "-subj", "/CN=hostile", "-keyout", key, "-out", request)
    run("openssl", "x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca + ".key",
        "-CAcreateserial", "-days", "2", "-extfile", extension, "-out", pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem, key)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    return server, client
