# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends all questions to `cmsready acl`. Meanwhile the caller computes the expected answers."""

import json
import subprocess
import tempfile


class Asked:
    def __init__(self, command, questions, spell=json.dumps):
        self.count = 0
        self.input = tempfile.TemporaryFile("w+", encoding="utf-8")
        for question in questions:
            self.count += 1
            self.input.write(spell(dict(question, id=self.count)) + "\n")
        self.input.seek(0)
        self.output = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.process = subprocess.Popen(command, stdin=self.input, stdout=self.output)

    def answers(self):
        """One answer per question, in order, or a RuntimeError with the reason."""
        status = self.process.wait()
        self.output.seek(0)
        answers = [json.loads(line) for line in self.output]
        errors = [one for one in answers if "error" in one]
        if errors:
            raise RuntimeError(f"{len(errors)} questions were not answered: {errors[0]}")
        if [one.get("id") for one in answers] != list(range(1, self.count + 1)):
            raise RuntimeError(f"{self.count} questions, but {len(answers)} answers or another "
                               f"order, status {status}")
        if status != 0:
            raise RuntimeError(f"status {status} although every question was answered")
        return answers
