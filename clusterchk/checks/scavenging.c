/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "base/utc.h"
#include "clusterchk/zone/zone_case.h"
#include "clusterchk/zone/zone_property.h"
#include "model/check.h"
#include "model/remedy.h"

/* The CMS's records in one copy of a zone that ages. */
struct record_ages {
	struct arena *arena;
	const struct zone_aging *zone;
	time_t now;
	struct text proof;
	size_t dynamic, due; /* records that have a time; of these, those that may be deleted now */
	const char *malformed; /* why a value cannot be read, or NULL */
};

static void add_record(struct record_ages *ages, const struct zone_record *record)
{
	struct arena *arena = ages->arena;
	text_add(&ages->proof, "\n- %s", zone_record_write(arena, record));
	if (record->hours == 0)
		return;
	const time_t due = (time_t)zone_hours_time(
		(int64_t)record->hours + ages->zone->no_refresh_hours + ages->zone->refresh_hours);
	const char *when = utc_write(arena, due);
	ages->dynamic++;
	ages->due += due <= ages->now;
	text_add(&ages->proof, ": may be deleted from %s on",
		when == NULL ? "a time far off" : when);
}

static void add_records(struct record_ages *ages, const struct entry *node)
{
	const struct attribute *values = entry_attribute(node, "dnsRecord");
	for (size_t i = 0; values != NULL && i < values->count; i++) {
		struct error error = { 0 };
		struct zone_record record;
		if (!zone_record_read(ages->arena, values->value[i], &record, &error))
			ages->malformed = arena_string(ages->arena, error.text);
		else if (record.text != NULL)
			add_record(ages, &record);
	}
}

static void conclude(
	const struct zone_case *zone_case, struct record_ages *ages, struct dc_result *result)
{
	struct arena *arena = ages->arena;
	const struct zone_copy *copy = &zone_case->copy;
	result->proof = ages->proof.data;
	if (ages->due > 0) {
		result->outcome = OUTCOME_WARN;
		result->summary = arena_format(arena,
			"Scavenging may delete the record of %s: it was not refreshed in time.",
			zone_case->fqdn);
		result->remedy = remedy_format(arena,
			"Find out why the cluster does not refresh it (dns.record-writable), and take "
			"the CMS's network name offline and online again. Or create it again as a "
			"static record, which is never deleted:\n"
			"    dnscmd SERVER /RecordDelete %s %s A /f\n"
			"    dnscmd SERVER /RecordAdd %s %s TTL A ADDRESS",
			copy->zone_name, copy->host, copy->zone_name, copy->host);
	} else if (ages->malformed != NULL) {
		dc_result_unknown(result,
			arena_format(arena, "A record of %s in the directory is malformed.",
				zone_case->fqdn),
			arena_format(arena, "%s\n%s.", ages->proof.data, ages->malformed),
			"Look at the record in the DNS console. "
			"If it is damaged, delete it and create it again.");
	} else {
		result->outcome = OUTCOME_PASS;
		result->summary = arena_format(arena, "%s: %s.", zone_case->fqdn,
			ages->dynamic > 0 ? "its record is refreshed, so scavenging leaves it"
					  : "its record is static, so scavenging leaves it");
	}
}

static void judge_records(const struct examination *examination, const struct zone_case *zone_case,
	const struct zone_aging *aging, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct zone_copy *copy = &zone_case->copy;
	struct record_ages ages = { .arena = arena, .zone = aging, .proof = text_new(arena) };
	text_add(&ages.proof,
		"%s ages: records that were not refreshed for %lu h and %lu h more%s may be deleted.",
		copy->zone->dn, (unsigned long)aging->no_refresh_hours,
		(unsigned long)aging->refresh_hours,
		aging->is_default ? " (168 h is assumed where no interval is shown)" : "");
	if (copy->node == NULL) {
		dc_result_unknown(result,
			arena_format(arena, "The directory does not show the record of %s.",
				zone_case->fqdn),
			ages.proof.data, "See dns.record and dns.directory-ttl.");
		dc_result_because(arena, result, NULL);
		return;
	}
	if (!utc_read(examination->evidence->run.ended, &ages.now)) {
		dc_result_unknown(result, "It is not known when the evidence was collected.",
			ages.proof.data, "Collect evidence again with this plan.");
		return;
	}
	add_records(&ages, copy->node);
	conclude(zone_case, &ages, result);
}

static struct dc_result scavenging_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct zone_case zone_case;
	struct dc_result result = { 0 };
	(void)label;
	if (!zone_case_open(&zone_case, examination, visit, &result))
		return result;
	const struct entry *zone = zone_case.copy.zone;
	const struct attribute *properties = entry_attribute(zone, "dNSProperty");
	const bool is_shown =
		properties != NULL && properties->count > 0 && !gap_is(&properties->gap);
	struct error error = { 0 };
	struct zone_aging aging = { 0 };
	if (!is_shown || !zone_aging_read(properties, &aging, &error)) {
		dc_result_unknown(&result,
			arena_format(arena, "It is not known whether the zone %s ages.",
				zone_case.copy.zone_name),
			arena_format(arena, "%s: %s.", zone->dn,
				is_shown ? error.text : "no dNSProperty is shown"),
			"Look at the zone's aging on a DNS server (dnscmd SERVER /ZoneInfo ZONE), "
			"or grant the account that runs this check Read Property on the zone.");
		dc_result_because(arena, &result, entry_gap(zone, "dNSProperty"));
	} else if (aging.is_on) {
		judge_records(examination, &zone_case, &aging, &result);
	} else {
		result.outcome = OUTCOME_PASS;
		result.summary = arena_format(arena,
			"The zone %s does not age, so scavenging leaves its records.",
			zone_case.copy.zone_name);
		result.proof = arena_format(
			arena, "%s: AGING_STATE of dNSProperty is off or not shown.", zone->dn);
	}
	zone_case_conclude(&zone_case, examination, visit, &result);
	return result;
}

static void run_scavenging(const struct examination *examination)
{
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, scavenging_copy);
}

const struct check check_dns_scavenging = {
	.id = "dns.scavenging",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the CMS's record safe from scavenging?",
	.rule = "The zone does not age, or the CMS's record is static or was refreshed in time. "
		"A dynamic record that was not refreshed within both intervals of the zone's "
		"aging: warn. A zone that is not integrated into Active Directory: unknown.",
	.why = "In a zone that ages, a DNS server that scavenges deletes dynamic records that "
	       "nobody refreshes. A cluster refreshes its records every day; "
	       "if it may not write the record any more, the record gets old and is deleted, "
	       "and clients do not find the CMS.",
	.evidence = "Aging and its intervals (dNSProperty of the zone: AGING_STATE, "
		    "NOREFRESH_INTERVAL, REFRESH_INTERVAL) and the times of the CMS's records "
		    "(dnsRecord) in the copy of each directory server that was asked, "
		    "compared with the end of the collection. "
		    "Whether any DNS server scavenges is not in the directory.",
	.right = "Read Property on the zone and its records (every account of the domain has it "
		 "by default).",
	.remedy = "Let the cluster refresh the record, or make it static:\n"
		  "    dnscmd SERVER /RecordDelete ZONE HOST A /f\n"
		  "    dnscmd SERVER /RecordAdd ZONE HOST TTL A ADDRESS",
	.run = run_scavenging,
};
