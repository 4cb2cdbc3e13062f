/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dn.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"
#include "base/text.h"

const char *dn_parent(const char *dn)
{
	while (*dn != '\0' && *dn != ',')
		dn += *dn == '\\' && dn[1] != '\0' ? 2 : 1;
	return *dn == ',' ? dn + 1 : dn;
}

static int hex_digit(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = digit == '\0' ? NULL : strchr(digits, tolower((unsigned char)digit));
	return at == NULL ? -1 : (int)(at - digits);
}

const char *dn_unescape(struct arena *arena, const char *text, size_t length)
{
	char *plain = arena_alloc(arena, length + 1);
	size_t count = 0;
	for (size_t i = 0; i < length; i++) {
		const bool is_pair = text[i] == '\\' && i + 2 < length &&
				     hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
		if (is_pair) {
			plain[count++] =
				(char)(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
			i += 2;
			continue;
		}
		i += text[i] == '\\' && i + 1 < length;
		plain[count++] = text[i];
	}
	plain[count] = '\0';
	return escaped(arena, plain);
}

const char *dn_name(struct arena *arena, const char *dn)
{
	const char *name = strchr(dn, '='), *parent = dn_parent(dn);
	const char *end = *parent == '\0' ? parent : parent - 1;
	return name == NULL || name + 1 >= end
		       ? NULL
		       : dn_unescape(arena, name + 1, (size_t)(end - name - 1));
}

char *domain_dn(struct arena *arena, const char *domain)
{
	struct text dn = text_new(arena);
	for (const char *label = domain; *label != '\0';) {
		size_t length = strcspn(label, ".");
		text_add(&dn, "%sDC=%.*s", dn.length == 0 ? "" : ",", (int)length, label);
		label += length + (label[length] == '.');
	}
	return dn.data;
}

bool dn_is_deleted(const char *dn)
{
	static const char place[] = "CN=Deleted Objects,";
	const char *parent = dn_parent(dn);
	return strcasestr(dn, "\\0ADEL:") != NULL &&
	       strncasecmp(parent, place, sizeof place - 1) == 0;
}
