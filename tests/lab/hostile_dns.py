# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of hostile DNS servers (RFC 1035 4.1). Each function takes a question and the good answer
to it, and returns the messages to send."""

import itertools
import socket

HEADER = 12
TC, AA, QR = 0x0200, 0x0400, 0x8000
NS, SRV = 2, 33
SELF = b"\xc0\x0c"  # a pointer to the name in the question


def ask(server, question):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(5)
        sock.sendto(question, (server, 53))
        return sock.recv(65536)


def framed(message, over_tcp):
    return len(message).to_bytes(2, "big") + message if over_tcp else message


def end_of_question(message):
    at = HEADER
    while message[at]:
        at += message[at] + 1
    return at + 5


def reply(question, records=(), flags=QR | AA, count=None, repeated=True):
    """An answer without EDNS; `count` is the number of records in its header."""
    asked = question[HEADER:end_of_question(question)] if repeated else b""
    return (question[:2] + flags.to_bytes(2, "big") + (1 if repeated else 0).to_bytes(2, "big")
            + (len(records) if count is None else count).to_bytes(2, "big") + bytes(4) + asked
            + b"".join(records))


def record(owner, kind, data, ttl=300, length=None):
    return (owner + kind.to_bytes(2, "big") + b"\0\1" + ttl.to_bytes(4, "big")
            + (len(data) if length is None else length).to_bytes(2, "big") + data)


def label(text):
    return bytes([len(text)]) + text.encode("ascii")


def truncated_first(make):
    """Over UDP all answers are truncated. Over TCP `make` answers."""
    def answer(question, over_tcp):
        return make(question) if over_tcp else [reply(question, flags=QR | AA | TC)]
    return answer


def everywhere(make):
    """The same over UDP and TCP."""
    return lambda question, over_tcp: [framed(make(question), over_tcp)]


def cut_udp(server, length):
    return lambda question, over_tcp: [framed(ask(server, question)[:length], over_tcp)]


def closing(data):
    yield data
    raise_over()


def raise_over():
    from hostile_sockets import Over
    raise Over


def cut_tcp(server, length):
    return truncated_first(lambda question: closing(framed(ask(server, question), True)[:length]))


def wrong_id(question):
    return reply(bytes([question[0] ^ 0x55]) + question[1:], [ADDRESS])


def wrong_question(question):
    other = label("other") + b"\0" + question[end_of_question(question) - 4:]
    return reply(question[:HEADER] + other, [ADDRESS])


def pointer(offset):
    """A compressed owner that points there (RFC 1035 4.1.4)."""
    return (0xC000 | offset).to_bytes(2, "big")


def loop_of_two(question):
    at = end_of_question(question)
    return reply(question, [record(pointer(at + 2) + pointer(at), 1, bytes(4))])


def loop_in_data(question):
    """A CNAME whose target is a label and then a pointer to that label."""
    at = end_of_question(question) + 2 + 10
    return reply(question, [record(SELF, 5, label("a") + pointer(at))])


def chain(question, count):
    """A chain of CNAMEs without an address. The last one points to the first."""
    names = [label(f"c{number:04}") + b"\xc0" + bytes([HEADER]) for number in range(count)]
    return reply(question, [record(owner, 5, target)
                            for owner, target in zip([SELF] + names, names + [SELF])])


def longest_name(question):
    """A name of more than 255 octets, made of a chain of pointers."""
    at = end_of_question(question)
    records, previous = [], None
    for _ in range(6):
        target = label("x" * 63) + (b"\0" if previous is None else pointer(previous))
        records.append(record(SELF, 5, target))
        previous = at + 12
        at += len(records[-1])
    return reply(question, records)


ADDRESS = record(SELF, 1, bytes([192, 0, 2, 77]))

# No answer, or an answer that no client can parse.
UNREADABLE = {
    "wrong id": wrong_id,
    "a pointer to itself": lambda q: reply(
        q, [record(pointer(end_of_question(q)), 1, bytes(4))]),
    "two pointers to each other": loop_of_two,
    "a pointer behind the end": lambda q: reply(q, [record(pointer(0x3FFF), 1, bytes(4))]),
    "a loop in the data": loop_in_data,
    "65,535 records claimed": lambda q: reply(q, [ADDRESS], count=65535),
    "data behind the end": lambda q: reply(q, [record(SELF, 1, bytes(4), length=65535)]),
    "an address of three bytes": lambda q: reply(q, [record(SELF, 1, bytes(3))]),
    "a name of 384 bytes": longest_name,
    "a question and no answer bit": lambda q: reply(q, [ADDRESS], flags=AA),
    "wrong question": wrong_question,
    "no question": lambda q: reply(q, [record(label("other") + b"\0", 1, bytes(4))],
                                   repeated=False),
    "another operation": lambda q: reply(q, [ADDRESS], flags=QR | AA | 0x2800),
    "a header alone": lambda q: q[:2] + (QR | AA).to_bytes(2, "big") + b"\0\1\0\1" + bytes(4),
    "nothing": lambda q: b"",
    "an address of another name": lambda q: reply(
        q, [ADDRESS, record(label("other") + b"\0", 1, bytes(4))]),
    "a text beside the address": lambda q: reply(q, [ADDRESS, record(SELF, 16, b"\1x")]),
}
# Well-formed, but without the requested records: a check reports that, and there is no gap.
WORTHLESS = {
    "a CNAME chain that ends where it began": lambda q: reply(q, [
        record(SELF, 5, label("a") + b"\0"), record(label("a") + b"\0", 5, SELF)]),
    "1,000 CNAMEs in a ring": lambda q: chain(q, 1000),
    "TC over UDP and TCP": lambda q: reply(q, flags=QR | AA | TC),
}
# Over TCP, after TC over UDP.
STREAMS = {
    "a length of zero": lambda q: [b"\0\0"],
    "a length of 65,535 and nothing more": lambda q: [b"\xff\xff" + reply(q, [ADDRESS])],
    "a length shorter than the message": lambda q: [b"\0\x05" + reply(q, [ADDRESS])],
    "65,535 bytes of nothing": lambda q: [framed(reply(q) + bytes(65535 - len(reply(q))), True)],
    "endless bytes": lambda q: itertools.repeat(b"\xff" * 65536),
    "closed at once": lambda q: closing(b""),
}


def named(server, question, kind, target):
    """Answers questions of that kind with one name, whose labels end at the dots; all others as the
    server does."""
    if int.from_bytes(question[end_of_question(question) - 4:][:2], "big") != kind:
        return ask(server, question)
    name = b"".join(map(label, target.split("."))) + b"\0"
    head = b"\0\0\0\x64\x01\x85" if kind == SRV else b""
    return reply(question, [record(SELF, kind, head + name)])


def many_servers(question):
    """Answers SRV and NS questions with 2,600 names, as many as fit, all others with an address
    that no machine has."""
    kind = int.from_bytes(question[end_of_question(question) - 4:][:2], "big")
    if kind not in (NS, SRV):
        return reply(question, [record(SELF, 1, bytes([127, 9, 9, 9]))])
    head = bytes(6) if kind == SRV else b""
    return reply(question, [record(SELF, kind, head + label(f"s{number:04}") + b"\0")
                            for number in range(2600)])
