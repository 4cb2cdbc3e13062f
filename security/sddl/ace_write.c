/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "security/sddl/ace.h"
#include "security/sddl/claim.h"
#include "security/sddl/condition.h"
#include "security/sddl/rights.h"
#include "security/sddl/sddl.h"

struct writing {
	struct text *text;
	const struct ace *ace;
	const struct sddl_ace_type *type;
	bool sacl;
	struct error *error;
};

/* Fails with "ACE 3 of the DACL " and the text: "has type 12, ...". */
static bool refuse(const struct writing *to, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse(const struct writing *to, const char *format, ...)
{
	char what[sizeof to->error->text];
	va_list list;
	va_start(list, format);
	vsnprintf(what, sizeof what, format, list);
	va_end(list);
	return error_set(to->error, ERROR_MALFORMED, "ACE %zu of the %s %s", to->ace->index,
		sddl_acl_name(to->sacl), what);
}

static bool type_fits(const struct writing *to)
{
	const struct ace *ace = to->ace;
	if (to->type == NULL || !ace->known)
		return refuse(
			to, "has type %u, which SDDL has no letters for", (unsigned)ace->type);
	if (ace_type_is_audit(ace->type) != to->sacl)
		return refuse(to, "has type %s, which SDDL allows in the %s only",
			to->type->letters, sddl_acl_name(!to->sacl));
	return true;
}

static uint32_t object_flags_of(const struct ace *ace)
{
	return (ace->object_type != NULL ? OBJECT_TYPE_PRESENT : 0U) |
	       (ace->inherited_type != NULL ? INHERITED_TYPE_PRESENT : 0U);
}

static bool fields_fit(const struct writing *to)
{
	const struct ace *ace = to->ace;
	const unsigned odd = ace->flags & ~(unsigned)to->type->flags;
	if (odd != 0)
		return refuse(to, "has flags 0x%02x, which an ACE of type %s has no letters for",
			odd, to->type->letters);
	if (ace->object_flags != object_flags_of(ace))
		return refuse(to, "has object flags 0x%" PRIx32 ", which SDDL has no letters for",
			ace->object_flags);
	const char *objection = sddl_mask_objection(ace);
	if (objection == NULL)
		objection = sddl_trustee_objection(ace);
	return objection == NULL || refuse(to, "cannot be written as SDDL: %s", objection);
}

static void guid_field_add(struct text *text, const struct guid *guid)
{
	if (guid != NULL)
		text_add_string(text, guid_write(text->arena, guid));
	text_add_string(text, ";");
}

static bool extra_add(const struct writing *to, const struct sid *domain)
{
	if (to->type->extra == EXTRA_NONE)
		return true;
	struct error why = { 0 };
	text_add_string(to->text, ";");
	if (to->type->extra == EXTRA_CLAIM ? claim_write(to->text, to->ace->rest, domain, &why)
					   : condition_write(to->text, to->ace->rest, domain, &why))
		return true;
	return refuse(to, "cannot be written as SDDL: %s", why.text);
}

bool sddl_ace_write(struct text *text, const struct ace *ace, bool sacl, const struct sid *domain,
	struct error *error)
{
	const struct writing to = { text, ace, sddl_ace_type_of(ace->type), sacl, error };
	if (!type_fits(&to) || !fields_fit(&to))
		return false;
	text_add_string(text, "(");
	text_add_string(text, to.type->letters);
	text_add_string(text, ";");
	sddl_ace_flags_write(text, to.type, ace->flags);
	text_add_string(text, ";");
	sddl_rights_write(text, ace->mask, ace->type == ACE_LABEL);
	text_add_string(text, ";");
	guid_field_add(text, ace->object_type);
	guid_field_add(text, ace->inherited_type);
	const struct sid trustee = ace_trustee(ace);
	if (!sddl_sid_write(text, &trustee, domain))
		return refuse(&to, "has a SID without sub-authorities, which SDDL cannot express");
	if (!extra_add(&to, domain))
		return false;
	text_add_string(text, ")");
	return true;
}
