/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loss of a site, supposed: evidence is judged as if every server of the site were gone. What
 * they said is taken out of it and listed here; a server that was taken out was asked, and nobody
 * misses its answer.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/source.h"

struct loss_server {
	enum source source;
	const char *name; /* as the evidence has it */
};

struct loss {
	const char *site;
	const char *blind;          /* why it is not known which servers stand there; NULL: it is */
	struct loss_server *server; /* what was set aside */
	size_t count;
};

/* Whether that server's evidence was set aside; `loss` may be NULL. */
bool loss_holds(const struct loss *loss, enum source source, const char *server);
