# SPDX-License-Identifier: GPL-3.0-or-later
"""What ends a run, or the delivery of one event; and the exit statuses."""

USAGE, DATA, NO_INPUT, AGAIN, NO_PERMISSION, CONFIG = 64, 65, 66, 75, 77, 78


class Stop(Exception):
    """Nothing more can be done; the status to exit with, and why."""

    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


class Undelivered(Exception):
    """This event was not delivered, and why; others may be."""


class Refused(Undelivered):
    """RT answered that it did not do it."""
