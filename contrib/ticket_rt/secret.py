# SPDX-License-Identifier: GPL-3.0-or-later
"""The token or password, from a file that others cannot read."""

import base64
import os
import stat

from .errors import CONFIG, USAGE, Stop

MAX_SECRET = 4096


def secret(path, credential):
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if path is None and folder is None:
        raise Stop(USAGE, "no secret: --token-file FILE, or --user NAME --password-file FILE")
    place = path or os.path.join(folder, credential)
    try:
        with open(place, "rb") as file:
            status = os.fstat(file.fileno())
            text = file.read(MAX_SECRET)
    except OSError as error:
        raise Stop(CONFIG, f"{place}: {error.strerror}") from None
    if path is not None and (stat.S_IMODE(status.st_mode) & 0o077 or
                             status.st_uid not in (0, os.geteuid())):
        raise Stop(CONFIG, f"{place}: others may read it: chmod 600 {place}")
    text = text.rstrip(b"\r\n").decode("utf-8", "replace")
    if not text or not text.isprintable():
        raise Stop(CONFIG, f"{place}: holds no secret of one line")
    return text


def authorization(options):
    if options.user is None:
        text = secret(options.token_file, "rt-token")
        if not text.isascii() or " " in text:
            raise Stop(CONFIG, "the token is none of RT")
        return f"token {text}"
    if ":" in options.user or not options.user.isprintable():
        raise Stop(USAGE, "--user: no name of an account")
    pair = f"{options.user}:{secret(options.password_file, 'rt-password')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()
