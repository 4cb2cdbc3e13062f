/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.scavenging. The evidence was collected on 2026-11-21, 08:20:20 UTC. */
#include "tests/test.h"

#include "checks.h"
#include "tests/clusterchk/zone/zone_case.h"

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define PRIMARY             SOME(PROPERTY("\4", "\1", "\1\0\0\0"))
#define AGES                SOME(PROPERTY("\4", "\x40", "\1\0\0\0"))
#define AGES_NOT            SOME(PROPERTY("\4", "\x40", "\0\0\0\0"))
#define NO_REFRESH_24       SOME(PROPERTY("\4", "\x10", "\x18\0\0\0"))
#define REFRESH_24          SOME(PROPERTY("\4", "\x20", "\x18\0\0\0"))
#define CUT                 SOME("\4\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\x40\0\0")
#define SHORT               SOME(PROPERTY("\2", "\x40", "\1\0"))
#define ACCOUNTS            .object = { { CMS_ACCOUNT(ENABLED) }, { CNO_ACCOUNT(ENABLED) } }

/* `date -ud '2026-11-21 08:00' +%s` is 1795248000; 134,774 days lie between 1601 and 1970. */
enum { NOW = 1795248000 / 3600 + 134774 * 24 };

#define REFRESHED(hours_ago) .value = { { ZONE_TYPE_A, 300, HERE, false, NOW - (hours_ago) } }
#define STATIC               .value = { { ZONE_TYPE_A, 300, HERE, false, 0 } }

static const struct zone_row rows[] = {
	{ .because = "the zone does not age",
		EXPECT(PASS, .subject_id = "EXCMS01", .proof_holds = "AGING_STATE"),
		.held = { { .property = { PRIMARY, AGES_NOT }, REFRESHED(20000) } } },
	{ .because = "nothing says that it does",
		IS(PASS, NULL),
		.held = { { .property = { PRIMARY }, REFRESHED(20000) } } },
	{ .because = "a static record",
		EXPECT(PASS, .proof_holds = "static"),
		.held = { { .property = { AGES }, STATIC } } },
	{ .because = "refreshed yesterday",
		EXPECT(PASS, .proof_holds = "refreshed 2026-11-20 08:00 UTC"),
		.held = { { .property = { AGES }, REFRESHED(24) } } },
	{ .because = "two years ago",
		EXPECT(WARN, .proof_holds = "168 h is assumed",
			.remedy_holds = "/RecordAdd corp.example.com excms01 TTL A ADDRESS"),
		.held = { { .property = { AGES }, REFRESHED(17520) } } },
	{ .because = "both default intervals, to the hour",
		IS(WARN, NULL),
		.held = { { .property = { AGES }, REFRESHED(336) } } },
	{ .because = "an hour less",
		EXPECT(PASS, .proof_holds = "from 2026-11-21T09:00:00Z"),
		.held = { { .property = { AGES }, REFRESHED(335) } } },
	{ .because = "shorter intervals of the zone",
		EXPECT(WARN, .proof_holds = "24 h and 24 h more may"),
		.held = { { .property = { AGES, NO_REFRESH_24, REFRESH_24 }, REFRESHED(48) } } },
	{ .because = "within them",
		IS(PASS, NULL),
		.held = { { .property = { AGES, NO_REFRESH_24, REFRESH_24 }, REFRESHED(47) } } },
	{ .because = "aging is on in one of two values",
		IS(WARN, NULL),
		.held = { { .property = { AGES_NOT, AGES }, REFRESHED(400) } } },
	{ .because = "one of two records, of IPv6",
		IS(WARN, NULL),
		.held = { { .property = { AGES },
			.value = { { ZONE_TYPE_A, 300, HERE, false, NOW },
				{ ZONE_TYPE_AAAA, 300, SIX, false, NOW - 400 } } } } },
	{ .because = "an alias",
		IS(WARN, NULL),
		.held = { { .property = { AGES },
			.value = { { ZONE_TYPE_CNAME, 300, ALIAS, false, NOW - 400 } } } } },
	{ .because = "a record of another type",
		IS(PASS, NULL),
		.held = { { .property = { AGES },
			.value = { { 16, 300, "text", false, NOW - 400 } } } } },
	{ .because = "a time in the future",
		IS(PASS, NULL),
		.held = { { .property = { AGES }, REFRESHED(-5) } } },
	{ .because = "a truncated record",
		IS(UNKNOWN, NULL),
		.held = { { .property = { AGES },
			.value = { { ZONE_TYPE_A, 300, HERE, true, NOW } } } } },
	{ .because = "no record is shown",
		EXPECT(UNKNOWN, .remedy_holds = "dns.record"),
		.held = { { .property = { AGES }, .host = "" } } },
	{ .because = "a truncated property",
		IS(UNKNOWN, NULL),
		.held = { { .property = { CUT }, STATIC } } },
	{ .because = "two bytes",
		IS(UNKNOWN, NULL),
		.held = { { .property = { SHORT }, STATIC } } },
	{ .because = "no properties are shown", IS(UNKNOWN, NULL), .held = { { STATIC } } },
	{ .because = "no zone in the directory", IS(UNKNOWN, NULL), .held = { { .zone = "" } } },
	{ .because = "another zone may be hidden",
		IS(UNKNOWN, NULL),
		.held = { { .other_gap = ERROR_DENIED, .property = { AGES_NOT }, STATIC } } },
	{ .because = "one copy lags",
		EXPECT(WARN, .proof_holds = "On dc2: "),
		.copy = { { "dc1", ACCOUNTS }, { "dc2", ACCOUNTS } },
		.held = { { .property = { AGES }, REFRESHED(1) },
			{ .property = { AGES }, REFRESHED(999) } } },
};

START_TEST(each)
{
	zone_row_check(&check_dns_scavenging, &rows[_i]);
}
END_TEST

START_TEST(advises)
{
	ck_assert_str_eq(check_dns_scavenging.id, "dns.scavenging");
	ck_assert(check_dns_scavenging.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dns.scavenging");
	TCase *tcase = tcase_create("dns.scavenging");
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_test(tcase, advises);
	suite_add_tcase(suite, tcase);
	return suite;
}
