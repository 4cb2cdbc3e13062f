/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * URLs for libsmbclient, which decodes "%41" and takes "?" and other characters as its own syntax:
 * a name written into a URL as it is may open another share.
 */
#pragma once

#include "base/arena.h"

/* "smb://SERVER:445": with the port, without which the library also tries NetBIOS. */
char *smb_url(struct arena *arena, const char *server);

/* The URL of what has that name in `url`: a share, a folder, a file. "" is the list of shares. */
char *smb_url_in(struct arena *arena, const char *url, const char *name);
