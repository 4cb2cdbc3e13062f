# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines for Nagios, in a real Nagios with the templates of its package."""

import pathlib
import re
import subprocess
import time

from world import STATUS

PACKAGE = pathlib.Path("/etc/nagios4")
SETTINGS = """
log_file={0}/log
cfg_file={0}/objects.cfg
{1}
object_cache_file={0}/objects.cache
status_file={0}/status
status_update_interval=1
nagios_user=root
nagios_group=root
check_external_commands=1
command_file={0}/command
lock_file={0}/pid
temp_file={0}/temporary
temp_path={0}
check_result_path={0}/results
query_socket={0}/queries
state_retention_file={0}/retention
check_workers=1
enable_notifications=0
service_inter_check_delay_method=n
"""
HOST = """
define host {
    use        generic-host
    host_name  EXCMS01
    address    127.0.1.1
    max_check_attempts 1
}
"""
STATE = {"go": 0, "no-go": 2, "undetermined": 3, "no plan": 3}


class Nagios:
    """Runs while it is entered; checks the one service when told to."""

    def __init__(self, world, objects):
        self.folder, self.environment = world.folder / "nagios", world.environment
        self.asked = 0  # when it was last told to check
        (self.folder / "results").mkdir(parents=True)
        files = [f"cfg_file={PACKAGE}/objects/{name}.cfg"
                 for name in ("templates", "contacts", "timeperiods", "commands")]
        (self.folder / "nagios.cfg").write_text(SETTINGS.format(self.folder, "\n".join(files)))
        (self.folder / "objects.cfg").write_text(HOST + objects)

    def accepts(self):
        """What it says against its configuration, warnings about our service included."""
        done = subprocess.run(["nagios4", "-v", self.folder / "nagios.cfg"], check=False,
                              capture_output=True, text=True)
        said = [line for line in done.stdout.splitlines()
                if line.startswith("Error") or "CMS recovery" in line]
        return "\n".join(said) or ("" if done.returncode == 0 else done.stdout)

    def __enter__(self):
        with (self.folder / "output").open("w") as output:
            self.process = subprocess.Popen(
                ["nagios4", self.folder / "nagios.cfg"], env=self.environment, stdout=output,
                stderr=output, stdin=subprocess.DEVNULL)
        self.wait("it does not start", (self.folder / "command").exists)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def wait(self, what, condition):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        raise TimeoutError(f"Nagios: {what}: {(self.folder / 'output').read_text()}")

    def status(self):
        """What it knows about the service, as text."""
        try:
            text = (self.folder / "status").read_text()
        except FileNotFoundError:
            text = ""
        found = re.search(r"^servicestatus \{\n(.*?)^\s*\}", text, re.MULTILINE | re.DOTALL)
        lines = found[1].splitlines() if found else []
        return dict(line.strip().split("=", 1) for line in lines)

    def is_checked_since(self, second):
        """Asks for a check, too: Nagios forgets that while one of its own is under way."""
        status = self.status()
        if status.get("has_been_checked") == "1" and int(status["last_check"]) >= second:
            return True
        now = int(time.time())
        if now > self.asked:
            self.asked = now
            (self.folder / "command").write_text(
                f"[{now}] SCHEDULE_FORCED_SVC_CHECK;EXCMS01;CMS recovery;{now}\n")
        return False

    def check(self):
        """What it knows after a check that began from now on."""
        second = int(time.time()) + 1
        time.sleep(second - time.time())
        self.wait("it does not check", lambda: self.is_checked_since(second))
        return self.status()


def rows(world, document):
    text = document.take("nagios", "nagios")
    nagios = Nagios(world, text)
    yield "Nagios accepts the lines", nagios.accepts()
    deadline = int(re.search(r"--deadline (\d+)", text)[1])
    limit = re.search(r"^service_check_timeout=(\d+)", (PACKAGE / "nagios.cfg").read_text(),
                      re.MULTILINE)
    yield "a run ends before Nagios ends it", (
        "" if deadline < int(limit[1]) else f"{deadline} s, Nagios ends it after {limit[1]} s")
    with nagios:
        for case, state in STATE.items():
            world.be(case)
            seen = nagios.check()
            wrong = "" if int(seen["current_state"]) == state else f"state {seen['current_state']}"
            if not seen["plugin_output"].startswith("CMSREADY") or (
                    case in STATUS and not seen["performance_data"]):
                wrong += f" {seen['plugin_output']!r} {seen['performance_data']!r}"
            yield f"Nagios, {case}", wrong
    world.plan_is()
