/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invalid evidence is refused, with the place of the error. Invalid parts are not skipped. */
#include "tests/test.h"

#include "model/evidence.h"
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

/* clang-format off */
static const char good[] =
	"{\n"
	"  \"schema_version\": \"1.0\",\n"
	"  \"run\": {\n"
	"    \"id\": \"1\", \"version\": \"1.0.0\",\n"
	"    \"host\": \"h\", \"started\": \"2026-11-21T01:35:27Z\",\n" /* 5 */
	"    \"ended\": \"2026-11-21T01:35:29Z\", \"plan_sha256\": \"p\"\n"
	"  },\n"
	"  \"directory\": {\n"
	"    \"gap\": { \"cause\": \"timeout\", \"text\": \"t0\" },\n"
	"    \"visits\": [\n" /* 10 */
	"      {\n"
	"        \"server\": \"dc1\", \"found_by\": \"plan\",\n"
	"        \"gap\": { \"cause\": \"denied\", \"text\": \"t1\" },\n"
	"        \"asked\": [ \"EXCMS01\" ],\n"
	"        \"root\": { \"dn\": \"\", \"attributes\": {} },\n" /* 15 */
	"        \"entries\": [\n"
	"          {\n"
	"            \"dn\": \"CN=X\",\n"
	"            \"attributes\": {\n"
	"              \"cn\": [ \"X\" ],\n" /* 20 */
	"              \"objectSid\": [ { \"base64\": \"AQEAAAAAAAUSAAAA\" } ],\n"
	"              \"tokenGroups\": { \"cause\": \"absent\", \"text\": \"t2\" }\n"
	"            }\n"
	"          }\n"
	"        ], \"names_gap\": { \"cause\": \"unreachable\", \"text\": \"t4\" },"
	" \"directory_service\": { \"dn\": \"CN=S\", \"attributes\": {} },"
	" \"sids_asked\": [ \"S-1-5-32\" ],"
	" \"principals\": [ { \"dn\": \"CN=P\", \"attributes\": {} } ]\n" /* 25 */
	"      }\n"
	"    ]\n"
	"  },\n"
	"  \"dns\": {\n"
	"    \"visits\": [\n" /* 30 */
	"      {\n"
	"        \"server\": \"ns1\", \"address\": \"192.0.2.53:53\", \"found_by\": \"NS\",\n"
	"        \"answers\": [\n"
	"          {\n"
	"            \"name\": \"r\", \"type\": \"AAAA\", \"rcode\": 0,\n" /* 35 */
	"            \"authoritative\": true,\n"
	"            \"truncated\": false,\n"
	"            \"recursion_available\": false,\n"
	"            \"records\": [\n"
	"              { \"name\": \"r\", \"type\": \"AAAA\", \"ttl\": 300, \"data\": \"::1\" }\n" /* 40 */
	"            ]\n"
	"          }\n"
	"        ]\n"
	"      }\n"
	"    ]\n" /* 45 */
	"  },\n"
	"  \"shares\": {\n"
	"    \"visits\": [\n"
	"      {\n"
	"        \"name\": \"cms\",\n" /* 50 */
	"        \"protocol\": \"SMB 2 or later\",\n"
	"        \"list_gap\": { \"cause\": \"crashed\", \"text\": \"t3\" },\n"
	"        \"listed\": [ \"OAB\" ],\n"
	"        \"openings\": [\n"
	"          { \"share\": \"ExchangeOAB\", \"status\": \"opened\" }\n" /* 55 */
	"        ]\n"
	"      }\n"
	"    ]\n"
	"  }\n"
	"}\n" /* 60 */;
/* clang-format on */

/* What is replaced in it, and where the error must then point. */
static const struct {
	const char *find, *replacement;
	unsigned line;
	const char *pointer, *because;
} rows[] = {
	{ "  \"schema_version\": \"1.0\",\n", "", 1, "", "no version" },
	{ "\"1.0\",\n  \"run\"", "\"2.0\",\n  \"run\"", 2, "/schema_version", "another major" },
	{ "\"run\": {", "\"runs\": {", 3, "/runs", "unknown key at the top" },
	{ "\"id\": \"1\", ", "", 3, "/run", "no id" },
	{ "\"id\": \"1\"", "\"id\": 1", 4, "/run/id", "a number" },
	{ "\"plan_sha256\": \"p\"", "\"plan_sha256\": null", 6, "/run/plan_sha256", "null" },
	{ "\"host\": \"h\"", "\"hosts\": \"h\"", 5, "/run/hosts", "unknown key of run" },
	{ "\"timeout\"", "\"none\"", 9, "/directory/gap/cause", "a gap without a cause" },
	{ "\"timeout\"", "\"late\"", 9, "/directory/gap/cause", "a cause that is none" },
	{ "\"timeout\"", "\"Timeout\"", 9, "/directory/gap/cause", "letters have a case" },
	{ "\"timeout\"", "3", 9, "/directory/gap/cause", "a number" },
	{ "\"cause\": \"timeout\", ", "", 9, "/directory/gap", "no cause" },
	{ ", \"text\": \"t0\"", "", 9, "/directory/gap", "no text" },
	{ "\"t0\"", "null", 9, "/directory/gap/text", "a text that is null" },
	{ "\"text\": \"t0\"", "\"text\": \"t0\", \"at\": 1", 9, "/directory/gap/at",
		"unknown key of a gap" },
	{ "{ \"cause\": \"timeout\", \"text\": \"t0\" }", "null", 9, "/directory/gap",
		"null is no gap" },
	{ "{ \"cause\": \"timeout\", \"text\": \"t0\" }", "[]", 9, "/directory/gap", "an array" },
	{ "\"found_by\": \"plan\",\n        \"gap\": {",
		"\"found_by\": \"plan\",\n        \"gaps\": {", 13, "/directory/visits/0/gaps",
		"a gap misspelt is not lost" },
	{ "\"server\": \"dc1\", ", "", 11, "/directory/visits/0", "no server" },
	{ "\"asked\": [ \"EXCMS01\" ],", "", 11, "/directory/visits/0", "without what was asked" },
	{ "\"EXCMS01\"", "{}", 14, "/directory/visits/0/asked/0", "an object" },
	{ "[ \"EXCMS01\" ]", "\"EXCMS01\"", 14, "/directory/visits/0/asked", "a string" },
	{ "\"root\": { \"dn\": \"\", \"attributes\": {} }", "\"root\": {}", 15,
		"/directory/visits/0/root", "no DN" },
	{ "\"\", \"attributes\": {} }", "\"\", \"attributes\": [] }", 15,
		"/directory/visits/0/root/attributes", "an array" },
	{ "\"dn\": \"CN=X\"", "\"dn\": true", 18, "/directory/visits/0/entries/0/dn", "true" },
	{ "\"cn\": [ \"X\" ]", "\"cn\": \"X\"", 20, "/directory/visits/0/entries/0/attributes/cn",
		"a value without its array" },
	{ "\"X\" ]", "\"X\", 7 ]", 20, "/directory/visits/0/entries/0/attributes/cn/1",
		"a number" },
	{ "\"cn\": [ \"X\" ]", "\"cn\": null", 20, "/directory/visits/0/entries/0/attributes/cn",
		"null" },
	{ "\"AQEAAAAAAAUSAAAA\"", "\"AQEAAAAAAAUSAAA\"", 21,
		"/directory/visits/0/entries/0/attributes/objectSid/0/base64", "cut" },
	{ "\"tokenGroups\"", "\"cn\"", 22, "/directory/visits/0/entries/0/attributes/cn",
		"an attribute twice" },
	{ "\"absent\"", "\"unknown\"", 22,
		"/directory/visits/0/entries/0/attributes/tokenGroups/cause",
		"a cause that is none" },
	{ "{ \"cause\": \"absent\", \"text\": \"t2\" }", "{ \"base64\": \"AA==\" }", 22,
		"/directory/visits/0/entries/0/attributes/tokenGroups/base64",
		"a value without its array" },
	{ "\"unreachable\"", "\"\"", 25, "/directory/visits/0/names_gap/cause", "no cause" },
	{ "\"names_gap\"", "\"name_gap\"", 25, "/directory/visits/0/name_gap",
		"a gap misspelt is not lost" },
	{ "\"dn\": \"CN=S\", ", "", 25, "/directory/visits/0/directory_service", "no DN" },
	{ "{ \"dn\": \"CN=S\", \"attributes\": {} }", "null", 25,
		"/directory/visits/0/directory_service", "left out, not null" },
	{ "\"S-1-5-32\"", "32", 25, "/directory/visits/0/sids_asked/0", "a number" },
	{ "[ \"S-1-5-32\" ]", "{}", 25, "/directory/visits/0/sids_asked", "an object" },
	{ "\"CN=P\"", "\"\\u0000\"", 25, "/directory/visits/0/principals/0/dn",
		"a zero in a text" },
	{ "\"principals\": [", "\"principals\": [ null,", 25, "/directory/visits/0/principals/0",
		"null" },
	{ "\"dns\": {", "\"dns\": { \"gap\": {},", 29, "/dns/gap", "an empty gap" },
	{ "\"address\": \"192.0.2.53:53\"", "\"address\": 53", 32, "/dns/visits/0/address",
		"a number" },
	{ "\"rcode\": 0", "\"rcode\": -1", 35, "/dns/visits/0/answers/0/rcode", "below zero" },
	{ "\"rcode\": 0", "\"rcode\": 0.0", 35, "/dns/visits/0/answers/0/rcode", "a fraction" },
	{ ", \"rcode\": 0", "", 34, "/dns/visits/0/answers/0", "no code" },
	{ "\"authoritative\": true", "\"authoritative\": 1", 36,
		"/dns/visits/0/answers/0/authoritative", "a number is no truth" },
	{ "\"authoritative\": true", "\"authoritative\": \"true\"", 36,
		"/dns/visits/0/answers/0/authoritative", "nor is a string" },
	{ "            \"authoritative\": true,\n", "", 34, "/dns/visits/0/answers/0",
		"authority is missing" },
	{ "            \"truncated\": false,\n", "", 34, "/dns/visits/0/answers/0",
		"truncation is missing" },
	{ "\"ttl\": 300", "\"ttl\": 4294967296", 40, "/dns/visits/0/answers/0/records/0/ttl",
		"33 bits" },
	{ "\"ttl\": 300", "\"ttl\": -300", 40, "/dns/visits/0/answers/0/records/0/ttl",
		"below zero" },
	{ "\"ttl\": 300", "\"ttl\": 3E2", 40, "/dns/visits/0/answers/0/records/0/ttl",
		"an exponent" },
	{ "\"ttl\": 300, ", "", 40, "/dns/visits/0/answers/0/records/0", "no TTL" },
	{ "\"data\": \"::1\"", "\"data\": \"::1\\u0000\"", 40,
		"/dns/visits/0/answers/0/records/0/data", "a zero in a text" },
	{ "\"name\": \"cms\",", "\"name\": null,", 50, "/shares/visits/0/name", "null" },
	{ "\"protocol\": \"SMB 2 or later\"", "\"protocol\": null", 51, "/shares/visits/0/protocol",
		"optional, not null" },
	{ "\"listed\": [ \"OAB\" ],", "", 49, "/shares/visits/0", "no list, and no word of it" },
	{ "\"OAB\"", "[\"OAB\"]", 53, "/shares/visits/0/listed/0", "an array" },
	{ "\"status\": \"opened\"", "\"status\": true", 55, "/shares/visits/0/openings/0/status",
		"true" },
	{ "\"share\": \"ExchangeOAB\", ", "", 55, "/shares/visits/0/openings/0", "no share" },
	{ "\"status\": \"opened\"", "\"stat\": \"opened\"", 55, "/shares/visits/0/openings/0/stat",
		"unknown key of an opening" },
	{ "\"shares\": {", "\"shares\": { \"gap\": { \"cause\": \"absent\", \"text\": \"\" },", 47,
		"/shares/gap", "shares as a whole have no gap" },
};

static bool reads(
	struct arena *in, struct bytes text, struct evidence *evidence, struct error *error)
{
	return evidence_read(in, "drill/ev.json", text, evidence, error);
}

START_TEST(faults)
{
	struct evidence evidence;
	struct error error = { 0 };
	const char *text = text_with(arena, good, rows[_i].find, rows[_i].replacement);
	ck_assert_msg(
		!reads(arena, exact_text(arena, text), &evidence, &error), "%s", rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "drill/ev.json", rows[_i].line, rows[_i].pointer, rows[_i].because);
}
END_TEST

START_TEST(without_a_fault_it_is_read)
{
	struct evidence evidence;
	struct error error = { 0 };
	ck_assert_msg(reads(arena, exact_text(arena, good), &evidence, &error), "%s", error.text);
	ck_assert_str_eq(evidence.run.plan_sha256, "p");
	ck_assert_int_eq(evidence.directory.gap.cause, ERROR_TIMEOUT);
	ck_assert_int_eq(evidence.directory.visit[0].gap.cause, ERROR_DENIED);
	ck_assert_int_eq(evidence.directory.visit[0].entry[0].attribute[2].gap.cause, ERROR_ABSENT);
	ck_assert_int_eq(evidence.dns.visit[0].answer[0].record[0].ttl, 300);
	ck_assert_int_eq(evidence.shares.visit[0].list_gap.cause, ERROR_CRASHED);
	ck_assert(!gap_is(&evidence.dns.gap));
	ck_assert_str_eq(evidence.directory.visit[0].directory_service->dn, "CN=S");
}
END_TEST

/* Evidence from before there were principals: it has none, and is written again unchanged. */
START_TEST(older_evidence_is_read)
{
	struct evidence evidence, back;
	struct error error = { 0 };
	const char *text = text_with(arena, good,
		", \"names_gap\": { \"cause\": \"unreachable\", \"text\": \"t4\" },"
		" \"directory_service\": { \"dn\": \"CN=S\", \"attributes\": {} },"
		" \"sids_asked\": [ \"S-1-5-32\" ],"
		" \"principals\": [ { \"dn\": \"CN=P\", \"attributes\": {} } ]",
		"");
	ck_assert_msg(reads(arena, exact_text(arena, text), &evidence, &error), "%s", error.text);
	ck_assert(reads(arena, evidence_write(arena, &evidence), &back, &error));
	const struct directory_visit *visit = &back.directory.visit[0];
	ck_assert_ptr_null(visit->directory_service);
	ck_assert(!gap_is(&visit->names_gap));
	ck_assert_uint_eq(visit->sids_asked_count, 0);
	ck_assert_uint_eq(visit->principal_count, 0);
}
END_TEST

/* Optional texts may be missing, and so may every gap. */
START_TEST(what_may_be_missing)
{
	static const char *const optional[] = { "\"address\": \"192.0.2.53:53\", ",
		"        \"protocol\": \"SMB 2 or later\",\n", ", \"status\": \"opened\"",
		"    \"gap\": { \"cause\": \"timeout\", \"text\": \"t0\" },\n",
		" \"names_gap\": { \"cause\": \"unreachable\", \"text\": \"t4\" },",
		" \"directory_service\": { \"dn\": \"CN=S\", \"attributes\": {} },",
		" \"sids_asked\": [ \"S-1-5-32\" ],",
		", \"directory_service\": { \"dn\": \"CN=S\", \"attributes\": {} },"
		" \"sids_asked\": [ \"S-1-5-32\" ],"
		" \"principals\": [ { \"dn\": \"CN=P\", \"attributes\": {} } ]" };
	for (size_t i = 0; i < COUNT(optional); i++) {
		struct evidence evidence;
		struct error error = { 0 };
		const char *text = text_with(arena, good, optional[i], "");
		ck_assert_msg(
			reads(arena, exact_text(arena, text), &evidence, &error), "%s", error.text);
	}
}
END_TEST

START_TEST(every_cut_is_refused)
{
	for (size_t cut = 0; cut < sizeof good - 2; cut++) { /* a new line ends it */
		struct arena *own = arena_new();
		struct evidence evidence;
		struct error error = { 0 };
		ck_assert_msg(!reads(own, exact_bytes(own, good, cut), &evidence, &error),
			"cut at %zu", cut);
		ck_assert_int_eq(error.kind, ERROR_MALFORMED);
		arena_free(own);
	}
}
END_TEST

static size_t gap_count(const struct evidence *evidence)
{
	return (size_t)gap_is(&evidence->directory.gap) +
	       (size_t)gap_is(&evidence->directory.visit[0].gap) +
	       (size_t)gap_is(&evidence->directory.visit[0].names_gap) +
	       (size_t)gap_is(&evidence->shares.visit[0].list_gap);
}

/* If it is accepted, no gap is lost, and what is written can be read. */
START_TEST(flipped_bits_lose_no_gap)
{
	const size_t length = sizeof good - 1;
	size_t accepted = 0;
	for (size_t bit = 0; bit < length * 8; bit++) {
		struct arena *own = arena_new();
		struct evidence evidence, back;
		struct error error = { 0 };
		uint8_t *text = arena_copy(own, good, length);
		text[bit / 8] ^= (uint8_t)(1U << bit % 8);
		bool ok = reads(own, bytes_of(text, length), &evidence, &error);
		ck_assert_msg(ok == (error.kind == ERROR_NONE), "bit %zu", bit);
		ck_assert_msg(ok || error.kind == ERROR_MALFORMED, "bit %zu", bit);
		if (ok) {
			accepted++;
			ck_assert_msg(gap_count(&evidence) == 4, "bit %zu", bit);
			struct bytes written = evidence_write(own, &evidence);
			ck_assert_msg(reads(own, written, &back, &error), "%s", error.text);
			ck_assert_msg(bytes_equal(evidence_write(own, &back), written), "%zu", bit);
		}
		arena_free(own);
	}
	ck_assert_uint_gt(accepted, 100);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("evidence_faults");
	TCase *tcase = tcase_create("evidence_faults");
	tcase_set_timeout(tcase, 60); /* bit flips under the sanitizers */
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, faults, 0, COUNT(rows));
	tcase_add_test(tcase, without_a_fault_it_is_read);
	tcase_add_test(tcase, what_may_be_missing);
	tcase_add_test(tcase, older_evidence_is_read);
	tcase_add_test(tcase, every_cut_is_refused);
	tcase_add_test(tcase, flipped_bits_lose_no_gap);
	suite_add_tcase(suite, tcase);
	return suite;
}
