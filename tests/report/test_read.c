/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved report says the same when it is read again; one whose parts do not agree is refused. */
#include "report/report.h"

#include <string.h>

#include "tests/report/fixture.h"
#include "tests/test.h"

static struct fixture *mixed(void)
{
	struct fixture *fixture = fixture_new(3);
	const struct gap gap = { .cause = ERROR_TIMEOUT, .text = "no answer for 12 s" };
	fixture_fill(fixture, "a text");
	fixture->gap[OUTCOME_UNKNOWN] = arena_copy(fixture->arena, &gap, sizeof gap);
	fixture->evidence.dns.gap = gap;
	fixture_judge(fixture);
	return fixture;
}

static struct report read_well(struct arena *arena, struct bytes text)
{
	struct report report;
	struct error error = { 0 };
	ck_assert_msg(report_read(arena, "r.json", text, &report, &error), "%s", error.text);
	return report;
}

START_TEST(every_format_is_the_same_again)
{
	struct fixture *fixture = mixed();
	const struct report report = report_of(fixture->arena, &fixture->judgement);
	const struct report again =
		read_well(fixture->arena, report_write(fixture->arena, &report));
	const struct style style = { .now = 1780000000 };
	for (size_t i = 0; i < format_count; i++)
		ck_assert_msg(bytes_equal(formats[i].render(fixture->arena, &report, &style),
				      formats[i].render(fixture->arena, &again, &style)),
			"%s", formats[i].name);
	ck_assert_uint_eq(again.finding_count, 3 * FIXTURE_CHECKS);
	ck_assert_uint_eq(again.finding[OUTCOME_UNKNOWN].root_count, 1);
	ck_assert_uint_eq(again.finding[FIXTURE_CHECKS].recovery_at, 1);
	fixture_free(fixture);
}
END_TEST

#define LOWERED(check) "{\"check\": \"" check "\", \"blocking\": false, \"by_default\": true}"

static const struct {
	const char *from, *to; /* the first occurrence is replaced */
	const char *place;     /* in the error; NULL: it is read */
	const char *because;
} changes[] = {
	{ "\"1.4\"", "\"1.9\"", NULL, "a later minor version" },
	{ "\"gaps\": [", "\"future\": {}, \"gaps\": [", NULL, "a member of a later version" },
	{ "\"1.4\"", "\"2.0\"", "schema_version", "another major version" },
	{ "\"pass\": 1", "\"pass\": 2", "/counts: differs", "a wrong count" },
	{ "\"pass\": 1", "\"pass\": -1", "/coverage/0/counts/pass", "a negative count" },
	{ "\"outcome\": \"pass\"", "\"outcome\": \"good\"", "/findings/0/outcome", "a wrong word" },
	{ "\"outcome\": \"fail\"", "\"outcome\": \"pass\"", "/coverage/0/counts",
		"an outcome that is not counted" },
	{ "\"root_causes\": [\n        \"cause", "\"root_causes\": [\n        \"caus",
		"/findings/2/root_causes/0", "a root cause that is not there" },
	{ "\"waived\": false", "\"waived\": true", "/waived",
		"a waived finding without its waiver" },
	{ "\"weights\": []", "\"weights\": [" LOWERED("ad.first") "]", "/findings/0/blocking",
		"a weight that findings deny" },
	{ "\"weights\": []", "\"weights\": [" LOWERED("dns.third") "]", NULL,
		"a weight that they have" },
	{ "\"weights\": []", "\"weights\": [" LOWERED("x.y") ", " LOWERED("x.y") "]", "/weights/1",
		"two weights of one check" },
	{ "\"weights\": []",
		"\"weights\": [{\"check\": \"x.y\", \"blocking\": true, \"by_default\": true}]",
		"/weights/0", "a weight that changes nothing" },
	{ "\"coverage\": [", "\"coverage\": 3, \"x\": [", "/coverage", "a wrong type" },
	{ "\"findings\": [", "\"findings\": [{}, ", "/findings/0", "a finding without members" },
};

static struct bytes change(struct arena *arena, struct bytes text, size_t row)
{
	const char *all = arena_text(arena, (const char *)text.data, text.length);
	const char *at = strstr(all, changes[row].from);
	ck_assert_msg(at != NULL, "%s", changes[row].because);
	const char *changed = arena_format(arena, "%.*s%s%s", (int)(at - all), all, changes[row].to,
		at + strlen(changes[row].from));
	return bytes_of(changed, strlen(changed));
}

START_TEST(parts_must_agree)
{
	struct fixture *fixture = mixed();
	const struct bytes text = change(fixture->arena, fixture_json(fixture), (size_t)_i);
	struct report report;
	struct error error = { 0 };
	const bool ok = report_read(fixture->arena, "r.json", text, &report, &error);
	const char *place = changes[_i].place;
	ck_assert_msg(ok == (place == NULL), "%s: %s", changes[_i].because, error.text);
	ck_assert_msg(ok || (strstr(error.text, place) != NULL &&
				    strstr(error.text, "r.json") == error.text),
		"%s: %s", changes[_i].because, error.text);
	fixture_free(fixture);
}
END_TEST

/* A report of before 1.3, with just the members that it had. */
START_TEST(earlier_reports_are_read)
{
	static const char old[] =
		"{\"schema_version\": \"1.2\", \"verdict\": {\"state\": \"no-go\", \"warned\": false, "
		"\"reasons\": [\"EX1: ad.a: bad\"]}, \"findings\": [{\"check\": \"ad.a\", "
		"\"recovery\": \"EX1\", \"subject\": \"s\", \"outcome\": \"fail\", "
		"\"blocking\": true, \"summary\": \"bad\", \"proof\": \"p\", \"remedy\": \"r\", "
		"\"dedupe_key\": \"ad.a/guid/S-1-5-21-1\"}], \"gaps\": [], \"coverage\": ["
		"{\"recovery\": \"EX1\", \"standby_cluster\": \"DR\", \"state\": \"complete\", "
		"\"verdict\": \"no-go\", \"counts\": {\"pass\": 0, \"warn\": 0, \"unknown\": 0, "
		"\"fail\": 1}}], \"run\": {\"id\": \"i\", \"version\": \"1.0.0\", "
		"\"started\": null, \"ended\": null, \"host\": null, \"plan_sha256\": null, "
		"\"evidence_sha256\": null}, \"error\": null}";
	struct arena *arena = arena_new();
	const struct report report = read_well(arena, bytes_of(old, strlen(old)));
	ck_assert_uint_eq(report.finding_count, 1);
	ck_assert_int_eq(report.finding[0].severity, SEVERITY_BLOCKER);
	ck_assert_str_eq(report.finding[0].why, "");
	ck_assert_uint_eq(report.recovery[0].count, 1);
	for (size_t i = 0; i < format_count; i++)
		ck_assert_uint_gt(
			formats[i].render(arena, &report, &(struct style){ 0 }).length, 0);
	arena_free(arena);
}
END_TEST

START_TEST(damage_is_refused_or_read)
{
	struct fixture *fixture = mixed();
	const struct bytes text = fixture_json(fixture);
	size_t refused = 0;
	/* The line feed at its end is not needed. */
	for (size_t i = 0; i < text.length - 1; i += 7) {
		struct arena *arena = arena_new();
		uint8_t *cut = arena_copy(arena, text.data, text.length);
		struct report report;
		struct error error = { 0 };
		refused += !report_read(arena, "r.json", bytes_of(cut, i), &report, &error);
		cut[i] ^= 4;
		error = (struct error){ 0 };
		if (report_read(arena, "r.json", bytes_of(cut, text.length), &report, &error))
			format_text(arena, &report, &(struct style){ 0 });
		arena_free(arena);
	}
	ck_assert_uint_eq(refused, (text.length - 1 + 6) / 7);
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("read");
	TCase *tcase = tcase_create("read");
	tcase_add_test(tcase, every_format_is_the_same_again);
	tcase_add_loop_test(tcase, parts_must_agree, 0, COUNT(changes));
	tcase_add_test(tcase, earlier_reports_are_read);
	tcase_add_test(tcase, damage_is_refused_or_read);
	suite_add_tcase(suite, tcase);
	return suite;
}
