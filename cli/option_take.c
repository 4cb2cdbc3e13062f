/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/option.h"

static bool is_named(const char *name, const char *text, size_t length)
{
	return name != NULL && strlen(name) == length && memcmp(name, text, length) == 0;
}

const struct option *option_find(enum command command, const char *name, size_t length)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (option_belongs(option, command) &&
			(is_named(option->name, name, length) ||
				is_named(option->letter, name, length)))
			return option;
	}
	return NULL;
}

const char *option_take(struct arena *arena, const struct option *option, const char *value,
	struct options *options)
{
	void *at = (char *)options + option->at;
	if (option->kind == OPTION_SWITCH) {
		*(bool *)at = true;
		return NULL;
	}
	if (option->kind == OPTION_READ)
		return option->read(arena, value, options);
	if (*value == '\0')
		return arena_format(arena, "%s needs a value", option_name(option));
	if (option->kind == OPTION_NAMES)
		name_list_add(arena, at, value);
	else
		*(const char **)at = value;
	return NULL;
}
