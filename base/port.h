/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a port of a host takes connections, and in words why not. The libraries that ask servers
 * say only that they could not connect, so this is tried after they failed.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/deadline.h"
#include "base/error.h"

/*
 * Connects over TCP, to one address of the host after the other; sends nothing. True with the
 * socket, which the caller closes; it does not block. False with the reason: the host has no
 * address, the port refuses, there is no way to it, nothing answers (ERROR_TIMEOUT). `waited_ms` is
 * how long a library waited for an answer before, for that last text. The text names the port, and
 * not the host.
 */
bool port_connect(const char *host, uint16_t port, int64_t waited_ms, struct deadline deadline,
	int *socket, struct error *error);
