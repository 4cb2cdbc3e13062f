/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/discovery/proposal.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/discovery/machines.h"
#include "exchange/discovery/proposal_words.h"

enum {
	EXCHANGE_2007 = 8,
	MAX_MACHINES = 64, /* nodes, or SCR targets, of one CMS */
};

/* A proposal in the making. */
struct draft {
	struct arena *arena;
	const char *domain;
	const struct organisation *organisation;
	struct machines machines;
	struct name_index nodes; /* labels of all nodes of clustered servers; at: the server */
	struct texts clusters;   /* accounts that look like a cluster's */
	struct texts cluster_nodes;
	struct proposal *proposal;
};

/* The SCR targets of a CMS. */
struct targets {
	struct texts known;    /* all, as in the directory */
	struct texts all;      /* those that can belong to a standby cluster */
	struct texts clusters; /* of `all`: accounts that look like a cluster's */
	struct texts nodes;    /* of `all`: other accounts */
	struct texts unseen;   /* of `all`: no account is shown */
	struct texts others;   /* those that cannot, with the reason */
	struct texts unread;   /* values of unknown layout */
};

void proposal_remark(struct arena *arena, struct proposal *proposal, const char *remark)
{
	proposal->remark = arena_more(
		arena, proposal->remark, proposal->remark_count, sizeof *proposal->remark);
	proposal->remark[proposal->remark_count++] = remark;
}

static void ask(struct draft *draft, const char *key, const char *question)
{
	struct proposal *proposal = draft->proposal;
	const char *at =
		arena_format(draft->arena, "/recoveries/%zu/%s", proposal->recovery_count, key);
	proposal->question = arena_more(draft->arena, proposal->question, proposal->question_count,
		sizeof *proposal->question);
	proposal->question[proposal->question_count++] =
		(struct plan_question){ .at = at, .ask = question };
}

static bool is_clustered(const struct exchange_server *server)
{
	return server->storage == STORAGE_CCR || server->storage == STORAGE_SCC;
}

static bool name_of(const struct draft *draft, const char *text, struct name *name)
{
	return machine_name_read(draft->arena, &draft->machines, draft->domain, text, name);
}

static void nodes_read(struct draft *draft)
{
	const struct organisation *organisation = draft->organisation;
	for (size_t i = 0; i < organisation->server_count; i++) {
		const struct exchange_server *server = &organisation->server[i];
		for (size_t k = 0; is_clustered(server) && k < server->node_count; k++) {
			struct name name;
			if (name_of(draft, server->node[k], &name))
				name_index_add(draft->arena, &draft->nodes,
					bytes_of(name.label, strlen(name.label)), i);
		}
	}
	name_index_sort(&draft->nodes);
}

/* The CMS that has this machine as a node, or NULL. */
static const struct exchange_server *cms_on(const struct draft *draft, const char *label)
{
	size_t count;
	const struct named_place *place = name_index_find(&draft->nodes, label, &count);
	return place == NULL ? NULL : &draft->organisation->server[place->at];
}

static void candidates_read(struct draft *draft)
{
	for (size_t i = 0; i < draft->machines.count; i++) {
		const struct machine *machine = &draft->machines.machine[i];
		struct name name;
		if (organisation_server(draft->organisation, machine->label) != NULL ||
			cms_on(draft, machine->label) != NULL ||
			!name_of(draft, machine->label, &name))
			continue;
		const char *written = machine_name_write(draft->arena, &name, draft->domain);
		if (machine->is_cluster_name)
			texts_add(draft->arena, &draft->clusters, written);
		else if (machine->is_cluster_node)
			texts_add(draft->arena, &draft->cluster_nodes, written);
	}
}

/* A node of a CMS, or a server of the organisation, cannot belong to a standby cluster. */
static void target_add(
	struct draft *draft, const struct scr_target *target, struct targets *targets)
{
	struct arena *arena = draft->arena;
	const char *text = scr_target_name(target);
	struct name name;
	if (texts_hold(&targets->known, text) || targets->known.count >= MAX_MACHINES)
		return;
	texts_add(arena, &targets->known, text);
	if (target->machine == NULL || !name_of(draft, text, &name)) {
		texts_add(arena, &targets->unread, arena_format(arena, "\"%s\"", text));
		return;
	}
	const struct exchange_server *running = cms_on(draft, name.label);
	const struct exchange_server *is = organisation_server(draft->organisation, name.label);
	const char *written = machine_name_write(arena, &name, draft->domain);
	if (texts_hold(&targets->all, written))
		return;
	if (running != NULL || is != NULL) {
		texts_add(arena, &targets->others,
			running != NULL
				? arena_format(arena, "%s (a node of %s)", written, running->name)
				: arena_format(arena, "%s (%s)", written,
					  is_clustered(is) ? "a clustered server"
							   : "a standalone server"));
		return;
	}
	texts_add(arena, &targets->all, written);
	const struct machine *machine = machine_of(&draft->machines, &name);
	const bool unread = gap_is(&draft->machines.accounts_gap);
	texts_add(arena,
		machine == NULL && !unread                    ? &targets->unseen
		: machine != NULL && machine->is_cluster_name ? &targets->clusters
							      : &targets->nodes,
		written);
	if (machine != NULL && machine->system != NULL &&
		strstr(machine->system, "Server 2003") != NULL)
		proposal_remark(arena, draft->proposal,
			arena_format(arena,
				"%s runs %s: clusters of Windows Server 2003 act with a service account, "
				"so the checks of the standby cluster's account do not apply.",
				written, machine->system));
}

static void targets_read(
	struct draft *draft, const struct exchange_server *server, struct targets *targets)
{
	for (size_t i = 0; i < server->group_count; i++) {
		for (size_t k = 0; k < server->group[i].target_count; k++)
			target_add(draft, &server->group[i].target[k], targets);
	}
}

static void source_nodes_read(struct draft *draft, const struct exchange_server *server,
	const struct name *cms, struct texts *nodes)
{
	struct texts invalid = { 0 };
	for (size_t i = 0; i < server->node_count && i < MAX_MACHINES; i++) {
		struct name name;
		if (!name_of(draft, server->node[i], &name) || name_equal(&name, cms)) {
			texts_add(draft->arena, &invalid, server->node[i]);
			continue;
		}
		const char *written = machine_name_write(draft->arena, &name, draft->domain);
		if (!texts_hold(nodes, written))
			texts_add(draft->arena, nodes, written);
	}
	if (nodes->count > 0 && invalid.count == 0 && server->node_count <= MAX_MACHINES)
		return;
	ask(draft, "source_nodes",
		invalid.count > 0
			? arena_format(draft->arena,
				  "Which nodes does %s have? The directory also names %s, "
				  "which cannot be a node.",
				  server->name, texts_write(draft->arena, &invalid))
			: arena_format(draft->arena,
				  "Which nodes does %s have? The directory shows %zu.",
				  server->name, server->node_count));
}

static void recovery_add(struct draft *draft, const struct exchange_server *server,
	const struct name *cms, const struct targets *targets)
{
	struct arena *arena = draft->arena;
	struct proposal *proposal = draft->proposal;
	struct texts sources = { 0 };
	source_nodes_read(draft, server, cms, &sources);
	const struct texts none = { 0 }, *clusters = targets->clusters.count > 0
							     ? &targets->clusters
							     : &draft->clusters;
	/* A node of the source or standby cluster is not the cluster, even if its account looks so.
	 */
	if (clusters->count == 1 && (texts_hold(&sources, clusters->text[0]) ||
					    texts_hold(&targets->nodes, clusters->text[0])))
		clusters = &none;
	/* A service principal name is no proof, so the question is always asked. */
	ask(draft, "standby_cluster",
		ask_for_cluster(arena, server->name, targets->clusters.count > 0, &targets->all,
			clusters, &draft->machines));
	ask(draft, "standby_nodes",
		ask_for_nodes(arena, draft->domain, &targets->nodes, &targets->unseen,
			&draft->cluster_nodes));
	proposal->recovery = arena_more(
		arena, proposal->recovery, proposal->recovery_count, sizeof *proposal->recovery);
	proposal->recovery[proposal->recovery_count++] = (struct proposed_recovery){
		.server = server,
		.cms = machine_name_write(arena, cms, draft->domain),
		.standby_cluster = clusters->count == 1 ? clusters->text[0] : "",
		.source_node = sources.text,
		.source_node_count = sources.count,
		.standby_node = targets->nodes.text,
		.standby_node_count = targets->nodes.count,
	};
	if (targets->others.count > 0)
		proposal_remark(arena, proposal,
			arena_format(arena,
				"%s is also replicated to machines that cannot belong to a standby cluster: %s.",
				server->name, texts_write(arena, &targets->others)));
	if (targets->unread.count > 0)
		proposal_remark(arena, proposal,
			arena_format(arena, "%s has more SCR targets, which cannot be read: %s.",
				server->name, texts_write(arena, &targets->unread)));
}

/*
 * The account decides: the DNS suffix need not be the domain's name. Without an account, another
 * suffix than that makes it another domain's server; with it, the account may have been deleted.
 */
static bool is_in_other_domain(
	const struct draft *draft, const struct exchange_server *server, const struct name *cms)
{
	struct name named;
	if (server->fqdn == NULL || strchr(server->fqdn, '.') == NULL ||
		gap_is(&draft->machines.accounts_gap) || !name_of(draft, server->fqdn, &named))
		return false;
	const struct machine *machine = machines_find(&draft->machines, cms->label);
	if (machine != NULL)
		return machine->fqdn != NULL && strcmp(machine->fqdn, named.fqdn) != 0;
	return strcasecmp(strchr(named.fqdn, '.') + 1, draft->domain) != 0;
}

/* A name that the directory shows is better than one made of the domain's. */
static bool cms_named(
	const struct draft *draft, const struct exchange_server *server, struct name *cms)
{
	struct name shown;
	if (strchr(server->name, '.') != NULL || !name_of(draft, server->name, cms))
		return false;
	const struct machine *machine = machines_find(&draft->machines, cms->label);
	if ((machine == NULL || machine->fqdn == NULL) && server->fqdn != NULL &&
		name_of(draft, server->fqdn, &shown) && strcmp(shown.label, cms->label) == 0)
		*cms = shown;
	return true;
}

/* Why no recovery of a clustered server can be proposed, or NULL. */
static const char *obstacle(
	const struct draft *draft, const struct exchange_server *server, struct name *cms)
{
	struct arena *arena = draft->arena;
	if (server->version.known && server->version.major != EXCHANGE_2007)
		return "is not Exchange 2007, the only version that is checked.";
	if (!cms_named(draft, server, cms))
		return "has a name that is not valid for a host.";
	if (is_in_other_domain(draft, server, cms))
		return arena_format(arena,
			"is not in the domain %s: it is %s. "
			"Run discover for the domain that has its account.",
			draft->domain, server->fqdn);
	return NULL;
}

static void clustered_add(struct draft *draft, const struct exchange_server *server)
{
	struct arena *arena = draft->arena;
	struct name cms = { 0 };
	struct targets targets = { 0 };
	const char *why = obstacle(draft, server, &cms);
	if (why == NULL)
		targets_read(draft, server, &targets);
	if (why == NULL && targets.all.count > 0) {
		recovery_add(draft, server, &cms, &targets);
		return;
	}
	if (why == NULL && targets.unread.count > 0)
		why = arena_format(arena,
			"has SCR targets that cannot be read, so no recovery is proposed: %s. "
			"Write the recovery by hand.",
			texts_write(arena, &targets.unread));
	else if (why == NULL && targets.others.count > 0)
		why = arena_format(arena,
			"is replicated only to machines that cannot belong to a standby cluster: %s. "
			"No recovery is proposed.",
			texts_write(arena, &targets.others));
	else if (why == NULL)
		why = "has no SCR target, so no recovery is proposed. "
		      "Enable replication to the standby cluster (Enable-StorageGroupCopy) "
		      "and run discover again, or write the recovery by hand.";
	proposal_remark(arena, draft->proposal,
		arena_format(arena, "%s %s", server_describe(arena, server), why));
}

static void rest_add(struct draft *draft, const struct exchange_server *server)
{
	struct arena *arena = draft->arena;
	const char *whom = server_describe(arena, server);
	if (server->storage == STORAGE_UNKNOWN) {
		proposal_remark(arena, draft->proposal,
			arena_format(arena,
				"%s may be clustered: its value of msExchClusterStorageType is not known. "
				"No recovery is proposed.",
				whom));
		return;
	}
	if ((server->roles & ROLE_MAILBOX) == 0 && server->group_count == 0)
		return;
	proposal_remark(arena, draft->proposal,
		arena_format(arena,
			"%s is no clustered mailbox server. It is recovered by database portability, "
			"not by /RecoverCMS, and its mailboxes get another server's name. "
			"Outlook 2007 clients get it from Autodiscover; "
			"Outlook 2003 clients need the old server's answer "
			"or a changed profile (ExProfRe).",
			whom));
}

void proposal_make(struct arena *arena, const char *domain, const struct organisation *organisation,
	const struct directory_visit *visit, struct proposal *proposal)
{
	struct draft draft = {
		.arena = arena, .domain = domain, .organisation = organisation, .proposal = proposal
	};
	machines_read(arena, visit, &draft.machines);
	if (gap_is(&draft.machines.accounts_gap))
		proposal_remark(arena, proposal,
			arena_format(arena,
				"The accounts of nodes and SCR targets could not be looked up: %s",
				draft.machines.accounts_gap.text));
	nodes_read(&draft);
	candidates_read(&draft);
	for (size_t i = 0; i < organisation->server_count; i++) {
		const struct exchange_server *server = &organisation->server[i];
		/* Sorted by name: servers with the same name are neighbours. */
		if (i > 0 && strcasecmp(server->name, organisation->server[i - 1].name) == 0)
			proposal_remark(arena, proposal,
				arena_format(arena, "There is a second server object %s: %s.",
					server->name, server->dn));
		else if (is_clustered(server))
			clustered_add(&draft, server);
		else
			rest_add(&draft, server);
	}
}
