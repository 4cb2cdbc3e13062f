/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/binary.h"
#include "security/sddl/attribute_name.h"
#include "security/sddl/claim.h"
#include "security/sddl/claim_layout.h"
#include "security/sddl/value.h"

struct claim {
	uint16_t type;
	uint32_t flags;
	struct text name;    /* UTF-16, zero-terminated */
	struct text offsets; /* of each value from the start of the values, 32 bits each */
	struct text values;
};

static bool field_end(struct sddl_reader *reader)
{
	sddl_space_skip(reader);
	if (!sddl_expect(reader, ','))
		return false;
	sddl_space_skip(reader);
	return true;
}

static bool name_read(struct sddl_reader *reader, struct claim *claim)
{
	if (!sddl_expect(reader, '"') || !attribute_name_read(reader, NAME_QUOTED, &claim->name) ||
		!sddl_expect(reader, '"'))
		return false;
	binary_add_u16le(&claim->name, 0);
	return true;
}

static bool type_read(struct sddl_reader *reader, struct claim *claim)
{
	if (reader->end - reader->at >= 2 && reader->at[0] == 'T')
		claim->type = claim_type_lettered(reader->at[1]);
	if (claim->type == 0)
		return sddl_fail(reader, "TI, TU, TS, TD, TB or TX is expected here");
	reader->at += 2;
	return true;
}

static bool flags_read(struct sddl_reader *reader, struct claim *claim)
{
	const char *begin = reader->at;
	struct sddl_number number;
	if (!sddl_number_read(reader, &number))
		return false;
	uint64_t flags = sddl_number_bits(&number);
	if (flags > UINT32_MAX || (flags & CLAIM_RESERVED_FLAGS) != 0) {
		reader->at = begin;
		return sddl_fail(reader, "these are not flags of a claim");
	}
	claim->flags = (uint32_t)flags;
	return true;
}

static bool number_fits(const struct sddl_number *number, uint16_t type)
{
	const bool is_negative = number->sign == NUMBER_MINUS;
	switch (type) {
	case CLAIM_INT64:
		return number->magnitude <= (uint64_t)INT64_MAX + (is_negative ? 1 : 0);
	case CLAIM_BOOLEAN:
		return sddl_number_bits(number) <= 1;
	default:
		return true; /* Windows reads -1 as the largest unsigned number */
	}
}

static bool number_read(struct sddl_reader *reader, struct claim *claim)
{
	const char *begin = reader->at;
	struct sddl_number number;
	if (!sddl_number_read(reader, &number))
		return false;
	if (!number_fits(&number, claim->type)) {
		reader->at = begin;
		return sddl_fail(reader, "the number does not fit the type of the claim");
	}
	binary_add_u64le(&claim->values, sddl_number_bits(&number));
	return true;
}

static bool value_read(struct sddl_reader *reader, struct claim *claim)
{
	struct sid sid;
	switch (claim->type) {
	case CLAIM_STRING:
		if (!sddl_string_read(reader, &claim->values))
			return false;
		binary_add_u16le(&claim->values, 0);
		return true;
	case CLAIM_SID:
		if (!sddl_sid_read(reader, &sid))
			return false;
		sddl_sized_sid_add(&claim->values, &sid);
		return true;
	case CLAIM_OCTETS: {
		size_t size = sddl_sized_begin(&claim->values);
		if (!sddl_octets_read(reader, &claim->values))
			return false;
		sddl_sized_end(&claim->values, size);
		return true;
	}
	default:
		return number_read(reader, claim);
	}
}

static size_t claim_length(const struct claim *claim)
{
	return CLAIM_HEADER_BYTES + claim->offsets.length + claim->name.length +
	       claim->values.length;
}

static bool values_read(struct sddl_reader *reader, struct claim *claim)
{
	do {
		if (!field_end(reader))
			return false;
		const char *begin = reader->at;
		binary_add_u32le(&claim->offsets, (uint32_t)claim->values.length);
		if (!value_read(reader, claim))
			return false;
		if (claim_length(claim) > SDDL_VALUE_MAX_BYTES) {
			reader->at = begin;
			return sddl_fail(reader, "the claim is too long for an ACE");
		}
		sddl_space_skip(reader);
	} while (sddl_peek(reader) != ')');
	return true;
}

static struct bytes claim_bytes(struct arena *arena, const struct claim *claim)
{
	struct text bytes = text_new(arena);
	struct bytes offsets = binary_bytes(&claim->offsets);
	const size_t name_offset = CLAIM_HEADER_BYTES + offsets.length;
	binary_add_u32le(&bytes, (uint32_t)name_offset);
	binary_add_u16le(&bytes, claim->type);
	binary_add_u16le(&bytes, 0);
	binary_add_u32le(&bytes, claim->flags);
	binary_add_u32le(&bytes, (uint32_t)(offsets.length / CLAIM_OFFSET_BYTES));
	while (offsets.length > 0)
		binary_add_u32le(&bytes,
			(uint32_t)(name_offset + claim->name.length) + bytes_u32le(&offsets));
	binary_add(&bytes, binary_bytes(&claim->name));
	binary_add(&bytes, binary_bytes(&claim->values));
	binary_pad(&bytes, CLAIM_ALIGNMENT);
	return binary_bytes(&bytes);
}

bool claim_read(struct sddl_reader *reader, struct bytes *claim)
{
	*claim = (struct bytes){ 0 };
	struct claim read = {
		.name = text_new(reader->arena),
		.offsets = text_new(reader->arena),
		.values = text_new(reader->arena),
	};
	sddl_space_skip(reader);
	if (!sddl_expect(reader, '('))
		return false;
	sddl_space_skip(reader);
	if (!name_read(reader, &read) || !field_end(reader) || !type_read(reader, &read) ||
		!field_end(reader) || !flags_read(reader, &read))
		return false;
	if (!values_read(reader, &read) || !sddl_expect(reader, ')'))
		return false;
	sddl_space_skip(reader);
	*claim = claim_bytes(reader->arena, &read);
	return true;
}
