/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of an ACE has all its parts and no others, on one line. */
#include "tests/test.h"

#include "security/ace_describe.h"
#include "security/sddl/sddl.h"
#include "tests/security/fixture.h"

#define CNO      "S-1-5-21-1-2-3-1104"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define FULL     "CCDCLCSWRPWPDTLOCRSDRCWDWO"
#define IF       ";(@User.Title == \"x\"))"

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

static const struct {
	const char *ace;
	const char *holds[MAX_PARTS], *lacks[MAX_PARTS];
	const char *because;
} rows[] = {
	{ "(A;;" FULL ";;;" CNO ")", { "ACE 1: ", "allow", "Full Control", CNO },
		{ "deny", "inherit", "condition", "type" }, "a plain grant" },
	{ "(A;CIID;RPWP;;;" CNO ")", { "allow", "Read Property", "Write Property", "inherited" },
		{ "inherit only", "Full" }, "an inherited one" },
	{ "(D;CIIO;SD;;;WD)", { "deny", "Delete", "S-1-1-0", "inherit only" },
		{ "allow", "inherited" }, "an inherit-only deny" },
	{ "(OA;;WP;" SPN ";;" CNO ")", { "allow", "object type " SPN, CNO }, { "inherited type" },
		"an object type" },
	{ "(OD;CIID;CR;;" COMPUTER ";WD)", { "deny", "inherited type " COMPUTER, "inherited" },
		{ "object type", SPN }, "an inherited type" },
	{ "(OA;;CR;" SPN ";" COMPUTER ";WD)",
		{ "object type " SPN, "inherited type " COMPUTER, "Extended Right" }, { NULL },
		"both" },
	{ "(XA;;RP;;;WD" IF, { "allow", "conditional" }, { "deny" }, "a condition" },
	{ "(XD;;RP;;;WD" IF, { "deny", "conditional" }, { "allow" }, "a condition" },
	{ "(A;;0x0;;;WD)", { "allow", "nothing" }, { NULL }, "nothing" },
	{ "(A;;0x100000;;;WD)", { "Synchronize" }, { NULL }, "a right that is not its own" },
	{ "(A;;0x00200400;;;WD)", { "0x00200400" }, { NULL }, "bits without a name" },
};

START_TEST(described)
{
	const char *text = arena_format(arena, "D:(A;;RP;;;WD)%s", rows[_i].ace);
	const char *because = rows[_i].because;
	struct descriptor read;
	struct error error = { 0 };
	ck_assert_msg(sddl_read(arena, bytes_of(text, strlen(text)), NULL, OBJECT_DIRECTORY, &read,
			      &error),
		"%s", error.text);
	const char *words = ace_describe(arena, &read.dacl.ace[1], OBJECT_DIRECTORY);
	for (size_t i = 0; i < MAX_PARTS && rows[_i].holds[i] != NULL; i++)
		ck_assert_msg(strstr(words, rows[_i].holds[i]) != NULL, "%s: \"%s\" lacks %s",
			because, words, rows[_i].holds[i]);
	for (size_t i = 0; i < MAX_PARTS && rows[_i].lacks[i] != NULL; i++)
		ck_assert_msg(strstr(words, rows[_i].lacks[i]) == NULL, "%s: \"%s\" holds %s",
			because, words, rows[_i].lacks[i]);
	ck_assert_msg(strchr(words, '\n') == NULL, "%s", because);
}
END_TEST

START_TEST(the_kind_gives_the_names)
{
	const struct ace ace = { .known = true, .mask = RIGHT_FILE_ALL };
	const struct ace write = { .known = true, .mask = 0x2 };
	ck_assert_ptr_nonnull(strstr(ace_describe(arena, &ace, OBJECT_FILE), "Full Control"));
	ck_assert_ptr_nonnull(strstr(ace_describe(arena, &write, OBJECT_FILE), "Write Data"));
	ck_assert_ptr_nonnull(
		strstr(ace_describe(arena, &write, OBJECT_DIRECTORY), "Delete Child"));
}
END_TEST

/* All types, audits and unknown ones: by name or by number. */
START_TEST(types)
{
	struct ace ace = {
		.index = 65535,
		.type = (uint8_t)_i,
		.known = strcmp(ace_type_name((uint8_t)_i), "unknown") != 0,
		.raw = bytes_of("", 0),
	};
	ace.raw.length = 23;
	const char *words = ace_describe(arena, &ace, OBJECT_DIRECTORY);
	const char *type =
		ace.known ? ace_type_name(ace.type) : arena_format(arena, "type %d, 23 bytes", _i);
	if (ace_allows(&ace) || ace_denies(&ace))
		type = ace_allows(&ace) ? "allow" : "deny";
	ck_assert_msg(strstr(words, type) != NULL, "\"%s\" lacks %s", words, type);
	ck_assert_msg(strncmp(words, "ACE 65535: ", 11) == 0, "%s", words);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ace_describe");
	TCase *tcase = tcase_create("ace_describe");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, described, 0, COUNT(rows));
	tcase_add_test(tcase, the_kind_gives_the_names);
	tcase_add_loop_test(tcase, types, 0, 256);
	suite_add_tcase(suite, tcase);
	return suite;
}
