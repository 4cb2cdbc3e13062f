/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/json_pointer.h"

#include <string.h>

#include "base/text.h"

/* One step without its escapes: "~1" is "/", "~0" is "~". */
static const char *step_read(struct arena *arena, const char *step, size_t length)
{
	struct text key = text_new(arena);
	for (size_t i = 0; i < length; i++) {
		const bool is_escape = step[i] == '~' && i + 1 < length &&
				       (step[i + 1] == '0' || step[i + 1] == '1');
		if (is_escape)
			text_add_string(&key, step[++i] == '0' ? "~" : "/");
		else
			text_add_bytes(&key, step + i, 1);
	}
	return key.data;
}

static json_t *item(const json_t *array, const char *step)
{
	enum { MOST_DIGITS = 9 };
	const size_t length = strlen(step);
	size_t index = 0;
	if (length == 0 || length > MOST_DIGITS || step[strspn(step, "0123456789")] != '\0' ||
		(length > 1 && step[0] == '0'))
		return NULL;
	for (const char *at = step; *at != '\0'; at++)
		index = index * 10 + (size_t)(*at - '0');
	return json_array_get(array, index);
}

json_t *json_pointer_value(struct arena *arena, json_t *root, const char *pointer)
{
	json_t *value = root;
	while (value != NULL && *pointer != '\0') {
		if (*pointer++ != '/')
			return NULL;
		const size_t length = strcspn(pointer, "/");
		const char *step = step_read(arena, pointer, length);
		value = json_is_array(value) ? item(value, step) : json_object_get(value, step);
		pointer += length;
	}
	return value;
}
