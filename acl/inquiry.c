/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acl/inquiry.h"

#include <string.h>

#include "base/encode.h"
#include "security/sddl/sddl.h"

/* More than four times as many SIDs as Windows puts into a token (MaxTokenSize, 1,024 groups). */
enum { MAX_TOKEN_SIDS = 5000, MAX_SID_TEXT = 256 };

/* Parses a SID from text that is not terminated. */
static bool parse_sid_text(struct bytes from, struct sid *sid)
{
	char text[MAX_SID_TEXT];
	if (from.length == 0 || from.length >= sizeof text ||
		memchr(from.data, '\0', from.length) != NULL)
		return false;
	memcpy(text, from.data, from.length);
	text[from.length] = '\0';
	return sid_parse(text, sid);
}

static bool parse_sid(
	const struct member *member, const char *key, struct sid *sid, struct error *error)
{
	return !member->given || parse_sid_text(member->text, sid) ||
	       error_set(error, ERROR_MALFORMED, "/%s: must be a SID, \"S-1-5-...\"", key);
}

static bool parse_kind(const struct member *kind, enum object_kind *object, struct error *error)
{
	if (!kind->given || bytes_equal(kind->text, bytes_of("directory", 9)))
		*object = OBJECT_DIRECTORY;
	else if (bytes_equal(kind->text, bytes_of("file", 4)))
		*object = OBJECT_FILE;
	else
		return error_set(
			error, ERROR_MALFORMED, "/kind: must be \"directory\" or \"file\"");
	return true;
}

static bool parse_token(struct arena *arena, const struct members *members, struct token *token,
	struct error *error)
{
	const size_t count = members->token_count;
	if (count > MAX_TOKEN_SIDS)
		return error_set(error, ERROR_MALFORMED,
			"/token: has %zu SIDs; at most %d are allowed", count, MAX_TOKEN_SIDS);
	struct sid *sid = arena_alloc(arena, count * sizeof *sid);
	for (size_t i = 0; i < count; i++) {
		if (!parse_sid_text(members->token[i], &sid[i]))
			return error_set(error, ERROR_MALFORMED,
				"/token/%zu: must be a SID, \"S-1-5-...\"", i);
	}
	*token = (struct token){ sid, count, TOKEN_EXACT };
	return true;
}

static bool is_blank(struct bytes text)
{
	while (text.length > 0 && text.data[0] == ' ')
		bytes_take(&text, 1);
	return text.length == 0;
}

static bool parse_descriptor(struct arena *arena, const struct members *members,
	struct inquiry *inquiry, struct error *error)
{
	struct bytes sd;
	if (members->sd.given == members->sddl.given)
		return error_set(error, ERROR_MALFORMED,
			members->sd.given ? "\"sd\" and \"sddl\" are both given; give only one"
					  : "a descriptor is missing: \"sd\" or \"sddl\"");
	inquiry->from_text = members->sddl.given;
	/* As SDDL this is a descriptor without any part, which grants everything. More likely the
	 * text was lost. */
	if (inquiry->from_text && is_blank(members->sddl.text))
		return error_set(error, ERROR_MALFORMED, "/sddl: is empty");
	if (inquiry->from_text)
		return sddl_read(arena, members->sddl.text,
			inquiry->has_domain ? &inquiry->domain : NULL, inquiry->requester.kind,
			&inquiry->descriptor, error);
	if (!base64_read(arena, members->sd.text, &sd))
		return error_set(
			error, ERROR_MALFORMED, "/sd: must be the bytes of a descriptor in base64");
	return descriptor_read(sd, arena, &inquiry->descriptor, error);
}

bool inquiry_of(struct arena *arena, const struct members *members, bool convert,
	struct inquiry *inquiry, struct error *error)
{
	*inquiry = (struct inquiry){
		.id = members->id,
		.has_token = members->has_token,
		.has_domain = members->domain_sid.given,
	};
	if (!members->has_token && !convert)
		return error_set(error, ERROR_MALFORMED,
			"\"token\" is missing: the SIDs of the requester and its groups");
	if (members->self.given)
		inquiry->requester.self = &inquiry->self;
	return parse_kind(&members->kind, &inquiry->requester.kind, error) &&
	       parse_sid(&members->domain_sid, "domain_sid", &inquiry->domain, error) &&
	       parse_sid(&members->self, "self", &inquiry->self, error) &&
	       parse_token(arena, members, &inquiry->requester.token, error) &&
	       parse_descriptor(arena, members, inquiry, error);
}
