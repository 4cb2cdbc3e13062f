# SPDX-License-Identifier: GPL-3.0-or-later
"""Labs that run one group after the other, and the threads that use them."""

import os
import subprocess
import threading

HERE = os.path.dirname(os.path.abspath(__file__))


class Labs:
    """All running labs, so that they can be ended, and counts of what was started."""

    def __init__(self, cmsready):
        self.cmsready = cmsready
        self.guard = threading.Lock()
        self.running, self.booted, self.undone, self.ended = set(), 0, 0, False

    def start(self, second):
        servers = ["--dc2"] if second else []
        made = subprocess.run([os.path.join(HERE, "image"), *servers], stdout=subprocess.PIPE,
                              text=True, check=True)
        image = made.stdout.strip()
        with self.guard:
            if self.ended:
                raise RuntimeError("interrupted")
            process = subprocess.Popen(
                [os.path.join(HERE, "lab"), "run", "--quiet", "--image", image, "--",
                 os.path.join(HERE, "groups"), self.cmsready, image],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.running.add(process)
            self.booted += 1
        return Lab(self, process, second)

    def end_all(self):
        with self.guard:
            self.ended = True
            for process in self.running:
                process.terminate()


class Lab:
    def __init__(self, labs, process, second):
        self.labs, self.process, self.second, self.used = labs, process, second, False

    def run(self, folder):
        """Whether the group was run completely; if not, the output of the lab when it ended."""
        if self.used:
            with self.labs.guard:
                self.labs.undone += 1
        self.used = True
        try:
            self.process.stdin.write(folder + "\n")
            self.process.stdin.flush()
            if self.process.stdout.readline() == "done\n":
                return True, ""
        except BrokenPipeError:
            pass
        return False, self.process.stderr.read()

    def close(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.wait()
        with self.labs.guard:
            self.labs.running.discard(self.process)


def folder_make(place, group):
    os.mkdir(place)
    with open(os.path.join(place, "fault"), "w", encoding="ascii") as file:
        file.write(group.fault + "\n")
    with open(os.path.join(place, "rows"), "w", encoding="ascii") as file:
        for number, row in enumerate(group.rows):
            file.write(" ".join([str(number), row.plan, *row.options]) + "\n")


def assertions_in(folder):
    """The assertions in the folder: the text of each, and whether it holds."""
    path = os.path.join(folder, "assertions")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        for line in file:
            word, _, what = line.rstrip("\n").partition(" ")
            yield what, word == "ok"


# The texts of inflict in assertions.sh.
ASSERTED = ("not so before", "inflicted", "in effect", "the rest as before")


def outcomes(group, judge, folder, whole, said):
    """For each assertion and each row: its title and its failures."""
    held = True
    seen = list(assertions_in(folder))
    for what, holds in seen:
        held = held and holds
        yield what, [] if holds else ["does not hold"]
    for what in ASSERTED[len(seen):] if group.fault != "none" else ():
        held = False
        yield f"{group.fault}: {what}", [f"the lab ended:\n{said}"]
    for number, row in enumerate(group.rows):
        place = os.path.join(folder, str(number))
        if os.path.isdir(place) and (whole or os.path.exists(os.path.join(place, "status"))):
            yield row.title, judge.wrong(row, place)
        else:
            reason = "the fault is not in effect" if whole and not held else \
                f"the lab ended:\n{said}"
            yield row.title, [reason]


class Pool:
    """Groups, and threads that run them with a lab each."""

    def __init__(self, labs, judge, place, groups, report):
        # After some groups a lab cannot be used any more: they come last.
        self.left = sorted(groups, key=lambda group: (group.last, -group.weight))
        self.labs, self.judge, self.place, self.report = labs, judge, place, report
        self.guard = threading.Lock()
        self.count = 0
        os.mkdir(place)

    def take(self, second):
        """A group, if any is left: preferably one for this kind of lab, with or without a second
        domain controller."""
        with self.guard:
            if not self.left:
                return None, None
            fitting = [group for group in self.left if group.second == second]
            group = (fitting or self.left)[0]
            self.left.remove(group)
            self.count += 1
            return group, os.path.join(self.place, str(self.count))

    def work(self, second):
        """Runs groups until none is left, beginning with groups of this kind."""
        lab = None
        try:
            while True:
                group, folder = self.take(second)
                if group is None:
                    return
                second = group.second
                if lab is not None and lab.second != group.second:
                    lab.close()
                    lab = None
                if lab is None:
                    lab = self.labs.start(group.second)
                folder_make(folder, group)
                whole, said = lab.run(folder)
                results = list(outcomes(group, self.judge, folder, whole, said))
                self.report(group, results)
                if group.last or any(wrong for _, wrong in results):
                    lab.close()
                    lab = None
        finally:
            if lab is not None:
                lab.close()
