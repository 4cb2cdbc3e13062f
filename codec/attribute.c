/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/attribute.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"

const struct attribute *entry_attribute(const struct entry *entry, const char *name)
{
	for (size_t i = 0; i < entry->count; i++) {
		if (strcasecmp(entry->attribute[i].name, name) == 0)
			return &entry->attribute[i];
	}
	return NULL;
}

const struct gap *entry_gap(const struct entry *entry, const char *name)
{
	const struct attribute *attribute = entry_attribute(entry, name);
	return attribute != NULL && gap_is(&attribute->gap) ? &attribute->gap : NULL;
}

bool entry_has_value(const struct entry *entry, const char *name, const char *value)
{
	const struct attribute *attribute = entry_attribute(entry, name);
	const size_t length = strlen(value);
	for (size_t i = 0; attribute != NULL && i < attribute->count; i++) {
		const struct bytes *bytes = &attribute->value[i];
		if (bytes->length == length &&
			strncasecmp((const char *)bytes->data, value, length) == 0)
			return true;
	}
	return false;
}

bool entry_is_a(const struct entry *entry, const char *class)
{
	return entry_has_value(entry, "objectClass", class);
}

const char *value_text(struct arena *arena, struct bytes value)
{
	if (value.length > 0 && memchr(value.data, '\0', value.length) != NULL)
		return NULL;
	const char *text = arena_text(arena, value.data, value.length);
	return is_readable(text) ? text : escaped(arena, text);
}

const char *entry_text(struct arena *arena, const struct entry *entry, const char *name)
{
	const struct attribute *attribute = entry_attribute(entry, name);
	return attribute == NULL || attribute->count == 0 ? NULL
							  : value_text(arena, attribute->value[0]);
}

bool entry_number(
	struct arena *arena, const struct entry *entry, const char *name, uint32_t *number)
{
	const char *text = entry_text(arena, entry, name);
	if (text == NULL || *text == '\0' || strlen(text) > 11)
		return false;
	/* LDAP integers are signed: a number with the top bit set is written with a minus sign. */
	const char *digits = text + (*text == '-');
	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return false;
	long long value = strtoll(text, NULL, 10);
	*number = (uint32_t)value;
	return value >= INT32_MIN && value <= UINT32_MAX;
}
