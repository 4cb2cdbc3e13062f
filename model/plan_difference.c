/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_difference.h"

#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "base/text.h"

enum { NAMES_SHOWN = 12 };

/* Names that a sentence lists: the first ones, and the number of the others. */
struct list {
	struct text text;
	size_t count;
};

static struct list list_new(struct arena *arena)
{
	return (struct list){ .text = text_new(arena) };
}

static void list_add(struct list *list, const char *role, const char *name)
{
	if (list->count++ < NAMES_SHOWN)
		text_add(&list->text, "%s%s%s", list->count == 1 ? "" : ", ", role, name);
}

struct sentences {
	struct arena *arena;
	const char **sentence;
	size_t count;
};

static void sentence_add(struct sentences *sentences, const char *sentence)
{
	sentences->sentence = arena_more(sentences->arena, sentences->sentence, sentences->count,
		sizeof *sentences->sentence);
	sentences->sentence[sentences->count++] = sentence;
}

static void names_add(struct sentences *sentences, const char *begin, const struct list *list)
{
	struct arena *arena = sentences->arena;
	const size_t more = list->count > NAMES_SHOWN ? list->count - NAMES_SHOWN : 0;
	if (list->count > 0)
		sentence_add(sentences,
			arena_format(arena, "%s %s%s.", begin, list->text.data,
				more == 0 ? "" : arena_format(arena, " and %zu more", more)));
}

bool plan_is_other(const struct plan *plan, const struct evidence *evidence)
{
	return plan->sha256 != NULL && evidence->run.plan_sha256 != NULL &&
	       strcmp(plan->sha256, evidence->run.plan_sha256) != 0;
}

static void index_add(struct arena *arena, struct name_index *index, const char *name)
{
	name_index_add(arena, index, bytes_of(name, strlen(name)), index->count);
}

static bool index_has(const struct name_index *index, const char *name)
{
	size_t count;
	name_index_find(index, name, &count);
	return count > 0;
}

/* The names whose accounts were looked for; none where no directory server was asked. */
static struct name_index names_asked(struct arena *arena, const struct evidence *evidence)
{
	struct name_index asked = { 0 };
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct directory_visit *visit = &evidence->directory.visit[i];
		for (size_t k = 0; k < visit->asked_count; k++)
			index_add(arena, &asked, visit->asked[k]);
	}
	name_index_sort(&asked);
	return asked;
}

/* What is done with each name of a recovery. */
typedef void name_function(void *context, const char *role, const struct name *name);

static void each_name(
	const struct recovery *recovery, size_t count, name_function *function, void *context)
{
	for (size_t i = 0; i < count; i++) {
		function(context, "the CMS ", &recovery[i].cms);
		function(context, "the standby cluster ", &recovery[i].standby_cluster);
		for (size_t k = 0; k < recovery[i].source_node_count; k++)
			function(context, "the node ", &recovery[i].source_nodes[k]);
		for (size_t k = 0; k < recovery[i].standby_node_count; k++)
			function(context, "the node ", &recovery[i].standby_nodes[k]);
	}
}

struct comparison {
	struct arena *arena;
	struct name_index asked, planned;
	struct list missing;
};

static void plan_name(void *context, const char *role, const struct name *name)
{
	struct comparison *comparison = context;
	(void)role;
	index_add(comparison->arena, &comparison->planned, name->label);
	index_add(comparison->arena, &comparison->planned, name_host(comparison->arena, name));
}

static void miss_name(void *context, const char *role, const struct name *name)
{
	struct comparison *comparison = context;
	if (!index_has(&comparison->asked, name->label) &&
		!index_has(&comparison->asked, name_host(comparison->arena, name)))
		list_add(&comparison->missing, role, name->label);
}

static void compare_names(
	struct sentences *sentences, const struct plan *plan, const struct evidence *evidence)
{
	struct arena *arena = sentences->arena;
	struct comparison comparison = {
		.arena = arena,
		.asked = names_asked(arena, evidence),
		.missing = list_new(arena),
	};
	if (comparison.asked.count == 0)
		return;
	each_name(plan->recoveries, plan->recovery_count, miss_name, &comparison);
	each_name(plan->recoveries, plan->recovery_count, plan_name, &comparison);
	each_name(plan->left_out, plan->left_out_count, plan_name, &comparison);
	name_index_sort(&comparison.planned);
	struct list more = list_new(arena);
	const struct name_index *asked = &comparison.asked;
	for (size_t i = 0; i < asked->count; i++) {
		const struct bytes *name = &asked->place[i].name;
		const char *text = arena_text(arena, name->data, name->length);
		if ((i == 0 || !bytes_equal(*name, asked->place[i - 1].name)) &&
			!index_has(&comparison.planned, text))
			list_add(&more, "", text);
	}
	names_add(sentences, "It was not asked about", &comparison.missing);
	names_add(sentences, "It was asked about names that this plan does not have:", &more);
}

static bool controller_was_asked(const struct evidence *evidence, const char *server)
{
	for (size_t i = 0; i < evidence->directory.count; i++) {
		if (strcasecmp(evidence->directory.visit[i].server, server) == 0)
			return true;
	}
	return false;
}

/* "192.0.2.53" and "192.0.2.53:53" are one address. */
static bool is_at(struct arena *arena, const char *address, const struct endpoint *server)
{
	struct endpoint asked;
	return address != NULL && endpoint_read(arena, address, &asked) &&
	       strcasecmp(asked.host, server->host) == 0 && asked.port == server->port;
}

static bool name_server_was_asked(
	struct arena *arena, const struct evidence *evidence, const struct endpoint *server)
{
	for (size_t i = 0; i < evidence->dns.count; i++) {
		const struct dns_visit *visit = &evidence->dns.visit[i];
		if (strcasecmp(visit->server, server->given) == 0 ||
			strcasecmp(visit->server, server->host) == 0 ||
			is_at(arena, visit->address, server))
			return true;
	}
	return false;
}

static void compare_servers(
	struct sentences *sentences, const struct plan *plan, const struct evidence *evidence)
{
	struct list unasked = list_new(sentences->arena);
	for (size_t i = 0; i < plan->directory.server_count; i++) {
		if (!controller_was_asked(evidence, plan->directory.servers[i]))
			list_add(&unasked, "the domain controller ", plan->directory.servers[i]);
	}
	for (size_t i = 0; i < plan->dns_server_count; i++) {
		if (!name_server_was_asked(sentences->arena, evidence, &plan->dns_servers[i]))
			list_add(&unasked, "the DNS server ", plan->dns_servers[i].given);
	}
	names_add(sentences, "These servers of this plan were not asked:", &unasked);
}

size_t plan_differences(struct arena *arena, const struct plan *plan,
	const struct evidence *evidence, const char ***sentence)
{
	struct sentences sentences = { .arena = arena };
	if (plan_is_other(plan, evidence)) {
		compare_names(&sentences, plan, evidence);
		compare_servers(&sentences, plan, evidence);
		if (sentences.count == 0)
			sentence_add(&sentences,
				"It has all names and servers of this plan; something else differs, "
				"such as a policy.");
	}
	*sentence = sentences.sentence;
	return sentences.count;
}
