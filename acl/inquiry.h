/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A parsed question to `cmsready acl`: one line of JSON,
 *     {"id": 1, "sd": "<base64>" | "sddl": "O:...", "domain_sid": "S-1-5-21-...",
 *      "token": ["S-1-...", ...], "self": "S-1-...", "kind": "directory" | "file"}
 * The token is exact (TOKEN_EXACT). Points into the arena and the members.
 */
#pragma once

#include "acl/members.h"
#include "security/access.h"

struct inquiry {
	struct bytes id; /* JSON text */
	bool has_token;  /* without a token no access is evaluated */
	bool from_text;  /* the descriptor was given as SDDL */
	bool has_domain;
	struct sid domain;
	struct descriptor descriptor;
	struct requester requester;
	struct sid self;
};

/*
 * Parses the members. The token may be missing if `convert` is set. False with ERROR_MALFORMED:
 * "/token/0: must be a SID", or the error of descriptor_read or sddl_read.
 */
bool inquiry_of(struct arena *arena, const struct members *members, bool convert,
	struct inquiry *inquiry, struct error *error);
