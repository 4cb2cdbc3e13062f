/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question to `cmsready acl`, understood: one line of JSON,
 *     {"id": 1, "sd": "<base64>" | "sddl": "O:...", "domain_sid": "S-1-5-21-...",
 *      "token": ["S-1-...", ...], "self": "S-1-...", "kind": "directory" | "file"}
 * What it says is all there is: the token is exact. Points into the arena and the members.
 */
#pragma once

#include "acl/members.h"
#include "security/access.h"

struct inquiry {
	struct bytes id; /* JSON text */
	bool has_token;  /* without one nothing is evaluated */
	bool from_text;  /* the descriptor was given as SDDL */
	bool has_domain;
	struct sid domain;
	struct descriptor descriptor;
	struct requester requester;
	struct sid self;
};

/*
 * Understands the members; the token may be missing where only a conversion is asked for. False
 * with ERROR_MALFORMED: "/token/0: must be a SID" or what descriptor_read or sddl_read say of the
 * descriptor.
 */
bool inquiry_of(struct arena *arena, const struct members *members, bool convert,
	struct inquiry *inquiry, struct error *error);
