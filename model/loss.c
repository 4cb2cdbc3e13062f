/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/loss.h"

#include <strings.h>

bool loss_holds(const struct loss *loss, enum source source, const char *server)
{
	for (size_t i = 0; loss != NULL && i < loss->count; i++) {
		if (loss->server[i].source == source &&
			strcasecmp(loss->server[i].name, server) == 0)
			return true;
	}
	return false;
}
