/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One directory server's copy of the organisation, and the CMS in it. Pure. */
#pragma once

#include "exchange/machine.h"
#include "exchange/organisation.h"
#include "ldapchk/dc_result.h"

struct exchange_view {
	const struct directory_visit *visit;
	bool read;
	struct organisation organisation;
	struct error error; /* why it was not read */
};

/* Read once for all checks and recoveries. */
const struct exchange_view *exchange_view(
	const struct examination *examination, const struct directory_visit *visit);

/* Whether the server, which has that label, is that machine: its FQDN says so, or is not shown. */
enum answer exchange_server_is(struct arena *arena, const struct directory_visit *visit,
	const struct exchange_server *server, const struct name *machine);

/*
 * The server object of the CMS in that copy. NULL, with an UNKNOWN result, if it is not shown or
 * may be another machine's. `view` is always set. If a server is returned, the result is UNKNOWN
 * without texts.
 */
const struct exchange_server *exchange_cms(const struct examination *examination,
	const struct directory_visit *visit, const struct exchange_view **view,
	struct dc_result *result);

/* Judges a copy that shows the CMS. */
typedef struct dc_result exchange_function(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *cms, const char *label);

/* Adds the finding about the CMS; copies that do not show it are UNKNOWN. */
void exchange_judge(const struct examination *examination, exchange_function *judge_copy);
