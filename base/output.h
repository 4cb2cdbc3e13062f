/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard output: everything or nothing, as far as its reader lets it. */
#pragma once

#include <stdbool.h>

#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

/*
 * Writes to standard output, whose reader must take everything before the deadline (ERROR_TIMEOUT).
 * A signal that would end the program waits until everything is written, but not longer than a
 * second; it comes at once if nothing was taken yet. Allocates nothing.
 */
bool output_write(struct bytes bytes, struct deadline deadline, struct error *error);
