/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/root.h"

#include <string.h>
#include <strings.h>

#include "ldapchk/dn.h"
#include "model/dn_key.h"

bool root_is_of_domain(
	struct arena *arena, const struct entry *root, const char *domain, struct error *error)
{
	static const char *const shown[] = { "configurationNamingContext", "dnsHostName",
		"dsServiceName", "rootDomainNamingContext" };
	const char *held = entry_text(arena, root, "defaultNamingContext");
	const char *wanted = domain_dn(arena, domain);
	if (held == NULL || strcmp(dn_key(arena, held), dn_key(arena, wanted)) != 0)
		return error_set(error, ERROR_CONFIG, "it holds %s, not the plan's domain %s",
			held == NULL ? "no domain" : held, wanted);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		if (entry_text(arena, root, shown[i]) == NULL)
			return error_set(
				error, ERROR_MALFORMED, "its rootDSE does not show %s", shown[i]);
	}
	const char *synchronized = entry_text(arena, root, "isSynchronized");
	if (synchronized != NULL && strcasecmp(synchronized, "FALSE") == 0)
		return error_set(
			error, ERROR_UNREACHABLE, "it has not finished its first replication");
	return true;
}

void roots_apply(struct arena *arena, const char *domain, struct directory_evidence *directory)
{
	for (size_t i = 0; i < directory->count; i++) {
		struct directory_visit *visit = &directory->visit[i];
		struct error error = { 0 };
		if (gap_is(&visit->gap) || root_is_of_domain(arena, &visit->root, domain, &error))
			continue;
		*visit = (struct directory_visit){ .server = visit->server,
			.found_by = visit->found_by,
			.gap = gap_of(arena, &error),
			.root = visit->root,
			.operations = visit->operations };
	}
}
