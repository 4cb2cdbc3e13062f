/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sarif_log.h"

static const struct field message_fields[] = {
	{ TEXT("text", struct sarif_message, text), LINES },
};
static const struct shape message_shape = OPEN_SHAPE(struct sarif_message, message_fields);

static const struct field rule_fields[] = {
	{ TEXT("id", struct sarif_rule, id) },
	{ RECORD("shortDescription", struct sarif_rule, shown, &message_shape) },
	{ RECORD("fullDescription", struct sarif_rule, described, &message_shape) },
	{ RECORD("help", struct sarif_rule, help, &message_shape) },
};
static const struct shape rule_shape = OPEN_SHAPE(struct sarif_rule, rule_fields);

static const struct field driver_fields[] = {
	{ TEXT("name", struct sarif_driver, name) },
	{ TEXT("version", struct sarif_driver, version) },
	{ RECORDS("rules", struct sarif_driver, rule, rule_count, &rule_shape) },
};
static const struct shape driver_shape = OPEN_SHAPE(struct sarif_driver, driver_fields);

/* tool.driver, physicalLocation.region and the like: objects with one member. */
static const struct field tool_fields[] = {
	{ RECORD("driver", struct sarif_scan, driver, &driver_shape) },
};
static const struct shape tool_shape = OPEN_SHAPE(struct sarif_scan, tool_fields);

static const struct field artifact_fields[] = {
	{ TEXT("uri", struct sarif_location, uri) },
};
static const struct shape artifact_shape = OPEN_SHAPE(struct sarif_location, artifact_fields);

static const struct field region_fields[] = {
	{ NUMBER("startLine", struct sarif_location, line) },
};
static const struct shape region_shape = OPEN_SHAPE(struct sarif_location, region_fields);

static const struct field physical_fields[] = {
	{ .key = "artifactLocation", .kind = FIELD_RECORD, .shape = &artifact_shape },
	{ .key = "region", .kind = FIELD_RECORD, .shape = &region_shape },
};
static const struct shape physical_shape = OPEN_SHAPE(struct sarif_location, physical_fields);

static const struct field location_fields[] = {
	{ .key = "physicalLocation", .kind = FIELD_RECORD, .shape = &physical_shape },
};
static const struct shape location_shape = OPEN_SHAPE(struct sarif_location, location_fields);

static const struct field fingerprint_fields[] = {
	{ TEXT("primaryLocationLineHash", struct sarif_fingerprints, line_hash) },
	{ TEXT("dedupe_key/v1", struct sarif_fingerprints, dedupe_key) },
};
static const struct shape fingerprint_shape =
	OPEN_SHAPE(struct sarif_fingerprints, fingerprint_fields);

static const struct field suppression_fields[] = {
	{ TEXT("kind", struct sarif_suppression, kind) },
	{ TEXT("justification", struct sarif_suppression, justification) },
};
static const struct shape suppression_shape =
	OPEN_SHAPE(struct sarif_suppression, suppression_fields);

static const struct field result_fields[] = {
	{ TEXT("ruleId", struct sarif_result, rule_id) },
	{ NUMBER("ruleIndex", struct sarif_result, rule_index) },
	{ TEXT("level", struct sarif_result, level) },
	{ RECORD("message", struct sarif_result, message, &message_shape) },
	{ RECORDS("locations", struct sarif_result, location, location_count, &location_shape) },
	{ RECORD("partialFingerprints", struct sarif_result, fingerprints, &fingerprint_shape) },
	{ RECORDS("suppressions", struct sarif_result, suppression, suppression_count,
		&suppression_shape) },
};
static const struct shape result_shape = OPEN_SHAPE(struct sarif_result, result_fields);

static const struct field notification_fields[] = {
	{ TEXT("level", struct sarif_notification, level) },
	{ RECORD("message", struct sarif_notification, message, &message_shape) },
};
static const struct shape notification_shape =
	OPEN_SHAPE(struct sarif_notification, notification_fields);

static const struct field invocation_fields[] = {
	{ FLAG("executionSuccessful", struct sarif_invocation, successful) },
	{ TEXT("startTimeUtc", struct sarif_invocation, start), LATER },
	{ TEXT("endTimeUtc", struct sarif_invocation, end), LATER },
	{ RECORDS("toolExecutionNotifications", struct sarif_invocation, notification,
		notification_count, &notification_shape) },
};
static const struct shape invocation_shape = OPEN_SHAPE(struct sarif_invocation, invocation_fields);

static const struct field automation_fields[] = {
	{ TEXT("id", struct sarif_scan, id) },
};
static const struct shape automation_shape = OPEN_SHAPE(struct sarif_scan, automation_fields);

static const struct field scan_fields[] = {
	{ .key = "tool", .kind = FIELD_RECORD, .shape = &tool_shape },
	{ .key = "automationDetails", .kind = FIELD_RECORD, .shape = &automation_shape },
	{ RECORDS("invocations", struct sarif_scan, invocation, invocation_count,
		&invocation_shape) },
	{ RECORDS("results", struct sarif_scan, result, result_count, &result_shape) },
};
static const struct shape scan_shape = OPEN_SHAPE(struct sarif_scan, scan_fields);

static const struct field log_fields[] = {
	{ TEXT("$schema", struct sarif_log, schema) },
	{ TEXT("version", struct sarif_log, version) },
	{ RECORDS("runs", struct sarif_log, run, run_count, &scan_shape) },
};
const struct shape sarif_log_shape = OPEN_SHAPE(struct sarif_log, log_fields);
