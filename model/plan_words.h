/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a plan, and what people write instead of them. */
#pragma once

#include "codec/document.h"

/*
 * As node_is_object(), but the error for an unknown key also finds the keys of other objects of the
 * plan ("belongs in "directory""), and other words for them ("dc", "password").
 */
bool plan_keys_ok(
	const struct node *node, const char *const *keys, size_t count, struct error *error);
