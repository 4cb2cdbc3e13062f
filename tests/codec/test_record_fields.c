/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence.h"

#include <string.h>

#include "codec/document.h"
#include "tests/model/fixture.h"
#include "tests/test.h"

/* Around one text, one number and one flag of a DNS record: the JSON of each. */
static const struct {
	const char *text, *number, *flag;
	bool good;
	const char *because;
} field_rows[] = {
	{ "\"a\"", "0", "true", true, "right" },
	{ " \"a\" ", " 60\n", "\tfalse\r", true, "white space" },
	{ "\"\\u0061\"", "4294967295", "false", true, "an escape, and the greatest" },
	{ "\"gr\xc3\xbc\xc3\x9f dich\"", "60", "true", true, "UTF-8" },
	{ "\"\"", "60", "true", true, "an empty text" },
	{ "\"\xff\"", "60", "true", false, "no UTF-8" },
	{ "\"\\u0000\"", "60", "true", false, "a zero" },
	{ "\"a\" \"b\"", "60", "true", false, "two texts" },
	{ "a", "60", "true", false, "no quotes" },
	{ "1", "60", "true", false, "a number for a text" },
	{ "null", "60", "true", false, "nothing for a text" },
	{ "\"a\"", "060", "true", false, "a zero in front" },
	{ "\"a\"", "00", "true", false, "two of them" },
	{ "\"a\"", "4294967296", "true", false, "too great" },
	{ "\"a\"", "42949672950", "true", false, "ten times too great" },
	{ "\"a\"", "18446744073709551676", "true", false, "60 and 2 to the 64th" },
	{ "\"a\"", "-1", "true", false, "below nothing" },
	{ "\"a\"", "60s", "true", false, "a unit" },
	{ "\"a\"", "6e1", "true", false, "an exponent" },
	{ "\"a\"", "", "true", false, "no number" },
	{ "\"a\"", "60", "1", false, "a number for a flag" },
	{ "\"a\"", "60", "\"true\"", false, "a text for a flag" },
	{ "\"a\"", "60", "truer", false, "more than the word" },
	{ "\"a\"", "60", "tru", false, "less than it" },
	{ "\"a\"", "60", "True", false, "another word" },
};

/* The same with an escape in a key, of which a tree is made, and read from it. */
static bool reads_dns_both_ways(
	struct arena *arena, const char *server_key, size_t row, struct dns_visit *visit)
{
	struct error error = { 0 };
	const char *text = arena_format(arena,
		"{\"%s\": \"dns1\", \"found_by\": %s, \"answers\": [{\"name\": \"n\", "
		"\"type\": "
		"\"TYPE16\", \"rcode\": 0, \"authoritative\": %s, \"truncated\": false, "
		"\"recursion_available\": false, \"records\": [{\"name\": \"n\", \"type\": \"TYPE16\", "
		"\"ttl\": %s, \"data\": \"00\"}]}]}",
		server_key, field_rows[row].text, field_rows[row].flag, field_rows[row].number);
	return dns_visit_read(
		arena, "visit", exact_bytes(arena, text, strlen(text)), visit, &error);
}

START_TEST(fields_are_read_strictly)
{
	struct arena *arena = arena_new();
	struct dns_visit visit, other;
	const char *because = field_rows[_i].because;
	const bool good = reads_dns_both_ways(arena, "server", (size_t)_i, &visit);
	ck_assert_msg(good == field_rows[_i].good, "%s", because);
	ck_assert_msg(good == reads_dns_both_ways(arena, "serve\\u0072", (size_t)_i, &other), "%s",
		because);
	if (good) {
		const struct dns_answer *one = &visit.answer[0], *two = &other.answer[0];
		ck_assert_int_eq(one->authoritative, two->authoritative);
		ck_assert_int_eq(one->record[0].ttl, two->record[0].ttl);
		ck_assert_str_eq(visit.found_by, other.found_by);
		const struct bytes first = dns_visit_write(arena, &visit),
				   second = dns_visit_write(arena, &other);
		ck_assert(bytes_equal(first, second));
		struct document document;
		ck_assert(document_parse(&document, arena, "visit", first, &(struct error){ 0 }));
		ck_assert(bytes_equal(first, json_write(arena, document.root)));
		document_close(&document);
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("record_fields");
	TCase *tests = tcase_create("record_fields");
	tcase_add_loop_test(
		tests, fields_are_read_strictly, 0, sizeof field_rows / sizeof *field_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
