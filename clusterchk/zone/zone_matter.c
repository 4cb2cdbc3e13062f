/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone_matter.h"

#include "model/dns_told.h"

static const char read_remedy[] =
	"Give the account that runs this check the right to read the zone and its records (every "
	"account of the domain has it by default), or collect evidence anew; then run the check "
	"again.";

/* A zone lives on those domain controllers alone that are DNS servers for it. */
static const struct directory_visit *holder(const struct zone_matter *matter,
	const struct examination *examination, struct zone_copy *copy)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	for (size_t i = 0; i < directory->count; i++) {
		if (gap_is(&directory->visit[i].gap))
			continue;
		*copy = zone_copy_of(
			examination->memo, examination->arena, &directory->visit[i], matter->fqdn);
		if (copy->zone != NULL)
			return &directory->visit[i];
	}
	return NULL;
}

static bool no_zone(const struct zone_matter *matter, const struct examination *examination,
	struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	const char *fqdn = matter->fqdn;
	if (!matter->copy.asked)
		return opinion_cannot_tell(opinion,
			arena_format(
				arena, "The directory was not asked for the zone of %s.", fqdn),
			"The evidence holds no zones.", "Collect evidence anew with this plan.");
	if (matter->copy.gap != NULL) {
		opinion_cannot_tell(opinion,
			arena_format(arena, "The zone of %s could not be read.", fqdn),
			matter->copy.gap->text, read_remedy);
		causes_join(arena, &opinion->causes, &matter->copy.causes);
		return false;
	}
	return opinion_cannot_tell(opinion,
		arena_format(arena, "The directory shows no zone that holds %s.", fqdn),
		"There is none in DomainDnsZones, ForestDnsZones or CN=System.",
		"If the zone is not integrated into Active Directory (it is kept in files, or on "
		"another kind of server), find out there who may change the record. If it is, "
		"it may be hidden from the account that ran this check.");
}

bool zone_matter_open(struct zone_matter *matter, const struct examination *examination,
	const struct directory_visit *visit, struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	const struct dns_evidence *dns = &examination->evidence->dns;
	*matter = (struct zone_matter){
		.fqdn = examination->recovery->cms.fqdn,
		.visit = visit,
		.answer_count = dns->count,
		.dns_gap = &dns->gap,
	};
	matter->answer = zone_answers_of(arena, dns, matter->fqdn);
	matter->more_servers = dns_more_servers(examination, matter->fqdn);
	matter->copy = zone_copy_of(examination->memo, arena, visit, matter->fqdn);
	if (matter->copy.zone == NULL && matter->copy.gap == NULL) {
		struct zone_copy copy;
		const struct directory_visit *other = holder(matter, examination, &copy);
		if (other == NULL)
			return no_zone(matter, examination, opinion);
		matter->visit = other;
		matter->copy = copy;
	}
	if (matter->copy.zone == NULL)
		return no_zone(matter, examination, opinion);
	if (matter->copy.twin == NULL)
		return true;
	return opinion_cannot_tell(opinion,
		arena_format(arena, "The zone %s exists twice in the directory.",
			matter->copy.zone_name),
		arena_format(arena, "%s and %s.", matter->copy.zone->dn, matter->copy.twin->dn),
		"DNS servers use one of them and log event 4515. Find out which one they use "
		"(dnscmd /ZoneInfo), and delete the other.");
}

bool zone_node_elsewhere(const struct zone_matter *matter, const struct examination *examination)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	for (size_t i = 0; i < directory->count; i++) {
		const struct zone_copy copy = zone_copy_of(
			examination->memo, examination->arena, &directory->visit[i], matter->fqdn);
		if (copy.node != NULL)
			return true;
	}
	return false;
}

void zone_matter_conclude(const struct zone_matter *matter, const struct examination *examination,
	const struct directory_visit *visit, struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	if (matter->visit != visit)
		opinion->proof = arena_format(arena,
			"it shows no zone that holds %s, and %s does: see there.", matter->fqdn,
			matter->visit->server);
	if (matter->copy.gap == NULL || opinion->outcome != OUTCOME_PASS)
		return;
	opinion->outcome = OUTCOME_UNKNOWN;
	opinion->summary = arena_format(
		arena, "Not all zones could be read, so %s may be in another one.", matter->fqdn);
	opinion->proof =
		arena_format(arena, "%s\nNot read: %s.", opinion->proof, matter->copy.gap->text);
	opinion->remedy = read_remedy;
	opinion->causes = matter->copy.causes;
	opinion->causes.more = true;
}
