# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of hostile file servers (MS-SMB2): edits of a good server's messages. The first one is
the answer to the negotiation; the answers to the session setup follow."""

import random

NETBIOS, HEADER = 4, 64
BODY = NETBIOS + HEADER
NOISE = random.Random(0)
PENDING = 0x00000103  # STATUS_PENDING


def put(message, offset, value, size):
    """The message with a little-endian number of that size at the offset."""
    return message[:offset] + value.to_bytes(size, "little") + message[offset + size:]


def framed(data, length=None):
    return (len(data) if length is None else length).to_bytes(4, "big") + data


def negotiate(offset, value, size):
    """A field of the answer to the negotiation (MS-SMB2 2.2.4)."""
    return lambda number, message: [
        put(message, BODY + offset, value, size) if number == 0 else message]


def header(offset, value, size, first=0):
    """A field of the header (MS-SMB2 2.2.1.2) of all answers from that one on."""
    return lambda number, message: [
        put(message, NETBIOS + offset, value, size) if number >= first else message]


def from_on(first, make):
    return lambda number, message: [make(message)] if number >= first else [message]


def interim(number, message):
    """The session setup is pending, and stays so (MS-SMB2 3.3.4.4)."""
    if number == 0:
        return [message]
    pending = put(put(message[:BODY], NETBIOS + 8, PENDING, 4), NETBIOS + 16, 3, 4)
    return [framed(pending[NETBIOS:] + b"\x09\0" + bytes(7))] * 1000


EDITS = {
    "noise behind the negotiation": from_on(1, lambda m: framed(NOISE.randbytes(len(m) - 4))),
    "noise without a frame": from_on(1, lambda m: NOISE.randbytes(200)),
    "noise at once": from_on(0, lambda m: NOISE.randbytes(200)),
    "a huge frame at once": from_on(0, lambda m: framed(m[4:], 0x00FFFFFF)),
    "a huge frame behind the negotiation": from_on(1, lambda m: framed(m[4:], 0x00FFFFFF)),
    "an empty frame": from_on(0, lambda m: framed(b"")),
    "a header cut in half": from_on(0, lambda m: framed(m[4:36])),
    "a body cut in half": from_on(0, lambda m: framed(m[4:100])),
    "a refusal of NetBIOS": from_on(0, lambda m: b"\x83\0\0\x01\x82"),
    "keep-alives alone": lambda number, message: [b"\x85\0\0\0"] * 1000,
    "SMB 1": from_on(0, lambda m: framed(b"\xffSMB\x72" + bytes(27) + b"\0\0\0")),
    "security data behind the end": negotiate(56, 0xFFFF, 2),
    "security data of 65,535 bytes": negotiate(58, 0xFFFF, 2),
    "security data before the body": negotiate(56, 1, 2),
    "a structure of another size": negotiate(0, 0xFFFF, 2),
    "an unknown dialect": negotiate(4, 0x9999, 2),
    "65,535 contexts": negotiate(6, 0xFFFF, 2),
    "contexts behind the end": negotiate(60, 0xFFFFFFFF, 4),
    "answers to another question": header(24, 0x7777, 8, first=1),
    "another command": header(12, 0x0B, 2, first=1),
    "a chain to nowhere": header(20, 0xFFFFFFF8, 4, first=1),
    "a chain to itself": header(20, 8, 4),
    "pending for ever": interim,
}
# Sizes that a client may believe, because no signature covers them: there is a gap, or the correct
# result.
SIZES = {
    "nothing may be sent": negotiate(28, 0, 4),
    "nothing may be read": negotiate(32, 0, 4),
    "4 GiB may be read": negotiate(32, 0xFFFFFFFF, 4),
    "no credits": header(14, 0, 2),
    "65,535 credits": header(14, 0xFFFF, 2),
}
