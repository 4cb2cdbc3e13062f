/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/servers.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/name_index.h"

struct question_list {
	struct dns_question *question;
	size_t count;
};

static void list_add(
	struct arena *arena, struct question_list *list, const char *name, const char *type)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->question[i].name, name) == 0 &&
			strcmp(list->question[i].type, type) == 0)
			return;
	}
	list->question = arena_more(arena, list->question, list->count, sizeof *list->question);
	list->question[list->count++] = (struct dns_question){ name, type, false };
}

static const char *service_name(struct arena *arena, const struct plan *plan)
{
	return arena_format(arena, "_ldap._tcp.dc._msdcs.%s", plan->directory.domain);
}

const char *parent_zone(const char *name, const char *domain)
{
	const char *dot = strchr(name, '.');
	return dot != NULL && (strchr(dot + 1, '.') != NULL || strcmp(dot + 1, domain) == 0)
		       ? dot + 1
		       : NULL;
}

static const struct dns_answer *answer_to(
	const struct dns_visit *answers, const char *name, const char *type)
{
	for (size_t i = 0; i < answers->count; i++) {
		if (strcmp(answers->answer[i].name, name) == 0 &&
			strcmp(answers->answer[i].type, type) == 0)
			return &answers->answer[i];
	}
	return NULL;
}

/* A truncated list lacks servers that must be asked. */
static bool is_complete(const struct dns_answer *answer, struct error *error)
{
	if (gap_is(&answer->gap))
		return error_set(error, answer->gap.cause,
			"the resolver of this machine, asked for %s %s: %s", answer->name,
			answer->type, answer->gap.text);
	return !answer->truncated ||
	       error_set(error, ERROR_MALFORMED, "the answer of DNS for %s %s was truncated",
		       answer->name, answer->type);
}

/* If the zone's name is an alias, the NS records behind it are those of another zone. */
static bool is_server(const struct dns_record *record, const struct dns_answer *answer)
{
	return strcmp(record->type, "NS") == 0 && strcasecmp(record->name, answer->name) == 0;
}

/* Whether an answer ends the search for the zone of a name: it has name servers, or no result. */
static bool ends_search(const struct dns_answer *answer)
{
	if (gap_is(&answer->gap) || answer->truncated || dns_answer_refuses(answer))
		return true;
	for (size_t i = 0; i < answer->count; i++) {
		if (is_server(&answer->record[i], answer))
			return true;
	}
	return false;
}

struct dns_question *servers_questions(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count)
{
	struct question_list list = { 0 };
	const char *service = service_name(arena, plan);
	if ((plan->directory.server_count == 0 || plan->dns_server_count == 0) &&
		answer_to(answers, service, "SRV") == NULL)
		list_add(arena, &list, service, "SRV");
	for (size_t i = 0; i < plan->recovery_count && plan->dns_server_count == 0; i++) {
		const char *zone =
			parent_zone(plan->recoveries[i].cms.fqdn, plan->directory.domain);
		const struct dns_answer *answer = NULL;
		while (zone != NULL && (answer = answer_to(answers, zone, "NS")) != NULL &&
			!ends_search(answer))
			zone = parent_zone(zone, plan->directory.domain);
		if (zone != NULL && answer == NULL)
			list_add(arena, &list, zone, "NS");
	}
	*count = list.count;
	return list.question;
}

/* The same for the servers of the directory and for those of the zones: it is one cause. */
static bool fail_unknown_domain(struct arena *arena, const struct plan *plan,
	const struct dns_answer *answer, struct error *error)
{
	struct error why = { 0 };
	const char *domain = plan->directory.domain;
	error_set(&why, ERROR_ABSENT,
		"the DNS of this machine does not know the domain %s: it has no SRV record %s (%s)",
		domain, service_name(arena, plan),
		answer == NULL ? "no answer" : rcode_name(arena, answer->rcode));
	if (strchr(domain, '.') == NULL)
		error_next(&why, "write the DNS name of the domain into directory.domain, not its "
				 "NetBIOS name");
	else
		error_next(&why, "see directory.domain in the plan, and whether this machine asks "
				 "the DNS of the domain (/etc/resolv.conf)");
	return error_pass(error, &why);
}

/* "priority weight port target": the target. */
static const char *service_target(const char *data)
{
	const char *space = strrchr(data, ' ');
	return space == NULL ? data : space + 1;
}

const char **servers_directory(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count, struct error *error)
{
	const char *service = service_name(arena, plan);
	const struct dns_answer *answer = answer_to(answers, service, "SRV");
	const char **servers = NULL;
	*count = 0;
	if (gap_is(&answers->gap)) {
		gap_fail(&answers->gap, error);
	} else if (answer != NULL && is_complete(answer, error)) {
		for (size_t i = 0; i < answer->count; i++) {
			if (strcmp(answer->record[i].type, "SRV") != 0)
				continue;
			servers = arena_more(arena, servers, *count, sizeof *servers);
			servers[(*count)++] = service_target(answer->record[i].data);
		}
		/* A host may have several records, for example one of each priority. */
		*count = names_once(arena, servers, *count);
	}
	if (*count == 0)
		fail_unknown_domain(arena, plan, answer, error);
	return servers;
}

const char *servers_found_by(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, const char *host)
{
	const struct dns_answer *answer = answer_to(answers, service_name(arena, plan), "SRV");
	for (size_t i = 0; answer != NULL && i < answer->count; i++) {
		const char *data = answer->record[i].data, *target = service_target(data);
		if (strcmp(answer->record[i].type, "SRV") == 0 && target > data &&
			strcmp(target, host) == 0)
			return arena_format(
				arena, "SRV record %.*s", (int)(target - data - 1), data);
	}
	return "SRV record";
}

const char *name_server_found_by(struct arena *arena, const struct name_server *server)
{
	return arena_format(arena, "NS record of %s", server->zone);
}

bool zone_holds(const char *zone, const char *name)
{
	size_t zone_length = strlen(zone), length = strlen(name);
	return length > zone_length && name[length - zone_length - 1] == '.' &&
	       strcmp(name + length - zone_length, zone) == 0;
}

const char *servers_zone(const struct name_server *servers, size_t count, const char *name)
{
	const char *zone = NULL;
	for (size_t i = 0; i < count; i++) {
		if (zone_holds(servers[i].zone, name) &&
			(zone == NULL || strlen(servers[i].zone) > strlen(zone)))
			zone = servers[i].zone;
	}
	return zone;
}

/* The innermost zone around the name that has name servers. */
static const struct dns_answer *zone_of(struct arena *arena, const struct plan *plan,
	const char *name, const struct dns_visit *answers, struct error *error)
{
	const char *domain = plan->directory.domain;
	for (const char *zone = parent_zone(name, domain); zone != NULL;
		zone = parent_zone(zone, domain)) {
		const struct dns_answer *answer = answer_to(answers, zone, "NS");
		if (answer == NULL)
			break;
		if (!ends_search(answer))
			continue;
		if (!is_complete(answer, error))
			return NULL;
		if (answer->rcode == RCODE_NO_ERROR)
			return answer;
		error_set(error, ERROR_UNREACHABLE, "DNS does not say who serves %s (%s)", zone,
			rcode_name(arena, answer->rcode));
		return NULL;
	}
	error_set(error, ERROR_ABSENT, "DNS has no NS record for a zone that holds %s", name);
	return NULL;
}

/*
 * A resolver that does not know the domain (a public one) returns the servers of a parent zone.
 * These answer with authority that the CMS does not exist or, with a wildcard, that it does.
 */
static bool knows_domain(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, struct error *error)
{
	const char *service = service_name(arena, plan);
	const struct dns_answer *answer = answer_to(answers, service, "SRV");
	if (answer != NULL && !is_complete(answer, error))
		return false;
	for (size_t i = 0; answer != NULL && i < answer->count; i++) {
		if (strcmp(answer->record[i].type, "SRV") == 0)
			return true;
	}
	return fail_unknown_domain(arena, plan, answer, error);
}

/* The name servers of a zone, each once. */
static const char **hosts_of(struct arena *arena, const struct dns_answer *zone, size_t *count)
{
	const char **hosts = arena_alloc(arena, zone->count * sizeof *hosts);
	size_t all = 0;
	for (size_t i = 0; i < zone->count; i++) {
		if (is_server(&zone->record[i], zone))
			hosts[all++] = zone->record[i].data;
	}
	*count = names_once(arena, hosts, all);
	return hosts;
}

struct name_server *servers_dns(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count, struct error *error)
{
	struct name_server *servers = NULL;
	*count = 0;
	if (gap_is(&answers->gap)) {
		gap_fail(&answers->gap, error);
		return NULL;
	}
	if (!knows_domain(arena, plan, answers, error))
		return NULL;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct dns_answer *zone =
			zone_of(arena, plan, plan->recoveries[i].cms.fqdn, answers, error);
		if (zone == NULL) {
			*count = 0;
			return NULL;
		}
		bool known = false;
		for (size_t j = 0; j < *count; j++)
			known = known || strcmp(servers[j].zone, zone->name) == 0;
		size_t host_count;
		const char **hosts = hosts_of(arena, zone, &host_count);
		for (size_t j = 0; j < host_count && !known; j++) {
			if (*count == LIMIT_NAME_SERVERS) {
				error_set(error, ERROR_MALFORMED,
					"DNS names more than %d name servers of the zones",
					LIMIT_NAME_SERVERS);
				*count = 0;
				return NULL;
			}
			servers = arena_more(arena, servers, *count, sizeof *servers);
			servers[(*count)++] = (struct name_server){ hosts[j], zone->name };
		}
	}
	return servers;
}
