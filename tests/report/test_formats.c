/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "report/formats.h"
#include "tests/report/fixture.h"

START_TEST(formats_are_found_by_name)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < format_count; i++)
		ck_assert_ptr_eq(format_find(formats[i].name), &formats[i]);
	ck_assert_str_eq(formats[0].name, "text");
	ck_assert_ptr_null(format_find(""));
	ck_assert_ptr_null(format_find("JSON"));
	ck_assert_str_eq(format_names(arena, " or "),
		"text or json or html or markdown or junit or sarif or events or alertmanager or nagios or prometheus");
	arena_free(arena);
}
END_TEST

/* Each renders by the function that its row should name. */
START_TEST(formats_render)
{
	struct fixture *fixture = fixture_new(2);
	fixture_judge(fixture);
	struct arena *arena = fixture->arena;
	const struct style style = { .colour = true };
	const struct report report = report_of(arena, &fixture->judgement);
	ck_assert(bytes_equal(
		fixture_render(fixture, "text", style), format_text(arena, &report, &style)));
	ck_assert(
		bytes_equal(fixture_render(fixture, "json", style), report_write(arena, &report)));
	ck_assert(!format_find("text")->renders_failure);
	ck_assert(format_find("json")->renders_failure);
	ck_assert(format_is_plugin(format_find("nagios")));
	ck_assert(!format_is_plugin(format_find("prometheus")) && !format_is_plugin(NULL));
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("formats");
	TCase *tcase = tcase_create("formats");
	tcase_add_test(tcase, formats_are_found_by_name);
	tcase_add_test(tcase, formats_render);
	suite_add_tcase(suite, tcase);
	return suite;
}
