/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of conditions share: tokens to write bytes with, and an arena for each test. */
#pragma once

#include "security/sddl/condition.h"
#include "security/sddl/condition_tokens.h"
#include "tests/security/sddl/value_case.h"

#define ARTX   "61727478 "
#define ONE    "04 0100000000000000 03 02 " /* 1, unsigned, decimal */
#define SYSTEM "51 0c000000 01 01 000000000005 12000000 "
#define A      "f8 02000000 'a' "
#define B      "f8 02000000 'b' "
#define C      "f8 02000000 'c' "
#define USER_A "f9 02000000 'a' "

static const struct translation condition = { condition_read, condition_write };
static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}
