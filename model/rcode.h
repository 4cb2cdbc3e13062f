/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Response codes of DNS (RFC 1035 4.1.1, RFC 2136 2.2, RFC 6891 9). */
#pragma once

#include <stdint.h>

#include "base/arena.h"

enum dns_rcode {
	RCODE_NO_ERROR = 0,
	RCODE_FORMAT_ERROR = 1,
	RCODE_SERVER_FAILURE = 2,
	RCODE_NO_SUCH_NAME = 3,
	RCODE_NOT_IMPLEMENTED = 4,
	RCODE_REFUSED = 5,
	RCODE_NOT_AUTHORITATIVE = 9, /* the server does not serve the zone */
};

/* The name in the RFCs: "NXDOMAIN"; "RCODE 23" for a code that has none. */
const char *rcode_name(struct arena *arena, int64_t rcode);
