/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two good plans: one with the required members only, and one with all members. */
#pragma once

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "model/plan.h"

static const char least_plan[] =
	"{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"corp.example.com\"},\"rec"
	"overies\":[{\"cms\":\"EXCMS01\",\"source_nodes\":[\"NODE1\"],\"standby_cluster\":"
	"\"DRCLU01\"}]}";
static const char least_plan_sha256[] =
	"86432f31dbcea86324011a54dad6791854a7834c4d3af183989522544ae28d68";

/* clang-format off */
static const char rich_plan[] =
	"{\n"
	"  \"schema_version\": \"1.0\",\n"
	"  \"directory\": {\n"
	"    \"domain\": \"corp.example.com\",\n"
	"    \"servers\": [ \"DC1\", \"dc2.other.example.com\" ],\n" /* 5 */
	"    \"transport\": \"ldaps\",\n"
	"    \"ca_file\": \"ca.pem\",\n"
	"    \"bind\": \"simple\",\n"
	"    \"bind_dn\": \"CN=reader\",\n"
	"    \"password_file\": \"/etc/secret\"\n" /* 10 */
	"  },\n"
	"  \"dns\": { \"servers\": [ \"192.0.2.53:5353\", \"ns1\" ] },\n"
	"  \"shares\": { \"credentials_file\": \"sub/cred\" },\n"
	"  \"policy\": {\n"
	"    \"max_ttl_seconds\": 0, \"max_outage_seconds\": 7200, \"max_password_days\": 90, \"max_oab_days\": 8,\n" /* 15 */
	"    \"deadline_seconds\": 3600, \"weights\": { \"dns.*\": \"advisory\", \"ex.version\": \"blocking\" },\n"
	"    \"max_workers\": 1, \"accept\": \"functional-minimum\", \"max_evidence_age\": \"1h30m\"\n"
	"  },\n"
	"  \"recoveries\": [\n"
	"    {\n" /* 20 */
	"      \"cms\": \"EXCMS01\",\n"
	"      \"source_nodes\": [ \"NODE1\",\n"
	"                        \"NODE2\" ],\n"
	"      \"standby_cluster\": \"drclu01.dr.example.com\",\n"
	"      \"standby_nodes\": [ \"drnode1.DR.example.com\" ],\n" /* 25 */
	"      \"oab_share\": \"OAB$\", \"standby_site\": \"DR-Site\"\n"
	"    },\n"
	"    {\n"
	"      \"cms\": \"EXCMS02\", \"source_nodes\": [ \"NODE3\" ], \"standby_cluster\": \"DRCLU01\"\n"
	"    }\n" /* 30 */
	"  ]\n"
	"}\n";
/* clang-format on */

static inline bool name_is_whole(const struct name *name)
{
	return name->label != NULL && name->fqdn != NULL && name_is_dns(name->fqdn) &&
	       strncasecmp(name->label, name->fqdn, strlen(name->label)) == 0;
}

static inline bool names_are_whole(const struct name *names, size_t count)
{
	bool whole = true;
	for (size_t i = 0; i < count; i++)
		whole = whole && name_is_whole(&names[i]);
	return whole;
}

/* Whether the plan has everything that the rest of the program expects without checking. */
static inline bool plan_is_whole(const struct plan *plan)
{
	const struct plan_directory *directory = &plan->directory;
	bool whole = plan->file != NULL && plan->sha256 != NULL && strlen(plan->sha256) == 64 &&
		     directory->domain != NULL && *directory->domain != '\0';
	for (size_t i = 0; i < directory->server_count; i++)
		whole = whole && directory->servers[i] != NULL;
	if (directory->bind == BIND_SIMPLE)
		whole = whole && directory->transport != TRANSPORT_SASL &&
			directory->bind_dn != NULL && directory->password_file != NULL;
	for (size_t i = 0; i < plan->dns_server_count; i++)
		whole = whole && plan->dns_servers[i].host != NULL && plan->dns_servers[i].port > 0;
	const struct plan_policy *policy = &plan->policy;
	whole = whole && policy->max_ttl_seconds >= 0 && policy->deadline_seconds >= 1 &&
		policy->deadline_seconds <= 3600 && policy->max_workers >= 1 &&
		policy->max_workers <= 256 && policy->max_evidence_age_seconds >= 0 &&
		(policy->accept == ACCEPT_FULL_CONTROL ||
			policy->accept == ACCEPT_FUNCTIONAL_MINIMUM) &&
		plan->recovery_count > 0;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		whole = whole && name_is_whole(&recovery->cms) &&
			name_is_whole(&recovery->standby_cluster) &&
			recovery->source_node_count > 0 && recovery->oab_share != NULL &&
			*recovery->oab_share != '\0' &&
			names_are_whole(recovery->source_nodes, recovery->source_node_count) &&
			names_are_whole(recovery->standby_nodes, recovery->standby_node_count) &&
			(recovery->discovered == NULL || recovery->discovered->kind != NULL);
	}
	return whole;
}
