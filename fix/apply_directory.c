/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixes of accounts and of other objects of the directory. */
#include <strings.h>

#include "fix/apply.h"
#include "fix/copy.h"

enum { DISABLED = 0x2, DES_ALONE = 0x200000, LOCKED = 0x10 }; /* userAccountControl */

static const char names_attribute[] = "servicePrincipalName";

/* Calls `each` for the objects of that DN, in each copy and part. */
struct changed {
	const struct fix *fix;
	entry_function *each;
};

static void change_if_meant(struct arena *arena, struct entry *entry, void *context)
{
	const struct changed *changed = context;
	if (strcasecmp(entry->dn, changed->fix->object) == 0)
		changed->each(arena, entry, (void *)(uintptr_t)changed->fix);
}

static void change_everywhere(
	struct arena *arena, struct evidence *evidence, const struct fix *fix, entry_function *each)
{
	struct changed changed = { fix, each };
	for (size_t i = 0; fix->object != NULL && i < evidence->directory.count; i++)
		entries_each(arena, &evidence->directory.visit[i], change_if_meant, &changed);
}

static void clear_bits(struct arena *arena, struct entry *entry, const char *name, uint32_t bits)
{
	uint32_t number;
	if (entry_number(arena, entry, name, &number))
		entry_set_text(arena, entry, name, arena_format(arena, "%u", number & ~bits));
}

static void change_account(struct arena *arena, struct entry *entry, void *context)
{
	const struct fix *fix = context;
	if (fix->action == FIX_ENABLE_ACCOUNT)
		clear_bits(arena, entry, "userAccountControl", DISABLED);
	else if (fix->action == FIX_ALLOW_OTHER_KEYS)
		clear_bits(arena, entry, "userAccountControl", DES_ALONE);
	else if (fix->action == FIX_UNLOCK_ACCOUNT)
		clear_bits(arena, entry, "msDS-User-Account-Control-Computed", LOCKED);
	else if (fix->action == FIX_END_EXPIRY)
		entry_set_text(arena, entry, "accountExpires", "0");
	else if (fix->action == FIX_ALLOW_HOURS)
		entry_set(arena, entry, "logonHours", NULL, 0);
}

void apply_account(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	change_everywhere(arena, evidence, fix, change_account);
}

static void set_host_name(struct arena *arena, struct entry *entry, void *context)
{
	const struct fix *fix = context;
	entry_set_text(arena, entry, "dNSHostName", fix->value);
}

void apply_host_name(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->value != NULL)
		change_everywhere(arena, evidence, fix, set_host_name);
}

static void add_spn(struct arena *arena, struct entry *entry, void *context)
{
	const struct fix *fix = context;
	entry_add_value(arena, entry, names_attribute, fix->value);
}

void apply_add_spn(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->value != NULL)
		change_everywhere(arena, evidence, fix, add_spn);
}

static void remove_spn(struct arena *arena, struct entry *entry, void *context)
{
	const struct fix *fix = context;
	entry_remove_value(arena, entry, names_attribute, fix->value);
}

void apply_remove_spn(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->value != NULL)
		change_everywhere(arena, evidence, fix, remove_spn);
}

void apply_delete(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	(void)arena;
	for (size_t i = 0; fix->object != NULL && i < evidence->directory.count; i++) {
		struct directory_visit *visit = &evidence->directory.visit[i];
		size_t kept = 0;
		for (size_t k = 0; k < visit->entry_count; k++) {
			if (strcasecmp(visit->entry[k].dn, fix->object) != 0)
				visit->entry[kept++] = visit->entry[k];
		}
		visit->entry_count = kept;
	}
}

static struct directory_visit *visit_of(struct evidence *evidence, const char *server)
{
	for (size_t i = 0; server != NULL && i < evidence->directory.count; i++) {
		if (strcasecmp(evidence->directory.visit[i].server, server) == 0)
			return &evidence->directory.visit[i];
	}
	return NULL;
}

/* The account as the other server has it. */
void apply_replicate(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	struct directory_visit *to = visit_of(evidence, fix->server);
	struct directory_visit *from = visit_of(evidence, fix->value);
	if (to == NULL || from == NULL || fix->account == NULL)
		return;
	const char *account = arena_format(arena, "%s$", fix->account);
	const struct entry *newer = entry_of_account(arena, from, account);
	struct entry *older = entry_of_account(arena, to, account);
	if (newer == NULL)
		return;
	if (older == NULL) {
		to->entry =
			array_with_room(arena, to->entry, to->entry_count, 1, sizeof *to->entry);
		older = &to->entry[to->entry_count++];
	}
	*older = *newer;
}

static void add_target(struct arena *arena, struct entry *entry, void *context)
{
	const struct fix *fix = context;
	entry_add_value(arena, entry, "msExchStandbyCopyMachines",
		arena_format(arena, "%s;1;1.00:00:00;00:00:00", fix->server));
}

void apply_enable_scr(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->server != NULL)
		change_everywhere(arena, evidence, fix, add_target);
}
