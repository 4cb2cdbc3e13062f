# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop of tickets with a real Request Tracker."""

import shutil

import rt
import servers
from world import ETC, HERE, STATE

FOLDER = STATE / "tickets"
SUBJECT = "[cmsready] ad.cno-full-control on excms01.corp.example.com: drclu01.corp.example.com"


def rows(world, document):
    text, names = document.take("tickets", "sh"), servers.names_of(world)
    shutil.rmtree(FOLDER, ignore_errors=True)
    folder = world.folder / "rt"
    folder.mkdir()
    rt.database(world.cmsready.parent, folder)
    lab = rt.Lab(world.cmsready.parent, folder)
    shutil.copy(folder / "cmsready.token", ETC / "rt.token")
    servers.front(names, "rt.example.com", rt.PORT)
    path = f"{HERE.parent.parent / 'contrib'}:{world.environment['PATH']}"

    def run(situation, path=path):
        world.be(situation)
        done = world.run(["dash"], text, "/", **names.environment, PATH=path)
        found = rt.statuses(lab.tickets())
        twice = [subject for subject, statuses in found.items() if len(statuses) > 1]
        wrong = "".join(f"{subject} twice" for subject in twice)
        return found, wrong or (done.returncode and f"status {done.returncode}: {done.stderr}")

    with rt.server(folder):
        found, wrong = run("no-go")
        yield "RT, NO-GO", wrong or ("" if found.get(SUBJECT) == ["new"] else str(found))
        again, wrong = run("no-go", f"{world.failing('mv')}:{path}")
        yield "RT, ended right after it was delivered", (
            "" if again == found and "status" in wrong else f"{again} {wrong}")
        again, wrong = run("no-go")
        yield "RT, the same again", wrong or ("" if again == found else str(again))
        again, wrong = run("undetermined")
        yield "RT, no ticket", wrong or (
            "" if all(again[name] == found[name] for name in found) else str(again))
        found, wrong = run("go")
        yield "RT, mended", wrong or (
            "" if {status for statuses in found.values() for status in statuses} == {"resolved"}
            else str(found))
