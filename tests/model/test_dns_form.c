/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "model/dns_form.h"
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

#define LABEL_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define LABEL_61 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define THREE    LABEL_63 "." LABEL_63 "." LABEL_63 "."

static const struct {
	const char *type, *data;
	bool good;
	const char *because;
} data_rows[] = {
	{ "A", "192.0.2.1", true, "an address" },
	{ "A", "x", false, "a letter" },
	{ "A", "", false, "nothing" },
	{ "A", "192.0.2", false, "three numbers" },
	{ "A", "192.0.2.256", false, "more than a byte" },
	{ "A", "192.0.2.1 ", false, "a space" },
	{ "A", "::1", false, "IPv6" },
	{ "AAAA", "2001:db8::1", true, "an address" },
	{ "AAAA", "192.0.2.1", false, "IPv4" },
	{ "AAAA", "2001:db8::1%eth0", false, "an interface" },
	{ "AAAA", "1:2:3:4:5:6:7:8:9", false, "nine groups" },
	{ "CNAME", "excms01.corp.example.com", true, "a name" },
	{ "CNAME", "", false, "no name" },
	{ "CNAME", ".", true, "the root" },
	{ "CNAME", "a..b", false, "an empty label" },
	{ "CNAME", ".a", false, "an empty label in front" },
	{ "CNAME", "a.", false, "a dot at the end" },
	{ "NS", "_ldap._tcp.a-.*", true, "what no host is called" },
	{ "NS", "a b", false, "a space" },
	{ "NS", "a\\032b", true, "an escaped one" },
	{ "NS", "a\\.b.c", true, "a dot in a label" },
	{ "NS", "a\\256", false, "no byte" },
	{ "NS", "a\\25", false, "no three digits" },
	{ "NS", "a\\", false, "an escape of nothing" },
	{ "NS", "a\nb", false, "a line feed" },
	{ "NS", "caf\xc3\xa9", false, "beyond ASCII" },
	{ "PTR", LABEL_63 ".a", true, "the longest label" },
	{ "PTR", LABEL_63 "b.a", false, "one longer" },
	{ "PTR", "\\097" LABEL_61 "a.a", true, "an escape is one byte" },
	{ "PTR", THREE LABEL_61, true, "the longest name: 255 bytes" },
	{ "PTR", THREE LABEL_61 "a", false, "one longer" },
	{ "SOA", "dc1.x hostmaster.x 1 900 600 86400 3600", true, "as it should be" },
	{ "SOA", "dc1.x john\\.doe.x 1 900 600 86400 4294967295", true, "a dot in the mailbox" },
	{ "SOA", "dc1.x hostmaster.x 1 900 600 86400 4294967296", false, "33 bits" },
	{ "SOA", "dc1.x hostmaster.x 1 900 600 86400", false, "four numbers" },
	{ "SOA", "dc1.x hostmaster.x 1 900 600 86400 3600 1", false, "six" },
	{ "SOA", "dc1.x hostmaster.x -1 900 600 86400 3600", false, "below zero" },
	{ "SOA", "dc1.x 1 900 600 86400 3600", false, "one name" },
	{ "SRV", "0 100 389 dc1.x", true, "as it should be" },
	{ "SRV", "0 0 0 .", true, "no such service" },
	{ "SRV", "0 100 65536 dc1.x", false, "a port of 17 bits" },
	{ "SRV", "0 100 dc1.x", false, "two numbers" },
	{ "SRV", "0 100 389 ", false, "no target" },
	{ "SRV", "0 100 389 a b", false, "two" },
	{ "SRV", "0  100 389 a", false, "two spaces" },
	{ "TYPE15", "000a00", true, "hexadecimal" },
	{ "TYPE15", "", true, "without data" },
	{ "TYPE15", "000", false, "half a byte" },
	{ "TYPE15", "0 mx.x", false, "text" },
	{ "MX", "0 mx.x", false, "written as TYPE15" },
	{ "TYPE", "00", false, "without a number" },
	{ "TYPE1x", "00", false, "a letter" },
	{ "a", "192.0.2.1", false, "a small letter" },
	{ "", "", false, "no type" },
};

START_TEST(data_fits_its_type)
{
	const struct dns_record record = { "a.x", data_rows[_i].type, 300, data_rows[_i].data };
	const char *fault = dns_record_fault(arena, &record);
	ck_assert_msg((fault == NULL) == data_rows[_i].good, "%s %s: %s", record.type,
		data_rows[_i].because, fault);
}
END_TEST

START_TEST(the_owner_is_a_name)
{
	const struct dns_record record = { "a..x", "A", 300, "192.0.2.1" };
	ck_assert_ptr_nonnull(dns_record_fault(arena, &record));
}
END_TEST

/* The answer about "a.x", type A. */
static const struct {
	struct dns_record record[3];
	bool good;
	const char *because;
} answer_rows[] = {
	{ { { 0 } }, true, "no record" },
	{ { { "a.x", "A", 1, "192.0.2.1" }, { "A.X", "A", 1, "192.0.2.1" } }, true,
		"the same record twice, in other letters" },
	{ { { "a.x", "AAAA", 1, "::1" } }, false, "the other family" },
	{ { { "b.x", "A", 1, "192.0.2.1" } }, false, "another name" },
	{ { { "a.x", "CNAME", 1, "b.x" }, { "b.x", "A", 1, "192.0.2.1" } }, true, "an alias" },
	{ { { "b.x", "A", 1, "192.0.2.1" }, { "a.x", "CNAME", 1, "B.x" } }, true,
		"in another order" },
	{ { { "a.x", "CNAME", 1, "b.x" }, { "b.x", "CNAME", 1, "c.x" },
		  { "c.x", "A", 1, "192.0.2.1" } },
		true, "two aliases" },
	{ { { "a.x", "CNAME", 1, "b.x" }, { "c.x", "A", 1, "192.0.2.1" } }, false,
		"behind the alias another name" },
	{ { { "x", "TYPE39", 1, "00" }, { "a.x", "CNAME", 1, "a.y" },
		  { "a.y", "A", 1, "192.0.2.1" } },
		true, "the alias of a domain" },
	{ { { "a.x", "A", 1, "192.0.2.1" }, { "a.x", "TYPE46", 1, "00" } }, true, "a signature" },
	{ { { "a.x", "TYPE16", 1, "00" } }, false, "a text" },
};

START_TEST(answers_fit_their_question)
{
	struct dns_answer answer = { .name = "a.x", .type = "A" };
	answer.record = arena_copy(arena, answer_rows[_i].record, sizeof answer_rows[_i].record);
	while (answer.count < 3 && answer.record[answer.count].name != NULL)
		answer.count++;
	const char *fault = dns_answer_fault(arena, &answer);
	ck_assert_msg(
		(fault == NULL) == answer_rows[_i].good, "%s: %s", answer_rows[_i].because, fault);
}
END_TEST

START_TEST(every_type_may_be_an_alias)
{
	static const char *const types[] = { "A", "AAAA", "CNAME", "NS", "PTR", "SOA", "SRV" };
	for (size_t i = 0; i < COUNT(types); i++) {
		struct dns_record record = { "a.x", "CNAME", 1, "b.x" };
		const struct dns_answer answer = {
			.name = "a.x", .type = types[i], .record = &record, .count = 1
		};
		ck_assert_ptr_null(dns_answer_fault(arena, &answer));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dns_form");
	TCase *tcase = tcase_create("dns_form");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, data_fits_its_type, 0, COUNT(data_rows));
	tcase_add_test(tcase, the_owner_is_a_name);
	tcase_add_loop_test(tcase, answers_fit_their_question, 0, COUNT(answer_rows));
	tcase_add_test(tcase, every_type_may_be_an_alias);
	suite_add_tcase(suite, tcase);
	return suite;
}
