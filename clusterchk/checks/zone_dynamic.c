/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone_case.h"
#include "clusterchk/zone/zone_property.h"
#include "model/check.h"
#include "model/remedy.h"

static const char unseen_remedy[] =
	"Look at the zone's properties on a DNS server (dnscmd SERVER /ZoneInfo ZONE), "
	"or grant the account that runs this check Read Property on the zone. "
	"Then collect evidence again.";

static const char *by_hand(const struct examination *examination, const struct zone_case *zone_case)
{
	const struct zone_copy *copy = &zone_case->copy;
	return remedy_format(examination->arena,
		"On the day of the failover, change the record by hand on a DNS server that is left, "
		"or let the zone accept secure updates:\n"
		"    dnscmd SERVER /RecordDelete %s %s A /f\n"
		"    dnscmd SERVER /RecordAdd %s %s %lld A NEW-ADDRESS\n"
		"    dnscmd SERVER /Config %s /AllowUpdate 2",
		copy->zone_name, copy->host, copy->zone_name, copy->host,
		(long long)examination->plan->policy.max_ttl_seconds, copy->zone_name);
}

static void allow_secure(struct arena *arena, const char *zone, struct dc_result *result)
{
	fixes_add(
		arena, &result->fixes, (struct fix){ .action = FIX_ALLOW_UPDATES, .object = zone });
}

static void judge_update(const struct examination *examination, const struct zone_case *zone_case,
	enum zone_update update, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *zone = zone_case->copy.zone_name;
	result->proof = arena_format(arena, "%s: ALLOW_UPDATE of dNSProperty is %d (%s).",
		zone_case->copy.zone->dn, (int)update,
		update == ZONE_UPDATE_SECURE     ? "secure updates only"
		: update == ZONE_UPDATE_UNSECURE ? "all updates"
						 : "no dynamic updates");
	switch (update) {
	case ZONE_UPDATE_SECURE:
		result->outcome = OUTCOME_PASS;
		result->summary = arena_format(arena, "The zone %s accepts secure updates.", zone);
		return;
	case ZONE_UPDATE_UNSECURE:
		result->outcome = OUTCOME_WARN;
		result->summary = arena_format(arena,
			"The zone %s accepts updates from anybody: "
			"%s can be redirected without a password.",
			zone, zone_case->fqdn);
		allow_secure(arena, zone, result);
		result->remedy = remedy_format(arena,
			"Let the zone accept secure updates only. "
			"The record's DACL counts then: check dns.record-writable first.\n"
			"    dnscmd SERVER /Config %s /AllowUpdate 2",
			zone);
		return;
	case ZONE_UPDATE_OFF:
		result->outcome = OUTCOME_WARN;
		result->summary = arena_format(arena,
			"The zone %s accepts no dynamic updates: "
			"the record of %s must be changed by hand.",
			zone, zone_case->fqdn);
		allow_secure(arena, zone, result);
		result->remedy = by_hand(examination, zone_case);
		return;
	}
}

static struct dc_result zone_dynamic_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct zone_case zone_case;
	struct dc_result result = { 0 };
	(void)label;
	if (!zone_case_open(&zone_case, examination, visit, &result))
		return result;
	const struct attribute *properties = entry_attribute(zone_case.copy.zone, "dNSProperty");
	const char *unseen = arena_format(arena,
		"It is not known which updates the zone %s accepts.", zone_case.copy.zone_name);
	struct error error = { 0 };
	enum zone_update update;
	if (properties == NULL || properties->count == 0 || gap_is(&properties->gap)) {
		dc_result_unknown(&result, unseen,
			arena_format(arena, "%s shows no dNSProperty, or it was not asked for.",
				zone_case.copy.zone->dn),
			unseen_remedy);
		dc_result_because(arena, &result, entry_gap(zone_case.copy.zone, "dNSProperty"));
	} else if (!zone_update_read(properties, &update, &error)) {
		dc_result_unknown(&result, unseen,
			arena_format(arena, "%s: %s.", zone_case.copy.zone->dn, error.text),
			unseen_remedy);
	} else {
		judge_update(examination, &zone_case, update, &result);
	}
	zone_case_conclude(&zone_case, examination, visit, &result);
	return result;
}

static void run_zone_dynamic(const struct examination *examination)
{
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, zone_dynamic_copy);
}

const struct check check_dns_zone_dynamic = {
	.id = "dns.zone-dynamic",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the CMS's zone accept secure updates?",
	.rule = "The zone accepts secure dynamic updates. No updates at all: the record must be "
		"changed by hand, warn. Updates from anybody: warn.",
	.why = "/RecoverCMS brings the CMS online at another address, "
	       "and the cluster registers it in DNS. "
	       "A zone without dynamic updates rejects the registration: "
	       "the network name still comes online (events 1578 and 1196 are logged), "
	       "and clients use the dead address until somebody changes the record by hand. "
	       "In a zone that accepts all updates anybody can redirect the CMS's name.",
	.evidence = "The property ALLOW_UPDATE (dNSProperty) of the zone's object in the copy "
		    "of each directory server that was asked. "
		    "A zone that is not integrated into Active Directory: unknown.",
	.right = "Read Property on the zone (every account of the domain has it by default).",
	.remedy = "Let the zone accept secure updates:\n"
		  "    dnscmd SERVER /Config ZONE /AllowUpdate 2\n"
		  "Or keep ready the commands that change the record:\n"
		  "    dnscmd SERVER /RecordDelete ZONE HOST A /f\n"
		  "    dnscmd SERVER /RecordAdd ZONE HOST TTL A NEW-ADDRESS",
	.run = run_zone_dynamic,
};
