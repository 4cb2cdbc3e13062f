/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/known_object.h"

#include <string.h>
#include <strings.h>

const char *known_object(
	struct arena *arena, const struct entry *entry, const char *attribute, const char *guid)
{
	static const char start[] = "B:32:";
	const size_t from = sizeof start - 1, length = strlen(guid);
	const struct attribute *known = entry_attribute(entry, attribute);
	for (size_t i = 0; known != NULL && i < known->count; i++) {
		const char *value = value_text(arena, known->value[i]);
		const size_t dn = from + length + 1;
		if (value != NULL && strlen(value) > dn && strncasecmp(value, start, from) == 0 &&
			strncasecmp(value + from, guid, length) == 0 && value[dn - 1] == ':')
			return value + dn;
	}
	return NULL;
}

const char *exchange_servers_dn(struct arena *arena, const struct directory_visit *visit)
{
	const struct directory_part *part = directory_part(visit, PART_EXCHANGE);
	const char *dn = NULL;
	for (size_t i = 0; part != NULL && i < part->count && dn == NULL; i++)
		dn = known_object(
			arena, &part->entry[i], "otherWellKnownObjects", KNOWN_EXCHANGE_SERVERS);
	return dn;
}

const struct entry *domain_object(const struct directory_visit *visit)
{
	const struct directory_part *part = directory_part(visit, PART_DOMAIN);
	return part == NULL || part->count != 1 ? NULL : &part->entry[0];
}

const struct gap *domain_object_gap(const struct directory_visit *visit, const char *attribute)
{
	const struct directory_part *part = directory_part(visit, PART_DOMAIN);
	const struct entry *domain = domain_object(visit);
	if (domain != NULL)
		return entry_gap(domain, attribute);
	return part != NULL && gap_is(&part->gap) ? &part->gap : NULL;
}

const char *creation_default_container(struct arena *arena, const struct directory_visit *visit)
{
	const struct entry *domain = domain_object(visit);
	return domain == NULL ? NULL
			      : known_object(arena, domain, "wellKnownObjects", KNOWN_COMPUTERS);
}
