# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks `cmsready acl`: JSON Lines in, JSON Lines out."""

import json
import subprocess
import sys


def asked(cmsready, questions, *options):
    """The answers of one process to all questions, in order. A missing answer ends the program."""
    text = "".join(json.dumps({"id": number} | question) + "\n"
                   for number, question in enumerate(questions))
    done = subprocess.run([cmsready, "acl", *options], input=text, stdout=subprocess.PIPE,
                          encoding="utf-8", check=False)
    try:
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        complete = [answer["id"] for answer in answers] == list(range(len(questions)))
    except (ValueError, KeyError, TypeError):
        complete = False
    if not complete:
        sys.exit("cmsready acl: status %d, and not one answer to each of %d questions:\n%s"
                 % (done.returncode, len(questions), done.stdout[-1000:]))
    return answers
