/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/oab_index.h"

static void add_first(
	struct arena *arena, const struct oab_book **first, const struct address_book *object)
{
	struct oab_book *book = arena_alloc(arena, sizeof *book);
	*book = (struct oab_book){ .object = object, .next = *first };
	*first = book;
}

const struct oab_index *oab_index_make(struct arena *arena, const struct organisation *organisation)
{
	struct oab_index *index = arena_alloc(arena, sizeof *index);
	*index = (struct oab_index){ .organisation = organisation };
	index->of_server =
		arena_alloc(arena, (organisation->server_count + 1) * sizeof *index->of_server);
	/* From the last on, so that each list has the order of the organisation. */
	for (size_t i = organisation->book_count; i > 0; i--) {
		const struct address_book *object = &organisation->book[i - 1];
		const struct exchange_server *server =
			object->server_dn == NULL
				? NULL
				: organisation_server_at(organisation, object->server_dn);
		index->shows_distribution = index->shows_distribution || object->is_on_web;
		add_first(arena,
			object->server_dn == NULL ? &index->serverless
			: server == NULL          ? &index->orphaned
					 : &index->of_server[server - organisation->server],
			object);
	}
	return index;
}

const struct oab_book *oab_books_of(
	const struct oab_index *index, const struct exchange_server *server)
{
	return index->of_server[server - index->organisation->server];
}

static const void *index_of(struct arena *arena, const void *organisation)
{
	return oab_index_make(arena, organisation);
}

const struct oab_index *oab_index(
	const struct examination *examination, const struct organisation *organisation)
{
	return memo_of(examination->memo, examination->arena, index_of, organisation);
}

size_t oab_books_count(const struct oab_book *first)
{
	size_t count = 0;
	for (; first != NULL; first = first->next)
		count++;
	return count;
}
