#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: make_descriptors.py FOLDER

Writes the input of the measurements: the descriptors of 2,000 computer objects with 40 ACEs each,
the same in every run. First come the ACEs of the schema for computer objects, then typical ACEs of
an Exchange organisation and of the parent folders: full access for service groups, object ACEs for
single rights (most of them inherited, a third of these only for other classes), and denies.

    descriptors.bin   u32 length and bytes of each, integers little-endian; the first record is the
                      token instead: its eight SIDs, one after the other
    lines.jsonl       the same as questions to `cmsready acl`

No object ACE that applies to the token is a deny or lacks an object type: Samba's access check
handles these differently, and the answers are compared.
"""

import base64
import json
import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "samba"))
import descriptors as d  # noqa: E402
import reference  # noqa: E402

COUNT, ACES = 2000, 40
SEED = 307532
FULL, READ = 0xF01FF, 0x20094
DOMAIN = "S-1-5-21-3286968501-24975625-1618430583"
CNO, CNO_GROUP = f"{DOMAIN}-41104", f"{DOMAIN}-41200"
EVERYONE, SELF, CREATOR_OWNER, SYSTEM = "S-1-1-0", "S-1-5-10", "S-1-3-0", "S-1-5-18"
AUTHENTICATED, PRE_2000 = "S-1-5-11", "S-1-5-32-554"
TOKEN = [CNO, f"{DOMAIN}-515", CNO_GROUP, f"{DOMAIN}-41201", EVERYONE, AUTHENTICATED, "S-1-5-15",
         PRE_2000]
OTHER_CLASSES = ["bf967aba-0de6-11d0-a285-00aa003049e2", "bf967a9c-0de6-11d0-a285-00aa003049e2",
                 "4828cc14-1437-45bc-9b07-ad6f015e5f28"]
CHANGE_PASSWORD = "ab721a53-1e2f-11d0-9819-00aa0040529b"
SETS = ["4c164200-20c0-11d0-a768-00aa006e0529", "5f202010-79a5-11d0-9020-00c04fc2d4cf",
        "bc0ac240-79a9-11d0-9020-00c04fc2d4cf", "59ba2f42-79a2-11d0-9020-00c04fc2d3cf",
        "037088f8-0ae1-11d2-b422-00a0c968f939", reference.PUBLIC_INFORMATION]
HERE = d.CONTAINER_INHERIT | d.INHERITED
FOR_HEIRS = HERE | d.INHERIT_ONLY


def plain(kind, mask, trustee, flags=0):
    return d.Ace(kind, flags, mask, trustee)


def typed(mask, trustee, object_type, inherited_type=None, flags=0, kind=d.OBJECT_ALLOW):
    return d.Ace(kind, flags, mask, trustee, object_type, inherited_type)


def schema_default(creator):
    computer = reference.COMPUTER
    return [
        plain(d.ALLOW, FULL, f"{DOMAIN}-512"), plain(d.ALLOW, FULL, "S-1-5-32-548"),
        plain(d.ALLOW, FULL, SYSTEM), plain(d.ALLOW, 0x301D4, creator),
        plain(d.ALLOW, READ, AUTHENTICATED), plain(d.ALLOW, 0x3, SELF),
        typed(0x20, creator, reference.ACCOUNT_RESTRICTIONS),
        typed(0x100, EVERYONE, CHANGE_PASSWORD),
        typed(0x3, "S-1-5-32-550", "bf967aa8-0de6-11d0-a285-00aa003049e2"),
        typed(0x30, f"{DOMAIN}-517", "bf967a7f-0de6-11d0-a285-00aa003049e2"),
        typed(0x8, SELF, reference.SPN), typed(0x8, SELF, reference.DNS_HOST_NAME),
        typed(0x8, creator, reference.SPN), typed(0x8, creator, reference.DNS_HOST_NAME),
        typed(0x20, creator, SETS[3], computer), typed(0x20, creator, SETS[1], computer),
        typed(0x10, "S-1-5-32-560", "46a9b11d-60ae-405a-b7e8-ff8a58d456d2"),
    ]


def inherited(draw, groups):
    for_computers = draw.random() < 0.5
    heirs = reference.COMPUTER if for_computers else draw.choice(OTHER_CLASSES)
    flags = HERE if for_computers else FOR_HEIRS
    way = draw.random()
    if way < 0.15:
        return plain(d.ALLOW, draw.choice((FULL, READ, 0xF01BD)), draw.choice(groups), HERE)
    if way < 0.20:
        return d.Ace(d.OBJECT_ALLOW, flags, FULL, draw.choice(groups), None, heirs)
    if way < 0.25:
        return typed(0x20, draw.choice(groups), draw.choice(SETS), heirs, flags, d.OBJECT_DENY)
    trustee = draw.choice(groups + [AUTHENTICATED, PRE_2000, SELF, CREATOR_OWNER])
    return typed(draw.choice((0x10, 0x10, 0x20, 0x30, 0x100)), trustee, draw.choice(SETS), heirs,
                 flags)


def own_denies(draw):
    denies = []
    if draw.random() < 0.3:
        denies.append(plain(d.DENY, reference.DELETION_GUARD, EVERYONE))
    if draw.random() < 0.1:
        denies.append(plain(d.DENY, 0x20 | 0x100, draw.choice((CNO_GROUP, f"{DOMAIN}-3001"))))
    if draw.random() < 0.2:
        denies.append(typed(0x100, f"{DOMAIN}-3002", reference.RESET_PASSWORD, kind=d.OBJECT_DENY))
    return denies


def own_grants(draw):
    way = draw.random()
    if way < 0.35:
        return [plain(d.ALLOW, FULL, CNO)]
    if way < 0.50:
        return [plain(d.ALLOW, FULL, CNO_GROUP)]
    if way < 0.70:
        return [typed(0x100, CNO, reference.RESET_PASSWORD), typed(0x28, CNO, reference.SPN),
                typed(0x28, CNO, reference.DNS_HOST_NAME)]
    return []


def computer_object(draw):
    creator = f"{DOMAIN}-{draw.randint(1100, 90000)}"
    groups = [f"{DOMAIN}-{draw.randint(1100, 90000)}" for _ in range(6)]
    own = own_grants(draw) + schema_default(creator)
    draw.shuffle(own)
    dacl = own_denies(draw) + own
    while len(dacl) < ACES:
        dacl.append(inherited(draw, groups))
    owner = draw.choice((f"{DOMAIN}-512", creator, CNO)) if draw.random() < 0.3 \
        else f"{DOMAIN}-512"
    return d.Descriptor(owner, f"{DOMAIN}-513", dacl, control=0x0400,
                        order=draw.choice((("dacl", "owner", "group", "sacl"),
                                           ("owner", "group", "sacl", "dacl"))))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_descriptors.py FOLDER")
    folder = pathlib.Path(sys.argv[1])
    draw = random.Random(SEED)
    made = [d.descriptor_bytes(computer_object(draw)) for _ in range(COUNT)]
    with open(folder / "descriptors.bin", "wb") as binary:
        for one in [b"".join(map(d.sid, TOKEN))] + made:
            binary.write(struct.pack("<I", len(one)) + one)
    with open(folder / "lines.jsonl", "w", encoding="ascii") as lines:
        for i, one in enumerate(made, 1):
            lines.write(json.dumps({"id": i, "sd": base64.b64encode(one).decode(),
                                    "token": TOKEN}) + "\n")


if __name__ == "__main__":
    main()
