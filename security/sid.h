/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Security identifiers, MS-DTYP 2.4.2: struct sid is a value to copy; struct raw_sid is a view of
 * bytes owned elsewhere, which is cheaper if most SIDs are only compared.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/text.h"

enum { SID_REVISION = 1, SID_MAX_SUB = 15, SID_HEADER_BYTES = 8 };

struct sid {
	uint64_t authority; /* 48 bits */
	uint8_t count;
	uint32_t sub[SID_MAX_SUB];
};

/* A complete SID in its binary form, validated by raw_sid_at(); MS-DTYP 2.4.2.2. */
struct raw_sid {
	uint8_t revision, count;
	uint8_t authority[6]; /* big-endian */
	uint8_t sub[][4];     /* little-endian */
};

static inline size_t raw_sid_size(const struct raw_sid *sid)
{
	return SID_HEADER_BYTES + sid->count * sizeof *sid->sub;
}

/* The SID at `data`; NULL if it is truncated, of another revision or too long. */
static inline const struct raw_sid *raw_sid_at(const uint8_t *data, size_t length)
{
	const struct raw_sid *sid = (const void *)data;
	if (length < SID_HEADER_BYTES || sid->revision != SID_REVISION ||
		sid->count > SID_MAX_SUB || length < raw_sid_size(sid))
		return NULL;
	return sid;
}

static inline uint64_t raw_sid_authority(const struct raw_sid *raw)
{
	const uint8_t *byte = raw->authority;
	return (uint64_t)byte[0] << 40 | (uint64_t)byte[1] << 32 | (uint64_t)byte[2] << 24 |
	       (uint64_t)byte[3] << 16 | (uint64_t)byte[4] << 8 | (uint64_t)byte[5];
}

struct sid raw_sid_read(const struct raw_sid *raw);

/* The binary form of the value. */
const struct raw_sid *raw_sid_write(struct arena *arena, const struct sid *sid);

/*
 * Takes one SID from the front of the bytes. False if it is truncated, of another revision or too
 * long.
 */
bool sid_read(struct bytes *from, struct sid *sid);

/* A SID that must fill the bytes exactly, as in objectSid and tokenGroups. */
bool sid_read_whole(struct bytes from, struct sid *sid);

/* "S-1-5-21-..."; an authority of 2^32 or more is written in hexadecimal, 0x500000000 (MS-DTYP
 * 2.4.2.1, without zeros in front). */
char *sid_write(struct arena *arena, const struct sid *sid);

/* Adds the bytes that sid_read would read. */
void sid_add(struct text *text, const struct sid *sid);

/* Parses such a text; false unless all of it is one SID. Any authority may be decimal. */
bool sid_parse(const char *text, struct sid *sid);

/* Inline: an access check consists mostly of these. The last sub-authority differs most often. */
static inline bool sid_equal(const struct sid *a, const struct sid *b)
{
	if (a->count != b->count || a->authority != b->authority)
		return false;
	for (size_t i = a->count; i-- > 0;) {
		if (a->sub[i] != b->sub[i])
			return false;
	}
	return true;
}

static inline bool raw_sid_is(const struct raw_sid *raw, const struct sid *sid)
{
	if (raw->count != sid->count)
		return false;
	for (size_t i = sid->count; i-- > 0;) {
		if (u32le_at(raw->sub[i]) != sid->sub[i])
			return false;
	}
	return raw_sid_authority(raw) == sid->authority;
}

/* Whether it is the SID of an account or group: S-1-5-21, the domain's three numbers, a RID. */
bool sid_is_of_account(const struct sid *sid);

/* Whether both are such SIDs of the same domain. */
bool sid_is_of_domain(const struct sid *sid, const struct sid *account);

/* Order of SIDs: negative, 0 or positive; fits qsort and bsearch over struct sid. */
int sid_compare(const void *a, const void *b);

/*
 * The SID of the same domain with another RID; false if there is no sub-authority to replace.
 */
bool sid_with_rid(const struct sid *of_domain, uint32_t rid, struct sid *sid);
