# SPDX-License-Identifier: GPL-3.0-or-later
"""What was begun and not yet confirmed, on disk; and the lock of the sender."""

import fcntl
import json
import os
import pathlib
import time

from .errors import AGAIN, CONFIG, Stop


class State:
    """Keys whose ticket was asked for without an answer yet. Written before the request is sent."""

    def __init__(self, path, settle):
        self.path, self.settle = path, settle
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.lock = open(f"{path}.lock", "a", encoding="utf-8")
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(AGAIN, f"another sender is at work ({path}.lock): run it again") from None
        except OSError as error:
            raise Stop(CONFIG, f"--state: {error}") from None
        boot = pathlib.Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
        self.pending = {}
        # The lock is free, so the sender of these is dead. Time counts from when that was known.
        for key, since in self.load().items():
            known = since is not None and since[0] == boot and since[1] <= now
            self.pending[key] = since if known else [boot, now]
        if self.pending:
            self.save()

    def load(self):
        try:
            pending = json.loads(self.path.read_text(encoding="utf-8"))
            for since in pending.values():
                if since is not None:
                    float(since[1])
            return pending
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Stop(CONFIG, f"--state: {error}") from None
        except (ValueError, AttributeError, TypeError, LookupError):
            raise Stop(CONFIG, f"--state: {self.path} is damaged. Wait until RT is idle, "
                       "then delete it.") from None

    def save(self):
        new = f"{self.path}.new"
        try:
            with open(new, "w", encoding="utf-8") as file:
                json.dump(self.pending, file)
                file.flush()
                os.fsync(file.fileno())
            os.rename(new, self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        except OSError as error:
            raise Stop(CONFIG, f"--state: {error}") from None

    def begin(self, key):
        self.pending[key] = None
        self.save()

    def end(self, key):
        if self.pending.pop(key, self) is not self:
            self.save()

    def wait_seconds(self, key):
        """How long a request for this key may still be under way at RT."""
        since = self.pending.get(key)
        if since is None:
            return 0
        return since[1] + self.settle - time.clock_gettime(time.CLOCK_BOOTTIME)
