/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What events and alerts close: what was open and is proven to be gone, and nothing else. */
#include "tests/test.h"

#include "base/text.h"
#include "tests/report/fixture.h"
#include "tests/report/sent.h"

/* The keys that are closed, each followed by a blank; events and alerts agree about them. */
static const char *closed(
	struct arena *arena, const struct report *before, const struct report *now)
{
	struct style how = style;
	how.previous = before;
	json_t *events = events_of(arena, now, &how), *alerts = alerts_of(arena, now, &how);
	struct text keys = text_new(arena), ended = text_new(arena);
	size_t at;
	const json_t *each;
	json_array_foreach(events, at, each)
	{
		const bool clears = strcmp(text_of(each, "severity"), "0") == 0;
		ck_assert(clears == (strcmp(text_of(each, "resolution_state"), "Closing") == 0));
		if (clears)
			text_add(&keys, "%s ", text_of(each, "message_key"));
	}
	json_array_foreach(alerts, at, each)
	{
		const json_t *labels = json_object_get(each, "labels");
		if (strcmp(text_of(each, "endsAt"), "2025-06-01T13:00:03Z") == 0)
			text_add(&ended, "%s ", text_of(labels, "dedupe_key"));
	}
	ck_assert_str_eq(keys.data, ended.data);
	json_decref(events);
	json_decref(alerts);
	return keys.data;
}

/* What did not pass, and passes; of every other pair nothing is closed. */
START_TEST(pairs)
{
	struct arena *arena = arena_new();
	for (enum outcome before = OUTCOME_PASS; before <= OUTCOME_FAIL; before++) {
		for (enum outcome now = OUTCOME_PASS; now <= OUTCOME_FAIL; now++) {
			const struct report old = report_of_outcomes(arena, &before, 1);
			const struct report new = report_of_outcomes(arena, &now, 1);
			const bool is_gone = before != OUTCOME_PASS && now == OUTCOME_PASS;
			ck_assert_str_eq(closed(arena, &old, &new),
				is_gone ? "ad.first/excms000.example.com/excms000.example.com "
					: "");
		}
	}
	arena_free(arena);
}
END_TEST

static void set_failed(struct report *report)
{
	static struct report_failure failure = { "config", "t" };
	report->failure = &failure;
}

static void set_empty(struct report *report)
{
	report->finding_count = report->recovery_count = 0;
}

static void set_old(struct report *report)
{
	for (size_t i = 0; i < report->finding_count; i++)
		report->finding[i].subject_kind = NULL;
}

static void set_outdated(struct report *report)
{
	report->run.outdated = "too old";
}

static void set_loss(struct report *report)
{
	static struct report_loss loss = { .site = "HQ" };
	report->loss = &loss;
}

static void set_environment(struct report *report)
{
	report->run.environment = "test";
}

static void set_domain(struct report *report)
{
	for (size_t i = 0; i < report->finding_count; i++)
		report->finding[i].domain = "other.example.com";
}

static void set_later(struct report *report)
{
	report->run.started = "2025-06-01T12:00:04Z";
}

static void set_timeless(struct report *report)
{
	report->run.started = NULL;
}

static void set_check_left_out(struct report *report)
{
	static struct report_check check = { "ad.first", true };
	report->finding_count = 1;
	report->left_out = (struct report_left_out){ .check = &check, .check_count = 1 };
}

static void set_cms_left_out(struct report *report)
{
	static const char *label = "EXCMS001";
	report->finding_count = report->recovery_count = 1;
	report->left_out = (struct report_left_out){ .recovery = &label, .recovery_count = 1 };
}

static void set_one(struct report *report)
{
	report->finding_count = report->recovery_count = 1;
}

/* Both findings were open. In the new report the first passes; nothing changes but what a row says.
 */
START_TEST(proofs)
{
#define FIRST  "ad.first/excms000.example.com/excms000.example.com "
#define SECOND "ad.first/excms001.example.com/excms001.example.com "
	static const struct {
		void (*before)(struct report *), (*now)(struct report *);
		const char *closed, *because;
	} rows[] = {
		{ NULL, NULL, FIRST, "it passes" },
		{ NULL, set_one, FIRST SECOND, "the plan does not have the other CMS any more" },
		{ NULL, set_check_left_out, FIRST, "the other was left out" },
		{ NULL, set_cms_left_out, FIRST, "the other CMS was left out" },
		{ set_failed, NULL, "", "the earlier run failed" },
		{ set_empty, NULL, "", "the earlier run judged nothing" },
		{ set_old, NULL, "", "the earlier report has other keys" },
		{ set_loss, NULL, FIRST, "it had failed without a site, and passes with all" },
		{ set_environment, NULL, "", "another environment" },
		{ set_domain, NULL, "", "another domain" },
		{ set_later, NULL, "", "the earlier report is later" },
		{ set_timeless, NULL, "", "nobody knows which is the earlier" },
		{ NULL, set_failed, "", "the run failed" },
		{ NULL, set_empty, "", "the run judged nothing" },
		{ NULL, set_outdated, "", "the evidence is too old" },
		{ NULL, set_loss, "", "a site was set aside" },
		{ NULL, set_environment, "", "another environment now" },
		{ NULL, set_domain, "", "another domain now" },
		{ NULL, set_timeless, "", "the time of the run is not known" },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++) {
		const enum outcome was[] = { OUTCOME_FAIL, OUTCOME_UNKNOWN };
		const enum outcome is[] = { OUTCOME_PASS, OUTCOME_UNKNOWN };
		struct report before = report_of_outcomes(arena, was, 2);
		struct report now = report_of_outcomes(arena, is, 2);
		if (rows[i].before != NULL)
			rows[i].before(&before);
		if (rows[i].now != NULL)
			rows[i].now(&now);
		const char *keys = closed(arena, &before, &now);
		ck_assert_msg(strcmp(keys, rows[i].closed) == 0, "%s: %s", rows[i].because, keys);
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *gone = suite_create("gone");
	TCase *all = tcase_create("all");
	tcase_add_test(all, pairs);
	tcase_add_test(all, proofs);
	suite_add_tcase(gone, all);
	return gone;
}
