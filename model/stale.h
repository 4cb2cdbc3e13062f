/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Servers that DNS still publishes and that do not exist: a name server without an address, a
 * domain controller that the Sites container does not have. They could not be asked, and nobody
 * could ever ask them, so they are taken out of the evidence and listed here.
 */
#pragma once

#include <stddef.h>

#include "model/source.h"

struct stale_server {
	enum source source;   /* what it was to be asked for */
	const char *name;     /* as the evidence has it */
	const char *found_by; /* "SRV record 0 100 389", "NS record of corp.example.com" */
	const char *why;      /* what its gap said */
};

struct stale {
	struct stale_server *server;
	size_t count;
};
