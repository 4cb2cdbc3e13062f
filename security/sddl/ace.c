/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/ace.h"

#include "security/sddl/token.h"

enum {
	FLAGS_INHERIT = ACE_OBJECT_INHERIT | ACE_CONTAINER_INHERIT | ACE_NO_PROPAGATE |
			ACE_INHERIT_ONLY | ACE_INHERITED,
	FLAGS_ACCESS = FLAGS_INHERIT | ACE_CRITICAL,
	FLAGS_AUDIT = FLAGS_ACCESS | ACE_AUDIT_SUCCESS | ACE_AUDIT_FAILURE,
	ACE_TRUST_PROTECTED = 0x40, /* the meaning of ACE_AUDIT_SUCCESS in an access filter */
	FLAGS_FILTER = FLAGS_INHERIT | ACE_TRUST_PROTECTED,

	FILTER_MASK_MAX = 0xffffff,
	TRUST_AUTHORITY = 19,
	TRUST_SUBS = 2, /* the type and the level of protection */

	ACE_HEADER_BYTES = 4,
	MASK_BYTES = 4,
	OBJECT_FLAGS_BYTES = 4,
};

static const struct sddl_ace_type types[] = {
	{ "A", ACE_ALLOW, EXTRA_NONE, FLAGS_ACCESS },
	{ "D", ACE_DENY, EXTRA_NONE, FLAGS_ACCESS },
	{ "OA", ACE_OBJECT_ALLOW, EXTRA_NONE, FLAGS_ACCESS },
	{ "OD", ACE_OBJECT_DENY, EXTRA_NONE, FLAGS_ACCESS },
	{ "XA", ACE_CALLBACK_ALLOW, EXTRA_CONDITION, FLAGS_ACCESS },
	{ "XD", ACE_CALLBACK_DENY, EXTRA_CONDITION, FLAGS_ACCESS },
	{ "ZA", ACE_CALLBACK_OBJECT_ALLOW, EXTRA_CONDITION, FLAGS_ACCESS },
	{ "AU", ACE_AUDIT, EXTRA_NONE, FLAGS_AUDIT },
	{ "AL", ACE_ALARM, EXTRA_NONE, FLAGS_AUDIT },
	{ "OU", ACE_OBJECT_AUDIT, EXTRA_NONE, FLAGS_AUDIT },
	{ "OL", ACE_OBJECT_ALARM, EXTRA_NONE, FLAGS_AUDIT },
	{ "XU", ACE_CALLBACK_AUDIT, EXTRA_CONDITION, FLAGS_AUDIT },
	{ "ML", ACE_LABEL, EXTRA_NONE, FLAGS_AUDIT },
	{ "RA", ACE_RESOURCE_ATTRIBUTE, EXTRA_CLAIM, FLAGS_ACCESS },
	{ "SP", ACE_SCOPED_POLICY, EXTRA_NONE, FLAGS_AUDIT },
	{ "TL", ACE_TRUST_LABEL, EXTRA_NONE, FLAGS_AUDIT },
	{ "FL", ACE_ACCESS_FILTER, EXTRA_CONDITION, FLAGS_FILTER },
};

static const struct flag {
	char letters[3];
	uint8_t flag;
	bool of_filters, of_others;
} flags_known[] = {
	/* in the order of writing */
	{ "OI", ACE_OBJECT_INHERIT, true, true },
	{ "CI", ACE_CONTAINER_INHERIT, true, true },
	{ "NP", ACE_NO_PROPAGATE, true, true },
	{ "IO", ACE_INHERIT_ONLY, true, true },
	{ "ID", ACE_INHERITED, true, true },
	{ "CR", ACE_CRITICAL, true, true },
	{ "TP", ACE_TRUST_PROTECTED, true, false },
	{ "SA", ACE_AUDIT_SUCCESS, false, true },
	{ "FA", ACE_AUDIT_FAILURE, true, true },
};

const struct sddl_ace_type *sddl_ace_type_named(const char letters[2])
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (types[i].letters[0] == letters[0] && types[i].letters[1] == letters[1])
			return &types[i];
	}
	return NULL;
}

const struct sddl_ace_type *sddl_ace_type_of(uint8_t type)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (types[i].type == type)
			return &types[i];
	}
	return NULL;
}

static bool flag_fits(const struct flag *flag, const struct sddl_ace_type *type)
{
	const bool named = type->type == ACE_ACCESS_FILTER ? flag->of_filters : flag->of_others;
	return named && (type->flags & flag->flag) != 0;
}

uint8_t sddl_ace_flag_named(const struct sddl_ace_type *type, uint16_t letters)
{
	for (size_t i = 0; i < sizeof flags_known / sizeof *flags_known; i++) {
		const struct flag *flag = &flags_known[i];
		if (sddl_letters(flag->letters) == letters && flag_fits(flag, type))
			return flag->flag;
	}
	return 0;
}

void sddl_ace_flags_write(struct text *text, const struct sddl_ace_type *type, uint8_t flags)
{
	for (size_t i = 0; i < sizeof flags_known / sizeof *flags_known; i++) {
		const struct flag *flag = &flags_known[i];
		if ((flags & flag->flag) != 0 && flag_fits(flag, type))
			text_add_bytes(text, flag->letters, 2);
	}
}

const char *sddl_mask_objection(const struct ace *ace)
{
	if (ace->type == ACE_RESOURCE_ATTRIBUTE && ace->mask != 0)
		return "a resource attribute (RA) must have no rights";
	if (ace->type == ACE_ACCESS_FILTER && ace->mask > FILTER_MASK_MAX)
		return "an access filter (FL) must have no generic rights";
	return NULL;
}

/* S-1-19-TYPE-LEVEL; type 0 requires level 0. */
static bool is_trust_label(const struct sid *sid)
{
	return sid->authority == TRUST_AUTHORITY && sid->count == TRUST_SUBS &&
	       (sid->sub[0] != 0 || sid->sub[1] == 0);
}

const char *sddl_trustee_objection(const struct ace *ace)
{
	static const struct sid everyone = { 1, 1, { 0 } };
	const struct sid trustee = ace_trustee(ace);
	const bool names_everyone = sid_equal(&trustee, &everyone);
	if (ace->type == ACE_RESOURCE_ATTRIBUTE && !names_everyone)
		return "the trustee of a resource attribute (RA) must be Everyone (WD)";
	if (ace->type != ACE_ACCESS_FILTER)
		return NULL;
	if ((ace->flags & ACE_TRUST_PROTECTED) == 0)
		return names_everyone
			       ? NULL
			       : "the trustee of an access filter (FL) must be Everyone (WD)";
	if (!is_trust_label(&trustee))
		return "the trustee of an access filter (FL) with TP must be a trust label, "
		       "S-1-19-...";
	return NULL;
}

const char *sddl_acl_name(bool sacl)
{
	return sacl ? "SACL" : "DACL";
}

size_t sddl_ace_size(const struct ace *ace)
{
	size_t size = ACE_HEADER_BYTES + MASK_BYTES + SID_HEADER_BYTES +
		      ace->trustee->count * sizeof *ace->trustee->sub;
	if (ace_type_has_object(ace->type))
		size += OBJECT_FLAGS_BYTES;
	if (ace->object_type != NULL)
		size += sizeof *ace->object_type;
	if (ace->inherited_type != NULL)
		size += sizeof *ace->inherited_type;
	const struct sddl_ace_type *type = sddl_ace_type_of(ace->type);
	return type == NULL || type->extra == EXTRA_NONE ? size : size + ace->rest.length;
}
