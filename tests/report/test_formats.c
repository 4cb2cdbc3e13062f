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
	ck_assert_str_eq(format_names(arena, " or "), "text or json");
	arena_free(arena);
}
END_TEST

/* Each gives the same result as the function that its row should name. */
START_TEST(formats_render)
{
	struct fixture *fixture = fixture_new(2);
	fixture_judge(fixture);
	struct arena *arena = fixture->arena;
	const struct judgement *judgement = &fixture->judgement;
	const struct format *text = format_find("text"), *json = format_find("json");
	ck_assert(bytes_equal(
		text->render(arena, judgement, true), report_text(arena, judgement, true)));
	ck_assert(bytes_equal(
		json->render(arena, judgement, true), report_json(arena, judgement, false)));
	ck_assert(text->refuse == NULL);
	const struct error error = { .kind = ERROR_ABSENT, .text = "no plan" };
	const char *reason = error.text;
	ck_assert(bytes_equal(json->refuse(arena, &error, &reason, 1),
		report_json_refused(arena, &error, &reason, 1)));
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
