/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directory for discovery, as rows, and a proposal that must become a valid plan. */
#pragma once

#include "exchange/discovery/proposal.h"
#include "tests/exchange/answered.h"
#include "tests/exchange/forest.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

enum { MAX_COMPUTERS = 8 };

#define SERVER(name, ...)                                                                          \
	{                                                                                          \
		"CN=" name "," SERVERS, "msExchExchangeServer",                                    \
		{                                                                                  \
			"cn=" name, __VA_ARGS__                                                    \
		}                                                                                  \
	}
#define GROUP(name, server, ...)                                                                   \
	{                                                                                          \
		"CN=" name "," STORE(server), "msExchStorageGroup",                                \
		{                                                                                  \
			"cn=" name, __VA_ARGS__                                                    \
		}                                                                                  \
	}
#define SP1       "versionNumber=1912701168" /* 8.1.240 */
#define CCR       SP1, "msExchClusterStorageType=1"
#define SCC       SP1, "msExchClusterStorageType=2"
#define MAILBOX   SP1, "msExchCurrentServerRoles=2"
#define NODE(n)   "msExchServerRedundantMachines=" n
#define TARGET(m) "msExchStandbyCopyMachines=" m ";1;1.00:00:00"
#define CMS       SERVER("EXCMS01", CCR, NODE("NODE1"), NODE("NODE2"))

#define COMPUTER(name, ...)                                                                        \
	{                                                                                          \
		"CN=" name ",CN=Computers,DC=corp", "computer",                                    \
		{                                                                                  \
			"sAMAccountName=" name "$", "dNSHostName=" name ".corp.example.com",       \
				__VA_ARGS__                                                        \
		}                                                                                  \
	}
#define SPN(class)    "servicePrincipalName=" class "/x"
#define CLUSTER(name) COMPUTER(name, SPN("MSClusterVirtualServer"), SPN("MSServerCluster"))
#define VIRTUAL(name) COMPUTER(name, SPN("MSClusterVirtualServer"))
#define MACHINE(name) COMPUTER(name, "operatingSystem=Windows Server 2008 Enterprise")

/* The organisation, in a list that can grow. */
static inline struct directory_visit shown_by(const struct forest *forest)
{
	struct directory_visit visit = visit_of(arena, forest);
	struct directory_part *part = visit.part;
	visit.part = arena_more(arena, NULL, 0, sizeof *visit.part);
	*visit.part = *part;
	return visit;
}

static inline void part_add(struct directory_visit *visit, enum part_kind kind,
	const struct row *rows_of, enum error_kind gap)
{
	visit->part = arena_more(arena, visit->part, visit->part_count, sizeof *visit->part);
	struct directory_part *part = &visit->part[visit->part_count++];
	*part = (struct directory_part){ .kind = part_kind_name(kind),
		.gap = { gap, "no answer" } };
	for (size_t i = 0; i < MAX_COMPUTERS && rows_of[i].dn != NULL; i++) {
		part->entry = arena_more(arena, part->entry, part->count, sizeof *part->entry);
		part->entry[part->count++] = entry_of(arena, &rows_of[i]);
	}
}

static inline void plan_loads(const struct proposal *proposal, const char *because)
{
	const struct plan_directory directory = { .domain = "corp.example.com" };
	struct bytes text = proposal_write(arena, &directory, proposal);
	for (size_t i = 0; i < text.length; i++)
		ck_assert_msg(text.data[i] == '\n' || (text.data[i] >= ' ' && text.data[i] < 0x7f),
			"%s: byte %02x", because, text.data[i]);
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(!plan_read(arena, "p", text, &plan, &error), "%s", because);
	if (proposal->recovery_count == 0)
		return;
	ck_assert_msg(error.kind == ERROR_CONFIG, "%s: %s", because, error.text);
	ck_assert_uint_eq(plan.questions.count, proposal->question_count);
	error = (struct error){ 0 };
	ck_assert_msg(plan_read(arena, "p", answered(arena, text), &plan, &error), "%s: %s",
		because, error.text);
	ck_assert_uint_eq(plan.recovery_count, proposal->recovery_count);
	for (size_t i = 0; i < plan.recovery_count; i++)
		ck_assert_ptr_nonnull(plan.recoveries[i].discovered);
}
