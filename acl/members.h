/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The members of a question to `cmsready acl`, as text that is not parsed yet. A line in the usual
 * form is scanned, which is several times faster than parsing it as a document. All other lines,
 * and all invalid ones, are parsed as documents.
 */
#pragma once

#include "codec/document.h"

struct member {
	bool given;
	struct bytes text;
};

struct members {
	struct bytes id; /* JSON text, repeated in the answer; "null" if none was given */
	struct member sd, sddl, domain_sid, self, kind;
	bool has_token;
	struct bytes *token;
	size_t token_count;
};

/*
 * Takes the members from a flat object with ASCII strings without escapes, an id that is a short
 * number or such a string, and known keys without duplicates. False for any other line, valid or
 * not. Points into the line.
 */
bool members_scan(struct arena *arena, struct bytes line, struct members *members);

/*
 * The same from a document, which must outlive the members. False with ERROR_MALFORMED and the
 * place if a key is unknown or a value has the wrong type; the id is set even then.
 */
bool members_read(const struct document *document, struct members *members, struct error *error);
