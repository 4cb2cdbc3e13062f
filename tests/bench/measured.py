# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of measurements, and the memory of a process with all its descendants."""

import contextlib
import pathlib
import subprocess
import time

SAMPLE_SECONDS = 0.02


def row(what, ours, theirs, ratio, aim):
    print(f"{what:<46} {ours:>10} {theirs:>10} {ratio:>7}   {aim}", flush=True)


def times(ours, theirs, scale, unit):
    """Both times, and theirs divided by ours."""
    return f"{ours * scale:.1f} {unit}", f"{theirs * scale:.1f} {unit}", f"{theirs / ours:.1f}"


def family(pid):
    """The process and all its descendants."""
    yield pid
    with contextlib.suppress(OSError):
        for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            yield from family(int(child))


def memory_kib(pid):
    """Their memory together; each shared page counts once (proportional set size)."""
    total = 0
    for one in family(pid):
        with contextlib.suppress(OSError):
            text = pathlib.Path(f"/proc/{one}/smaps_rollup").read_text("ascii")
            total += int(text.split("\nPss:")[1].split()[0])
    return total


def watch(command):
    """Seconds, the most memory in KiB, and the exit status."""
    start, peak = time.perf_counter(), 0
    with subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, memory_kib(process.pid))
            time.sleep(SAMPLE_SECONDS)
    return time.perf_counter() - start, peak, process.returncode
