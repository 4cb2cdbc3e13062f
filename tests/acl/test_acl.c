/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to single questions, for programs. */
#include "tests/test.h"

#include "base/encode.h"
#include "security/access.h"
#include "tests/acl/fixture.h"
#include "tests/security/fixture.h"

#define CNO "S-1-5-21-1111-2222-3333-1104"
#define IF  ";(@User.Title == \\\"x\\\"))"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* Answers in whole: no key is missing, and there is none more. */
static const struct {
	const char *question, *answer, *because;
} whole_rows[] = {
	{ "{\"id\":1,\"sddl\":\"D:(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\"]}",
		"{\"id\": 1, \"granted\": \"0x000f01ff\", \"full_control\": true,"
		" \"level\": \"full-control\", \"missing\": [],"
		" \"rights\": {\"reset-password\": true, \"write-spn\": true,"
		"  \"write-dns-host-name\": true, \"write-account-restrictions\": true},"
		" \"decided_by\": [{\"ace\": 0, \"type\": \"allow\", \"flags\": [],"
		"  \"trustee\": \"S-1-1-0\", \"mask\": \"0x10000000\","
		"  \"effect\": \"0x000f01ff\"}],"
		" \"rights_decided_by\": {\"reset-password\": 0, \"write-spn\": 0,"
		"  \"write-dns-host-name\": 0, \"write-account-restrictions\": 0}}",
		"the question of the help" },
	/* DACL at 20: deny Everyone 0x20; allow CNO, flags 0x12, 0xf01ff; owner S-1-5-21-...-512 */
	{ "{\"id\": \"b\", \"sd\": \"AQAEhFQAAAAAAAAAAAAAABQAAAAEAEAAAgAAAAEAFAAgAAAAAQEAAAAAAAEA"
	  "AAAAABIkAP8BDwABBQAAAAAABRUAAABXBAAArggAAAUNAABQBAAAAQUAAAAAAAUVAAAAVwQAAK4IAAAFDQAA"
	  "AAIAAA==\", \"token\": [\"" CNO "\", \"S-1-1-0\"], \"self\": \"" CNO "\"}",
		"{\"id\": \"b\", \"granted\": \"0x000f01df\", \"full_control\": false,"
		" \"level\": \"functional-minimum\", \"missing\": [\"write-property\"],"
		" \"rights\": {\"reset-password\": true, \"write-spn\": true,"
		"  \"write-dns-host-name\": true, \"write-account-restrictions\": false},"
		" \"decided_by\": ["
		"  {\"ace\": 0, \"type\": \"deny\", \"flags\": [], \"trustee\": \"S-1-1-0\","
		"   \"mask\": \"0x00000020\", \"effect\": \"0x00000020\"},"
		"  {\"ace\": 1, \"type\": \"allow\","
		"   \"flags\": [\"container-inherit\", \"inherited\"], \"trustee\": \"" CNO "\","
		"   \"mask\": \"0x000f01ff\", \"effect\": \"0x000f01df\"}],"
		" \"rights_decided_by\": {\"reset-password\": 1, \"write-spn\": 1,"
		"  \"write-dns-host-name\": 1, \"write-account-restrictions\": 0}}",
		"bytes: a deny before the grant" },
	{ "{\"sddl\":\"D:(A;;FR;;;WD)\",\"token\":[\"S-1-1-0\"],\"kind\":\"file\"}",
		"{\"id\": null, \"granted\": \"0x00120089\", \"full_control\": false,"
		" \"level\": \"insufficient\", \"missing\": [\"write-data\", \"append-data\","
		"  \"write-extended-attributes\", \"execute\", \"delete-child\","
		"  \"write-attributes\", \"delete\", \"write-dacl\", \"write-owner\"],"
		" \"decided_by\": [{\"ace\": 0, \"type\": \"allow\", \"flags\": [],"
		"  \"trustee\": \"S-1-1-0\", \"mask\": \"0x00120089\","
		"  \"effect\": \"0x00120089\"}]}",
		"a file has no rights of a CMS's object" },
};

START_TEST(whole_answers)
{
	json_t *got = ask(arena, whole_rows[_i].question, ACL_ANSWER);
	json_t *expected = json_of(whole_rows[_i].answer);
	char *shown = json_dumps(got, 0);
	ck_assert_msg(json_equal(got, expected) == 1, "%s: %s", whole_rows[_i].because, shown);
	free(shown);
	json_decref(expected);
	json_decref(got);
}
END_TEST

#define TOKEN "\"token\": [\"S-1-1-0\", \"" CNO "\"]"

/* The question without its braces; what its answer holds (null: holds not). */
static const struct {
	const char *question, *holds, *because;
} rows[] = {
	{ "\"sddl\": \"D:(A;;RPRC;;;WD)\", " TOKEN,
		"{\"granted\": \"0x00020010\", \"full_control\": false,"
		" \"missing\": [\"create-child\", \"delete-child\", \"list-contents\","
		" \"validated-write\", \"write-property\", \"delete-tree\", \"list-object\","
		" \"extended-right\", \"delete\", \"write-dacl\", \"write-owner\"],"
		" \"possible\": null, \"by_owner\": null, \"dacl\": null, \"sddl\": null,"
		" \"sd\": null, \"error\": null}",
		"what is missing has a name; what is ordinary is not mentioned" },
	{ "\"sddl\": \"D:NO_ACCESS_CONTROL\", \"token\": []",
		"{\"granted\": \"0x000f01ff\", \"full_control\": true, \"missing\": [],"
		" \"level\": \"full-control\", \"dacl\": \"null\", \"decided_by\": []}",
		"a NULL DACL grants everything to everybody" },
	{ "\"sddl\": \"D:NO_ACCESS_CONTROL\", \"token\": [], \"kind\": \"file\"",
		"{\"granted\": \"0x001f01ff\", \"full_control\": true, \"dacl\": \"null\","
		" \"rights\": null, \"rights_decided_by\": null}",
		"of a file, too" },
	{ "\"sddl\": \"O:SY\", \"token\": []",
		"{\"granted\": \"0x000f01ff\", \"dacl\": \"absent\"}", "no DACL at all" },
	{ "\"sddl\": \"D:\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"level\": \"insufficient\", \"dacl\": null,"
		" \"decided_by\": []}",
		"an empty one is none of these" },
	{ "\"sddl\": \"O:" CNO "D:\", " TOKEN,
		"{\"granted\": \"0x00060000\", \"by_owner\": \"0x00060000\", \"decided_by\": []}",
		"the owner" },
	{ "\"sddl\": \"O:" CNO "D:(A;;RC;;;WD)\", " TOKEN,
		"{\"granted\": \"0x00060000\", \"by_owner\": \"0x00040000\"}",
		"what an ACE gives the owner, too" },
	{ "\"sddl\": \"D:(A;;GA;;;PS)\", \"self\": \"" CNO "\", " TOKEN,
		"{\"granted\": \"0x000f01ff\"}", "the object asks about itself" },
	{ "\"sddl\": \"D:(A;;GA;;;PS)\", \"self\": \"S-1-5-18\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"possible\": null}", "another object" },
	{ "\"sddl\": \"D:(A;;GA;;;PS)\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"possible\": null}",
		"no SID of the object: the token is exact" },
	{ "\"sddl\": \"D:(D;;GA;;;NU)(D;;GA;;;BU)(A;;RP;;;WD)\", " TOKEN,
		"{\"granted\": \"0x00000010\", \"possible\": null}",
		"the token is exact: nothing comes in unlisted" },
	{ "\"sddl\": \"D:(A;;GA;;;DA)\", \"domain_sid\": \"S-1-5-21-1111-2222-3333\","
	  " \"token\": [\"S-1-5-21-1111-2222-3333-512\"]",
		"{\"granted\": \"0x000f01ff\"}", "an alias of a domain" },
	{ "\"sddl\": \"D:(XA;;GA;;;WD" IF "\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"possible\": \"0x000f01ff\", \"decided_by\": []}",
		"an allow under a condition" },
	{ "\"sddl\": \"D:(XD;;RP;;;WD" IF "(A;;RPWP;;;WD)\", " TOKEN,
		"{\"granted\": \"0x00000020\", \"possible\": \"0x00000030\", \"decided_by\": ["
		"{\"ace\": 0, \"type\": \"callback-deny\", \"flags\": [],"
		" \"trustee\": \"S-1-1-0\", \"mask\": \"0x00000010\", \"effect\": \"0x00000010\"},"
		"{\"ace\": 1, \"type\": \"allow\", \"flags\": [], \"trustee\": \"S-1-1-0\","
		" \"mask\": \"0x00000030\", \"effect\": \"0x00000020\"}]}",
		"a deny under a condition" },
	{ "\"sddl\": \"D:(OA;OICINPID;GA;;;WD)\", " TOKEN,
		"{\"decided_by\": [{\"ace\": 0, \"type\": \"object-allow\", \"flags\": ["
		"\"object-inherit\", \"container-inherit\", \"no-propagate\", \"inherited\"],"
		" \"trustee\": \"S-1-1-0\", \"mask\": \"0x10000000\","
		" \"effect\": \"0x000f01ff\"}]}",
		"flags by name" },
	{ "\"sddl\": \"D:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;WD)\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"decided_by\": [], \"rights\": {"
		" \"reset-password\": true, \"write-spn\": false,"
		" \"write-dns-host-name\": false, \"write-account-restrictions\": false},"
		" \"rights_decided_by\": {\"reset-password\": 0, \"write-spn\": null,"
		" \"write-dns-host-name\": null, \"write-account-restrictions\": null}}",
		"a right by itself" },
	{ "\"sddl\": \"D:(OA;;CRSW;bf967a86-0de6-11d0-a285-00aa003049e2;;WD)"
	  "(OA;;SW;f3a64788-5306-11d1-a9c5-0000f80367c1;;WD)\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"possible\": null, \"rights\": {"
		" \"reset-password\": false, \"write-spn\": true,"
		" \"write-dns-host-name\": false, \"write-account-restrictions\": false},"
		" \"rights_possible\": {\"reset-password\": true, \"write-spn\": true,"
		" \"write-dns-host-name\": true, \"write-account-restrictions\": false},"
		" \"level\": \"insufficient\", \"level_possible\": \"functional-minimum\"}",
		"rights of the class: in doubt" },
	{ "\"sddl\": \"D:(XA;;CC;;;WD" IF "(A;;CRSW;;;WD)\", " TOKEN,
		"{\"possible\": \"0x00000109\", \"rights_possible\": null,"
		" \"level\": \"functional-minimum\", \"level_possible\": null}",
		"no right by itself and no level is in doubt" },
	{ "\"sddl\": \"D:(XA;;GA;;;WD" IF "(A;;CRSWWP;;;WD)\", " TOKEN,
		"{\"rights_possible\": null, \"level\": \"functional-minimum\","
		" \"level_possible\": \"full-control\"}",
		"the level alone is in doubt" },
	{ "\"sddl\": \"D:(XA;;GA;;;WD" IF "\", \"kind\": \"file\", " TOKEN,
		"{\"rights_possible\": null, \"level_possible\": \"full-control\"}",
		"of a file there are no single rights" },
	{ "\"sddl\": \"D:( D;;RP;;;WD)(A;;RPWP;;;WD)\", " TOKEN, "{\"granted\": \"0x00000020\"}",
		"a space before the type" },
	{ "\"sddl\": \"D:(A;;RP;;;S-1-21474836480-1)\", \"token\": [\"S-1-0x500000000-1\"]",
		"{\"granted\": \"0x00000010\", \"decided_by\": [{\"ace\": 0,"
		" \"type\": \"allow\", \"flags\": [], \"trustee\": \"S-1-0x500000000-1\","
		" \"mask\": \"0x00000010\", \"effect\": \"0x00000010\"}]}",
		"a large authority, in decimal in the descriptor" },
	{ "\"sddl\": \"D:(A;;RP;;;S-1-0x500000000-1)\", \"token\": [\"S-1-21474836480-1\"]",
		"{\"granted\": \"0x00000010\"}", "and in decimal in the token" },
	/* An ACE of type 4, 16 bytes, before (A;;0xf01ff;;;WD) */
	{ "\"sd\": \"AQAEgAAAAAAAAAAAAAAAABQAAAAEACwAAgAAAAQAEAAAAAAAAAAAAAAAAAAAABQA/wEPAAEBAAAA"
	  "AAABAAAAAA==\", " TOKEN,
		"{\"granted\": \"0x00000000\", \"possible\": \"0x0fffffff\", \"decided_by\": ["
		"{\"ace\": 0, \"type\": \"unknown\", \"flags\": [],"
		" \"effect\": \"0x0fffffff\"}]}",
		"one of unknown type may deny every right, and has no trustee" },
};

START_TEST(answers)
{
	const char *question = arena_format(arena, "{%s}", rows[_i].question);
	json_t *answer = ask(arena, question, ACL_ANSWER);
	answer_holds(answer, rows[_i].holds, rows[_i].because);
	json_decref(answer);
}
END_TEST

static const char *const ids[] = {
	"1",
	"0",
	"-1",
	"123456789012345",
	"1234567890123456",
	"9223372036854775807",
	"-9223372036854775808",
	"1.5",
	"-2.5e-7",
	"1e3",
	"0.1",
	"1.7976931348623157e308",
	"true",
	"false",
	"null",
	"\"\"",
	"\"text\"",
	"\"a b/c\"",
	"\"say \\\"x\\\"\"",
	"\"back\\\\slash\"",
	"\"line\\nbreak\"",
	"\"\\u001b[2J\"",
	"\"\\u0001\"",
	"\"\\u00e9\"",
	"\"\xc3\xa9\"",
	"\"\\ud83d\\ude00\"",
	"\"\x7f\"",
	"\"\\u2028\"",
	"[]",
	"{}",
	"[1, [2, {\"a\": [null, true, \"x\"]}]]",
	"{\"id\": {\"id\": 1}, \"a\": \"\\\"\"}",
};

/* In answers and in errors. */
START_TEST(ids_come_back)
{
	static const char *const parts[] = { "\"sddl\": \"D:\", \"token\": []", "\"sddl\": \"x\"" };
	json_t *expected = json_of(ids[_i]);
	for (size_t i = 0; i < COUNT(parts); i++) {
		const char *question = arena_format(arena, "{\"id\": %s, %s}", ids[_i], parts[i]);
		json_t *answer = ask(arena, question, ACL_ANSWER);
		ck_assert_msg(
			json_equal(json_object_get(answer, "id"), expected) == 1, "%s", question);
		json_decref(answer);
	}
	json_decref(expected);
}
END_TEST

START_TEST(an_id_may_be_large)
{
	enum { LONG = 1 << 20, DEPTH = 1000 };
	char *text = arena_alloc(arena, LONG + 1), *deep = arena_alloc(arena, 2 * DEPTH + 1);
	memset(text, 'x', LONG);
	memset(deep, '[', DEPTH);
	memset(deep + DEPTH, ']', DEPTH);
	const char *const each[] = { arena_format(arena, "\"%s\"", text), deep };
	for (size_t i = 0; i < COUNT(each); i++) {
		const char *question = arena_format(
			arena, "{\"id\": %s, \"sddl\": \"D:\", \"token\": []}", each[i]);
		json_t *answer = ask(arena, question, ACL_ANSWER), *expected = json_of(each[i]);
		ck_assert(json_equal(json_object_get(answer, "id"), expected) == 1);
		json_decref(expected);
		json_decref(answer);
	}
}
END_TEST

/* "Every bit that a request for it alone would be granted", asked for one by one. */
static uint32_t granted_singly(
	const struct descriptor *descriptor, const struct requester *requester)
{
	struct access_evaluation evaluation;
	uint32_t granted = 0;
	access_evaluation_open(arena, descriptor, requester, &evaluation);
	for (size_t i = 0; i < 28; i++) {
		const struct question question = { .mask = (uint32_t)1 << i };
		struct access access;
		access_evaluation_ask(&evaluation, &question, &access);
		granted |= access_allows(&access, question.mask) ? question.mask : 0;
	}
	return granted;
}

START_TEST(granted_is_every_bit)
{
	static const enum object_kind kinds[] = { OBJECT_DIRECTORY, OBJECT_FILE };
	const char *names[FIXTURE_MAX_FILES];
	const size_t count = fixture_names(arena, GOOD_FOLDER, names);
	struct sid token[2];
	ck_assert(sid_parse(CNO, &token[0]) && sid_parse("S-1-1-0", &token[1]));
	for (size_t i = 0; i < 2 * count; i++) {
		const struct bytes whole = fixture_load(arena, GOOD_FOLDER, names[i / 2]);
		const struct requester requester = { .token = { token, 2, TOKEN_EXACT },
			.kind = kinds[i % 2] };
		struct descriptor read;
		struct error error = { 0 };
		ck_assert(descriptor_read(whole, arena, &read, &error));
		const char *question = arena_format(arena,
			"{\"sd\": \"%s\", \"kind\": \"%s\", \"token\": [\"" CNO "\", \"S-1-1-0\"]}",
			base64_write(arena, whole), i % 2 == 0 ? "directory" : "file");
		json_t *answer = ask(arena, question, ACL_ANSWER);
		answer_holds(answer,
			arena_format(arena, "{\"granted\": \"0x%08x\"}",
				granted_singly(&read, &requester)),
			names[i / 2]);
		json_decref(answer);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("acl");
	TCase *tcase = tcase_create("acl");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, whole_answers, 0, COUNT(whole_rows));
	tcase_add_loop_test(tcase, answers, 0, COUNT(rows));
	tcase_add_loop_test(tcase, ids_come_back, 0, COUNT(ids));
	tcase_add_test(tcase, an_id_may_be_large);
	tcase_add_test(tcase, granted_is_every_bit);
	suite_add_tcase(suite, tcase);
	return suite;
}
