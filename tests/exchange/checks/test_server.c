/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ex.recovery-path, ex.version, ex.replication-hostnames */
#include "tests/test.h"

#include "checks.h"
#include "tests/exchange/exchange_case.h"

#define PATH  .check = &check_ex_recovery_path
#define LEVEL .check = &check_ex_version
#define NAMES .check = &check_ex_replication_hostnames

static const struct exchange_case rows[] = {
	{ "CCR", PATH, GIVES(PASS), .forest = { { .row = { CMS(CCR) } } } },
	{ "SCC", PATH, GIVES(PASS), .forest = { { .row = { CMS(SCC) } } } },
	{ "standalone", PATH,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "Move-Mailbox" },
		.forest = { { .row = { CMS(SP1) } } } },
	{ "what standalone means for clients", PATH,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "Outlook 2003" },
		.forest = { { .row = { CMS(SP1, "msExchClusterStorageType=0") } } } },
	{ "none of its attributes is shown: a missing one proves nothing", PATH, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(NULL) } } } },
	{ "an undefined type", PATH, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SP1, "msExchClusterStorageType=7") } } } },
	{ "the CMS is not shown", PATH, GIVES(UNKNOWN),
		.forest = { { .row = { SERVER("MBX1", SP1) } } } },
	{ "the CMS twice", PATH, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR),
				      { "CN=EXCMS01,CN=Other," ORGANISATION, "msExchExchangeServer",
					      { "cn=EXCMS01", CCR } } } } } },
	{ "its DNS name is the plan's, in another case", PATH, GIVES(PASS),
		.forest = { { .row = { CMS(CCR, AT("EXCMS01.Corp.Example.Com")) } } } },
	{ "the DNS name that its account has", PATH, GIVES(PASS),
		.forest = { { .row = { CMS(CCR, AT("excms01.prod.example.net")) },
			.account = { "EXCMS01 EXCMS01.prod.example.net" } } } },
	{ "another DNS name than its account has", PATH, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR, AT("excms01.emea.example.com")) },
			.account = { "EXCMS01 excms01.corp.example.com" } } } },
	{ "a machine with the same name in another domain", PATH,
		PROVES(UNKNOWN, "excms01.emea.example.com"),
		.forest = { { .row = { CMS(CCR, AT("excms01.emea.example.com")) } } } },
	{ "not read", PATH, PROVES(UNKNOWN, "not read"),
		.forest = { { .row = { CMS(CCR) }, .gap = ERROR_TIMEOUT } } },
	{ "not asked", PATH, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
	{ "one of two servers shows it standalone", PATH, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR) } }, { .row = { CMS(SP1) } } } },
	{ "one of two servers was not asked", PATH, PROVES(UNKNOWN, "On dc2: "),
		.forest = { { .row = { CMS(CCR) } }, { .no_part = true } } },

	{ "SP1", LEVEL, PROVES(PASS, "8.1.240 (SP1)"), .forest = { { .row = { CMS(SP1) } } } },
	{ "SP2", LEVEL, PROVES(PASS, "8.2.176 (SP2)"), .forest = { { .row = { CMS(SP2) } } } },
	{ "before SP1", LEVEL, PROVES(FAIL, "8.0.245 (RTM)"),
		.forest = { { .row = { CMS(RTM) } } } },
	{ "the highest build of RTM is below SP1: 0x7200ffff", LEVEL, GIVES(FAIL),
		.forest = { { .row = { CMS("versionNumber=1912668159") } } } },
	{ "serialNumber is shown but not judged", LEVEL,
		PROVES(UNKNOWN, "Version 8.1 (Build 30240.6)"),
		.forest = { { .row = { CMS("serialNumber=Version 8.1 (Build 30240.6)") } } } },
	{ "serialNumber below versionNumber does not count", LEVEL,
		PROVES(PASS, "Version 6.5 (Build 7638.2)"),
		.forest = { { .row = { CMS(SP1, "serialNumber=Version 6.5 (Build 7638.2)") } } } },
	{ "another product", LEVEL, PROVES(UNKNOWN, "14.0.352"),
		.forest = { { .row = { CMS(EX2010) } } } },
	{ "a standby node at the same level", LEVEL, PROVES(PASS, "DRNODE1 is at 8.1.240"),
		.forest = { { .row = { CMS(SP1), SERVER("DRNODE1", SP1) } } } },
	{ "a standby node before SP1", LEVEL, PROVES(FAIL, "DRNODE1 is at 8.0.245"),
		.forest = { { .row = { CMS(SP1), SERVER("DRNODE1", RTM) } } } },
	{ "a standby node before SP1, the CMS's version is not known", LEVEL, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), SERVER("DRNODE1", RTM) } } } },
	{ "a standby node of another service pack", LEVEL, PROVES(WARN, "DRNODE1 is at 8.2.176"),
		.forest = { { .row = { CMS(SP1), SERVER("DRNODE1", SP2) } } } },
	{ "a standby node of another product", LEVEL, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SP1), SERVER("DRNODE1", EX2010) } } } },
	{ "a standby node whose version is not known", LEVEL, GIVES(WARN),
		.forest = { { .row = { CMS(SP1), SERVER("DRNODE1", NULL) } } } },
	{ "a server in another domain with a standby node's name does not count", LEVEL,
		.expected = { .outcome = OUTCOME_PASS, .proof_lacks = "DRNODE1" },
		.forest = { { .row = { CMS(SP1),
				      SERVER("DRNODE1", RTM, AT("drnode1.emea.example.com")) },
			.account = { "DRNODE1 drnode1.corp.example.com" } } } },
	{ "a standby node by the DNS name that its account has", LEVEL, GIVES(FAIL),
		.forest = { { .row = { CMS(SP1),
				      SERVER("DRNODE1", RTM, AT("drnode1.prod.example.net")) },
			.account = { "DRNODE1 drnode1.prod.example.net" } } } },
	{ "a server that may be a standby node", LEVEL, GIVES(WARN),
		.forest = { { .row = { CMS(SP1), SERVER("DRNODE1", RTM,
							 AT("drnode1.prod.example.net")) } } } },
	{ "not asked", LEVEL, GIVES(UNKNOWN), .forest = { { .no_part = true } } },

	{ "nodes of the plan, by short name and by FQDN", NAMES, GIVES(PASS),
		.forest = { { .row = { CMS(NODE("node1"), NODE("NODE2.corp.example.com")) } } } },
	{ "nodes by the DNS names that their accounts have", NAMES, GIVES(PASS),
		.forest = { { .row = { CMS(NODE("node1.prod.net"), NODE("node2.prod.net")) },
			.account = { "NODE1 node1.prod.net", "NODE2 node2.prod.net" } } } },
	{ "another name", NAMES, PROVES(WARN, "REPL1"), .summary_holds = "REPL1",
		.forest = { { .row = { CMS(NODE("NODE1"), NODE("REPL1")) } } } },
	{ "a machine with a node's name in another domain", NAMES, GIVES(WARN),
		.forest = { { .row = { CMS(NODE("node1.emea.example.com")) } } } },
	{ "none is shown", NAMES, GIVES(UNKNOWN), .forest = { { .row = { CMS(SP1) } } } },
	{ "not asked", NAMES, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
};

START_TEST(each)
{
	exchange_case_check(&rows[_i]);
}
END_TEST

START_TEST(weights)
{
	ck_assert(check_ex_recovery_path.weight == WEIGHT_BLOCKING);
	ck_assert(check_ex_version.weight == WEIGHT_BLOCKING);
	ck_assert(check_ex_replication_hostnames.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("exchange server");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_test(tests, weights);
	suite_add_tcase(suite, tests);
	return suite;
}
