/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cause.h"

#include <strings.h>

int cause_compare(const struct cause *a, const struct cause *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return strcasecmp(a->subject, b->subject);
}

const char *cause_kind_name(enum cause_kind kind)
{
	static const char *const name[] = {
		[CAUSE_ACCOUNT] = "account",
		[CAUSE_ROLE] = "role",
		[CAUSE_ORGANISATION] = "organisation",
		[CAUSE_ADDRESS] = "address",
		[CAUSE_SITE] = "site",
		[CAUSE_SITE_LOST] = "site-lost",
		[CAUSE_NOT_ASKED] = "not-asked",
	};
	return name[kind];
}
