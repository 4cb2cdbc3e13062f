/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/replication_metadata.h"

#include "base/utc.h"

enum { VECTOR_VERSION = 1, ENTRY_BYTES = 48 };

/* From 1601-01-01 to 1970-01-01, and to the end of the year 9999, the last of RFC 3339. */
static const uint64_t epoch_seconds = UINT64_C(11644473600);
static const uint64_t last_seconds = UINT64_C(265046774399);

static uint64_t u64le(struct bytes *from)
{
	const uint64_t low = bytes_u32le(from);
	return low | (uint64_t)bytes_u32le(from) << 32;
}

/* u32 version, u32 reserved, u32 count, u32 reserved, then `count` entries up to the end. */
bool replication_metadata_find(
	struct bytes metadata, enum replicated_attribute attribute, struct originating_write *last)
{
	*last = (struct originating_write){ 0 };
	const uint32_t version = bytes_u32le(&metadata);
	bytes_take(&metadata, 4);
	const uint32_t count = bytes_u32le(&metadata);
	bytes_take(&metadata, 4);
	if (metadata.failed || version != VECTOR_VERSION ||
		metadata.length / ENTRY_BYTES != count || metadata.length % ENTRY_BYTES != 0)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		struct bytes entry = bytes_take(&metadata, ENTRY_BYTES);
		if (bytes_u32le(&entry) != (uint32_t)attribute)
			continue;
		last->version = bytes_u32le(&entry);
		last->seconds = u64le(&entry);
		return true;
	}
	return false;
}

char *originating_write_text(struct arena *arena, const struct originating_write *last)
{
	if (last->seconds < epoch_seconds || last->seconds > last_seconds)
		return arena_format(arena, "version %u of second %llu since 1601", last->version,
			(unsigned long long)last->seconds);
	return arena_format(arena, "version %u of %s", last->version,
		utc_write(arena, (time_t)(last->seconds - epoch_seconds)));
}
