/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LDAP attributes and entries as received: names and bytes, no result. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "codec/gap.h"

/* One LDAP attribute as received; a gap if it was read by a search of its own that failed. */
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

/* The attribute of that name, ignoring case; NULL if the entry has none. */
const struct attribute *entry_attribute(const struct entry *entry, const char *name);

/* Why that attribute could not be read; NULL if it was read, or the server did not return it. */
const struct gap *entry_gap(const struct entry *entry, const char *name);

/* Whether one of the attribute's values is this text, ignoring case. */
bool entry_has_value(const struct entry *entry, const char *name, const char *value);

/* Whether the entry is of that object class or of a class derived from it. */
bool entry_is_a(const struct entry *entry, const char *class);

/*
 * A value as a string; NULL if it is not text (it has a zero byte). What JSON does not have as it
 * is is escaped here (base/escape.h), the rest when evidence is read. So a collector asks for the
 * name that the server sent, and no check has it raw.
 */
const char *value_text(struct arena *arena, struct bytes value);

/* The attribute's first value as a string; NULL if there is none or it is not text. */
const char *entry_text(struct arena *arena, const struct entry *entry, const char *name);

/*
 * The attribute's first value as a number of 32 bits. LDAP integers are signed: a number with the
 * top bit set has a minus sign. False if there is none.
 */
bool entry_number(
	struct arena *arena, const struct entry *entry, const char *name, uint32_t *number);
