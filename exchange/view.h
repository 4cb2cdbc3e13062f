/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One directory server's copy of the organisation, and the CMS's place in it. Pure. */
#pragma once

#include "exchange/organisation.h"
#include "ldapchk/dc_result.h"

struct exchange_view {
	bool read;
	struct organisation organisation;
	struct error error; /* why it was not read */
};

/* Read once for all checks and recoveries. */
const struct exchange_view *exchange_view(
	const struct examination *examination, const struct directory_visit *visit);

/* Whether its FQDN, where it is shown, is that name's: otherwise it is another machine's. */
bool exchange_server_is(const struct exchange_server *server, const struct name *name);

/*
 * The server object of the CMS in that copy. NULL with a result (UNKNOWN) where it cannot be
 * seen, or may be another's; the view is set in either case. With a server the result is UNKNOWN,
 * and has no words yet.
 */
const struct exchange_server *exchange_cms(const struct examination *examination,
	const struct directory_visit *visit, const struct exchange_view **view,
	struct dc_result *result);

/* What that copy says of the CMS, which it shows. */
typedef struct dc_result exchange_function(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *cms, const char *label);

/* Adds the finding about the CMS; copies that do not show it are UNKNOWN. */
void exchange_judge(const struct examination *examination, exchange_function *judge_copy);
