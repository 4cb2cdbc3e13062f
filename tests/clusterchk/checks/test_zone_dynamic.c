/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.zone-dynamic, and the values of dNSProperty byte by byte. */
#include "tests/test.h"

#include "checks.h"
#include "clusterchk/zone/zone_property.h"
#include "tests/clusterchk/zone/zone_case.h"

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define UPDATE(data)        SOME(PROPERTY("\1", "\2", data))
#define TYPE_PRIMARY        SOME(PROPERTY("\4", "\1", "\1\0\0\0"))
#define AGING               SOME(PROPERTY("\4", "\x40", "\0\0\0\0"))
#define OLD_VERSION         SOME("\1\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\2\0\0\0\2\0")
#define CUT                 SOME("\1\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\2\0\0")
#define NO_DATA             SOME("\4\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\2\0")
#define ACCOUNTS            .object = { { CMS_ACCOUNT(ENABLED) }, { CNO_ACCOUNT(ENABLED) } }

static const struct zone_row rows[] = {
	{ .because = "secure updates",
		EXPECT(PASS, .subject_id = "EXCMS01", .proof_holds = "is 2"),
		.held = { { .property = { TYPE_PRIMARY, UPDATE("\2"), AGING } } } },
	{ .because = "no dynamic updates: by hand",
		EXPECT(WARN,
			.remedy_holds = "dnscmd SERVER /RecordAdd corp.example.com excms01 300 A"),
		.held = { { .property = { TYPE_PRIMARY, UPDATE("\0"), AGING } } } },
	{ .because = "updates of anybody",
		EXPECT(WARN, .remedy_holds = "/AllowUpdate 2", .remedy_lacks = "/RecordAdd"),
		.held = { { .property = { UPDATE("\1") } } } },
	{ .because = "the same in four bytes",
		IS(PASS, NULL),
		.held = { { .property = { SOME(PROPERTY("\4", "\2", "\2\0\0\0")) } } } },
	{ .because = "a name of four bytes behind it, as servers write it",
		IS(PASS, NULL),
		.held = { { .property = { SOME(PROPERTY("\1", "\2", "\2\0\0\0")) } } } },
	{ .because = "an undefined value",
		IS(UNKNOWN, NULL),
		.held = { { .property = { UPDATE("\3") } } } },
	{ .because = "a large value whose first byte is defined",
		IS(UNKNOWN, NULL),
		.held = { { .property = { SOME(PROPERTY("\4", "\2", "\2\1\0\0")) } } } },
	{ .because = "two bytes",
		IS(UNKNOWN, NULL),
		.held = { { .property = { SOME(PROPERTY("\2", "\2", "\2\0")) } } } },
	{ .because = "no data: the default is not known",
		IS(UNKNOWN, NULL),
		.held = { { .property = { SOME(PROPERTY("\0", "\2", "")) } } } },
	{ .because = "a length beyond the end",
		IS(UNKNOWN, NULL),
		.held = { { .property = { NO_DATA } } } },
	{ .because = "truncated", IS(UNKNOWN, NULL), .held = { { .property = { CUT } } } },
	{ .because = "another version",
		IS(UNKNOWN, NULL),
		.held = { { .property = { OLD_VERSION } } } },
	{ .because = "twice, with the same value",
		IS(PASS, NULL),
		.held = { { .property = { UPDATE("\2"), UPDATE("\2") } } } },
	{ .because = "twice, with different values",
		IS(UNKNOWN, NULL),
		.held = { { .property = { UPDATE("\2"), UPDATE("\0") } } } },
	{ .because = "a conditional forwarder accepts nothing: the zone is elsewhere",
		EXPECT(UNKNOWN, .proof_holds = "conditional forwarder"),
		.held = { { .property = { SOME(PROPERTY("\4", "\1", "\4\0\0\0")),
				    UPDATE("\0") } } } },
	{ .because = "a stub zone, of one byte",
		EXPECT(UNKNOWN, .proof_holds = "stub zone"),
		.held = { { .property = { SOME(PROPERTY("\1", "\1", "\3")), UPDATE("\0") } } } },
	{ .because = "two types say nothing, and it counts as a zone",
		IS(WARN, NULL),
		.held = { { .property = { TYPE_PRIMARY, SOME(PROPERTY("\1", "\1", "\3")),
				    UPDATE("\0") } } } },
	{ .because = "a forwarder on one server, the zone on another",
		EXPECT(PASS, .proof_holds = "dc2 does"),
		.copy = { { "dc1", ACCOUNTS }, { "dc2", ACCOUNTS } },
		.held = { { .property = { SOME(PROPERTY("\4", "\1", "\4\0\0\0")) } },
			{ .property = { TYPE_PRIMARY, UPDATE("\2") } } } },
	{ .because = "only other properties",
		IS(UNKNOWN, NULL),
		.held = { { .property = { TYPE_PRIMARY, AGING } } } },
	{ .because = "older evidence, or an object that may not be read",
		IS(UNKNOWN, NULL),
		.held = { { .host = NULL } } },
	{ .because = "the zones could not be read",
		IS(UNKNOWN, NULL),
		.held = { { .gap = ERROR_DENIED } } },
	{ .because = "another zone may be hidden",
		IS(UNKNOWN, NULL),
		.held = { { .other_gap = ERROR_DENIED, .property = { UPDATE("\2") } } } },
	{ .because = "no zone in the directory", IS(UNKNOWN, NULL), .held = { { .zone = "" } } },
	{ .because = "the zone is there twice",
		IS(UNKNOWN, NULL),
		.held = { { .is_twice = true, .property = { UPDATE("\2") } } } },
	{ .because = "one copy has another value",
		EXPECT(WARN, .proof_holds = "dc2"),
		.copy = { { "dc1", ACCOUNTS }, { "dc2", ACCOUNTS } },
		.held = { { .property = { UPDATE("\2") } }, { .property = { UPDATE("\0") } } } },
};

START_TEST(each)
{
	zone_row_check(&check_dns_zone_dynamic, &rows[_i]);
}
END_TEST

START_TEST(advises)
{
	ck_assert_str_eq(check_dns_zone_dynamic.id, "dns.zone-dynamic");
	ck_assert(check_dns_zone_dynamic.weight == WEIGHT_ADVISORY);
}
END_TEST

/* Truncated values and flipped bits are read within their bounds. */
START_TEST(damaged)
{
	static const char good[] = PROPERTY("\1", "\2", "\2");
	struct arena *arena = arena_new();
	for (size_t bit = 0; bit < 8 * (sizeof good - 1); bit++) {
		for (size_t length = 0; length < sizeof good; length++) {
			uint8_t *copy = arena_copy(arena, good, sizeof good);
			copy[bit / 8] ^= (uint8_t)(1U << bit % 8);
			struct bytes value = bytes_of(arena_copy(arena, copy, length), length);
			const struct attribute properties = { .value = &value, .count = 1 };
			struct error error = { 0 };
			enum zone_update update;
			if (zone_update_read(&properties, &update, &error))
				ck_assert(length > 20 && update <= ZONE_UPDATE_SECURE);
			else
				ck_assert(error.kind != ERROR_NONE);
		}
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dns.zone-dynamic");
	TCase *tcase = tcase_create("dns.zone-dynamic");
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_test(tcase, advises);
	tcase_add_test(tcase, damaged);
	suite_add_tcase(suite, tcase);
	return suite;
}
