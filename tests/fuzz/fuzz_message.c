/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a DNS message: it is read, and what must hold of every answer is looked at. The
 * answer is then taken for a server's, for A and for AAAA, and made a view of the name that its
 * first record is about.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clusterchk/collect/message.h"
#include "clusterchk/view.h"
#include "model/soa.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER_BYTES = 12, LONGEST_NAME = 1025, SHORT_CODE = 15, LONGEST_CODE = 4095 };

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_message.c:%d: does not hold: %s\n", line, what);
	abort();
}

static bool is_printable(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text < ' ' || *text > '~')
			return false;
	}
	return true;
}

static void check_name(const char *name)
{
	size_t length = strlen(name);
	MUST(length > 0 && length <= LONGEST_NAME && is_printable(name));
	for (const char *at = name; *at != '\0'; at++)
		MUST(*at < 'A' || *at > 'Z');
}

/* Two names and five numbers: what a check reads out of them again. */
static void check_start(const struct dns_record *record)
{
	size_t parts = 1;
	for (const char *at = record->data; *at != '\0'; at++)
		parts += *at == ' ';
	MUST(parts == 7);
	struct arena *arena = arena_new();
	struct dns_record copy = *record;
	struct dns_answer answer = { .name = record->name,
		.type = "SOA",
		.authoritative = true,
		.record = &copy,
		.count = 1 };
	const struct dns_visit visit = { .server = "ns1", .answer = &answer, .count = 1 };
	const char *below = arena_format(arena, "x.%s", record->name);
	struct soa soa;
	MUST(soa_find(arena, &visit, below, &soa));
	MUST(strncmp(record->data, soa.primary, strlen(soa.primary)) == 0);
	MUST(!soa_serial_before(soa.serial, soa.serial));
	arena_free(arena);
}

static void check_record(const struct dns_record *record)
{
	unsigned char address[16];
	check_name(record->name);
	MUST(record->ttl >= 0 && record->ttl <= UINT32_MAX);
	MUST(is_printable(record->data));
	if (strcmp(record->type, "A") == 0)
		MUST(inet_pton(AF_INET, record->data, address) == 1);
	else if (strcmp(record->type, "AAAA") == 0)
		MUST(inet_pton(AF_INET6, record->data, address) == 1);
	else if (strcmp(record->type, "CNAME") == 0 || strcmp(record->type, "NS") == 0 ||
		 strcmp(record->type, "PTR") == 0)
		check_name(record->data);
	else if (strcmp(record->type, "SOA") == 0)
		check_start(record);
	else if (strcmp(record->type, "SRV") == 0)
		check_name(strrchr(record->data, ' ') + 1);
	else
		MUST(strncmp(record->type, "TYPE", 4) == 0 && strlen(record->data) % 2 == 0);
}

static void check_answer(const struct dns_answer *answer, const uint8_t *data, size_t size)
{
	MUST(size >= HEADER_BYTES);
	/* The upper eight bits are in the OPT record, if there is one (RFC 6891 6.1.3). */
	MUST((answer->rcode & SHORT_CODE) == (data[3] & SHORT_CODE));
	MUST(answer->rcode >= 0 && answer->rcode <= LONGEST_CODE);
	MUST(answer->authoritative == ((data[2] & 4) != 0));
	MUST(answer->truncated == ((data[2] & 2) != 0));
	MUST(answer->recursion_available == ((data[3] & 0x80) != 0));
	MUST(answer->count == (size_t)(data[6] << 8 | data[7]));
	for (size_t i = 0; i < answer->count; i++)
		check_record(&answer->record[i]);
}

static void check_view(struct arena *arena, const struct dns_answer *answer)
{
	struct dns_answer both[2] = { *answer, *answer };
	const char *name = answer->record[0].name;
	both[0].name = both[1].name = name;
	both[0].type = "A";
	both[1].type = "AAAA";
	const struct dns_visit visit = { .server = "ns1", .answer = both, .count = 2 };
	struct dns_view view;
	MUST(view_read(arena, &visit, name, &view));
	MUST(view.has_ttl == (view.address_count > 0));
	MUST(view.address_count <= answer->count);
	MUST(view.ttl >= 0 && view.ttl <= INT32_MAX);
	MUST(!view.authoritative || answer->authoritative);
	MUST(!answer->truncated || view.gap != NULL);
	MUST(view_same_addresses(&view, &view));
	MUST(*view_addresses(arena, &view) != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct dns_answer answer = { 0 };
	struct error error = { 0 };
	int type = 0;
	const char *question = message_question(arena, bytes_of(data, size), &type);
	if (question != NULL)
		check_name(question);
	if (message_read(arena, bytes_of(data, size), &answer, &error)) {
		MUST(error.kind == ERROR_NONE);
		check_answer(&answer, data, size);
		if (answer.count > 0)
			check_view(arena, &answer);
	} else {
		MUST(error.kind == ERROR_MALFORMED && error.text[0] != '\0');
	}
	arena_free(arena);
	return 0;
}
