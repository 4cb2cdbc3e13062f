# SPDX-License-Identifier: GPL-3.0-or-later
"""Sockets that misbehave: relays which cut, slow down or edit what a good server says, and servers that are told
what to send. Each runs in threads of the program that starts it, and lasts as long as that does."""

import contextlib
import os
import select
import socket
import ssl
import threading
import time


class Over(Exception):
    """The connection is to be closed now."""


class Sink:
    """The way to the client: as much as `limit`, or a byte every second from the first on."""

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
    """As they come: for streams that are sealed after their first messages."""
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
    """There are too many sockets in this process for select()."""
    poll = select.poll()
    for end in ends:
        poll.register(end, select.POLLIN)
    numbers = {number for number, _ in poll.poll()}
    return [end for end in ends if end.fileno() in numbers]


class Duplex:
    """Reads what the server says, and meanwhile hands over to it what the client says: in one thread, since two may
    not share a TLS connection."""

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
    """Between clients and (target, port). `messages` takes the good server's stream apart, `edit(number, message)`
    yields what is sent instead of each; None hands it over. `shape` are arguments of Sink. `tls` is (context
    towards the client, context towards the server)."""

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
    """Takes what comes and says nothing."""
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
    """serve(client, port) for every connection."""
    for port in ports:
        listener = socket.create_server((address, port), backlog=64)
        threading.Thread(target=accept, args=(listener, port, serve), daemon=True).start()


def datagrams(sock, answer):
    while True:
        data, peer = sock.recvfrom(65536)
        with contextlib.suppress(TimeoutError):  # of whom it asks itself; the next question may fare better
            for reply in answer(data, False):
                sock.sendto(reply, peer)


def questions(client, answer, slow):
    while True:
        question = exactly(client, int.from_bytes(exactly(client, 2), "big"))
        for reply in answer(question, True):
            Sink(client, slow=slow).send(reply)


def listen_dns(address, answer, slow=False, port=53):
    """answer(question, over_tcp) gives what is sent, over TCP with the length it has there. It may raise Over."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((address, port))
    threading.Thread(target=datagrams, args=(sock, answer), daemon=True).start()
    listen(address, [port], lambda client, _port: questions(client, answer, slow))


def tls_contexts(folder, domain, run):
    """A CA of our own in folder/hostile-ca.pem, and contexts for a server of any name in the domain and for a client
    that believes everything. run(COMMAND...) runs openssl."""
    ca, key, pem, request = (os.path.join(folder, "hostile" + end)
                             for end in ("-ca.pem", ".key", ".pem", ".csr"))
    extension = os.path.join(folder, "hostile.ext")
    with open(extension, "w", encoding="ascii") as file:
        file.write(f"subjectAltName=DNS:*.{domain}\n")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    run("openssl", "req", "-x509", *curve, "-days", "2", "-subj", "/CN=Hostile CA", "-keyout", ca + ".key",
        "-out", ca)
    run("openssl", "req", *curve, "-subj", "/CN=hostile", "-keyout", key, "-out", request)
    run("openssl", "x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca + ".key", "-CAcreateserial",
        "-days", "2", "-extfile", extension, "-out", pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem, key)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    return server, client
