/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Site loss: evidence is judged as if every server of a site were gone. Their answers are taken out
 * of the evidence, and the servers are listed here. They were asked, so checks do not report them
 * as left out.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/causes.h"
#include "model/source.h"

struct evidence;

struct loss_server {
	enum source source;
	const char *name; /* as the evidence has it */
};

struct loss {
	const char *site;
	const char *blind; /* why it is not known which servers the site has; NULL: it is */
	struct loss_server *server; /* whose answers were set aside */
	size_t count;
};

/* Whether that server's evidence was set aside; `loss` may be NULL. */
bool loss_holds(const struct loss *loss, enum source source, const char *server);

/*
 * Adds why the evidence has no server of a source: the gap of the source or, without one, that all
 * that were asked are in the lost site. Otherwise nobody was asked, which is another cause.
 */
void loss_causes(struct arena *arena, const struct evidence *evidence, const struct gap *gap,
	struct causes *causes);
