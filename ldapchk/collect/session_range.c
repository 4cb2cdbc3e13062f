/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/session_range.h"

#include <string.h>
#include <strings.h>

#include "ldapchk/collect/session.h"
#include "ldapchk/collect/session_state.h"

/* More values than a directory keeps in one attribute of one object. */
enum { MAX_VALUES = 100 * 1000 * 1000 };

static bool take_number(const char **text, size_t *number)
{
	const char *digit = *text;
	for (*number = 0; *digit >= '0' && *digit <= '9'; digit++) {
		*number = *number * 10 + (size_t)(*digit - '0');
		if (*number > MAX_VALUES)
			return false;
	}
	const bool any = digit > *text;
	*text = digit;
	return any;
}

bool range_read(const char *name, struct range *range)
{
	static const char option[] = ";range=";
	const size_t length = strcspn(name, ";");
	const char *at = name + length;
	if (length == 0 || strncasecmp(at, option, sizeof option - 1) != 0)
		return false;
	at += sizeof option - 1;
	*range = (struct range){ .name_length = length };
	if (!take_number(&at, &range->first) || *at++ != '-')
		return false;
	if (strcmp(at, "*") == 0) {
		range->is_last = true;
		return true;
	}
	return take_number(&at, &range->last) && *at == '\0' && range->last >= range->first;
}

/* An attribute of which more values have to be asked for, and the reply that it is a part of. */
struct partial {
	const char *dn;
	struct attribute *attribute;
	size_t room; /* for values; 0: for those that it has */
	struct reply *reply;
};

struct partials {
	struct arena *arena;
	struct partial *item;
	size_t count;
};

/* Without the rest the whole reply counts as incomplete: no check may take a part for all. */
static void give_up(const struct partial *partial, const struct error *error)
{
	struct attribute *attribute = partial->attribute;
	if (partial->reply->error.kind == ERROR_NONE)
		error_set(&partial->reply->error, error == NULL ? ERROR_MALFORMED : error->kind,
			"%s of %s: the server returned %zu values and not those that follow%s%s",
			attribute->name, partial->dn, attribute->count, error == NULL ? "" : ": ",
			error == NULL ? "" : error->text);
	attribute->count = 0;
}

/* Removes the attribute of that name that came beside a range of its values. */
static void drop_empty(struct entry *entry, const char *name)
{
	for (size_t i = 0; i < entry->count; i++) {
		struct attribute *attribute = &entry->attribute[i];
		if (attribute->count > 0 || gap_is(&attribute->gap) ||
			strcasecmp(attribute->name, name) != 0)
			continue;
		entry->count--;
		memmove(attribute, attribute + 1, (entry->count - i) * sizeof *attribute);
		return;
	}
}

/* Gives the attributes of an entry their plain names, and lists those that are not complete. */
static void entry_begin(struct partials *partials, struct entry *entry, struct reply *reply)
{
	struct arena *arena = partials->arena;
	struct range range;
	for (size_t i = 0; i < entry->count; i++) {
		if (range_read(entry->attribute[i].name, &range))
			drop_empty(entry,
				arena_text(arena, entry->attribute[i].name, range.name_length));
	}
	for (size_t i = 0; i < entry->count; i++) {
		struct attribute *attribute = &entry->attribute[i];
		if (!range_read(attribute->name, &range))
			continue;
		attribute->name = arena_text(arena, attribute->name, range.name_length);
		if (range.is_last && range.first == 0)
			continue;
		const struct partial partial = { entry->dn, attribute, 0, reply };
		if (range.first != 0 || attribute->count != range.last + 1) {
			give_up(&partial, NULL);
			continue;
		}
		partials->item =
			arena_more(arena, partials->item, partials->count, sizeof *partials->item);
		partials->item[partials->count++] = partial;
	}
}

/* By doubling: a server may send its values one by one. */
static void append(struct arena *arena, struct partial *partial, const struct attribute *more)
{
	struct attribute *attribute = partial->attribute;
	const size_t count = attribute->count + more->count;
	if (count > partial->room) {
		partial->room = 2 * count;
		struct bytes *value = arena_alloc(arena, partial->room * sizeof *value);
		memcpy(value, attribute->value, attribute->count * sizeof *value);
		attribute->value = value;
	}
	memcpy(attribute->value + attribute->count, more->value, more->count * sizeof *more->value);
	attribute->count = count;
}

/* Takes the next values. Returns whether more have to be asked for. */
static bool partial_continue(
	struct arena *arena, struct partial *partial, const struct reply *reply)
{
	struct attribute *attribute = partial->attribute;
	if (reply->error.kind != ERROR_NONE) {
		give_up(partial, &reply->error);
		return false;
	}
	const struct entry *entry = reply->count == 1 ? &reply->entry[0] : NULL;
	for (size_t i = 0; entry != NULL && i < entry->count; i++) {
		const struct attribute *more = &entry->attribute[i];
		struct range range;
		if (!range_read(more->name, &range) ||
			range.name_length != strlen(attribute->name) ||
			strncasecmp(more->name, attribute->name, range.name_length) != 0)
			continue;
		if (range.first != attribute->count || more->count == 0 ||
			(!range.is_last && more->count != range.last - range.first + 1))
			break;
		append(arena, partial, more);
		return !range.is_last;
	}
	give_up(partial, NULL);
	return false;
}

static struct search next_search(struct arena *arena, const struct partial *partial)
{
	const char **names = arena_alloc(arena, 2 * sizeof *names);
	names[0] = arena_format(
		arena, "%s;range=%zu-*", partial->attribute->name, partial->attribute->count);
	names[1] = NULL;
	return (struct search){ partial->dn, SCOPE_BASE, "(objectClass=*)", names, false, false };
}

bool session_complete_ranges(
	struct session *session, struct reply *replies, size_t count, struct error *error)
{
	struct arena *arena = session->arena;
	struct partials partials = { .arena = arena };
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < replies[i].count; k++)
			entry_begin(&partials, &replies[i].entry[k], &replies[i]);
	}
	bool ok = true;
	while (partials.count > 0) {
		struct search *search = arena_alloc(arena, partials.count * sizeof *search);
		struct reply *reply = arena_alloc(arena, partials.count * sizeof *reply);
		for (size_t i = 0; i < partials.count; i++)
			search[i] = next_search(arena, &partials.item[i]);
		session->received += partials.count * (sizeof *search + sizeof *reply);
		ok = session_search_once(session, search, partials.count, reply, error) && ok;
		size_t left = 0;
		for (size_t i = 0; i < partials.count; i++) {
			if (partial_continue(arena, &partials.item[i], &reply[i]))
				partials.item[left++] = partials.item[i];
		}
		partials.count = left;
	}
	return ok;
}
