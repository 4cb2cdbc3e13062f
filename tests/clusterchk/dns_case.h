/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of DNS servers for the clustered mailbox server's name, as rows. */
#pragma once

#include "base/arena.h"
#include "model/evidence.h"

enum { MAX_RECORDS_SAID = 4, MAX_ANSWERS = 4 };

#define DOMAIN "corp.example.com"
#define NAME   "excms01." DOMAIN
#define ALIAS  "mail-cluster." DOMAIN
#define FAR    "mail.example.net"
#define HERE   "192.0.2.10"
#define THERE  "198.51.100.10"
#define SIX    "2001:db8::10"

#define RECORD(name, type, ttl, data)                                                              \
	{                                                                                          \
		(name), (type), (ttl), (data)                                                      \
	}
#define TO(name, ttl, target) RECORD(name, "CNAME", ttl, target)
#define A_OF(name, ttl)       RECORD(name, "A", ttl, HERE)
#define AAAA_OF(name, ttl)    RECORD(name, "AAAA", ttl, SIX)

#define IN4 .type = "A"
#define IN6 .type = "AAAA"

/* An answer; authoritative, about NAME, and without records unless the row says otherwise. */
struct answer_row {
	const char *type; /* NULL ends the list */
	const char *name;
	enum error_kind gap;
	int64_t rcode;
	bool lame, cut;
	struct dns_record record[MAX_RECORDS_SAID];
};

static inline struct dns_visit dns_visit_of(
	struct arena *arena, const char *server, enum error_kind gap, const struct answer_row *said)
{
	struct dns_visit visit = {
		.server = server,
		.address = "192.0.2.53:53",
		.found_by = "plan",
		.gap = { gap, "did not answer" },
		.answer = arena_alloc(arena, MAX_ANSWERS * sizeof *visit.answer),
	};
	for (size_t i = 0; i < MAX_ANSWERS && said[i].type != NULL; i++) {
		struct dns_answer *answer = &visit.answer[visit.count++];
		*answer = (struct dns_answer){
			.name = said[i].name != NULL ? said[i].name : NAME,
			.type = said[i].type,
			.gap = { said[i].gap, "no answer" },
			.rcode = said[i].rcode,
			.authoritative = !said[i].lame,
			.truncated = said[i].cut,
		};
		answer->record = arena_copy(arena, said[i].record, sizeof said[i].record);
		while (answer->count < MAX_RECORDS_SAID &&
			said[i].record[answer->count].name != NULL)
			answer->count++;
	}
	return visit;
}
