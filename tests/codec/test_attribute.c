/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "codec/attribute_json.h"
#include "tests/model/fixture.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static bool values_read(const char *json, struct attribute *attribute, struct error *error)
{
	struct document document;
	*attribute = (struct attribute){ 0 };
	if (!document_parse(&document, arena, "ev", exact_text(arena, json), error))
		return false;
	struct node root = document_root(&document);
	bool ok = attribute_values_read(&root, attribute, error);
	document_close(&document);
	return ok;
}

static char *values_write(const struct attribute *attribute)
{
	json_t *values = attribute_values_write(attribute);
	char *dumped = json_dumps(values, JSON_COMPACT);
	char *text = arena_string(arena, dumped);
	free(dumped);
	json_decref(values);
	return text;
}

#define BYTES(literal) literal, sizeof(literal) - 1

/* The base64 was made with base64(1). */
static const struct {
	const char *bytes;
	size_t length;
	const char *json, *because;
} value_rows[] = {
	{ BYTES(""), "[\"\"]", "no byte" },
	{ BYTES("EXCMS01$"), "[\"EXCMS01$\"]", "text" },
	{ BYTES("\"\\/"), "[\"\\\"\\\\/\"]", "what JSON escapes" },
	{ BYTES("caf\xc3\xa9"), "[\"caf\xc3\xa9\"]", "UTF-8" },
	{ BYTES("\xf0\x9f\x92\xa1"), "[\"\xf0\x9f\x92\xa1\"]", "four bytes of UTF-8" },
	{ BYTES("caf\xe9"), "[{\"base64\":\"Y2Fm6Q==\"}]", "no UTF-8" },
	{ BYTES("\0"), "[{\"base64\":\"AA==\"}]", "a zero" },
	{ BYTES("a\0b"), "[{\"base64\":\"YQBi\"}]", "a zero inside" },
	{ BYTES("a\nb"), "[{\"base64\":\"YQpi\"}]", "a line break" },
	{ BYTES("\x1b[2J"), "[{\"base64\":\"G1sySg==\"}]", "what would clear a terminal" },
	{ BYTES("\x7f"), "[{\"base64\":\"fw==\"}]", "delete" },
	{ BYTES("\xc0\x80"), "[{\"base64\":\"wIA=\"}]", "an overlong zero" },
	{ BYTES("\xed\xa0\x80"), "[{\"base64\":\"7aCA\"}]", "a surrogate" },
	{ BYTES("\xff\xff\xff"), "[{\"base64\":\"////\"}]", "all bits" },
	{ BYTES("\x01\x05\0\0\0\0\0\x05\x15\0\0\0"), "[{\"base64\":\"AQUAAAAAAAUVAAAA\"}]",
		"a SID" },
};

START_TEST(bytes_decide_how_they_are_written)
{
	struct bytes value = exact_bytes(arena, value_rows[_i].bytes, value_rows[_i].length);
	struct attribute attribute = { .name = "x", .value = &value, .count = 1 }, back;
	struct error error = { 0 };
	const char *json = values_write(&attribute);
	ck_assert_msg(
		strcmp(json, value_rows[_i].json) == 0, "%s: %s", value_rows[_i].because, json);
	ck_assert_msg(
		values_read(json, &back, &error), "%s: %s", value_rows[_i].because, error.text);
	ck_assert_uint_eq(back.count, 1);
	ck_assert_msg(bytes_equal(back.value[0], value), "%s", value_rows[_i].because);
}
END_TEST

/* What is text to a check, of values that are strings in JSON and of such that are bytes. */
static const struct {
	const char *json, *text, *because;
} text_rows[] = {
	{ "[\"caf\xc3\xa9\"]", "caf\xc3\xa9", "UTF-8" },
	{ "[\"a\\nb\"]", "a\\x0ab", "a line break in a string" },
	{ "[{\"base64\":\"YQpi\"}]", "a\\x0ab", "a line break in bytes" },
	{ "[\"a\xe2\x80\xae\"]", "a\\u202e", "an override in a string" },
	{ "[{\"base64\":\"YeKArg==\"}]", "a\\u202e", "an override in bytes" },
	{ "[{\"base64\":\"Y2Fm6Q==\"}]", "caf\\xe9", "no UTF-8" },
	{ "[{\"base64\":\"ICAgIGRpcg==\"}]", "\\x20   dir", "blanks in bytes" },
	{ "[{\"base64\":\"YQBi\"}]", NULL, "a zero" },
};

START_TEST(text_is_escaped)
{
	struct attribute attribute;
	struct error error = { 0 };
	ck_assert(values_read(text_rows[_i].json, &attribute, &error));
	const char *text = value_text(arena, attribute.value[0]);
	ck_assert_msg((text == NULL) == (text_rows[_i].text == NULL), "%s", text_rows[_i].because);
	if (text != NULL)
		ck_assert_msg(strcmp(text, text_rows[_i].text) == 0, "%s: %s",
			text_rows[_i].because, text);
}
END_TEST

/* A collector asks for a name as the server has it. */
START_TEST(what_a_server_sent_is_readable)
{
	static const char name[] = "OU=B\u200bC";
	ck_assert_str_eq(value_text(arena, bytes_of(name, sizeof name - 1)), name);
}
END_TEST

/* A blank at the start of text; in UTF-8 the C1 controls, the soft hyphen, the Arabic mark. */
static bool is_escaped(unsigned first, unsigned second)
{
	return (first == ' ' && second >= ' ' && second < 0x7f) ||
	       (first == 0xc2 && ((second >= 0x80 && second <= 0x9f) || second == 0xad)) ||
	       (first == 0xd8 && second == 0x9c);
}

START_TEST(every_byte_survives)
{
	for (unsigned first = 0; first < 256; first++) {
		struct bytes values[256];
		for (unsigned second = 0; second < 256; second++) {
			const uint8_t pair[] = { (uint8_t)first, (uint8_t)second };
			values[second] = exact_bytes(arena, pair, sizeof pair);
		}
		struct attribute attribute = { .name = "x", .value = values, .count = 256 }, back;
		struct error error = { 0 };
		ck_assert(values_read(values_write(&attribute), &back, &error));
		ck_assert_uint_eq(back.count, 256);
		for (unsigned second = 0; second < 256; second++)
			ck_assert_msg(bytes_equal(back.value[second], values[second]) !=
					      is_escaped(first, second),
				"%02x %02x", first, second);
	}
}
END_TEST

START_TEST(order_and_number_of_values_stay)
{
	struct attribute attribute;
	struct error error = { 0 };
	const char *json = "[\"b\",{\"base64\":\"AA==\"},\"a\",\"b\"]";
	ck_assert(values_read(json, &attribute, &error));
	ck_assert_uint_eq(attribute.count, 4);
	ck_assert_str_eq(values_write(&attribute), json);
	ck_assert(values_read("[]", &attribute, &error));
	ck_assert_uint_eq(attribute.count, 0);
	ck_assert_str_eq(values_write(&attribute), "[]");
}
END_TEST

static const struct {
	const char *json;
	unsigned line;
	const char *pointer, *because;
} bad_rows[] = {
	{ "\"x\"", 1, "", "a value without its array" },
	{ "null", 1, "", "null" },
	{ "[\"x\",\n7]", 2, "/1", "a number" },
	{ "[\n[]]", 2, "/0", "an array in the array" },
	{ "[\n{}]", 2, "/0", "an object without base64" },
	{ "[\n{\"base64\":\"AA==\",\n\"x\":1}]", 3, "/0/x", "an unknown key" },
	{ "[{\n\"base46\":\"AA==\"}]", 2, "/0/base46", "another unknown key" },
	{ "[{\"base64\":\n7}]", 2, "/0/base64", "a number in it" },
	{ "[{\"base64\":\n\"AA\"}]", 2, "/0/base64", "no padding" },
	{ "[{\"base64\":\n\"AB==\"}]", 2, "/0/base64", "bits left over" },
	{ "[{\"base64\":\n\"A-__\"}]", 2, "/0/base64", "the alphabet of URLs" },
};

START_TEST(other_json_is_refused)
{
	struct attribute attribute;
	struct error error = { 0 };
	ck_assert_msg(
		!values_read(bad_rows[_i].json, &attribute, &error), "%s", bad_rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "ev", bad_rows[_i].line, bad_rows[_i].pointer, bad_rows[_i].because);
}
END_TEST

START_TEST(attributes_are_found_by_name)
{
	struct bytes value[] = { exact_text(arena, "EXCMS01$"), exact_text(arena, "second") };
	struct attribute attribute[] = {
		{ .name = "sAMAccountName", .value = value, .count = 2 },
		{ .name = "cn", .value = NULL, .count = 0 },
		{ .name = "tokenGroups", .gap = { ERROR_DENIED, "no" } },
		{ .name = "empty", .value = &(struct bytes){ 0 }, .count = 1 },
	};
	struct entry entry = { .dn = "CN=x", .attribute = attribute, .count = COUNT(attribute) };
	ck_assert_ptr_eq(entry_attribute(&entry, "SAMACCOUNTNAME"), &attribute[0]);
	ck_assert_ptr_eq(entry_attribute(&entry, "tokengroups"), &attribute[2]);
	ck_assert_ptr_null(entry_attribute(&entry, "sAMAccount"));
	ck_assert_ptr_null(entry_attribute(&entry, ""));
	ck_assert_str_eq(entry_text(arena, &entry, "samAccountName"), "EXCMS01$");
	ck_assert_str_eq(entry_text(arena, &entry, "empty"), "");
	ck_assert_msg(entry_text(arena, &entry, "cn") == NULL, "no value");
	ck_assert_msg(entry_text(arena, &entry, "tokenGroups") == NULL, "a gap");
	ck_assert_msg(entry_text(arena, &entry, "nothing") == NULL, "no attribute");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("attribute");
	TCase *tcase = tcase_create("attribute");
	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, text_is_escaped, 0, COUNT(text_rows));
	tcase_add_test(tcase, what_a_server_sent_is_readable);
	tcase_add_loop_test(tcase, bytes_decide_how_they_are_written, 0, COUNT(value_rows));
	tcase_add_test(tcase, every_byte_survives);
	tcase_add_test(tcase, order_and_number_of_values_stay);
	tcase_add_loop_test(tcase, other_json_is_refused, 0, COUNT(bad_rows));
	tcase_add_test(tcase, attributes_are_found_by_name);
	suite_add_tcase(suite, tcase);
	return suite;
}
