/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/gap.h"

struct gap gap_of(struct arena *arena, const struct error *error)
{
	return (struct gap){ error->kind, arena_string(arena, error->text) };
}
