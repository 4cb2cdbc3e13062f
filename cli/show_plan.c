/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/show_plan.h"

#include <string.h>
#include <strings.h>

#include "base/duration.h"
#include "base/file.h"
#include "base/wrap.h"
#include "codec/encoding.h"
#include "codec/json_place.h"
#include "codec/json_pointer.h"

enum { KEY_COLUMNS = 20, VALUE_COLUMN = 2 + KEY_COLUMNS };

struct page {
	struct arena *arena;
	struct text text;
	const struct plan *plan;
	const char *file; /* without its folder */
	struct document document;
	struct json_lines lines;
};

/* "  key               value (origin)", wrapped below the value. */
static void row_add(struct page *page, const char *key, const char *value, const char *origin)
{
	spaces_add(&page->text, 2);
	cell_add(&page->text, key, KEY_COLUMNS);
	wrap_add(&page->text,
		safe_line(page->arena, arena_format(page->arena, "%s (%s)", value, origin)),
		VALUE_COLUMN, VALUE_COLUMN);
}

static void heading_add(struct page *page, const char *heading)
{
	text_add(&page->text, "\n%s\n", safe_line(page->arena, heading));
}

/* What is written at that place of the plan; NULL: it is no text. */
static const char *written(const struct page *page, const char *pointer)
{
	return json_string_value(json_pointer_value(page->arena, page->document.root, pointer));
}

/* "plan.json:12", or "default" for what is not in the plan. */
static const char *origin_of(const struct page *page, const char *pointer)
{
	const size_t line = json_lines_find(&page->lines, pointer);
	return line == 0 ? "default" : arena_format(page->arena, "%s:%zu", page->file, line);
}

static void member_add(struct page *page, const char *key, const char *pointer, const char *value)
{
	row_add(page, key, value, origin_of(page, pointer));
}

static void number_add(struct page *page, const char *key, int64_t number, const char *unit)
{
	const char *pointer = arena_format(page->arena, "/policy/%s", key);
	member_add(
		page, key, pointer, arena_format(page->arena, "%lld%s", (long long)number, unit));
}

/* A name as it is used, and what was made of the one in the plan. */
static void name_add(struct page *page, const char *key, const char *pointer, const char *fqdn)
{
	struct arena *arena = page->arena;
	const char *given = written(page, pointer), *origin = origin_of(page, pointer);
	if (given == NULL || strcmp(given, fqdn) == 0)
		row_add(page, key, fqdn, origin);
	else
		row_add(page, key, fqdn,
			arena_format(arena, "%s: %s%s", origin, given,
				strchr(given, '.') == NULL && strcasecmp(given, fqdn) != 0
					? " with the domain"
					: ", in small letters"));
}

static void path_add(
	struct page *page, const char *key, const char *pointer, const char *path, const char *none)
{
	const char *given = written(page, pointer), *origin = origin_of(page, pointer);
	if (path == NULL)
		row_add(page, key, none, origin);
	else if (*path == '/' && given != NULL && strcmp(given, path) == 0)
		row_add(page, key, path, origin);
	else
		row_add(page, key, path,
			arena_format(page->arena, "%s: relative to the %s folder", origin,
				strcmp(page->file, FILE_STANDARD_INPUT) == 0 ? "current"
									     : "plan's"));
}

static void directory_add(struct page *page)
{
	static const char *const transports[] = { "sasl: port 389, SASL sign and seal",
		"ldaps: port 636, TLS", "starttls: port 389, TLS" };
	const struct plan_directory *directory = &page->plan->directory;
	heading_add(page, "directory");
	name_add(page, "domain", "/directory/domain", directory->domain);
	for (size_t i = 0; i < directory->server_count; i++)
		name_add(page, i == 0 ? "servers" : "",
			arena_format(page->arena, "/directory/servers/%zu", i),
			directory->servers[i]);
	if (directory->server_count == 0)
		row_add(page, "servers", "found in DNS and in the Sites container at run time",
			"default");
	member_add(page, "transport", "/directory/transport", transports[directory->transport]);
	path_add(page, "ca_file", "/directory/ca_file", directory->ca_file,
		directory->transport == TRANSPORT_SASL ? "none is needed without TLS"
						       : "those of ldap.conf, or the system's");
	member_add(page, "bind", "/directory/bind",
		directory->bind == BIND_SIMPLE ? "simple" : "kerberos");
	if (directory->bind != BIND_SIMPLE)
		return;
	member_add(page, "bind_dn", "/directory/bind_dn", directory->bind_dn);
	path_add(page, "password_file", "/directory/password_file", directory->password_file, "");
}

static void servers_add(struct page *page)
{
	const struct plan *plan = page->plan;
	heading_add(page, "dns");
	for (size_t i = 0; i < plan->dns_server_count; i++)
		member_add(page, i == 0 ? "servers" : "",
			arena_format(page->arena, "/dns/servers/%zu", i),
			arena_format(page->arena, "%s, port %u", plan->dns_servers[i].host,
				(unsigned)plan->dns_servers[i].port));
	if (plan->dns_server_count == 0)
		row_add(page, "servers", "found in DNS at run time: those of the zone's NS records",
			"default");
	heading_add(page, "shares");
	path_add(page, "credentials_file", "/shares/credentials_file", plan->credentials_file,
		"none: Kerberos");
	member_add(page, "allow_smb1", "/shares/allow_smb1", plan->allow_smb1 ? "true" : "false");
}

static void kerberos_add(struct page *page, const struct surroundings *from)
{
	const struct {
		const char *key, *value, *variable, *none;
	} rows[] = {
		{ "ticket cache", from->ticket_cache, "KRB5CCNAME", "that of krb5.conf" },
		{ "client keytab", from->keytab, "KRB5_CLIENT_KTNAME", "that of krb5.conf" },
		{ "krb5.conf", from->configuration, "KRB5_CONFIG", "/etc/krb5.conf" },
	};
	const struct plan *plan = page->plan;
	if (plan->directory.bind == BIND_SIMPLE && plan->credentials_file != NULL)
		return;
	heading_add(page, "Kerberos");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const bool is_set = rows[i].value != NULL && *rows[i].value != '\0';
		row_add(page, rows[i].key, is_set ? rows[i].value : rows[i].none,
			is_set ? arena_format(
					 page->arena, "from the environment: %s", rows[i].variable)
			       : "default");
	}
}

static void weights_add(struct page *page)
{
	const struct plan_weights *weights = &page->plan->policy.weights;
	for (size_t i = 0; i < weights->count; i++) {
		const struct plan_weight *weight = &weights->weight[i];
		struct text pointer = text_new(page->arena);
		text_add(&pointer, "/policy/weights");
		json_pointer_step(&pointer, weight->checks);
		member_add(page, i == 0 ? "weights" : "", pointer.data,
			arena_format(page->arena, "%s: %s", weight->checks,
				weight->blocking ? "blocking" : "advisory"));
	}
	if (weights->count == 0)
		row_add(page, "weights", "those of cmsready explain", "default");
}

static void policy_add(struct page *page)
{
	const struct plan_policy *policy = &page->plan->policy;
	heading_add(page, "policy");
	number_add(page, "max_ttl_seconds", policy->max_ttl_seconds, " s");
	number_add(page, "max_outage_seconds", policy->max_outage_seconds, " s");
	number_add(page, "max_password_days", policy->max_password_days, "");
	number_add(page, "max_oab_days", policy->max_oab_days, "");
	number_add(page, "deadline_seconds", policy->deadline_seconds, " s");
	number_add(page, "max_workers", policy->max_workers, "");
	member_add(page, "accept", "/policy/accept",
		policy->accept == ACCEPT_FULL_CONTROL ? "full-control" : "functional-minimum");
	const int64_t age = policy->max_evidence_age_seconds;
	member_add(page, "max_evidence_age", "/policy/max_evidence_age",
		age == 0 ? "no limit" : duration_write(page->arena, age));
	number_add(page, "max_waiver_days", policy->max_waiver_days, "");
	weights_add(page);
}

static void names_add(struct page *page, const struct recovery *recovery, const char *key,
	const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		name_add(page, i == 0 ? key : "",
			arena_format(
				page->arena, "/recoveries/%zu/%s/%zu", recovery->index, key, i),
			names[i].fqdn);
}

static void discovered_add(struct page *page, const struct recovery *recovery)
{
	const struct plan_discovered *discovered = recovery->discovered;
	struct arena *arena = page->arena;
	if (discovered == NULL)
		return;
	member_add(page, "discovered",
		arena_format(arena, "/recoveries/%zu/discovered", recovery->index),
		arena_format(arena, "%s, Exchange %s, site %s, storage groups: %zu",
			discovered->kind,
			discovered->version == NULL ? "not known" : discovered->version,
			discovered->site == NULL ? "not known" : discovered->site,
			discovered->group_count));
}

static void recovery_add(struct page *page, const struct recovery *recovery)
{
	struct arena *arena = page->arena;
	const char *place = arena_format(arena, "/recoveries/%zu", recovery->index);
	heading_add(page, arena_format(arena, "recovery of %s onto %s", recovery->cms.label,
				  recovery->standby_cluster.label));
	name_add(page, "cms", arena_format(arena, "%s/cms", place), recovery->cms.fqdn);
	names_add(page, recovery, "source_nodes", recovery->source_nodes,
		recovery->source_node_count);
	name_add(page, "standby_cluster", arena_format(arena, "%s/standby_cluster", place),
		recovery->standby_cluster.fqdn);
	names_add(page, recovery, "standby_nodes", recovery->standby_nodes,
		recovery->standby_node_count);
	if (recovery->standby_node_count == 0)
		row_add(page, "standby_nodes", "none named", "default");
	member_add(page, "standby_site", arena_format(arena, "%s/standby_site", place),
		recovery->standby_site != NULL
			? recovery->standby_site
			: "found in the directory at run time: the only site, or that of the "
			  "addresses of the standby nodes");
	member_add(
		page, "oab_share", arena_format(arena, "%s/oab_share", place), recovery->oab_share);
	discovered_add(page, recovery);
}

static void top_add(struct page *page)
{
	const struct plan *plan = page->plan;
	const size_t count = plan->recovery_count, out = plan->left_out_count;
	text_add(&page->text, "Plan      %s\n", safe_line(page->arena, plan->file));
	text_add(&page->text, "sha256    %s\n", plan->sha256);
	text_add(&page->text, "          valid, %zu recover%s", count, count == 1 ? "y" : "ies");
	if (out > 0)
		text_add(&page->text, "; %zu more left out by --recovery", out);
	text_add(&page->text, "\n");
}

static void environment_add(struct page *page)
{
	if (page->plan->environment != NULL)
		text_add(&page->text, "          environment: %s\n",
			safe_line(page->arena, page->plan->environment));
}

char *plan_show(
	struct arena *arena, const struct plan *plan, const struct surroundings *surroundings)
{
	const char *slash = strrchr(plan->file, '/');
	const struct bytes text = encoding_unmarked(plan->text);
	struct page page = {
		.arena = arena,
		.text = text_new(arena),
		.plan = plan,
		.file = slash == NULL ? plan->file : slash + 1,
		.lines = json_lines_read(arena, (const char *)text.data, text.length),
	};
	/* It was parsed before, so it is valid. */
	struct error none = { 0 };
	if (!document_parse(&page.document, arena, plan->file, text, &none))
		return page.text.data;
	top_add(&page);
	environment_add(&page);
	directory_add(&page);
	servers_add(&page);
	kerberos_add(&page, surroundings);
	policy_add(&page);
	for (size_t i = 0; i < plan->recovery_count; i++)
		recovery_add(&page, &plan->recoveries[i]);
	document_close(&page.document);
	return page.text.data;
}
