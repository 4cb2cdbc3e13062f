/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages for people: they hold what the answer for programs holds, and fit onto a terminal. */
#include "tests/test.h"

#include <ctype.h>

#include "base/encode.h"
#include "base/wrap.h"
#include "security/rights.h"
#include "tests/acl/fixture.h"
#include "tests/security/fixture.h"

#define CNO   "S-1-5-21-1111-2222-3333-1104"
#define TOKEN "\"token\": [\"" CNO "\", \"S-1-1-0\", \"S-1-5-11\"]"

enum { MAX_PARTS = 5 };

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const char *page_of(const char *question, bool ok)
{
	bool answered;
	const struct text page = answer_text(arena, question, ACL_EXPLAIN, &answered);
	ck_assert_msg(answered == ok, "%s: %s", question, page.data);
	return page.data;
}

static bool line_holds(const char *line, size_t length, const char *const parts[MAX_PARTS])
{
	const char *copy = arena_format(arena, "%.*s", (int)length, line);
	for (size_t i = 0; i < MAX_PARTS && parts[i] != NULL; i++) {
		copy = strstr(copy, parts[i]);
		if (copy == NULL)
			return false;
		copy += strlen(parts[i]);
	}
	return true;
}

/* Whether the parts are on one line, in that order. */
static bool page_holds(const char *page, const char *const parts[MAX_PARTS])
{
	for (const char *end; (end = strchr(page, '\n')) != NULL; page = end + 1) {
		if (line_holds(page, (size_t)(end - page), parts))
			return true;
	}
	return false;
}

static void check_holds(const char *page, const char *const parts[MAX_PARTS], const char *because)
{
	ck_assert_msg(page_holds(page, parts), "%s: no line with \"%s\", \"%s\", ...:\n%s", because,
		parts[0], parts[1] == NULL ? "" : parts[1], page);
}

/* A SID or a GUID is not broken: it is to be copied. */
static bool may_be_long(const char *line)
{
	struct guid guid;
	if (strstr(line, "S-1-") != NULL)
		return true;
	for (; *line != '\0'; line++) {
		if (guid_parse(arena_format(arena, "%.36s", line), &guid))
			return true;
	}
	return false;
}

/* No terminal control characters, no invisible text, no trailing blanks. */
static void check_page(const char *page, const char *because)
{
	json_t *string = json_string(page);
	ck_assert_msg(string != NULL, "%s: no UTF-8: %s", because, page);
	json_decref(string);
	for (const unsigned char *at = (const unsigned char *)page; *at != '\0'; at++) {
		ck_assert_msg(
			(*at >= 0x20 && *at != 0x7f) || *at == '\n', "%s: byte %02x", because, *at);
		ck_assert_msg(*at != 0xc2 || at[1] >= 0xa0, "%s: a C1 control", because);
		ck_assert_msg(*at != 0xe2 || at[1] != 0x80 || at[2] < 0x8b || at[2] > 0xae ||
				      (at[2] > 0x8f && at[2] < 0xa8),
			"%s: text that turns or hides", because);
	}
	for (const char *end; (end = strchr(page, '\n')) != NULL; page = end + 1) {
		const char *line = arena_format(arena, "%.*s", (int)(end - page), page);
		ck_assert_msg(columns(line) <= PAGE_COLUMNS || may_be_long(line), "%s: %s", because,
			line);
		ck_assert_msg(
			end == page || end[-1] != ' ', "%s: blanks at the end: %s", because, line);
	}
	ck_assert_msg(*page == '\0', "%s: a line that does not end", because);
}

static const struct {
	const char *members; /* of the question */
	const char *holds[MAX_PARTS];
	const char *because;
} fact_rows[] = {
	{ "\"id\": \"q-17\", \"sddl\": \"D:\", " TOKEN, { "Question", "q-17" }, "the id" },
	{ "\"sddl\": \"O:SYD:\", " TOKEN, { "Owner", "S-1-5-18", "SYSTEM" }, "the owner" },
	{ "\"sddl\": \"D:\", \"self\": \"" CNO "\", " TOKEN, { "Self", CNO }, "the object" },
	{ "\"sddl\": \"D:\", " TOKEN, { "S-1-5-11", "Authenticated Users" }, "the token" },
	{ "\"sddl\": \"D:P\", " TOKEN, { "Object", "protected" }, "inherits nothing" },
	{ "\"sddl\": \"D:\", \"kind\": \"file\", " TOKEN, { "Object", "file" }, "the kind" },
	{ "\"sddl\": \"D:NO_ACCESS_CONTROL\", " TOKEN, { "NULL" }, "a NULL DACL" },
	{ "\"sddl\": \"O:SY\", " TOKEN, { "Absent" }, "none" },
	{ "\"sddl\": \"D:\", " TOKEN, { "Empty" }, "an empty one" },
	{ "\"sddl\": \"D:(A;;RP;;;SY)(D;CIID;WP;;;" CNO ")\", " TOKEN,
		{ "  0  ", "allow", "no", "S-1-5-18" }, "for others" },
	{ "\"sddl\": \"D:(A;;RP;;;SY)(D;CIID;WP;;;" CNO ")\", " TOKEN,
		{ "  1  ", "deny", "yes", CNO }, "for the requester" },
	{ "\"sddl\": \"D:(A;;RP;;;SY)(D;CIID;WP;;;" CNO ")\", " TOKEN,
		{ "0x00000020", "Write Property" }, "the mask" },
	{ "\"sddl\": \"D:(A;;RP;;;SY)(D;CIID;WP;;;" CNO ")\", " TOKEN,
		{ "inherited", "containers" }, "flags" },
	{ "\"sddl\": \"D:(A;CIIO;RP;;;WD)\", " TOKEN, { "  0  ", "allow", "children", "S-1-1-0" },
		"inherit-only" },
	{ "\"sddl\": \"D:(XA;;RP;;;WD;(@User.a == 1))\", " TOKEN,
		{ "callback-allow", "maybe", "S-1-1-0" }, "perhaps" },
	{ "\"sddl\": \"D:(XA;;RP;;;WD;(@User.a == 1))\", " TOKEN, { "at best", "0x00000010" },
		"what might be granted" },
	{ "\"sddl\": \"D:(OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;WD)\", " TOKEN,
		{ "f3a64788-5306-11d1-a9c5-0000f80367c1", "servicePrincipalName" }, "a type" },
	{ "\"sddl\": \"D:(OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c2;;WD)\", " TOKEN,
		{ "f3a64788-5306-11d1-a9c5-0000f80367c2" }, "a type without a name" },
	{ "\"sddl\": \"D:(OA;;WP;;bf967a86-0de6-11d0-a285-00aa003049e2;WD)\", " TOKEN,
		{ "inherited by", "bf967a86-0de6-11d0-a285-00aa003049e2", "computer" },
		"an inherited type" },
	{ "\"sddl\": \"O:" CNO "D:\", " TOKEN, { "owner", "0x00060000", "Write DACL" },
		"what the owner is granted" },
	{ "\"sddl\": \"D:(D;;SDDT;;;WD)(A;;GA;;;WD)\", " TOKEN, { "missing", "Delete Tree" },
		"what is missing" },
	{ "\"sddl\": \"D:(D;;SDDT;;;WD)(A;;GA;;;WD)\", " TOKEN, { "accidental" }, "the guard" },
	{ "\"sddl\": \"D:(A;;FA;;;WD)\", \"kind\": \"file\", " TOKEN,
		{ "granted", "0x001f01ff", "Full Control" }, "a file's rights" },
};

START_TEST(facts)
{
	const char *page = page_of(arena_format(arena, "{%s}", fact_rows[_i].members), true);
	check_holds(page, fact_rows[_i].holds, fact_rows[_i].because);
	check_page(page, fact_rows[_i].because);
}
END_TEST

static const char *string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void check_deciders(const char *page, const json_t *answer, const char *name)
{
	size_t i;
	json_t *decider;
	json_array_foreach(json_object_get(answer, "decided_by"), i, decider)
	{
		const char *type = string_of(decider, "type");
		const bool allows = strstr(type, "allow") != NULL;
		const json_int_t index = json_integer_value(json_object_get(decider, "ace"));
		const char *const walk[MAX_PARTS] = {
			arena_format(arena, "ACE %lld %s %s", (long long)index,
				allows ? "grants" : "denies", string_of(decider, "effect")),
		};
		const char *const row[MAX_PARTS] = { arena_format(arena, "%3lld", (long long)index),
			type,
			strstr(type, "callback") == NULL && strcmp(type, "unknown") != 0
				? "yes"
				: "maybe" };
		check_holds(page, walk, name);
		check_holds(page, row, name);
	}
}

static void check_rights(const char *page, const json_t *answer, const char *name)
{
	const json_t *rights = json_object_get(answer, "rights");
	const json_t *possible = json_object_get(answer, "rights_possible");
	const json_t *deciders = json_object_get(answer, "rights_decided_by");
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		const json_t *decider = json_object_get(deciders, cms_rights[i].id);
		const bool granted = json_is_true(json_object_get(rights, cms_rights[i].id));
		const bool doubtful =
			!granted && json_is_true(json_object_get(possible, cms_rights[i].id));
		const char *const parts[MAX_PARTS] = {
			cms_rights[i].name,
			granted    ? " yes"
			: doubtful ? " in doubt because of ACE "
				   : " ",
			granted ? "" : "no",
			json_is_integer(decider) && !doubtful
				? arena_format(
					  arena, "ACE %lld", (long long)json_integer_value(decider))
				: NULL,
		};
		ck_assert_msg(page_holds(page, parts) == (rights != NULL), "%s: %s\n%s", name,
			cms_rights[i].id, page);
	}
}

/* The names of rights are words here: "write-dacl" is "Write DACL". */
static void check_missing(const char *page, const json_t *answer, const char *name)
{
	size_t i;
	json_t *bit;
	struct text words = text_new(arena);
	for (const char *at = strstr(page, "\nmissing "); at != NULL && *at != '\0'; at++) {
		if (!isspace((unsigned char)*at) || !isspace((unsigned char)at[-1]))
			text_add(&words, "%c",
				isspace((unsigned char)*at) ? '-' : tolower((unsigned char)*at));
	}
	const json_t *missing = json_object_get(answer, "missing");
	if (json_array_size(missing) == 0)
		ck_assert_msg(words.length == 0, "%s: nothing is missing", name);
	if (strstr(words.data, "full-control") == words.data + strlen("-missing-"))
		return;
	json_array_foreach(missing, i, bit)
		ck_assert_msg(strstr(words.data, json_string_value(bit)) != NULL, "%s: %s\n%s",
			name, json_string_value(bit), words.data);
}

/* For every descriptor the page and the answer for programs agree. */
START_TEST(pages_say_what_answers_say)
{
	const char *names[FIXTURE_MAX_FILES];
	const size_t count = fixture_names(arena, GOOD_FOLDER, names);
	const char *kind = _i == 0 ? "directory" : "file";
	for (size_t i = 0; i < count; i++) {
		const char *question = arena_format(arena,
			"{\"sd\": \"%s\", \"kind\": \"%s\", \"self\": \"" CNO "\", " TOKEN "}",
			base64_write(arena, fixture_load(arena, GOOD_FOLDER, names[i])), kind);
		const char *page = page_of(question, true);
		json_t *answer = ask(arena, question, ACL_ANSWER);
		check_page(page, names[i]);
		const char *const granted[MAX_PARTS] = { "granted", string_of(answer, "granted") };
		const char *const level[MAX_PARTS] = { "level", string_of(answer, "level") };
		check_holds(page, granted, names[i]);
		check_holds(page, level, names[i]);
		check_deciders(page, answer, names[i]);
		check_rights(page, answer, names[i]);
		check_missing(page, answer, names[i]);
		json_decref(answer);
	}
}
END_TEST

/* JSON texts of hostile ids. */
static const char *const hostile[] = {
	"\"\\u001b[2J\\u001b[31m\"",
	"\"\\u0007\\b\\f\\n\\r\\t\"",
	"\"\\u009b2J\"",
	"\"\xc2\x9b\"",
	"\"\\u007f\"",
	"\"\x7f\"",
	"\"\\u202egnp.exe\"",
	"\"\xe2\x80\xae\"",
	"\"\\u2028\\u2029\"",
	"\"\\u200b\"",
	"\"\\ufeff\"",
	"[\"\\u001b\", {\"\\u009b\": \"\xc2\x85\"}]",
	"\"     --option\"",
	"\"%s%n%d\"",
};

START_TEST(ids_do_no_harm)
{
	static const char *const rest[] = {
		"\"sddl\": \"D:\", " TOKEN,
		"\"sddl\": \"x\"",
		"\"token\": 5",
		"\"x\": 5",
	};
	for (size_t i = 0; i < COUNT(rest); i++) {
		const char *question =
			arena_format(arena, "{\"id\": %s, %s}", hostile[_i], rest[i]);
		check_page(page_of(question, i == 0), question);
	}
}
END_TEST

/* In an error's text, too: what was asked is quoted there. */
START_TEST(errors_do_no_harm)
{
	static const char *const questions[] = { "{%s: 1}", "{\"kind\": %s}",
		"{\"sddl\": %s, " TOKEN "}", "{\"sd\": %s, " TOKEN "}",
		"{\"sddl\": \"D:\", \"token\": [%s]}", "%s", "{%s" };
	for (size_t i = 0; i < COUNT(questions); i++) {
		const char *place = strstr(questions[i], "%s");
		const char *question = arena_format(arena, "%.*s%s%s", (int)(place - questions[i]),
			questions[i], hostile[_i], place + 2);
		check_page(page_of(question, false), question);
	}
}
END_TEST

START_TEST(long_ids_are_cut)
{
	enum { LONG = 5000 };
	char *id = arena_alloc(arena, LONG + 1);
	for (size_t i = 0; i < LONG; i += 2)
		memcpy(id + i, "\xc3\xa9", 2);
	for (size_t shift = 0; shift < 2; shift++) {
		const char *question =
			arena_format(arena, "{\"id\": \"%s%s\", \"sddl\": \"D:\", " TOKEN "}",
				shift == 0 ? "" : "x", id);
		check_page(page_of(question, true), "a long id");
	}
}
END_TEST

/* The longest SIDs and every flag; an ACE of each type in a DACL. */
START_TEST(wide_facts)
{
	static const char sid[] = "S-1-0xffffffffffff-4294967295-4294967295-4294967295-4294967295-"
				  "4294967295-4294967295-4294967295-4294967295-4294967295-"
				  "4294967295-4294967295-4294967295-4294967295-4294967295-"
				  "4294967295";
	const char *question = arena_format(arena,
		"{\"sddl\": \"O:%sD:(A;OICINPIOID;0x1;;;%s)(D;;0xffffffff;;;%s)\", "
		"\"token\": [\"%s\"], \"self\": \"%s\"}",
		sid, sid, sid, sid, sid);
	check_page(page_of(question, true), "wide");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("explain");
	TCase *tcase = tcase_create("explain");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, facts, 0, COUNT(fact_rows));
	tcase_add_loop_test(tcase, pages_say_what_answers_say, 0, 2);
	tcase_add_loop_test(tcase, ids_do_no_harm, 0, COUNT(hostile));
	tcase_add_loop_test(tcase, errors_do_no_harm, 0, COUNT(hostile));
	tcase_add_test(tcase, long_ids_are_cut);
	tcase_add_test(tcase, wide_facts);
	suite_add_tcase(suite, tcase);
	return suite;
}
