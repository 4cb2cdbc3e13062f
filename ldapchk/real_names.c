/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/real_names.h"

#include <string.h>
#include <strings.h>

#include "ldapchk/account.h"

static bool is_short(const struct name *name)
{
	return strcspn(name->fqdn, ".") == ACCOUNT_LETTERS;
}

static bool any_is_short(const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_short(&names[i]))
			return true;
	}
	return false;
}

static bool has_short_names(const struct recovery *recovery)
{
	return is_short(&recovery->standby_cluster) ||
	       any_is_short(recovery->standby_nodes, recovery->standby_node_count) ||
	       any_is_short(recovery->source_nodes, recovery->source_node_count);
}

/* The longer DNS name that all copies of the account show; NULL: none. */
static const char *longer_name(
	struct arena *arena, const struct evidence *evidence, const struct name *name)
{
	const char *longer = NULL;
	for (size_t i = 0; is_short(name) && i < evidence->directory.count; i++) {
		const struct accounts accounts =
			accounts_named(arena, &evidence->directory.visit[i], name->label);
		const char *shown = accounts.found
					    ? entry_text(arena, accounts.own.entry, "dNSHostName")
					    : NULL;
		if (shown == NULL)
			continue;
		if (!name_is_dns(shown) || !name_may_be(name, shown) ||
			strcasecmp(shown, name->fqdn) == 0 ||
			(longer != NULL && strcasecmp(shown, longer) != 0))
			return NULL;
		longer = shown;
	}
	return longer;
}

/* Whether another machine of the recovery has that name in the plan. */
static bool is_in_plan(const struct recovery *recovery, const char *fqdn)
{
	const struct name *names[] = { &recovery->cms, &recovery->standby_cluster,
		recovery->standby_nodes, recovery->source_nodes };
	const size_t counts[] = { 1, 1, recovery->standby_node_count, recovery->source_node_count };
	for (size_t list = 0; list < sizeof counts / sizeof *counts; list++) {
		for (size_t i = 0; i < counts[list]; i++) {
			if (strcasecmp(names[list][i].fqdn, fqdn) == 0)
				return true;
		}
	}
	return false;
}

/* Whether one of the names changed. */
static bool make_real(struct arena *arena, const struct evidence *evidence,
	const struct recovery *planned, struct name *names, size_t count)
{
	bool changed = false;
	for (size_t i = 0; i < count; i++) {
		const char *longer = longer_name(arena, evidence, &names[i]);
		struct error ignored = { 0 };
		if (longer != NULL && !is_in_plan(planned, longer))
			changed = name_read(arena, longer, "", &names[i], &ignored) || changed;
	}
	return changed;
}

static bool make_recovery_real(
	struct arena *arena, const struct evidence *evidence, struct recovery *recovery)
{
	if (!has_short_names(recovery))
		return false;
	const struct recovery *planned = recovery->planned =
		arena_copy(arena, recovery, sizeof *recovery);
	const size_t sources = recovery->source_node_count, nodes = recovery->standby_node_count;
	recovery->source_nodes =
		arena_copy(arena, recovery->source_nodes, sources * sizeof *recovery->source_nodes);
	recovery->standby_nodes =
		arena_copy(arena, recovery->standby_nodes, nodes * sizeof *recovery->standby_nodes);
	bool changed = make_real(arena, evidence, planned, &recovery->standby_cluster, 1);
	changed = make_real(arena, evidence, planned, recovery->source_nodes, sources) || changed;
	return make_real(arena, evidence, planned, recovery->standby_nodes, nodes) || changed;
}

const struct plan *plan_with_real_names(
	struct arena *arena, const struct plan *plan, const struct evidence *evidence)
{
	struct plan *real = arena_copy(arena, plan, sizeof *plan);
	real->recoveries = arena_copy(
		arena, plan->recoveries, plan->recovery_count * sizeof *plan->recoveries);
	bool changed = false;
	for (size_t i = 0; i < plan->recovery_count; i++)
		changed = make_recovery_real(arena, evidence, &real->recoveries[i]) || changed;
	return changed ? real : plan;
}
