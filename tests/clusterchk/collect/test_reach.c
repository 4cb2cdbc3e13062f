/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers with several addresses, of which some answer, over UDP, TCP or both. */
#include "tests/test.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clusterchk/collect/message.h"
#include "clusterchk/collect/reach.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum { ADDRESSES = 5, MAX_BYTES = 512, ANSWER_MS = 900, ALL_MS = 4000 };

/* What is at an address over one transport: a port that nobody has, that nobody reads, or a DNS
 * server. */
enum port { SHUT, MUTE, ANSWERS };

/* One address: over UDP, over TCP. */
struct place {
	enum port udp, tcp;
};

static const struct {
	const char *because;
	struct place place[ADDRESSES];
	size_t count, expected; /* the index of the address; ADDRESSES: none replies */
	bool over_tcp;
	int64_t most_ms;
} rows[] = {
	{ "one address", { { ANSWERS, ANSWERS } }, 1, 0, false, ANSWER_MS },
	{ "a firewall that drops TCP", { { ANSWERS, MUTE } }, 1, 0, false, ANSWER_MS },
	{ "a firewall that drops UDP", { { MUTE, ANSWERS } }, 1, 0, true, ALL_MS },
	{ "a firewall that rejects UDP", { { SHUT, ANSWERS } }, 1, 0, true, ANSWER_MS },
	{ "nobody there", { { SHUT, SHUT } }, 1, ADDRESSES, false, ANSWER_MS },
	{ "silence", { { MUTE, MUTE } }, 1, ADDRESSES, false, ALL_MS },
	{ "the fifth address",
		{ { MUTE, MUTE }, { SHUT, SHUT }, { MUTE, SHUT }, { MUTE, MUTE },
			{ ANSWERS, ANSWERS } },
		5, 4, false, ANSWER_MS },
	{ "the fifth address, over TCP",
		{ { MUTE, MUTE }, { SHUT, SHUT }, { MUTE, SHUT }, { MUTE, MUTE },
			{ MUTE, ANSWERS } },
		5, 4, true, ALL_MS },
	{ "UDP of the second comes before TCP of the first",
		{ { MUTE, ANSWERS }, { ANSWERS, SHUT } }, 2, 1, false, ANSWER_MS },
};

/* The sockets that a server reads. */
struct peers {
	struct pollfd file[2 * ADDRESSES * 2];
	bool is_listener[2 * ADDRESSES * 2];
	nfds_t count;
};

static void peers_add(struct peers *peers, int file, bool is_listener)
{
	ck_assert_uint_lt(peers->count, COUNT_OF(peers->file));
	peers->is_listener[peers->count] = is_listener;
	peers->file[peers->count++] = (struct pollfd){ .fd = file, .events = POLLIN };
}

/* A port that is free for both transports stays reserved: its sockets are open until the end. */
static struct sockaddr_in open_place(const struct place *place, struct peers *peers)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	const int tcp = socket(AF_INET, SOCK_STREAM, 0), udp = socket(AF_INET, SOCK_DGRAM, 0);
	ck_assert(bind(tcp, (struct sockaddr *)&at, size) == 0);
	ck_assert(getsockname(tcp, (struct sockaddr *)&at, &size) == 0);
	if (place->udp != SHUT)
		ck_assert(bind(udp, (struct sockaddr *)&at, size) == 0);
	if (place->tcp != SHUT)
		ck_assert(listen(tcp, 8) == 0);
	if (place->udp == ANSWERS)
		peers_add(peers, udp, false);
	if (place->tcp == ANSWERS)
		peers_add(peers, tcp, true);
	return at;
}

/* Answers only what is a question for the address of "cms.example.com". */
static bool is_question(struct arena *arena, const unsigned char *message, size_t length)
{
	int type = 0;
	const char *name = message_question(arena, bytes_of(message, length), &type);
	return name != NULL && strcmp(name, "cms.example.com") == 0 && type == message_type("A");
}

static void serve(struct peers *peers)
{
	struct arena *arena = arena_new();
	for (;;) {
		poll(peers->file, peers->count, -1);
		for (nfds_t i = 0; i < peers->count; i++) {
			unsigned char message[MAX_BYTES];
			struct sockaddr_in from;
			socklen_t size = sizeof from;
			const int file = peers->file[i].fd;
			if (peers->file[i].revents == 0)
				continue;
			if (peers->is_listener[i]) {
				peers_add(peers, accept(file, NULL, NULL), false);
				continue;
			}
			const ssize_t length = recvfrom(
				file, message, sizeof message, 0, (struct sockaddr *)&from, &size);
			const size_t skip =
				length > 0 && size == 0 ? 2 : 0; /* TCP has no address */
			if (length <= 0)
				peers->file[i].fd = -1;
			else if (is_question(arena, message + skip, (size_t)length - skip))
				(void)sendto(file, message, (size_t)length, 0,
					size == 0 ? NULL : (struct sockaddr *)&from, size);
		}
	}
}

static int64_t now_ms(void)
{
	return deadline_after(0).at_ms;
}

START_TEST(places)
{
	struct peers peers = { 0 };
	struct server_address address[ADDRESSES] = { 0 };
	for (size_t i = 0; i < rows[_i].count; i++) {
		const struct sockaddr_in at = open_place(&rows[_i].place[i], &peers);
		memcpy(&address[i].socket, &at, sizeof at);
		address[i].length = sizeof at;
	}
	const pid_t server = fork();
	ck_assert(server >= 0);
	if (server == 0)
		serve(&peers);
	struct arena *arena = arena_new();
	const struct dns_question question = { "cms.example.com", "A", false };
	const int64_t begun = now_ms();
	const struct reach reach =
		reach_find(arena, address, rows[_i].count, &question, deadline_after(15000));
	const int64_t took = now_ms() - begun;
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	ck_assert_msg(reach.found == (rows[_i].expected < ADDRESSES), "%s", rows[_i].because);
	ck_assert_msg(reach.over_tcp == rows[_i].over_tcp, "%s", rows[_i].because);
	ck_assert_msg(reach.address == &address[reach.found ? rows[_i].expected : 0], "%s",
		rows[_i].because);
	ck_assert_msg(took <= rows[_i].most_ms, "%s: %lld ms", rows[_i].because, (long long)took);
	arena_free(arena);
}
END_TEST

/* A deadline ends the search before its own limit. */
START_TEST(an_early_end)
{
	struct peers peers = { 0 };
	const struct place mute = { MUTE, MUTE };
	const struct sockaddr_in at = open_place(&mute, &peers);
	struct server_address address = { .length = sizeof at };
	memcpy(&address.socket, &at, sizeof at);
	struct arena *arena = arena_new();
	const struct dns_question question = { "cms.example.com", "A", false };
	const int64_t begun = now_ms();
	ck_assert(!reach_find(arena, &address, 1, &question, deadline_after(200)).found);
	ck_assert_int_lt(now_ms() - begun, 1000);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("reach");
	TCase *tcase = tcase_create("reach");
	tcase_set_timeout(tcase, 20);
	tcase_add_loop_test(tcase, places, 0, COUNT_OF(rows));
	tcase_add_test(tcase, an_early_end);
	suite_add_tcase(suite, tcase);
	return suite;
}
