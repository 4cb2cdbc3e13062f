/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "clusterchk/zone/record_case.h"
#include "ldapchk/dn.h"
#include "model/remedy.h"

/* It is not documented which of the two accounts the cluster registers with. The CMS's account is
 * the same in both clusters, so it decides. */
static enum outcome outcome_if(const struct record_case *record, enum answer least)
{
	return record->writer[WRITER_CMS].access.granted >= least ? OUTCOME_PASS : OUTCOME_WARN;
}

static const char *remedy_of(const struct record_case *record)
{
	const struct recovery *recovery = record->examination->recovery;
	const char *domain = record->examination->plan->directory.domain;
	struct arena *arena = record->examination->arena;
	const char *server = record->zone.visit->server;
	const struct zone_copy *copy = &record->zone.copy;
	const struct entry *object = copy->node != NULL ? copy->node : copy->zone;
	const char *dn = object->dn;
	if (copy->node == NULL)
		return remedy_format(arena,
			"Create the record by hand before the failover, "
			"and grant both accounts Full Control on it; or grant them the right to create it:\n"
			"    dsacls \"%s\" /G \"%s$@%s:CC;dnsNode\"\n"
			"    dsacls \"%s\" /G \"%s$@%s:CC;dnsNode\"",
			dn, recovery->cms.label, domain, dn, recovery->standby_cluster.label,
			domain);
	return remedy_format(arena,
		"Grant both accounts Full Control on the record (first remove any deny ACE shown "
		"under Proof):\n"
		"    dsacls \"%s\" /G \"%s$@%s:GA\"\n"
		"    dsacls \"%s\" /G \"%s$@%s:GA\"\n"
		"Or delete the record when the CMS moves, so that it can be registered again:\n"
		"    dnscmd %s /RecordDelete %s %s A /f",
		dn, recovery->cms.label, domain, dn, recovery->standby_cluster.label, domain,
		server, copy->zone_name, copy->host);
}

static struct fixes fixes_of(const struct record_case *record)
{
	const struct recovery *recovery = record->examination->recovery;
	struct arena *arena = record->examination->arena;
	const struct zone_copy *copy = &record->zone.copy;
	const char *label[] = { recovery->cms.label, recovery->standby_cluster.label };
	struct fixes fixes = { 0 };
	for (size_t i = 0; i < sizeof label / sizeof *label; i++)
		fixes_add(arena, &fixes,
			(struct fix){
				.action = copy->node != NULL ? FIX_GRANT_FULL_CONTROL
							     : FIX_GRANT_CREATE_RECORD,
				.object = copy->node != NULL ? copy->node->dn : copy->zone->dn,
				.account = arena_format(arena, "%s$@%s", label[i],
					record->examination->plan->directory.domain),
			});
	return fixes;
}

static const char *verb_of(const struct record_case *record)
{
	return record_exists(record) ? "rewrite" : "register";
}

static const char *what_of(const struct record_case *record)
{
	return arena_format(record->examination->arena, "%s the DNS record of %s", verb_of(record),
		record->zone.fqdn);
}

static void report_warning(const struct record_case *record, struct dc_result *result)
{
	struct arena *arena = record->examination->arena;
	const char *cms = record->writer[WRITER_CMS].access_case.label;
	const char *cluster = record->writer[WRITER_CLUSTER].access_case.label;
	const enum answer cluster_may = record->writer[WRITER_CLUSTER].access.granted;
	if (record->writer[WRITER_CMS].access_case.descriptor.dacl.state == ACL_NULL)
		result->summary = arena_format(
			arena, "Everybody may %s: it has a NULL DACL.", what_of(record));
	else if (cluster_may == ANSWER_NO)
		result->summary = arena_format(arena,
			"Neither %s$ nor %s$ may %s: it would keep the old address (expect events 1580 "
			"and 1196 of FailoverClustering).",
			cms, cluster, what_of(record));
	else
		result->summary = arena_format(arena,
			"%s$ may not %s; %s$ %s. It is not documented "
			"which account the cluster registers with.",
			cms, what_of(record), cluster,
			cluster_may == ANSWER_YES ? "may" : "perhaps may");
	result->remedy = remedy_of(record);
	result->fixes = fixes_of(record);
}

static void report_pass(const struct record_case *record, struct dc_result *result)
{
	struct arena *arena = record->examination->arena;
	const char *cms = record->writer[WRITER_CMS].access_case.label;
	const char *cluster = record->writer[WRITER_CLUSTER].access_case.label;
	if (record->writer[WRITER_CLUSTER].access.granted == ANSWER_YES) {
		result->summary = arena_format(
			arena, "%s$ and %s$ may %s the record.", cms, cluster, verb_of(record));
		return;
	}
	result->summary = arena_format(arena, "%s$ may %s the record.", cms, verb_of(record));
	result->proof = arena_format(arena,
		"%s\n"
		"It is not known that %s$ has that right. "
		"The CMS's account, which is the same in both clusters, should be enough.",
		result->proof, cluster);
}

static void judge(const struct record_case *record, struct dc_result *result)
{
	struct arena *arena = record->examination->arena;
	const enum outcome worst = outcome_if(record, ANSWER_YES);
	const bool is_null =
		record->writer[WRITER_CMS].access_case.descriptor.dacl.state == ACL_NULL;
	const char *subject_id = result->subject_id;
	*result = (struct dc_result){
		.outcome = is_null ? OUTCOME_WARN : worst,
		.subject_id = subject_id,
		.proof = record_proof_write(record),
	};
	if (worst != outcome_if(record, ANSWER_MAYBE)) {
		result->outcome = OUTCOME_UNKNOWN;
		for (size_t i = 0; i < WRITER_COUNT; i++)
			access_case_add_causes(&record->writer[i].access_case, &result->causes);
		result->summary = arena_format(arena, "It cannot be decided whether %s$ may %s.",
			record->writer[WRITER_CMS].access_case.label, what_of(record));
		result->remedy = arena_format(arena,
			"A group, a conditional ACE or something else "
			"that cannot be evaluated here decides. %s",
			remedy_of(record));
	} else if (result->outcome == OUTCOME_WARN) {
		report_warning(record, result);
	} else if (record->zone.copy.node == NULL && record->zone.copy.tombstone != NULL) {
		result->outcome = OUTCOME_UNKNOWN;
		result->summary = arena_format(arena,
			"A deleted record of %s is left in the directory; "
			"it is not documented whether its permissions count.",
			record->zone.fqdn);
		result->remedy = remedy_of(record);
		result->fixes = fixes_of(record);
	} else {
		report_pass(record, result);
	}
}

static struct dc_result record_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct record_case record = { .examination = examination };
	struct dc_result result = { 0 };
	(void)label;
	if (!zone_case_open(&record.zone, examination, visit, &result))
		return result;
	if (record_open(&record, record.zone.visit, &result))
		judge(&record, &result);
	zone_case_conclude(&record.zone, examination, visit, &result);
	return result;
}

static void run_record_writable(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	dc_results_judge(examination, SUBJECT_CMS, &recovery->cms, recovery->standby_cluster.label,
		record_copy);
}

const struct check check_dns_record_writable = {
	.id = "dns.record-writable",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "May the CMS's or the standby cluster's account rewrite the CMS's DNS record?",
	.rule = "The CMS's account may change the CMS's DNS record. If only the standby "
		"cluster's account may, or neither, expect events 1580 and 1196: warn. If there "
		"is no record: the right to create one.",
	.why = "In a zone with secure updates the DACL of a record decides who may change it, "
	       "by default the account that registered it first. "
	       "If the standby cluster registers with another account, the old address stays: "
	       "the name goes online, FailoverClustering logs events 1580 and 1196, "
	       "and clients do not find the CMS. It is not documented "
	       "which account the cluster uses: Microsoft's texts name the cluster's, "
	       "and one also the CMS's.",
	.evidence = "Owner and DACL of the CMS's record (dnsNode) in the copy "
		    "of each directory server, and the groups (tokenGroups) of both accounts: "
		    "Write Property on dnsRecord. Both, or only the CMS's account: pass. "
		    "Only the cluster's, or neither: warn. If DNS answers NXDOMAIN: "
		    "the right to create a record in the zone. "
		    "The check shows who has the right, not whether it works: "
		    "a zone without dynamic updates accepts none.",
	.right = "Read Permissions (READ_CONTROL) on the zone and the record, "
		 "and Read Property on them and on both accounts (every account of the domain "
		 "has them by default).",
	.remedy = "Grant both accounts Full Control on the record:\n"
		  "    dsacls \"DN of the record\" /G \"CMS$@DOMAIN:GA\"\n"
		  "    dsacls \"DN of the record\" /G \"CLUSTER$@DOMAIN:GA\"\n"
		  "Or delete the record when the CMS moves, so that it can be registered again:\n"
		  "    dnscmd DC /RecordDelete ZONE HOST A /f",
	.run = run_record_writable,
};
