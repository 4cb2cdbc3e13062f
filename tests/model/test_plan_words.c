/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wrong keys and words of a plan: the error points to the right ones. */
#include "tests/test.h"

#include "model/plan.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* Where the key is put: in front of this text of the rich plan. */
#define IN_PLAN      "\"schema_version\""
#define IN_DIRECTORY "\"domain\""
#define IN_DNS       "\"servers\": [ \"192"
#define IN_SHARES    "\"credentials_file\""
#define IN_POLICY    "\"max_ttl_seconds\""
#define IN_RECOVERY  "\"cms\": \"EXCMS01\""

static const struct {
	const char *before, *key;
	const char *says; /* NULL: nothing is known that is like it */
} keys[] = {
	{ IN_PLAN, "Policy", "did you mean \"policy\"?" },
	{ IN_PLAN, "schemaVersion", "did you mean \"schema_version\"?" },
	{ IN_PLAN, "recovery", "did you mean \"recoveries\"?" },
	{ IN_PLAN, "recoverys", "did you mean \"recoveries\"?" },
	{ IN_PLAN, "domain", "\"domain\" belongs in \"directory\"" },
	{ IN_PLAN, "servers", "\"servers\" belongs in \"directory\" (domain controllers) or" },
	{ IN_PLAN, "server", "\"servers\" belongs in \"directory\" (domain controllers) or" },
	{ IN_PLAN, "dc", "\"servers\" in \"directory\"" },
	{ IN_PLAN, "domainControllers", "\"servers\" in \"directory\"" },
	{ IN_PLAN, "nameservers", "\"servers\" in \"dns\"" },
	{ IN_PLAN, "cms", "\"cms\" belongs in each of the \"recoveries\"" },
	{ IN_PLAN, "max_ttl_second", "\"max_ttl_seconds\" belongs in \"policy\"" },
	{ IN_PLAN, "password", "\"password_file\" in \"directory\"" },
	{ IN_PLAN, "comment", "\"remarks\"" },
	{ IN_PLAN, "zzz", NULL },
	{ IN_PLAN, "", NULL },
	{ IN_DIRECTORY, "server", "did you mean \"servers\"?" },
	{ IN_DIRECTORY, "dc", "\"servers\" in \"directory\"" },
	{ IN_DIRECTORY, "DCs", "\"servers\" in \"directory\"" },
	{ IN_DIRECTORY, "bindDN", "did you mean \"bind_dn\"?" },
	{ IN_DIRECTORY, "password", "\"password_file\" in \"directory\"" },
	{ IN_DIRECTORY, "user", "did you mean \"bind_dn\"?" },
	{ IN_DIRECTORY, "ca-file", "did you mean \"ca_file\"?" },
	{ IN_DIRECTORY, "realm", "did you mean \"domain\"?" },
	{ IN_DIRECTORY, "tls", "did you mean \"transport\"?" },
	{ IN_DIRECTORY, "site", "\"standby_site\" belongs in each of the \"recoveries\"" },
	{ IN_DNS, "server", "did you mean \"servers\"?" },
	{ IN_DNS, "domain", "\"domain\" belongs in \"directory\"" },
	{ IN_SHARES, "smb1", "did you mean \"allow_smb1\"?" },
	{ IN_SHARES, "credentials", "did you mean \"credentials_file\"?" },
	{ IN_SHARES, "oab_share", "\"oab_share\" belongs in each of the \"recoveries\"" },
	{ IN_POLICY, "ttl", "did you mean \"max_ttl_seconds\"?" },
	{ IN_POLICY, "timeout", "did you mean \"deadline_seconds\"?" },
	{ IN_POLICY, "maxEvidenceAge", "did you mean \"max_evidence_age\"?" },
	{ IN_RECOVERY, "site", "did you mean \"standby_site\"?" },
	{ IN_RECOVERY, "server", "did you mean \"cms\"?" },
	{ IN_RECOVERY, "exchange_server", "did you mean \"cms\"?" },
	{ IN_RECOVERY, "name", "did you mean \"cms\"?" },
	{ IN_RECOVERY, "nodes", "\"source_nodes\", where the CMS runs now, and \"standby_nodes\"" },
	{ IN_RECOVERY, "sourceNodes", "did you mean \"source_nodes\"?" },
	{ IN_RECOVERY, "standby", "did you mean \"standby_cluster\"?" },
	{ IN_RECOVERY, "Standby Cluster", "did you mean \"standby_cluster\"?" },
	{ IN_RECOVERY, "source_cluster", "\"source_nodes\"" },
	{ IN_RECOVERY, "policy", "\"policy\" belongs in the plan itself" },
};

START_TEST(wrong_keys)
{
	struct plan plan;
	struct error error = { 0 };
	const char *key = keys[_i].key;
	const char *text = text_with(arena, rich_plan, keys[_i].before,
		arena_format(arena, "\"%s\": {}, %s", key, keys[_i].before));
	ck_assert(!plan_read(arena, "p", exact_text(arena, text), &plan, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	if (keys[_i].says != NULL)
		ck_assert_msg(strstr(error.text, keys[_i].says) != NULL, "%s: %s", key, error.text);
	else
		ck_assert_msg(strchr(error.text, ';') == NULL, "%s: %s", key, error.text);
	ck_assert_msg(strstr(error.text, arena_format(arena, "/%s: unknown key", key)) != NULL,
		"%s: %s", key, error.text);
}
END_TEST

static const struct {
	const char *find, *replacement, *says;
} values[] = {
	{ "\"ldaps\"", "\"LDAPS\"", "did you mean \"ldaps\"?" },
	{ "\"ldaps\"", "\"start_tls\"", "did you mean \"starttls\"?" },
	{ "\"simple\"", "\"kerberus\"", "did you mean \"kerberos\"?" },
	{ "\"functional-minimum\"", "\"full_control\"", "did you mean \"full-control\"?" },
	{ "[ \"DC1\", \"dc2.other.example.com\" ]", "\"DC1\"", "write [\"DC1\"]" },
	{ "[ \"drnode1.DR.example.com\" ]", "\"DRNODE1\"", "write [\"DRNODE1\"]" },
	{ "\"max_workers\": 1", "\"max_workers\": \"1\"", "without quotation marks" },
	{ "\"credentials_file\": \"sub/cred\"", "\"allow_smb1\": \"true\"",
		"without quotation marks" },
	{ "\"1h30m\"", "\"1 hour\"", "\"1h30m\"" },
	{ "\"DC1\"", "\"ldaps://dc1\"", "no URL" },
	{ "\"DC1\"", "\"dc1:636\"", "without a port" },
	{ "\"EXCMS01\"", "\"EXCMS01$\"", "without $" },
	{ "\"EXCMS01\"", "\"CORP\\\\EXCMS01\"", "the name alone" },
	{ "\"EXCMS01\"", "\"EXCMS01@corp.example.com\"", "without @" },
	{ "\"EXCMS01\"", "\"EXCMS01 \"", "a blank" },
	{ "\"EXCMS01\"", "\"EXCMS*\"", "each name" },
	{ "\"EXCMS01\"", "\"\"", "is empty" },
	{ "\"corp.example.com\"", "\"corp.example.com.\"", "without the dot" },
	{ "\"ca.pem\"", "\"C:\\temp\\ca.pem\"", "\"C:\\\\temp" },
	{ "\"ca.pem\"", "\"C:\\temp\"", "a backslash is written twice" },
};

START_TEST(wrong_values)
{
	struct plan plan;
	struct error error = { 0 };
	const char *text = text_with(arena, rich_plan, values[_i].find, values[_i].replacement);
	ck_assert(!plan_read(arena, "p", exact_text(arena, text), &plan, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	ck_assert_msg(strstr(error.text, values[_i].says) != NULL, "%s", error.text);
}
END_TEST

/* A word that nobody knows has no pointer, however long it is. */
START_TEST(a_long_key)
{
	enum { KEY = 1 << 20 };
	char *key = arena_alloc(arena, KEY + 1);
	memset(key, 'A', KEY);
	struct plan plan;
	struct error error = { 0 };
	const char *text = arena_format(arena, "{\"%s\": 1}", key);
	ck_assert(!plan_read(arena, "p", exact_text(arena, text), &plan, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan_words");
	TCase *tcase = tcase_create("plan_words");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, wrong_keys, 0, COUNT(keys));
	tcase_add_loop_test(tcase, wrong_values, 0, COUNT(values));
	tcase_add_test(tcase, a_long_key);
	suite_add_tcase(suite, tcase);
	return suite;
}
