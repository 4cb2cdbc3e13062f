/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as it is understood: every value is shown, with its origin. */
#include "tests/test.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/show_plan.h"
#include "model/selection.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;
static const struct surroundings nowhere;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static struct plan plan_of(const char *file, const char *text)
{
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(
		plan_read(arena, file, exact_text(arena, text), &plan, &error), "%s", error.text);
	return plan;
}

/* One blank for any number of blanks and line feeds: where lines break does not matter here. */
static const char *joined(const char *page)
{
	char *to = arena_alloc(arena, strlen(page) + 1), *end = to;
	for (const char *at = page; *at != '\0'; at++) {
		const bool blank = *at == ' ' || *at == '\n';
		if (!blank || (end > to && end[-1] != ' '))
			*end++ = blank ? ' ' : *at;
	}
	*end = '\0';
	return to;
}

static void shows(const char *page, const char *const *rows, size_t count)
{
	const char *at = joined(page);
	for (size_t i = 0; i < count; i++) {
		const char *found = strstr(at, rows[i]);
		ck_assert_msg(
			found != NULL, "not there, or not in this order: %s\n%s", rows[i], page);
		at = found + strlen(rows[i]);
	}
}

static void fits(const char *page)
{
	for (const char *line = page; *line != '\0'; line += strcspn(line, "\n") + 1)
		ck_assert_msg(strcspn(line, "\n") <= 80, "%s", line);
	for (const char *at = page; *at != '\0'; at++)
		ck_assert(*at == '\n' || (unsigned char)*at >= ' ');
}

/* In the order of the page. The lines are those of the text. */
static const char *const rich_rows[] = {
	"Plan drill/plan.json sha256 ",
	" valid, 2 recoveries directory ",
	"domain corp.example.com (plan.json:4) ",
	"servers dc1.corp.example.com (plan.json:5: DC1 with the domain) ",
	"dc2.other.example.com (plan.json:5) ",
	"transport ldaps: port 636, TLS (plan.json:6) ",
	"ca_file drill/ca.pem (plan.json:7: relative to the plan's folder) ",
	"bind simple (plan.json:8) ",
	"bind_dn CN=reader (plan.json:9) ",
	"password_file /etc/secret (plan.json:10) ",
	"servers 192.0.2.53, port 5353 (plan.json:12) ns1, port 53 (plan.json:12) ",
	"credentials_file drill/sub/cred (plan.json:13: relative to the plan's folder) ",
	"allow_smb1 false (default) ",
	"max_ttl_seconds 0 s (plan.json:15) max_outage_seconds 7200 s (plan.json:15) ",
	"max_password_days 90 (plan.json:15) max_oab_days 8 (plan.json:15) ",
	"deadline_seconds 3600 s (plan.json:16) ",
	"max_workers 1 (plan.json:17) ",
	"accept functional-minimum (plan.json:17) ",
	"max_evidence_age 1h30m (plan.json:17) ",
	"weights dns.*: advisory (plan.json:16) ex.version: blocking (plan.json:16) ",
	"recovery of EXCMS01 onto DRCLU01 ",
	"cms excms01.corp.example.com (plan.json:21: EXCMS01 with the domain) ",
	"source_nodes node1.corp.example.com (plan.json:22: NODE1 with the domain) ",
	"node2.corp.example.com (plan.json:23: NODE2 with the domain) ",
	"standby_cluster drclu01.dr.example.com (plan.json:24) ",
	"standby_nodes drnode1.dr.example.com (plan.json:25: drnode1.DR.example.com, in small "
	"letters) ",
	"standby_site DR-Site (plan.json:26) ",
	"oab_share OAB$ (plan.json:26) ",
	"recovery of EXCMS02 onto DRCLU01 ",
	"cms excms02.corp.example.com (plan.json:29: EXCMS02 with the domain) ",
	"standby_nodes none named (default) ",
	"standby_site found in the directory at run time: ",
	"oab_share ExchangeOAB (default) ",
};

START_TEST(a_rich_plan)
{
	const struct plan plan = plan_of("drill/plan.json", rich_plan);
	const char *page = plan_show(arena, &plan, &nowhere);
	shows(page, rich_rows, COUNT(rich_rows));
	ck_assert_ptr_nonnull(strstr(page, plan.sha256));
	ck_assert_msg(strstr(page, "Kerberos\n") == NULL, "passwords alone are used");
	fits(page);
	ck_assert_str_eq(page, plan_show(arena, &plan, &nowhere));
}
END_TEST

static const char *const least_rows[] = {
	"Plan plan.json ",
	" valid, 1 recovery directory ",
	"domain corp.example.com (plan.json:1) ",
	"servers found in DNS and in the Sites container at run time (default) ",
	"transport sasl: port 389, SASL sign and seal (default) ",
	"ca_file none is needed without TLS (default) ",
	"bind kerberos (default) ",
	"servers found in DNS at run time: those of the zone's NS records (default) ",
	"credentials_file none: Kerberos (default) ",
	"ticket cache KCM: (from the environment: KRB5CCNAME) ",
	"client keytab that of krb5.conf (default) ",
	"krb5.conf /tmp/krb5.conf (from the environment: KRB5_CONFIG) ",
	"max_ttl_seconds 300 s (default) ",
	"max_evidence_age no limit (default) ",
	"weights those of cmsready explain (default) ",
	"cms excms01.corp.example.com (plan.json:1: EXCMS01 with the domain) ",
};

START_TEST(the_least_plan)
{
	const struct plan plan = plan_of("plan.json", least_plan);
	const struct surroundings from = { "KCM:", "", "/tmp/krb5.conf" };
	shows(plan_show(arena, &plan, &from), least_rows, COUNT(least_rows));
}
END_TEST

/* Its lines are still its own when the recovery before it is left out. */
START_TEST(one_recovery)
{
	static const char *const rows[] = { "1 recovery; 1 more left out by --recovery ",
		"recovery of EXCMS02 onto DRCLU01 ",
		"cms excms02.corp.example.com (plan.json:29: EXCMS02 with the domain) " };
	struct plan plan = plan_of("plan.json", rich_plan);
	struct selection selection = { 0 };
	struct error error = { 0 };
	name_list_add(arena, &selection.recovery, "EXCMS02");
	ck_assert(selection_recoveries(arena, &selection, &plan, &error));
	const char *page = plan_show(arena, &plan, &nowhere);
	shows(page, rows, COUNT(rows));
	ck_assert_ptr_null(strstr(page, "EXCMS01"));
}
END_TEST

static const struct {
	const char *file, *find, *replacement, *row, *because;
} rows[] = {
	{ "plan.json", "\"corp.example.com\"", "\"Corp.Example.COM\"",
		"domain corp.example.com (plan.json:4: Corp.Example.COM, in small letters)",
		"the domain is not completed" },
	{ "plan.json", "\"corp.example.com\"", "\"CORP\"",
		"domain corp (plan.json:4: CORP, in small letters)", "a domain of one label" },
	{ FILE_STANDARD_INPUT, "\"OAB$\"", "\"X\"",
		"ca_file ca.pem ((standard input):7: relative to the current folder)",
		"standard input" },
	{ "a\x1b[2J\n.json", "\"OAB$\"", "\"X\"", "(a\\x1b[2J\\x0a.json:7",
		"a hostile name of a file" },
	{ "plan.json", "{\n  \"schema", "\xef\xbb\xbf{\n  \"schema",
		"cms excms01.corp.example.com (plan.json:21: ", "a byte order mark" },
	{ "plan.json", "\"EXCMS01\"", "\"EXCMS_CLUSTER0123\"",
		"cms excms_cluster0123.corp.example.com (plan.json:21: EXCMS_CLUSTER0123 with",
		"a name of more than 15 letters" },
	{ "plan.json", "\"standby_site\": \"DR-Site\"",
		"\"discovered\": {\"kind\":\"scc\",\"version\":\"8.1.393\",\"site\":\"A\"}",
		"discovered scc, Exchange 8.1.393, site A, storage groups: 0 (plan.json:26)",
		"what was discovered" },
};

START_TEST(special_plans)
{
	const struct plan plan = plan_of(
		rows[_i].file, text_with(arena, rich_plan, rows[_i].find, rows[_i].replacement));
	const char *page = plan_show(arena, &plan, &nowhere);
	shows(page, &rows[_i].row, 1);
	fits(page);
}
END_TEST

/* The time grows with the plan and not with its square. */
START_TEST(a_fleet)
{
	enum { CMSS = 5000 };
	struct text text = text_new(arena);
	text_add(&text, "{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"a.b\"},"
			"\"recoveries\":[");
	for (int i = 0; i < CMSS; i++)
		text_add(&text,
			"%s\n{\"cms\":\"EX%d\",\"source_nodes\":[\"N%d\"],\"standby_cluster\":"
			"\"DR\"}",
			i == 0 ? "" : ",", i, i);
	text_add(&text, "]}");
	const struct plan plan = plan_of("p", text.data);
	const char *row = "cms ex4999.a.b (p:5001: EX4999 with the domain)";
	shows(plan_show(arena, &plan, &nowhere), &row, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("show_plan");
	TCase *tcase = tcase_create("show_plan");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_rich_plan);
	tcase_add_test(tcase, the_least_plan);
	tcase_add_test(tcase, one_recovery);
	tcase_add_loop_test(tcase, special_plans, 0, COUNT(rows));
	tcase_add_test(tcase, a_fleet);
	suite_add_tcase(suite, tcase);
	return suite;
}
