/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LDAP attributes and entries as received: names and bytes, no result. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "codec/gap.h"

/* One LDAP attribute as received; a gap when it was asked for separately and that failed. */
struct attribute {
	const char *name;
	struct gap gap;
	struct bytes *value;
	size_t count;
};

struct entry {
	const char *dn; /* "" for the rootDSE */
	struct attribute *attribute;
	size_t count;
};

/* The attribute of that name, without regard to case; NULL when the entry has none. */
const struct attribute *entry_attribute(const struct entry *entry, const char *name);

/* Why that attribute could not be read; NULL when it was, or the server did not deliver it. */
const struct gap *entry_gap(const struct entry *entry, const char *name);

/* Whether one of the attribute's values is this text, without regard to case. */
bool entry_has_value(const struct entry *entry, const char *name, const char *value);

/* Whether the entry is of that object class, or of one below it. */
bool entry_is_a(const struct entry *entry, const char *class);

/* A value as a string; NULL where it is no text. */
const char *value_text(struct arena *arena, struct bytes value);

/* Its first value as a string; NULL when there is none, or one that is no text. */
const char *entry_text(struct arena *arena, const struct entry *entry, const char *name);

/*
 * Its first value as a number of 32 bits. LDAP integers are signed: one whose top bit is set comes
 * with a minus sign. False when there is none.
 */
bool entry_number(
	struct arena *arena, const struct entry *entry, const char *name, uint32_t *number);
