/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "security/sddl/attribute_name.h"
#include "security/sddl/claim.h"
#include "security/sddl/claim_layout.h"
#include "security/sddl/sddl.h"
#include "security/sddl/value.h"

/* Takes the string and its terminating zero; returns the string. */
static struct bytes utf16_take_string(struct bytes *from)
{
	struct bytes string = *from;
	size_t length = 0;
	while (bytes_u16le(from) != 0)
		length += 2;
	return from->failed ? (struct bytes){ .failed = true } : bytes_take(&string, length);
}

static bool value_write(
	struct text *text, struct bytes *values, uint16_t type, const struct sid *domain)
{
	struct sid sid;
	if (type == CLAIM_STRING) {
		struct bytes string = utf16_take_string(values);
		return !string.failed && sddl_string_write(text, string);
	}
	if (type == CLAIM_SID || type == CLAIM_OCTETS) {
		struct bytes octets = bytes_take(values, bytes_u32le(values));
		if (octets.failed || (type == CLAIM_SID && !sid_read_whole(octets, &sid)))
			return false;
		if (type == CLAIM_SID)
			return sddl_sid_write(text, &sid, domain);
		sddl_octets_write(text, octets);
		return true;
	}
	uint64_t low = bytes_u32le(values);
	uint64_t bits = low | (uint64_t)bytes_u32le(values) << 32;
	if (type == CLAIM_INT64)
		text_add(text, "%" PRId64, (int64_t)bits);
	else
		text_add(text, "%" PRIu64, bits);
	return !values->failed;
}

/*
 * Reads the values one after the other, so each byte is read once. Fields that are not checked
 * here, such as the offset of the name, are checked by reading the text again.
 */
static bool claim_text_add(struct text *text, struct bytes claim, const struct sid *domain)
{
	const size_t length = claim.length;
	bytes_take(&claim, CLAIM_OFFSET_BYTES);
	uint16_t type = bytes_u16le(&claim);
	bytes_take(&claim, 2);
	uint32_t flags = bytes_u32le(&claim);
	uint32_t count = bytes_u32le(&claim);
	if (claim.failed || count > claim.length / CLAIM_OFFSET_BYTES)
		return false;
	bytes_take(&claim, (size_t)count * CLAIM_OFFSET_BYTES);
	struct bytes name = utf16_take_string(&claim);

	const char letter = claim_type_letter(type);
	if (length > SDDL_VALUE_MAX_BYTES || name.failed || letter == '\0')
		return false;
	text_add(text, "(\"");
	if (!attribute_name_write(text, name, NAME_QUOTED))
		return false;
	text_add(text, "\",T%c,0x%" PRIx32, letter, flags);
	for (uint32_t k = 0; k < count; k++) {
		text_add(text, ",");
		if (!value_write(text, &claim, type, domain))
			return false;
	}
	text_add(text, ")");
	return true;
}

static bool reads_as(const struct text *text, struct bytes claim, const struct sid *domain)
{
	struct error ignored = { 0 };
	struct sddl_reader reader = {
		.arena = text->arena,
		.domain = domain,
		.begin = text->data,
		.at = text->data,
		.end = text->data + text->length,
		.error = &ignored,
	};
	struct bytes read;
	return claim_read(&reader, &read) && reader.at == reader.end && bytes_equal(read, claim);
}

bool claim_write(
	struct text *text, struct bytes claim, const struct sid *domain, struct error *error)
{
	struct text written = text_new(text->arena);
	if (!claim_text_add(&written, claim, domain) || !reads_as(&written, claim, domain))
		return error_set(error, ERROR_MALFORMED,
			"SDDL cannot express this resource attribute or its layout");
	text_add_bytes(text, written.data, written.length);
	return true;
}
