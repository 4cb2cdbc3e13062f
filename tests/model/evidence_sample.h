/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence made by hand that uses every field, and a list of all places that can hold a gap. */
#pragma once

#include <string.h>

#include "model/evidence.h"

enum { SAMPLE_GAPS = 13 };

static inline struct bytes *sample_values(struct arena *arena, const char *text, size_t length)
{
	struct bytes value = bytes_of(arena_copy(arena, text, length), length);
	return arena_copy(arena, &value, sizeof value);
}

static inline void sample_directory(struct arena *arena, struct directory_evidence *directory)
{
	/* Attributes are sorted, as after reading. */
	struct attribute root[] = {
		{ .name = "currentTime",
			.value = sample_values(arena, "20261121013529.0Z", 17),
			.count = 1 },
	};
	struct attribute cms[] = {
		{ .name = "cn", .value = sample_values(arena, "EXCMS01", 7), .count = 1 },
		{ .name = "description", .value = NULL, .count = 0 },
		{ .name = "nTSecurityDescriptor",
			.value = sample_values(arena, "\1\0\4\x80\xff", 5),
			.count = 1 },
	};
	struct entry entry[] = {
		{ "CN=EXCMS01,CN=Computers,DC=corp", arena_copy(arena, cms, sizeof cms), 3 },
		{ "CN=caf\xc3\xa9,DC=corp", NULL, 0 },
	};
	struct attribute service[] = {
		{ .name = "cn",
			.value = sample_values(arena, "Directory Service", 17),
			.count = 1 },
		{ .name = "dSHeuristics", .value = sample_values(arena, "001", 3), .count = 1 },
	};
	const struct entry directory_service = { "CN=Directory Service",
		arena_copy(arena, service, sizeof service), 2 };
	struct attribute group[] = {
		{ .name = "objectSid",
			.value = sample_values(arena, "\1\1\0\0\0\0\0\1\0\0\0\0", 12),
			.count = 1 },
	};
	struct entry principal[] = {
		{ "CN=Operators,DC=corp", arena_copy(arena, group, sizeof group), 1 },
	};
	const char *sids[] = { "S-1-5-21-1-2-3-1200", "S-1-5-32-544" };
	const char *asked[] = { "EXCMS01", "DRCLU01" };
	struct directory_visit visit[] = {
		{ .server = "dc1.corp.example.com",
			.found_by = "SRV record",
			.asked = arena_copy(arena, asked, sizeof asked),
			.asked_count = 2,
			.root = { "", arena_copy(arena, root, sizeof root), 1 },
			.entry = arena_copy(arena, entry, sizeof entry),
			.entry_count = 2,
			.directory_service =
				arena_copy(arena, &directory_service, sizeof directory_service),
			.sids_asked = arena_copy(arena, sids, sizeof sids),
			.sids_asked_count = 2,
			.principal = arena_copy(arena, principal, sizeof principal),
			.principal_count = 1 },
		{ .server = "dc2.corp.example.com", .found_by = "plan", .root = { .dn = "" } },
	};
	directory->visit = arena_copy(arena, visit, sizeof visit);
	directory->count = 2;
}

static inline void sample_dns(struct arena *arena, struct dns_evidence *dns)
{
	struct dns_record record[] = {
		{ "excms01.corp.example.com", "A", 300, "192.0.2.1" },
		{ "excms01.corp.example.com", "TYPE46", 4294967295, "00ff" },
	};
	struct dns_answer answer[] = {
		{ .name = "excms01.corp.example.com",
			.type = "A",
			.authoritative = true,
			.record = arena_copy(arena, record, sizeof record),
			.count = 2 },
		{ .name = "excms01.corp.example.com",
			.type = "AAAA",
			.rcode = 3,
			.truncated = true },
		{ .name = "excms01.corp.example.com",
			.type = "CNAME",
			.recursion_available = true },
	};
	struct dns_visit visit[] = {
		{ .server = "dc1.corp.example.com",
			.address = "192.0.2.53:53",
			.transport = "TCP",
			.found_by = "NS record",
			.answer = arena_copy(arena, answer, sizeof answer),
			.count = 3,
			.probe = arena_copy(arena, answer, sizeof *answer),
			.probe_count = 1 },
		{ .server = "dc2.corp.example.com", .found_by = "plan" },
	};
	dns->visit = arena_copy(arena, visit, sizeof visit);
	dns->count = 2;
}

static inline void sample_shares(struct arena *arena, struct share_evidence *shares)
{
	struct share_opening opening[] = {
		{ .share = "ExchangeOAB", .status = "opened" },
		{ .share = "OAB$" },
	};
	const char *listed[] = { "ExchangeOAB", "IPC$", "" };
	struct share_visit visit[] = {
		{ .name = "excms01.corp.example.com",
			.protocol = "SMB 2 or later",
			.account = "reader@CORP.EXAMPLE.COM",
			.listed = arena_copy(arena, listed, sizeof listed),
			.listed_count = 3,
			.opening = arena_copy(arena, opening, sizeof opening),
			.opening_count = 2 },
		{ .name = "node1.corp.example.com" },
	};
	shares->visit = arena_copy(arena, visit, sizeof visit);
	shares->count = 2;
}

static inline void evidence_sample(struct arena *arena, struct evidence *evidence)
{
	*evidence = (struct evidence){
		.run = { "1772688d-86db-4189-9aeb-97bb4cfb763d", "1.0.0", "host",
			"2026-11-21T01:35:27Z", "2026-11-21T01:35:29Z", "0fac625c" },
	};
	sample_directory(arena, &evidence->directory);
	sample_dns(arena, &evidence->dns);
	sample_shares(arena, &evidence->shares);
}

/* All gaps of the sample, or of what was read back from it. */
static inline void sample_gaps(struct evidence *evidence, struct gap *gap[SAMPLE_GAPS])
{
	struct directory_visit *directory = evidence->directory.visit;
	struct dns_visit *dns = evidence->dns.visit;
	struct share_visit *share = evidence->shares.visit;
	struct gap *all[SAMPLE_GAPS] = {
		&evidence->directory.gap,
		&directory[1].gap,
		&directory[0].root.attribute[0].gap,
		&directory[0].entry[0].attribute[1].gap,
		&directory[0].directory_service->attribute[1].gap,
		&directory[0].names_gap,
		&evidence->dns.gap,
		&dns[1].gap,
		&dns[0].answer[0].gap,
		&dns[0].answer[2].gap,
		&share[1].gap,
		&share[0].list_gap,
		&share[0].opening[1].gap,
	};
	memcpy(gap, all, sizeof all);
}
