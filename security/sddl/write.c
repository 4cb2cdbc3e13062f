/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/ace.h"
#include "security/sddl/sddl.h"

static void flag_add(struct text *text, uint16_t control, uint16_t bit, const char *letters)
{
	if ((control & bit) != 0)
		text_add(text, "%s", letters);
}

static void flags_add(struct text *text, uint16_t control, bool sacl)
{
	flag_add(text, control, sacl ? CONTROL_SACL_PROTECTED : CONTROL_DACL_PROTECTED, "P");
	flag_add(text, control,
		sacl ? CONTROL_SACL_INHERIT_REQUIRED : CONTROL_DACL_INHERIT_REQUIRED, "AR");
	flag_add(text, control, sacl ? CONTROL_SACL_INHERITED : CONTROL_DACL_INHERITED, "AI");
}

static bool aces_add(struct text *text, const struct acl *acl, bool sacl, const struct sid *domain,
	struct error *error)
{
	size_t size = SDDL_ACL_HEADER_BYTES;
	for (size_t i = 0; i < acl->count; i++) {
		if (!sddl_ace_write(text, &acl->ace[i], sacl, domain, error))
			return false;
		size += sddl_ace_size(&acl->ace[i]);
		if (size > SDDL_ACL_BYTES_MAX)
			return error_set(error, ERROR_MALFORMED,
				"with ACE %zu the %s takes more than %d bytes", i,
				sddl_acl_name(sacl), SDDL_ACL_BYTES_MAX);
	}
	return true;
}

/* The control bits of an absent ACL have no letters and are not written. */
static bool acl_add(struct text *text, const struct descriptor *descriptor, bool sacl,
	const struct sid *domain, struct error *error)
{
	const struct acl *acl = sacl ? &descriptor->sacl : &descriptor->dacl;
	if (acl->state == ACL_ABSENT)
		return true;
	text_add(text, "%s", sacl ? "S:" : "D:");
	flags_add(text, descriptor->control, sacl);
	if (acl->state == ACL_PRESENT)
		return aces_add(text, acl, sacl, domain, error);
	text_add(text, "NO_ACCESS_CONTROL");
	return true;
}

static bool principal_add(struct text *text, const char *part, const struct raw_sid *raw,
	const struct sid *domain, struct error *error)
{
	if (raw == NULL)
		return true;
	const struct sid sid = raw_sid_read(raw);
	text_add(text, "%s:", part);
	if (sddl_sid_write(text, &sid, domain))
		return true;
	return error_set(error, ERROR_MALFORMED,
		"the SID of \"%s:\" has no sub-authorities: SDDL cannot express it", part);
}

char *sddl_write(struct arena *arena, const struct descriptor *descriptor, const struct sid *domain,
	struct error *error)
{
	struct text text = text_new(arena);
	if (!principal_add(&text, "O", descriptor->owner, domain, error) ||
		!principal_add(&text, "G", descriptor->group, domain, error))
		return NULL;
	if (!acl_add(&text, descriptor, false, domain, error) ||
		!acl_add(&text, descriptor, true, domain, error))
		return NULL;
	return text.data;
}
