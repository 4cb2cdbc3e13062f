/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The combined answers of one server. */
#include "tests/test.h"

#include <string.h>

#include "clusterchk/view.h"
#include "tests/clusterchk/dns_case.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define LOOP            TO(NAME, 10, "b." DOMAIN), TO("b." DOMAIN, 10, "c." DOMAIN), TO("c." DOMAIN, 10, NAME)

enum { NO_TTL = -1 };

static const struct {
	const char *because;
	struct answer_row said[MAX_ANSWERS];
	enum error_kind visit_gap;
	const char *addresses;
	int64_t ttl;
	const char *cname;
	bool lame, refused, gap, not_asked;
	int64_t rcode;
} rows[] = {
	{ "an address", { { IN4, .record = { A_OF(NAME, 300) } }, { IN6 } }, .addresses = HERE,
		.ttl = 300 },
	{ "names have no case",
		{ { IN4, .name = "EXCMS01." DOMAIN, .record = { A_OF("ExCms01." DOMAIN, 300) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 300 },
	{ "IPv6 only", { { IN4 }, { IN6, .record = { AAAA_OF(NAME, 60) } } }, .addresses = SIX,
		.ttl = 60 },
	{ "IPv4 and IPv6: the longer TTL",
		{ { IN4, .record = { A_OF(NAME, 60) } },
			{ IN6, .record = { AAAA_OF(NAME, 1200) } } },
		.addresses = HERE ", " SIX, .ttl = 1200 },
	{ "sorted",
		{ { IN4, .record = { RECORD(NAME, "A", 60, THERE), A_OF(NAME, 60) } }, { IN6 } },
		.addresses = HERE ", " THERE, .ttl = 60 },
	{ "different TTLs of one type: the longest",
		{ { IN4, .record = { RECORD(NAME, "A", 600, THERE), A_OF(NAME, 60) } }, { IN6 } },
		.addresses = HERE ", " THERE, .ttl = 600 },
	{ "a TTL of 0", { { IN4, .record = { A_OF(NAME, 0) } }, { IN6 } }, .addresses = HERE,
		.ttl = 0 },
	{ "equal records count once (RFC 2181 5)",
		{ { IN4, .record = { A_OF(NAME, 60), A_OF(NAME, 60) } }, { IN6 } },
		.addresses = HERE, .ttl = 60 },
	{ "no TTL can be negative", { { IN4, .record = { A_OF(NAME, -1) } }, { IN6 } },
		.addresses = HERE, .ttl = 0, .gap = true },
	{ "NXDOMAIN and an address",
		{ { IN4, .rcode = 3, .record = { A_OF(NAME, 60) } }, { IN6, .rcode = 3 } },
		.addresses = HERE, .ttl = 60, .gap = true, .rcode = 3 },
	{ "NXDOMAIN for one type, an address of the other (RFC 4074 4.2)",
		{ { IN4, .record = { A_OF(NAME, 60) } }, { IN6, .rcode = 3 } }, .addresses = HERE,
		.ttl = 60, .gap = true, .rcode = 3 },
	{ "an alias to a name that does not exist: no contradiction (RFC 6604 3)",
		{ { IN4, .rcode = 3, .record = { TO(NAME, 60, ALIAS) } },
			{ IN6, .rcode = 3, .record = { TO(NAME, 60, ALIAS) } } },
		.addresses = "no address", .ttl = NO_TTL, .cname = ALIAS, .rcode = 3 },
	{ "NXDOMAIN", { { IN4, .rcode = 3 }, { IN6, .rcode = 3 } }, .addresses = "no address",
		.ttl = NO_TTL, .rcode = 3 },
	{ "records of other names and types do not count",
		{ { IN4, .record = { A_OF(ALIAS, 60), AAAA_OF(NAME, 60),
				 RECORD(NAME, "TYPE1", 60, "c000020a") } },
			{ IN6, .record = { A_OF(NAME, 60) } } },
		.addresses = "no address", .ttl = NO_TTL },
	{ "an alias: the shorter TTL",
		{ { IN4, .record = { TO(NAME, 300, ALIAS), A_OF(ALIAS, 1200) } },
			{ IN6, .record = { TO(NAME, 300, ALIAS) } } },
		.addresses = HERE, .ttl = 300, .cname = ALIAS },
	{ "an alias with a longer TTL than its address",
		{ { IN4, .record = { TO(NAME, 1200, ALIAS), A_OF(ALIAS, 60) } }, { IN6 } },
		.addresses = HERE, .ttl = 60, .cname = ALIAS },
	{ "an alias without an address in the other answer",
		{ { IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 60) } },
			{ IN6, .record = { TO(NAME, 86400, ALIAS) } } },
		.addresses = HERE, .ttl = 60, .cname = ALIAS },
	{ "an alias without an address",
		{ { IN4, .record = { TO(NAME, 60, ALIAS) } },
			{ IN6, .record = { TO(NAME, 60, ALIAS) } } },
		.addresses = "no address", .ttl = NO_TTL, .cname = ALIAS },
	{ "two aliases in a row, in any order",
		{ { IN4, .record = { A_OF(ALIAS, 900), TO("b." DOMAIN, 200, ALIAS),
				 TO(NAME, 300, "B." DOMAIN) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 200, .cname = "B." DOMAIN },
	{ "an alias with an address beside it (RFC 1034 3.6.2): a client may use it",
		{ { IN4, .record = { TO(NAME, 60, ALIAS), A_OF(NAME, 900), A_OF(ALIAS, 60) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 60, .cname = ALIAS, .gap = true },
	{ "an alias with two targets (RFC 2181 10.1)",
		{ { IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 60), TO(NAME, 60, FAR) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 60, .cname = ALIAS, .gap = true },
	{ "an alias with two TTLs",
		{ { IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 900),
				 TO(NAME, 900, ALIAS) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 60, .cname = ALIAS, .gap = true },
	{ "the same alias twice",
		{ { IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 60),
				 TO(NAME, 60, "MAIL-cluster." DOMAIN) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 60, .cname = ALIAS },
	{ "an alias into another domain: AA does not cover it",
		{ { IN4, .record = { TO(NAME, 60, FAR), A_OF(FAR, 60) } }, { IN6 } },
		.addresses = HERE, .ttl = 60, .cname = FAR, .lame = true },
	{ "an alias into another domain and back",
		{ { IN4, .record = { TO(NAME, 60, FAR), TO(FAR, 60, ALIAS), A_OF(ALIAS, 60) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 60, .cname = FAR, .lame = true },
	{ "a name that is its own alias",
		{ { IN4, .record = { TO(NAME, 60, NAME), A_OF(NAME, 60) } }, { IN6 } },
		.addresses = "no address", .ttl = NO_TTL, .cname = NAME, .gap = true },
	{ "a loop", { { IN4, .record = { LOOP } }, { IN6 } }, .addresses = "no address",
		.ttl = NO_TTL, .cname = "b." DOMAIN },
	{ "a loop with an address on it",
		{ { IN4, .record = { LOOP, A_OF(NAME, 60) } },
			{ IN6, .record = { LOOP, AAAA_OF("b." DOMAIN, 60) } } },
		.addresses = "no address", .ttl = NO_TTL, .cname = "b." DOMAIN, .gap = true },
	{ "a loop in one answer, an address in the other",
		{ { IN4, .record = { A_OF(NAME, 60) } }, { IN6, .record = { LOOP } } },
		.addresses = HERE, .ttl = 60, .cname = "b." DOMAIN },
	{ "one answer is not authoritative",
		{ { IN4, .record = { A_OF(NAME, 60) } }, { IN6, .lame = true } }, .addresses = HERE,
		.ttl = 60, .lame = true },
	{ "refused", { { IN4, .rcode = 5, .lame = true }, { IN6, .rcode = 2 } },
		.addresses = "no address", .ttl = NO_TTL, .lame = true, .refused = true,
		.rcode = 5 },
	{ "one answer refused", { { IN4, .record = { A_OF(NAME, 60) } }, { IN6, .rcode = 2 } },
		.addresses = HERE, .ttl = 60, .refused = true, .rcode = 2 },
	{ "SERVFAIL and NXDOMAIN: SERVFAIL counts", { { IN4, .rcode = 2 }, { IN6, .rcode = 3 } },
		.addresses = "no address", .ttl = NO_TTL, .refused = true, .rcode = 2 },
	{ "NXDOMAIN and SERVFAIL", { { IN4, .rcode = 3 }, { IN6, .rcode = 2 } },
		.addresses = "no address", .ttl = NO_TTL, .refused = true, .rcode = 2 },
	{ "one answer missing",
		{ { IN4, .record = { A_OF(NAME, 60) } }, { IN6, .gap = ERROR_TIMEOUT } },
		.addresses = HERE, .ttl = 60, .gap = true },
	{ "AAAA not asked for", { { IN4, .record = { A_OF(NAME, 60) } } }, .addresses = HERE,
		.ttl = 60, .gap = true },
	{ "A not asked for", { { IN6, .record = { AAAA_OF(NAME, 60) } } }, .addresses = SIX,
		.ttl = 60, .gap = true },
	{ "truncated", { { IN4, .cut = true, .record = { A_OF(NAME, 60) } }, { IN6 } },
		.addresses = HERE, .ttl = 60, .gap = true },
	{ "another name was asked for",
		{ { IN4, .name = ALIAS, .record = { A_OF(NAME, 60) } }, { IN6, .name = ALIAS } },
		.not_asked = true },
	{ "only CNAME was asked for", { { .type = "CNAME" } }, .not_asked = true },
	{ "nothing was asked", { { 0 } }, .not_asked = true },
	{ "the whole visit is missing", { { 0 } }, .visit_gap = ERROR_UNREACHABLE,
		.addresses = "no address", .ttl = NO_TTL, .gap = true },
	{ "a failed visit that asked for this name", { { IN6 } }, .visit_gap = ERROR_UNREACHABLE,
		.addresses = "no address", .ttl = NO_TTL, .gap = true },
	{ "a failed visit that asked for another name", { { IN4, .name = ALIAS } },
		.visit_gap = ERROR_UNREACHABLE, .not_asked = true },
	{ "the greatest TTL", { { IN4, .record = { A_OF(NAME, INT32_MAX) } }, { IN6 } },
		.addresses = HERE, .ttl = INT32_MAX },
	{ "one more, which is read as 0 by some",
		{ { IN4, .record = { A_OF(NAME, INT64_C(0x80000000)) } }, { IN6 } },
		.addresses = HERE, .ttl = 0, .gap = true },
	{ "the same on an alias",
		{ { IN4, .record = { TO(NAME, INT64_C(0xffffffff), ALIAS), A_OF(ALIAS, 60) } },
			{ IN6 } },
		.addresses = HERE, .ttl = 0, .cname = ALIAS, .gap = true },
};

START_TEST(each)
{
	struct arena *arena = arena_new();
	const char *because = rows[_i].because;
	const struct dns_visit visit =
		dns_visit_of(arena, "ns1", rows[_i].visit_gap, rows[_i].said);
	struct dns_view view;
	ck_assert_msg(view_read(arena, &visit, NAME, &view) == !rows[_i].not_asked, "%s", because);
	if (!rows[_i].not_asked) {
		const char *addresses = view_addresses(arena, &view);
		ck_assert_msg(
			strcmp(addresses, rows[_i].addresses) == 0, "%s: %s", addresses, because);
		ck_assert_msg(view.has_ttl == (rows[_i].ttl != NO_TTL), "%s", because);
		ck_assert_msg(!view.has_ttl || view.ttl == rows[_i].ttl, "%lld: %s",
			(long long)view.ttl, because);
		ck_assert_msg((view.gap != NULL) == rows[_i].gap, "gap: %s", because);
		ck_assert_msg(view.authoritative == !rows[_i].lame, "AA: %s", because);
		ck_assert_msg(view.refused == rows[_i].refused, "refused: %s", because);
		ck_assert_msg(view.rcode == rows[_i].rcode, "code: %s", because);
		ck_assert_msg((view.cname != NULL) == (rows[_i].cname != NULL), "%s", because);
		if (view.cname != NULL)
			ck_assert_str_eq(view.cname->data, rows[_i].cname);
		ck_assert(view.gap == NULL || gap_is(view.gap));
		ck_assert_ptr_eq(view.visit, &visit);
	}
	arena_free(arena);
}
END_TEST

/* At most sixteen aliases are followed. */
START_TEST(long_chains)
{
	struct arena *arena = arena_new();
	for (size_t aliases = 14; aliases <= 18; aliases++) {
		struct dns_record record[20];
		for (size_t i = 0; i < aliases; i++)
			record[i] = (struct dns_record)TO(
				i == 0 ? NAME : arena_format(arena, "c%zu." DOMAIN, i), 60,
				arena_format(arena, "c%zu." DOMAIN, i + 1));
		record[aliases] = (struct dns_record)A_OF(record[aliases - 1].data, 60);
		struct dns_answer answer[] = {
			{ .name = NAME,
				.type = "A",
				.authoritative = true,
				.record = record,
				.count = aliases + 1 },
			{ .name = NAME, .type = "AAAA", .authoritative = true },
		};
		const struct dns_visit visit = { .server = "ns1", .answer = answer, .count = 2 };
		struct dns_view view;
		ck_assert(view_read(arena, &visit, NAME, &view));
		ck_assert_uint_eq(view.address_count, aliases <= 16 ? 1 : 0);
		ck_assert(view.has_ttl == (aliases <= 16));
	}
	arena_free(arena);
}
END_TEST

START_TEST(same_addresses)
{
	const char *one[] = { HERE }, *same[] = { HERE }, *other[] = { THERE },
		   *both[] = { HERE, THERE };
	const struct dns_view a = { .address = one, .address_count = 1 },
			      b = { .address = same, .address_count = 1 },
			      c = { .address = other, .address_count = 1 },
			      d = { .address = both, .address_count = 2 }, none = { 0 };
	ck_assert(view_same_addresses(&a, &b));
	ck_assert(view_same_addresses(&none, &none));
	ck_assert(!view_same_addresses(&a, &c));
	ck_assert(!view_same_addresses(&a, &d));
	ck_assert(!view_same_addresses(&a, &none));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("view");
	TCase *tcase = tcase_create("view");
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_test(tcase, long_chains);
	tcase_add_test(tcase, same_addresses);
	suite_add_tcase(suite, tcase);
	return suite;
}
