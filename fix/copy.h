/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evidence that may be changed without changing what it was copied from: the arrays of visits,
 * entries, answers and openings are copied, and what they point to is shared. Who changes a value
 * puts another one in its place.
 */
#pragma once

#include "model/evidence.h"

struct evidence *evidence_copy(struct arena *arena, const struct evidence *evidence);

/* A copy of the array with room for more elements; count may be 0. */
void *array_with_room(
	struct arena *arena, const void *array, size_t count, size_t more, size_t size);

/* Calls `each` for every entry of the visit, also in its parts. */
typedef void entry_function(struct arena *arena, struct entry *entry, void *context);
void entries_each(
	struct arena *arena, struct directory_visit *visit, entry_function *each, void *context);

/* The entry of that DN or account name ("EXCMS01$"), also in the parts; NULL: there is none. */
struct entry *entry_of_dn(struct directory_visit *visit, const char *dn);
struct entry *entry_of_account(
	struct arena *arena, struct directory_visit *visit, const char *account);

/* Puts these values in place of the attribute's; count 0 removes it. */
void entry_set(struct arena *arena, struct entry *entry, const char *name, struct bytes *value,
	size_t count);
void entry_set_text(struct arena *arena, struct entry *entry, const char *name, const char *text);

/* Adds or removes a value that is text, in any case of letters. */
void entry_add_value(struct arena *arena, struct entry *entry, const char *name, const char *text);
void entry_remove_value(
	struct arena *arena, struct entry *entry, const char *name, const char *text);
