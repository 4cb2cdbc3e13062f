/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dc_lag.h"

#include <string.h>

#include "base/text.h"
#include "model/remedy.h"

enum { NAMED = 3 }; /* servers in a sentence */

enum lag {
	LAG_UNKNOWN, /* which copy is the newer one */
	LAG_OLDER,   /* the worse copies are older */
	LAG_NEWER,   /* one of them is newer */
};

/* The worse copies, and the best one. */
struct difference {
	const struct examination *examination;
	const struct dc_copies *copies;
	bool by_others;
	enum outcome worst;
	const struct dc_copy *best, *first; /* `first` of the worse ones */
};

static bool is_worse(const struct difference *difference, const struct dc_copy *copy)
{
	return copy->decides != difference->by_others && copy->result.outcome == difference->worst;
}

/* One that a copy of the standby site is measured by, if the others are worse. */
static bool is_better(const struct difference *difference, const struct dc_copy *copy)
{
	return copy->result.outcome < difference->worst && copy->result.outcome <= OUTCOME_WARN &&
	       copy->result.object != NULL && (copy->decides || !difference->by_others);
}

static void find_copies(struct difference *difference)
{
	for (size_t i = 0; i < difference->copies->count; i++) {
		const struct dc_copy *copy = &difference->copies->copy[i];
		if (is_worse(difference, copy) && difference->first == NULL)
			difference->first = copy;
		if (is_better(difference, copy) &&
			(difference->best == NULL ||
				copy->result.outcome < difference->best->result.outcome))
			difference->best = copy;
	}
}

/* Which of two copies has the later write of what the check reads. */
static enum lag lag_of(const struct difference *difference, const struct dc_copy *worse)
{
	const struct entry *one = difference->best->result.object, *other = worse->result.object;
	const struct replica_attribute *attribute = difference->best->result.attribute;
	if (other == NULL || attribute == NULL ||
		attribute->compare(difference->examination, one, other) != REPLICA_DIFFERS)
		return LAG_UNKNOWN;
	const int newer = replica_newer(one, other, attribute);
	return newer > 0 ? LAG_OLDER : newer < 0 ? LAG_NEWER : LAG_UNKNOWN;
}

static enum lag lag_of_all(const struct difference *difference)
{
	bool older = true;
	for (size_t i = 0; i < difference->copies->count; i++) {
		const struct dc_copy *copy = &difference->copies->copy[i];
		if (!is_worse(difference, copy))
			continue;
		const enum lag lag = lag_of(difference, copy);
		if (lag == LAG_NEWER)
			return LAG_NEWER;
		older = older && lag == LAG_OLDER;
	}
	return older ? LAG_OLDER : LAG_UNKNOWN;
}

static const char *with_site(struct arena *arena, const struct dc_copy *copy)
{
	return copy->site == NULL ? copy->server
				  : arena_format(arena, "%s (%s)", copy->server, copy->site);
}

static const char *worse_servers(const struct difference *difference)
{
	struct arena *arena = difference->examination->arena;
	struct text names = text_new(arena);
	size_t count = 0;
	for (size_t i = 0; i < difference->copies->count; i++) {
		const struct dc_copy *copy = &difference->copies->copy[i];
		if (!is_worse(difference, copy))
			continue;
		if (count++ < NAMED)
			text_add(&names, "%s%s", count == 1 ? "" : ", ", with_site(arena, copy));
	}
	if (count > NAMED)
		text_add(&names, " and %zu more", count - NAMED);
	return names.data;
}

static const char *versions(const struct difference *difference)
{
	struct arena *arena = difference->examination->arena;
	const struct dc_copy *best = difference->best, *worse = difference->first;
	const struct replica_attribute *attribute = best->result.attribute;
	if (attribute == NULL || worse->result.object == NULL)
		return "";
	return arena_format(arena, "\n%s: %s has %s, %s has %s.", attribute->name, best->server,
		replica_version(arena, best->result.object, attribute), worse->server,
		replica_version(arena, worse->result.object, attribute));
}

static const char *state_of(const struct dc_copy *best)
{
	if (best->result.outcome != OUTCOME_PASS)
		return "Better";
	return best->result.in_order == NULL ? "In order" : best->result.in_order;
}

/* The account whose object it is: that of the CMS, where the check is about a right on it. */
static const char *account_of(const struct difference *difference, const char *label)
{
	struct arena *arena = difference->examination->arena;
	const char *account = entry_text(arena, difference->best->result.object, "sAMAccountName");
	return account == NULL ? label
			       : arena_format(arena, "%.*s", (int)strcspn(account, "$"), account);
}

/* Commands for each of the worse copies, and the fixes. */
static const char *replicate_all(
	const struct difference *difference, const char *label, struct fixes *fixes)
{
	struct arena *arena = difference->examination->arena;
	struct text commands = text_new(arena);
	size_t count = 0;
	for (size_t i = 0; i < difference->copies->count; i++) {
		const struct dc_copy *copy = &difference->copies->copy[i];
		if (!is_worse(difference, copy))
			continue;
		if (count++ < NAMED)
			remedy_add(&commands,
				"\n    repadmin /syncall %s /Ade\n    repadmin /showrepl %s",
				copy->server, copy->server);
		fixes_add(arena, fixes,
			(struct fix){ .action = FIX_REPLICATE,
				.account = account_of(difference, label),
				.server = copy->server,
				.value = difference->best->server });
	}
	return commands.data;
}

/* The change is there: it only has to arrive. */
static void set_older(
	const struct difference *difference, const char *label, struct dc_result *result)
{
	struct arena *arena = difference->examination->arena;
	const struct dc_copy *best = difference->best, *first = difference->first;
	result->summary = arena_format(arena, "%s on %s, not yet on %s: %s", state_of(best),
		with_site(arena, best), worse_servers(difference), first->result.summary);
	result->fixes = (struct fixes){ 0 };
	result->remedy = arena_format(arena,
		"The change was made on %s and has not arrived. "
		"Wait for replication, or force it and see what fails:%s",
		best->server, replicate_all(difference, label, &result->fixes));
}

/* The change to the worse was made later: it will replace the other copy. */
static void set_newer(const struct difference *difference, struct dc_result *result)
{
	struct arena *arena = difference->examination->arena;
	const struct dc_result *worse = &difference->first->result;
	const char *best = with_site(arena, difference->best);
	result->summary = arena_format(arena, "Changed later on %s: %s The copy on %s is older%s.",
		worse_servers(difference), worse->summary, best,
		difference->best->result.outcome == OUTCOME_PASS ? ", and still in order" : "");
	result->remedy = arena_format(arena,
		"The later change will replace the copy on %s. If it was not meant:\n%s", best,
		worse->remedy == NULL ? "" : worse->remedy);
	result->fixes = worse->fixes;
}

static void set_unknown(const struct difference *difference, struct dc_result *result)
{
	struct arena *arena = difference->examination->arena;
	const struct dc_copy *best = difference->best, *first = difference->first;
	const struct entry *object = first->result.object;
	if (object == NULL && best->result.attribute != NULL)
		object = best->result.object; /* it is missing there */
	result->summary = arena_format(arena, "%s on %s, but not on %s: %s", state_of(best),
		with_site(arena, best), worse_servers(difference), first->result.summary);
	const char *metadata =
		object == NULL ? ""
			       : remedy_format(arena,
					 "Compare the versions and times of the object on both:\n"
					 "    repadmin /showobjmeta %s \"%s\"\n"
					 "    repadmin /showobjmeta %s \"%s\"\n",
					 best->server, object->dn, first->server, object->dn);
	const char *replicate = remedy_format(arena,
		"If the change has only not arrived, force replication and see what fails:\n"
		"    repadmin /syncall %s /Ade\n"
		"    repadmin /showrepl %s",
		first->server, first->server);
	result->remedy = arena_format(
		arena, "It is not known which copy is the newer one. %s%s", metadata, replicate);
	result->fixes = (struct fixes){ 0 };
}

const char *dc_lag_explain(const struct examination *examination, const struct dc_copies *copies,
	const char *label, bool by_others, struct dc_result *result)
{
	struct difference difference = { .examination = examination,
		.copies = copies,
		.by_others = by_others,
		.worst = OUTCOME_PASS };
	for (size_t i = 0; i < copies->count; i++) {
		if (copies->copy[i].decides != by_others)
			difference.worst =
				outcome_worse(difference.worst, copies->copy[i].result.outcome);
	}
	if (difference.worst == OUTCOME_UNKNOWN || difference.worst == OUTCOME_PASS)
		return "";
	find_copies(&difference);
	if (difference.best == NULL || difference.first == NULL)
		return "";
	switch (lag_of_all(&difference)) {
	case LAG_OLDER:
		set_older(&difference, label, result);
		break;
	case LAG_NEWER:
		set_newer(&difference, result);
		break;
	case LAG_UNKNOWN:
		set_unknown(&difference, result);
		break;
	}
	return versions(&difference);
}
