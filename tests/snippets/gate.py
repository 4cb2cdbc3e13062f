# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate of a runbook. Each row is a name and what is wrong, "" if nothing."""

from world import ETC, SITUATIONS, STATE, state

SHELLS = (["dash"], ["bash"])
STATUS = {"go": 0, "no-go": 2, "undetermined": 3}


def stopped(done, status):
    """What is wrong with a gate that has to stop with this status."""
    if done.returncode != status:
        return f"status {done.returncode}, not {status}: {done.stderr}"
    return "" if f"stop: status {status}, see " in done.stderr else f"it said {done.stderr!r}"


def gate(world, document):
    text = document.take("gate", "sh")
    report = STATE / "gate.json"
    for name, situation in SITUATIONS.items():
        situation(world)
        for shell in SHELLS:
            done = world.run(shell, text, world.folder)
            wrong = stopped(done, STATUS[name]) if STATUS[name] else (
                f"status {done.returncode}: {done.stderr}" if done.returncode else "")
            if state(report) != name or not (STATE / "gate.txt").stat().st_size:
                wrong += f" the report says {state(report)}"
            yield f"the gate, {name}, {shell[0]}", wrong
    SITUATIONS["go"](world)
    world.run(["dash"], text, "/")
    (ETC / "plan.json").write_text("{}")
    yield "the gate, a plan that is none", stopped(world.run(["dash"], text, "/"), 78)
    (ETC / "plan.json").unlink()
    yield "the gate, no plan", stopped(world.run(["dash"], text, "/"), 66)
    yield "no GO of an earlier run is left", str(state(report)) if state(report) == "go" else ""
    world.plan_is()
    done = world.run(["dash"], text, "/", PATH="/usr/bin:/bin")
    yield "the gate, no program", stopped(done, 127)
    cut = world.folder / "cut"
    cut.mkdir()
    (cut / "cmsready").write_text("#!/bin/sh\nkill -KILL $$\n")
    (cut / "cmsready").chmod(0o755)
    done = world.run(["dash"], text, "/", PATH=f"{cut}:/usr/bin:/bin")
    yield "the gate, a program that was killed", stopped(done, 137)

