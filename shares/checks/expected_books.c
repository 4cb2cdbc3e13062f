/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/expected_books.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "exchange/view.h"
#include "model/loss.h"

enum { FIRST_WITH_DISTRIBUTION = 4 }; /* version 1.4 of the evidence */

static bool asks_for_distribution(const struct evidence *evidence)
{
	const char *version = evidence->schema_version;
	return version != NULL && strncmp(version, "1.", 2) == 0 &&
	       strtoul(version + 2, NULL, 10) >= FIRST_WITH_DISTRIBUTION;
}

struct expected_books expected_books_find(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct expected_books expected = { .distribution_asked =
						   asks_for_distribution(examination->evidence) };
	if (directory->count == 0)
		loss_causes(arena, examination->evidence, &directory->gap, &expected.causes);
	for (size_t i = 0; i < directory->count; i++) {
		const struct exchange_view *view;
		struct dc_result result;
		const struct exchange_server *server =
			exchange_cms(examination, &directory->visit[i], &view, &result);
		const struct gap *gap = &directory->visit[i].gap;
		if (gap_is(gap))
			causes_add(arena, &expected.causes, gap);
		else if (server == NULL)
			causes_join(arena, &expected.causes, &result.causes);
		if (server == NULL)
			continue;
		expected.causes.more = true;
		if (view->organisation.book_count == 0)
			continue; /* none, or none readable */
		expected.index = oab_index(examination, &view->organisation);
		expected.own = oab_books_of(expected.index, server);
		break;
	}
	return expected;
}

enum distribution expected_distribution(
	const struct expected_books *expected, const struct address_book *book)
{
	if (book->is_on_web || !expected->distribution_asked)
		return DISTRIBUTION_WEB;
	if (book->web_is_unread)
		return DISTRIBUTION_UNREAD;
	return expected->index->shows_distribution ? DISTRIBUTION_PUBLIC : DISTRIBUTION_NOT_SHOWN;
}

static bool needs_among(
	const struct expected_books *expected, const struct oab_book *book, const char *folder)
{
	for (; book != NULL; book = book->next) {
		/* The folder of a book whose GUID was not returned may be any. */
		if (book->object->guid == NULL)
			return true;
		if (strcasecmp(book->object->guid, folder) == 0)
			return expected_distribution(expected, book->object) != DISTRIBUTION_PUBLIC;
	}
	return false;
}

bool expected_needs(const struct expected_books *expected, const char *folder)
{
	return expected->index == NULL || needs_among(expected, expected->own, folder) ||
	       needs_among(expected, expected->index->serverless, folder);
}
