# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of access*.txt: descriptors, and the expected answers."""

import glob
import os
import re

BITS = {"CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80,
        "CR": 0x100, "SD": 0x10000, "RC": 0x20000, "WD": 0x40000, "WO": 0x80000}
FULL = "CCDCLCSWRPWPDTLOCRSDRCWDWO"
RIGHTS = ["reset", "spn", "dns", "uac"]
WRITABLE = ["spn", "dns", "uac", "description"]

# The operations at the domain controller, and the bit that each needs on the whole object.
BY_BIT = {"read": "RP", "read-sd": "RC", "write-dacl": "WD", "write-owner": "WO", "delete": "SD",
          "create-child": "CC", "sd-owner": "WO", "sd-dacl": "WD"}
NEVER = "sd-sacl"  # needs a privilege, which no descriptor grants
# The same for a right of the report, and for an attribute that may be written.
BY_RIGHT = {"reset": "reset", "spn": "spn", "dns": "dns", "uac": "uac"}
BY_ATTRIBUTE = {"spn-any": "spn", "dns-any": "dns", "description": "description",
                "may-spn": "spn", "may-dns": "dns", "may-uac": "uac",
                "may-description": "description"}

EXPECTATION = re.compile(r"granted (\S+)  rights (.+)  writable (.+)")
DOUBT = re.compile(r"doubtful (.+)")
DIFFERENCE = re.compile(r"differs ([^:]+):.+")


class BadTable(Exception):
    """The table cannot be understood."""


def bits(text):
    """The bits of CCDC..., each named by two letters."""
    names = [text[i:i + 2] for i in range(0, len(text), 2)]
    if set(names) - set(BITS) or len(names) != len(set(names)):
        raise BadTable("no such bits: " + text)
    return sum(BITS[name] for name in names)


def granted(text):
    """-, a number, BITS, FULL or FULL-BITS."""
    if text == "-":
        return 0
    if text.startswith("0x"):
        return int(text, 16)
    whole, minus, rest = text.replace("FULL", FULL).partition("-")
    return bits(whole) & ~(bits(rest) if minus else 0)


def chosen(text, among):
    """-, all, or names."""
    names = [] if text == "-" else among if text == "all" else text.split()
    if set(names) - set(among):
        raise BadTable("not among %s: %s" % (" ".join(among), text))
    return set(names)


class Row:
    """One row. `answers` holds the expected answers of the domain controller by name."""

    def __init__(self, name, about):
        self.name, self.about = name, about
        self.parent = self.sddl = None
        self.stored = self.on_cluster = False
        self.granted = self.rights = self.writable = self.level = None
        self.doubtful, self.differs = set(), set()
        self.answers = {}

    def line(self, text):
        """One indented line of the row."""
        expectation, difference = EXPECTATION.fullmatch(text), DIFFERENCE.fullmatch(text)
        doubt = DOUBT.fullmatch(text)
        if text.startswith("parent D:") and not self.parent and not self.sddl:
            self.parent = text.removeprefix("parent ")
        elif text == "on {CNO}" and not self.sddl:
            self.on_cluster = True
        elif text.startswith(("O:", "stored O:")) and not self.sddl:
            self.stored, self.sddl = text.startswith("stored"), text.removeprefix("stored ")
        elif expectation and self.sddl and self.granted is None:
            self.expect(*expectation.groups())
        elif text == "level full-control" and self.level == "functional-minimum":
            self.level = "full-control"
        elif doubt and self.granted is not None and not self.doubtful:
            self.doubtful = chosen(doubt.group(1), RIGHTS) - self.rights
        elif difference and self.granted is not None and not self.differs:
            self.differ(difference.group(1))
        else:
            raise BadTable("not understood: " + text)

    def expect(self, bits_, rights, writable):
        """Sets the rights that the descriptor grants, and the answers that follow from them."""
        self.granted = granted(bits_)
        self.rights = chosen(rights, RIGHTS)
        self.writable = chosen(writable, WRITABLE)
        if not {"spn", "dns"} & self.writable <= self.rights or \
                ("uac" in self.writable) != ("uac" in self.rights):
            raise BadTable("writable, but not a right, or the reverse")
        self.level = self.level_with(self.rights)
        for answer, bit in BY_BIT.items():
            self.answers[answer] = bool(self.granted & BITS[bit])
        self.answers[NEVER] = False
        for answer, right in BY_RIGHT.items():
            self.answers[answer] = right in self.rights
        for answer, attribute in BY_ATTRIBUTE.items():
            self.answers[answer] = attribute in self.writable

    def level_with(self, rights):
        """The level if these rights are granted."""
        if not {"reset", "spn", "dns"} <= rights:
            return "insufficient"
        whole = self.granted == bits(FULL) and "uac" in rights
        return "full-control" if whole else "functional-minimum"

    def differ(self, text):
        """Answers; or `all` that are yes, or `every` one, each with `but` or `and` others."""
        first, *names = text.split()
        among = {"all": {answer for answer, yes in self.answers.items() if yes},
                 "every": set(self.answers)}
        if first not in among:
            names = {first, *names}
        elif names[:1] == ["but"]:
            names = among[first] - set(names[1:])
        elif names[:1] in ([], ["and"]):
            names = among[first] | set(names[1:])
        self.differs = names
        if not self.differs or self.differs - set(self.answers):
            raise BadTable("no such answers: " + text)
        for answer in self.differs:
            self.answers[answer] = not self.answers[answer]


def lines(path):
    """Number and text of each line. A line that is indented further continues the one before it."""
    whole = []
    with open(path, encoding="ascii") as table:
        for number, line in enumerate(table, 1):
            if line.startswith("    ") and whole:
                whole[-1][1] += line.strip()
            elif line.strip() and not line.startswith("#"):
                whole.append([number, line.rstrip()])
    return whole


def read(folder):
    """All rows of the tables in the folder, by name, in order."""
    rows, row = {}, None
    for path in sorted(glob.glob(os.path.join(folder, "access*.txt"))):
        for number, line in lines(path):
            try:
                if line.startswith("  "):
                    row.line(line.strip())
                    continue
                row = Row(*line.split("  ", 1))
                if rows.setdefault(row.name, row) is not row:
                    raise BadTable("a second row of that name")
            except (BadTable, TypeError, AttributeError) as error:
                raise BadTable("%s:%d: %s" % (path, number, error)) from error
    for row in rows.values():
        if row.granted is None:
            raise BadTable("row %s expects nothing" % row.name)
    return rows
