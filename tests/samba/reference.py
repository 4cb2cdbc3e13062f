# SPDX-License-Identifier: GPL-3.0-or-later
"""The access check of MS-DTYP 2.5.3.2 and MS-ADTS 5.1.3.3: for each request a walk over the whole
DACL with the remaining bits of the request, for the object and for each node of its object type
tree. It is slow and literal on purpose, and shares neither code nor structure with the program.

Where the specification is open, this takes the safe side. A conditional ACE (it is not evaluated)
and an ACE of unknown type deny and never allow; the latter denies all rights to everybody. Both may
be the OWNER RIGHTS that remove the owner's implicit rights. An object type of all zeros is in no
tree; its deny applies to any tree. The tree of an extended right or a validated write is its own
GUID (MS-ADTS 5.1.3.3.4), but a deny for the class or the property set above it counts.

A second evaluation, `hopeful`, takes the other side in every one of these: what is possible at best.
"""

from descriptors import (ALLOW, CALLBACK_ALLOW, CALLBACK_DENY, CALLBACK_OBJECT_ALLOW,
                         CALLBACK_OBJECT_DENY, DENY, FULL, INHERIT_ONLY, OBJECT_ALLOW, OBJECT_DENY,
                         map_generic)

READ_CONTROL, WRITE_DAC = 0x20000, 0x40000
DELETION_GUARD = 0x10040  # DELETE and DELETE_TREE
OWNER_RIGHTS, PRINCIPAL_SELF = "S-1-3-4", "S-1-5-10"
NOBODY = {"S-1-3-0", "S-1-3-1", "S-1-3-2", "S-1-3-3"}  # CREATOR OWNER and the like
ZERO = "00000000-0000-0000-0000-000000000000"

CERTAIN_ALLOWS, CERTAIN_DENIES = {ALLOW, OBJECT_ALLOW}, {DENY, OBJECT_DENY}
CONDITIONAL_ALLOWS = {CALLBACK_ALLOW, CALLBACK_OBJECT_ALLOW}
CONDITIONAL_DENIES = {CALLBACK_DENY, CALLBACK_OBJECT_DENY}
KNOWN = CERTAIN_ALLOWS | CERTAIN_DENIES | CONDITIONAL_ALLOWS | CONDITIONAL_DENIES | {
    0x02, 0x03, 0x07, 0x08, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15}

COMPUTER = "bf967a86-0de6-11d0-a285-00aa003049e2"
RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529"
PUBLIC_INFORMATION = "e48d0154-bcf8-11d1-8702-00c04fb96050"
SPN = "f3a64788-5306-11d1-a9c5-0000f80367c1"
DNS_HOST_NAME = "72e39547-7b18-11d1-adef-00c04fd8d5cd"
ACCOUNT_RESTRICTIONS = "4c164200-20c0-11d0-a768-00aa006e0529"
ACCOUNT_CONTROL = "bf967a68-0de6-11d0-a285-00aa003049e2"

SELF_WRITE, WRITE_PROPERTY, CONTROL_ACCESS = 0x8, 0x20, 0x100
RIGHTS = {  # a right is granted if any of its requests is: bit, tree, what may be above the tree
    "reset-password": [(CONTROL_ACCESS, [RESET_PASSWORD], {COMPUTER})],
    "write-spn": [(WRITE_PROPERTY, [COMPUTER, PUBLIC_INFORMATION, SPN], set()),
                  (SELF_WRITE, [SPN], {COMPUTER, PUBLIC_INFORMATION})],
    "write-dns-host-name": [(WRITE_PROPERTY, [COMPUTER, DNS_HOST_NAME], set()),
                            (SELF_WRITE, [DNS_HOST_NAME], {COMPUTER})],
    "write-account-restrictions": [
        (WRITE_PROPERTY, [COMPUTER, ACCOUNT_RESTRICTIONS, ACCOUNT_CONTROL], set())],
}
# The names of the rights in answers, by bit: MS-ADTS 5.1.3.2 and MS-SMB2 2.2.13.1.
OWN_NAMES = {
    "directory": ["create-child", "delete-child", "list-contents", "validated-write",
                  "read-property", "write-property", "delete-tree", "list-object",
                  "extended-right"],
    "file": ["read-data", "write-data", "append-data", "read-extended-attributes",
             "write-extended-attributes", "execute", "delete-child", "read-attributes",
             "write-attributes"],
}
STANDARD_NAMES = {16: "delete", 17: "read-control", 18: "write-dacl", 19: "write-owner",
                  20: "synchronize"}
MINIMUM = ("reset-password", "write-spn", "write-dns-host-name")


class AccessEvaluation:
    """The access evaluation for one requester: the ACEs that apply."""

    def __init__(self, descriptor, token, self_sid, kind, hopeful=False):
        self.null = descriptor.dacl is None
        self.hopeful = hopeful
        self.allows = CERTAIN_ALLOWS | (CONDITIONAL_ALLOWS if hopeful else set())
        self.denies = CERTAIN_DENIES | (set() if hopeful else CONDITIONAL_DENIES)
        self.aces = []
        if self.null:
            self.owner_implied = False
            return
        effective = [(i, ace) for i, ace in enumerate(descriptor.dacl)
                     if not ace.flags & INHERIT_ONLY]
        is_owner = descriptor.owner is not None and descriptor.owner in token
        conditional = CONDITIONAL_ALLOWS | CONDITIONAL_DENIES
        self.owner_implied = is_owner and not any(
            (ace.trustee == OWNER_RIGHTS and not (hopeful and ace.kind in conditional))
            or (ace.kind not in KNOWN and not hopeful) for _, ace in effective)
        for i, ace in effective:
            if ace.kind not in KNOWN:
                self.aces.append((i, ALLOW if hopeful else DENY, 0xFFFFFFFF, None))
            elif sid_in_token(ace.trustee, token, self_sid, is_owner):
                self.aces.append((i, ace.kind, map_generic(ace.mask, kind), ace.object_type))

    def grants(self, request, tree=(), above=frozenset(), leave_out_guard=False):
        """Whether all of the request is granted; tree: object types from the class down; above:
        object types that may stand above the tree."""
        if self.null:
            return True
        if self.owner_implied:
            request &= ~(READ_CONTROL | WRITE_DAC)
        return request == 0 or self.walk(request, tree, above, leave_out_guard)[0]

    def walk(self, request, tree=(), above=frozenset(), leave_out_guard=False):
        """Whether the ACEs grant it, and which of them ended the walk."""
        # The root first. Without a tree there is only the root, which has no type.
        remaining = [request] * max(1, len(tree))
        for i, kind, mask, object_type in self.aces:
            if object_type is None:
                nodes = [0]
            elif object_type == ZERO and tree and kind in self.denies and not self.hopeful:
                nodes = [0]
            elif object_type in above:
                nodes = [0] if kind in (self.allows if self.hopeful else self.denies) else []
            else:
                nodes = [n for n, node in enumerate(tree) if node == object_type]
            for node in nodes:
                if kind in self.denies:
                    guard = object_type is None and mask & ~DELETION_GUARD == 0
                    if remaining[node] & mask and not (guard and leave_out_guard):
                        return False, i
                elif kind in self.allows:
                    take(remaining, node, mask)
                    if remaining[0] == 0:
                        return True, i
        return False, None

    def granted(self, bits, leave_out_guard=False):
        mask = 0
        for i in range(32):
            if bits >> i & 1 and self.grants(1 << i, leave_out_guard=leave_out_guard):
                mask |= 1 << i
        return mask

    def decided_by(self, bits):
        """The bits that each ACE decided, by its index. Ownership counts only if no ACE grants
        them."""
        effects = {}
        for bit in (1 << i for i in range(32) if bits >> i & 1):
            granted, place = self.walk(bit)
            of_owner = self.owner_implied and bit & (READ_CONTROL | WRITE_DAC)
            if place is not None and (granted or not of_owner):
                effects[place] = effects.get(place, 0) | bit
        return effects


def take(remaining, node, mask):
    """Applies an allow ACE to the node and all below it. Each parent keeps the remaining
    bits of its only child."""
    for below in range(node, len(remaining)):
        remaining[below] &= ~mask
    for above in range(node - 1, -1, -1):
        remaining[above] = remaining[above + 1]


def sid_in_token(trustee, token, self_sid, is_owner):
    if trustee == OWNER_RIGHTS:
        return is_owner
    if trustee in NOBODY:
        return False
    if trustee == PRINCIPAL_SELF and self_sid is not None:
        return self_sid in token
    return trustee in token


def assessed(evaluation, kind):
    """What is granted, and the level."""
    full = FULL[kind]
    granted = evaluation.granted(full if evaluation.null else 0x0FFFFFFF)
    unguarded = evaluation.granted(full & DELETION_GUARD, leave_out_guard=True) | granted
    rights = {name: any(evaluation.grants(*way) for way in ways)
              for name, ways in RIGHTS.items()} if kind == "directory" else {}
    level = "insufficient"
    if unguarded & full == full and all(rights.values()):
        level = "full-control"
    elif rights and all(rights[name] for name in MINIMUM):
        level = "functional-minimum"
    return {"granted": granted, "rights": rights, "level": level}


def answer(descriptor, token, self_sid, kind):
    """The expected answer of the program, with its keys."""
    evaluation = AccessEvaluation(descriptor, token, self_sid, kind)
    full = FULL[kind]
    said = assessed(evaluation, kind)
    at_best = assessed(AccessEvaluation(descriptor, token, self_sid, kind, hopeful=True), kind)
    said.update({"possible": at_best["granted"], "rights_possible": at_best["rights"],
                 "level_possible": at_best["level"]})
    said["full_control"] = said["granted"] & full == full
    said["missing"] = [name_of(i, kind) for i in range(32) if full & ~said["granted"] & 1 << i]
    said["decided_by"] = evaluation.decided_by(0x0FFFFFFF)
    return said


def name_of(bit, kind):
    return OWN_NAMES[kind][bit] if bit < len(OWN_NAMES[kind]) else STANDARD_NAMES[bit]
