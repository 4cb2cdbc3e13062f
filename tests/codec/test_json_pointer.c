/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "codec/json_pointer.h"
#include "tests/model/fixture.h"

/* The document and most rows are those of RFC 6901, section 5. */
static const char document_text[] =
	"{\"foo\": [\"bar\", \"baz\"], \"\": 0, \"a/b\": 1, \"c%d\": 2, "
	"\"e^f\": 3, \"g|h\": 4, \" \": 7, \"m~n\": 8, \"~1\": 9}";

static const struct {
	const char *pointer, *json, *because; /* NULL: there is none */
} rows[] = {
	{ "/foo", "[\"bar\", \"baz\"]", "a member" },
	{ "/foo/0", "\"bar\"", "an item" },
	{ "/", "0", "an empty key" },
	{ "/a~1b", "1", "a slash" },
	{ "/c%d", "2", "a sign" },
	{ "/ ", "7", "a blank" },
	{ "/m~0n", "8", "a tilde" },
	{ "/~01", "9", "escapes are read once" },
	{ "/foo/1", "\"baz\"", "the last item" },
	{ "/foo/2", NULL, "behind the last item" },
	{ "/foo/-", NULL, "the item that is not there yet" },
	{ "/foo/00", NULL, "zeros in front" },
	{ "/foo/+1", NULL, "a sign in front" },
	{ "/foo/18446744073709551616", NULL, "2^64" },
	{ "/foo/", NULL, "no index" },
	{ "/foo/0/0", NULL, "below a text" },
	{ "/bar", NULL, "no such key" },
	{ "foo", NULL, "no slash" },
	{ "#/foo", NULL, "as a part of a URI" },
};

START_TEST(values)
{
	struct arena *arena = arena_new();
	struct document document;
	struct error error = { 0 };
	ck_assert(document_parse(&document, arena, "f", exact_text(arena, document_text), &error));
	const json_t *value = json_pointer_value(arena, document.root, rows[_i].pointer);
	ck_assert_msg((value == NULL) == (rows[_i].json == NULL), "%s", rows[_i].because);
	if (value != NULL) {
		json_t *wanted = json_loads(rows[_i].json, JSON_DECODE_ANY, NULL);
		ck_assert_ptr_nonnull(wanted);
		ck_assert_msg(json_equal(value, wanted), "%s", rows[_i].because);
		json_decref(wanted);
	}
	ck_assert_ptr_eq(json_pointer_value(arena, document.root, ""), document.root);
	document_close(&document);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("json_pointer");
	TCase *tcase = tcase_create("json_pointer");
	tcase_add_loop_test(tcase, values, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
