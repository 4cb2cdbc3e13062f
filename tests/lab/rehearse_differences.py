# SPDX-License-Identifier: GPL-3.0-or-later
"""What Samba 4.17 is known to decide otherwise than Windows, as rules.

A rule excuses nothing by itself. It rewrites the state so that a Samba domain controller decides as
Windows does about the original, and the operations are done again on the rewritten state. Only if
their result then is what cmsready said of the original, the disagreement is this difference.
"""

import collections
import re

from rehearse_states import CHANGE, CNO, RESET

OWNER_OF_CMS = "{SRCCLU01$}"  # in the clean lab
OWNED_BY_CNO = [("fault", "cno-owner"), ("fault", "cno-creator")]
TYPED_ALLOW = re.compile(r"\(OA;(\w*);(\w+);([-0-9a-f]+);([-0-9a-f]*);([^)]+)\)")

Rule = collections.namedtuple("Rule", "name source rewrite")


def aces_rewritten(changes, rewrite):
    return [(*change[:3], rewrite(change[3])) if change[0] == "ace" else change
            for change in changes]


def trustee_replaced(old, new):
    return lambda ace: ace.replace(f";{old})", f";{new})")


def history(changes):
    return aces_rewritten(changes, trustee_replaced("{History}", CNO))


def organization(changes):
    return aces_rewritten(changes, trustee_replaced("S-1-5-15", CNO))


def owner_rights(changes):
    owner = OWNER_OF_CMS
    for change in changes:
        if change[:2] == ("owner", "cms"):
            owner = change[2]
        elif change in OWNED_BY_CNO:
            owner = CNO
    return aces_rewritten(changes, trustee_replaced("S-1-3-4", owner))


def control_access(changes):
    def rewrite(ace):
        parts = TYPED_ALLOW.fullmatch(ace)
        if parts is None or parts.group(3) in (RESET, CHANGE):
            return ace
        flags, mask, kind, inherited, trustee = parts.groups()
        bits = [mask[i:i + 2] for i in range(0, len(mask), 2)]
        left = "".join(bit for bit in bits if bit != "CR") or "0x0"
        return f"(OA;{flags};{left};{kind};{inherited};{trustee})"
    return aces_rewritten(changes, rewrite)


RULES = [
    Rule("a SID of sIDHistory is in no token",
         "MS-PAC 3.1 and MS-KILE 3.3.5.6.4.1 put it there", history),
    Rule("This Organization is in no token",
         "MS-DTYP 2.4.2.4: in each token of the domain's own accounts", organization),
    Rule("OWNER RIGHTS is unknown",
         "MS-DTYP 2.5.3.2: it stands for the owner; libcli/security/access_check.c", owner_rights),
    Rule("an object ACE with CR grants all that is asked in its tree",
         "MS-ADTS 5.1.3.3.4: it speaks for CR; libcli/security/access_check.c", control_access),
]


def explanation(changes, agrees):
    """The name of the rule that explains the disagreement, or None. `agrees` tells of rewritten
    changes whether what happens then is what cmsready said of the original."""
    together = changes
    for rule in RULES:
        rewritten = rule.rewrite(changes)
        if rewritten != changes and agrees(rewritten):
            return rule.name
        together = rule.rewrite(together)
    if together != changes and agrees(together):
        return "several at once"
    return None
