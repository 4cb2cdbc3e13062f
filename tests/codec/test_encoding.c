/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "codec/document.h"
#include "codec/encoding.h"
#include "tests/model/fixture.h"

#define TEXT(literal) literal, sizeof(literal) - 1

/* As `printf '{\n"a": 1}' | iconv -t FORM` writes it, with the mark of the form in front or not. */
static const struct {
	const char *text;
	size_t length;
	const char *form; /* NULL: no fault */
	const char *because;
} rows[] = {
	{ TEXT(""), NULL, "nothing" },
	{ TEXT("{"), NULL, "one byte" },
	{ TEXT("{}"), NULL, "two bytes" },
	{ TEXT("\xef\xbb\xbf{}"), NULL, "UTF-8 with its mark" },
	{ TEXT("\xef\xbb"), NULL, "a mark that is cut" },
	{ TEXT("{\"a\":\"\xe9\"}"), NULL, "Latin 1" },
	{ TEXT("\xff\xfe{\0\n\0\"\0"), "UTF-16", "with its mark, little end first" },
	{ TEXT("\xfe\xff\0{\0\n\0\""), "UTF-16", "with its mark, big end first" },
	{ TEXT("{\0\n\0\"\0"), "UTF-16", "no mark, little end first" },
	{ TEXT("\0{\0\n\0\""), "UTF-16", "no mark, big end first" },
	{ TEXT("\xff\xfe"), "UTF-16", "the mark alone: an empty file of Notepad" },
	{ TEXT("{\0"), "UTF-16", "one character" },
	{ TEXT("\xff\xfe\0\0{\0\0\0"), "UTF-32", "with its mark, little end first" },
	{ TEXT("\0\0\xfe\xff\0\0\0{"), "UTF-32", "with its mark, big end first" },
	{ TEXT("{\0\0\0\n\0\0\0"), "UTF-32", "no mark, little end first" },
	{ TEXT("\0\0\0{\0\0\0\n"), "UTF-32", "no mark, big end first" },
};

START_TEST(other_forms_are_named)
{
	struct arena *arena = arena_new();
	const struct bytes text = exact_bytes(arena, rows[_i].text, rows[_i].length);
	const char *fault = encoding_fault(text), *form = rows[_i].form;
	ck_assert_msg((fault == NULL) == (form == NULL), "%s", rows[_i].because);
	if (form != NULL) {
		struct document document;
		struct error error = { 0 };
		ck_assert_msg(strstr(fault, form) != NULL, "%s: %s", rows[_i].because, fault);
		ck_assert_ptr_nonnull(strstr(fault, "save it as UTF-8"));
		ck_assert(!document_parse(&document, arena, "f", text, &error));
		ck_assert_msg(
			strstr(error.text, fault) != NULL, "%s: %s", rows[_i].because, error.text);
	}
	arena_free(arena);
}
END_TEST

START_TEST(a_mark_is_passed_over)
{
	struct arena *arena = arena_new();
	struct document document;
	struct node a;
	struct error error = { 0 };
	struct bytes text = exact_text(arena, "\xef\xbb\xbf{\n\"a\": 1}");
	ck_assert_uint_eq(encoding_unmarked(text).length, text.length - 3);
	ck_assert_uint_eq(encoding_unmarked(exact_text(arena, "\xef\xbb")).length, 2);
	ck_assert(document_parse(&document, arena, "f", text, &error));
	const struct node root = document_root(&document);
	ck_assert(node_member(&root, "a", &a));
	ck_assert(!node_fail(&a, &error, "because"));
	place_is(&error, "f", 2, "/a", "places are those of the text behind it");
	document_close(&document);

	error = (struct error){ 0 };
	text = exact_text(arena, "\xef\xbb\xbf\xef\xbb\xbf{}");
	ck_assert_msg(!document_parse(&document, arena, "f", text, &error), "one mark, not two");
	place_is(&error, "f", 1, "", "the second mark");
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("encoding");
	TCase *tcase = tcase_create("encoding");
	tcase_add_loop_test(tcase, other_forms_are_named, 0, COUNT(rows));
	tcase_add_test(tcase, a_mark_is_passed_over);
	suite_add_tcase(suite, tcase);
	return suite;
}
