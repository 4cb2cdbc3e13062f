/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rcode.h"

#include <stddef.h>

const char *rcode_name(struct arena *arena, int64_t rcode)
{
	static const char *const name[] = { "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
		"REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
		"NOTZONE", [16] = "BADVERS" };
	const int64_t count = sizeof name / sizeof *name;
	if (rcode >= 0 && rcode < count && name[rcode] != NULL)
		return name[rcode];
	return arena_format(arena, "RCODE %lld", (long long)rcode);
}
