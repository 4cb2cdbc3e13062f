# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of hostile directory servers (RFC 4511, X.690): edits of a good server's messages. The
first message is the answer to the bind, the second one the rootDSE."""

import itertools

BIND, ROOT, ACCOUNTS = 0, 1, 3
ENTRY, DONE, REFERENCE, EXTENDED = 0x64, 0x65, 0x73, 0x78
HUGE = b"\x84\x7f\xff\xff\xff"
NOTICE_OF_DISCONNECTION = b"1.3.6.1.4.1.1466.20036"  # RFC 4511 4.4.1
PAGED_RESULTS = b"1.2.840.113556.1.4.319"  # RFC 2696
LEVELS = 20000
RANGED = {b"servicePrincipalName", b"objectClass", b"networkAddress", b"msExchStandbyCopyMachines",
          b"msExchServerRedundantMachines", b"siteList", b"otherWellKnownObjects"}


def element(tag, *parts):
    data = b"".join(parts)
    return bytes([tag]) + b"\x84" + len(data).to_bytes(4, "big") + data


def text(data):
    return element(0x04, data)


def take(data):
    """The tag, the content and what follows it."""
    length, at = data[1], 2
    if length & 0x80:
        at += length & 0x7F
        length = int.from_bytes(data[2:at], "big")
    return data[0], data[at:at + length], data[at + length:]


def parts(message):
    """The element of the message id, and the operation's tag and content."""
    content = take(message)[1]
    rest = take(content)[2]
    tag, body, _controls = take(rest)
    return content[:len(content) - len(rest)], tag, body


def at(number, make):
    """Replaces the message of that number by one or more that `make` returns."""
    def edit(index, message):
        return make(message) if index == number else [message]
    return edit


def entry(message, name, attributes):
    identity = parts(message)[0]
    return element(0x30, identity, element(ENTRY, text(name), attributes))


def nested(message):
    """Attributes nested deeper and deeper, with correct lengths."""
    inside = b""
    for _ in range(LEVELS):
        inside = element(0x30, inside)
    return [entry(message, b"", inside)]


def lying(message):
    """An attribute list that claims more bytes than there are."""
    return [entry(message, b"", b"\x30" + HUGE + b"\x30\x03\x04\x01a")]


def other_id(message):
    content = take(message)[1]
    return [element(0x30, b"\x02\x02\x70\x01", take(content)[2])]


def notice(message):
    return [element(0x30, b"\x02\x01\x00", element(
        EXTENDED, b"\x0a\x01\x34", text(b""), text(b"going down"),
        element(0x8A, NOTICE_OF_DISCONNECTION)))]


def reference_after_reference(message):
    return itertools.repeat(element(0x30, parts(message)[0], element(
        REFERENCE, text(b"ldap://elsewhere.example.com/"))) * 100)


def same_cookie():
    """Each search result announces another page."""
    def edit(_number, message):
        identity, tag, body = parts(message)
        if tag != DONE:
            return [message]
        value = element(0x30, b"\x02\x01\x00", text(b"next"))
        control = element(0x30, text(PAGED_RESULTS), text(value))
        return [element(0x30, identity, element(DONE, body), element(0xA0, control))]
    return edit


def elements(data):
    """The elements one after another: tag and content."""
    while data:
        tag, body, data = take(data)
        yield tag, body


def in_ranges(edit):
    """Attributes of several values are returned as a server does that limits their number
    (MS-ADTS 3.1.1.3.1.3.3): `edit` gets the number of the first value and all values, and returns
    the option and the values."""
    def attribute(body):
        (_, name), (_, values) = elements(body)
        plain, _, option = name.partition(b";range=")
        values = [text(value) for _, value in elements(values)]
        if plain not in RANGED or len(values) < 2 and not option:
            return element(0x30, body)
        first = int(option.partition(b"-")[0] or 0)
        option, values = edit(first, values)
        asked_alone = b"" if first else element(0x30, text(plain), element(0x31))
        return asked_alone + element(
            0x30, text(plain + b";range=%d-%s" % (first, option)), element(0x31, *values))

    def message(_number, message):
        identity, tag, body = parts(message)
        if tag != ENTRY:
            return [message]
        (_, name), (_, attributes) = elements(body)
        changed = element(0x30, *(attribute(each) for _, each in elements(attributes)))
        return [element(0x30, identity, element(ENTRY, text(name), changed))]
    return message


def one_by_one(first, values):
    return (b"*", values) if len(values) == 1 else (b"%d" % first, values[:1])


def renamed(tag):
    def make(message):
        identity, _, body = parts(message)
        return [element(0x30, identity, element(tag, body))]
    return make


def attributes_of(message):
    """The name of an entry, and its attributes: name and values."""
    (_, name), (_, attributes) = elements(parts(message)[2])
    return name, [[content for _, content in elements(each)] for _, each in elements(attributes)]


def changed(change):
    """An entry with other attributes."""
    def make(message):
        name, attributes = attributes_of(message)
        return [entry(message, name, element(0x30, *(
            element(0x30, text(each), element(0x31, values))
            for each, values in change(attributes))))]
    return make


def two_values(attributes):
    return [(name, values * 2 if name == b"objectGUID" else values) for name, values in attributes]


def in_lower_case(message):
    name, _ = attributes_of(message)
    return [message, entry(message, name.lower(), element(0x30))]


# The same as EDITS, but the gap must say that the answer is malformed.
CONTRADICTIONS = {
    "an account twice": at(ACCOUNTS, lambda m: [m, m]),
    "an account a second time, without attributes": at(ACCOUNTS, in_lower_case),
    "an attribute twice": at(ACCOUNTS, changed(lambda a: a + a[:1])),
    "an attribute in two ways to write it": at(ACCOUNTS, changed(
        lambda a: a + [(name.upper(), values) for name, values in a])),
    "two GUIDs of one account": at(ACCOUNTS, changed(two_values)),
    "two domains of one server": at(ROOT, changed(
        lambda a: a + [(b"DEFAULTNAMINGCONTEXT", text(b"DC=other"))])),
}
def endless(name, attributes=b""):
    """Entries without end, of which each has that name and these attributes."""
    return at(ACCOUNTS, lambda message: itertools.repeat(
        entry(message, name, element(0x30, attributes))))


def valued(name, *values):
    return element(0x30, text(name), element(0x31, *map(text, values)))


def behind(match, make, count):
    """Behind the first entry that contains all of `match`: what `make` returns of each number."""
    state = {}

    def edit(_number, message):
        if state or parts(message)[1] != ENTRY or any(word not in message for word in match):
            return [message]
        state["done"] = True
        return itertools.chain([message], (new for number in range(count)
                                           for new in make(message, number)))
    return edit


def controller(message, number):
    """An invented domain controller: its server object and its NTDS Settings."""
    server = b"CN=F%d,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration," \
        b"DC=corp,DC=example,DC=com" % number
    yield entry(message, server, element(
        0x30, valued(b"objectClass", b"top", b"server"), valued(b"cn", b"F%d" % number),
        valued(b"dNSHostName", b"f%d.corp.example.com" % number)))
    yield entry(message, b"CN=NTDS Settings," + server, element(
        0x30, valued(b"objectClass", b"top", b"applicationSettings", b"nTDSDSA"),
        valued(b"hasMasterNCs", b"DC=corp,DC=example,DC=com")))


def namesake(message, number):
    yield entry(message, b"CN=EXCMS01,OU=%d,DC=corp,DC=example,DC=com" % number,
                element(0x30, valued(b"cn", b"EXCMS01")))


# Functions of a message and its number that return the messages to send. Each must leave a gap.
EDITS = {
    "a huge length as the bind's answer": at(BIND, lambda m: [b"\x30" + HUGE + m]),
    "a huge length as the root's": at(ROOT, lambda m: [b"\x30" + HUGE + m]),
    "an indefinite length": at(ROOT, lambda m: [b"\x30\x80" + m + b"\0\0"]),
    "a length of 127 bytes": at(ROOT, lambda m: [b"\x30\xff" + b"\xff" * 127 + m]),
    "a length of 8 bytes": at(ROOT, lambda m: [b"\x30\x88" + b"\xff" * 8 + m]),
    "no LDAP at all": at(BIND, lambda m: [b"HTTP/1.1 400 Bad Request\r\n\r\n"]),
    "20,000 levels": at(ROOT, nested),
    "20,000 levels in an account": at(ACCOUNTS, nested),
    "more than there is": at(ROOT, lying),
    "more than there is in an account": at(ACCOUNTS, lying),
    "the root of another question": at(ROOT, other_id),
    "the end of another question": at(ROOT + 1, other_id),
    "an entry as the bind's answer": at(BIND, renamed(ENTRY)),
    "an unknown operation": at(ROOT, renamed(0x7E)),
    "a notice of disconnection": at(ROOT, notice),
    "a notice of disconnection amid the accounts": at(ACCOUNTS, notice),
    "references without end": at(ROOT + 1, reference_after_reference),
    "entries without end": at(ACCOUNTS, itertools.repeat),
    "entries with names of 4 KiB without end": endless(b"CN=" + b"x" * 4096),
    "entries with names of 1 MiB without end": endless(b"CN=" + b"x" * (1 << 20)),
    "attributes with names of 100 KiB without end": endless(b"CN=a", valued(b"a" * 102400)),
    "values of one byte without end": endless(b"CN=a", element(
        0x30, text(b"a"), element(0x31, b"\x04\x01a" * 300000))),
    "a value of 10 MiB": endless(b"CN=a", valued(b"a", bytes(10 << 20))),
    "7,000 objects of the CMS's name": behind(
        (b"CN=EXCMS01,CN=Computers", b"nTSecurityDescriptor"), namesake, 7000),
    "6,000 domain controllers": behind((b"serverReference",), controller, 6000),
    "pages without end": same_cookie(),
    "ranges without end": in_ranges(lambda first, values: (b"%d" % first, values[:1])),
    "a range with fewer values than it says": in_ranges(lambda _, values: (b"1499", values)),
    "a last range without values": in_ranges(
        lambda first, values: (b"*", []) if first else (b"0", values[:1])),
    "an empty message": at(ROOT, lambda m: [b"\x30\x00"]),
}


def sealed(length):
    """A packet of the SASL security layer (RFC 4422 3.7) of that length, once the layer is
    active."""
    def edit(_number, chunk):
        return [chunk] if chunk[:1] == b"\x30" else [length.to_bytes(4, "big") + chunk[4:]]
    return edit


# After a bind with Kerberos.
SEALED = {
    "a sealed packet of 4 GiB": sealed(0xFFFFFFFF),
    "a sealed packet of 2 GiB": sealed(0x7FFFFFFF),
    "a sealed packet of nothing": sealed(0),
    "a sealed packet that is longer than it says": sealed(17),
}
