/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of a plan, invalid in every way: refused, with the place of the error. */
#include "tests/test.h"

#include "model/plan.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* What is replaced in the rich plan, and where the error must then point. */
static const struct {
	const char *find, *replacement;
	unsigned line;
	const char *pointer, *because;
} rows[] = {
	{ "\"schema_version\": \"1.0\",", "", 1, "", "no version" },
	{ "\"1.0\"", "\"2.0\"", 2, "/schema_version", "another major" },
	{ "\"1.0\"", "1", 2, "/schema_version", "a number" },
	{ "\"policy\": {", "\"policies\": {}, \"policy\": {", 14, "/policies",
		"unknown key at the top" },
	{ "\"directory\": {\n", "\"directory\": [], \"d\": {\n", 3, "/d",
		"unknown keys are found first" },
	{ "\"dns\": { \"servers\": [ \"192.0.2.53:5353\", \"ns1\" ] }", "\"dns\": []", 12, "/dns",
		"dns is an array" },
	{ "\"shares\": { \"credentials_file\": \"sub/cred\" }", "\"shares\": null", 13, "/shares",
		"shares is null" },
	{ "\"credentials_file\": \"sub/cred\"", "\"credentials_file\": \"\"", 13,
		"/shares/credentials_file", "an empty path" },
	{ "\"sub/cred\"", "7", 13, "/shares/credentials_file", "a path that is a number" },
	{ "\"credentials_file\"", "\"credential_file\"", 13, "/shares/credential_file",
		"unknown key of shares" },
	{ "    \"domain\": \"corp.example.com\",\n", "", 3, "/directory", "no domain" },
	{ "\"corp.example.com\"", "\"corp..com\"", 4, "/directory/domain", "no DNS name" },
	{ "\"corp.example.com\"", "\"\"", 4, "/directory/domain", "an empty domain" },
	{ "\"corp.example.com\"", "null", 4, "/directory/domain", "null" },
	{ "\"corp.example.com\"", "\"corp.example.com.\"", 4, "/directory/domain",
		"a dot at its end" },
	{ "[ \"DC1\", \"dc2.other.example.com\" ]", "[]", 5, "/directory/servers",
		"no server, yet named" },
	{ "[ \"DC1\", \"dc2.other.example.com\" ]", "\"DC1\"", 5, "/directory/servers",
		"one server without an array" },
	{ "\"dc2.other.example.com\"", "\"dc2.other.example.com:636\"", 5, "/directory/servers/1",
		"a port" },
	{ "\"dc2.other.example.com\"", "\"ldaps://dc2\"", 5, "/directory/servers/1", "a URL" },
	{ "\"DC1\"", "true", 5, "/directory/servers/0", "a server that is true" },
	{ "\"ldaps\"", "\"LDAPS\"", 6, "/directory/transport", "letters have a case" },
	{ "\"ldaps\"", "\"ldap\"", 6, "/directory/transport", "another word" },
	{ "\"ldaps\"", "[\"ldaps\"]", 6, "/directory/transport", "an array" },
	{ "\"ldaps\"", "\"sasl\"", 3, "/directory", "a password without TLS" },
	{ "    \"transport\": \"ldaps\",\n", "", 3, "/directory",
		"a password without TLS, by default" },
	{ "\"simple\"", "\"anonymous\"", 8, "/directory/bind", "another word" },
	{ "\"simple\"", "\"kerberos\"", 3, "/directory", "Kerberos with a name and a password" },
	{ "    \"bind_dn\": \"CN=reader\",\n", "", 3, "/directory", "simple without a name" },
	{ "    \"servers\": [ \"DC1\", \"dc2.other.example.com\" ],\n", "", 3, "/directory",
		"simple, to whatever server DNS names" },
	{ "\"CN=reader\"", "{}", 9, "/directory/bind_dn", "a name that is an object" },
	{ "\"bind_dn\": \"CN=reader\",\n    \"password_file\": \"/etc/secret\"",
		"\"bind_dn\": \"CN=reader\"", 3, "/directory", "simple without a password" },
	{ "\"/etc/secret\"", "\"\"", 10, "/directory/password_file", "an empty path" },
	{ "\"password_file\": \"/etc/secret\"", "\"password\": \"hunter2\"", 10,
		"/directory/password", "a plan has no passwords" },
	{ "\"ca.pem\"", "\"\"", 7, "/directory/ca_file", "an empty path" },
	{ "\"192.0.2.53:5353\"", "\"192.0.2.53:0\"", 12, "/dns/servers/0", "port 0" },
	{ "\"ns1\"", "\"\"", 12, "/dns/servers/1", "an empty name" },
	{ "\"ns1\"", "53", 12, "/dns/servers/1", "a number" },
	{ "[ \"192.0.2.53:5353\", \"ns1\" ]", "[]", 12, "/dns/servers", "no server, yet named" },
	{ "[ \"192.0.2.53:5353\", \"ns1\" ]", "{}", 12, "/dns/servers", "an object" },
	{ "\"dns\": { \"servers\"", "\"dns\": { \"server\"", 12, "/dns/server",
		"unknown key of dns" },
	{ "\"max_ttl_seconds\": 0", "\"max_ttl_seconds\": -1", 15, "/policy/max_ttl_seconds",
		"below zero" },
	{ "\"max_ttl_seconds\": 0", "\"max_ttl_seconds\": 2147483648", 15,
		"/policy/max_ttl_seconds", "a TTL has 31 bits (RFC 2181)" },
	{ "\"max_ttl_seconds\": 0", "\"max_ttl_seconds\": 1E6", 15, "/policy/max_ttl_seconds",
		"an exponent" },
	{ "\"max_ttl_seconds\": 0", "\"max_ttl_seconds\": \"300\"", 15, "/policy/max_ttl_seconds",
		"a string" },
	{ "3600", "0", 16, "/policy/deadline_seconds", "no time at all" },
	{ "3600", "3601", 16, "/policy/deadline_seconds", "more than an hour" },
	{ "3600", "60.0", 16, "/policy/deadline_seconds", "a fraction" },
	{ "\"max_workers\": 1", "\"max_workers\": 0", 17, "/policy/max_workers", "no worker" },
	{ "\"max_workers\": 1", "\"max_workers\": 257", 17, "/policy/max_workers", "too many" },
	{ "\"max_workers\": 1", "\"max_worker\": 1", 17, "/policy/max_worker",
		"unknown key of policy" },
	{ "\"functional-minimum\"", "\"Functional-Minimum\"", 17, "/policy/accept",
		"letters have a case" },
	{ "\"functional-minimum\"", "\"insufficient\"", 17, "/policy/accept", "no such level" },
	{ "\"functional-minimum\"", "true", 17, "/policy/accept", "true" },
	{ "\"1h30m\"", "\"\"", 17, "/policy/max_evidence_age", "an empty duration" },
	{ "\"1h30m\"", "\"soon\"", 17, "/policy/max_evidence_age", "no duration" },
	{ "\"1h30m\"", "0", 17, "/policy/max_evidence_age", "no time at all" },
	{ "\"1h30m\"", "315360001", 17, "/policy/max_evidence_age", "more than ten years" },
	{ "\"1h30m\"", "1.5", 17, "/policy/max_evidence_age", "a fraction" },
	{ "\"1h30m\"", "null", 17, "/policy/max_evidence_age", "null" },
	{ "    \"max_ttl_seconds\": 0,", "    \"max_workers\": 2,\n    \"max_ttl_seconds\": 0,", 18,
		"/policy/max_workers", "a key twice" },
	{ "      \"cms\": \"EXCMS01\",\n", "", 20, "/recoveries/0", "no CMS" },
	{ "\"EXCMS01\"", "null", 21, "/recoveries/0/cms", "a CMS that is null" },
	{ "\"EXCMS01\"", "\"\"", 21, "/recoveries/0/cms", "an empty name" },
	{ "\"EXCMS01\"", "\"EXCMS01$\"", 21, "/recoveries/0/cms", "the account, not the name" },
	{ "\"EXCMS01\"", "\"CORP\\\\EXCMS01\"", 21, "/recoveries/0/cms", "the old way to qualify" },
	{ "\"cms\": \"EXCMS01\"", "\"CMS\": \"EXCMS01\"", 21, "/recoveries/0/CMS",
		"keys have a case" },
	{ "\"EXCMS02\"", "\"EXCMS01\"", 28, "/recoveries/1", "the same CMS twice" },
	{ "\"EXCMS02\"", "\"excms01.CORP.example.com\"", 28, "/recoveries/1",
		"the same CMS twice, spelt differently" },
	{ "\"EXCMS02\"", "\"DRCLU01\"", 28, "/recoveries/1", "CMS and standby cluster in one" },
	{ "\"EXCMS02\"", "\"NODE3\"", 28, "/recoveries/1", "CMS and node in one" },
	{ "      \"standby_cluster\": \"drclu01.dr.example.com\",\n", "", 20, "/recoveries/0",
		"no standby cluster" },
	{ "\"drclu01.dr.example.com\"", "\"drclu01 \"", 24, "/recoveries/0/standby_cluster",
		"a space" },
	{ "\"drclu01.dr.example.com\"", "\"NODE2\"", 20, "/recoveries/0",
		"standby cluster and source node in one" },
	{ "\"drclu01.dr.example.com\"", "\"drnode1.dr.example.com\"", 20, "/recoveries/0",
		"standby cluster and standby node in one" },
	{ "\"NODE2\"", "\"drnode1.dr.example.com\"", 20, "/recoveries/0",
		"source and standby node in one" },
	{ "\"source_nodes\": [ \"NODE1\",\n                        \"NODE2\" ]",
		"\"source_nodes\": []", 22, "/recoveries/0/source_nodes", "no node" },
	{ "\"source_nodes\": [ \"NODE1\",\n                        \"NODE2\" ]",
		"\"source_nodes\": \"NODE1\"", 22, "/recoveries/0/source_nodes",
		"one node without an array" },
	{ "      \"source_nodes\": [ \"NODE1\",\n                        \"NODE2\" ],\n", "", 20,
		"/recoveries/0", "no source nodes" },
	{ "\"NODE2\"", "\"node1\"", 23, "/recoveries/0/source_nodes/1", "the same node twice" },
	{ "\"NODE2\"", "[]", 23, "/recoveries/0/source_nodes/1", "a node that is an array" },
	{ "[ \"drnode1.DR.example.com\" ]", "[]", 25, "/recoveries/0/standby_nodes",
		"empty, not left out" },
	{ "\"drnode1.DR.example.com\"", "\"-\"", 25, "/recoveries/0/standby_nodes/0", "no name" },
	{ "\"OAB$\"", "\"\"", 26, "/recoveries/0/oab_share", "an empty share" },
	{ "\"OAB$\"", "\"a/b\"", 26, "/recoveries/0/oab_share", "a path" },
	{ "\"OAB$\"", "\"\\\\\\\\EXCMS01\\\\OAB\"", 26, "/recoveries/0/oab_share", "a UNC path" },
	{ "\"OAB$\"", "\"a\\nb\"", 26, "/recoveries/0/oab_share", "a line break" },
	{ "\"OAB$\"",
		"\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		"x\"",
		26, "/recoveries/0/oab_share", "81 letters" },
	{ "\"DR-Site\"", "\"\"", 26, "/recoveries/0/standby_site", "no name" },
	{ "\"DR-Site\"", "\"a\\nb\"", 26, "/recoveries/0/standby_site", "a line break" },
	{ "\"DR-Site\"", "\"DR\\u202eS\"", 26, "/recoveries/0/standby_site",
		"text that runs back" },
	{ "\"OAB$\"", "\"OAB\\u009b\"", 26, "/recoveries/0/oab_share", "a control of 8 bits" },
	{ "\"DR-Site\"", "[\"DR-Site\"]", 26, "/recoveries/0/standby_site", "several" },
	{ "\"OAB$\"", "false", 26, "/recoveries/0/oab_share", "false" },
	{ "\"oab_share\"", "\"oab_shares\"", 26, "/recoveries/0/oab_shares",
		"unknown key of a recovery" },
	{ "\"cms\": \"EXCMS02\", \"source_nodes\": [ \"NODE3\" ], \"standby_cluster\": \"DRCLU01\"",
		"", 28, "/recoveries/1", "an empty recovery" },
};

START_TEST(faults)
{
	struct plan plan;
	struct error error = { 0 };
	const char *text = text_with(arena, rich_plan, rows[_i].find, rows[_i].replacement);
	ck_assert_msg(!plan_read(arena, "drill/plan.json", exact_text(arena, text), &plan, &error),
		"%s", rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "drill/plan.json", rows[_i].line, rows[_i].pointer, rows[_i].because);
}
END_TEST

static const struct {
	const char *text;
	unsigned line;
	const char *pointer, *because;
} whole_rows[] = {
	{ "\n[]", 2, "", "an array" },
	{ "null", 1, "", "null" },
	{ "{}", 1, "", "nothing in it" },
	{ "{\"schema_version\":\"1.0\"}", 1, "", "only its version" },
	{ "{\"schema_version\":\"1.0\",\n\"directory\":7}", 2, "/directory", "a number" },
	{ "{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"a.b\"}}", 1, "", "no recovery" },
	{ "{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"a.b\"},\n\"recoveries\":[]}", 2,
		"/recoveries", "no recovery" },
	{ "{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"a.b\"},\n\"recoveries\":{}}", 2,
		"/recoveries", "an object" },
	{ "{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"a.b\"},\"recoveries\":[\n"
	  "\"EXCMS01\"]}",
		2, "/recoveries/0", "a name is no recovery" },
};

START_TEST(whole_faults)
{
	struct plan plan;
	struct error error = { 0 };
	struct bytes text = exact_text(arena, whole_rows[_i].text);
	ck_assert_msg(!plan_read(arena, "p", text, &plan, &error), "%s", whole_rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "p", whole_rows[_i].line, whole_rows[_i].pointer, whole_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan_faults");
	TCase *tcase = tcase_create("plan_faults");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, faults, 0, COUNT(rows));
	tcase_add_loop_test(tcase, whole_faults, 0, COUNT(whole_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
