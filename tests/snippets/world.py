# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the blocks of a document run: in the lab, with folders in /etc and /var of their own."""

import datetime
import json
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
FAULT = HERE.parent / "lab/fault"
SAMPLES = HERE.parent.parent / "samples"
UNDO = HERE.parent / "lab/directory_undo.py"
ETC, STATE = pathlib.Path("/etc/cmsready"), pathlib.Path("/var/lib/cmsready")
KEYTAB = ETC / "reader.keytab"

# Kills each worker as soon as it is there.
WITHOUT_WORKERS = '''#!/usr/bin/python3
import os, signal, subprocess, sys
process = subprocess.Popen(["{}", *sys.argv[1:]])
while process.poll() is None:
    try:
        with open(f"/proc/{{process.pid}}/task/{{process.pid}}/children") as children:
            for child in children.read().split():
                os.kill(int(child), signal.SIGKILL)
    except OSError:
        pass
sys.exit(process.returncode)
'''


def call(*words, **options):
    options = {"check": True, "stdin": subprocess.DEVNULL, "capture_output": True, "text": True,
               "timeout": 120, **options}
    return subprocess.run([str(word) for word in words], **options)


class World:
    """The domain as it is, or with a fault; with a keytab, or without."""

    def __init__(self, cmsready, image):
        self.lab = pathlib.Path(os.environ["LAB"])
        self.folder = self.lab / "integrations"
        self.cmsready, self.image, self.is_broken = cmsready, image, False
        self.folder.mkdir()
        # What a run of a block finds in the environment: nothing of the lab's tickets.
        self.environment = {
            "PATH": f"{cmsready.parent}:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8", "KRB5_CONFIG": os.environ["KRB5_CONFIG"]}
        self.own_folders()
        call("samba-tool", "domain", "exportkeytab", KEYTAB, "--principal=reader",
             "-s", self.lab / "dc1/etc/smb.conf")
        KEYTAB.chmod(0o600)
        (ETC / "nagios.keytab").symlink_to(KEYTAB)
        self.plan = json.loads((self.lab / "plan.json").read_text())
        self.plan_is()

    def own_folders(self):
        """A copy of /etc, and a /var/lib of links to what is there, that only this mount namespace
        sees: with our folders, and without that of Prometheus."""
        etc, state, there = (self.folder / name for name in ("etc", "var-lib", "var-lib-there"))
        state.mkdir()
        call("cp", "-a", "/etc", etc)
        there.mkdir()
        call("mount", "--rbind", "/var/lib", there)
        for entry in there.iterdir():
            if entry.name not in (STATE.name, "prometheus"):
                (state / entry.name).symlink_to(entry)
        call("mount", "--bind", etc, "/etc")
        call("mount", "--bind", state, "/var/lib")
        shutil.rmtree(ETC, ignore_errors=True)
        ETC.mkdir()
        STATE.mkdir(mode=0o700)

    def plan_is(self, **members):
        """The plan from now on: that of the lab, and these members."""
        text = json.dumps({**self.plan, **members}, indent=2)
        (ETC / "plan.json").write_text(text)
        return text

    def is_mended(self):
        if self.is_broken:
            call("/usr/bin/python3", UNDO, self.image)
            self.is_broken = False

    def lacks_full_control(self):
        if not self.is_broken:
            call(FAULT, "cno-revoke")
            self.is_broken = True

    def keytab_is_there(self, there):
        away = KEYTAB.with_suffix(".away")
        if there and away.exists():
            away.rename(KEYTAB)
        if not there and KEYTAB.exists():
            KEYTAB.rename(away)

    def failing(self, program):
        """A folder for PATH in which that program fails."""
        folder = self.folder / f"failing-{program}"
        folder.mkdir(exist_ok=True)
        (folder / program).write_text("#!/bin/sh\nexit 7\n")
        (folder / program).chmod(0o755)
        return folder

    def without_workers(self):
        """A folder for PATH with a cmsready whose workers die, so that it judges nothing."""
        folder = self.folder / "without-workers"
        folder.mkdir(exist_ok=True)
        (folder / "cmsready").write_text(WITHOUT_WORKERS.format(self.cmsready))
        (folder / "cmsready").chmod(0o755)
        return folder

    def be(self, case):
        """Brings about one of STATUS with the lab's own plan, or "no plan"."""
        if case == "no-go":
            self.lacks_full_control()
        elif case != "undetermined":
            self.is_mended()
        self.keytab_is_there(case != "undetermined")
        if case == "no plan":
            (ETC / "plan.json").unlink(missing_ok=True)
        else:
            self.plan_is()

    def workspace(self, name):
        """A new folder with the plan, as a checkout of a repository has it."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(ETC / "plan.json", folder)
        return folder

    def run(self, shell, text, folder, **environment):
        """Runs a block as a script of that shell (a list of words)."""
        file = self.folder / "block"
        file.write_text(text)
        return call(*shell, file, check=False, cwd=folder,
                    env={**self.environment, **{name: str(value)
                                                for name, value in environment.items()}})


def utc(time):
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def recorded(sample, folder, time):
    """The plan and the evidence of a sample, as if that had been read at that time."""
    shutil.copy(SAMPLES / sample / "plan.json", folder)
    evidence = json.loads((SAMPLES / sample / "evidence.json").read_bytes())
    evidence["run"].update(started=utc(time), ended=utc(time))
    (folder / "evidence.json").write_text(json.dumps(evidence))


def state(report):
    """The verdict of a report in JSON; None: there is no such file."""
    try:
        return json.loads(report.read_text())["verdict"]["state"]
    except FileNotFoundError:
        return None


# The verdicts that World.be() brings about, and their exit statuses.
STATUS = {"go": 0, "no-go": 2, "undetermined": 3}
