/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "security/sddl/ace.h"
#include "security/sddl/claim.h"
#include "security/sddl/condition.h"
#include "security/sddl/rights.h"
#include "security/sddl/token.h"

enum { GUID_LETTERS = 36 };

static bool is_letter(char letter)
{
	return sddl_upper(letter) >= 'A' && sddl_upper(letter) <= 'Z';
}

static const struct sddl_ace_type *type_take(struct sddl_reader *reader)
{
	char letters[2] = { 0 };
	size_t count = 0;
	while (reader->at < reader->end && is_letter(*reader->at)) {
		if (count < sizeof letters)
			letters[count] = sddl_upper(*reader->at);
		count++;
		reader->at++;
	}
	return count > sizeof letters ? NULL : sddl_ace_type_named(letters);
}

/* Windows accepts spaces before the type. */
static const struct sddl_ace_type *type_read(struct sddl_reader *reader, bool sacl)
{
	sddl_skip_spaces(reader);
	const char *begin = reader->at;
	const struct sddl_ace_type *type = type_take(reader);
	if (type != NULL && ace_type_is_audit(type->type) == sacl)
		return type;
	reader->at = begin;
	if (type == NULL)
		sddl_fail(reader, "an ACE begins with its type, as in \"(A;\" or \"(OA;\"");
	else
		sddl_fail(reader, "an ACE of type %s does not belong in the %s", type->letters,
			sddl_acl_name(sacl));
	return NULL;
}

static bool flags_read(struct sddl_reader *reader, const struct sddl_ace_type *type, uint8_t *flags)
{
	sddl_skip_spaces(reader);
	for (uint16_t letters; (letters = sddl_peek_letters(reader)) != 0; reader->at += 2) {
		const uint8_t flag = sddl_ace_flag_named(type, letters);
		if (flag == 0)
			return sddl_fail(reader, "\"%c%c\" is not a flag of an ACE of type %s",
				letters >> 8, letters & 0xff, type->letters);
		*flags |= flag;
	}
	return true;
}

static bool mask_read(struct sddl_reader *reader, struct ace *ace)
{
	const char *begin = reader->at;
	if (!sddl_rights_read(reader, ace->type == ACE_LABEL, &ace->mask))
		return false;
	const char *objection = sddl_mask_objection(ace);
	if (objection == NULL)
		return true;
	reader->at = begin;
	return sddl_fail(reader, "%s", objection);
}

/* The corresponding type with GUIDs: "D" with a GUID becomes "OD". */
static uint8_t object_variant(uint8_t type)
{
	switch (type) {
	case ACE_ALLOW:
		return ACE_OBJECT_ALLOW;
	case ACE_DENY:
		return ACE_OBJECT_DENY;
	case ACE_AUDIT:
		return ACE_OBJECT_AUDIT;
	case ACE_ALARM:
		return ACE_OBJECT_ALARM;
	default:
		return type;
	}
}

/* A GUID without spaces around it, or only spaces. */
static bool guid_field_read(
	struct sddl_reader *reader, const struct sddl_ace_type *type, const struct guid **guid)
{
	const char *begin = reader->at;
	sddl_skip_spaces(reader);
	if (sddl_peek(reader) == ';')
		return true;
	reader->at = begin;
	char text[GUID_LETTERS + 1] = { 0 };
	struct guid read;
	if (reader->end - begin >= GUID_LETTERS)
		memcpy(text, begin, GUID_LETTERS);
	if (!guid_parse(text, &read))
		return sddl_fail(reader, "a GUID or \";\" is expected here");
	if (!ace_type_has_object(object_variant(type->type)))
		return sddl_fail(reader, "an ACE of type %s has no GUIDs", type->letters);
	reader->at += GUID_LETTERS;
	*guid = arena_copy(reader->arena, &read, sizeof read);
	return true;
}

static bool trustee_read(struct sddl_reader *reader, struct ace *ace)
{
	sddl_skip_spaces(reader);
	const char *begin = reader->at;
	struct sid sid;
	if (!sddl_sid_read(reader, &sid))
		return false;
	ace->trustee = raw_sid_write(reader->arena, &sid);
	const char *objection = sddl_trustee_objection(ace);
	if (objection != NULL) {
		reader->at = begin;
		return sddl_fail(reader, "%s", objection);
	}
	if (begin[1] != '-') /* Windows accepts spaces after two letters, not after S-1-... */
		sddl_skip_spaces(reader);
	return true;
}

static bool extra_read(
	struct sddl_reader *reader, const struct sddl_ace_type *type, struct bytes *rest)
{
	if (type->extra == EXTRA_NONE)
		return true;
	if (sddl_peek(reader) == ')')
		return sddl_fail(reader, "an ACE of type %s needs a seventh field, its %s",
			type->letters, type->extra == EXTRA_CLAIM ? "attribute" : "condition");
	if (!sddl_expect(reader, ';'))
		return false;
	sddl_skip_spaces(reader);
	return type->extra == EXTRA_CLAIM ? claim_read(reader, rest) : condition_read(reader, rest);
}

static bool fields_read(
	struct sddl_reader *reader, const struct sddl_ace_type *type, struct ace *ace)
{
	if (!sddl_expect(reader, ';') || !flags_read(reader, type, &ace->flags))
		return false;
	if (!sddl_expect(reader, ';') || !mask_read(reader, ace))
		return false;
	if (!sddl_expect(reader, ';') || !guid_field_read(reader, type, &ace->object_type))
		return false;
	if (!sddl_expect(reader, ';') || !guid_field_read(reader, type, &ace->inherited_type))
		return false;
	if (!sddl_expect(reader, ';') || !trustee_read(reader, ace))
		return false;
	return extra_read(reader, type, &ace->rest);
}

bool sddl_ace_read(struct sddl_reader *reader, bool sacl, struct ace *ace)
{
	*ace = (struct ace){ .known = true };
	if (!sddl_expect(reader, '('))
		return false;
	const struct sddl_ace_type *type = type_read(reader, sacl);
	if (type == NULL)
		return false;
	ace->type = type->type;
	if (!fields_read(reader, type, ace) || !sddl_expect(reader, ')'))
		return false;
	/* Without the GUID an ACE for one right would be an ACE for all rights. */
	if (ace->object_type != NULL || ace->inherited_type != NULL)
		ace->type = object_variant(ace->type);
	if (ace->object_type != NULL)
		ace->object_flags |= OBJECT_TYPE_PRESENT;
	if (ace->inherited_type != NULL)
		ace->object_flags |= INHERITED_TYPE_PRESENT;
	return true;
}
