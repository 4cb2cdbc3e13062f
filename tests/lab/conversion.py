# SPDX-License-Identifier: GPL-3.0-or-later
"""Round trips of descriptors, as bytes and as SDDL, between cmsready and Samba.

The result must equal the input, except for two bits of Control that SDDL has no letters for,
OWNER_DEFAULTED and GROUP_DEFAULTED (MS-DTYP 2.4.6, 2.5.1.1), and for the revision of ACLs. Bytes
made from a text are compared with those that Samba makes from the parsed descriptor.
"""

import base64

from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack

import acl

WITHOUT_LETTERS = security.SEC_DESC_OWNER_DEFAULTED | security.SEC_DESC_GROUP_DEFAULTED


def layout(data):
    """The descriptor's bytes in Samba's layout."""
    return ndr_pack(ndr_unpack(security.descriptor, data))


def plain(data):
    """The descriptor without what SDDL cannot express."""
    descriptor = ndr_unpack(security.descriptor, data)
    descriptor.type &= ~WITHOUT_LETTERS
    return ndr_pack(descriptor)


def read_by_samba(text, domain):
    try:
        return ndr_pack(security.descriptor.from_sddl(text, domain))
    except TypeError:  # no text, or one that Samba cannot parse
        return None


def converted(cmsready, domain, key, values):
    """cmsready's answers to one question for each value, in order."""
    questions = [{key: value, "domain_sid": str(domain)} for value in values]
    return acl.asked(cmsready, questions, "--convert")


def bytes_of(answers):
    return [base64.b64decode(answer["sd"]) if answer.get("sd") else None for answer in answers]


def different(names, outputs, expected):
    """A line for each unexpected output. None is an output that could not be converted."""
    return ["%s: %s, not %s" % (name, output and output.hex(), wanted.hex())
            for name, output, wanted in zip(names, outputs, expected, strict=True)
            if output != wanted]


def compared(cmsready, domain, inputs):
    """The comparisons, and the failures of each, for these descriptors (bytes by name)."""
    names, given = list(inputs), list(inputs.values())
    expected = [plain(data) for data in given]
    first = converted(cmsready, domain, "sd", [base64.b64encode(data).decode() for data in given])
    texts = [answer.get("sddl") for answer in first]
    back = converted(cmsready, domain, "sddl", texts)
    samba = [ndr_unpack(security.descriptor, data).as_sddl(domain) for data in given]
    theirs = converted(cmsready, domain, "sddl", samba)
    return [
        ("the bytes come back", different(names, bytes_of(first), given)),
        ("its SDDL is read by itself", different(names, bytes_of(back), expected)),
        ("its SDDL is read by Samba",
         different(names, [read_by_samba(text, domain) for text in texts], expected)),
        ("Samba's SDDL is read", different(names, bytes_of(theirs), expected)),
    ]
