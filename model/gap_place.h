/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gap, and where in the evidence it is. */
#pragma once

#include "model/evidence.h"
#include "model/source.h"

struct gap_place {
	enum source source;
	const char *server;  /* or NULL: the source as a whole */
	const char *subject; /* the question or object, or NULL: the server as a whole */
	const struct gap *gap;
};

struct gap_places {
	struct gap_place *place;
	size_t count;
};

/* All of them, by source and server. */
struct gap_places gap_places_of(struct arena *arena, const struct evidence *evidence);
