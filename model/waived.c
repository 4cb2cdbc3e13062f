/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/waived.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/nearest.h"
#include "base/text.h"
#include "model/age.h"
#include "model/judgement.h"
#include "model/key.h"

enum {
	SOON_SECONDS = 7 * 24 * 60 * 60,
	EXPLAINED = 20, /* waivers without a finding: each takes a walk over all findings */
};

/* The whole name of an account that reports show by its label, cut to 15 letters. */
static const char *whole_name(
	const char *text, const char *normal, const struct name *name, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(text, name[i].label) == 0)
			return name[i].fqdn;
	}
	return normal;
}

/* The finding that it names: the key is the one of finding_key(). */
static char *key_of(struct arena *arena, const struct waiver *waiver)
{
	struct text key = text_new(arena);
	key_add(&key, waiver->check);
	key_add(&key, waiver->cms);
	key_add(&key, waiver->about);
	return key.data;
}

static void complete(struct arena *arena, struct waiver *waiver, const struct recovery *recovery)
{
	const struct name *const lists[] = { &recovery->cms, &recovery->standby_cluster,
		recovery->source_nodes, recovery->standby_nodes };
	const size_t counts[] = { 1, 1, recovery->source_node_count, recovery->standby_node_count };
	const char *cms = name_normal(arena, recovery->cms.fqdn, NULL);
	if (strcasecmp(waiver->recovery, recovery->cms.label) == 0)
		waiver->cms = cms;
	if (strcmp(waiver->cms, cms) != 0)
		return;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		waiver->about = whole_name(waiver->subject, waiver->about, lists[i], counts[i]);
	waiver->about = name_normal(arena, waiver->about, NULL);
}

/* The first waiver for the finding of each; an error names both places. */
static bool check_single(struct arena *arena, const struct waivers *waivers, struct error *error)
{
	struct name_index keys = { 0 };
	for (size_t i = 0; i < waivers->count; i++) {
		const char *key = waivers->waiver[i].key;
		name_index_add(arena, &keys, bytes_of(key, strlen(key)), i);
	}
	name_index_sort(&keys);
	const struct named_place *second = name_index_repeated(&keys);
	if (second == NULL)
		return true;
	const struct waiver *waiver = &waivers->waiver[second->at];
	size_t count;
	const struct named_place *first = name_index_find(&keys, waiver->key, &count);
	return error_set(error, ERROR_MALFORMED,
		"%s: a second waiver for %s, %s, %s; the first is %s: remove one of them",
		waiver->place, waiver->check, waiver->recovery, waiver->subject,
		waivers->waiver[first->at].place);
}

bool waivers_complete(struct arena *arena, struct plan *plan, struct error *error)
{
	struct waivers *waivers = &plan->waivers;
	for (size_t i = 0; i < waivers->count; i++) {
		struct waiver *waiver = &waivers->waiver[i];
		for (size_t k = 0; k < plan->recovery_count; k++)
			complete(arena, waiver, &plan->recoveries[k]);
		for (size_t k = 0; k < plan->left_out_count; k++)
			complete(arena, waiver, &plan->left_out[k]);
		waiver->key = key_of(arena, waiver);
	}
	return check_single(arena, waivers, error);
}

struct waiving waiving_begin(
	struct arena *arena, const struct catalogue *catalogue, const struct plan *plan)
{
	const struct waivers *waivers = &plan->waivers;
	struct waiving waiving = {
		.arena = arena,
		.plan = plan,
		.catalogue = catalogue,
		.waived = arena_alloc(arena, waivers->count * sizeof *waiving.waived),
		.count = waivers->count,
	};
	for (size_t i = 0; i < waivers->count; i++) {
		const struct waiver *waiver = &waivers->waiver[i];
		waiving.waived[i].waiver = waiver;
		name_index_add(arena, &waiving.keys, bytes_of(waiver->key, strlen(waiver->key)), i);
	}
	name_index_sort(&waiving.keys);
	return waiving;
}

/* What becomes of a waiver with this finding. */
static enum waiver_state state_with(
	const struct waivers *waivers, const struct waiver *waiver, const struct finding *finding)
{
	if (!waivers->is_dated)
		return WAIVER_NONE;
	if (waivers->now >= waiver->expires_at)
		return WAIVER_EXPIRED;
	if (waiver->expires_at - waivers->now > waivers->most_seconds)
		return WAIVER_TOO_LONG;
	if (finding->outcome == OUTCOME_PASS)
		return WAIVER_UNUSED;
	return finding->outcome == OUTCOME_UNKNOWN && !waiver->for_unknown ? WAIVER_NOT_FOR_UNKNOWN
									   : WAIVER_APPLIED;
}

static const char *text_applied(
	struct arena *arena, const struct waivers *waivers, const struct waiver *waiver)
{
	const int64_t left = waiver->expires_at - waivers->now;
	return left > SOON_SECONDS
		       ? arena_format(arena, "counts until %s", waiver->expires)
		       : arena_format(arena, "counts until %s, for another %s: mend it before then",
				 waiver->expires, age_write(arena, left));
}

static const char *text_with(
	struct arena *arena, const struct plan *plan, const struct waived *waived)
{
	const struct waiver *waiver = waived->waiver;
	switch (waived->state) {
	case WAIVER_APPLIED:
		return text_applied(arena, &plan->waivers, waiver);
	case WAIVER_EXPIRED:
		return arena_format(arena,
			"no effect: it expired at %s; agree on a later time, or remove it",
			waiver->expires);
	case WAIVER_TOO_LONG:
		return arena_format(arena,
			"no effect: it expires at %s, more than %" PRId64
			" days from now (policy.max_waiver_days); write an earlier time",
			waiver->expires, plan->policy.max_waiver_days);
	case WAIVER_NOT_FOR_UNKNOWN:
		return "no effect: the finding is unknown, and the waiver does not have \"unknown\": "
		       "true";
	case WAIVER_UNUSED:
		return "not used: the finding passed; remove it";
	default:
		return "no effect: nothing was judged";
	}
}

void waivers_apply(struct waiving *waiving, struct findings *findings, size_t first)
{
	const struct waivers *waivers = &waiving->plan->waivers;
	for (size_t i = first; i < findings->count && waiving->count > 0; i++) {
		struct finding *finding = &findings->finding[i];
		const char *key = finding_key(waiving->arena, finding);
		size_t found;
		const struct named_place *place = name_index_find(&waiving->keys, key, &found);
		if (found == 0)
			continue;
		struct waived *waived = &waiving->waived[place->at];
		waived->key = key;
		waived->state = state_with(waivers, waived->waiver, finding);
		waived->text = text_with(waiving->arena, waiving->plan, waived);
		if (waived->state == WAIVER_APPLIED)
			finding->waiver = waived->waiver;
	}
}

static bool is_among(const char *id, const struct check *const *check, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(check[i]->id, id) == 0)
			return true;
	}
	return false;
}

static bool names_cms(
	struct arena *arena, const struct waiver *waiver, const struct recovery *recovery)
{
	return strcmp(waiver->cms, name_normal(arena, recovery->cms.fqdn, NULL)) == 0;
}

static bool is_left_out(const struct waiving *waiving, const struct waiver *waiver)
{
	const struct catalogue *catalogue = waiving->catalogue;
	const struct plan *plan = waiving->plan;
	if (is_among(waiver->check, catalogue->left_out, catalogue->left_out_count))
		return true;
	for (size_t i = 0; i < plan->left_out_count; i++) {
		if (names_cms(waiving->arena, waiver, &plan->left_out[i]))
			return true;
	}
	return false;
}

static const char *unknown_check(const struct waiving *waiving, const struct waiver *waiver)
{
	const struct catalogue *catalogue = waiving->catalogue;
	const char **ids = arena_alloc(waiving->arena, catalogue->count * sizeof *ids);
	for (size_t i = 0; i < catalogue->count; i++)
		ids[i] = catalogue->check[i]->id;
	const char *near = nearest(waiver->check, ids, catalogue->count);
	return arena_format(waiving->arena, "no effect: there is no check \"%s\"%s%s%s",
		waiver->check, near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
		near == NULL ? "" : "\"?");
}

/* Names those that the waiver can be about. */
static const char *unknown_finding(
	const struct waiving *waiving, const struct waiver *waiver, const struct findings *findings)
{
	struct text text = text_new(waiving->arena);
	text_add(&text, "no effect: %s says nothing about %s of %s", waiver->check, waiver->subject,
		waiver->recovery);
	const char *between = "; its subjects there are ";
	for (size_t i = 0; i < findings->count && text.length < LIMIT_TEXT / 2; i++) {
		const struct finding *finding = &findings->finding[i];
		if (strcmp(finding->check->id, waiver->check) != 0 ||
			!names_cms(waiving->arena, waiver, finding->recovery))
			continue;
		text_add(&text, "%s%s", between, finding->subject_name);
		between = ", ";
	}
	return text.data;
}

void waiving_end(struct waiving *waiving, const struct findings *findings)
{
	const struct catalogue *catalogue = waiving->catalogue;
	size_t explained = 0;
	for (size_t i = 0; i < waiving->count; i++) {
		struct waived *waived = &waiving->waived[i];
		const struct waiver *waiver = waived->waiver;
		if (waived->key != NULL)
			continue;
		if (catalogue->none_ran != NULL || !waiving->plan->waivers.is_dated) {
			waived->text = text_with(waiving->arena, waiving->plan, waived);
		} else if (is_left_out(waiving, waiver)) {
			waived->state = WAIVER_LEFT_OUT;
			waived->text = "no effect: its check or its CMS was left out of this run";
		} else if (!is_among(waiver->check, catalogue->check, catalogue->count)) {
			waived->state = WAIVER_NO_SUCH_CHECK;
			waived->text = unknown_check(waiving, waiver);
		} else {
			waived->state = WAIVER_NO_SUCH_FINDING;
			waived->text = explained++ < EXPLAINED
					       ? unknown_finding(waiving, waiver, findings)
					       : "no effect: there is no such finding";
		}
	}
}
