/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan.h"

#include <ctype.h>
#include <string.h>

#include "base/encode.h"
#include "base/file.h"
#include "codec/document.h"
#include "model/endpoint.h"
#include "model/file_kind.h"
#include "model/plan_notes.h"
#include "model/plan_words.h"
#include "model/waived.h"

enum { MAX_PLAN_BYTES = 16 << 20, MAX_SHARE_NAME = 80, MAX_SITE_NAME = 256 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A path, relative to the folder of the plan. */
static bool read_path(
	const struct node *parent, const char *key, const char **path, struct error *error)
{
	struct node node;
	const char *text;
	if (!node_member(parent, key, &node))
		return true;
	if (!node_string(&node, &text, error))
		return false;
	if (*text == '\0')
		return node_fail(&node, error, "must name a file");
	const char *file = node.document->name;
	const char *slash = strrchr(file, '/');
	if (*text == '/' || slash == NULL)
		*path = text;
	else
		*path = arena_format(
			node.document->arena, "%.*s/%s", (int)(slash - file), file, text);
	return true;
}

static bool read_optional_string(
	const struct node *parent, const char *key, const char **string, struct error *error)
{
	struct node node;
	return !node_member(parent, key, &node) || node_string(&node, string, error);
}

/* An array with at least one item. */
static bool read_filled_array(const struct node *array, struct error *error)
{
	if (!node_is_array(array, error))
		return false;
	return node_count(array) > 0 ||
	       node_fail(array, error, "is empty: name at least one, or leave it out");
}

static bool read_directory_servers(
	const struct node *parent, struct plan_directory *directory, struct error *error)
{
	struct node array;
	if (!node_member(parent, "servers", &array))
		return true;
	if (!read_filled_array(&array, error))
		return false;
	struct arena *arena = array.document->arena;
	directory->server_count = node_count(&array);
	directory->servers = arena_alloc(arena, directory->server_count * sizeof(char *));
	for (size_t i = 0; i < directory->server_count; i++) {
		struct node item = node_item(&array, i);
		const char *text;
		struct name name;
		struct error reason = { 0 };
		if (!node_string(&item, &text, error))
			return false;
		if (!name_read(arena, text, directory->domain, &name, &reason))
			return node_fail(&item, error, "%s", reason.text);
		directory->servers[i] = name.fqdn;
	}
	return true;
}

/* A simple bind needs a name, a password and TLS. */
static bool check_bind(
	const struct node *node, const struct plan_directory *directory, struct error *error)
{
	bool simple = directory->bind == BIND_SIMPLE;
	if (simple && directory->transport == TRANSPORT_SASL)
		return node_fail(node, error,
			"a simple bind sends the password: it needs \"transport\" \"ldaps\" or "
			"\"starttls\"");
	if (simple && (directory->bind_dn == NULL || directory->password_file == NULL))
		return node_fail(
			node, error, "a simple bind needs \"bind_dn\" and \"password_file\"");
	if (simple && directory->server_count == 0)
		return node_fail(node, error,
			"a simple bind sends the password, so it needs \"servers\": whoever forges an "
			"answer of DNS could name another server");
	if (!simple && (directory->bind_dn != NULL || directory->password_file != NULL))
		return node_fail(
			node, error, "\"bind_dn\" and \"password_file\" need \"bind\": \"simple\"");
	return true;
}

static bool read_domain(const struct node *parent, const char **domain, struct error *error)
{
	struct node node;
	const char *text;
	struct name name;
	struct error reason = { 0 };
	if (!node_required(parent, "domain", &node, error) || !node_string(&node, &text, error))
		return false;
	if (!name_read(node.document->arena, text, text, &name, &reason))
		return node_fail(&node, error, "%s", reason.text);
	/* A domain of one label has no parent to complete it. */
	*domain = arena_format(node.document->arena, "%.*s", (int)strlen(text), name.fqdn);
	return true;
}

static bool read_directory(
	const struct node *root, struct plan_directory *directory, struct error *error)
{
	static const char *const keys[] = { "domain", "servers", "transport", "ca_file", "bind",
		"bind_dn", "password_file" };
	static const char *const transports[] = { "sasl", "ldaps", "starttls" };
	static const char *const binds[] = { "kerberos", "simple" };
	struct node node, member;
	if (!node_required(root, "directory", &node, error) ||
		!plan_keys_ok(&node, keys, COUNT(keys), error) ||
		!read_domain(&node, &directory->domain, error) ||
		!read_directory_servers(&node, directory, error))
		return false;

	int word = TRANSPORT_SASL;
	if (node_member(&node, "transport", &member) &&
		!node_choice(&member, transports, COUNT(transports), &word, error))
		return false;
	directory->transport = (enum transport)word;
	word = BIND_KERBEROS;
	if (node_member(&node, "bind", &member) &&
		!node_choice(&member, binds, COUNT(binds), &word, error))
		return false;
	directory->bind = (enum bind_method)word;
	return read_optional_string(&node, "bind_dn", &directory->bind_dn, error) &&
	       read_path(&node, "ca_file", &directory->ca_file, error) &&
	       read_path(&node, "password_file", &directory->password_file, error) &&
	       check_bind(&node, directory, error);
}

static bool read_dns(const struct node *root, struct plan *plan, struct error *error)
{
	static const char *const keys[] = { "servers" };
	struct node node, array;
	if (!node_member(root, "dns", &node))
		return true;
	if (!plan_keys_ok(&node, keys, COUNT(keys), error))
		return false;
	if (!node_member(&node, "servers", &array))
		return true;
	if (!read_filled_array(&array, error))
		return false;

	struct arena *arena = array.document->arena;
	plan->dns_server_count = node_count(&array);
	plan->dns_servers = arena_alloc(arena, plan->dns_server_count * sizeof *plan->dns_servers);
	for (size_t i = 0; i < plan->dns_server_count; i++) {
		struct node item = node_item(&array, i);
		const char *text;
		if (!node_string(&item, &text, error))
			return false;
		if (!endpoint_read(arena, text, &plan->dns_servers[i]))
			return node_fail(&item, error,
				"\"%s\" is no DNS server: write 192.0.2.53, 192.0.2.53:5353, "
				"[2001:db8::53]:53 or a name",
				text);
	}
	return true;
}

static bool read_shares(const struct node *root, struct plan *plan, struct error *error)
{
	static const char *const keys[] = { "allow_smb1", "credentials_file" };
	struct node node, smb1;
	return !node_member(root, "shares", &node) ||
	       (plan_keys_ok(&node, keys, COUNT(keys), error) &&
		       read_path(&node, "credentials_file", &plan->credentials_file, error) &&
		       (!node_member(&node, "allow_smb1", &smb1) ||
			       node_boolean(&smb1, &plan->allow_smb1, error)));
}

static bool read_name(
	const struct node *node, const char *domain, struct name *name, struct error *error)
{
	const char *text;
	struct error reason = { 0 };
	if (!node_string(node, &text, error))
		return false;
	return name_read(node->document->arena, text, domain, name, &reason) ||
	       node_fail(node, error, "%s", reason.text);
}

static bool is_among(const struct name *name, const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (name_equal(name, &names[i]))
			return true;
	}
	return false;
}

static bool read_names(const struct node *array, const char *domain, struct name **names,
	size_t *count, struct error *error)
{
	if (!read_filled_array(array, error))
		return false;
	*count = node_count(array);
	*names = arena_alloc(array->document->arena, *count * sizeof **names);
	for (size_t i = 0; i < *count; i++) {
		struct node item = node_item(array, i);
		if (!read_name(&item, domain, &(*names)[i], error))
			return false;
		if (is_among(&(*names)[i], *names, i))
			return node_fail(&item, error, "%s is listed twice", (*names)[i].label);
	}
	return true;
}

static bool read_oab_share(const struct node *node, const char **share, struct error *error)
{
	*share = "ExchangeOAB";
	struct node member;
	if (!node_member(node, "oab_share", &member))
		return true;
	if (!node_string(&member, share, error))
		return false;
	size_t length = strlen(*share);
	bool valid = length > 0 && length <= MAX_SHARE_NAME;
	for (size_t i = 0; i < length; i++)
		valid = valid && strchr("\"/\\[]:|<>+=;,*?", (*share)[i]) == NULL &&
			!iscntrl((unsigned char)(*share)[i]);
	return valid || node_fail(&member, error, "\"%s\" is not a valid share name", *share);
}

/* Only the directory knows whether the site exists. */
static bool read_site(const struct node *node, const char **site, struct error *error)
{
	struct node member;
	if (!node_member(node, "standby_site", &member))
		return true;
	if (!node_string(&member, site, error))
		return false;
	bool valid = **site != '\0' && strlen(*site) <= MAX_SITE_NAME;
	for (const char *at = *site; *at != '\0'; at++)
		valid = valid && !iscntrl((unsigned char)*at);
	return valid || node_fail(&member, error, "\"%s\" is not a valid site name", *site);
}

/* An account cannot have two roles: such a plan has a mistake. */
static bool check_distinct(
	const struct node *node, const struct recovery *recovery, struct error *error)
{
	if (name_equal(&recovery->cms, &recovery->standby_cluster))
		return node_fail(node, error, "%s is both the CMS and the standby cluster",
			recovery->cms.label);
	const struct name *lists[] = { recovery->source_nodes, recovery->standby_nodes };
	const size_t counts[] = { recovery->source_node_count, recovery->standby_node_count };
	for (size_t list = 0; list < COUNT(lists); list++) {
		for (size_t i = 0; i < counts[list]; i++) {
			if (name_equal(&lists[list][i], &recovery->cms) ||
				name_equal(&lists[list][i], &recovery->standby_cluster))
				return node_fail(node, error,
					"%s is a node and also the CMS or the standby cluster",
					lists[list][i].label);
		}
	}
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		if (is_among(&recovery->standby_nodes[i], recovery->source_nodes,
			    recovery->source_node_count))
			return node_fail(node, error, "%s is a source node and also a standby node",
				recovery->standby_nodes[i].label);
	}
	return true;
}

static bool read_recovery(
	const struct node *node, const char *domain, struct recovery *recovery, struct error *error)
{
	static const char *const keys[] = { "cms", "source_nodes", "standby_cluster",
		"standby_nodes", "standby_site", "oab_share", "discovered" };
	struct node cms, sources, cluster, standbys;
	if (!plan_keys_ok(node, keys, COUNT(keys), error) ||
		!node_required(node, "cms", &cms, error) ||
		!node_required(node, "source_nodes", &sources, error) ||
		!node_required(node, "standby_cluster", &cluster, error) ||
		!read_name(&cms, domain, &recovery->cms, error) ||
		!read_name(&cluster, domain, &recovery->standby_cluster, error) ||
		!read_names(&sources, domain, &recovery->source_nodes, &recovery->source_node_count,
			error))
		return false;
	if (node_member(node, "standby_nodes", &standbys) &&
		!read_names(&standbys, domain, &recovery->standby_nodes,
			&recovery->standby_node_count, error))
		return false;
	return read_site(node, &recovery->standby_site, error) &&
	       read_oab_share(node, &recovery->oab_share, error) &&
	       plan_discovered_read(node, &recovery->discovered, error) &&
	       check_distinct(node, recovery, error);
}

static bool read_recoveries(const struct node *root, struct plan *plan, struct error *error)
{
	struct node array;
	if (!node_required(root, "recoveries", &array, error) || !node_is_array(&array, error))
		return false;
	plan->recovery_count = node_count(&array);
	if (plan->recovery_count == 0)
		return node_fail(&array, error, "is empty: name at least one CMS to be recovered");
	plan->recoveries =
		arena_alloc(array.document->arena, plan->recovery_count * sizeof *plan->recoveries);
	for (size_t i = 0; i < plan->recovery_count; i++) {
		struct node item = node_item(&array, i);
		plan->recoveries[i].index = i;
		if (!read_recovery(&item, plan->directory.domain, &plan->recoveries[i], error))
			return false;
		for (size_t j = 0; j < i; j++) {
			if (name_equal(&plan->recoveries[i].cms, &plan->recoveries[j].cms))
				return node_fail(&item, error, "%s has two recoveries",
					plan->recoveries[i].cms.label);
		}
	}
	return true;
}

/* For editors alone: where docs/plan.schema.json is. */
static bool read_schema(const struct node *root, struct error *error)
{
	struct node node;
	const char *text;
	return !node_member(root, "$schema", &node) || node_text(&node, &text, error);
}

static bool read_root(const struct node *root, struct plan *plan, struct error *error)
{
	static const char *const keys[] = { "$schema", "schema_version", "environment", "directory",
		"dns", "shares", "policy", "waivers", "recoveries", "questions", "remarks" };
	return plan_questions_answered(root, &plan->questions, error) &&
	       plan_keys_ok(root, keys, COUNT(keys), error) && read_schema(root, error) &&
	       document_version_ok(root, error) &&
	       plan_environment_read(root, &plan->environment, error) &&
	       read_directory(root, &plan->directory, error) && read_dns(root, plan, error) &&
	       read_shares(root, plan, error) && plan_policy_read(root, &plan->policy, error) &&
	       waivers_read(root->document->arena, root, plan->directory.domain, &plan->waivers,
		       error) &&
	       read_recoveries(root, plan, error) &&
	       waivers_complete(root->document->arena, plan, error) && plan_remarks_ok(root, error);
}

bool plan_load(struct arena *arena, const char *file, struct plan *plan, struct error *error)
{
	return plan_load_until(arena, file, deadline_after(INT64_MAX), plan, error);
}

bool plan_load_until(struct arena *arena, const char *file, struct deadline deadline,
	struct plan *plan, struct error *error)
{
	struct bytes text;
	struct error reason = { 0 };
	const char *name = file_shown(file);
	*plan = (struct plan){ .file = name };
	if (file_read_named(arena, file, MAX_PLAN_BYTES, deadline, &text, &reason))
		return plan_read(arena, name, text, plan, error);
	if (reason.kind != ERROR_MALFORMED)
		return error_set(error, reason.kind, "%s", reason.text);
	return error_set(error, ERROR_MALFORMED,
		"%s: larger than %d MiB, which no plan is; if it is evidence: cmsready check PLAN "
		"--from %s",
		name, MAX_PLAN_BYTES >> 20, file_word(arena, file));
}

bool plan_read(struct arena *arena, const char *file, struct bytes text, struct plan *plan,
	struct error *error)
{
	*plan = (struct plan){ .file = file };
	struct document document;
	if (!file_kind_parse(&document, arena, file, text, FILE_PLAN, error))
		return false;
	document.is_strict = true;
	plan->sha256 = sha256_write(arena, text);
	plan->text = text;
	const struct node root = document_root(&document);
	const bool ok = read_root(&root, plan, error);
	document_close(&document);
	return ok;
}
