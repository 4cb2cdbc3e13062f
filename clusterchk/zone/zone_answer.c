/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone_answer.h"

#include <string.h>
#include <strings.h>

#include "model/dns_answers.h"

static bool is_wanted(const struct dns_record *record, const char *fqdn)
{
	return strcasecmp(record->name, fqdn) == 0 &&
	       (strcmp(record->type, "A") == 0 || strcmp(record->type, "AAAA") == 0 ||
		       strcmp(record->type, "CNAME") == 0);
}

static bool has_record(const struct zone_answer *answer, const struct dns_record *record)
{
	for (size_t i = 0; i < answer->count; i++) {
		if (strcmp(answer->record[i].type, record->type) == 0 &&
			strcasecmp(answer->record[i].data, record->data) == 0)
			return true;
	}
	return false;
}

/* An alias is in the answers for both types. False: more than ZONE_ANSWER_RECORDS. */
static bool add_records(struct arena *arena, struct zone_answer *answer,
	const struct dns_answer *received, const char *fqdn)
{
	for (size_t i = 0; i < received->count; i++) {
		const struct dns_record *record = &received->record[i];
		if (!is_wanted(record, fqdn) || has_record(answer, record))
			continue;
		if (answer->count == ZONE_ANSWER_RECORDS)
			return false;
		answer->record =
			arena_more(arena, answer->record, answer->count, sizeof *answer->record);
		answer->record[answer->count++] = *record;
	}
	return true;
}

static struct zone_answer answer_of(
	struct arena *arena, const struct dns_visit *visit, const char *fqdn)
{
	static const char *const types[] = { "A", "AAAA" };
	struct zone_answer answer = { .visit = visit, .is_nxdomain = true };
	answer.unasked = !dns_was_asked(visit, fqdn);
	if (gap_is(&visit->gap)) {
		answer.unreadable = visit->gap.text;
		causes_add(arena, &answer.causes, &visit->gap);
		return answer;
	}
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const struct dns_answer *received = dns_answer(visit, fqdn, types[i]);
		const char *why = dns_answer_doubt(arena, received, types[i]);
		if (why != NULL) {
			answer.unreadable = why;
			causes_add(arena, &answer.causes, dns_answer_gap(received));
			continue;
		}
		answer.is_nxdomain = answer.is_nxdomain && received->rcode == RCODE_NO_SUCH_NAME;
		if (!add_records(arena, &answer, received, fqdn))
			answer.unreadable = "its answer has too many records";
	}
	return answer;
}

struct zone_answer *zone_answers_of(
	struct arena *arena, const struct dns_evidence *dns, const char *fqdn)
{
	struct zone_answer *answers = arena_alloc(arena, dns->count * sizeof *answers);
	for (size_t i = 0; i < dns->count; i++)
		answers[i] = answer_of(arena, &dns->visit[i], fqdn);
	return answers;
}

bool zone_answers_any_record(const struct zone_answer *answer, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (answer[i].count > 0)
			return true;
	}
	return false;
}

bool zone_answers_all_nxdomain(const struct zone_answer *answer, size_t count)
{
	bool asked = false;
	for (size_t i = 0; i < count; i++) {
		if (answer[i].unasked)
			continue;
		if (answer[i].unreadable != NULL || !answer[i].is_nxdomain || answer[i].count > 0)
			return false;
		asked = true;
	}
	return asked;
}
