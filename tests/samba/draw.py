# SPDX-License-Identifier: GPL-3.0-or-later
"""Random descriptors and tokens. The same seed draws the same ones, on every Python 3."""

import random

import reference
from descriptors import (ALARM, ALLOW, AUDIT, AUDIT_FAILURE, AUDIT_SUCCESS, CALLBACK_ALLOW,
                         CALLBACK_DENY, CALLBACK_OBJECT_ALLOW, CALLBACK_OBJECT_DENY,
                         CONTAINER_INHERIT, DENY, FULL, GENERIC_ALL, GENERIC_EXECUTE,
                         GENERIC_READ, GENERIC_WRITE, INHERIT_ONLY, INHERITED, NO_PROPAGATE,
                         OBJECT_ALARM, OBJECT_ALLOW, OBJECT_AUDIT, OBJECT_DENY, OBJECT_INHERIT,
                         OBJECT_TYPES, Absent, Ace, Descriptor)

DOMAIN = "S-1-5-21-3286968501-24975625-1618430583"
TRUSTEES = [f"{DOMAIN}-1104", f"{DOMAIN}-1105", f"{DOMAIN}-1200", f"{DOMAIN}-4294967295",
            f"{DOMAIN}-512", "S-1-5-21-1-2-3-512", "S-1-1-0", "S-1-5-11", "S-1-5-2",
            "S-1-5-32-544", "S-1-5-32-548", "S-1-5-80-1-2-3-4-5"]
IN_NO_ACE = [f"{DOMAIN}-513", "S-1-5-15", "S-1-5-32-545", "S-1-18-1"]
GENERICS = [GENERIC_ALL, GENERIC_READ, GENERIC_WRITE, GENERIC_EXECUTE]
RIGHTS = [1 << i for i in range(9)] + [1 << i for i in range(16, 21)]
CONDITION = b"artx" + bytes(12)  # the magic of a conditional expression, MS-DTYP 2.4.4.17
UNKNOWN_TYPES = (0x04, 0x16, 0x7F, 0xFF)
DATA_LENGTHS = (0, 4, 12)
OTHER_TYPE = "ab721a53-1e2f-11d0-9819-00aa0040529b"
TYPES = [reference.COMPUTER, reference.RESET_PASSWORD, reference.PUBLIC_INFORMATION, reference.SPN,
         reference.DNS_HOST_NAME, reference.ACCOUNT_RESTRICTIONS, reference.ACCOUNT_CONTROL]
CHAIN_RIGHTS = [reference.SELF_WRITE, reference.WRITE_PROPERTY, reference.CONTROL_ACCESS]


class Draw(random.Random):
    def chance(self, percent):
        return self.random() * 100 < percent

    def some_bits(self, bits):
        """One to eight of the bits; those that questions ask about are more frequent."""
        mask = 0
        for _ in range(self.randint(1, 8)):
            mask |= self.choice(bits)
        return mask

    def mask(self, kind, full_percent):
        if self.chance(full_percent):
            return self.choice((FULL[kind], GENERIC_ALL, 0xF01FF, 0x1F01FF))
        way = self.random()
        if way < 0.55:
            return self.some_bits(RIGHTS)
        if way < 0.75:
            return self.some_bits(RIGHTS + GENERICS)
        if way < 0.85:
            return self.choice((reference.DELETION_GUARD, 0x10000, 0x40, 0, 0x20094, 0x60000))
        if way < 0.95:
            return self.getrandbits(32)
        return 1 << self.randrange(32)

    def flags(self):
        if self.chance(50):
            return 0
        flags = 0
        for flag, percent in ((OBJECT_INHERIT, 30), (CONTAINER_INHERIT, 50), (NO_PROPAGATE, 10),
                              (INHERIT_ONLY, 30), (INHERITED, 50)):
            if self.chance(percent):
                flags |= flag
        return flags

    def trustee(self):
        way = self.random()
        if way < 0.90:
            return self.choice(TRUSTEES)
        return reference.OWNER_RIGHTS if way < 0.97 else "S-1-3-0"

    def plain_ace(self, kind, deny_percent, full_percent):
        ace_kind = DENY if self.chance(deny_percent) else ALLOW
        mask = self.mask(kind, full_percent if ace_kind == ALLOW else full_percent / 4)
        return Ace(ace_kind, self.flags(), mask, self.trustee())

    def audit_ace(self):
        kind = self.choice((AUDIT, ALARM, OBJECT_AUDIT, OBJECT_ALARM))
        types = [self.choice([None] + TYPES) if kind in OBJECT_TYPES else None for _ in "oi"]
        flags = self.flags() | self.choice((AUDIT_SUCCESS, AUDIT_FAILURE))
        return Ace(kind, flags, self.getrandbits(32), self.choice(TRUSTEES), *types)

    def object_ace(self, kind, deny_percent, full_percent):
        denies = self.chance(deny_percent)
        way = self.random()
        if way < 0.80:
            ace_kind = OBJECT_DENY if denies else OBJECT_ALLOW
        elif way < 0.90:
            ace_kind = CALLBACK_DENY if denies else CALLBACK_ALLOW
        else:
            ace_kind = CALLBACK_OBJECT_DENY if denies else CALLBACK_OBJECT_ALLOW
        types = [None, None]
        if ace_kind in OBJECT_TYPES:
            if self.chance(80):
                types[0] = self.choice(TYPES)
            if self.chance(5):
                types[0] = self.choice((OTHER_TYPE, reference.ZERO))
            if self.chance(30):
                types[1] = self.choice((reference.COMPUTER, OTHER_TYPE))
        mask = self.some_bits(CHAIN_RIGHTS) if self.chance(50) else self.mask(kind, full_percent)
        rest = CONDITION if ace_kind in (CALLBACK_ALLOW, CALLBACK_DENY, CALLBACK_OBJECT_ALLOW,
                                         CALLBACK_OBJECT_DENY) else b""
        return Ace(ace_kind, self.flags(), mask, self.trustee(), *types, rest)

    def special_ace(self, kind, deny_percent, full_percent):
        """ACEs that ACL editors leave behind, and ACEs that no specification defines."""
        way = self.random()
        if way < 0.40:
            return Ace(DENY, self.flags(), reference.DELETION_GUARD, self.choice(TRUSTEES))
        if way < 0.85:
            return self.plain_ace(kind, deny_percent, full_percent)._replace(
                trustee=reference.PRINCIPAL_SELF)
        if way < 0.95:
            return self.audit_ace()  # does not belong in a DACL, and has no effect there
        return Ace(self.choice(UNKNOWN_TYPES), self.flags(), 0, None,
                   rest=bytes(self.choice(DATA_LENGTHS)))

    def dacl(self, kind, plain_only):
        way = self.random()
        if way < 0.01:
            return None
        if way < 0.03:
            return []
        deny_percent = self.choice((0, 5, 20, 40))
        full_percent = self.choice((2, 10, 40))
        special_percent = self.choice((0, 2, 10))
        object_percent = self.choice((0, 30, 70))
        aces = []
        for _ in range(self.randint(1, self.choice((5, 20, 40)))):
            if plain_only:
                aces.append(self.plain_ace(kind, deny_percent, full_percent)
                            if self.chance(97) else self.audit_ace())
            elif self.chance(special_percent):
                aces.append(self.special_ace(kind, deny_percent, full_percent))
            elif self.chance(object_percent):
                aces.append(self.object_ace(kind, deny_percent, full_percent))
            else:
                aces.append(self.plain_ace(kind, deny_percent, full_percent))
        return aces

    def sacl(self):
        if self.chance(70):
            return Absent
        if self.chance(5):
            return None
        return [self.audit_ace() for _ in range(self.randint(0, 4))]

    def order(self):
        order = ["owner", "group", "sacl", "dacl"]
        self.shuffle(order)
        return tuple(order)

    def descriptor(self, kind, plain_only=False):
        return Descriptor(
            owner=None if self.chance(5) else self.choice(TRUSTEES + IN_NO_ACE),
            group=None if self.chance(10) else self.choice(TRUSTEES + IN_NO_ACE),
            dacl=self.dacl(kind, plain_only), sacl=self.sacl(),
            control=self.choice((0, 0x0400, 0x1000, 0x1400)), revision=self.choice((2, 4)),
            order=self.order())

    def token(self):
        return self.sample(TRUSTEES + IN_NO_ACE, self.randint(1, 10))
