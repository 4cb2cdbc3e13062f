/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shape.h"

/*
 * docs/report.schema.json, one row per field. New members must be optional, so that older reports
 * can still be read.
 */
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT(name, its_kind, type, member)                                                           \
	.key = name, .kind = its_kind, .offset = offsetof(type, member)
#define LIST(type, counter) .count = offsetof(type, counter)

#define TEXT(name, type, member)                                                                   \
	{                                                                                          \
		AT(name, FIELD_TEXT, type, member)                                                 \
	}
#define NULLABLE(name, type, member)                                                               \
	{                                                                                          \
		AT(name, FIELD_TEXT, type, member), .nullable = true                               \
	}
#define LATER_NULLABLE(name, type, member)                                                         \
	{                                                                                          \
		AT(name, FIELD_TEXT, type, member), .nullable = true, .optional = true             \
	}
#define LATER_TEXT(name, type, member)                                                             \
	{                                                                                          \
		AT(name, FIELD_TEXT, type, member), .optional = true                               \
	}
#define FLAG(name, type, member)                                                                   \
	{                                                                                          \
		AT(name, FIELD_FLAG, type, member)                                                 \
	}
#define LATER_FLAG(name, type, member)                                                             \
	{                                                                                          \
		AT(name, FIELD_FLAG, type, member), .optional = true                               \
	}
#define NUMBER(name, type, member)                                                                 \
	{                                                                                          \
		AT(name, FIELD_NUMBER, type, member)                                               \
	}
#define WORD(name, type, member, its_words)                                                        \
	{                                                                                          \
		AT(name, FIELD_WORD, type, member), .words = its_words,                            \
						    .word_count = COUNT(its_words)                 \
	}
#define LATER_WORD(name, type, member, its_words)                                                  \
	{                                                                                          \
		AT(name, FIELD_WORD, type, member),                                                \
			.words = its_words, .word_count = COUNT(its_words), .optional = true       \
	}
#define TEXTS(name, type, member, counter)                                                         \
	{                                                                                          \
		AT(name, FIELD_TEXTS, type, member), LIST(type, counter)                           \
	}
#define LATER_TEXTS(name, type, member, counter)                                                   \
	{                                                                                          \
		AT(name, FIELD_TEXTS, type, member), LIST(type, counter), .optional = true         \
	}
#define NUMBERS(name, type, member, counter)                                                       \
	{                                                                                          \
		AT(name, FIELD_NUMBERS, type, member), LIST(type, counter)                         \
	}
#define RECORD(name, type, member, of)                                                             \
	{                                                                                          \
		AT(name, FIELD_RECORD, type, member), .shape = of                                  \
	}
#define LATER_RECORD(name, type, member, of)                                                       \
	{                                                                                          \
		AT(name, FIELD_RECORD, type, member), .shape = of, .optional = true                \
	}
#define RECORDS(name, type, member, counter, of)                                                   \
	{                                                                                          \
		AT(name, FIELD_RECORDS, type, member), LIST(type, counter), .shape = of            \
	}
#define LATER_RECORDS(name, type, member, counter, of)                                             \
	{                                                                                          \
		AT(name, FIELD_RECORDS, type, member), LIST(type, counter), .shape = of,           \
									    .optional = true       \
	}
#define LATER_RECORD_OR_NULL(name, type, member, of)                                               \
	{                                                                                          \
		AT(name, FIELD_RECORD_AT, type, member), .shape = of, .nullable = true,            \
							 .optional = true                          \
	}
#define SHAPE(type, fields)                                                                        \
	{                                                                                          \
		.size = sizeof(type), .field_count = COUNT(fields), .field = fields, .open = true  \
	}

static const struct field reason_fields[] = {
	NULLABLE("check", struct report_reason, check),
	NULLABLE("root_cause", struct report_reason, root_cause),
	TEXT("text", struct report_reason, text),
	TEXTS("recoveries", struct report_reason, recovery, recovery_count),
	NUMBER("findings", struct report_reason, finding_count),
};
static const struct shape reason_shape = SHAPE(struct report_reason, reason_fields);

static const struct field verdict_fields[] = {
	WORD("state", struct report_verdict, state, verdict_words),
	FLAG("warned", struct report_verdict, warned),
	TEXTS("reasons", struct report_verdict, reason, reason_count),
	LATER_RECORDS("grouped", struct report_verdict, group, group_count, &reason_shape),
};
static const struct shape verdict_shape = SHAPE(struct report_verdict, verdict_fields);

static const struct field fix_fields[] = {
	TEXT("action", struct report_fix, action),
	NULLABLE("object", struct report_fix, object),
	NULLABLE("account", struct report_fix, account),
	NULLABLE("value", struct report_fix, value),
	NULLABLE("server", struct report_fix, server),
};
static const struct shape fix_shape = SHAPE(struct report_fix, fix_fields);

static const struct field finding_fields[] = {
	TEXT("check", struct report_finding, check),
	TEXT("recovery", struct report_finding, recovery),
	TEXT("subject", struct report_finding, subject),
	WORD("outcome", struct report_finding, outcome, outcome_words),
	FLAG("blocking", struct report_finding, blocking),
	TEXT("summary", struct report_finding, summary),
	TEXT("proof", struct report_finding, proof),
	TEXT("remedy", struct report_finding, remedy),
	TEXT("dedupe_key", struct report_finding, dedupe_key),
	LATER_WORD("severity", struct report_finding, severity, severity_words),
	LATER_NULLABLE("cms", struct report_finding, cms),
	LATER_NULLABLE("domain", struct report_finding, domain),
	LATER_NULLABLE("subject_kind", struct report_finding, subject_kind),
	LATER_NULLABLE("subject_name", struct report_finding, subject_name),
	LATER_NULLABLE("subject_sid", struct report_finding, subject_sid),
	LATER_NULLABLE("subject_guid", struct report_finding, subject_guid),
	LATER_TEXT("why", struct report_finding, why),
	LATER_TEXTS("root_causes", struct report_finding, root_cause, root_cause_count),
	LATER_FLAG("explained", struct report_finding, explained),
	LATER_RECORDS("fixes", struct report_finding, fix, fix_count, &fix_shape),
};
static const struct shape finding_shape = SHAPE(struct report_finding, finding_fields);

static const struct field gap_fields[] = {
	TEXT("source", struct report_gap, source),
	NULLABLE("server", struct report_gap, server),
	NULLABLE("subject", struct report_gap, subject),
	TEXT("cause", struct report_gap, cause),
	TEXT("text", struct report_gap, text),
};
static const struct shape gap_shape = SHAPE(struct report_gap, gap_fields);

static const struct field root_fields[] = {
	LATER_NULLABLE("key", struct report_root, key),
	LATER_TEXT("source", struct report_root, source),
	TEXT("cause", struct report_root, cause),
	TEXT("text", struct report_root, text),
	NUMBERS("gaps", struct report_root, gap, gap_count),
	TEXTS("checks", struct report_root, check, check_count),
	NUMBER("recoveries", struct report_root, recovery_count),
	NUMBER("findings", struct report_root, finding_count),
	NUMBER("blocking", struct report_root, blocking_count),
	LATER_FLAG("shared", struct report_root, shared),
	LATER_NULLABLE("remedy", struct report_root, remedy),
};
static const struct shape root_shape = SHAPE(struct report_root, root_fields);

static const struct field counts_fields[] = {
	NUMBER("pass", struct report_counts, pass),
	NUMBER("warn", struct report_counts, warn),
	NUMBER("unknown", struct report_counts, unknown),
	NUMBER("fail", struct report_counts, fail),
};
static const struct shape counts_shape = SHAPE(struct report_counts, counts_fields);

static const struct field recovery_fields[] = {
	TEXT("recovery", struct report_recovery, cms),
	TEXT("standby_cluster", struct report_recovery, standby_cluster),
	WORD("state", struct report_recovery, coverage, coverage_words),
	WORD("verdict", struct report_recovery, verdict, verdict_words),
	RECORD("counts", struct report_recovery, counts, &counts_shape),
	LATER_NULLABLE("cms", struct report_recovery, fqdn),
	LATER_TEXTS("source_nodes", struct report_recovery, source_node, source_node_count),
	LATER_TEXTS("standby_nodes", struct report_recovery, standby_node, standby_node_count),
	LATER_NULLABLE("standby_site", struct report_recovery, standby_site),
	LATER_NULLABLE("oab_share", struct report_recovery, oab_share),
};
static const struct shape recovery_shape = SHAPE(struct report_recovery, recovery_fields);

static const struct field server_fields[] = {
	TEXT("source", struct report_server, source),
	TEXT("name", struct report_server, name),
	NULLABLE("site", struct report_server, site),
	TEXT("state", struct report_server, state),
};
static const struct shape server_shape = SHAPE(struct report_server, server_fields);

static const struct field unsaid_fields[] = {
	TEXT("topic", struct report_unsaid, topic),
	TEXT("text", struct report_unsaid, text),
	TEXT("how", struct report_unsaid, how),
};
static const struct shape unsaid_shape = SHAPE(struct report_unsaid, unsaid_fields);

static const struct field check_fields[] = {
	TEXT("check", struct report_check, check),
	FLAG("blocking", struct report_check, blocking),
};
static const struct shape check_shape = SHAPE(struct report_check, check_fields);

static const struct field left_out_fields[] = {
	RECORDS("checks", struct report_left_out, check, check_count, &check_shape),
	TEXTS("recoveries", struct report_left_out, recovery, recovery_count),
};
static const struct shape left_out_shape = SHAPE(struct report_left_out, left_out_fields);

static const struct field change_fields[] = {
	TEXT("check", struct report_change, check),
	TEXT("recovery", struct report_change, recovery),
	TEXT("subject", struct report_change, subject),
	WORD("with", struct report_change, with, outcome_words),
	WORD("without", struct report_change, without, outcome_words),
	TEXT("summary", struct report_change, summary),
};
static const struct shape change_shape = SHAPE(struct report_change, change_fields);

static const struct field set_aside_fields[] = {
	TEXT("source", struct report_set_aside, source),
	TEXT("server", struct report_set_aside, server),
};
static const struct shape set_aside_shape = SHAPE(struct report_set_aside, set_aside_fields);

static const struct field loss_fields[] = {
	TEXT("site", struct report_loss, site),
	NULLABLE("unread", struct report_loss, unread),
	RECORDS("set_aside", struct report_loss, server, server_count, &set_aside_shape),
	RECORDS("only_known", struct report_loss, change, change_count, &change_shape),
};
static const struct shape loss_shape = SHAPE(struct report_loss, loss_fields);

static const struct field run_fields[] = {
	NULLABLE("id", struct report_run, id),
	NULLABLE("version", struct report_run, version),
	NULLABLE("started", struct report_run, started),
	NULLABLE("ended", struct report_run, ended),
	NULLABLE("host", struct report_run, host),
	NULLABLE("plan_sha256", struct report_run, plan_sha256),
	NULLABLE("evidence_sha256", struct report_run, evidence_sha256),
	LATER_NULLABLE("plan", struct report_run, plan),
	LATER_NULLABLE("collected_for", struct report_run, collected_for),
	LATER_TEXTS("plan_difference", struct report_run, plan_difference, plan_difference_count),
};
static const struct shape run_shape = SHAPE(struct report_run, run_fields);

static const struct field failure_fields[] = {
	TEXT("kind", struct report_failure, kind),
	TEXT("text", struct report_failure, text),
};
static const struct shape failure_shape = SHAPE(struct report_failure, failure_fields);

static const struct field report_fields[] = {
	TEXT("schema_version", struct report, schema_version),
	RECORD("verdict", struct report, verdict, &verdict_shape),
	RECORDS("findings", struct report, finding, finding_count, &finding_shape),
	RECORDS("gaps", struct report, gap, gap_count, &gap_shape),
	LATER_RECORDS("root_causes", struct report, root, root_count, &root_shape),
	RECORDS("coverage", struct report, recovery, recovery_count, &recovery_shape),
	LATER_RECORDS("servers", struct report, server, server_count, &server_shape),
	LATER_RECORDS("not_covered", struct report, unsaid, unsaid_count, &unsaid_shape),
	LATER_RECORD("left_out", struct report, left_out, &left_out_shape),
	LATER_RECORD_OR_NULL("site_loss", struct report, loss, &loss_shape),
	RECORD("run", struct report, run, &run_shape),
	LATER_RECORD_OR_NULL("error", struct report, failure, &failure_shape),
};
const struct shape report_shape = SHAPE(struct report, report_fields);
