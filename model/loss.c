/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/loss.h"

#include <strings.h>

bool loss_holds(const struct loss *loss, enum loss_source source, const char *server)
{
	for (size_t i = 0; loss != NULL && i < loss->count; i++) {
		if (loss->server[i].source == source &&
			strcasecmp(loss->server[i].name, server) == 0)
			return true;
	}
	return false;
}

const char *loss_source_name(enum loss_source source)
{
	static const char *const name[] = {
		[LOSS_DIRECTORY] = "directory",
		[LOSS_DNS] = "dns",
		[LOSS_SHARES] = "shares",
	};
	return name[source];
}
