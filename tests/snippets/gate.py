# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate of a runbook. Each row is a name and what is wrong, "" if nothing."""

from world import ETC, STATE, STATUS, state

SHELLS = (["dash"], ["bash"])


def stopped(done, status):
    """What is wrong with a gate that has to stop with this status."""
    if done.returncode != status:
        return f"status {done.returncode}, not {status}: {done.stderr}"
    return "" if f"stop: status {status}, see " in done.stderr else f"it said {done.stderr!r}"


def gate(world, document):
    text = document.take("gate", "sh")
    report = STATE / "gate.json"
    for name, status in STATUS.items():
        world.be(name)
        for shell in SHELLS:
            done = world.run(shell, text, world.folder)
            wrong = stopped(done, status) if status else (
                f"status {done.returncode}: {done.stderr}" if done.returncode else "")
            if state(report) != name or not (STATE / "gate.txt").stat().st_size:
                wrong += f" the report says {state(report)}"
            yield f"the gate, {name}, {shell[0]}", wrong
    world.be("go")
    world.run(["dash"], text, "/")
    (ETC / "plan.json").write_text("{}")
    yield "the gate, a plan that is none", stopped(world.run(["dash"], text, "/"), 78)
    world.be("no plan")
    yield "the gate, no plan", stopped(world.run(["dash"], text, "/"), 66)
    yield "no GO of an earlier run is left", str(state(report)) if state(report) == "go" else ""
    world.be("go")
    done = world.run(["dash"], text, "/", PATH="/usr/bin:/bin")
    yield "the gate, no program", stopped(done, 127)
    cut = world.folder / "cut"
    cut.mkdir()
    (cut / "cmsready").write_text("#!/bin/sh\nkill -KILL $$\n")
    (cut / "cmsready").chmod(0o755)
    done = world.run(["dash"], text, "/", PATH=f"{cut}:/usr/bin:/bin")
    yield "the gate, a program that was killed", stopped(done, 137)


def options(world, document):
    """Each line says which status it gives; a warning is made of the fault by the policy."""
    lines = document.take("gate-options", "sh").splitlines()
    environment = {"KRB5_CLIENT_KTNAME": ETC / "reader.keytab"}
    world.be("no-go")
    world.plan_is(policy={"weights": {"ad.cno-full-control": "advisory"}})
    done = world.run(["dash"], lines[0], world.workspace("options"), **environment)
    yield "a GO with warnings", "" if done.returncode == 1 else f"status {done.returncode}"
    world.plan_is()
    world.be("undetermined")
    done = world.run(["dash"], lines[1], world.workspace("options"), **environment)
    yield "UNDETERMINED as NO-GO", "" if done.returncode == 2 else f"status {done.returncode}"
    yield "two options", "" if len(lines) == 2 else "and other lines"
