/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/name.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_LABEL = 63, MAX_NAME = 253 };

/* Only what is left of a longer name may end with a hyphen. */
static bool label_ends(const char *end, size_t length, bool is_first)
{
	return length > 0 && (end[-1] != '-' || (is_first && length == ACCOUNT_LETTERS));
}

bool name_is_dns(const char *text)
{
	size_t label = 0, length = strlen(text);
	bool is_first = true;
	if (length == 0 || length > MAX_NAME)
		return false;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '.') {
			if (!label_ends(at, label, is_first))
				return false;
			label = 0;
			is_first = false;
			continue;
		}
		bool inside = (isascii(*at) && isalnum((unsigned char)*at)) || *at == '_' ||
			      (*at == '-' && label > 0);
		if (!inside || ++label > MAX_LABEL)
			return false;
	}
	return label_ends(text + length, label, is_first);
}

/* As inet_aton reads it: decimal, octal or hexadecimal. */
static bool is_number(const char *label)
{
	if (label[0] == '0' && (label[1] == 'x' || label[1] == 'X'))
		return label[2 + strspn(label + 2, "0123456789abcdefABCDEF")] == '\0';
	return label[strspn(label, "0123456789")] == '\0';
}

bool name_is_host(const char *text)
{
	const char *dot = strrchr(text, '.');
	return name_is_dns(text) && !is_number(dot == NULL ? text : dot + 1);
}

/* DNS may have such a name as UTF-8 or as RFC 3490 says; which of them cannot be known. */
const char *name_fault(const char *text)
{
	static const struct {
		const char *part, *fault;
	} hints[] = {
		{ "://", "is not a valid host name: write the name alone, no URL" },
		{ "\\", "is not a valid host name: write the name alone, without \\" },
		{ "$", "is not a valid host name: write it without $, which is of the account" },
		{ "@", "is not a valid host name: write the name alone, without @" },
		{ ":", "is not a valid host name: write it without a port" },
		{ " ", "is not a valid host name: it has a blank" },
		{ "*", "is not a valid host name: write each name, without *" },
	};
	for (const char *at = text; *at != '\0'; at++) {
		if (!isascii(*at))
			return "has characters beyond ASCII; if DNS has it as xn--..., write that, "
			       "otherwise it cannot be looked up";
	}
	if (name_is_dns(text))
		return NULL;
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		if (strstr(text, hints[i].part) != NULL)
			return hints[i].fault;
	}
	if (*text == '\0')
		return "is empty: write a host name";
	if (text[strlen(text) - 1] == '.')
		return "is not a valid host name: write it without the dot at its end";
	return "is not a valid host name";
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
	name->label = changed_case(
		arena, text, label < ACCOUNT_LETTERS ? label : ACCOUNT_LETTERS, toupper);
	name->fqdn = changed_case(arena, full, strlen(full), tolower);
	return true;
}

const char *name_normal(struct arena *arena, const char *text, const char *domain)
{
	size_t length = strlen(text);
	if (length > 0 && text[length - 1] == '.')
		length--;
	const char *name = changed_case(arena, text, length, tolower);
	if (length == 0 || domain == NULL || strchr(name, '.') != NULL ||
		strcasecmp(name, domain) == 0)
		return name;
	return arena_format(arena, "%s.%s", name, name_normal(arena, domain, NULL));
}

bool name_equal(const struct name *a, const struct name *b)
{
	return strcasecmp(a->fqdn, b->fqdn) == 0;
}

const char *name_host(struct arena *arena, const struct name *name)
{
	return changed_case(arena, name->fqdn, strcspn(name->fqdn, "."), toupper);
}

bool name_is_cut(const struct name *name)
{
	return strcspn(name->fqdn, ".") > ACCOUNT_LETTERS;
}

/* Whether the one first label is the other, or cut to 15 letters from it. */
static bool label_may_be(const char *cut, size_t length, const char *whole, size_t whole_length)
{
	return (length == whole_length || (length == ACCOUNT_LETTERS && whole_length > length)) &&
	       strncasecmp(cut, whole, length) == 0;
}

bool name_may_be(const struct name *name, const char *fqdn)
{
	const size_t own = strcspn(name->fqdn, "."), other = strcspn(fqdn, ".");
	return label_may_be(name->fqdn, own, fqdn, other) &&
	       strcasecmp(name->fqdn + own, fqdn + other) == 0;
}

bool name_texts_match(const char *a, const char *b)
{
	const size_t one = strcspn(a, "."), other = strcspn(b, ".");
	if (a[one] == '.' && b[other] == '.' && strcasecmp(a + one, b + other) != 0)
		return false;
	return one > 0 && (label_may_be(a, one, b, other) || label_may_be(b, other, a, one));
}
