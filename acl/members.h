/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in a question to `cmsready acl`, as text that is still to be understood. A line of
 * the shape that programs write is scanned, which is several times faster than building a document
 * of it; every other line, and every line that something is wrong with, is read as a document.
 */
#pragma once

#include "codec/document.h"

struct member {
	bool given;
	struct bytes text;
};

struct members {
	struct bytes id; /* as JSON text: comes back in the answer; "null" where none was given */
	struct member sd, sddl, domain_sid, self, kind;
	bool has_token;
	struct bytes *token;
	size_t token_count;
};

/*
 * Takes the members from a flat object whose strings hold neither escapes nor anything but ASCII,
 * whose id is a short number or such a string, and whose keys are known and stand once. False for
 * any other line, which says nothing about it. Points into the line.
 */
bool members_scan(struct arena *arena, struct bytes line, struct members *members);

/*
 * The same from a document, which outlives the members. False with ERROR_MALFORMED and the place
 * when a key is unknown or a value of the wrong type; the id is there all the same.
 */
bool members_read(const struct document *document, struct members *members, struct error *error);
