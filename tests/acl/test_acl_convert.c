/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptors there and back: bytes to SDDL, SDDL to bytes. */
#include "tests/test.h"

#include "base/encode.h"
#include "security/sddl/sddl.h"
#include "tests/acl/fixture.h"
#include "tests/security/fixture.h"

#define DOMAIN "S-1-5-21-1111-2222-3333"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const char *member(const json_t *answer, const char *key)
{
	return json_string_value(json_object_get(answer, key));
}

/* The bytes are returned unchanged, even if SDDL cannot express them. */
START_TEST(bytes_come_back)
{
	const char *names[FIXTURE_MAX_FILES];
	const size_t count = fixture_names(arena, GOOD_FOLDER, names);
	struct sid domain;
	size_t without_text = 0;
	ck_assert(sid_parse(DOMAIN, &domain));
	for (size_t i = 0; i < count; i++) {
		const struct bytes whole = fixture_load(arena, GOOD_FOLDER, names[i]);
		const char *base64 = base64_write(arena, whole);
		struct descriptor read;
		struct error error = { 0 };
		ck_assert(descriptor_read(whole, arena, &read, &error));
		const char *sddl = sddl_write(arena, &read, &domain, &error);
		json_t *answer = ask(arena,
			arena_format(arena,
				"{\"id\": %zu, \"sd\": \"%s\", \"domain_sid\": \"" DOMAIN "\"}", i,
				base64),
			ACL_CONVERT);
		ck_assert_msg(strcmp(member(answer, "sd"), base64) == 0, "%s", names[i]);
		ck_assert_msg(json_object_get(answer, "sddl") != NULL, "%s", names[i]);
		if (sddl != NULL)
			ck_assert_msg(strcmp(member(answer, "sddl"), sddl) == 0, "%s", names[i]);
		else
			ck_assert_msg(
				json_is_null(json_object_get(answer, "sddl")), "%s", names[i]);
		ck_assert_msg((sddl == NULL) == (json_object_get(answer, "error") != NULL), "%s",
			names[i]);
		ck_assert_uint_eq(json_object_size(answer), sddl == NULL ? 4 : 3);
		json_decref(answer);
		without_text += sddl == NULL;
	}
	ck_assert(without_text > 0 && without_text < count);
}
END_TEST

#define SDDL_OF(name) "\"sddl\": \"" name "\""

/* The bytes are laid out by hand: header, owner, group, SACL, DACL. */
static const struct {
	const char *members, *sddl, *bytes;
	const char *because;
} text_rows[] = {
	{ SDDL_OF("D:(A;;GA;;;WD)"), "D:(A;;GA;;;WD)",
		"01000480 00000000 00000000 00000000 14000000 04001c0001000000"
		"00 00 1400 00000010 010100000000000100000000",
		"a DACL alone" },
	{ SDDL_OF("D:(A;;GA;;;WD)") ", \"kind\": \"file\"", "D:(A;;GA;;;WD)",
		"01000480 00000000 00000000 00000000 14000000 02001c0001000000"
		"00 00 1400 00000010 010100000000000100000000",
		"of a file, in the revision that files have" },
	{ SDDL_OF("D: P(a;;0x20;;; wd)"), "D:P(A;;WP;;;WD)",
		"01000490 00000000 00000000 00000000 14000000 04001c0001000000"
		"00 00 1400 20000000 010100000000000100000000",
		"written in another way" },
	{ SDDL_OF("O:SYG:BAD:NO_ACCESS_CONTROLS:"), "O:SYG:BAD:NO_ACCESS_CONTROLS:",
		"01001480 14000000 20000000 30000000 00000000"
		"010100000000000512000000 01020000000000052000000020020000 0400080000000000",
		"NULL DACL and empty SACL" },
	{ SDDL_OF("O:DA") ", \"domain_sid\": \"" DOMAIN "\"", "O:DA",
		"01000080 14000000 00000000 00000000 00000000"
		"010500000000000515000000 57040000 ae080000 050d0000 00020000",
		"an alias of the domain" },
	{ SDDL_OF("O:S-1-5-21-1111-2222-3333-512"), "O:S-1-5-21-1111-2222-3333-512",
		"01000080 14000000 00000000 00000000 00000000"
		"010500000000000515000000 57040000 ae080000 050d0000 00020000",
		"without a domain there is no alias" },
};

/* Without a token, too: an empty descriptor is no answer to a text that was lost. */
START_TEST(an_empty_text_is_wrong)
{
	static const char *const texts[] = { "", "  ", "\\u0020" };
	for (size_t i = 0; i < COUNT(texts); i++) {
		json_t *answer = ask(
			arena, arena_format(arena, "{\"sddl\": \"%s\"}", texts[i]), ACL_CONVERT);
		const json_t *error = json_object_get(answer, "error");
		ck_assert_ptr_nonnull(error);
		ck_assert_str_eq(member(error, "text"), "/sddl: is empty");
		ck_assert_uint_eq(json_object_size(answer), 2);
		json_decref(answer);
	}
}
END_TEST

START_TEST(texts_become_bytes)
{
	const char *because = text_rows[_i].because;
	const char *base64 = base64_write(arena, hex_bytes(arena, text_rows[_i].bytes));
	json_t *answer =
		ask(arena, arena_format(arena, "{%s}", text_rows[_i].members), ACL_CONVERT);
	ck_assert_msg(json_object_get(answer, "error") == NULL, "%s", because);
	ck_assert_msg(
		strcmp(member(answer, "sd"), base64) == 0, "%s: %s", because, member(answer, "sd"));
	ck_assert_msg(strcmp(member(answer, "sddl"), text_rows[_i].sddl) == 0, "%s: %s", because,
		member(answer, "sddl"));
	ck_assert_msg(json_object_size(answer) == 3, "%s", because);
	json_decref(answer);
}
END_TEST

START_TEST(texts_come_back_from_bytes)
{
	json_t *there = ask(arena, arena_format(arena, "{%s}", text_rows[_i].members), ACL_CONVERT);
	const char *back_question = arena_format(arena, "{\"sd\": \"%s\"%s}", member(there, "sd"),
		strstr(text_rows[_i].members, "domain_sid") == NULL ? ""
								    : ", \"domain_sid\": \"" DOMAIN
								      "\"");
	json_t *back = ask(arena, back_question, ACL_CONVERT);
	ck_assert_str_eq(member(back, "sddl"), text_rows[_i].sddl);
	ck_assert_str_eq(member(back, "sd"), member(there, "sd"));
	json_decref(back);
	json_decref(there);
}
END_TEST

START_TEST(with_a_token_it_is_an_answer_too)
{
	static const char question[] = "{\"sddl\": \"D:(A;;GA;;;WD)\", \"token\": [\"S-1-1-0\"]}";
	json_t *plain = ask(arena, question, ACL_ANSWER);
	json_t *converted = ask(arena, question, ACL_CONVERT);
	ck_assert_str_eq(member(converted, "sddl"), "D:(A;;GA;;;WD)");
	json_object_del(converted, "sddl");
	json_object_del(converted, "sd");
	ck_assert_int_eq(json_equal(plain, converted), 1);
	json_decref(converted);
	json_decref(plain);
}
END_TEST

/* An ACE of type 4: access is evaluated, and the missing text is reported. */
START_TEST(missing_text_is_reported_beside_the_answer)
{
	const struct bytes whole = fixture_load(arena, GOOD_FOLDER, "unknown_type_inherit_only");
	const char *base64 = base64_write(arena, whole);
	json_t *answer = ask(arena,
		arena_format(arena,
			"{\"sd\": \"%s\", \"token\": [\"S-1-5-21-1111-2222-3333-1104\"]}", base64),
		ACL_CONVERT);
	ck_assert_str_eq(member(answer, "granted"), "0x000f01ff");
	ck_assert_str_eq(member(answer, "sd"), base64);
	ck_assert(json_is_null(json_object_get(answer, "sddl")));
	ck_assert_str_eq(member(json_object_get(answer, "error"), "kind"), "malformed");
	json_decref(answer);
}
END_TEST

/* 20 bytes each: what is more than 3,276 is more than 64 KiB. */
START_TEST(an_acl_too_large_is_reported)
{
	static const size_t counts[] = { 3276, 3277, 100000 };
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct text text = text_new(arena);
		text_add(&text, "{\"id\": 5, \"sddl\": \"D:");
		for (size_t ace = 0; ace < counts[i]; ace++)
			text_add(&text, "(A;;GA;;;WD)");
		text_add(&text, "\"}");
		json_t *answer = ask(arena, text.data, ACL_CONVERT);
		const bool wrong = json_object_get(answer, "error") != NULL;
		ck_assert_msg(wrong == (counts[i] > 3276), "%zu", counts[i]);
		ck_assert_int_eq(json_integer_value(json_object_get(answer, "id")), 5);
		if (wrong)
			ck_assert_ptr_null(member(answer, "sd"));
		json_decref(answer);
	}
}
END_TEST

START_TEST(a_descriptor_is_needed)
{
	json_t *answer = ask(arena, "{\"id\": 1}", ACL_CONVERT);
	ck_assert_ptr_nonnull(json_object_get(answer, "error"));
	json_decref(answer);
}
END_TEST

/*
 * The same question in another form: with blanks, with escapes, in another order, with another
 * order of the token. The answer is the same, byte for byte.
 */
static const char *const spellings[] = {
	"{\"id\":\"a\",\"sddl\":\"D:(D;;WP;;;SY)(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\",\"S-1-5-18\"]"
	","
	"\"kind\":\"directory\"}",
	"{ \"id\" : \"a\" , \"sddl\" : \"D:(D;;WP;;;SY)(A;;GA;;;WD)\" , "
	"\"token\" : [ \"S-1-1-0\" , \"S-1-5-18\" ] }",
	"\t{\t\"id\"\t:\t\"a\"\t,\t\"sddl\"\t:\t\"D:(D;;WP;;;SY)(A;;GA;;;WD)\"\t,\t"
	"\"token\"\t:\t[\t\"S-1-5-18\"\t,\t\"S-1-1-0\"\t]\t}\t",
	"\r{\"id\":\"a\",\"sddl\":\"D:(D;;WP;;;SY)(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\","
	"\"S-1-5-18\"]}",
	"{\"\\u0069d\":\"a\",\"sddl\":\"D:(D;;WP;;;SY)(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\","
	"\"S-1-5-18\"]}",
	"{\"id\":\"\\u0061\",\"sddl\":\"D:(D;;WP;;;SY)(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\","
	"\"S-1-5-18\"]}",
	"{\"id\":\"a\",\"sddl\":\"D\\u003a(D;;WP;;;SY)(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\","
	"\"S-1-5-18\"]}",
	"{\"token\":[\"S-1-1-0\",\"S-1-5-\\u00318\"],\"kind\":\"dir\\u0065ctory\","
	"\"sddl\":\"D:(D;;WP;;;SY)(A;;GA;;;WD)\",\"id\":\"a\"}",
	"{\"token\":[\"S-1-5-18\",\"S-1-1-0\",\"S-1-1-0\"],\"self\":\"S-1-5-32-544\","
	"\"domain_sid\":\"" DOMAIN "\",\"sddl\":\"D:(D;;WP;;;SY)(A;;GA;;;WD)\",\"id\":\"a\"}",
};

START_TEST(spelling_does_not_matter)
{
	static const enum acl_form forms[] = { ACL_ANSWER, ACL_CONVERT };
	for (size_t i = 0; i < COUNT(forms); i++) {
		bool first_ok, ok;
		const struct text first = answer_text(arena, spellings[0], forms[i], &first_ok);
		const struct text text = answer_text(arena, spellings[_i], forms[i], &ok);
		ck_assert(first_ok && ok);
		ck_assert_str_eq(text.data, first.data);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("acl_convert");
	TCase *tcase = tcase_create("acl_convert");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, bytes_come_back);
	tcase_add_test(tcase, an_empty_text_is_wrong);
	tcase_add_loop_test(tcase, texts_become_bytes, 0, COUNT(text_rows));
	tcase_add_loop_test(tcase, texts_come_back_from_bytes, 0, COUNT(text_rows));
	tcase_add_test(tcase, with_a_token_it_is_an_answer_too);
	tcase_add_test(tcase, missing_text_is_reported_beside_the_answer);
	tcase_add_test(tcase, an_acl_too_large_is_reported);
	tcase_add_test(tcase, a_descriptor_is_needed);
	tcase_add_loop_test(tcase, spelling_does_not_matter, 0, COUNT(spellings));
	suite_add_tcase(suite, tcase);
	return suite;
}
