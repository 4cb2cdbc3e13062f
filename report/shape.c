/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shape.h"

#include "codec/fields.h"

/*
 * docs/report.schema.json, one row per field. New members must be optional, so that older reports
 * can still be read.
 */
static const struct field reason_fields[] = {
	{ TEXT("check", struct report_reason, check), OR_NULL },
	{ TEXT("root_cause", struct report_reason, root_cause), OR_NULL },
	{ TEXT("text", struct report_reason, text), LINES },
	{ TEXTS("recoveries", struct report_reason, recovery, recovery_count) },
	{ NUMBER("findings", struct report_reason, finding_count) },
};
static const struct shape reason_shape = OPEN_SHAPE(struct report_reason, reason_fields);

static const struct field verdict_fields[] = {
	{ WORD("state", struct report_verdict, state, verdict_words) },
	{ FLAG("warned", struct report_verdict, warned) },
	{ TEXTS("reasons", struct report_verdict, reason, reason_count), LINES },
	{ RECORDS("grouped", struct report_verdict, group, group_count, &reason_shape), LATER },
	{ TEXT("title", struct report_verdict, title), LATER },
	{ NUMBER("waived", struct report_verdict, waived), LATER },
};
static const struct shape verdict_shape = OPEN_SHAPE(struct report_verdict, verdict_fields);

static const struct field fix_fields[] = {
	{ TEXT("action", struct report_fix, action) },
	{ TEXT("object", struct report_fix, object), OR_NULL },
	{ TEXT("account", struct report_fix, account), OR_NULL },
	{ TEXT("value", struct report_fix, value), OR_NULL },
	{ TEXT("server", struct report_fix, server), OR_NULL },
};
static const struct shape fix_shape = OPEN_SHAPE(struct report_fix, fix_fields);

static const struct field finding_fields[] = {
	{ TEXT("check", struct report_finding, check) },
	{ TEXT("recovery", struct report_finding, recovery) },
	{ TEXT("subject", struct report_finding, subject) },
	{ WORD("outcome", struct report_finding, outcome, outcome_words) },
	{ FLAG("blocking", struct report_finding, blocking) },
	{ TEXT("summary", struct report_finding, summary) },
	{ TEXT("proof", struct report_finding, proof), LINES },
	{ TEXT("remedy", struct report_finding, remedy), LINES },
	{ TEXT("dedupe_key", struct report_finding, dedupe_key) },
	{ WORD("severity", struct report_finding, severity, severity_words), LATER },
	{ TEXT("cms", struct report_finding, cms), LATER, OR_NULL },
	{ TEXT("domain", struct report_finding, domain), LATER, OR_NULL },
	{ TEXT("subject_kind", struct report_finding, subject_kind), LATER, OR_NULL },
	{ TEXT("subject_name", struct report_finding, subject_name), LATER, OR_NULL },
	{ TEXT("subject_sid", struct report_finding, subject_sid), LATER, OR_NULL },
	{ TEXT("subject_guid", struct report_finding, subject_guid), LATER, OR_NULL },
	{ TEXT("why", struct report_finding, why), LATER, LINES },
	{ TEXTS("root_causes", struct report_finding, root_cause, root_cause_count), LATER },
	{ FLAG("explained", struct report_finding, explained), LATER },
	{ FLAG("waived", struct report_finding, waived), LATER },
	{ RECORDS("fixes", struct report_finding, fix, fix_count, &fix_shape), LATER },
};
static const struct shape finding_shape = OPEN_SHAPE(struct report_finding, finding_fields);

static const struct field gap_fields[] = {
	{ TEXT("source", struct report_gap, source) },
	{ TEXT("server", struct report_gap, server), OR_NULL },
	{ TEXT("subject", struct report_gap, subject), OR_NULL },
	{ TEXT("cause", struct report_gap, cause) },
	{ TEXT("text", struct report_gap, text) },
};
static const struct shape gap_shape = OPEN_SHAPE(struct report_gap, gap_fields);

static const struct field root_fields[] = {
	{ TEXT("key", struct report_root, key), LATER, OR_NULL },
	{ TEXT("source", struct report_root, source), LATER },
	{ TEXT("cause", struct report_root, cause) },
	{ TEXT("text", struct report_root, text) },
	{ NUMBERS("gaps", struct report_root, gap, gap_count) },
	{ TEXTS("checks", struct report_root, check, check_count) },
	{ NUMBER("recoveries", struct report_root, recovery_count) },
	{ NUMBER("findings", struct report_root, finding_count) },
	{ NUMBER("blocking", struct report_root, blocking_count) },
	{ FLAG("shared", struct report_root, shared), LATER },
	{ TEXT("remedy", struct report_root, remedy), LATER, OR_NULL, LINES },
};
static const struct shape root_shape = OPEN_SHAPE(struct report_root, root_fields);

static const struct field counts_fields[] = {
	{ NUMBER("pass", struct report_counts, pass) },
	{ NUMBER("warn", struct report_counts, warn) },
	{ NUMBER("unknown", struct report_counts, unknown) },
	{ NUMBER("fail", struct report_counts, fail) },
};
static const struct shape counts_shape = OPEN_SHAPE(struct report_counts, counts_fields);

static const struct field recovery_fields[] = {
	{ TEXT("recovery", struct report_recovery, cms) },
	{ TEXT("standby_cluster", struct report_recovery, standby_cluster) },
	{ WORD("state", struct report_recovery, coverage, coverage_words) },
	{ WORD("verdict", struct report_recovery, verdict, verdict_words) },
	{ RECORD("counts", struct report_recovery, counts, &counts_shape) },
	{ TEXT("cms", struct report_recovery, fqdn), LATER, OR_NULL },
	{ TEXTS("source_nodes", struct report_recovery, source_node, source_node_count), LATER },
	{ TEXTS("standby_nodes", struct report_recovery, standby_node, standby_node_count), LATER },
	{ TEXT("standby_site", struct report_recovery, standby_site), LATER, OR_NULL },
	{ TEXT("oab_share", struct report_recovery, oab_share), LATER, OR_NULL },
	{ NUMBER("plan_line", struct report_recovery, plan_line), LATER },
};
static const struct shape recovery_shape = OPEN_SHAPE(struct report_recovery, recovery_fields);

static const struct field server_fields[] = {
	{ TEXT("source", struct report_server, source) },
	{ TEXT("name", struct report_server, name) },
	{ TEXT("site", struct report_server, site), OR_NULL },
	{ TEXT("state", struct report_server, state) },
};
static const struct shape server_shape = OPEN_SHAPE(struct report_server, server_fields);

static const struct field unsaid_fields[] = {
	{ TEXT("topic", struct report_unsaid, topic) },
	{ TEXT("text", struct report_unsaid, text), LINES },
	{ TEXT("how", struct report_unsaid, how), LINES },
};
static const struct shape unsaid_shape = OPEN_SHAPE(struct report_unsaid, unsaid_fields);

static const struct field waiver_fields[] = {
	{ TEXT("check", struct report_waiver, check) },
	{ TEXT("recovery", struct report_waiver, recovery) },
	{ TEXT("subject", struct report_waiver, subject) },
	{ TEXT("owner", struct report_waiver, owner) },
	{ TEXT("reason", struct report_waiver, reason) },
	{ TEXT("ticket", struct report_waiver, ticket) },
	{ TEXT("expires", struct report_waiver, expires) },
	{ FLAG("unknown", struct report_waiver, for_unknown) },
	{ WORD("state", struct report_waiver, state, waiver_words) },
	{ TEXT("text", struct report_waiver, text) },
	{ TEXT("dedupe_key", struct report_waiver, dedupe_key), OR_NULL },
};
static const struct shape waiver_shape = OPEN_SHAPE(struct report_waiver, waiver_fields);

static const struct field weight_fields[] = {
	{ TEXT("check", struct report_weight, check) },
	{ FLAG("blocking", struct report_weight, blocking) },
	{ FLAG("by_default", struct report_weight, by_default) },
};
static const struct shape weight_shape = OPEN_SHAPE(struct report_weight, weight_fields);

static const struct field check_fields[] = {
	{ TEXT("check", struct report_check, check) },
	{ FLAG("blocking", struct report_check, blocking) },
};
static const struct shape check_shape = OPEN_SHAPE(struct report_check, check_fields);

static const struct field left_out_fields[] = {
	{ RECORDS("checks", struct report_left_out, check, check_count, &check_shape) },
	{ TEXTS("recoveries", struct report_left_out, recovery, recovery_count) },
};
static const struct shape left_out_shape = OPEN_SHAPE(struct report_left_out, left_out_fields);

static const struct field change_fields[] = {
	{ TEXT("check", struct report_change, check) },
	{ TEXT("recovery", struct report_change, recovery) },
	{ TEXT("subject", struct report_change, subject) },
	{ WORD("with", struct report_change, with, outcome_words) },
	{ WORD("without", struct report_change, without, outcome_words) },
	{ TEXT("summary", struct report_change, summary) },
};
static const struct shape change_shape = OPEN_SHAPE(struct report_change, change_fields);

static const struct field set_aside_fields[] = {
	{ TEXT("source", struct report_set_aside, source) },
	{ TEXT("server", struct report_set_aside, server) },
};
static const struct shape set_aside_shape = OPEN_SHAPE(struct report_set_aside, set_aside_fields);

static const struct field loss_fields[] = {
	{ TEXT("site", struct report_loss, site) },
	{ TEXT("unread", struct report_loss, unread), OR_NULL },
	{ RECORDS("set_aside", struct report_loss, server, server_count, &set_aside_shape) },
	{ RECORDS("only_known", struct report_loss, change, change_count, &change_shape) },
};
static const struct shape loss_shape = OPEN_SHAPE(struct report_loss, loss_fields);

static const struct field run_fields[] = {
	{ TEXT("id", struct report_run, id), OR_NULL },
	{ TEXT("version", struct report_run, version), OR_NULL },
	{ TEXT("started", struct report_run, started), OR_NULL },
	{ TEXT("ended", struct report_run, ended), OR_NULL },
	{ TEXT("host", struct report_run, host), OR_NULL },
	{ TEXT("plan_sha256", struct report_run, plan_sha256), OR_NULL },
	{ TEXT("evidence_sha256", struct report_run, evidence_sha256), OR_NULL },
	{ TEXT("plan", struct report_run, plan), LATER, OR_NULL },
	{ TEXT("plan_path", struct report_run, plan_path), LATER, OR_NULL },
	{ TEXT("environment", struct report_run, environment), LATER, OR_NULL },
	{ TEXT("outdated", struct report_run, outdated), LATER, OR_NULL },
	{ TEXT("collected_for", struct report_run, collected_for), LATER, OR_NULL },
	{ TEXTS("plan_difference", struct report_run, plan_difference, plan_difference_count),
		LATER },
};
static const struct shape run_shape = OPEN_SHAPE(struct report_run, run_fields);

static const struct field failure_fields[] = {
	{ TEXT("kind", struct report_failure, kind) },
	{ TEXT("text", struct report_failure, text), LINES },
};
static const struct shape failure_shape = OPEN_SHAPE(struct report_failure, failure_fields);

static const struct field report_fields[] = {
	{ TEXT("schema_version", struct report, schema_version) },
	{ RECORD("verdict", struct report, verdict, &verdict_shape) },
	{ RECORDS("findings", struct report, finding, finding_count, &finding_shape) },
	{ RECORDS("gaps", struct report, gap, gap_count, &gap_shape) },
	{ RECORDS("root_causes", struct report, root, root_count, &root_shape), LATER },
	{ RECORDS("coverage", struct report, recovery, recovery_count, &recovery_shape) },
	{ RECORDS("servers", struct report, server, server_count, &server_shape), LATER },
	{ RECORDS("not_covered", struct report, unsaid, unsaid_count, &unsaid_shape), LATER },
	{ RECORDS("waivers", struct report, waiver, waiver_count, &waiver_shape), LATER },
	{ RECORDS("weights", struct report, weight, weight_count, &weight_shape), LATER },
	{ RECORD("left_out", struct report, left_out, &left_out_shape), LATER },
	{ RECORD_AT("site_loss", struct report, loss, &loss_shape), LATER, OR_NULL },
	{ RECORD("run", struct report, run, &run_shape) },
	{ RECORD_AT("error", struct report, failure, &failure_shape), LATER, OR_NULL },
};
const struct shape report_shape = OPEN_SHAPE(struct report, report_fields);
