/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Error messages on standard error. */
#pragma once

#include "base/error.h"

/* Prints why the program fails, and what to do about it; returns the exit status that is given. */
int complain(const struct error *error, int status);
