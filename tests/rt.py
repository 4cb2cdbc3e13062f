# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Request Tracker 5 for tests: SQLite, several processes, on port 8080 of 127.0.0.1."""

import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TICKET_RT = HERE.parent / "contrib/ticket-rt"
SAMPLES = HERE.parent / "samples"
PORT = 8080
URL = f"http://127.0.0.1:{PORT}"

CONFIG = """
Set($rtname, 'cmsready.test');
Set($Organization, 'cmsready.test');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '%(folder)s/rt.sqlite');
Set($WebDomain, '127.0.0.1');
Set($WebPort, 8080);
Set($WebPath, '');
Set($MailCommand, 'testfile');
Set($BcryptCost, 4);
Set($MasonDataDir, '%(folder)s/mason');
Set($MasonSessionDir, '%(folder)s/sessions');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
1;
"""

# An account with the rights that --help names, and one that lacks them. Tokens in files.
ACCOUNTS = """
@Queues = ({ Name => 'Exchange' }, { Name => 'Windows' });
@Users = (
    { Name => 'cmsready', Privileged => 1, Password => 'pass word:1' },
    { Name => 'reader', Privileged => 1 },
);
@ACL = ((map { my $right = $_; map { {
        Right => $right, UserId => 'cmsready', Queue => $_ } } qw(Exchange Windows) } qw(
        SeeQueue ShowTicket ShowTicketComments CreateTicket CommentOnTicket ModifyTicket)),
    { Right => 'SeeQueue', UserId => 'reader', Queue => 'Exchange' });
@Final = (sub {
    for my $name (qw(cmsready reader)) {
        my $user = RT::User->new(RT->SystemUser);
        $user->Load($name);
        my $token = RT::AuthToken->new(RT->SystemUser);
        my ($ok, $msg, $auth) = $token->Create(Owner => $user->Id, Description => 'test');
        die $msg unless $ok;
        my $file = "$ENV{TOKENS}/$name.token";
        open my $fh, '>', $file or die $!;
        print $fh "$auth\\n";
        close $fh;
        chmod 0600, $file;
    }
});
1;
"""


def rt_environment(folder):
    return {**os.environ, "RT_SITE_CONFIG": f"{folder}/RT_SiteConfig.pm",
            "RT_SITE_CONFIG_DIR": f"{folder}/site.d", "TOKENS": str(folder), "LC_ALL": "C.UTF-8"}


def write_config(folder):
    for name in ("site.d", "mason", "sessions"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "RT_SiteConfig.pm").write_text(CONFIG % {"folder": folder})


def database(build, folder):
    """A new database with the accounts, copied from the build folder where it is there."""
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "request-tracker5"],
                             capture_output=True, text=True, check=True).stdout
    key = hashlib.sha256((version + CONFIG + ACCOUNTS).encode()).hexdigest()[:16]
    cache = build / "tests" / f"rt-{key}"
    names = ["rt.sqlite", "cmsready.token", "reader.token"]
    write_config(folder)
    if not cache.is_dir():
        (folder / "accounts").write_text(ACCOUNTS)
        for action in (["init"], ["insert", "--datafile", str(folder / "accounts")]):
            done = subprocess.run(
                ["rt-setup-database-5", "--skip-create", "--dba-password", "", "--action", *action],
                env=rt_environment(folder), stdin=subprocess.DEVNULL, capture_output=True,
                text=True, timeout=300, check=False)
            if done.returncode != 0:
                sys.exit(f"rt-setup-database: {done.stdout}{done.stderr}")
        (build / "tests").mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=build / "tests") as new:
            for name in names:
                shutil.copy2(folder / name, new)
            with contextlib.suppress(OSError):
                os.rename(new, cache)
            os.makedirs(new, exist_ok=True)
        return
    for name in names:
        shutil.copy2(cache / name, folder)


@contextlib.contextmanager
def server(folder):
    with open(folder / "rt.log", "wb") as log:
        process = subprocess.Popen(
            ["/usr/share/request-tracker5/libexec/rt-server", "--host", "127.0.0.1", "--port",
             str(PORT), "--max-workers", "4"], env=rt_environment(folder),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), 1):
                break
            if process.poll() is not None:
                sys.exit("rt-server: " + (folder / "rt.log").read_text(errors="replace"))
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


class Lab:
    """RT, and what is known of its tickets from its database alone."""

    def __init__(self, build, folder):
        self.cmsready, self.folder = build / "cmsready", folder
        self.passed = self.failed = 0
        self.state = folder / "state/rt.json"

    def result(self, name, good, what=""):
        self.passed += bool(good)
        self.failed += not good
        print(f"ok   {name}" if good else f"FAIL {name}: {what}", flush=True)

    def sql(self, query, *values):
        uri = f"file:{self.folder}/rt.sqlite?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as database:
            return database.execute(query, values).fetchall()

    def tickets(self):
        """Subject -> [(number, status)]; merged ones are no tickets any more."""
        tickets = {}
        for number, subject, status in self.sql(
                "SELECT id, Subject, Status FROM Tickets WHERE id = EffectiveId AND "
                "Type = 'ticket' ORDER BY id"):
            tickets.setdefault(subject, []).append((number, status))
        return tickets

    def comments(self, subject="%"):
        return self.sql("SELECT count(*) FROM Transactions JOIN Tickets ON Tickets.id = ObjectId "
                        "WHERE ObjectType = 'RT::Ticket' AND Transactions.Type = 'Comment' AND "
                        "Subject LIKE ?", subject)[0][0]

    def command(self, *arguments, token="cmsready"):
        return [str(TICKET_RT), "--url", URL, "--queue", "Exchange", "--state", str(self.state),
                "--token-file", str(self.folder / f"{token}.token"), "--settle", "3",
                *map(str, arguments)]

    def send(self, events, *arguments, status=0, name=None, **options):
        done = subprocess.run(self.command(*arguments, events, **options), text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                              check=False)
        if name or done.returncode != status:
            self.result(name or f"status of {events}", done.returncode == status,
                        f"status {done.returncode}, not {status}: {done.stdout}{done.stderr}")
        return done

    def check(self, name, evidence=None, waivers=None):
        """A real run in the loop of --help; the time of the evidence is now."""
        events, report, last = (self.folder / x for x in (f"{name}.jsonl", "r.json", "last.json"))
        arguments = [self.cmsready, "check", SAMPLES / "ready/plan.json", "-q", "-o",
                     f"events={events}", "-o", f"json={report}", "--deadline", "20"]
        if last.exists():
            arguments += ["--previous", last]
        if evidence:
            content = json.loads((SAMPLES / evidence / "evidence.json").read_bytes())
            now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            content["run"].update(started=now, ended=now)
            (self.folder / "evidence.json").write_text(json.dumps(content))
            arguments += ["--from", self.folder / "evidence.json"]
        if waivers:
            arguments += ["--waivers", waivers]
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)
        if done.returncode > 3:
            self.result(f"cmsready of {name}", False, done.stderr)
        return events

    def deliver(self, events):
        done = self.send(events)
        if done.returncode == 0 and (self.folder / "r.json").exists():
            os.rename(self.folder / "r.json", self.folder / "last.json")
        return done


def subject_of(event):
    return f"[cmsready] {event['type']} on {event['node']}: {event['resource']}"


def rows(events):
    return [json.loads(line) for line in events.read_text().splitlines()]


def statuses(tickets):
    return {subject: [status for _, status in found] for subject, found in tickets.items()}


def event_of(key, severity="1", outcome="fail", summary="It is wrong.", causes=(), **fields):
    info = {"check": "dns.ttl", "recovery": "CMS", "subject": key, "outcome": outcome,
            "blocking": True, "explained": bool(causes), "root_causes": list(causes),
            "waiver": None, "environment": "", "verdict": "no-go", "summary": summary,
            "proof": "proof", "why": "why", "remedy": "remedy", "run": "1", "plan_sha256": "2"}
    info.update({name: fields.pop(name) for name in list(fields) if name in info})
    event = {"source": "cmsready", "node": "cms.corp.example.com", "type": "dns.ttl",
             "resource": key, "metric_name": "", "message_key": key, "event_class": "",
             "severity": severity, "time_of_event": "2026-12-01 03:00:00",
             "resolution_state": "Closing" if severity == "0" else "New",
             "description": summary, "additional_info": json.dumps(info)}
    event.update(fields)
    return event


def write(path, events):
    path.write_text("".join(json.dumps(event) + "\n" for event in events))
    return path
