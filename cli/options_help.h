/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help of the program and of its commands, at most 80 columns wide; used in cli/options.c. */
#pragma once

#include "base/arena.h"
#include "cli/command.h"

/* The help of a command; for COMMAND_HELP that of the whole program. */
const char *help_of(struct arena *arena, enum command command);
