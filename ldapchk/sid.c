/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sid.h"

#include <inttypes.h>
#include <string.h>

#include "base/binary.h"

enum {
	SID_REVISION = 1,
	DECIMAL_DIGITS = 10, /* MS-DTYP 2.4.2.1: what a 32-bit number can need */
	HEX_DIGITS = 12,     /* 48 bits */
};

static uint64_t authority_read(struct bytes *from)
{
	uint64_t high = bytes_u8(from);
	high = high << 8 | bytes_u8(from);
	return high << 32 | bytes_u32be(from);
}

bool sid_read(struct bytes *from, struct sid *sid)
{
	*sid = (struct sid){ 0 };
	struct sid read = { 0 };
	uint8_t revision = bytes_u8(from);
	read.count = bytes_u8(from);
	read.authority = authority_read(from);
	if (from->failed || revision != SID_REVISION || read.count > SID_MAX_SUB)
		return false;
	for (size_t i = 0; i < read.count; i++)
		read.sub[i] = bytes_u32le(from);
	if (from->failed)
		return false;
	*sid = read;
	return true;
}

bool sid_read_whole(struct bytes from, struct sid *sid)
{
	if (sid_read(&from, sid) && from.length == 0)
		return true;
	*sid = (struct sid){ 0 };
	return false;
}

void sid_add(struct text *text, const struct sid *sid)
{
	binary_add_u8(text, SID_REVISION);
	binary_add_u8(text, sid->count);
	for (unsigned shift = 48; shift > 0; shift -= 8)
		binary_add_u8(text, (uint8_t)(sid->authority >> (shift - 8)));
	for (size_t i = 0; i < sid->count && i < SID_MAX_SUB; i++)
		binary_add_u32le(text, sid->sub[i]);
}

char *sid_write(struct arena *arena, const struct sid *sid)
{
	struct text text = text_new(arena);
	if (sid->authority > UINT32_MAX)
		text_add(&text, "S-%d-0x%012" PRIx64, SID_REVISION, sid->authority);
	else
		text_add(&text, "S-%d-%" PRIu64, SID_REVISION, sid->authority);
	for (size_t i = 0; i < sid->count && i < SID_MAX_SUB; i++)
		text_add(&text, "-%" PRIu32, sid->sub[i]);
	return text.data;
}

static bool decimal_take(const char **text, uint32_t *number)
{
	uint64_t value = 0;
	size_t digits = strspn(*text, "0123456789");
	if (digits == 0 || digits > DECIMAL_DIGITS)
		return false;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (uint64_t)(*(*text)++ - '0');
	*number = (uint32_t)value;
	return value <= UINT32_MAX;
}

static uint64_t hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return (uint64_t)(digit - '0');
	return (uint64_t)((digit | 0x20) - 'a' + 10);
}

static bool authority_take(const char **text, uint64_t *authority)
{
	if ((*text)[0] != '0' || ((*text)[1] | 0x20) != 'x') {
		uint32_t number = 0;
		if (!decimal_take(text, &number))
			return false;
		*authority = number;
		return true;
	}
	*text += 2;
	size_t digits = strspn(*text, "0123456789abcdefABCDEF");
	if (digits == 0 || digits > HEX_DIGITS)
		return false;
	*authority = 0;
	for (size_t i = 0; i < digits; i++)
		*authority = *authority << 4 | hex_value(*(*text)++);
	return true;
}

bool sid_parse(const char *text, struct sid *sid)
{
	*sid = (struct sid){ 0 };
	struct sid read = { 0 };
	if ((text[0] != 'S' && text[0] != 's') || strncmp(text + 1, "-1-", 3) != 0)
		return false;
	text += 4;
	if (!authority_take(&text, &read.authority))
		return false;
	while (*text != '\0') {
		if (*text++ != '-' || read.count == SID_MAX_SUB)
			return false;
		if (!decimal_take(&text, &read.sub[read.count++]))
			return false;
	}
	*sid = read;
	return true;
}

bool sid_with_rid(const struct sid *of_domain, uint32_t rid, struct sid *sid)
{
	struct sid made = *of_domain;
	*sid = (struct sid){ 0 };
	if (made.count == 0)
		return false;
	made.sub[made.count - 1] = rid;
	*sid = made;
	return true;
}

const char *sid_known_name(const struct sid *sid)
{
	static const struct {
		const char *text, *name;
	} known[] = {
		{ "S-1-1-0", "Everyone" },
		{ "S-1-3-0", "CREATOR OWNER" },
		{ "S-1-3-4", "OWNER RIGHTS" },
		{ "S-1-5-9", "ENTERPRISE DOMAIN CONTROLLERS" },
		{ "S-1-5-10", "SELF" },
		{ "S-1-5-11", "Authenticated Users" },
		{ "S-1-5-18", "SYSTEM" },
		{ "S-1-5-32-544", "Administrators" },
		{ "S-1-5-32-548", "Account Operators" },
		{ "S-1-5-32-554", "Pre-Windows 2000 Compatible Access" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct sid each;
		if (sid_parse(known[i].text, &each) && sid_equal(&each, sid))
			return known[i].name;
	}
	return NULL;
}
