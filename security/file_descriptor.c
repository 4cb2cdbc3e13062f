/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/file_descriptor.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "security/sddl/sddl.h"

enum { MAX_ENTRIES = 4096, FLAGS_KNOWN = 0x1f };

/* The parts of the SDDL text that the input is translated to. */
struct sddl {
	struct arena *arena;
	const char *owner, *group;
	struct text entries;
	size_t count;
};

static bool is_sid(const char *text, size_t length)
{
	return length > 4 && strncmp(text, "S-1-", 4) == 0 &&
	       strspn(text + 2, "0123456789-") + 2 >= length;
}

static bool number_read(const char **at, char end, unsigned long most, unsigned long *number)
{
	char *after;
	if (strchr("0123456789", **at) == NULL || **at == '\0')
		return false;
	*number = strtoul(*at, &after, 0);
	if (*after != end || *number > most)
		return false;
	*at = end == '\0' ? after : after + 1;
	return true;
}

static void add_flags(struct text *text, unsigned long flags)
{
	static const char *const names[] = { "OI", "CI", "NP", "IO", "ID" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if ((flags >> i & 1) != 0)
			text_add(text, "%s", names[i]);
	}
}

/* "S-1-1-0:0/11/0x001200a9" */
static bool add_entry(struct sddl *sddl, const char *part)
{
	const size_t length = strcspn(part, ":");
	const char *at = part + length + 1;
	unsigned long type, flags, mask;
	if (part[length] != ':' || !is_sid(part, length) || sddl->count++ >= MAX_ENTRIES ||
		!number_read(&at, '/', 1, &type) || !number_read(&at, '/', FLAGS_KNOWN, &flags) ||
		!number_read(&at, '\0', 0xffffffff, &mask))
		return false;
	text_add(&sddl->entries, "(%s;", type == 0 ? "A" : "D");
	add_flags(&sddl->entries, flags);
	text_add(&sddl->entries, ";0x%lx;;;%.*s)", mask, (int)length, part);
	return true;
}

static bool add_part(struct sddl *sddl, const char *part)
{
	const char *colon = strchr(part, ':');
	if (colon == NULL)
		return false;
	const char *value = colon + 1;
	if (strncmp(part, "ACL:", 4) == 0)
		return add_entry(sddl, value);
	if (strncmp(part, "OWNER:", 6) == 0)
		sddl->owner = value;
	else if (strncmp(part, "GROUP:", 6) == 0)
		sddl->group = value;
	else
		return strcmp(part, "REVISION:1") == 0;
	return is_sid(value, strlen(value));
}

static const char *sddl_of(struct sddl *sddl)
{
	struct text text = text_new(sddl->arena);
	if (sddl->owner != NULL)
		text_add(&text, "O:%s", sddl->owner);
	if (sddl->group != NULL)
		text_add(&text, "G:%s", sddl->group);
	text_add(&text, "D:");
	text_add_bytes(&text, sddl->entries.data, sddl->entries.length);
	return text.data;
}

bool file_descriptor_read(
	struct arena *arena, const char *text, struct descriptor *descriptor, struct error *error)
{
	struct sddl sddl = { .arena = arena, .entries = text_new(arena) };
	if (strncmp(text, "REVISION:", strlen("REVISION:")) != 0)
		return error_set(error, ERROR_MALFORMED, "not a descriptor: %.40s", text);
	for (const char *at = text; *at != '\0';) {
		const size_t length = strcspn(at, ",");
		if (!add_part(&sddl, arena_format(arena, "%.*s", (int)length, at)))
			return error_set(error, ERROR_MALFORMED,
				"unknown part of the descriptor: %.*s",
				(int)(length < 80 ? length : 80), at);
		at += length + (at[length] == ',');
	}
	/* An empty DACL and an absent one, which grants everything, look the same here. */
	if (sddl.count == 0)
		return error_set(error, ERROR_MALFORMED, "the descriptor shows no ACE");
	const char *written = sddl_of(&sddl);
	return sddl_read(
		arena, bytes_of(written, strlen(written)), NULL, OBJECT_FILE, descriptor, error);
}
