/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to a server on this machine that answers correctly, or wrongly in several ways. */
#include "tests/test.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clusterchk/collect/resolver.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum manner {
	ANSWERS,
	WITHOUT_EDNS,
	REFUSES,
	OTHER_ID,
	OTHER_NAME,
	OTHER_TYPE,
	NOISE,
	CUT,
	SILENCE
};
enum { HEADER_BYTES = 12, MAX_BYTES = 1500, QUESTIONS = 100 };
/* Deadlines: with a reply; without one; with a mismatch, which ends like no reply. */
enum { ANSWER_MS = 15 * 1000, SILENCE_MS = 300, MISMATCH_MS = 1000 };

/* Where the question of a message ends; EDNS follows. */
static size_t question_end(const unsigned char *message, size_t length)
{
	size_t at = HEADER_BYTES;
	while (at < length && message[at] != 0)
		at += message[at] + 1U;
	return at + 5 <= length ? at + 5 : length;
}

static bool gives_record(enum manner manner)
{
	return manner == ANSWERS || manner == WITHOUT_EDNS;
}

static size_t reply(enum manner manner, unsigned char *message, size_t length)
{
	static const unsigned char record[] = { 0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 0x2c, 0, 4, 192, 0,
		2, 10 };
	const size_t end = question_end(message, length);
	const bool stumbles = manner == WITHOUT_EDNS && end < length;
	message[2] = manner == CUT ? 0x86 : 0x84;
	message[3] = manner == REFUSES ? 5 : stumbles ? 1 : 0;
	memset(message + 6, 0, 6);
	message[1] ^= manner == OTHER_ID;
	message[HEADER_BYTES + 1] ^= manner == OTHER_NAME ? 0x03 : 0;
	message[end - 3] ^= manner == OTHER_TYPE;
	if (manner == NOISE)
		memset(message + 2, 0xa5, end - 2);
	if (!gives_record(manner) || stumbles)
		return end;
	message[7] = 1;
	memcpy(message + end, record, sizeof record);
	return end + sizeof record;
}

/* Until it is killed. */
static void serve(int file, enum manner manner)
{
	unsigned char message[MAX_BYTES];
	for (;;) {
		struct sockaddr_storage from;
		socklen_t size = sizeof from;
		ssize_t length = recvfrom(
			file, message, MAX_BYTES - 100, 0, (struct sockaddr *)&from, &size);
		if (length > HEADER_BYTES && manner != SILENCE)
			(void)sendto(file, message, reply(manner, message, (size_t)length), 0,
				(struct sockaddr *)&from, size);
	}
}

static uint16_t bind_to(int file, bool six)
{
	struct sockaddr_in6 inner = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in outer = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr *address = six ? (struct sockaddr *)&inner : (struct sockaddr *)&outer;
	socklen_t size = six ? sizeof inner : sizeof outer;
	if (bind(file, address, size) != 0 || getsockname(file, address, &size) != 0)
		return 0;
	return ntohs(six ? inner.sin6_port : outer.sin_port);
}

static const struct {
	const char *because;
	enum manner manner;
	bool six;
	enum error_kind cause;
	int64_t rcode;
	const char *gap_holds, *gap_lacks;
} rows[] = {
	{ "an answer", ANSWERS, false, ERROR_NONE, 0, NULL, NULL },
	{ "over IPv6", ANSWERS, true, ERROR_NONE, 0, NULL, NULL },
	{ "a server from before EDNS says that it cannot read the question (RFC 6891 7)",
		WITHOUT_EDNS, false, ERROR_NONE, 0, NULL, NULL },
	{ "refused is an answer", REFUSES, false, ERROR_NONE, 5, NULL, NULL },
	{ "a reply with another ID", OTHER_ID, false, ERROR_TIMEOUT, 0, "another ID", NULL },
	{ "a reply for another name", OTHER_NAME, false, ERROR_TIMEOUT, 0, "another question",
		NULL },
	{ "a reply for another type", OTHER_TYPE, false, ERROR_TIMEOUT, 0, "another question",
		NULL },
	{ "noise", NOISE, false, ERROR_TIMEOUT, 0, "no DNS message", NULL },
	{ "truncated over UDP, and TCP is refused", CUT, false, ERROR_UNREACHABLE, 0, "over TCP",
		"no DNS server" },
	{ "silence", SILENCE, false, ERROR_TIMEOUT, 0, "deadline", "what came" },
};

static void ask(
	struct arena *arena, uint16_t port, bool six, int64_t patience_ms, struct dns_visit *visit)
{
	struct dns_question questions[QUESTIONS];
	const char *host = six ? "::1" : "127.0.0.1";
	struct endpoint server = { host, host, port };
	struct error error = { 0 };
	for (size_t i = 0; i < QUESTIONS; i++)
		questions[i] = (struct dns_question){ arena_format(arena, "cms%zu.example.com", i),
			"A", false };
	ck_assert(resolver_ask(
		arena, &server, questions, QUESTIONS, deadline_after(patience_ms), visit, &error));
}

START_TEST(manners)
{
	const bool six = rows[_i].six;
	const int file = socket(six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
	const uint16_t port = file < 0 ? 0 : bind_to(file, six);
	if (port == 0) {
		ck_assert_msg(six, "no loopback address");
		return; /* a machine without IPv6 */
	}
	pid_t server = fork();
	ck_assert(server >= 0);
	if (server == 0)
		serve(file, rows[_i].manner);
	struct arena *arena = arena_new();
	struct dns_visit visit = { .server = "ns1" };
	const int64_t patience_ms = rows[_i].cause != ERROR_TIMEOUT ? ANSWER_MS
				    : rows[_i].manner == SILENCE    ? SILENCE_MS
								    : MISMATCH_MS;
	ask(arena, port, six, patience_ms, &visit);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	close(file);

	ck_assert_uint_eq(visit.count, QUESTIONS);
	for (size_t i = 0; i < QUESTIONS; i++) {
		const struct dns_answer *answer = &visit.answer[i];
		const char *words = answer->gap.text;
		ck_assert_str_eq(answer->name, arena_format(arena, "cms%zu.example.com", i));
		ck_assert_msg(
			answer->gap.cause == rows[_i].cause, "%s: %s", rows[_i].because, words);
		if (rows[_i].manner == SILENCE) /* one cause, and not one for each wave */
			ck_assert_str_eq(words, visit.answer[0].gap.text);
		ck_assert_int_eq(answer->rcode, rows[_i].rcode);
		ck_assert_uint_eq(answer->count, gives_record(rows[_i].manner));
		ck_assert(answer->count == 0 || strcmp(answer->record[0].data, "192.0.2.10") == 0);
	}
	const char *words = visit.answer[0].gap.text;
	ck_assert_msg(rows[_i].gap_holds == NULL || strstr(words, rows[_i].gap_holds) != NULL,
		"%s: %s", rows[_i].because, words);
	ck_assert(rows[_i].gap_lacks == NULL || strstr(words, rows[_i].gap_lacks) == NULL);
	arena_free(arena);
}
END_TEST

/* A closed port, and more questions than are in flight together: each fails at once. */
START_TEST(nobody_there)
{
	const int file = socket(AF_INET, SOCK_DGRAM, 0);
	const uint16_t port = bind_to(file, false);
	close(file);
	struct arena *arena = arena_new();
	struct dns_visit visit = { .server = "ns1" };
	ask(arena, port, false, ANSWER_MS, &visit);
	ck_assert_uint_eq(visit.count, QUESTIONS);
	for (size_t i = 0; i < QUESTIONS; i++)
		ck_assert_int_eq(visit.answer[i].gap.cause, ERROR_UNREACHABLE);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("resolver");
	TCase *tcase = tcase_create("resolver");
	tcase_set_timeout(tcase, 20);
	tcase_add_loop_test(tcase, manners, 0, COUNT_OF(rows));
	tcase_add_test(tcase, nobody_there);
	suite_add_tcase(suite, tcase);
	return suite;
}
