/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/document.h"
#include "codec/json_pointer.h"
#include "exchange/discovery/proposal.h"
#include "exchange/discovery/proposal_words.h"

static void put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		out_of_memory();
}

static void put_text(json_t *object, const char *key, const char *text)
{
	if (text != NULL)
		put(object, key, json_of_text(text));
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		out_of_memory();
}

static json_t *json_of_texts(const char *const *texts, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		append(array, json_of_text(texts[i]));
	return array;
}

/*
 * With what the plan proposes at its place, if anything: only another value there is an answer.
 * `plan` has the recoveries.
 */
static json_t *json_of_question(
	struct arena *arena, json_t *plan, const struct plan_question *question)
{
	json_t *object = json_object();
	json_t *proposed = json_pointer_value(arena, plan, question->at);
	put_text(object, "at", question->at);
	put_text(object, "ask", question->ask);
	if (json_string_length(proposed) > 0 || json_array_size(proposed) > 0)
		put(object, "proposed", json_incref(proposed));
	return object;
}

/* Without values that are the default. */
static json_t *json_of_directory(const struct plan_directory *directory)
{
	json_t *object = json_object();
	put_text(object, "domain", directory->domain);
	if (directory->server_count > 0)
		put(object, "servers", json_of_texts(directory->servers, directory->server_count));
	if (directory->transport != TRANSPORT_SASL)
		put_text(object, "transport",
			directory->transport == TRANSPORT_LDAPS ? "ldaps" : "starttls");
	put_text(object, "ca_file", directory->ca_file);
	if (directory->bind == BIND_SIMPLE)
		put_text(object, "bind", "simple");
	put_text(object, "bind_dn", directory->bind_dn);
	put_text(object, "password_file", directory->password_file);
	return object;
}

static json_t *json_of_group(const struct storage_group *group)
{
	json_t *targets = json_array(), *object = json_object();
	for (size_t i = 0; i < group->target_count; i++)
		append(targets, json_of_text(scr_target_name(&group->target[i])));
	put_text(object, "name", group->name);
	put(object, "scr_targets", targets);
	return object;
}

static json_t *json_of_discovered(struct arena *arena, const struct exchange_server *server)
{
	json_t *groups = json_array(), *object = json_object();
	const struct storage_group *ordered = groups_by_name(arena, server);
	for (size_t i = 0; i < server->group_count; i++)
		append(groups, json_of_group(&ordered[i]));
	put_text(object, "kind", server->storage == STORAGE_CCR ? "ccr" : "scc");
	if (server->version.known)
		put_text(object, "version", exchange_version_digits(arena, &server->version));
	put_text(object, "site", server->site);
	put(object, "storage_groups", groups);
	return object;
}

static json_t *json_of_recovery(struct arena *arena, const struct proposed_recovery *recovery)
{
	json_t *object = json_object();
	put_text(object, "cms", recovery->cms);
	put(object, "source_nodes",
		json_of_texts(recovery->source_node, recovery->source_node_count));
	put_text(object, "standby_cluster", recovery->standby_cluster);
	put(object, "standby_nodes",
		json_of_texts(recovery->standby_node, recovery->standby_node_count));
	put(object, "discovered", json_of_discovered(arena, recovery->server));
	return object;
}

struct bytes proposal_write(struct arena *arena, const struct plan_directory *directory,
	const struct proposal *proposal)
{
	json_t *recoveries = json_array(), *plan = json_object();
	for (size_t i = 0; i < proposal->recovery_count; i++)
		append(recoveries, json_of_recovery(arena, &proposal->recovery[i]));
	put_text(plan, "schema_version", "1.0");
	if (proposal->question_count > 0)
		put(plan, "questions", json_array()); /* filled below; a reader begins here */
	put(plan, "directory", json_of_directory(directory));
	put(plan, "recoveries", recoveries);
	for (size_t i = 0; i < proposal->question_count; i++)
		append(json_object_get(plan, "questions"),
			json_of_question(arena, plan, &proposal->question[i]));
	put(plan, "remarks", json_of_texts(proposal->remark, proposal->remark_count));
	struct bytes text = json_write_page(arena, plan);
	json_decref(plan);
	return text;
}
