# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the program of judge.c, which judges one evidence after the other."""

import struct
import subprocess


class Judge:
    """Starts anew after a crash."""

    def __init__(self, program, plan, *options):
        self.command = [program, plan, *options]
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, evidence):
        """The verdict and what follows it, in words; "refused", or "crashed" and the status."""
        try:
            self.process.stdin.write(struct.pack("<I", len(evidence)) + evidence)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self.process.stdout.readline().decode("utf-8", "replace")
        if line.endswith("\n"):
            verdict, *rest = line.split()
            return verdict, rest
        status = self.process.wait()
        self.start()
        return "crashed", [str(status)]

    def report(self):
        """The report of the evidence that was judged last, if the options ask for it."""
        length, = struct.unpack("<I", self.process.stdout.read(4))
        return self.process.stdout.read(length)

    def end(self):
        self.process.stdin.close()
        self.process.wait()
