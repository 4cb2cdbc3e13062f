/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dn.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

const char *dn_parent(const char *dn)
{
	while (*dn != '\0' && *dn != ',')
		dn += *dn == '\\' && dn[1] != '\0' ? 2 : 1;
	return *dn == ',' ? dn + 1 : dn;
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

/* Curved quotation marks, U+201C to U+201E, are straight ones to PowerShell. */
static size_t special_bytes(const char *at)
{
	if (*at == '"' || *at == '%' || *at == '$' || *at == '`' || *at == '!')
		return 1;
	const unsigned char *byte = (const unsigned char *)at;
	return byte[0] == 0xe2 && byte[1] == 0x80 && byte[2] >= 0x9c && byte[2] <= 0x9e ? 3 : 0;
}

const char *dn_quoted(struct arena *arena, const char *dn)
{
	struct text text = text_new(arena);
	text_add_string(&text, "\"");
	for (const char *at = dn; *at != '\0';) {
		const bool escaped = *at == '\\' && at[1] != '\0';
		const size_t special = special_bytes(at + escaped);
		for (size_t i = 0; i < special; i++)
			text_add(&text, "\\%02X", (unsigned char)at[escaped + i]);
		if (special == 0)
			text_add_bytes(&text, at, escaped + 1u);
		at += escaped + (special == 0 ? 1 : special);
	}
	text_add_string(&text, "\"");
	return text.data;
}
