/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/ace_describe.h"

#include "base/text.h"
#include "security/object_type.h"

/* "f3a64788-... (servicePrincipalName)", or the GUID alone. */
static const char *type_write(struct arena *arena, const struct guid *type)
{
	const char *name = object_type_name(type);
	const char *text = guid_write(arena, type);
	return name == NULL ? text : arena_format(arena, "%s (%s)", text, name);
}

char *ace_describe(struct arena *arena, const struct ace *ace, enum object_kind kind)
{
	const struct sid trustee = ace_trustee(ace);
	return ace_describe_as(arena, ace, kind, sid_write(arena, &trustee));
}

char *ace_describe_as(
	struct arena *arena, const struct ace *ace, enum object_kind kind, const char *trustee)
{
	struct text text = text_new(arena);
	text_add(&text, "ACE %zu: ", ace->index);
	if (ace->known) {
		text_add(&text, "%s, %s%s, %s",
			ace_denies(ace)   ? "deny"
			: ace_allows(ace) ? "allow"
					  : ace_type_name(ace->type),
			ace_is_conditional(ace) ? "conditional, " : "",
			mask_write(arena, ace->mask, kind), trustee);
	} else {
		text_add(&text, "unknown type %u, %zu bytes", ace->type, ace->raw.length);
	}
	if (ace->object_type != NULL)
		text_add(&text, ", object type %s", type_write(arena, ace->object_type));
	if (ace->inherited_type != NULL)
		text_add(&text, ", inherited type %s", type_write(arena, ace->inherited_type));
	if ((ace->flags & ACE_INHERIT_ONLY) != 0)
		text_add(&text, ", inherit only");
	if ((ace->flags & ACE_INHERITED) != 0)
		text_add(&text, ", inherited");
	return text.data;
}
