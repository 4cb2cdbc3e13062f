/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/plan.schema.json, for editors: it accepts good plans, and refuses wrong ones where it can.
 */
#include "tests/test.h"

#include <unistd.h>

#include "model/plan.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_faults.h"
#include "tests/model/plan_text.h"

enum { MAX_PLANS = 256 };

/* Faults, by what is said about them, that a schema cannot find. */
static const char *const beyond[] = {
	"an exponent", /* 1E6 and 60.0 are integers in JSON Schema */
	"a fraction", "the same CMS twice", "the same CMS twice, spelt differently",
	"CMS and standby cluster in one", "CMS and node in one",
	"standby cluster and source node in one", "standby cluster and standby node in one",
	"source and standby node in one", "the same node twice", /* spelt differently */
};

static bool is_beyond(const char *because)
{
	for (size_t i = 0; i < COUNT(beyond); i++) {
		if (strcmp(beyond[i], because) == 0)
			return true;
	}
	return false;
}

static struct arena *arena;
static char folder[] = "/tmp/cmsready-schema-XXXXXX";

/* Which of the plans the schema refuses. */
struct verdicts {
	size_t count;
	bool refused[MAX_PLANS];
};

static void setup(void)
{
	arena = arena_new();
	ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, "/tmp/cmsready-schema-XXXXXX")));
}

static void teardown(void)
{
	arena_free(arena);
	rmdir(folder);
}

static const char *path_of(size_t plan)
{
	return arena_format(arena, "%s/%zu.json", folder, plan);
}

static void plan_add(struct verdicts *verdicts, const char *text)
{
	ck_assert_uint_lt(verdicts->count, MAX_PLANS);
	FILE *file = fopen(path_of(verdicts->count++), "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

/* Each line of the validator begins with the path of a file that is wrong. */
static void judge(struct verdicts *verdicts)
{
	char line[65536];
	FILE *said = popen(arena_format(arena,
				   "tests/report/validate docs/plan.schema.json %s/*.json", folder),
		"r");
	ck_assert_ptr_nonnull(said);
	while (fgets(line, sizeof line, said) != NULL) {
		size_t plan;
		const size_t length = strlen(folder);
		if (strncmp(line, folder, length) == 0 &&
			sscanf(line + length, "/%zu.json: ", &plan) == 1 && plan < verdicts->count)
			verdicts->refused[plan] = true;
	}
	const int status = pclose(said);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) <= 1, "the validator ran");
	for (size_t i = 0; i < verdicts->count; i++)
		unlink(path_of(i));
}

START_TEST(wrong_plans)
{
	struct verdicts verdicts = { 0 };
	for (size_t i = 0; i < COUNT(plan_faults); i++)
		plan_add(&verdicts, text_with(arena, rich_plan, plan_faults[i].find,
					    plan_faults[i].replacement));
	for (size_t i = 0; i < COUNT(whole_plan_faults); i++)
		plan_add(&verdicts, whole_plan_faults[i].text);
	judge(&verdicts);
	for (size_t i = 0; i < COUNT(plan_faults); i++)
		ck_assert_msg(verdicts.refused[i] != is_beyond(plan_faults[i].because), "%s: %s",
			plan_faults[i].pointer, plan_faults[i].because);
	for (size_t i = 0; i < COUNT(whole_plan_faults); i++)
		ck_assert_msg(verdicts.refused[COUNT(plan_faults) + i], "%s",
			whole_plan_faults[i].because);
}
END_TEST

/* What is replaced in the rich plan: the program and the schema agree that it is good. */
static const struct {
	const char *find, *replacement;
} good[] = {
	{ "\"1.0\"", "\"1.17\"" },
	{ "{\n  \"schema", "{\n  \"$schema\": \"plan.schema.json\", \"schema" },
	{ "\"EXCMS01\"", "\"EXCMS_CLUSTER01-x\"" },
	{ "\"EXCMS01\"", "\"ABCDEFGHIJKLMN-\"" },
	{ "\"EXCMS01\"", "\"_a.b_c.d-e\"" },
	{ "\"ns1\"", "\"2001:db8::53\"" },
	{ "\"ns1\"", "\"[2001:db8::53]\"" },
	{ "\"ns1\"", "\"[2001:db8::53]:65535\"" },
	{ "\"ns1\"", "\"ns-1.example.com:53\"" },
	{ "\"1h30m\"", "\"1d2h3m4s\"" },
	{ "\"1h30m\"", "\"3600\"" },
	{ "\"1h30m\"", "3600" },
	{ "\"OAB$\"", "\"OAB (caf\xc3\xa9) & 'more'\"" },
	{ "\"DR-Site\"", "\"K\xc3\xb6ln, Nord/2 #1=a\"" },
	{ "\"sub/cred\"", "\"C:\\\\certs\"" },
	{ "\"CN=reader\"", "\"CN=\\\"reader\\\"\"" },
	{ "\"max_ttl_seconds\": 0", "\"max_ttl_seconds\": 2147483647" },
	{ "\"credentials_file\": \"sub/cred\"", "\"allow_smb1\": true" },
};

START_TEST(good_plans)
{
	struct verdicts verdicts = { 0 };
	plan_add(&verdicts, least_plan);
	plan_add(&verdicts, rich_plan);
	for (size_t i = 0; i < COUNT(good); i++) {
		const char *text = text_with(arena, rich_plan, good[i].find, good[i].replacement);
		struct plan plan;
		struct error error = { 0 };
		ck_assert_msg(plan_read(arena, "p", exact_text(arena, text), &plan, &error), "%s",
			error.text);
		plan_add(&verdicts, text);
	}
	judge(&verdicts);
	for (size_t i = 0; i < verdicts.count; i++)
		ck_assert_msg(!verdicts.refused[i], "%s",
			i < 2 ? "a plan as it is" : good[i - 2].replacement);
}
END_TEST

/* A place may be empty as long as there is a question about it. */
#define PLAN(questions, cluster, nodes)                                                            \
	"{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"a.b\"}," questions                \
	"\"recoveries\":[{\"cms\":\"A\",\"source_nodes\":[\"B\"],\"standby_cluster\":" cluster     \
	",\"standby_nodes\":" nodes "}]}"
#define QUESTION "\"questions\":[{\"at\":\"/a\",\"ask\":\"b\",\"proposed\":[\"c\"]}],"

static const struct {
	const char *text;
	bool good;
} open_plans[] = {
	{ PLAN(QUESTION, "\"\"", "[]"), true },
	{ PLAN(QUESTION, "\"C\"", "[\"D\"]"), true },
	{ PLAN("\"questions\":[],", "\"C\"", "[\"D\"]"), true },
	{ PLAN("\"questions\":[],", "\"\"", "[\"D\"]"), false },
	{ PLAN("", "\"\"", "[\"D\"]"), false },
	{ PLAN("", "\"C\"", "[]"), false },
	{ PLAN("\"questions\":[{\"at\":\"/a\"}],", "\"C\"", "[\"D\"]"), false },
	{ PLAN("\"questions\":[{\"at\":\"/a\",\"ask\":\"b\",\"proposed\":7}],", "\"C\"", "[\"D\"]"),
		false },
	{ PLAN("\"questions\":[{\"at\":\"/a\",\"ask\":\"b\",\"answer\":\"c\"}],", "\"C\"",
		  "[\"D\"]"),
		false },
};

START_TEST(plans_with_questions)
{
	struct verdicts verdicts = { 0 };
	for (size_t i = 0; i < COUNT(open_plans); i++)
		plan_add(&verdicts, open_plans[i].text);
	judge(&verdicts);
	for (size_t i = 0; i < COUNT(open_plans); i++)
		ck_assert_msg(verdicts.refused[i] != open_plans[i].good, "%s", open_plans[i].text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan_schema");
	TCase *tcase = tcase_create("plan_schema");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, wrong_plans);
	tcase_add_test(tcase, good_plans);
	tcase_add_test(tcase, plans_with_questions);
	suite_add_tcase(suite, tcase);
	return suite;
}
