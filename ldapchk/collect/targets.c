/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "ldapchk/collect/labels.h"
#include "ldapchk/collect/parts.h"

/* Whether the storage group is one of a CMS of the plan: "CN=...,CN=InformationStore,CN=CMS,...".
 */
static bool is_of_cms(const struct name_index *cms, const char *dn)
{
	static const char store[] = ",CN=InformationStore,CN=";
	const char *server = strcasestr(dn, store);
	if (server == NULL)
		return false;
	server += sizeof store - 1;
	const size_t length = strcspn(server, ",");
	char name[ACCOUNT_LETTERS + 1];
	if (length >= sizeof name)
		return false;
	memcpy(name, server, length);
	name[length] = '\0';
	size_t count;
	return name_index_find(cms, name, &count) != NULL;
}

static struct name_index index_cms(struct arena *arena, const struct plan *plan)
{
	struct name_index index = { 0 };
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const char *label = plan->recoveries[i].cms.label;
		name_index_add(arena, &index, bytes_of(label, strlen(label)), i);
	}
	name_index_sort(&index);
	return index;
}

/* The machine is taken to be the text before the first semicolon; its layout is not documented. */
static void add_target(struct labels *targets, const struct plan *plan, const char *value)
{
	const char *start = value + strspn(value, " ");
	size_t length = strcspn(start, ";");
	while (length > 0 && start[length - 1] == ' ')
		length--;
	const char *domain = plan->directory.domain;
	const char *text = arena_format(targets->arena, "%.*s", (int)length, start);
	struct name name;
	struct error ignored = { 0 };
	if (!name_read(targets->arena, text, domain, &name, &ignored))
		return;
	labels_add(targets, &name, 1);
}

static void add_targets(struct labels *targets, const struct plan *plan, const struct entry *group)
{
	const struct attribute *machines = entry_attribute(group, "msExchStandbyCopyMachines");
	for (size_t i = 0; machines != NULL && i < machines->count; i++) {
		const char *value = value_text(targets->arena, machines->value[i]);
		if (value != NULL)
			add_target(targets, plan, value);
	}
}

static void leave_out_asked(struct labels *targets, const struct directory_visit *visit)
{
	size_t kept = 0;
	for (size_t i = 0; i < targets->count; i++) {
		if (!directory_was_asked(visit, targets->label[i]))
			targets->label[kept++] = targets->label[i];
	}
	targets->count = kept;
}

bool collect_targets(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	const struct directory_part *exchange = directory_part(visit, PART_EXCHANGE);
	const struct name_index cms = index_cms(arena, plan);
	struct labels targets = { .arena = arena };
	for (size_t i = 0; exchange != NULL && i < exchange->count; i++) {
		if (is_of_cms(&cms, exchange->entry[i].dn))
			add_targets(&targets, plan, &exchange->entry[i]);
	}
	labels_sort(&targets);
	leave_out_asked(&targets, visit);
	const size_t pages = (targets.count + NAMES_PER_PAGE - 1) / NAMES_PER_PAGE;
	struct search *search = arena_alloc(arena, (pages + 1) * sizeof *search);
	struct reply *reply = arena_alloc(arena, (pages + 1) * sizeof *reply);
	for (size_t i = 0; i < pages; i++)
		search[i] = (struct search){ entry_text(
						     arena, &visit->root, "defaultNamingContext"),
			SCOPE_SUBTREE, labels_filter(&targets, i * NAMES_PER_PAGE, NAMES_PER_PAGE),
			attributes_of(arena, OF_NODE), false, true };
	if (pages > 0 && !session_search(session, search, pages, reply, error))
		return false;
	struct found found = { arena, visit->entry, visit->entry_count };
	bool complete = true;
	for (size_t i = 0; i < pages; i++) {
		complete = complete && reply[i].error.kind == ERROR_NONE;
		for (size_t k = 0; k < reply[i].count; k++)
			found_add(&found, &reply[i].entry[k]);
	}
	found_once(&found);
	visit->entry = found.entry;
	visit->entry_count = found.count;
	if (complete)
		labels_note_asked(&targets, visit);
	return true;
}
