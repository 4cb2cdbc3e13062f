/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sid.h"

#include <inttypes.h>
#include <string.h>

#include "base/binary.h"

enum {
	DECIMAL_DIGITS = 10,   /* MS-DTYP 2.4.2.1: a 32-bit number has at most 10 */
	AUTHORITY_DIGITS = 15, /* 48 bits */
	HEX_DIGITS = 12,       /* 48 bits */
};

static const uint64_t authority_max = 0xffffffffffff;

struct sid raw_sid_read(const struct raw_sid *raw)
{
	struct sid sid = { .authority = raw_sid_authority(raw), .count = raw->count };
	for (size_t i = 0; i < sid.count; i++)
		sid.sub[i] = u32le_at(raw->sub[i]);
	return sid;
}

const struct raw_sid *raw_sid_write(struct arena *arena, const struct sid *sid)
{
	struct text text = text_new(arena);
	sid_add(&text, sid);
	return (const void *)text.data;
}

bool sid_read(struct bytes *from, struct sid *sid)
{
	*sid = (struct sid){ 0 };
	const struct raw_sid *raw = raw_sid_at(from->data, from->length);
	if (raw == NULL)
		return false;
	bytes_take(from, raw_sid_size(raw));
	*sid = raw_sid_read(raw);
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

/* Writes "-" and the number so that they end before `end`. Returns where they begin. */
static char *number_write(char *end, uint32_t number)
{
	do
		*--end = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	*--end = '-';
	return end;
}

/* Without printf, which is slow: reports and SDDL texts hold thousands of SIDs. */
char *sid_write(struct arena *arena, const struct sid *sid)
{
	char room[(SID_MAX_SUB + 1) * (DECIMAL_DIGITS + 1)];
	char *const end = room + sizeof room, *begin = end;
	for (size_t i = sid->count < SID_MAX_SUB ? sid->count : SID_MAX_SUB; i-- > 0;)
		begin = number_write(begin, sid->sub[i]);
	if (sid->authority > UINT32_MAX)
		return arena_format(arena, "S-%d-0x%" PRIx64 "%.*s", SID_REVISION, sid->authority,
			(int)(end - begin), begin);
	begin = number_write(begin, (uint32_t)sid->authority);
	const size_t length = (size_t)(end - begin);
	char *text = arena_alloc(arena, 3 + length + 1);
	memcpy(text, "S-1", 3);
	memcpy(text + 3, begin, length);
	return text;
}

static bool decimal_take(const char **text, size_t most_digits, uint64_t most, uint64_t *number)
{
	size_t digits = strspn(*text, "0123456789");
	if (digits == 0 || digits > most_digits)
		return false;
	*number = 0;
	for (size_t i = 0; i < digits; i++)
		*number = *number * 10 + (uint64_t)(*(*text)++ - '0');
	return *number <= most;
}

static bool sub_authority_take(const char **text, uint32_t *number)
{
	uint64_t value = 0;
	if (!decimal_take(text, DECIMAL_DIGITS, UINT32_MAX, &value))
		return false;
	*number = (uint32_t)value;
	return true;
}

static uint64_t hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return (uint64_t)(digit - '0');
	return (uint64_t)((digit | 0x20) - 'a' + 10);
}

static bool authority_take(const char **text, uint64_t *authority)
{
	if ((*text)[0] != '0' || ((*text)[1] | 0x20) != 'x')
		return decimal_take(text, AUTHORITY_DIGITS, authority_max, authority);
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
		if (!sub_authority_take(&text, &read.sub[read.count++]))
			return false;
	}
	*sid = read;
	return true;
}

bool sid_is_of_account(const struct sid *sid)
{
	return sid->authority == 5 && sid->count == 5 && sid->sub[0] == 21;
}

bool sid_is_of_domain(const struct sid *sid, const struct sid *account)
{
	return sid_is_of_account(sid) && sid_is_of_account(account) &&
	       memcmp(sid->sub, account->sub, 4 * sizeof *sid->sub) == 0;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

int sid_compare(const void *one, const void *other)
{
	const struct sid *a = one, *b = other;
	int order = compare_numbers(a->authority, b->authority);
	for (size_t i = 0; order == 0 && i < a->count && i < b->count; i++)
		order = compare_numbers(a->sub[i], b->sub[i]);
	return order != 0 ? order : compare_numbers(a->count, b->count);
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
