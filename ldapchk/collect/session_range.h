/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A directory server returns at most some 1,500 values of an attribute at once, as
 * "attribute;range=0-1499", beside an empty "attribute" (MS-ADTS 3.1.1.3.1.3.3). The rest is asked
 * for with a search of the entry alone, for "attribute;range=1500-*". The last range ends in "*".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The option of an attribute's name: values `first` to `last` (both counted from 0). */
struct range {
	size_t name_length; /* of the name before the option */
	size_t first, last;
	bool is_last; /* no values follow it; then `last` is not set */
};

/* False if the name has no such option. */
bool range_read(const char *name, struct range *range);

struct session;
struct search;
struct reply;
struct error;

/* Sends the searches and takes their replies, without completing ranges: session_search.c. */
bool session_search_once(struct session *session, const struct search *searches, size_t count,
	struct reply *replies, struct error *error);

/*
 * Completes each attribute of the replies that was returned in part, and gives it its plain name.
 * If one could not be read to its end, its reply has an error. False if the connection was lost or
 * the deadline passed.
 */
bool session_complete_ranges(
	struct session *session, struct reply *replies, size_t count, struct error *error);
