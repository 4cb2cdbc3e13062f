/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/ticket.h"

#include <string.h>
#include <strings.h>

const char ticket_name_unknown[] = "KDC_ERR_S_PRINCIPAL_UNKNOWN";

static const char host_class[] = "HOST/";

const char *ticket_name(struct arena *arena, const struct name *name, enum ticket_form form)
{
	return form == TICKET_HOST ? arena_format(arena, "%s%s", host_class, name->fqdn)
				   : arena_format(arena, "%s$", name->label);
}

static bool is_host(const struct ticket *ticket, const struct name *name)
{
	const size_t length = sizeof host_class - 1;
	return strncasecmp(ticket->name, host_class, length) == 0 &&
	       strcasecmp(ticket->name + length, name->fqdn) == 0;
}

static bool is_account(const struct ticket *ticket, const struct name *name)
{
	const size_t length = strlen(name->label);
	return strncasecmp(ticket->name, name->label, length) == 0 &&
	       strcmp(ticket->name + length, "$") == 0;
}

const struct ticket *ticket_asked(
	const struct directory_visit *visit, const struct name *name, enum ticket_form form)
{
	for (size_t i = 0; i < visit->ticket_count; i++) {
		const struct ticket *ticket = &visit->ticket[i];
		if (form == TICKET_HOST ? is_host(ticket, name) : is_account(ticket, name))
			return ticket;
	}
	return NULL;
}

const struct ticket *ticket_issued(const struct directory_visit *visit, const struct name *name)
{
	for (unsigned form = 0; form < TICKET_FORMS; form++) {
		const struct ticket *ticket = ticket_asked(visit, name, (enum ticket_form)form);
		if (ticket != NULL && ticket->encryption != 0)
			return ticket;
	}
	return NULL;
}
