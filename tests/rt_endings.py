# SPDX-License-Identifier: GPL-3.0-or-later
"""Senders of events that end too early, come too late, or come together."""

import contextlib
import random
import signal
import subprocess
import time

from rt import event_of, statuses, subject_of, write
from rt_front import Front


def together(lab):
    """Two senders at once: one does it, the other says that it did not."""
    path = write(lab.folder / "together.jsonl", [event_of(f"together{n}") for n in range(3)])
    senders = [subprocess.Popen(lab.command(path), stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL) for _ in range(4)]
    ends = sorted(sender.wait(timeout=120) for sender in senders)
    found = statuses(lab.tickets())
    lab.result("four senders at once: one ticket each", ends[0] == 0 and set(ends) <= {0, 75} and
               all(found[subject_of(event_of(f"together{n}"))] == ["new"] for n in range(3)),
               f"{ends} {found}")
    lab.send(write(path, [event_of(f"together{n}", severity="0") for n in range(3)]))


def slow(lab):
    """RT finishes what the sender did not wait for."""
    path = write(lab.folder / "slow.jsonl", [event_of(f"slow{n}") for n in range(2)])
    for timeout in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3):
        subprocess.run(lab.command("--timeout", timeout, path), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=120, check=False)
    lab.send(path)
    found = statuses(lab.tickets())
    lab.result("answers that come too late: one ticket each",
               all(found[subject_of(event_of(f"slow{n}"))] == ["new"] for n in range(2)), found)
    lab.send(write(path, [event_of(f"slow{n}", severity="0") for n in range(2)]))


def under_way(lab):
    """A sender is killed, and the next one comes before RT has made the ticket."""
    path = write(lab.folder / "way.jsonl", [event_of("way")])
    proxy = Front(seconds=2)
    command = lab.command("--url", f"http://127.0.0.1:{proxy.port}", path)
    for turn in range(2):
        proxy.asked.clear()
        sender = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if turn == 0:
            lab.result("a request for a ticket is under way", proxy.asked.wait(30))
            sender.kill()
        sender.wait(timeout=60)
    found = lab.tickets().get(subject_of(event_of("way")), [])
    lab.result("its ticket is waited for, and not made twice", len(found) == 1, found)
    lab.send(write(path, [event_of("way", severity="0")]))


def asking(lab):
    """Whether a sender says in its state that it asks for a ticket."""
    with contextlib.suppress(FileNotFoundError):
        return "null" in lab.state.read_text()
    return False


def wait(lab, sender, source, anywhere):
    """Until a moment of the whole run, or one from just before a request for a ticket on."""
    end = time.monotonic() + source.uniform(0.05, lab.duration)
    while sender.poll() is None and time.monotonic() < end:
        if not anywhere and asking(lab):
            time.sleep(source.uniform(0, 0.3))
            return
        time.sleep(0.002)


def kill_one(lab, events, source, tally):
    """Starts a sender of these events and kills it."""
    path = write(lab.folder / "killed.jsonl", events)
    sender = subprocess.Popen(lab.command(path), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    wait(lab, sender, source, tally["begun"] % 2 == 0)
    tally["ended"] += sender.poll() is not None
    sender.send_signal(signal.SIGKILL)
    sender.wait()
    tally["begun"] += 1
    tally["asking"] += asking(lab)
    return path


def kills(lab, number, seed):
    """Senders killed at any moment. Every second one has one finding more to make a ticket of, or
    to resolve; then one runs to the end."""
    source = random.Random(seed)
    tally = {"begun": 0, "ended": 0, "asking": 0}
    rounds = 5
    half = max(1, number // rounds // 2)
    for turn in range(rounds):
        cause = f"cause/{turn}"
        events = [event_of(f"killed{turn}.{n}") for n in range(half // 2 + 1)]
        subjects = [subject_of(event) for event in events]
        explained = [event_of(f"unknown{turn}.{n}", "2", "unknown", causes=[cause])
                     for n in range(3)]
        subjects.append(f"[cmsready] root cause: {cause}")
        for severity, status in (("1", "new"), ("0", "resolved")):
            events = [event_of(event["message_key"], severity) for event in events]
            if severity == "0":
                explained = [event_of(event["message_key"], "0") for event in explained]
            for n in range(half):
                some = events[n // 2::-1] if n % 2 == 0 else events[:n // 2 + 1]
                kill_one(lab, some + (explained if n > half // 2 else []), source, tally)
            lab.send(write(lab.folder / "killed.jsonl", events + explained))
            found = statuses(lab.tickets())
            found = {subject: found.get(subject) for subject in subjects}
            lab.result(f"killed {tally['begun']} times, then run to the end: all {status}, once",
                       all(states == [status] for states in found.values()), found)
    print(f"     {tally['begun']} senders; {tally['ended']} were done before; {tally['asking']} "
          "were killed between a request for a ticket and its answer")
    lab.result("some were killed while RT made a ticket", tally["asking"] >= number // 25, tally)
    doubles = {subject: found for subject, found in lab.tickets().items() if len(found) > 1}
    merged = lab.sql("SELECT count(*) FROM Tickets WHERE id != EffectiveId")[0][0]
    lab.result("nothing was ever made twice", not doubles and merged == 0, doubles)


def measure(lab):
    """How long a run takes that makes two tickets."""
    path = write(lab.folder / "measure.jsonl", [event_of(f"measure{n}") for n in range(2)])
    start = time.monotonic()
    lab.send(path)
    lab.duration = time.monotonic() - start
    lab.send(write(path, [event_of(f"measure{n}", severity="0") for n in range(2)]))


def all_of(lab, number, seed):
    for part in (together, slow, under_way, measure):
        part(lab)
    kills(lab, number, seed)
