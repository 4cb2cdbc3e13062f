/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the standby machines belong to, as part of share.standby-clean. */
#include "tests/test.h"

#include "exchange/owner.h"
#include "tests/exchange/exchange_case.h"

static void run_owner(const struct examination *examination)
{
	exchange_judge(examination, owner_judge);
}

static const struct check owner = { .id = "share.standby-clean", .run = run_owner };

#define OWNER   .check = &owner
#define EXCMS01 CMS(CCR, NODE("NODE1"), NODE("NODE2"))
#define ARRAY(name, ...)                                                                           \
	OBJECT("CN=" name ",CN=Arrays," ORGANISATION, "msExchExchangeServer", name,                \
		"objectClass=msExchClientAccessArray", __VA_ARGS__)

static const struct exchange_case rows[] = {
	{ "nobody", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SCC, NODE("NODE3")),
				      SERVER("MBX1", SP1, "msExchCurrentServerRoles=2") } } } },
	{ "the CMS itself", OWNER,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "EXCMS01 lists drnode1",
			.remedy_holds = "/ClearLocalCMS /CMSName:EXCMS01" },
		.forest = { { .row = { CMS(CCR, NODE("drnode1")) } } } },
	{ "the CMS, on nodes of both clusters", OWNER, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR, NODE("NODE1"), NODE("DRNODE1")) } } } },
	{ "another one", OWNER,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "EXCMS02 lists DRNODE1.corp.example.com",
			.remedy_holds = "Get-MailboxServer EXCMS02",
			.remedy_lacks = "/ClearLocalCMS" },
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SCC, NODE("NODE3"),
							NODE("DRNODE1.corp.example.com")) } } } },
	{ "both", OWNER,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "EXCMS02 lists DRNODE1",
			.remedy_holds = "/ClearLocalCMS" },
		.forest = { { .row = { CMS(CCR, NODE("DRNODE1")),
				      SERVER("EXCMS02", CCR, NODE("DRNODE1")) } } } },
	{ "the second of two standby nodes", OWNER, GIVES(FAIL), .standby_nodes = 2,
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SCC, NODE("drnode2")) } } } },
	{ "the cluster's own name", OWNER, GIVES(FAIL),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SCC, NODE("DRCLU01")) } } } },
	{ "a server without a kind of cluster", OWNER, GIVES(FAIL),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SP1, NODE("DRNODE1")) } } } },
	{ "by a DNS name that its account has", OWNER, GIVES(FAIL),
		.forest = { { .row = { EXCMS01,
				      SERVER("EXCMS02", SCC, NODE("drnode1.prod.example.net")) },
			.account = { "DRNODE1 drnode1.prod.example.net" } } } },
	{ "a namesake of another domain", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01,
				      SERVER("EXCMS02", SCC, NODE("drnode1.emea.example.com")) },
			.account = { "DRNODE1 drnode1.corp.example.com" } } } },
	{ "a namesake, and the account's DNS name is not shown", OWNER,
		PROVES(UNKNOWN, "drnode1.emea.example.com"),
		.forest = { { .row = { EXCMS01,
				      SERVER("EXCMS02", SCC, NODE("drnode1.emea.example.com")) },
			.account = { "DRNODE1" } } } },
	{ "a text of another form", OWNER, PROVES(UNKNOWN, "CORP\\DRNODE1$"),
		.forest = { { .row = { EXCMS01,
				      SERVER("EXCMS02", SCC, NODE("CORP\\DRNODE1$")) } } } },
	{ "a name that begins like it", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SCC, NODE("DRNODE10"),
							NODE("DRNODE1-OLD")) } } } },
	{ "an array of client access servers", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01, ARRAY("ARRAY1", NODE("DRNODE1"), NULL) } } } },
	{ "a server of Exchange 2010", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01, SERVER("EX2010", EX2010, NODE("DRNODE1")) } } } },
	{ "a server without mailboxes", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01, SERVER("HUB1", SP1, "msExchCurrentServerRoles=36",
							NODE("DRNODE1")) } } } },
	{ "a server without the attribute", OWNER, GIVES(PASS),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", SP1, SCC) } } } },
	{ "a server that shows nothing", OWNER, PROVES(UNKNOWN, "EXCMS02"),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", NULL) } } } },
	{ "one shows nothing, another is the owner", OWNER, GIVES(FAIL),
		.forest = { { .row = { EXCMS01, SERVER("EXCMS02", NULL),
				      SERVER("EXCMS03", CCR, NODE("DRNODE1")) } } } },
	{ "the plan names no nodes", OWNER,
		.expected = { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "standby_nodes" },
		.no_nodes = true, .forest = { { .row = { EXCMS01 } } } },
	{ "the plan names no nodes, and the cluster is listed", OWNER, GIVES(FAIL),
		.no_nodes = true, .forest = { { .row = { CMS(CCR, NODE("DRCLU01")) } } } },
	{ "the CMS is not shown", OWNER, GIVES(UNKNOWN),
		.forest = { { .row = { SERVER("EXCMS02", SCC, NODE("NODE3")) } } } },
	{ "one copy shows it", OWNER, PROVES(FAIL, "On dc2: "),
		.forest = { { .row = { EXCMS01 } }, { .row = { CMS(CCR, NODE("DRNODE1")) } } } },
	{ "not asked", OWNER, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
	{ "a gap", OWNER, GIVES(UNKNOWN),
		.forest = { { .row = { EXCMS01 }, .gap = ERROR_TIMEOUT } } },
};

START_TEST(each)
{
	exchange_case_check(&rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("owners of standby machines");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
