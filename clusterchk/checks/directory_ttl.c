/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "clusterchk/zone/zone_case.h"
#include "ldapchk/missing_name.h"
#include "model/remedy.h"

enum { MAX_SHOWN = 8 }; /* records in a sentence */

/* The addresses and the alias of the name in one copy of the zone. */
struct held {
	struct zone_record *record;
	size_t count;
	const char *malformed; /* why a value cannot be read, or NULL */
	const char *text;      /* all records of the name, of other types too */
};

static bool is_address(uint16_t type)
{
	return type == ZONE_TYPE_A || type == ZONE_TYPE_AAAA;
}

static struct held addresses_of(struct arena *arena, const struct entry *node)
{
	struct held held = { 0 };
	size_t shown = 0;
	struct text text = text_new(arena);
	const struct attribute *values = node == NULL ? NULL : entry_attribute(node, "dnsRecord");
	for (size_t i = 0; values != NULL && i < values->count; i++) {
		struct error error = { 0 };
		struct zone_record record;
		if (!zone_record_read(arena, values->value[i], &record, &error)) {
			held.malformed = arena_string(arena, error.text);
			continue;
		}
		if (shown++ < MAX_SHOWN)
			text_add(&text, "%s%s", text.length == 0 ? "" : "; ",
				zone_record_write(arena, &record));
		if (!is_address(record.type) && record.type != ZONE_TYPE_CNAME)
			continue;
		held.record = arena_more(arena, held.record, held.count, sizeof *held.record);
		held.record[held.count++] = record;
	}
	if (shown > MAX_SHOWN)
		text_add(&text, "; and %zu more", shown - MAX_SHOWN);
	held.text = text.length == 0 ? "no record" : text.data;
	return held;
}

/*
 * Whether the copy has a record of the same type and data, and the TTL of the answer is within the
 * range of TTLs of that type. TTLs of one type should be equal; if they are not, a server may make
 * them equal (RFC 2181 5.2).
 */
static bool is_in_copy(
	struct arena *arena, const struct held *held, const struct dns_record *answered)
{
	bool found = false;
	int64_t least = INT64_MAX, greatest = -1;
	for (size_t i = 0; i < held->count; i++) {
		const struct zone_record *record = &held->record[i];
		if (strcmp(zone_type_name(arena, record->type), answered->type) != 0)
			continue;
		found = found || strcasecmp(record->text, answered->data) == 0;
		least = record->ttl < least ? record->ttl : least;
		greatest = record->ttl > greatest ? record->ttl : greatest;
	}
	return found && answered->ttl >= least && answered->ttl <= greatest;
}

static bool is_answered(
	struct arena *arena, const struct zone_answer *answer, const struct zone_record *record)
{
	for (size_t i = 0; i < answer->count; i++) {
		if (strcmp(answer->record[i].type, zone_type_name(arena, record->type)) == 0 &&
			strcasecmp(answer->record[i].data, record->text) == 0)
			return true;
	}
	return false;
}

static bool agree(struct arena *arena, const struct held *held, const struct zone_answer *answer)
{
	for (size_t i = 0; i < answer->count; i++) {
		if (!is_in_copy(arena, held, &answer->record[i]))
			return false;
	}
	for (size_t i = 0; i < held->count; i++) {
		if (!is_answered(arena, answer, &held->record[i]))
			return false;
	}
	return true;
}

static const char *answer_write(struct arena *arena, const struct zone_answer *answer)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < answer->count && i < MAX_SHOWN; i++)
		text_add(&text, "%s%s %s, %lld s", i == 0 ? "" : "; ", answer->record[i].type,
			answer->record[i].data, (long long)answer->record[i].ttl);
	if (answer->count > MAX_SHOWN)
		text_add(&text, "; and %zu more", answer->count - MAX_SHOWN);
	return answer->count == 0 ? "no address" : text.data;
}

/* How many DNS servers answer the same as a copy, and how many something else. */
struct comparison {
	size_t same, different, unreadable;
	const struct zone_answer *first; /* the first that differs, or NULL */
	struct causes causes;            /* why answers are unreadable */
};

static struct comparison compare_with_dns(struct arena *arena, const struct zone_case *zone_case,
	const struct held *held, struct text *proof)
{
	struct comparison comparison = { 0 };
	for (size_t i = 0; i < zone_case->answer_count; i++) {
		const struct zone_answer *answer = &zone_case->answer[i];
		const char *server = answer->visit->server;
		if (answer->unasked)
			continue;
		if (answer->unreadable != NULL) {
			comparison.unreadable++;
			causes_join(arena, &comparison.causes, &answer->causes);
			text_add(proof, "\nThe DNS server %s gives no usable answer: %s.", server,
				answer->unreadable);
		} else if (agree(arena, held, answer)) {
			comparison.same++;
		} else {
			if (comparison.different++ == 0)
				comparison.first = answer;
			text_add(proof, "\nThe DNS server %s answers: %s.", server,
				answer_write(arena, answer));
		}
	}
	if (zone_case->more_servers != NULL) {
		comparison.unreadable++;
		causes_add(arena, &comparison.causes, zone_case->dns_gap);
		text_add(proof, "\n%s.", zone_case->more_servers);
	}
	if (comparison.same > 0)
		text_add(proof, "\n%zu DNS server%s the same.", comparison.same,
			comparison.same == 1 ? " answers" : "s answer");
	return comparison;
}

static uint32_t longest(const struct held *held)
{
	uint32_t ttl = 0;
	for (size_t i = 0; i < held->count; i++) {
		const struct zone_record *record = &held->record[i];
		if (is_address(record->type) && record->ttl > ttl)
			ttl = record->ttl;
	}
	return ttl;
}

static const char *replication_remedy(struct arena *arena, const struct zone_case *zone_case)
{
	const char *server = zone_case->visit->server;
	const char *partition = zone_partition(zone_case->copy.zone);
	return remedy_format(arena,
		"Wait for replication of the zone, or start it, to this server and from it:\n"
		"    repadmin /syncall %s \"%s\" /Ade\n"
		"    repadmin /syncall %s \"%s\" /AdeP\n"
		"DNS servers read the directory every three minutes. "
		"If they still differ then, look for replication errors (repadmin /showrepl).",
		server, partition, server, partition);
}

static void report_difference(struct arena *arena, const struct zone_case *zone_case,
	const struct held *held, const struct comparison *comparison, struct dc_result *result)
{
	result->outcome = OUTCOME_WARN;
	result->summary = arena_format(arena,
		"The copy of the zone on %s has %s for %s; the DNS server %s answers %s.",
		zone_case->visit->server, held->text, zone_case->fqdn,
		comparison->first->visit->server, answer_write(arena, comparison->first));
	result->remedy = replication_remedy(arena, zone_case);
	fixes_add(arena, &result->fixes,
		(struct fix){ .action = FIX_REPLICATE_RECORD,
			.object = zone_case->fqdn,
			.server = zone_case->visit->server,
			.value = zone_partition(zone_case->copy.zone) });
}

static void report_unknown(const struct examination *examination, const struct zone_case *zone_case,
	const struct comparison *comparison, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct gap *gap = &examination->evidence->dns.gap;
	const bool any = comparison->unreadable > 0;
	result->causes = comparison->causes;
	if (!any)
		dc_result_because(arena, result, gap);
	dc_result_because(arena, result, NULL);
	result->outcome = OUTCOME_UNKNOWN;
	result->summary = arena_format(arena,
		"The record of %s in the directory cannot be compared with DNS.", zone_case->fqdn);
	if (!any)
		result->proof = arena_format(arena, "%s\nNo DNS server was asked%s%s.",
			result->proof, gap_is(gap) ? ": " : "", gap_is(gap) ? gap->text : "");
	result->remedy =
		any ? "Fix the problem shown under Proof, or name the authoritative servers "
		      "in the plan (dns.servers). Then run the check again."
		    : "Collect evidence again with this plan. "
		      "If the authoritative servers cannot be found, "
		      "name them in the plan (dns.servers).";
}

/* This copy shows no address. */
static void judge_no_address(const struct examination *examination,
	const struct zone_case *zone_case, const struct held *held,
	const struct comparison *comparison, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct zone_copy *copy = &zone_case->copy;
	const bool is_seen = copy->node != NULL || copy->tombstone != NULL ||
			     zone_node_elsewhere(zone_case, examination);
	if (comparison->first != NULL && is_seen) {
		report_difference(arena, zone_case, held, comparison, result);
		return;
	}
	result->outcome = OUTCOME_UNKNOWN;
	result->summary = arena_format(
		arena, "The directory shows no address for %s, so no TTL.", zone_case->fqdn);
	const struct missing_name *missing = missing_address(examination, zone_case->fqdn);
	if (missing != NULL && comparison->first == NULL && comparison->unreadable == 0) {
		result->causes = causes_from(arena, &missing->cause, false);
		result->remedy = "See dns.record.";
		return;
	}
	result->causes = comparison->causes;
	dc_result_because(arena, result,
		entry_gap(copy->node != NULL ? copy->node : copy->zone, "dnsRecord"));
	dc_result_because(arena, result, NULL);
	result->remedy =
		comparison->first == NULL
			? "See dns.record."
			: "DNS has an address for the name. The account that ran this check "
			  "may not be allowed to see the record, "
			  "or DNS may not serve the zone from this directory.";
}

static const char ttl_remedy[] =
	"Set HostRecordTTL on the CMS's network name resource, see dns.ttl.";

static void judge_addresses(const struct examination *examination,
	const struct zone_case *zone_case, const struct held *held,
	const struct comparison *comparison, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const int64_t max_ttl = examination->plan->policy.max_ttl_seconds;
	if (comparison->unreadable > 0 || comparison->same + comparison->different == 0) {
		report_unknown(examination, zone_case, comparison, result);
	} else if (comparison->first != NULL) {
		report_difference(arena, zone_case, held, comparison, result);
	} else if (longest(held) > max_ttl) {
		result->outcome = OUTCOME_WARN;
		result->summary = arena_format(arena,
			"In the copy of the zone on %s the TTL of %s is %lu s; the plan allows %lld s.",
			zone_case->visit->server, zone_case->fqdn, (unsigned long)longest(held),
			(long long)max_ttl);
		result->remedy = ttl_remedy;
		fixes_add(arena, &result->fixes,
			(struct fix){ .action = FIX_SET_TTL,
				.object = examination->recovery->cms.fqdn,
				.account = examination->recovery->cms.label,
				.value = arena_format(arena, "%lld", (long long)max_ttl) });
	} else {
		result->outcome = OUTCOME_PASS;
		result->summary = "The directory and DNS have the same record.";
	}
}

static struct dc_result directory_ttl_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct zone_case zone_case;
	struct dc_result result = { 0 };
	(void)label;
	if (!zone_case_open(&zone_case, examination, visit, &result))
		return result;
	const struct zone_copy *copy = &zone_case.copy;
	const struct held held = addresses_of(arena, copy->node);
	struct text proof = text_new(arena);
	if (copy->node != NULL)
		text_add(&proof, "%s has %s.", copy->node->dn, held.text);
	else
		text_add(&proof, "%s shows no record of %s.", copy->zone->dn, copy->host);
	if (copy->tombstone != NULL)
		text_add(&proof, "\n%s is a deleted record (dNSTombstoned).", copy->tombstone->dn);
	const struct comparison comparison = compare_with_dns(arena, &zone_case, &held, &proof);
	result.proof = proof.data;
	if (held.malformed != NULL) {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = arena_format(
			arena, "The record of %s in the directory is malformed.", zone_case.fqdn);
		result.proof = arena_format(arena, "%s\n%s.", proof.data, held.malformed);
		result.remedy = "Look at the record in the DNS console. "
				"If it is damaged, delete it and create it again.";
	} else if (held.count == 0) {
		judge_no_address(examination, &zone_case, &held, &comparison, &result);
	} else {
		judge_addresses(examination, &zone_case, &held, &comparison, &result);
	}
	zone_case_conclude(&zone_case, examination, visit, &result);
	return result;
}

static void run_directory_ttl(const struct examination *examination)
{
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, directory_ttl_copy);
}

const struct check check_dns_directory_ttl = {
	.id = "dns.directory-ttl",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does every domain controller's copy of the zone have the same record as DNS?",
	.rule = "Every domain controller's copy of the zone has the record that DNS returns; "
		"otherwise, or with a TTL above max_ttl_seconds: warn. A zone that is not "
		"integrated into Active Directory: unknown.",
	.why = "An Active Directory-integrated zone reaches the DNS servers of the other site "
	       "by replication. If a copy lags, those servers still answer "
	       "with the old address or the old TTL. "
	       "When the first site is lost, they are the only ones left.",
	.evidence = "The CMS's record (dnsRecord) in the copy of each directory server "
		    "that was asked: addresses, alias and TTLs, "
		    "compared with the authoritative answers of every DNS server. "
		    "A directory server without a copy of the zone is skipped if another one "
		    "has a copy. Deleted records (dNSTombstoned) do not count.",
	.right = "Read Property on the zone and its records (every account of the domain has it "
		 "by default); UDP and TCP port 53 of the DNS servers.",
	.remedy =
		"If copies differ, wait for replication, or push from the server with the right record:\n"
		"    repadmin /syncall DC \"DC=DomainDnsZones,DC=...\" /AdeP\n"
		"If the TTL is above the limit everywhere, see dns.ttl.",
	.run = run_directory_ttl,
};
