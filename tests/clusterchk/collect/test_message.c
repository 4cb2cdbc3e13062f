/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DNS messages, byte by byte: valid and malformed ones. */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "clusterchk/collect/message.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The parts of a message, as string literals: RFC 1035 4.1. */
#define HEADER(flags, records) "\x12\x34" flags "\x00\x01\x00" records "\x00\x00\x00\x00"
#define AA                     "\x84\x00"
#define AA_TC                  "\x86\x00"
#define RA                     "\x80\x80"
#define AA_NO_NAME             "\x84\x03"
#define RA_REFUSED             "\x80\x85"
#define QUESTION(type)                                                                             \
	"\x07"                                                                                     \
	"EXCMS01\x04"                                                                              \
	"corp\x07"                                                                                 \
	"example\x03"                                                                              \
	"com\x00" type "\x00\x01"
#define IS_A                                  "\x00\x01"
#define IS_NS                                 "\x00\x02"
#define IS_CNAME                              "\x00\x05"
#define IS_SOA                                "\x00\x06"
#define IS_PTR                                "\x00\x0c"
#define IS_TXT                                "\x00\x10"
#define IS_AAAA                               "\x00\x1c"
#define IS_SRV                                "\x00\x21"
#define ASKED                                 "\xc0\x0c" /* the name in the question */
#define IN_DOMAIN                             "\xc0\x14" /* corp.example.com, in it */
#define FIVE_MINUTES                          "\x00\x00\x01\x2c"
#define RECORD(name, type, ttl, length, data) name type "\x00\x01" ttl "\x00" length data
#define ADDRESS                               RECORD(ASKED, IS_A, FIVE_MINUTES, "\x04", "\xc0\x00\x02\x0a")
#define TO_ALIAS                              RECORD(ASKED, IS_CNAME, FIVE_MINUTES, "\x07", "\x04MAIL" IN_DOMAIN)
#define OF_ALIAS                              RECORD("\xc0\x36", IS_A, "\x00\x00\x00\x3c", "\x04", "\xc0\x00\x02\x0a")
/* RFC 6891 6.1.2: the root, the type, the size of a datagram, and the code's upper eight bits. */
#define WITH_OPT(flags)                       "\x12\x34" flags "\x00\x01\x00\x00\x00\x00\x00\x01"
#define OPT(code)                             "\x00\x00\x29\x04\xd0" code "\x00\x00\x00\x00\x00"
#define SIX_BYTES                             "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x10"
#define NAME                                  "excms01.corp.example.com"

#define MESSAGE(text) text, sizeof(text) - 1

enum { MAX_EXPECTED = 2 };

static const struct good {
	const char *because;
	const char *text;
	size_t length;
	int64_t rcode;
	bool aa, tc, ra;
	struct dns_record record[MAX_EXPECTED];
	size_t count;
} good_rows[] = {
	{ "an address", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) ADDRESS), 0, true, false, false,
		{ { NAME, "A", 300, "192.0.2.10" } }, 1 },
	{ "an IPv6 address",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_AAAA)
				RECORD(ASKED, IS_AAAA, FIVE_MINUTES, "\x10", SIX_BYTES)),
		0, true, false, false, { { NAME, "AAAA", 300, "2001:db8::10" } }, 1 },
	{ "an alias and its address", MESSAGE(HEADER(AA, "\x02") QUESTION(IS_A) TO_ALIAS OF_ALIAS),
		0, true, false, false,
		{ { NAME, "CNAME", 300, "mail.corp.example.com" },
			{ "mail.corp.example.com", "A", 60, "192.0.2.10" } },
		2 },
	{ "a name server, whose name is not compressed",
		MESSAGE(HEADER(RA, "\x01") QUESTION(IS_NS) RECORD(
			IN_DOMAIN, IS_NS, FIVE_MINUTES, "\x09", "\x03NS1\x03NET\x00")),
		0, false, false, true, { { "corp.example.com", "NS", 300, "ns1.net" } }, 1 },
	{ "SRV",
		MESSAGE(HEADER(RA, "\x01") QUESTION(IS_SRV)
				RECORD(ASKED, IS_SRV, FIVE_MINUTES, "\x0c",
					"\x00\x01\x00\x64\x01\x85\x03"
					"DC1" IN_DOMAIN)),
		0, false, false, true, { { NAME, "SRV", 300, "1 100 389 dc1.corp.example.com" } },
		1 },
	{ "SRV with the root as target: not offered",
		MESSAGE(HEADER(RA, "\x01") QUESTION(IS_SRV)
				RECORD(ASKED, IS_SRV, FIVE_MINUTES, "\x07", "\0\0\0\0\0\0\0")),
		0, false, false, true, { { NAME, "SRV", 300, "0 0 0 ." } }, 1 },
	{ "SOA",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SOA)
				RECORD(IN_DOMAIN, IS_SOA, FIVE_MINUTES, "\x27",
					"\x03"
					"DC1" IN_DOMAIN "\x0a"
					"hostmaster" IN_DOMAIN "\xff\xff\xff\xfe"
					"\x00\x00\x03\x84"
					"\x00\x00\x02\x58"
					"\x00\x01\x51\x80"
					"\x00\x00\x0e\x10")),
		0, true, false, false,
		{ { "corp.example.com", "SOA", 300,
			"dc1.corp.example.com hostmaster.corp.example.com 4294967294 900 600 "
			"86400 3600" } },
		1 },
	{ "PTR",
		MESSAGE(HEADER(AA, "\x01") "\x02"
					   "10"
					   "\x03"
					   "192"
					   "\x07"
					   "in-addr"
					   "\x04"
					   "arpa"
					   "\x00" IS_PTR
					   "\x00\x01" RECORD(ASKED, IS_PTR, FIVE_MINUTES, "\x09",
						   "\x03"
						   "Ex1"
						   "\x03"
						   "Net"
						   "\x00")),
		0, true, false, false, { { "10.192.in-addr.arpa", "PTR", 300, "ex1.net" } }, 1 },
	{ "a type that was not asked for",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD(ASKED, IS_TXT, FIVE_MINUTES, "\x03", "\x02hi")),
		0, true, false, false, { { NAME, "TYPE16", 300, "026869" } }, 1 },
	{ "a type without data",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD(ASKED, IS_TXT, FIVE_MINUTES, "\x00", "")),
		0, true, false, false, { { NAME, "TYPE16", 300, "" } }, 1 },
	{ "NXDOMAIN", MESSAGE(HEADER(AA_NO_NAME, "\x00") QUESTION(IS_A)), 3, true, false, false,
		{ { 0 } }, 0 },
	{ "refused", MESSAGE(HEADER(RA_REFUSED, "\x00") QUESTION(IS_A)), 5, false, false, true,
		{ { 0 } }, 0 },
	{ "no error, by an OPT record too", MESSAGE(WITH_OPT(AA) QUESTION(IS_A) OPT("\x00")), 0,
		true, false, false, { { 0 } }, 0 },
	{ "BADVERS: half of the code is in the OPT record",
		MESSAGE(WITH_OPT(AA) QUESTION(IS_A) OPT("\x01")), 16, true, false, false, { { 0 } },
		0 },
	{ "both halves of a code", MESSAGE(WITH_OPT(AA_NO_NAME) QUESTION(IS_A) OPT("\xff")), 4083,
		true, false, false, { { 0 } }, 0 },
	{ "truncated by the server (TC)", MESSAGE(HEADER(AA_TC, "\x00") QUESTION(IS_A)), 0, true,
		true, false, { { 0 } }, 0 },
	{ "the top bit of a TTL is not a sign",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(
			ASKED, IS_A, "\xff\xff\xff\xff", "\x04", "\xc0\x00\x02\x0a")),
		0, true, false, false, { { NAME, "A", 4294967295, "192.0.2.10" } }, 1 },
	{ "a dot inside a label is escaped",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD("\x03"
								 "a.b" IN_DOMAIN,
			IS_A, FIVE_MINUTES, "\x04", "\xc0\x00\x02\x0a")),
		0, true, false, false, { { "a\\.b.corp.example.com", "A", 300, "192.0.2.10" } },
		1 },
	{ "the root has an address",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD("\x00", IS_A, FIVE_MINUTES, "\x04", "\xc0\x00\x02\x0a")),
		0, true, false, false, { { ".", "A", 300, "192.0.2.10" } }, 1 },
	{ "nothing but a header", MESSAGE("\x12\x34" AA "\0\0\0\0\0\0\0\0"), 0, true, false, false,
		{ { 0 } }, 0 },
};

static const struct {
	const char *because;
	const char *text;
	size_t length;
} bad_rows[] = {
	{ "nothing", MESSAGE("") },
	{ "a question", MESSAGE(HEADER("\x04\x00", "\x01") QUESTION(IS_A) ADDRESS) },
	{ "an answer to an update", MESSAGE(HEADER("\xac\x00", "\x01") QUESTION(IS_A) ADDRESS) },
	{ "a byte after the end", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) ADDRESS "\x00") },
	{ "a record fewer than it says", MESSAGE(HEADER(AA, "\x02") QUESTION(IS_A) ADDRESS) },
	{ "a record more than it says", MESSAGE(HEADER(AA, "\x00") QUESTION(IS_A) ADDRESS) },
	{ "more records than allowed", MESSAGE(HEADER(AA, "\xff") QUESTION(IS_A) ADDRESS) },
	{ "no question where one is announced", MESSAGE(HEADER(AA, "\x00")) },
	{ "an address of another class (CH)",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) ASKED IS_A "\x00\x03" FIVE_MINUTES
								     "\x00\x04\xc0\x00\x02\x0a") },
	{ "an address of three bytes", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(ASKED, IS_A,
					       FIVE_MINUTES, "\x03", "\xc0\x00\x02")) },
	{ "an address of five bytes", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(ASKED, IS_A,
					      FIVE_MINUTES, "\x05", "\xc0\x00\x02\x0a\x0a")) },
	{ "an address of no bytes", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(
					    ASKED, IS_A, FIVE_MINUTES, "\x00", "")) },
	{ "an IPv4 address as AAAA", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_AAAA) RECORD(ASKED,
					     IS_AAAA, FIVE_MINUTES, "\x04", "\xc0\x00\x02\x0a")) },
	{ "data longer than the message",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD(ASKED, IS_A, FIVE_MINUTES, "\x08", "\xc0\x00\x02\x0a")) },
	{ "an alias that points to itself", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(ASKED,
						    IS_CNAME, FIVE_MINUTES, "\x02", "\xc0\x36")) },
	{ "an alias that points before itself and comes back",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD(ASKED, IS_CNAME, FIVE_MINUTES, "\x04", "\x01x\xc0\x36")) },
	{ "an alias that points beyond the message",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD(ASKED, IS_CNAME, FIVE_MINUTES, "\x02", "\xff\xff")) },
	{ "an alias without an end", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(
					     ASKED, IS_CNAME, FIVE_MINUTES, "\x02", "\x01x")) },
	{ "an alias of no bytes", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(
					  ASKED, IS_CNAME, FIVE_MINUTES, "\x00", "")) },
	{ "an alias with bytes after its name",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A)
				RECORD(ASKED, IS_CNAME, FIVE_MINUTES, "\x03", "\xc0\x0cx")) },
	{ "an alias that reaches into the next record",
		MESSAGE(HEADER(AA, "\x02") QUESTION(IS_A)
				RECORD(ASKED, IS_CNAME, FIVE_MINUTES, "\x01", "\x02") ADDRESS) },
	{ "an unknown kind of label", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(
					      ASKED, IS_CNAME, FIVE_MINUTES, "\x02", "\x80\x00")) },
	{ "SRV that ends before its name", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SRV) RECORD(ASKED,
						   IS_SRV, FIVE_MINUTES, "\x06", "\0\0\0\0\0\0")) },
	{ "SRV that ends before its port", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SRV) RECORD(ASKED,
						   IS_SRV, FIVE_MINUTES, "\x03", "\0\0\0")) },
	{ "SOA without its last number",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SOA) RECORD(IN_DOMAIN, IS_SOA, FIVE_MINUTES,
			"\x14", IN_DOMAIN IN_DOMAIN "\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1")) },
	{ "SOA with only one name",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SOA) RECORD(IN_DOMAIN, IS_SOA, FIVE_MINUTES,
			"\x16", IN_DOMAIN "\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1")) },
	{ "SOA with a byte after the end",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SOA) RECORD(IN_DOMAIN, IS_SOA, FIVE_MINUTES,
			"\x19",
			IN_DOMAIN IN_DOMAIN "\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\7")) },
	{ "SOA without data", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_SOA) RECORD(
				      IN_DOMAIN, IS_SOA, FIVE_MINUTES, "\x00", "")) },
	{ "a pointer to an invalid name", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_PTR) RECORD(
						  ASKED, IS_PTR, FIVE_MINUTES, "\x00", "")) },
	{ "a question that points to itself, and an answer to it",
		MESSAGE(HEADER(AA, "\x01") "\xc0\x0c\x00\x01\x00\x01" ADDRESS) },
	{ "an owner that points to itself",
		MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) RECORD(
			"\xc0\x2a", IS_A, FIVE_MINUTES, "\x04", "\xc0\x00\x02\x0a")) },
};

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* Parses a copy of exactly that length, and checks what must hold for every answer. */
static bool read_copy(const void *from, size_t length, struct dns_answer *answer)
{
	uint8_t *copy = malloc(length);
	ck_assert(copy != NULL || length == 0);
	if (length > 0)
		memcpy(copy, from, length);
	struct error error = { 0 };
	*answer = (struct dns_answer){ 0 };
	bool read = message_read(arena, bytes_of(copy, length), answer, &error);
	free(copy);
	ck_assert(read == (error.kind == ERROR_NONE));
	ck_assert(read || (error.kind == ERROR_MALFORMED && error.text[0] != '\0'));
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		ck_assert(record->name != NULL && *record->name != '\0');
		ck_assert(record->type != NULL && record->data != NULL);
		ck_assert(record->ttl >= 0 && record->ttl <= UINT32_MAX);
		for (const char *at = record->name; *at != '\0'; at++)
			ck_assert(*at > ' ' && *at < 0x7f && (*at < 'A' || *at > 'Z'));
	}
	ck_assert(!read || (answer->rcode >= 0 && answer->rcode <= 4095));
	return read;
}

START_TEST(good)
{
	const struct good *row = &good_rows[_i];
	struct dns_answer answer;
	ck_assert_msg(read_copy(row->text, row->length, &answer), "%s", row->because);
	ck_assert_msg(answer.rcode == row->rcode, "%s", row->because);
	ck_assert_msg(answer.authoritative == row->aa, "%s", row->because);
	ck_assert_msg(answer.truncated == row->tc, "%s", row->because);
	ck_assert_msg(answer.recursion_available == row->ra, "%s", row->because);
	ck_assert_msg(answer.count == row->count, "%s", row->because);
	for (size_t i = 0; i < answer.count; i++) {
		ck_assert_str_eq(answer.record[i].name, row->record[i].name);
		ck_assert_str_eq(answer.record[i].type, row->record[i].type);
		ck_assert_str_eq(answer.record[i].data, row->record[i].data);
		ck_assert_int_eq(answer.record[i].ttl, row->record[i].ttl);
	}
}
END_TEST

START_TEST(bad)
{
	struct dns_answer answer;
	ck_assert_msg(!read_copy(bad_rows[_i].text, bad_rows[_i].length, &answer), "%s",
		bad_rows[_i].because);
}
END_TEST

/* A message that ends too early, at any byte, is malformed. */
START_TEST(cut_everywhere)
{
	const struct good *row = &good_rows[_i];
	struct dns_answer answer;
	for (size_t length = 0; length < row->length; length++)
		ck_assert_msg(!read_copy(row->text, length, &answer), "%s: %zu bytes", row->because,
			length);
}
END_TEST

START_TEST(flipped_everywhere)
{
	const struct good *row = &good_rows[_i];
	uint8_t *copy = arena_copy(arena, row->text, row->length);
	struct dns_answer answer;
	for (size_t bit = 0; bit < 8 * row->length; bit++) {
		copy[bit / 8] ^= (uint8_t)(1U << bit % 8);
		read_copy(copy, row->length, &answer);
		copy[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
}
END_TEST

/* Too many records are rejected, even if the message has them all. */
START_TEST(too_many_records)
{
	static const char owner_to_length[] = "\x00\x00\x10\x00\x01\x00\x00\x00\x00\x00\x00";
	enum { HEADER_BYTES = 12, RECORD_BYTES = sizeof owner_to_length - 1, LIMIT = 4096 };
	uint8_t *text = arena_alloc(arena, HEADER_BYTES + (LIMIT + 1) * RECORD_BYTES);
	for (size_t count = LIMIT; count <= LIMIT + 1; count++) {
		text[2] = 0x84;
		text[6] = (uint8_t)(count >> 8);
		text[7] = (uint8_t)count;
		for (size_t i = 0; i < count; i++)
			memcpy(text + HEADER_BYTES + i * RECORD_BYTES, owner_to_length,
				RECORD_BYTES);
		struct dns_answer answer;
		bool read = read_copy(text, HEADER_BYTES + count * RECORD_BYTES, &answer);
		ck_assert(read == (count == LIMIT));
	}
}
END_TEST

/* The question section of a message. */
START_TEST(questions)
{
	static const struct {
		const char *because, *text;
		size_t length;
		const char *name;
		int type;
	} each[] = {
		{ "an answer", MESSAGE(HEADER(AA, "\x01") QUESTION(IS_A) ADDRESS), NAME, 1 },
		{ "a refusal", MESSAGE(HEADER(RA_REFUSED, "\x00") QUESTION(IS_PTR)), NAME, 12 },
		{ "none repeated", MESSAGE("\x12\x34" RA_REFUSED "\0\0\0\0\0\0\0\0"), NULL, 0 },
		{ "two",
			MESSAGE("\x12\x34" AA "\0\2\0\0\0\0\0\0"
				"\0\0\1\0\1"
				"\0\0\1\0\1"),
			NULL, 0 },
		{ "noise", MESSAGE("\x12\x34noise noise noise"), NULL, 0 },
		{ "nothing", MESSAGE(""), NULL, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(each); i++) {
		int type = 0;
		const char *name =
			message_question(arena, bytes_of(each[i].text, each[i].length), &type);
		ck_assert_msg((name == NULL) == (each[i].name == NULL), "%s", each[i].because);
		ck_assert_msg(name == NULL || strcmp(name, each[i].name) == 0, "%s", name);
		ck_assert_int_eq(type, each[i].type);
	}
}
END_TEST

START_TEST(types)
{
	ck_assert_int_eq(message_type("SOA"), 6);
	ck_assert_int_eq(message_type("PTR"), 12);
	ck_assert_int_eq(message_type("A"), 1);
	ck_assert_int_eq(message_type("NS"), 2);
	ck_assert_int_eq(message_type("CNAME"), 5);
	ck_assert_int_eq(message_type("AAAA"), 28);
	ck_assert_int_eq(message_type("SRV"), 33);
	ck_assert_int_eq(message_type("TXT"), 0);
	ck_assert_int_eq(message_type(""), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("message");
	TCase *tcase = tcase_create("message");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, good, 0, COUNT_OF(good_rows));
	tcase_add_loop_test(tcase, bad, 0, COUNT_OF(bad_rows));
	tcase_add_loop_test(tcase, cut_everywhere, 0, COUNT_OF(good_rows));
	tcase_add_loop_test(tcase, flipped_everywhere, 0, COUNT_OF(good_rows));
	tcase_add_test(tcase, too_many_records);
	tcase_add_test(tcase, questions);
	tcase_add_test(tcase, types);
	suite_add_tcase(suite, tcase);
	return suite;
}
