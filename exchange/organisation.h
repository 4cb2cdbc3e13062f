/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Exchange organisation as a directory server shows it: servers, storage groups, databases and
 * offline address books below CN=Microsoft Exchange,CN=Services of the configuration partition.
 * Read from one visit's part "exchange"; pure. Texts point into the arena or the evidence.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/name_index.h"
#include "exchange/object.h"
#include "model/evidence.h"

struct organisation {
	const char *name, *dn;
	struct exchange_server *server; /* sorted by name */
	size_t server_count;
	struct address_book *book;
	size_t book_count;
	size_t public_server_count; /* servers with a public folder database */
	/* Public folder databases of other servers, which are not shown or not named. */
	const char **public_elsewhere; /* their DNs */
	size_t public_elsewhere_count;
	struct name_index server_dns; /* index in `server`, by DN */
};

/*
 * False, with an error: no organisation is shown (ERROR_ABSENT), the part was not asked for
 * (ERROR_CONFIG), or the part has a gap (its cause), so missing objects prove nothing. Storage
 * groups and databases are left out if their server is not shown.
 */
bool organisation_read(struct arena *arena, const struct directory_visit *visit,
	struct organisation *organisation, struct error *error);

/* The server with that NetBIOS name, without regard to case, or NULL. */
const struct exchange_server *organisation_server(
	const struct organisation *organisation, const char *name);

/* The server with that DN, without regard to case, or NULL. */
const struct exchange_server *organisation_server_at(
	const struct organisation *organisation, const char *dn);

/* Negative, 0, positive. Both must be known. */
int exchange_version_compare(const struct exchange_version *a, const struct exchange_version *b);

/* "8.1.393 (SP1)"; if the version is not known, the raw serialNumber or "unknown". */
const char *exchange_version_write(struct arena *arena, const struct exchange_server *server);

/* "8.1.393" of a known version. */
const char *exchange_version_digits(struct arena *arena, const struct exchange_version *version);
