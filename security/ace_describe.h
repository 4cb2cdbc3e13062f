/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ACE in words, for reports. */
#pragma once

#include "security/descriptor.h"
#include "security/mask.h"

/*
 * One line for people: "ACE 3: allow, Full Control, S-1-5-21-..., inherited". Masks are put into
 * the words of the Security tab where they have some (mask_write).
 */
char *ace_describe(struct arena *arena, const struct ace *ace, enum object_kind kind);

/* The same with other words for the trustee. */
char *ace_describe_as(
	struct arena *arena, const struct ace *ace, enum object_kind kind, const char *trustee);
