/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libsmbclient means by errno, in words. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

/* The name of errno for the evidence; the error says what could not be done, and why. */
const char *smb_reason(struct arena *arena, int number, const char *doing, struct error *error);
