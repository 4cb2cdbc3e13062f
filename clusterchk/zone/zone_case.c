/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone_case.h"

#include "model/dns_answers.h"

static const char read_remedy[] =
	"Grant the account that runs this check the right to read the zone "
	"and its records (every account of the domain has it by default), "
	"or collect evidence again. Then run the check again.";

/* Only domain controllers that are DNS servers of a zone may have a copy of it. */
static const struct directory_visit *visit_with_zone(const struct zone_case *zone_case,
	const struct examination *examination, struct zone_copy *copy)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	for (size_t i = 0; i < directory->count; i++) {
		if (gap_is(&directory->visit[i].gap))
			continue;
		*copy = zone_copy_of(examination->memo, examination->arena, &directory->visit[i],
			zone_case->fqdn);
		if (copy->zone != NULL)
			return &directory->visit[i];
	}
	return NULL;
}

static bool report_no_zone(const struct zone_case *zone_case, const struct examination *examination,
	struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *fqdn = zone_case->fqdn;
	if (!zone_case->copy.asked)
		return dc_result_unknown(result,
			arena_format(
				arena, "The directory was not asked for the zone of %s.", fqdn),
			"The evidence has no zones.", "Collect evidence again with this plan.");
	if (zone_case->copy.gap != NULL) {
		dc_result_unknown(result,
			arena_format(arena, "The zone of %s could not be read.", fqdn),
			zone_case->copy.gap->text, read_remedy);
		causes_join(arena, &result->causes, &zone_case->copy.causes);
		return false;
	}
	if (zone_case->copy.elsewhere != NULL)
		return dc_result_unknown(result,
			arena_format(arena, "The zone of %s is on other DNS servers.", fqdn),
			arena_format(arena, "%s is a conditional forwarder or a stub zone.",
				zone_case->copy.elsewhere->dn),
			"Find out on those servers how the record is changed, and who may do it: "
			"the directory does not show it.");
	return dc_result_unknown(result,
		arena_format(arena, "The directory shows no zone that holds %s.", fqdn),
		"None is shown in DomainDnsZones, ForestDnsZones or CN=System.",
		"If the zone is not integrated into Active Directory (it is in files, "
		"or on another kind of server), find out there who may change the record. "
		"If it is integrated, it may be hidden from the account that ran this check.");
}

bool zone_case_open(struct zone_case *zone_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct dns_evidence *dns = &examination->evidence->dns;
	*zone_case = (struct zone_case){
		.fqdn = examination->recovery->cms.fqdn,
		.visit = visit,
		.answer_count = dns->count,
		.dns_gap = &dns->gap,
	};
	zone_case->answer = zone_answers_of(arena, dns, zone_case->fqdn);
	zone_case->more_servers = dns_more_servers(examination, zone_case->fqdn);
	zone_case->copy = zone_copy_of(examination->memo, arena, visit, zone_case->fqdn);
	if (zone_case->copy.zone == NULL && zone_case->copy.gap == NULL) {
		struct zone_copy copy;
		const struct directory_visit *other =
			visit_with_zone(zone_case, examination, &copy);
		if (other == NULL)
			return report_no_zone(zone_case, examination, result);
		zone_case->visit = other;
		zone_case->copy = copy;
	}
	if (zone_case->copy.zone == NULL)
		return report_no_zone(zone_case, examination, result);
	if (zone_case->copy.twin == NULL)
		return true;
	return dc_result_unknown(result,
		arena_format(arena, "The zone %s exists twice in the directory.",
			zone_case->copy.zone_name),
		arena_format(
			arena, "%s and %s.", zone_case->copy.zone->dn, zone_case->copy.twin->dn),
		"DNS servers use one of them and log event 4515. "
		"Find out which one they use (dnscmd /ZoneInfo), and delete the other.");
}

bool zone_node_elsewhere(const struct zone_case *zone_case, const struct examination *examination)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	for (size_t i = 0; i < directory->count; i++) {
		const struct zone_copy copy = zone_copy_of(examination->memo, examination->arena,
			&directory->visit[i], zone_case->fqdn);
		if (copy.node != NULL)
			return true;
	}
	return false;
}

void zone_case_conclude(const struct zone_case *zone_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	if (zone_case->visit != visit)
		result->proof = arena_format(arena,
			"it shows no zone that holds %s, but %s does: see there.", zone_case->fqdn,
			zone_case->visit->server);
	if (zone_case->copy.gap == NULL || result->outcome != OUTCOME_PASS)
		return;
	result->outcome = OUTCOME_UNKNOWN;
	result->summary = arena_format(
		arena, "Not all zones could be read; %s may be in another one.", zone_case->fqdn);
	result->proof =
		arena_format(arena, "%s\nNot read: %s.", result->proof, zone_case->copy.gap->text);
	result->remedy = read_remedy;
	result->causes = zone_case->copy.causes;
	result->causes.more = true;
}
