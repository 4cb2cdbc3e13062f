/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as the Exchange part of a directory server's answers: the first says what else there is
 * to it, then each line is an object, its DN and its attributes (name=value) between tabs. It is
 * read, looked things up in, and judged by all checks of the room. Above all: what was not shown
 * passes no check that blocks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "checks.h"
#include "exchange/checks/groups.h"
#include "exchange/oab.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_exchange.c:%d: does not hold: %s\n", line, what);
	abort();
}

enum { WITH_GAP = 1, WITHOUT_PART = 2, WITHOUT_NODES = 4 };

static const struct check *const exchange_checks[] = { &check_ex_recovery_path, &check_ex_version,
	&check_ex_scr_enabled, &check_ex_scr_one_database, &check_ex_scr_targets,
	&check_ex_scr_paths, &check_ex_scr_same_domain, &check_ex_replication_hostnames,
	&check_ex_oab_server, &check_ex_public_folders };
#define CHECK_COUNT (sizeof exchange_checks / sizeof *exchange_checks)

static struct bytes take_until(struct bytes *from, int end)
{
	const uint8_t *found = from->length == 0 ? NULL : memchr(from->data, end, from->length);
	struct bytes taken =
		bytes_take(from, found == NULL ? from->length : (size_t)(found - from->data));
	if (found != NULL)
		bytes_take(from, 1);
	return taken;
}

static const char *text_of(struct arena *arena, struct bytes bytes)
{
	struct text text = text_new(arena);
	text_add_bytes(&text, (const char *)bytes.data, bytes.length);
	return text.data;
}

static void add_value(
	struct arena *arena, struct entry *entry, const char *name, struct bytes value)
{
	struct attribute *attribute = (struct attribute *)entry_attribute(entry, name);
	if (attribute == NULL) {
		entry->attribute =
			arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
		attribute = &entry->attribute[entry->count++];
		*attribute = (struct attribute){ .name = name };
	}
	attribute->value =
		arena_more(arena, attribute->value, attribute->count, sizeof *attribute->value);
	attribute->value[attribute->count++] = value;
}

static struct entry entry_of(struct arena *arena, struct bytes line)
{
	struct entry entry = { .dn = text_of(arena, take_until(&line, '\t')) };
	while (line.length > 0) {
		struct bytes field = take_until(&line, '\t');
		const char *name = text_of(arena, take_until(&field, '='));
		add_value(arena, &entry, name, field);
	}
	return entry;
}

static const struct finding *run(struct examination *examination, const struct check *check)
{
	struct findings *findings = examination->findings;
	const size_t first = findings->count;
	examination->check = check;
	check->run(examination);
	MUST(findings->count == first + 1);
	const struct finding *finding = &findings->finding[first];
	MUST(*finding->subject != '\0' && *finding->subject_name != '\0');
	MUST(*finding->summary != '\0' && *finding->proof != '\0');
	MUST(finding->outcome == OUTCOME_PASS || *finding->remedy != '\0');
	return finding;
}

static void check_lookups(const struct organisation *organisation)
{
	for (size_t i = 0; i < organisation->server_count; i++) {
		const struct exchange_server *server = &organisation->server[i];
		MUST(i == 0 || strcasecmp(server[-1].name, server->name) <= 0);
		MUST(strcasecmp(organisation_server(organisation, server->name)->name,
			     server->name) == 0);
		MUST(strcasecmp(organisation_server_at(organisation, server->dn)->dn, server->dn) ==
			0);
		MUST(name_texts_match(server->name, server->name) ||
			strcspn(server->name, ".") == 0);
		for (size_t k = 0; k < server->group_count; k++) {
			const struct storage_group *group = &server->group[k];
			for (size_t n = 0; n < group->target_count; n++)
				MUST(group->target[n].machine == NULL ||
					name_is_dns(group->target[n].machine));
		}
	}
}

static bool is_replicated(const struct recovery *recovery, const struct storage_group *group)
{
	for (size_t i = 0; i < group->target_count; i++) {
		const char *machine = group->target[i].machine;
		if (machine == NULL)
			continue;
		if (name_texts_match(machine, recovery->standby_cluster.fqdn) ||
			(recovery->standby_node_count > 0 &&
				name_texts_match(machine, recovery->standby_nodes[0].fqdn)))
			return true;
	}
	return group_is_recovery(group);
}

/* What has to be so where a check that blocks passed. */
static void check_passed(const struct examination *examination,
	const struct organisation *organisation, const struct check *check)
{
	const struct recovery *recovery = examination->recovery;
	const struct exchange_server *cms = organisation_server(organisation, recovery->cms.label);
	MUST(cms != NULL && !cms->is_ambiguous);
	if (check == &check_ex_recovery_path)
		MUST(cms->storage == STORAGE_CCR || cms->storage == STORAGE_SCC);
	if (check == &check_ex_version)
		MUST(cms->version.known && cms->version.major == 8 && cms->version.minor >= 1);
	if (check != &check_ex_scr_enabled)
		return;
	MUST(cms->group_count > 0 && !cms->groups_hidden);
	for (size_t i = 0; i < cms->group_count; i++)
		MUST(is_replicated(recovery, &cms->group[i]));
}

static void check_all(struct examination *examination, const struct directory_visit *visit)
{
	struct organisation organisation;
	struct error error = { 0 };
	const bool read = organisation_read(examination->arena, visit, &organisation, &error);
	MUST(read == (error.kind == ERROR_NONE));
	if (read)
		check_lookups(&organisation);
	for (size_t i = 0; i < CHECK_COUNT; i++) {
		const struct finding *finding = run(examination, exchange_checks[i]);
		if (!read)
			MUST(finding->outcome == OUTCOME_UNKNOWN);
		else if (finding->outcome == OUTCOME_PASS)
			check_passed(examination, &organisation, exchange_checks[i]);
	}
	const bool elsewhere = oab_is_elsewhere(examination);
	MUST(!elsewhere || (read && organisation.book_count > 0 && organisation.server_count > 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct bytes input = bytes_of(data, size);
	const uint8_t with = bytes_u8(&input);
	const char *asked[] = { "EXCMS01" };
	struct directory_part part = { .kind = part_kind_name(PART_EXCHANGE) };
	struct directory_visit visit = { .server = "dc1", .asked = asked, .asked_count = 1 };
	struct name nodes[] = { { "DRNODE1", "drnode1.corp.example.com" } };
	struct name sources[] = { { "NODE1", "node1.corp.example.com" } };
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU01", "drclu01.corp.example.com" },
		.source_nodes = sources,
		.source_node_count = 1,
		.standby_nodes = nodes,
		.standby_node_count = (with & WITHOUT_NODES) == 0 };
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	if (with & WITH_GAP)
		part.gap = (struct gap){ .cause = ERROR_ABSENT, .text = "went away" };
	while (input.length > 0) {
		part.entry = arena_more(arena, part.entry, part.count, sizeof *part.entry);
		part.entry[part.count++] = entry_of(arena, take_until(&input, '\n'));
	}
	visit.part = &part;
	visit.part_count = (with & WITHOUT_PART) == 0;
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	struct findings findings = { .arena = arena };
	struct examination examination = { .plan = &plan,
		.recovery = &recovery,
		.evidence = &evidence,
		.findings = &findings,
		.memo = memo_new(arena),
		.arena = arena };
	check_all(&examination, &visit);
	arena_free(arena);
	return 0;
}
