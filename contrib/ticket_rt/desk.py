# SPDX-License-Identifier: GPL-3.0-or-later
"""One ticket for each finding, and one for each root cause that nothing else reports."""

import json
import time

from .errors import CONFIG, NO_PERMISSION, Refused, Stop, Undelivered
from .text import clean, digest, one_line, say
from .tracker import file_of

OURS = r"cmsready-(again-)?(cause-)?[0-9a-f]{40}\.json"  # names of files at tickets
CAUSES = "cmsready:root-causes"  # a link of all tickets of root causes


class Desk:
    """One ticket for each key."""

    def __init__(self, tracker, state, options):
        self.tracker, self.state, self.options = tracker, state, options
        self.done = {"created": 0, "commented": 0, "reopened": 0, "resolved": 0, "merged": 0}

    def count(self, what, ticket, subject):
        self.done[what] += 1
        print(f"{what} {ticket}: {subject}")

    def active(self, link):
        """The ticket that people work on, or None. Others with the same key are merged into it."""
        found = self.tracker.tickets(link, "Active")
        for other in found[1:]:
            self.tracker.set(other, MergeInto=str(found[0]))
            self.count("merged", other, f"into {found[0]}, which has the same key")
        if len(found) > 1 and self.tracker.tickets(link, "Active") != found[:1]:
            raise Undelivered(f"RT does not merge {found[1:]} into {found[0]}")
        return found[0] if found else None

    def settled(self, link):
        """As active(), but waits for what a killed sender may have asked for."""
        while True:
            left = self.state.wait_seconds(link)
            ticket = self.active(link)
            if ticket is not None or left <= 0:
                self.state.end(link)
                return ticket
            time.sleep(min(left, 0.5))

    def open(self, link, subject, text, file, links):
        """Reopens what this key had, or makes a ticket."""
        closed = self.tracker.tickets(link, "Inactive")
        if closed:
            file["FileName"] = file["FileName"].replace("cmsready-", "cmsready-again-")
            self.change(link, closed[0], f"This is open again.\n\n{text}", file,
                        self.options.open_status)
            self.count("reopened", closed[0], subject)
            return
        self.state.begin(link)
        try:
            ticket = self.tracker.create(self.options.queue, subject, text, file, links)
        except (Refused, Stop) as error:
            if isinstance(error, Refused) or error.status == NO_PERMISSION:
                self.state.end(link)
            raise
        if ticket not in self.tracker.tickets(link, "Active"):
            raise Stop(CONFIG, f"RT did not keep the key of ticket {ticket}, or does not show it: "
                       "see the rights in --help; then delete that ticket")
        self.state.end(link)
        self.count("created", ticket, subject)

    def change(self, link, ticket, text, file, status):
        """Sets the status and says why, but not twice where it could not be set at once."""
        if self.tracker.last_mark(ticket, OURS)[0] == file["FileName"]:
            self.tracker.set(ticket, Status=status)
        else:
            self.tracker.comment(ticket, text, file, status)
        # RT does not tell a program whether it took the status.
        wanted = "Inactive" if status == self.options.resolved_status else "Active"
        if ticket not in self.tracker.tickets(link, wanted):
            raise Undelivered(f"ticket {ticket} has not become {status}: may the account set it?")

    def resolve(self, link, ticket, subject, text, file):
        self.change(link, ticket, text, file, self.options.resolved_status)
        self.count("resolved", ticket, subject)

    def finding(self, event):
        if event.explained:
            return
        link = "cmsready:" + digest("finding", event.key)
        file = file_of(f"cmsready-{event.state()}.json", event.line)
        ticket = self.settled(link)
        if ticket is None:
            if not event.gone and not event.waived:
                self.open(link, event.subject(), event.body(), file, [link])
        elif event.gone:
            self.resolve(link, ticket, event.subject(), event.body("This finding is gone."), file)
        elif event.state() not in (self.tracker.last_mark(ticket, OURS)[0] or ""):
            self.tracker.comment(ticket, event.body("What is known of this has changed."), file)
            self.count("commented", ticket, event.subject())

    def listed(self, ticket):
        """The root cause of a ticket, and the keys of its findings that were not seen since."""
        number = self.tracker.last_mark(ticket, OURS)[1]
        try:
            content = self.tracker.file(number)
            cause, keys = content["root_cause"], content["findings"]
            if not isinstance(cause, str) or not all(isinstance(key, str) for key in keys):
                raise ValueError
            return cause, keys
        except (ValueError, TypeError, KeyError, Refused):
            raise Undelivered(f"ticket {ticket} does not say any more which findings it stands "
                              "for: resolve it yourself") from None

    def cause(self, cause, events, reported):
        """One root cause: its ticket lists the findings that are unknown because of it."""
        link = "cmsready:" + digest("cause", cause)
        ticket = self.settled(link)
        named = [event for event in events.values() if event.explained and cause in event.causes]
        names = [event.key for event in named]
        old = [] if ticket is None else self.listed(ticket)[1]
        keys = sorted({*names, *(key for key in old if key not in events)})
        content = json.dumps({"root_cause": cause, "findings": keys}, indent=1)
        file = file_of(f"cmsready-cause-{digest(cause, keys)}.json", content)
        subject = one_line(f"[cmsready] root cause: {cause}")
        text = cause_text(cause, named, len(keys) - len(named))
        if ticket is None:
            if names and not reported:
                self.open(link, subject, text, file, [link, CAUSES])
        elif not keys:
            self.resolve(link, ticket, subject, "This is the root cause of no finding any "
                         "more: each is known, accepted or gone.", file)
        elif keys != sorted(old):
            self.tracker.comment(ticket, text, file)
            self.count("commented", ticket, subject)


def cause_text(cause, named, others):
    parts = [f"Root cause: {one_line(cause, 300)}\nFindings that are unknown because of it: "
             f"{len(named)}\nMend it, and run the check again. No ticket is resolved before its "
             "finding is known."]
    if others > 0:
        parts.append(f"Findings of earlier runs that were not seen since: {others}")
    if named:
        info = named[0].info
        parts.append(f"The first of them: {info['summary']}\n{info['proof']}\n"
                     f"Fix: {info['remedy']}")
    parts.append("\n".join(
        f"- {event.check} on {event.node}: {one_line(event.resource)}" for event in named))
    return "\n\n".join(clean(part) for part in parts if part)


def deliver(desk, events):
    """Returns how many were not delivered."""
    failed = 0

    def attempt(name, function, *arguments):
        nonlocal failed
        try:
            return function(*arguments)
        except Undelivered as error:
            failed += 1
            say(f"{name}: {error}")
            return None

    for event in events.values():
        attempt(event.key, desk.finding, event)
    named = {cause for event in events.values() if event.explained for cause in event.causes}
    reported = {cause for event in events.values() for cause in event.causes
                if not (event.explained or event.gone or event.waived)}
    tickets = attempt("root causes", desk.tracker.tickets, CAUSES, "Active") if events else None
    known = (attempt(f"ticket {ticket}", desk.listed, ticket) for ticket in tickets or [])
    for cause in sorted(named | {listed[0] for listed in known if listed is not None}):
        attempt(cause, desk.cause, cause, events, cause in reported)
    return failed
