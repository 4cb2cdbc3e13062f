/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/name.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_LABEL = 63, MAX_NAME = 253 };

bool name_is_dns(const char *text)
{
	size_t label = 0, length = strlen(text);
	if (length == 0 || length > MAX_NAME)
		return false;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '.') {
			if (label == 0 || at[-1] == '-')
				return false;
			label = 0;
			continue;
		}
		bool inside = (isascii(*at) && isalnum((unsigned char)*at)) || *at == '_' ||
			      (*at == '-' && label > 0);
		if (!inside || ++label > MAX_LABEL)
			return false;
	}
	return label > 0 && text[length - 1] != '-';
}

/* DNS may have such a name as UTF-8 or as RFC 3490 says; which of them cannot be known. */
const char *name_fault(const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		if (!isascii(*at))
			return "has characters beyond ASCII; if DNS has it as xn--..., write that, "
			       "otherwise it cannot be looked up";
	}
	return name_is_dns(text) ? NULL : "is not a valid host name";
}

static char *changed_case(struct arena *arena, const char *text, size_t length, int (*change)(int))
{
	char *copy = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++)
		copy[i] = (char)change((unsigned char)text[i]);
	return copy;
}

bool name_read(struct arena *arena, const char *text, const char *domain, struct name *name,
	struct error *error)
{
	const char *fault = name_fault(text);
	if (fault != NULL)
		return error_set(error, ERROR_CONFIG, "\"%s\" %s", text, fault);
	size_t label = strcspn(text, ".");
	const char *full = text[label] == '.' ? text : arena_format(arena, "%s.%s", text, domain);
	if (strlen(full) > MAX_NAME)
		return error_set(error, ERROR_CONFIG, "\"%s\" is too long for a name", full);
	name->label = changed_case(arena, text, label, toupper);
	name->fqdn = changed_case(arena, full, strlen(full), tolower);
	return true;
}

bool name_equal(const struct name *a, const struct name *b)
{
	return strcasecmp(a->fqdn, b->fqdn) == 0;
}
