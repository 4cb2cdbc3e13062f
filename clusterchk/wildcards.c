/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/wildcards.h"

#include <string.h>
#include <strings.h>

#include "base/memo.h"
#include "clusterchk/zone/zone.h"

static const char *const types[] = { "A", "AAAA" };

/* What is asked about one name in the answers of one DNS server. */
struct inquiry {
	struct arena *arena;
	struct memo *memo;
	const struct plan *plan;
	const struct evidence *evidence;
	const struct dns_visit *visit;
	const char *name;
};

static const char *domain_of(const char *name)
{
	const char *dot = strchr(name, '.');
	return dot == NULL ? "" : dot + 1;
}

static const struct dns_answer *probe_of(
	const struct dns_visit *visit, const char *name, const char *type)
{
	for (size_t i = 0; i < visit->probe_count; i++) {
		if (strcmp(visit->probe[i].type, type) == 0 &&
			strcasecmp(domain_of(visit->probe[i].name), domain_of(name)) == 0)
			return &visit->probe[i];
	}
	return NULL;
}

static bool has_record(const struct dns_answer *answer, const char *type, const char *data)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcmp(record->type, type) == 0 &&
			(data == NULL || strcasecmp(record->data, data) == 0))
			return true;
	}
	return false;
}

/* The addresses of `a` are all in `b`, in any order; their TTLs do not matter. */
static bool holds_addresses(const struct dns_answer *a, const struct dns_answer *b)
{
	for (size_t i = 0; i < a->count; i++) {
		if (strcmp(a->record[i].type, a->type) == 0 &&
			!has_record(b, a->type, a->record[i].data))
			return false;
	}
	return true;
}

static bool is_readable(const struct dns_answer *answer)
{
	return answer != NULL && !gap_is(&answer->gap) && !answer->truncated;
}

/* How the answers about a name and about a random one compare. Of both types the greatest counts.
 */
enum likeness {
	NOT_ASKED, /* no random name of this domain */
	NOTHING,   /* neither has an address, or the random name has none */
	LOST,      /* the random name got no answer */
	EQUAL,
	DIFFERENT, /* the name has a node of its own */
};

static const char *alias_of(const struct dns_answer *answer)
{
	for (size_t i = 0; i < answer->count; i++) {
		if (strcmp(answer->record[i].type, "CNAME") == 0)
			return answer->record[i].data;
	}
	return NULL;
}

static bool has_address(const struct dns_answer *answer)
{
	return has_record(answer, answer->type, NULL);
}

/*
 * Where the addresses are the same, only a wildcard that is an alias, beside a name that is none,
 * tells them apart: the name's own alias may lead to a name that the wildcard answers for.
 */
static enum likeness compare_type(const struct dns_answer *own, const struct dns_answer *probe)
{
	if (probe == NULL)
		return NOT_ASKED;
	if (!is_readable(probe))
		return LOST;
	const char *alias = alias_of(probe);
	if (!has_address(own) && !has_address(probe))
		return alias != NULL && has_record(own, "CNAME", alias) ? EQUAL : NOTHING;
	if (alias != NULL && alias_of(own) == NULL)
		return DIFFERENT;
	return holds_addresses(own, probe) && holds_addresses(probe, own) ? EQUAL : DIFFERENT;
}

static enum likeness compare(const struct inquiry *inquiry, const struct gap **gap)
{
	enum likeness likeness = NOT_ASKED;
	bool gives = false; /* the random name has records, or may have some */
	for (size_t i = 0; i < 2; i++) {
		const struct dns_answer *own = dns_answer(inquiry->visit, inquiry->name, types[i]);
		const struct dns_answer *probe = probe_of(inquiry->visit, inquiry->name, types[i]);
		if (!is_readable(own))
			continue;
		const enum likeness one = compare_type(own, probe);
		gives = gives || one == LOST || (probe != NULL && probe->count > 0);
		if (one == LOST && gap_is(&probe->gap))
			*gap = &probe->gap;
		likeness = one > likeness ? one : likeness;
	}
	return likeness == DIFFERENT && !gives ? NOTHING : likeness;
}

/* Whether all of the name's own records in the answers are in the directory's node. */
static bool node_holds(const struct inquiry *inquiry, const struct entry *node)
{
	const struct attribute *records = entry_attribute(node, "dnsRecord");
	struct dns_answer stored = { 0 };
	for (size_t i = 0; records != NULL && i < records->count; i++) {
		struct zone_record record;
		struct error ignored = { 0 };
		if (!zone_record_read(inquiry->arena, records->value[i], &record, &ignored) ||
			record.text == NULL)
			continue;
		stored.record = arena_more(
			inquiry->arena, stored.record, stored.count, sizeof *stored.record);
		stored.record[stored.count++] =
			(struct dns_record){ .type = zone_type_name(inquiry->arena, record.type),
				.data = record.text };
	}
	for (size_t i = 0; i < 2; i++) {
		const struct dns_answer *own = dns_answer(inquiry->visit, inquiry->name, types[i]);
		for (size_t k = 0; own != NULL && k < own->count; k++) {
			const struct dns_record *record = &own->record[k];
			if (strcasecmp(record->name, inquiry->name) == 0 &&
				!has_record(&stored, record->type, record->data))
				return false;
		}
	}
	return stored.count > 0;
}

/* Whether the DNS server is that domain controller: its copy of the zone is that server's. */
static bool is_same_server(
	struct arena *arena, const struct dns_visit *dns, const struct directory_visit *directory)
{
	const size_t length = strcspn(dns->server, ":");
	const char *host = entry_text(arena, &directory->root, "dnsHostName");
	return (strlen(directory->server) == length &&
		       strncasecmp(directory->server, dns->server, length) == 0) ||
	       (host != NULL && strlen(host) == length &&
		       strncasecmp(host, dns->server, length) == 0);
}

/* What the directory's copies of the zone say about the name. */
struct word {
	size_t proven, absent, copies; /* `absent`: beside a wildcard */
};

static void add_copy(
	const struct inquiry *inquiry, const struct directory_visit *directory, struct word *word)
{
	if (gap_is(&directory->gap))
		return;
	const struct zone_copy copy =
		zone_copy_of(inquiry->memo, inquiry->arena, directory, inquiry->name);
	if (copy.zone == NULL)
		return;
	word->copies++;
	word->proven += copy.node != NULL && node_holds(inquiry, copy.node);
	word->absent += copy.node == NULL &&
			zone_wildcard_of(inquiry->memo, inquiry->arena, directory, &copy) != NULL;
}

/* The copy of the server itself decides; if it is not known, all copies must say the same. */
static struct word directory_word(const struct inquiry *inquiry)
{
	const struct directory_evidence *directory = &inquiry->evidence->directory;
	struct word all = { 0 }, own = { 0 };
	for (size_t i = 0; i < directory->count; i++) {
		add_copy(inquiry, &directory->visit[i], &all);
		if (is_same_server(inquiry->arena, inquiry->visit, &directory->visit[i]))
			add_copy(inquiry, &directory->visit[i], &own);
	}
	return own.copies > 0 ? own : all;
}

/* Only the nodes of CMSs were searched for. */
static bool is_cms(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		if (strcasecmp(plan->recoveries[i].cms.fqdn, name) == 0)
			return true;
	}
	return false;
}

static const char *why_doubted(const struct inquiry *inquiry, const struct gap **gap)
{
	const enum likeness likeness = compare(inquiry, gap);
	if (likeness == NOT_ASKED || likeness == NOTHING)
		return NULL;
	const struct word word =
		is_cms(inquiry->plan, inquiry->name) ? directory_word(inquiry) : (struct word){ 0 };
	if (word.copies > 0 && word.proven == word.copies)
		return NULL;
	if (likeness == EQUAL)
		return arena_format(inquiry->arena,
			"answered by a wildcard (*.%s): a random name has the same address",
			domain_of(inquiry->name));
	if (likeness == LOST)
		return arena_format(inquiry->arena,
			"it may be answered by a wildcard: a random name got no answer (%s)",
			*gap != NULL ? (*gap)->text : "it was truncated");
	return word.copies > 0 && word.absent == word.copies
		       ? "answered by a wildcard: the directory has one, and no node of this name"
		       : NULL;
}

static void mark_name(struct inquiry *inquiry, struct dns_visit *visit, const char *name)
{
	static const char *const marked[] = { "A", "AAAA", "CNAME" };
	const struct gap *gap = NULL;
	inquiry->visit = visit;
	inquiry->name = name;
	const char *why = why_doubted(inquiry, &gap);
	if (why == NULL)
		return;
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
		const struct dns_answer *found = dns_answer(visit, name, marked[i]);
		if (found == NULL || found->count == 0)
			continue;
		struct dns_answer *answer = &visit->answer[found - visit->answer];
		answer->wildcard = why;
		answer->wildcard_gap = gap;
	}
}

void wildcards_mark(struct arena *arena, const struct plan *plan, struct evidence *evidence)
{
	struct inquiry inquiry = {
		.arena = arena,
		.memo = memo_new(arena),
		.plan = plan,
		.evidence = evidence,
	};
	for (size_t i = 0; i < evidence->dns.count; i++) {
		struct dns_visit *visit = &evidence->dns.visit[i];
		for (size_t k = 0; k < visit->count && visit->probe_count > 0; k++) {
			const struct dns_answer *answer = &visit->answer[k];
			const bool is_address =
				strcmp(answer->type, "A") == 0 || strcmp(answer->type, "AAAA") == 0;
			if (is_address && answer->wildcard == NULL && answer->count > 0)
				mark_name(&inquiry, visit, answer->name);
		}
	}
}
