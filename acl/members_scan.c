/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acl/members.h"

#include <string.h>

enum { ID_DIGITS = 15 }; /* numbers of at most 15 digits fit a JSON integer and stay the same */

static void skip_blanks(struct bytes *from)
{
	while (from->length > 0 && (from->data[0] == ' ' || from->data[0] == '\t'))
		(void)bytes_take(from, 1);
}

static bool take(struct bytes *from, char character)
{
	if (from->length == 0 || from->data[0] != (uint8_t)character)
		return false;
	(void)bytes_take(from, 1);
	return true;
}

/* Takes the character and the blanks on both sides of it. */
static bool take_punctuation(struct bytes *from, char character)
{
	skip_blanks(from);
	if (!take(from, character))
		return false;
	skip_blanks(from);
	return true;
}

static bool is_plain(struct bytes text)
{
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < 0x20 || text.data[i] > 0x7e)
			return false;
	}
	return true;
}

/* A string without escapes; its characters are not checked. */
static bool take_string(struct bytes *from, struct bytes *text)
{
	if (!take(from, '"'))
		return false;
	const uint8_t *end = from->length == 0 ? NULL : memchr(from->data, '"', from->length);
	if (end == NULL)
		return false;
	*text = bytes_take(from, (size_t)(end - from->data));
	return take(from, '"') &&
	       (text->length == 0 || memchr(text->data, '\\', text->length) == NULL);
}

static bool take_number(struct bytes *from, struct bytes *text)
{
	size_t digits = 0;
	while (digits < from->length && from->data[digits] >= '0' && from->data[digits] <= '9')
		digits++;
	if (digits == 0 || digits > ID_DIGITS || (digits > 1 && from->data[0] == '0'))
		return false;
	*text = bytes_take(from, digits);
	return true;
}

/* Takes the id with its quotes: it is copied into the answer unchanged. */
static bool take_id(struct bytes *from, struct members *members)
{
	struct bytes whole = *from, text;
	if (members->id.length > 0)
		return false;
	if (take_number(from, &members->id))
		return true;
	if (!take_string(from, &text) || !is_plain(text))
		return false;
	members->id = bytes_take(&whole, text.length + 2);
	return true;
}

static bool take_token(struct arena *arena, struct bytes *from, struct members *members)
{
	if (members->has_token || !take_punctuation(from, '['))
		return false;
	members->has_token = true;
	if (take(from, ']'))
		return true;
	do {
		struct bytes text;
		if (!take_string(from, &text) || !is_plain(text))
			return false;
		members->token = arena_more(
			arena, members->token, members->token_count, sizeof *members->token);
		members->token[members->token_count++] = text;
	} while (take_punctuation(from, ','));
	return take_punctuation(from, ']');
}

static bool take_member(struct arena *arena, struct bytes *from, struct members *members)
{
	struct {
		const char *key;
		struct member *member;
		bool is_base64; /* the longest one; base64_read() checks its characters */
	} known[] = {
		{ "sd", &members->sd, true },
		{ "sddl", &members->sddl, false },
		{ "domain_sid", &members->domain_sid, false },
		{ "self", &members->self, false },
		{ "kind", &members->kind, false },
	};
	struct bytes key;
	if (!take_string(from, &key) || !take_punctuation(from, ':'))
		return false;
	if (bytes_equal(key, bytes_of("id", 2)))
		return take_id(from, members);
	if (bytes_equal(key, bytes_of("token", 5)))
		return take_token(arena, from, members);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct member *member = known[i].member;
		if (!bytes_equal(key, bytes_of(known[i].key, strlen(known[i].key))))
			continue;
		if (member->given || !take_string(from, &member->text))
			return false;
		member->given = true;
		return known[i].is_base64 || is_plain(member->text);
	}
	return false;
}

bool members_scan(struct arena *arena, struct bytes line, struct members *members)
{
	*members = (struct members){ 0 };
	if (!take_punctuation(&line, '{'))
		return false;
	do {
		if (!take_member(arena, &line, members))
			return false;
	} while (take_punctuation(&line, ','));
	if (!take_punctuation(&line, '}') || line.length > 0)
		return false;
	if (members->id.length == 0)
		members->id = bytes_of("null", 4);
	return true;
}
