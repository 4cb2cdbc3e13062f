/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence that contradicts itself, or that has what cannot be, is refused, with the place. */
#include "tests/test.h"

#include <string.h>

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
	"{\"schema_version\": \"1.4\",\n"
	"\"run\": {\"id\": \"1\", \"version\": \"1\", \"host\": \"h\", \"plan_sha256\": \"p\",\n"
	"  \"started\": \"2026-11-21T01:35:27Z\", \"ended\": \"2026-11-21T01:35:29Z\"},\n"
	"\"directory\": {\"visits\": [\n"
	"  {\"server\": \"dc1\", \"found_by\": \"plan\", \"asked\": [], \"sids_asked\": [\"S-1-5-32-544\"],\n"
	"   \"root\": {\"dn\": \"\", \"attributes\": {\"currentTime\": [\"20261121013529.0Z\"]}},\n"
	"   \"entries\": [\n"
	"    {\"dn\": \"CN=A,DC=corp\", \"attributes\": {\"cn\": [\"A\"], \"objectSid\": [{\"base64\": \"AQEAAAAAAAUSAAAA\"}],\n"
	"      \"objectGUID\": [{\"base64\": \"AAAAAAAAAAAAAAAAAAAAAA==\"}], \"userAccountControl\": [\"-2\"],\n"
	"      \"pwdLastSet\": [\"133456789012345678\"], \"tokenGroups\": [{\"base64\": \"AQEAAAAAAAUSAAAA\"}],\n"
	"      \"nTSecurityDescriptor\": [{\"base64\": \"AA==\"}], \"whenChanged\": [\"20261121013529.0Z\"]}},\n"
	"    {\"dn\": \"CN=B\\\\, C,DC=corp\", \"attributes\": {}}],\n"
	"   \"principals\": [{\"dn\": \"CN=A,DC=corp\", \"attributes\": {}}, {\"dn\": \"CN=Q,DC=corp\", \"attributes\": {}}],\n"
	"   \"parts\": [{\"kind\": \"sites\", \"entries\": [{\"dn\": \"CN=S\", \"attributes\": {\"options\": [\"1\"]}}, {\"dn\": \"CN=T\", \"attributes\": {}}]},\n"
	"    {\"kind\": \"domain\", \"entries\": [{\"dn\": \"CN=S\", \"attributes\": {}}]}],\n"
	"   \"tickets\": [{\"name\": \"HOST/a\", \"encryption\": 18}, {\"name\": \"HOST/b\", \"encryption\": 23}]},\n"
	"  {\"server\": \"dc2\", \"found_by\": \"plan\", \"asked\": [], \"root\": {\"dn\": \"\", \"attributes\": {}}, \"entries\": []}]},\n"
	"\"dns\": {\"visits\": [\n"
	"  {\"server\": \"ns1\", \"found_by\": \"NS record of x\", \"address\": \"192.0.2.53:53\", \"transport\": \"TCP\", \"answers\": [\n"
	"    {\"name\": \"a.x\", \"type\": \"A\", \"rcode\": 0, \"authoritative\": true, \"truncated\": false, \"recursion_available\": false,\n"
	"     \"records\": [{\"name\": \"a.x\", \"type\": \"CNAME\", \"ttl\": 1, \"data\": \"b.x\"},\n"
	"      {\"name\": \"b.x\", \"type\": \"A\", \"ttl\": 1, \"data\": \"192.0.2.1\"}]},\n"
	"    {\"name\": \"a.x\", \"type\": \"AAAA\", \"rcode\": 0, \"authoritative\": true, \"truncated\": false, \"recursion_available\": false,\n"
	"     \"records\": []}],\n"
	"   \"probes\": [\n"
	"    {\"name\": \"r.x\", \"type\": \"A\", \"rcode\": 3, \"authoritative\": true, \"truncated\": false, \"recursion_available\": false, \"records\": []},\n"
	"    {\"name\": \"r.x\", \"type\": \"AAAA\", \"rcode\": 3, \"authoritative\": true, \"truncated\": false, \"recursion_available\": false, \"records\": []}]},\n"
	"  {\"server\": \"ns1\", \"found_by\": \"NS record of y\", \"address\": \"[2001:db8::53]:53\", \"answers\": []},\n"
	"  {\"server\": \"ns2\", \"found_by\": \"Sites container\", \"address\": \"[fe80::1%eth0]:53\", \"answers\": []}]},\n"
	"\"shares\": {\"visits\": [\n"
	"  {\"name\": \"cms\", \"listed\": [\"OAB\", \"OAB\"], \"openings\": [\n"
	"    {\"share\": \"OAB\", \"folders\": [{\"name\": \"f1\", \"size\": 1, \"modified\": \"2026-11-21T01:35:27Z\"}, {\"name\": \"f2\", \"size\": 1}],\n"
	"     \"permissions\": [{\"path\": [\"f1\", \"f2\"]}, {\"path\": [\"f3\"]}]},\n"
	"    {\"share\": \"OTHER\"}]},\n"
	"  {\"name\": \"node\", \"listed\": [], \"openings\": []}],\n"
	" \"by_name\": [{\"name\": \"cms\", \"listed\": [], \"openings\": []}, {\"name\": \"one\", \"listed\": [], \"openings\": []}]}}\n";
/* clang-format on */

/* What is replaced in it, and where the error must then point; NULL: it is read. */
static const struct {
	const char *find, *replacement, *pointer, *because;
} rows[] = {
	/* Two of one kind. */
	{ "\"server\": \"dc2\"", "\"server\": \"DC1\"", "/directory/visits/1", "two visits" },
	{ "CN=B\\\\, C,DC=corp", "CN=A,DC=corp", "/directory/visits/0/entries/1", "two entries" },
	{ "CN=B\\\\, C,DC=corp", "cn=a, dc=CORP", "/directory/visits/0/entries/1",
		"the same in other letters and with a space" },
	{ "CN=B\\\\, C,DC=corp", "CN=\\\\41,DC=corp", "/directory/visits/0/entries/1", "escaped" },
	{ "CN=B\\\\, C,DC=corp", "CN=A ,DC=corp", "/directory/visits/0/entries/1",
		"a space at the end of a value" },
	{ "CN=B\\\\, C,DC=corp", "CN=A\\\\20,DC=corp", NULL, "one that counts" },
	{ "CN=Q", "CN=A", "/directory/visits/0/principals/1", "two principals" },
	{ "CN=T", "CN=S", "/directory/visits/0/parts/0/entries/1", "two entries of a part" },
	{ "\"domain\"", "\"sites\"", "/directory/visits/0/parts/1", "two parts" },
	{ "HOST/b", "host/A", "/directory/visits/0/tickets/1", "two tickets" },
	{ "\"cn\": [\"A\"]", "\"cn\": [\"A\"], \"CN\": [\"B\"]", "/directory/visits/0/entries/0",
		"two attributes" },
	{ "\"cn\": [\"A\"]", "\"memberOf\": [\"B\"], \"memberOf;range=0-1\": [\"C\"]",
		"/directory/visits/0/entries/0", "an attribute and a range of it" },
	{ "{\"currentTime\": [\"20261121013529.0Z\"]}", "{\"cn\": [], \"CN\": []}",
		"/directory/visits/0/root", "two attributes of the rootDSE" },
	{ "\"found_by\": \"NS record of y\"", "\"found_by\": \"NS record of x\"", "/dns/visits/1",
		"two visits for one zone" },
	{ "\"server\": \"ns2\"", "\"server\": \"ns1\"", NULL,
		"the server of a zone is asked as a domain controller, too" },
	{ "\"type\": \"AAAA\", \"rcode\": 0", "\"type\": \"A\", \"rcode\": 0",
		"/dns/visits/0/answers/1", "two answers" },
	{ "\"name\": \"a.x\", \"type\": \"AAAA\", \"rcode\": 0",
		"\"name\": \"A.X\", \"type\": \"A\", \"rcode\": 0", "/dns/visits/0/answers/1",
		"two answers in other letters" },
	{ "\"type\": \"AAAA\", \"rcode\": 3", "\"type\": \"A\", \"rcode\": 3",
		"/dns/visits/0/probes/1", "two probes" },
	{ "\"name\": \"node\"", "\"name\": \"CMS\"", "/shares/visits/1", "two visits" },
	{ "\"name\": \"one\"", "\"name\": \"cms\"", "/shares/by_name/1", "two visits by name" },
	{ "\"OTHER\"", "\"oab\"", "/shares/visits/0/openings/1", "two openings" },
	{ "\"name\": \"f2\"", "\"name\": \"F1\"", "/shares/visits/0/openings/0/folders/1",
		"two folders" },
	{ "[\"f3\"]", "[\"F2\"]", "/shares/visits/0/openings/0", "two permissions" },
	{ "", "", NULL, "nothing was replaced" },

	{ "\"directory\":",
		"\"resolver\": {\"server\": \"\", \"found_by\": \"\", \"answers\": "
		"[{\"name\": \"x\", \"type\": \"NS\", \"rcode\": 0, \"authoritative\": "
		"false, \"truncated\": false, \"recursion_available\": true, \"records\": "
		"[{\"name\": \"y\", \"type\": \"NS\", \"ttl\": 1, \"data\": \"a\"}]}]},"
		"\"directory\":",
		"/resolver/answers/0", "name servers of another zone" },

	/* What cannot be: times, SIDs, addresses. */
	{ "\"2026-11-21T01:35:27Z\", \"ended\"", "\"yesterday\", \"ended\"", "/run/started",
		"no time" },
	{ "\"2026-11-21T01:35:29Z\"", "\"2026-11-21\"", "/run/ended", "a day" },
	{ "\"modified\": \"2026-11-21T01:35:27Z\"", "\"modified\": \"\"",
		"/shares/visits/0/openings/0/folders/0/modified", "no time" },
	{ "[\"S-1-5-32-544\"]", "[\"S-1-5-32-544\", \"S-1-x\"]", "/directory/visits/0/sids_asked/1",
		"no SID" },
	{ "\"192.0.2.53:53\"", "\"192.0.2.53\"", "/dns/visits/0/address", "no port" },
	{ "\"192.0.2.53:53\"", "\"192.0.2.530:53\"", "/dns/visits/0/address", "no address" },
	{ "\"192.0.2.53:53\"", "\"192.0.2.53:65536\"", "/dns/visits/0/address",
		"no port of 16 bits" },
	{ "\"192.0.2.53:53\"", "\"192.0.2.53:5 3\"", "/dns/visits/0/address", "two numbers" },
	{ "\"[2001:db8::53]:53\"", "\"2001:db8::53:53\"", "/dns/visits/1/address", "no brackets" },
	{ "\"TCP\"", "\"UDP\"", "/dns/visits/0/transport", "UDP is not said" },
	{ "\"type\": \"AAAA\", \"rcode\": 3", "\"type\": \"AAAA\", \"rcode\": 4096",
		"/dns/visits/0/probes/1", "a code of 13 bits" },
	{ "\"type\": \"AAAA\", \"rcode\": 3", "\"type\": \"AAAA\", \"rcode\": 4095", NULL,
		"one of 12" },

	/* Entries. */
	{ "{\"dn\": \"\", \"attributes\": {\"cu", "{\"dn\": \"DC=corp\", \"attributes\": {\"cu",
		"/directory/visits/0", "a named rootDSE" },
	{ "\"currentTime\": [\"20261121013529.0Z", "\"currentTime\": [\"2026-11-21",
		"/directory/visits/0/root", "no time" },
	{ "\"cn\": [\"A\"]", "\"cn\": [\"A\", \"B\"]", "/directory/visits/0/entries/0",
		"two names" },
	{ "\"cn\": [\"A\"]", "\"CN\": [{\"base64\": \"QQBC\"}]", "/directory/visits/0/entries/0",
		"a zero byte" },
	{ "\"cn\": [\"A\"]", "\"spn\": [\"A\", \"A\"]", NULL, "not known how many it can have" },
	{ "\"objectSid\": [{\"base64\": \"AQEAAAAAAAUSAAAA\"}]",
		"\"objectSid\": [{\"base64\": \"AQEAAAAAAAUSAAAAAA==\"}]",
		"/directory/visits/0/entries/0", "a byte too many" },
	{ "\"objectSid\": [", "\"objectSid\": [{\"base64\": \"AQEAAAAAAAUSAAAA\"}, ",
		"/directory/visits/0/entries/0", "two SIDs" },
	{ "\"tokenGroups\": [", "\"tokenGroups\": [{\"base64\": \"AQEAAAAAAAUSAAAA\"}, ", NULL,
		"several groups" },
	{ "\"tokenGroups\": [", "\"tokenGroups\": [\"S-1-1-0\", ", "/directory/visits/0/entries/0",
		"a SID as text" },
	{ "\"AAAAAAAAAAAAAAAAAAAAAA==\"", "\"AAAA\"", "/directory/visits/0/entries/0", "no GUID" },
	{ "\"-2\"", "\"0x2\"", "/directory/visits/0/entries/0", "no decimal number" },
	{ "\"-2\"", "\"\"", "/directory/visits/0/entries/0", "no digit" },
	{ "\"-2\"", "\"-\"", "/directory/visits/0/entries/0", "only a sign" },
	{ "\"-2\"", "\"12345678901\"", "/directory/visits/0/entries/0", "more than 32 bits" },
	{ "\"133456789012345678\"", "\"never\"", "/directory/visits/0/entries/0", "a word" },
	{ "\"nTSecurityDescriptor\": [", "\"nTSecurityDescriptor\": [{\"base64\": \"AA==\"}, ",
		"/directory/visits/0/entries/0", "two descriptors" },
	{ "\"whenChanged\": [\"20261121013529.0Z\"]", "\"whenChanged\": [\"20261121Z\"]",
		"/directory/visits/0/entries/0", "a day" },
	{ "\"options\": [\"1\"]", "\"options\": [\"one\"]", "/directory/visits/0/parts/0/entries/0",
		"in a part" },
};

START_TEST(rules)
{
	struct evidence evidence;
	struct error error = { 0 };
	const bool changes = strcmp(rows[_i].find, rows[_i].replacement) != 0;
	const char *text =
		changes ? text_with(arena, good, rows[_i].find, rows[_i].replacement) : good;
	const bool ok = evidence_read(arena, "ev", exact_text(arena, text), &evidence, &error);
	ck_assert_msg(ok == (rows[_i].pointer == NULL), "%s: %s", rows[_i].because, error.text);
	if (ok)
		return;
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	const char *pointer = arena_format(arena, ": %s: ", rows[_i].pointer);
	ck_assert_msg(strstr(error.text, pointer) != NULL, "%s: %s", rows[_i].because, error.text);
}
END_TEST

/* What a reader that makes a tree of the text finds is the same. */
START_TEST(rules_of_escaped_keys)
{
	struct evidence evidence;
	struct error error = { 0 };
	const char *text = text_with(arena, good, "\"directory\"", "\"director\\u0079\"");
	ck_assert_msg(evidence_read(arena, "ev", exact_text(arena, text), &evidence, &error), "%s",
		error.text);
	text = text_with(arena, text, "HOST/b", "HOST/a");
	ck_assert(!evidence_read(arena, "ev", exact_text(arena, text), &evidence, &error));
	ck_assert_msg(
		strstr(error.text, ": /directory/visits/0/tickets/1: ") != NULL, "%s", error.text);
}
END_TEST

/* Of many entries, with the last two equal: not compared each with each. */
START_TEST(many_entries_are_compared)
{
	enum { MANY = 100000 };
	struct entry *entry = arena_alloc(arena, MANY * sizeof *entry);
	for (size_t i = 0; i < MANY; i++)
		entry[i] = (struct entry){ .dn = arena_format(arena, "CN=%zu,DC=corp", i) };
	ck_assert_ptr_null(entries_fault(arena, entry, MANY));
	entry[MANY - 1].dn = "cn=99998,dc=corp";
	const char *fault = entries_fault(arena, entry, MANY);
	ck_assert_ptr_nonnull(fault);
	ck_assert_msg(strstr(fault, "CN=99998,DC=CORP") != NULL, "%s", fault);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("evidence_rules");
	TCase *tcase = tcase_create("evidence_rules");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, rules, 0, COUNT(rows));
	tcase_add_test(tcase, rules_of_escaped_keys);
	tcase_add_test(tcase, many_entries_are_compared);
	suite_add_tcase(suite, tcase);
	return suite;
}
