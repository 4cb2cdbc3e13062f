/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The offline address books of one directory server's copy of the organisation, by the server that
 * generates them. Pure. Points into the organisation.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "exchange/organisation.h"
#include "model/check.h"

struct oab_book {
	const struct address_book *object;
	const struct oab_book *next; /* of the same server */
};

struct oab_index {
	const struct organisation *organisation;
	const struct oab_book **of_server; /* the first of each server; NULL: none */
	const struct oab_book *serverless; /* no generation server is shown: may be anyone's */
	const struct oab_book *orphaned;   /* of servers that do not exist */
	/* Some book shows a virtual directory, so the account may read which books have one. */
	bool shows_distribution;
};

/* One pass over all books: a plan may have a thousand servers with a book each. */
const struct oab_index *oab_index_make(
	struct arena *arena, const struct organisation *organisation);

/* The index of that copy, made once for all checks and recoveries. */
const struct oab_index *oab_index(
	const struct examination *examination, const struct organisation *organisation);

size_t oab_books_count(const struct oab_book *first);

/* The first book that the server generates, or NULL. */
const struct oab_book *oab_books_of(
	const struct oab_index *index, const struct exchange_server *server);
