# SPDX-License-Identifier: GPL-3.0-or-later
"""Request Tracker 5, by REST 2."""

import base64
import http.client
import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

from .errors import AGAIN, CONFIG, NO_PERMISSION, Refused, Stop, Undelivered

MAX_ANSWER = 16 << 20
PAGE = 100  # RT has no larger pages
NO_TRACKER = "there is no Request Tracker with REST 2 at --url"
GIVE_UP_AFTER = 3  # requests in a row that had no answer


class StayHere(urllib.request.HTTPRedirectHandler):
    """A secret is not sent to where an answer points."""

    def redirect_request(self, *_):
        return None


class Tracker:
    """Request Tracker, by REST 2."""

    def __init__(self, options, authorization):
        self.base = options.url.rstrip("/") + "/REST/2.0/"
        self.headers = {"Authorization": authorization, "Accept": "application/json",
                        "Content-Type": "application/json"}
        self.timeout, self.silent = options.timeout, 0
        try:
            trust = ssl.create_default_context(cafile=options.ca_file)
        except OSError as error:
            raise Stop(CONFIG, f"--ca-file: {error}") from None
        handlers = [StayHere, urllib.request.HTTPSHandler(context=trust)]
        if options.url.startswith("http:"):
            handlers.append(urllib.request.ProxyHandler({}))
        self.opener = urllib.request.build_opener(*handlers)

    def ask(self, method, path, body=None, status=200, **query):
        address = self.base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, self.headers, method=method)
        try:
            with self.opener.open(request, timeout=self.timeout) as answer:
                got, content = answer.status, answer.read(MAX_ANSWER)
        except urllib.error.HTTPError as error:
            self.silent = 0
            self.refuse(error.code, error, method, path)
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
                raise Stop(CONFIG, f"RT is not trusted: {error.reason}; see --ca-file") from None
            self.silent += 1
            why = f"RT does not answer: {getattr(error, 'reason', None) or error}"
            if self.silent >= GIVE_UP_AFTER:
                raise Stop(AGAIN, f"{why}; given up") from None
            raise Undelivered(why) from None
        self.silent = 0
        if got != status:
            raise Undelivered(f"{method} {path}: RT answers {got}, not {status}")
        try:
            return json.loads(content)
        except ValueError:
            if path == "tickets":
                raise Stop(CONFIG, NO_TRACKER) from None
            raise Undelivered(f"{method} {path}: RT's answer is not JSON") from None

    @staticmethod
    def refuse(code, answer, method, path):
        try:
            why = json.loads(answer.read(65536))["message"]
        except (OSError, http.client.HTTPException, ValueError, TypeError, KeyError):
            why = answer.reason
        if code == 401:
            raise Stop(NO_PERMISSION, "RT does not accept the token or password")
        if code == 404 and path == "tickets":
            raise Stop(CONFIG, NO_TRACKER)
        if code == 403 and path == "ticket":
            raise Stop(NO_PERMISSION, f"RT does not make a ticket: {why}")
        kind = Refused if 400 <= code < 500 and code != 408 else Undelivered
        raise kind(f"{method} {path}: RT answers {code}: {why}")

    def pages(self, path, **query):
        page = 1
        while True:
            answer = self.ask("GET", path, page=page, per_page=PAGE, **query)
            try:
                items, pages = answer["items"], answer["pages"]
                yield from items
                # Without $UseSQLForACLChecks RT does not count pages.
                if not items or (pages is not None and page >= int(pages)):
                    return
            except (TypeError, ValueError, KeyError):
                raise Undelivered(f"GET {path}: RT's answer is not a list") from None
            page += 1

    def tickets(self, link, state):
        """Numbers of the tickets with this link, oldest first; state: Active or Inactive."""
        # The link is our own word and a hash: there is nothing in it to quote.
        query = f"RefersTo = '{link}' AND Status = '__{state}__'"
        try:
            return sorted({int(row["id"]) for row in self.pages("tickets", query=query)})
        except (TypeError, ValueError, KeyError):
            raise Undelivered("GET tickets: RT's answer has no numbers") from None

    def last_mark(self, ticket, pattern):
        """Name and number of the newest file at the ticket whose name is ours."""
        rows = self.pages(f"ticket/{ticket}/attachments", fields="Filename", orderby="id",
                          order="DESC")
        for row in rows:
            name = row.get("Filename") or ""
            if re.fullmatch(pattern, name):
                return name, int(row["id"])
        return None, None

    def file(self, number):
        answer = self.ask("GET", f"attachment/{number}")
        return json.loads(base64.b64decode(answer["Content"]))

    def create(self, queue, subject, text, file, links):
        answer = self.ask("POST", "ticket", {
            "Queue": queue, "Subject": subject, "Content": text, "ContentType": "text/plain",
            "RefersTo": links, "Attachments": [file]}, status=201)
        try:
            return int(answer["id"])
        except (TypeError, ValueError, KeyError):
            raise Undelivered("POST ticket: RT's answer has no number") from None

    def comment(self, ticket, text, file, status=None):
        body = {"Content": text, "ContentType": "text/plain", "Attachments": [file]}
        if status:
            body["Status"] = status
        self.ask("POST", f"ticket/{ticket}/comment", body, status=201)

    def set(self, ticket, **fields):
        return self.ask("PUT", f"ticket/{ticket}", fields)


def file_of(name, content):
    return {"FileName": name, "FileType": "application/json",
            "FileContent": base64.b64encode(content.encode("utf-8", "replace")).decode()}
