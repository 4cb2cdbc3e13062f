/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User and password for file servers, from a file in the format of smbclient's
 * --authentication-file. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

struct credentials {
	const char *user, *password, *domain; /* domain may be "" */
};

/*
 * Reads "username = ...", "password = ...", "domain = ...", one a line; "#" begins a comment. The
 * file must be readable by its owner alone (ERROR_CONFIG). ERROR_MALFORMED names the line.
 */
bool credentials_load(struct arena *arena, const char *path, struct credentials *credentials,
	struct error *error);
