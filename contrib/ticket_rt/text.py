# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that Request Tracker can store and a terminal can show."""

import hashlib
import json
import re
import sys

# Of RT: 200 characters in a subject. Longer texts than MAX_TEXT are cut.
MAX_SUBJECT, MAX_TEXT = 200, 20000


def say(text):
    print(f"ticket-rt: {clean(str(text), 1000)}", file=sys.stderr)


def clean(text, limit=MAX_TEXT):
    """As text that RT can store and a terminal can show: no control characters, no half ones."""
    text = text.encode("utf-8", "replace").decode()
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "?", text)
    return text if len(text) <= limit else text[:limit - 4] + " ..."


def one_line(text, limit=MAX_SUBJECT):
    return clean(" ".join(text.split()), limit)


def digest(*texts):
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:40]
