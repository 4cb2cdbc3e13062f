# SPDX-License-Identifier: GPL-3.0-or-later
"""SDDL against Samba's reader and writer, byte for byte, both ways:

    ours to Samba   the text that `cmsready acl --convert` writes gives the same bytes in Samba
    Samba to ours   the text that Samba writes gives the same bytes in `cmsready acl --convert`

The descriptors have the layout of Samba: owner, group, SACL, DACL, ACLs of revision 4. Left out,
because Samba 4.17 has no such texts or reads them differently:
  - a NULL ACL (NO_ACCESS_CONTROL), ACE flag CR, conditional ACEs, labels and the other ACEs of
    later versions
  - rights by names of files and registry keys: FA reads as 0x1ff (flags F and A of an ACE), the
    names of keys not at all. Our texts with such names are not given to Samba; Samba's texts, in
    hexadecimal, are given to us
  - flags of a DACL without ACEs before a SACL: Samba writes "D:PS:", as we do, and cannot read it
  - SIDs whose authority needs hexadecimal, or without sub-authorities; small letters
"""

import base64

from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack

import reference
from descriptors import (ALARM, ALLOW, AUDIT, DENY, OBJECT_ALARM, OBJECT_ALLOW, OBJECT_AUDIT,
                         OBJECT_DENY, OBJECT_TYPES, Absent, Ace, Descriptor, descriptor_bytes)
from draw import DOMAIN, OTHER_TYPE, Draw
from engine import Asked

COUNT = 20000
SEED = 20070913
DACL_CONTROL = (0x0100, 0x0400, 0x1000)  # AR, AI, P
SACL_CONTROL = (0x0200, 0x0800, 0x2000)
ACE_FLAGS = (0x01, 0x02, 0x04, 0x08, 0x10)
AUDIT_FLAGS = (0x40, 0x80)
FILE_ALL = 0x1F01FF
NAMED_BY_US_ALONE = {FILE_ALL, 0xF003F, 0x20019, 0x20006}  # FA, KA, KR and KX, KW
NAMED = [FILE_ALL, 0x120089, 0x120116, 0x1200A0, 0xF003F, 0x20019, 0xF01FF, 0x20094]

DOMAIN_RIDS = (498, 500, 501, *range(512, 528), 553, 571, 572, 1000, 4294967295)
BUILTIN_RIDS = range(544, 581)
KNOWN = ("S-1-0-0 S-1-1-0 S-1-2-0 S-1-3-0 S-1-3-1 S-1-3-4 S-1-5-2 S-1-5-4 S-1-5-6 S-1-5-7 S-1-5-9 "
         "S-1-5-10 S-1-5-11 S-1-5-12 S-1-5-13 S-1-5-18 S-1-5-19 S-1-5-20 S-1-5-33 S-1-15-2-1 "
         "S-1-16-4096 S-1-16-8192 S-1-16-8448 S-1-16-12288 S-1-16-16384 S-1-18-1 S-1-18-2 "
         "S-1-5-84-0-0-0-0-0 S-1-5-80-0").split()
TYPES = [reference.COMPUTER, reference.SPN, reference.ZERO, OTHER_TYPE,
         "ffffffff-ffff-ffff-ffff-ffffffffffff", "00000001-0002-0003-0405-060708090a0b"]


class TextDraw(Draw):
    our_names = False  # whether there are rights that only our texts have a name for

    def sid(self):
        way = self.random()
        if way < 0.35:
            return f"{DOMAIN}-{self.choice(DOMAIN_RIDS)}"
        if way < 0.50:
            return f"S-1-5-32-{self.choice(BUILTIN_RIDS)}"
        if way < 0.80:
            return self.choice(KNOWN)
        subs = "-".join(str(self.getrandbits(32)) for _ in range(self.randint(1, 15)))
        return f"S-1-{self.getrandbits(self.choice((3, 32)))}-{subs}"

    def text_mask(self):
        way = self.random()
        if way < 0.45:
            mask = self.mask("directory", 20)
        elif way < 0.60:
            mask = self.choice(NAMED)
        else:
            mask = self.getrandbits(32) & self.getrandbits(32)
        return 0xF01FF if mask in NAMED_BY_US_ALONE and not self.our_names else mask

    def some_of(self, bits):
        return sum(bit for bit in bits if self.chance(40)) if self.chance(60) else 0

    def ace(self, kinds, flags):
        kind = self.choice(kinds)
        types = [None, None]
        if kind in OBJECT_TYPES:
            types = [self.choice(TYPES) if self.chance(60) else None for _ in types]
        return Ace(kind, self.some_of(flags), self.text_mask(), self.sid(), *types)

    def acl(self, absent_percent, kinds, flags, control):
        if self.chance(absent_percent):
            return Absent, 0
        count = self.randint(0, self.choice((2, 8, 20)))
        return [self.ace(kinds, flags) for _ in range(count)], self.some_of(control)

    def text_descriptor(self):
        self.our_names = self.chance(10)
        dacl, dacl_control = self.acl(
            5, (ALLOW, DENY, OBJECT_ALLOW, OBJECT_DENY), ACE_FLAGS, DACL_CONTROL)
        sacl, sacl_control = self.acl(
            60, (AUDIT, ALARM, OBJECT_AUDIT, OBJECT_ALARM), ACE_FLAGS + AUDIT_FLAGS, SACL_CONTROL)
        return Descriptor(owner=None if self.chance(10) else self.sid(),
                          group=None if self.chance(10) else self.sid(), dacl=dacl, sacl=sacl,
                          control=dacl_control | sacl_control)


def text_for_samba(descriptor):
    """Whether Samba can read the text of the descriptor."""
    acls = [acl for acl in (descriptor.dacl, descriptor.sacl) if acl is not Absent]
    if any(ace.mask in NAMED_BY_US_ALONE for acl in acls for ace in acl):
        return False
    flags_alone = descriptor.dacl == [] and descriptor.control & sum(DACL_CONTROL)
    return not (flags_alone and descriptor.sacl is not Absent)


def against_samba(cmsready, count):
    draw = TextDraw(SEED)
    domain = security.dom_sid(DOMAIN)
    drawn = []
    comparable = 0
    while comparable < COUNT:
        drawn.append(draw.text_descriptor())
        comparable += text_for_samba(drawn[-1])
    raw = [descriptor_bytes(one) for one in drawn]
    texts = [ndr_unpack(security.descriptor, one).as_sddl(domain) for one in raw]
    command = [cmsready, "acl", "--convert"]
    asked = Asked(command, ({"sd": base64.b64encode(one).decode(), "domain_sid": DOMAIN}
                            for one in raw))
    wrong = []
    for one, given, ours in zip(drawn, raw, asked.answers()):
        if not text_for_samba(one):
            continue
        try:
            read = ndr_pack(security.descriptor.from_sddl(ours["sddl"], domain))
        except TypeError as error:
            read = str(error).encode()
        if read != given:
            wrong.append(f"{ours['sddl']} is {read.hex()} to Samba, not {given.hex()}")
    count.group("SDDL of ours, read by Samba", comparable, wrong)

    # An empty text is refused: it is more likely lost than a descriptor without any part.
    both = [(text, given) for text, given in zip(texts, raw) if text]
    asked = Asked(command, ({"sddl": text, "domain_sid": DOMAIN} for text, _ in both))
    wrong = [f"{text} is {base64.b64decode(ours['sd']).hex()} to cmsready, not {given.hex()}"
             for (text, given), ours in zip(both, asked.answers())
             if base64.b64decode(ours["sd"]) != given]
    count.group("SDDL of Samba's, read by us", len(both), wrong)
