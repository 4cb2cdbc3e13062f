/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to one Kerberos server (KDC): a message and its answer, over TCP. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

#define KDC_PORT "88"

/*
 * Sends the message to that port of the host (a name or an address) and reads the answer (RFC 4120
 * 7.2.2). The addresses of the host are tried in turn, each with a share of the time that is left.
 * ERROR_UNREACHABLE, ERROR_TIMEOUT, or ERROR_MALFORMED if the answer has no possible length.
 */
bool kdc_exchange(struct arena *arena, const char *host, const char *port, struct bytes message,
	struct deadline deadline, struct bytes *answer, struct error *error);
