/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence.h"

#include <string.h>
#include <strings.h>

/* The first value of the attribute, up to the character `end` where it has one. */
static struct bytes value_before(const struct entry *entry, const char *name, char end)
{
	const struct attribute *attribute = entry_attribute(entry, name);
	if (attribute == NULL || attribute->count == 0)
		return (struct bytes){ .failed = true };
	const struct bytes value = attribute->value[0];
	const uint8_t *found = value.length == 0 ? NULL : memchr(value.data, end, value.length);
	return found == NULL ? value : bytes_of(value.data, (size_t)(found - value.data));
}

/* "NAME$" and "NAME", or "NAME<line feed>CNF:guid" after a replication conflict. */
static const struct name_index *index_entries(
	struct arena *arena, const struct directory_visit *visit)
{
	struct name_index *index = arena_alloc(arena, sizeof *index);
	for (size_t i = 0; i < visit->entry_count; i++) {
		const struct bytes account = value_before(&visit->entry[i], "sAMAccountName", '$');
		const struct bytes common = value_before(&visit->entry[i], "cn", '\n');
		if (!account.failed)
			name_index_add(arena, index, account, i);
		if (!common.failed)
			name_index_add(arena, index, common, i);
	}
	name_index_sort(index);
	return index;
}

static const struct name_index *index_asked(
	struct arena *arena, const struct directory_visit *visit)
{
	struct name_index *index = arena_alloc(arena, sizeof *index);
	for (size_t i = 0; i < visit->asked_count; i++)
		name_index_add(arena, index, bytes_of(visit->asked[i], strlen(visit->asked[i])), i);
	name_index_sort(index);
	return index;
}

static const struct name_index *index_answers(struct arena *arena, const struct dns_visit *visit)
{
	struct name_index *index = arena_alloc(arena, sizeof *index);
	for (size_t i = 0; i < visit->count; i++) {
		const char *name = visit->answer[i].name;
		name_index_add(arena, index, bytes_of(name, strlen(name)), i);
	}
	name_index_sort(index);
	return index;
}

static const struct name_index *index_visits(
	struct arena *arena, const struct share_evidence *shares)
{
	struct name_index *index = arena_alloc(arena, sizeof *index);
	for (size_t i = 0; i < shares->count; i++) {
		const char *name = shares->visit[i].name;
		name_index_add(arena, index, bytes_of(name, strlen(name)), i);
	}
	name_index_sort(index);
	return index;
}

void evidence_index(struct arena *arena, struct evidence *evidence)
{
	for (size_t i = 0; i < evidence->directory.count; i++) {
		struct directory_visit *visit = &evidence->directory.visit[i];
		visit->entry_names = index_entries(arena, visit);
		visit->asked_names = index_asked(arena, visit);
	}
	for (size_t i = 0; i < evidence->dns.count; i++)
		evidence->dns.visit[i].answer_names = index_answers(arena, &evidence->dns.visit[i]);
	evidence->shares.visit_names = index_visits(arena, &evidence->shares);
}

bool directory_was_asked(const struct directory_visit *visit, const char *label)
{
	size_t count = 0;
	if (visit->asked_names != NULL)
		return name_index_find(visit->asked_names, label, &count) != NULL;
	while (count < visit->asked_count && strcasecmp(visit->asked[count], label) != 0)
		count++;
	return count < visit->asked_count;
}

struct directory_candidates directory_candidates(
	const struct directory_visit *visit, const char *label)
{
	struct directory_candidates candidates = { visit, NULL, visit->entry_count };
	if (visit->entry_names != NULL)
		candidates.place = name_index_find(visit->entry_names, label, &candidates.count);
	return candidates;
}

/* An entry whose account and common name are the same has two places, one behind the other. */
const struct entry *directory_candidate(const struct directory_candidates *candidates, size_t index)
{
	const struct named_place *place = candidates->place;
	if (place == NULL)
		return &candidates->visit->entry[index];
	if (index > 0 && place[index].at == place[index - 1].at)
		return NULL;
	return &candidates->visit->entry[place[index].at];
}

static bool is_answer(const struct dns_answer *answer, const char *name, const char *type)
{
	return strcasecmp(answer->name, name) == 0 && strcmp(answer->type, type) == 0;
}

bool dns_visit_is_unpublished(const struct dns_visit *visit)
{
	return visit->found_by != NULL && strcmp(visit->found_by, FOUND_IN_SITES) == 0;
}

bool dns_answer_serves(const struct dns_answer *answer)
{
	return answer != NULL && !gap_is(&answer->gap) && answer->authoritative &&
	       !dns_answer_refuses(answer);
}

bool dns_was_asked(const struct dns_visit *visit, const char *name)
{
	if (dns_visit_is_unpublished(visit))
		return dns_answer_serves(dns_answer(visit, name, "A")) ||
		       dns_answer_serves(dns_answer(visit, name, "AAAA"));
	return (gap_is(&visit->gap) && visit->count == 0) || dns_answer(visit, name, "A") != NULL ||
	       dns_answer(visit, name, "AAAA") != NULL;
}

const struct dns_answer *dns_answer(
	const struct dns_visit *visit, const char *name, const char *type)
{
	size_t count = visit->count;
	const struct named_place *place = NULL;
	if (visit->answer_names != NULL)
		place = name_index_find(visit->answer_names, name, &count);
	for (size_t i = 0; i < count; i++) {
		const size_t at = place == NULL ? i : place[i].at;
		if (is_answer(&visit->answer[at], name, type))
			return &visit->answer[at];
	}
	return NULL;
}

const struct share_visit *share_visit_of(const struct share_evidence *shares, const char *name)
{
	size_t count = shares->count;
	const struct named_place *place = NULL;
	if (shares->visit_names != NULL)
		place = name_index_find(shares->visit_names, name, &count);
	for (size_t i = 0; i < count; i++) {
		const struct share_visit *visit = &shares->visit[place == NULL ? i : place[i].at];
		if (strcasecmp(visit->name, name) == 0)
			return visit;
	}
	return NULL;
}

const struct share_opening *share_opening_of(const struct share_visit *visit, const char *share)
{
	for (size_t i = 0; i < visit->opening_count; i++) {
		if (strcasecmp(visit->opening[i].share, share) == 0)
			return &visit->opening[i];
	}
	return NULL;
}

bool share_opened(const struct share_opening *opening)
{
	return opening->status != NULL && strcmp(opening->status, "opened") == 0;
}

const struct share_folder *share_folder_of(const struct share_opening *opening, const char *name)
{
	for (size_t i = 0; i < opening->folder_count; i++) {
		if (strcasecmp(opening->folder[i].name, name) == 0)
			return &opening->folder[i];
	}
	return NULL;
}

/* Folders are listed together with the permissions: either shows that both were asked for. */
const char *share_folders_doubt(const struct share_opening *opening)
{
	if (gap_is(&opening->folders_gap))
		return opening->folders_gap.text;
	const bool were_listed = opening->descriptor != NULL || gap_is(&opening->descriptor_gap) ||
				 opening->folder_count > 0;
	return were_listed ? NULL : "Its folders were not listed.";
}

bool dns_answer_refuses(const struct dns_answer *answer)
{
	return answer->rcode != RCODE_NO_ERROR && answer->rcode != RCODE_NO_SUCH_NAME;
}

const struct directory_part *directory_part(
	const struct directory_visit *visit, enum part_kind kind)
{
	const char *name = part_kind_name(kind);
	for (size_t i = 0; i < visit->part_count; i++) {
		if (strcmp(visit->part[i].kind, name) == 0)
			return &visit->part[i];
	}
	return NULL;
}
