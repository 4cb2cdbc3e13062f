/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ACE as one line of text, for reports. */
#pragma once

#include "security/descriptor.h"
#include "security/mask.h"

/*
 * One line for people: "ACE 3: allow, Full Control, S-1-5-21-..., inherited". Rights have the names
 * of the Security tab where there are some (mask_write).
 */
char *ace_describe(struct arena *arena, const struct ace *ace, enum object_kind kind);

/* The same with another text for the trustee. */
char *ace_describe_as(
	struct arena *arena, const struct ace *ace, enum object_kind kind, const char *trustee);
