# SPDX-License-Identifier: GPL-3.0-or-later
"""Two faults in one evidence: what each changed of the evidence without a fault, merged."""
import base64
import struct

# Each recording has its own: those of the first count.
OWN = {"run", "currentTime", "modified", "probes", "operations", "pwdLastSet", "whenChanged", "uSNChanged",
       "replPropertyMetaData", "sids_asked", "highestCommittedUSN", "schema_version"}
DESCRIPTOR = "nTSecurityDescriptor"
MISSING = object()


class Conflict(Exception):
    pass


def name_of(item):
    for key in ("dn", "address", "server", "kind", "share", "name"):
        if isinstance(item.get(key), str):
            return item[key].lower(), item.get("type"), item.get("data") if "ttl" in item else None
    return None


def is_records(value):
    return isinstance(value, list) and all(isinstance(item, dict) and name_of(item) for item in value)


def aces_of(value):
    """The descriptor up to its DACL's header, the ACEs, and what is behind the DACL; DACL last or not."""
    raw = base64.b64decode(value["base64"])
    at, = struct.unpack_from("<I", raw, 16)
    size, count = struct.unpack_from("<HH", raw, at + 2)
    aces, begin = [], at + 8
    for _ in range(count):
        length, = struct.unpack_from("<H", raw, begin + 2)
        aces.append(raw[begin:begin + length])
        begin += length
    return raw, at, size, aces


def with_aces(value, aces):
    """The same with these ACEs: the DACL moves to the end, where it has room."""
    raw, at, _, _ = aces_of(value)
    body = b"".join(aces)
    acl = raw[at:at + 1] + b"\0" + struct.pack("<HHH", 8 + len(body), len(aces), 0) + body
    end = len(raw) + -len(raw) % 4
    changed = bytearray(raw.ljust(end, b"\0") + acl)
    struct.pack_into("<I", changed, 16, end)
    return {"base64": base64.b64encode(bytes(changed)).decode()}


def merge_lists(base, one, other):
    """Values without an order: what both left, and what each added."""
    kept = [item for item in base if item in one and item in other]
    return kept + [item for item in one if item not in base] + [
        item for item in other if item not in base and item not in one]


def merge_descriptors(base, one, other):
    lists = [aces_of(value[0])[3] for value in (base, one, other)]
    if any(sorted(aces) == sorted(lists[0]) and aces != lists[0] for aces in lists[1:]):
        raise Conflict("order of ACEs")
    of_other = set(lists[2]) - set(lists[0])
    merged = [ace for ace in lists[1] if ace not in lists[0] or ace in lists[2]]
    added = [ace for ace in lists[2] if ace in of_other and ace not in merged]
    denies = [ace for ace in added if ace[0] in (1, 6) and not ace[1] & 0x10]
    return [with_aces(one[0], denies + merged + [ace for ace in added if ace not in denies])]


def same(one, other):
    """But for what each recording has of its own."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {*one, *other} - OWN
        return all(same(one.get(key, MISSING), other.get(key, MISSING)) for key in keys)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(map(same, one, other))
    return one == other


def merge(base, one, other, path=()):
    """The value with the changes of both; Conflict with the place."""
    key = path[-1] if path else None
    if key in OWN or same(one, other) or same(other, base):
        return one
    if same(one, base):
        return other
    kinds = {type(value) for value in (base, one, other)}
    if kinds == {dict}:
        keys = dict.fromkeys([*one, *other])
        merged = {name: merge(base.get(name, MISSING), one.get(name, MISSING),
                              other.get(name, MISSING), path + (name,)) for name in keys}
        return {name: value for name, value in merged.items() if value is not MISSING}
    try:
        if key == DESCRIPTOR and kinds == {list}:
            return merge_descriptors(base, one, other)
    except (struct.error, KeyError, TypeError, IndexError) as error:
        raise Conflict("/".join(map(str, path))) from error
    if all(is_records(value) for value in (base, one, other)):
        maps = [{name_of(item): item for item in value} for value in (base, one, other)]
        names = dict.fromkeys([*maps[1], *maps[2]])
        merged = [merge(*(of.get(name, MISSING) for of in maps), path + (name[0],)) for name in names]
        return [item for item in merged if item is not MISSING]
    if kinds == {list} and len(one) > 1:
        return merge_lists(base, one, other)
    raise Conflict("/".join(map(str, path)))
