/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errno values of libsmbclient as errors. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

/* Returns the name of the errno value for the evidence. The error says what failed, and why. */
const char *smb_reason(struct arena *arena, int number, const char *doing, struct error *error);
