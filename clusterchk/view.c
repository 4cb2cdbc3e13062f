/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/view.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { MAX_CHAIN = 16 };

static const struct dns_record *find_record(
	const struct dns_answer *answer, const char *name, const char *type)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcasecmp(record->name, name) == 0 && strcmp(record->type, type) == 0)
			return record;
	}
	return NULL;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* An alias to another domain may point into another zone; the AA bit does not cover that zone. */
static bool same_domain(const char *a, const char *b)
{
	const char *domain = strchr(a, '.'), *other = strchr(b, '.');
	return domain != NULL && other != NULL && strcasecmp(domain, other) == 0;
}

static void add_gap(
	struct arena *arena, struct dns_view *view, enum error_kind cause, const char *text)
{
	if (view->gap != NULL)
		return;
	struct gap *gap = arena_alloc(arena, sizeof *gap);
	*gap = (struct gap){ .cause = cause, .text = text };
	view->gap = gap;
}

/* Resolvers read a TTL with the top bit set as 0 (RFC 2181 8) or as more than 68 years. */
static int64_t ttl_of(struct arena *arena, const struct dns_record *record, struct dns_view *view)
{
	if (record->ttl >= 0 && record->ttl <= INT32_MAX)
		return record->ttl;
	add_gap(arena, view, ERROR_MALFORMED,
		arena_format(arena, "%s has a TTL out of range, %lld s", record->name,
			(long long)record->ttl));
	return 0;
}

/* No other record may exist beside an alias (RFC 1034 3.6.2, RFC 2181 10.1): clients may use it. */
static void check_alias_is_alone(struct arena *arena, const struct dns_answer *answer,
	const struct dns_record *cname, struct dns_view *view)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		const bool is_alias = strcmp(record->type, "CNAME") == 0;
		if (strcasecmp(record->name, cname->name) != 0 ||
			(!is_alias && strcmp(record->type, answer->type) != 0) ||
			(is_alias && strcasecmp(record->data, cname->data) == 0 &&
				record->ttl == cname->ttl))
			continue;
		add_gap(arena, view, ERROR_MALFORMED,
			arena_format(
				arena, "%s is an alias, but has other records, too", cname->name));
		return;
	}
}

/*
 * A client caches a chain for the shortest TTL in it (RFC 1034 3.6.2). The addresses at its end
 * count as one link. If their TTLs differ (a stale static record; RFC 2181 5.2 forbids it), the
 * longest one counts.
 */
static void follow_chain(struct arena *arena, const struct dns_answer *answer, const char *name,
	struct dns_view *view)
{
	int64_t least = INT64_MAX, longest = 0;
	const char *at = name;
	const size_t before = view->address_count;
	for (int step = 0; step < MAX_CHAIN; step++) {
		const struct dns_record *cname = find_record(answer, at, "CNAME");
		if (cname == NULL)
			break;
		if (view->cname == NULL)
			view->cname = cname;
		check_alias_is_alone(arena, answer, cname, view);
		int64_t ttl = ttl_of(arena, cname, view);
		least = ttl < least ? ttl : least;
		view->authoritative = view->authoritative && same_domain(at, cname->data);
		at = cname->data;
	}
	/* A loop, or a chain too long for any client. */
	if (find_record(answer, at, "CNAME") != NULL)
		return;
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcasecmp(record->name, at) != 0 || strcmp(record->type, answer->type) != 0)
			continue;
		view->address = arena_more(
			arena, view->address, view->address_count, sizeof *view->address);
		view->address[view->address_count++] = record->data;
		int64_t ttl = ttl_of(arena, record, view);
		longest = ttl > longest ? ttl : longest;
	}
	least = longest < least ? longest : least;
	/* A chain without an address of this type at its end gives clients nothing to cache. */
	if (view->address_count > before && (!view->has_ttl || least > view->ttl)) {
		view->has_ttl = true;
		view->ttl = least;
	}
}

static void add_answer(struct arena *arena, const struct dns_answer *answer, const char *name,
	struct dns_view *view)
{
	if (gap_is(&answer->gap)) {
		view->gap = view->gap == NULL ? &answer->gap : view->gap;
		causes_add(arena, &view->causes, &answer->gap);
		return;
	}
	if (answer->wildcard != NULL) {
		add_gap(arena, view, ERROR_ABSENT, answer->wildcard);
		if (answer->wildcard_gap != NULL)
			causes_add(arena, &view->causes, answer->wildcard_gap);
		view->authoritative = view->authoritative && answer->authoritative;
		return;
	}
	if (answer->truncated)
		add_gap(arena, view, ERROR_MALFORMED,
			arena_format(arena, "the answer for %s was truncated", answer->type));
	view->authoritative = view->authoritative && answer->authoritative;
	const bool refuses = dns_answer_refuses(answer);
	if (refuses == view->refused ? answer->rcode > view->rcode : refuses)
		view->rcode = answer->rcode;
	view->refused = view->refused || refuses;
	follow_chain(arena, answer, name, view);
}

/* Equal records count once (RFC 2181 5). */
static void sort_addresses(struct dns_view *view)
{
	size_t kept = 0;
	if (view->address_count > 1)
		qsort(view->address, view->address_count, sizeof *view->address, compare_texts);
	for (size_t i = 0; i < view->address_count; i++) {
		if (kept == 0 || strcmp(view->address[kept - 1], view->address[i]) != 0)
			view->address[kept++] = view->address[i];
	}
	view->address_count = kept;
}

static bool is_nxdomain(const struct dns_answer *a, const struct dns_answer *aaaa)
{
	return (a != NULL && a->rcode == RCODE_NO_SUCH_NAME) ||
	       (aaaa != NULL && aaaa->rcode == RCODE_NO_SUCH_NAME);
}

bool view_read(
	struct arena *arena, const struct dns_visit *visit, const char *name, struct dns_view *view)
{
	*view = (struct dns_view){ .visit = visit, .authoritative = true };
	if (!dns_was_asked(visit, name))
		return false;
	if (gap_is(&visit->gap)) {
		view->gap = &visit->gap;
		causes_add(arena, &view->causes, &visit->gap);
		return true;
	}
	const struct dns_answer *a = dns_answer(visit, name, "A");
	const struct dns_answer *aaaa = dns_answer(visit, name, "AAAA");
	if (a == NULL || aaaa == NULL)
		add_gap(arena, view, ERROR_ABSENT,
			arena_format(arena, "it was not asked for %s", a == NULL ? "A" : "AAAA"));
	if (a != NULL)
		add_answer(arena, a, name, view);
	if (aaaa != NULL)
		add_answer(arena, aaaa, name, view);
	sort_addresses(view);
	/* NXDOMAIN holds for all types (RFC 8020 2). */
	if (view->address_count > 0 && is_nxdomain(a, aaaa))
		add_gap(arena, view, ERROR_MALFORMED,
			arena_format(arena, "NXDOMAIN for %s, but an address as well", name));
	return true;
}

bool view_same_addresses(const struct dns_view *a, const struct dns_view *b)
{
	if (a->address_count != b->address_count)
		return false;
	for (size_t i = 0; i < a->address_count; i++) {
		if (strcmp(a->address[i], b->address[i]) != 0)
			return false;
	}
	return true;
}

const char *view_addresses(struct arena *arena, const struct dns_view *view)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < view->address_count; i++)
		text_add(&text, "%s%s", i == 0 ? "" : ", ", view->address[i]);
	return view->address_count == 0 ? "no address" : text.data;
}
