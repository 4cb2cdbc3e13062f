/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/owner.h"

#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "exchange/machine.h"
#include "model/remedy.h"

enum { EXCHANGE_2007 = 8, MAX_LINES = 20 };

/* The servers of one copy that list nodes. In a fleet, each recovery has to look at few of them. */
struct lists {
	struct name_index by_node; /* the account names of nodes; at: the server */
	size_t *odd;               /* servers that list a text which is no host name */
	size_t odd_count;
	size_t *hidden; /* servers whose nodes are not all shown */
	size_t hidden_count;
};

/* What was found in one copy. */
struct search {
	const struct examination *examination;
	const struct exchange_view *view;
	const struct lists *lists;
	bool *is_done;                       /* by server */
	const struct exchange_server *other; /* a CMS that is not the plan's, or NULL */
	bool own;                            /* the CMS itself */
	struct text owned, doubt;            /* a line each */
	size_t owned_count, doubt_count;
};

/* Later versions have no such clusters: their arrays and groups use the attribute otherwise. */
static bool may_be_clustered(const struct exchange_server *server)
{
	return !server->is_client_access &&
	       !(server->version.known && server->version.major > EXCHANGE_2007) &&
	       (server->roles == 0 || (server->roles & ROLE_MAILBOX) != 0);
}

static void number_add(struct arena *arena, size_t **numbers, size_t *count, size_t number)
{
	*numbers = arena_more(arena, *numbers, *count, sizeof **numbers);
	(*numbers)[(*count)++] = number;
}

static void server_list(
	struct arena *arena, const struct exchange_server *server, size_t at, struct lists *lists)
{
	for (size_t i = 0; i < server->node_count; i++) {
		const char *node = server->node[i];
		const size_t label = strcspn(node, ".");
		if (name_is_dns(node))
			name_index_add(arena, &lists->by_node,
				bytes_of(node, label < ACCOUNT_LETTERS ? label : ACCOUNT_LETTERS),
				at);
		else
			number_add(arena, &lists->odd, &lists->odd_count, at);
	}
	if (server->nodes_hidden)
		number_add(arena, &lists->hidden, &lists->hidden_count, at);
}

static const void *lists_of(struct arena *arena, const void *of)
{
	const struct organisation *organisation = &((const struct exchange_view *)of)->organisation;
	struct lists *lists = arena_alloc(arena, sizeof *lists);
	for (size_t i = 0; i < organisation->server_count; i++) {
		if (may_be_clustered(&organisation->server[i]))
			server_list(arena, &organisation->server[i], i, lists);
	}
	name_index_sort(&lists->by_node);
	return lists;
}

static void add_line(struct text *text, size_t *count, const char *line)
{
	if (*count <= MAX_LINES)
		text_add(text, "\n- %s", *count < MAX_LINES ? line : "and more like these");
	(*count)++;
}

/* The cluster's own name in the list means its nodes. */
static enum answer is_standby(const struct search *search, const char *node)
{
	const struct recovery *recovery = search->examination->recovery;
	struct arena *arena = search->examination->arena;
	enum answer answer;
	machine_among(arena, search->view->visit, node, recovery->standby_nodes,
		recovery->standby_node_count, &answer);
	const enum answer cluster =
		machine_is(arena, search->view->visit, node, &recovery->standby_cluster);
	return answer > cluster ? answer : cluster;
}

static void search_server(struct search *search, const struct exchange_server *server, bool is_cms)
{
	struct arena *arena = search->examination->arena;
	bool *is_done = &search->is_done[server - search->view->organisation.server];
	if (*is_done)
		return;
	*is_done = true;
	struct text owned = text_new(arena), doubtful = text_new(arena);
	for (size_t i = 0; i < server->node_count; i++) {
		const enum answer answer = is_standby(search, server->node[i]);
		struct text *names = answer == ANSWER_YES ? &owned : &doubtful;
		if (answer != ANSWER_NO)
			text_add(names, "%s%s", names->length == 0 ? "" : ", ", server->node[i]);
	}
	if (owned.length > 0) {
		add_line(&search->owned, &search->owned_count,
			arena_format(arena, "%s lists %s", server->name, owned.data));
		search->own = search->own || is_cms;
		if (!is_cms && search->other == NULL)
			search->other = server;
	} else if (doubtful.length > 0) {
		add_line(&search->doubt, &search->doubt_count,
			arena_format(arena, "%s lists %s, which may be a standby machine",
				server->name, doubtful.data));
	} else if (server->nodes_hidden) {
		add_line(&search->doubt, &search->doubt_count,
			arena_format(arena, "the nodes of %s are not shown", server->name));
	}
}

/* The servers that may list that machine. */
static void search_machine(struct search *search, const struct name *machine)
{
	size_t count;
	const struct exchange_server *servers = search->view->organisation.server;
	const struct named_place *place =
		name_index_find(&search->lists->by_node, machine->label, &count);
	for (size_t i = 0; i < count; i++)
		search_server(search, &servers[place[i].at], false);
}

static void search_all(struct search *search, const struct exchange_server *cms)
{
	const struct recovery *recovery = search->examination->recovery;
	const struct lists *lists = search->lists;
	const struct exchange_server *servers = search->view->organisation.server;
	search_server(search, cms, true);
	search_machine(search, &recovery->standby_cluster);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		search_machine(search, &recovery->standby_nodes[i]);
	for (size_t i = 0; i < lists->odd_count; i++)
		search_server(search, &servers[lists->odd[i]], false);
	for (size_t i = 0; i < lists->hidden_count; i++)
		search_server(search, &servers[lists->hidden[i]], false);
}

static const char *own_remedy(struct arena *arena, const char *cms)
{
	return remedy_format(arena,
		"If %s runs on the standby cluster, there is nothing to recover. If it runs on its "
		"source nodes, the list is left over from a recovery that was not taken back: "
		"Setup.com /RecoverCMS writes it, and /ClearLocalCMS refuses to run on a node that is "
		"in it. Bring the CMS back to its source nodes as planned, "
		"until the list has only these. Then clear the standby cluster. "
		"On Windows Server 2008 that disables the CMS's computer account: enable it again.\n"
		"    Get-MailboxServer %s | Format-List RedundantMachines\n"
		"    Get-ClusteredMailboxServerStatus %s\n"
		"    Setup.com /ClearLocalCMS /CMSName:%s",
		cms, cms, cms, cms);
}

static const char *other_remedy(
	struct arena *arena, const char *other, const struct recovery *recovery)
{
	return remedy_format(arena,
		"A standby cluster has only the passive Mailbox role, and no CMS. If %s runs there, "
		"move it away first, or recover %s onto another cluster. "
		"If it does not, its list is left over from a recovery that was not taken back, "
		"and has to be put right on its own cluster:\n"
		"    Get-MailboxServer %s | Format-List RedundantMachines\n"
		"    cluster.exe /cluster:%s group",
		other, recovery->cms.label, other, recovery->standby_cluster.label);
}

static struct dc_result report_owned(const struct search *search, const char *label)
{
	struct arena *arena = search->examination->arena;
	const struct recovery *recovery = search->examination->recovery;
	struct dc_result result = { .outcome = OUTCOME_FAIL,
		.proof = arena_format(
			arena, "msExchServerRedundantMachines:%s", search->owned.data) };
	if (search->own) {
		result.summary =
			arena_format(arena, "The directory says that %s runs on %s already.", label,
				recovery->standby_cluster.label);
		result.remedy = own_remedy(arena, label);
	} else {
		result.summary = arena_format(arena,
			"The nodes of %s belong to another clustered mailbox server, %s.",
			recovery->standby_cluster.label, search->other->name);
		result.remedy = other_remedy(arena, search->other->name, recovery);
	}
	return result;
}

struct dc_result owner_judge(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *cms, const char *label)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	const struct organisation *organisation = &view->organisation;
	struct search search = { .examination = examination,
		.view = view,
		.lists = memo_of(examination->memo, arena, lists_of, view),
		.is_done = arena_alloc(arena, organisation->server_count * sizeof(bool)),
		.owned = text_new(arena),
		.doubt = text_new(arena) };
	search_all(&search, cms);
	if (search.owned_count > 0)
		return report_owned(&search, label);
	if (recovery->standby_node_count == 0)
		return (struct dc_result){ .outcome = OUTCOME_UNKNOWN,
			.summary = arena_format(arena,
				"The plan does not name the nodes of %s, "
				"so it is not known whether they belong to a CMS.",
				recovery->standby_cluster.label),
			.proof = "The plan has no standby_nodes.",
			.remedy =
				"Add them to the plan (standby_nodes), then run the check again." };
	if (search.doubt_count > 0)
		return (struct dc_result){ .outcome = OUTCOME_UNKNOWN,
			.summary = arena_format(arena,
				"It is not known whether the nodes of %s belong to a CMS.",
				recovery->standby_cluster.label),
			.proof = arena_format(
				arena, "msExchServerRedundantMachines:%s", search.doubt.data),
			.remedy =
				"Write the full DNS names of the standby nodes in the plan, and run "
				"the check with an account that may read the servers' objects:\n"
				"    Get-MailboxServer | Format-List Name,RedundantMachines" };
	return (struct dc_result){ .outcome = OUTCOME_PASS,
		.summary = arena_format(arena, "No clustered mailbox server lists the nodes of %s.",
			recovery->standby_cluster.label),
		.proof = arena_format(arena,
			"Exchange servers shown: %zu. None of them lists a standby machine "
			"(msExchServerRedundantMachines).",
			organisation->server_count) };
}
