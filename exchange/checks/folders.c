/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other tasks of the CMS in the organisation: address books, public folders. */
#include "base/text.h"
#include "exchange/oab.h"
#include "exchange/view.h"
#include "model/check.h"

enum { MAX_SERVERS = 20 };

static struct dc_result oab_copy(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *server, const char *label)
{
	struct arena *arena = examination->arena;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN };
	const struct books books = books_read(examination, &view->organisation, server);
	result.proof = books.proof.data;
	if (books.unknown > 0 || view->organisation.book_count == 0) {
		result.summary = arena_format(
			arena, "It is not known which offline address books %s generates.", label);
		result.remedy =
			"Check whether they have a server. If so, "
			"grant the account that runs this check Read Property on the address books. "
			"If not, move them to a mailbox server that exists:\n"
			"    Get-OfflineAddressBook | Format-List Name,Server\n"
			"    Move-OfflineAddressBook \"NAME\" -Server SERVER";
	} else if (books.orphaned > 0) {
		result.outcome = OUTCOME_WARN;
		result.summary = arena_format(arena,
			"The generation server of %zu offline address book%s does not exist.",
			books.orphaned, books.orphaned == 1 ? "" : "s");
		result.remedy = "Move the generation to a mailbox server that exists:\n"
				"    Move-OfflineAddressBook \"NAME\" -Server SERVER";
	} else {
		result.outcome = OUTCOME_PASS;
		result.summary =
			books.own_count > 0
				? arena_format(arena, "%s generates the offline address book%s %s.",
					  label, books.own_count == 1 ? "" : "s", books.own.data)
				: arena_format(arena,
					  "%s generates no offline address book; "
					  "the checks of its share do not block.",
					  label);
	}
	return result;
}

static void run_oab_server(const struct examination *examination)
{
	exchange_judge(examination, oab_copy);
}

const struct check check_ex_oab_server = {
	.id = "ex.oab-server",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Which offline address books does the CMS generate?",
	.rule = "Which offline address books the CMS generates; an address book whose server is "
		"gone: warn. If every directory server shows that the CMS generates none, the "
		"checks on the share of the address book only warn.",
	.why = "Client access servers fetch an offline address book "
	       "from the share ExchangeOAB of its generation server. "
	       "If the CMS generates none, the checks of that share do not block a recovery.",
	.evidence = "offLineABServer of every msExchOAB object, "
		    "compared with the servers of the organisation.",
	.right = "Read Property on the address books in the configuration partition.",
	.remedy = "Move address books whose server is gone:\n"
		  "    Move-OfflineAddressBook \"NAME\" -Server SERVER",
	.run = run_oab_server,
};

/* Whether a public folder database of that server is in CCR, LCR or SCR. */
static bool public_folders_are_copied(const struct exchange_server *server)
{
	bool copied = server->storage == STORAGE_CCR;
	for (size_t i = 0; i < server->group_count; i++) {
		const struct storage_group *group = &server->group[i];
		for (size_t k = 0; k < group->database_count; k++)
			copied = copied ||
				 (group->database[k].is_public &&
					 (group->target_count > 0 || group->has_local_copy));
	}
	return copied;
}

/* Whether it may be, but the directory does not show it. */
static bool public_folders_may_be_copied(const struct exchange_server *server)
{
	bool hidden = server->storage == STORAGE_UNKNOWN;
	for (size_t i = 0; i < server->group_count; i++) {
		const struct storage_group *group = &server->group[i];
		for (size_t k = 0; k < group->database_count; k++)
			hidden = hidden || (group->database[k].is_public && !group->targets_shown);
	}
	return hidden;
}

static const char *public_servers_write(
	struct arena *arena, const struct organisation *organisation)
{
	struct text proof = text_new(arena);
	size_t count = 0;
	text_add(&proof, "Servers with a public folder database:");
	for (size_t i = 0; i < organisation->server_count; i++) {
		if (organisation->server[i].public_database_count == 0)
			continue;
		if (count++ < MAX_SERVERS)
			text_add(&proof, "%s %s", count == 1 ? "" : ",",
				organisation->server[i].name);
	}
	if (count > MAX_SERVERS)
		text_add(&proof, " and %zu more", count - MAX_SERVERS);
	text_add(&proof, "%s.", count == 0 ? " none is shown" : "");
	for (size_t i = 0; i < organisation->public_elsewhere_count && i < MAX_SERVERS; i++)
		text_add(&proof, "\nOne of a server that is not shown: %s.",
			organisation->public_elsewhere[i]);
	return proof.data;
}

static const char *const public_remedy =
	"If an organisation has more than one server with a public folder database, "
	"none of these may use CCR, LCR or SCR: public folders have their own replication. "
	"Move the replicas to another server, then remove the database. "
	"On a single copy cluster it is enough to disable SCR for its storage group:\n"
	"    MoveAllReplicas.ps1 -Server CMS -NewServer SERVER\n"
	"    Remove-PublicFolderDatabase \"CMS\\STORAGE GROUP\\DATABASE\"";

static struct dc_result public_copy(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *server, const char *label)
{
	struct arena *arena = examination->arena;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN };
	result.proof = public_servers_write(arena, &view->organisation);
	if (server->group_count == 0 || server->groups_hidden) {
		result.summary =
			arena_format(arena, "Not every storage group of %s is shown.", label);
		result.remedy = "Run the check with an account that may read the storage groups.";
		return result;
	}
	result.outcome = OUTCOME_PASS;
	if (server->public_database_count == 0) {
		result.summary = arena_format(arena, "%s shows no public folder database.", label);
		return result;
	}
	const bool several = view->organisation.public_server_count > 1;
	if (!several && view->organisation.public_elsewhere_count == 0) {
		result.summary = arena_format(arena,
			"%s has the only public folder database that is shown; "
			"it may be replicated.",
			label);
		return result;
	}
	result.remedy = public_remedy;
	if (public_folders_are_copied(server) && !several) {
		result.outcome = OUTCOME_WARN;
		result.summary = arena_format(arena,
			"%s has continuous replication and a public folder database, "
			"which does not seem to be the only one.",
			label);
	} else if (public_folders_are_copied(server)) {
		result.outcome = OUTCOME_FAIL;
		result.summary = arena_format(arena,
			"%s has one of several public folder databases, "
			"and continuous replication.",
			label);
	} else if (public_folders_may_be_copied(server)) {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = arena_format(arena,
			"%s has one of several public folder databases; "
			"it is not known whether it is replicated.",
			label);
	} else {
		result.remedy = NULL;
		result.summary = arena_format(arena,
			"%s has one of several public folder databases, "
			"without continuous replication.",
			label);
	}
	return result;
}

static void run_public_folders(const struct examination *examination)
{
	exchange_judge(examination, public_copy);
}

const struct check check_ex_public_folders = {
	.id = "ex.public-folders",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is no public folder database in conflict with continuous replication?",
	.rule = "If the organisation has several public folder databases, the CMS has none of "
		"them: otherwise fail. If the servers of the others are not shown: warn.",
	.why = "Continuous replication and public folder replication must not be combined: "
	       "a public folder database on a replicated server is supported only if it "
	       "is the only one in the organisation.",
	.evidence = "The servers of the organisation that have a public folder database: those in "
		    "storage groups, and those of Exchange 2010 and later, "
		    "which name their server (msExchOwningServer).",
	.right = "Read Property on the databases in the configuration partition.",
	.remedy = "Keep public folder databases on servers without continuous replication.",
	.run = run_public_folders,
};
