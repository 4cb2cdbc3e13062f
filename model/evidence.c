/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence_rules.h"
#include "model/evidence_shape.h"

/*
 * The format: one row per field. New rows, and new sources of evidence (FIELD_RECORD_AT), must be
 * optional, so that older evidence can still be read. What it lacks was not asked for.
 */
#define TEXT(type, member)                                                                         \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXT, .offset = offsetof(type, member)               \
	}
#define OPTIONAL(type, member)                                                                     \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXT, .optional = true,                              \
		.offset = offsetof(type, member)                                                   \
	}
#define TEXT_OF(type, member, its_form)                                                            \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXT, .offset = offsetof(type, member),              \
		.form = &(its_form)                                                                \
	}
#define OPTIONAL_OF(type, member, its_form)                                                        \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXT, .optional = true,                              \
		.offset = offsetof(type, member), .form = &(its_form)                              \
	}
/* These two also say what the gaps of the record are about. */
#define SERVER(type, member)                                                                       \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXT, .offset = offsetof(type, member),              \
		.names = NAMES_SERVER                                                              \
	}
#define SUBJECT(type, member)                                                                      \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXT, .offset = offsetof(type, member),              \
		.names = NAMES_SUBJECT                                                             \
	}
#define NUMBER(type, member)                                                                       \
	{                                                                                          \
		.key = #member, .kind = FIELD_NUMBER, .offset = offsetof(type, member)             \
	}
#define FLAG(type, member)                                                                         \
	{                                                                                          \
		.key = #member, .kind = FIELD_FLAG, .offset = offsetof(type, member)               \
	}
#define GAP(type, member)                                                                          \
	{                                                                                          \
		.key = #member, .kind = FIELD_GAP, .optional = true,                               \
		.offset = offsetof(type, member)                                                   \
	}
#define GAP_ABOUT(subject, type, member)                                                           \
	{                                                                                          \
		.key = #member, .kind = FIELD_GAP, .optional = true,                               \
		.offset = offsetof(type, member), .about = subject                                 \
	}
#define TEXTS(type, member, counter)                                                               \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXTS, .offset = offsetof(type, member),             \
		.count = offsetof(type, counter)                                                   \
	}
#define RECORD(type, member, of)                                                                   \
	{                                                                                          \
		.key = #member, .kind = FIELD_RECORD, .offset = offsetof(type, member),            \
		.shape = of                                                                        \
	}
#define RECORDS(name, type, member, counter, of)                                                   \
	{                                                                                          \
		.key = name, .kind = FIELD_RECORDS, .offset = offsetof(type, member),              \
		.count = offsetof(type, counter), .shape = of                                      \
	}
/* From a later version on: older evidence can be read without it. */
#define LATER_NUMBER(type, member)                                                                 \
	{                                                                                          \
		.key = #member, .kind = FIELD_NUMBER, .optional = true,                            \
		.offset = offsetof(type, member)                                                   \
	}
#define LATER_TEXTS(type, member, counter)                                                         \
	{                                                                                          \
		.key = #member, .kind = FIELD_TEXTS, .optional = true,                             \
		.offset = offsetof(type, member), .count = offsetof(type, counter)                 \
	}
#define LATER_RECORDS(name, type, member, counter, of)                                             \
	{                                                                                          \
		.key = name, .kind = FIELD_RECORDS, .optional = true,                              \
		.offset = offsetof(type, member), .count = offsetof(type, counter), .shape = of    \
	}
#define ATTRIBUTES(type, member, counter)                                                          \
	{                                                                                          \
		.key = "attributes", .kind = FIELD_ATTRIBUTES, .offset = offsetof(type, member),   \
		.count = offsetof(type, counter)                                                   \
	}
#define SHAPE(type, fields)                                                                        \
	.size = sizeof(type), .field_count = sizeof(fields) / sizeof *(fields), .field = fields

static const struct field run_fields[] = {
	TEXT(struct run, id),
	TEXT(struct run, version),
	TEXT(struct run, host),
	TEXT_OF(struct run, started, form_time),
	TEXT_OF(struct run, ended, form_time),
	TEXT(struct run, plan_sha256),
	/* Since 1.6. */
	OPTIONAL(struct run, interrupted),
};
static const struct shape run_shape = {
	SHAPE(struct run, run_fields),
};

static const struct field entry_fields[] = {
	SUBJECT(struct entry, dn),
	ATTRIBUTES(struct entry, attribute, count),
};
const struct shape entry_shape = {
	SHAPE(struct entry, entry_fields),
	.identity = entry_identity,
	.many = "entries",
	.fault = entry_rule_fault,
};

static const struct field directory_part_fields[] = {
	SUBJECT(struct directory_part, kind),
	/* A missing search base is an answer: checks report what was searched there as missing. */
	{ .key = "gap",
		.kind = FIELD_GAP,
		.optional = true,
		.offset = offsetof(struct directory_part, gap),
		.absence_is_answer = true },
	RECORDS("entries", struct directory_part, entry, count, &entry_shape),
};
static const struct shape directory_part_shape = {
	SHAPE(struct directory_part, directory_part_fields),
	.identity = part_identity,
	.many = "parts",
};

static const struct field ticket_fields[] = {
	SUBJECT(struct ticket, name),
	NUMBER(struct ticket, encryption),
	OPTIONAL(struct ticket, refusal),
	OPTIONAL(struct ticket, referral),
};
static const struct shape ticket_shape = {
	SHAPE(struct ticket, ticket_fields),
	.identity = ticket_identity,
	.many = "tickets",
};

static const struct field directory_visit_fields[] = {
	SERVER(struct directory_visit, server),
	TEXT(struct directory_visit, found_by),
	GAP(struct directory_visit, gap),
	TEXTS(struct directory_visit, asked, asked_count),
	{ .key = "root",
		.kind = FIELD_RECORD,
		.offset = offsetof(struct directory_visit, root),
		.shape = &entry_shape,
		.about = "rootDSE" },
	RECORDS("entries", struct directory_visit, entry, entry_count, &entry_shape),
	/* Since 1.1. */
	{ .key = "directory_service",
		.kind = FIELD_RECORD_AT,
		.optional = true,
		.offset = offsetof(struct directory_visit, directory_service),
		.shape = &entry_shape },
	GAP_ABOUT("names of accounts and groups", struct directory_visit, names_gap),
	{ .key = "sids_asked",
		.kind = FIELD_TEXTS,
		.optional = true,
		.offset = offsetof(struct directory_visit, sids_asked),
		.count = offsetof(struct directory_visit, sids_asked_count),
		.form = &form_sid },
	LATER_RECORDS(
		"principals", struct directory_visit, principal, principal_count, &entry_shape),
	/* Since 1.2. */
	LATER_RECORDS("parts", struct directory_visit, part, part_count, &directory_part_shape),
	{ .key = "operations",
		.kind = FIELD_NUMBER,
		.optional = true,
		.offset = offsetof(struct directory_visit, operations) },
	/* Since 1.4. */
	GAP_ABOUT("Kerberos tickets", struct directory_visit, tickets_gap),
	GAP_ABOUT("encryption types of Kerberos tickets", struct directory_visit, types_gap),
	LATER_RECORDS("tickets", struct directory_visit, ticket, ticket_count, &ticket_shape),
};
const struct shape directory_visit_shape = {
	SHAPE(struct directory_visit, directory_visit_fields),
	.text = offsetof(struct directory_visit, text),
	.identity = directory_visit_identity,
	.many = "visits",
	.fault = directory_visit_fault,
};

static const struct field directory_fields[] = {
	GAP(struct directory_evidence, gap),
	RECORDS("visits", struct directory_evidence, visit, count, &directory_visit_shape),
};
static const struct shape directory_shape = {
	SHAPE(struct directory_evidence, directory_fields),
};

static const struct field dns_record_fields[] = {
	TEXT(struct dns_record, name),
	TEXT(struct dns_record, type),
	NUMBER(struct dns_record, ttl),
	TEXT(struct dns_record, data),
};
static const struct shape dns_record_shape = {
	SHAPE(struct dns_record, dns_record_fields),
	.fault = dns_record_rule_fault,
};

static const struct field dns_answer_fields[] = {
	{ .key = "name",
		.kind = FIELD_TEXT,
		.offset = offsetof(struct dns_answer, name),
		.names = NAMES_SUBJECT,
		.form = &form_dns_name },
	SUBJECT(struct dns_answer, type),
	GAP(struct dns_answer, gap),
	NUMBER(struct dns_answer, rcode),
	FLAG(struct dns_answer, authoritative),
	FLAG(struct dns_answer, truncated),
	FLAG(struct dns_answer, recursion_available),
	RECORDS("records", struct dns_answer, record, count, &dns_record_shape),
};
static const struct shape dns_answer_shape = {
	SHAPE(struct dns_answer, dns_answer_fields),
	.identity = dns_answer_identity,
	.many = "answers",
	.fault = dns_answer_rule_fault,
};

static const struct field dns_visit_fields[] = {
	SERVER(struct dns_visit, server),
	OPTIONAL_OF(struct dns_visit, address, form_dns_address),
	OPTIONAL_OF(struct dns_visit, transport, form_transport),
	TEXT(struct dns_visit, found_by),
	/* A name server without an address is an answer: checks report it as stale. */
	{ .key = "gap",
		.kind = FIELD_GAP,
		.optional = true,
		.offset = offsetof(struct dns_visit, gap),
		.absence_is_answer = true },
	RECORDS("answers", struct dns_visit, answer, count, &dns_answer_shape),
	/* Since 1.4. */
	LATER_RECORDS("probes", struct dns_visit, probe, probe_count, &dns_answer_shape),
};
const struct shape dns_visit_shape = {
	SHAPE(struct dns_visit, dns_visit_fields),
	.text = offsetof(struct dns_visit, text),
	.identity = dns_visit_identity,
	.many = "visits",
};

static const struct field dns_fields[] = {
	GAP(struct dns_evidence, gap),
	RECORDS("visits", struct dns_evidence, visit, count, &dns_visit_shape),
};
static const struct shape dns_shape = {
	SHAPE(struct dns_evidence, dns_fields),
};

static const struct field share_folder_fields[] = {
	SUBJECT(struct share_folder, name),
	/* A folder without an oab.xml is an answer. */
	{ .key = "gap",
		.kind = FIELD_GAP,
		.optional = true,
		.offset = offsetof(struct share_folder, gap),
		.about = "oab.xml of",
		.absence_is_answer = true },
	NUMBER(struct share_folder, size),
	OPTIONAL_OF(struct share_folder, modified, form_time),
	{ .key = "manifest",
		.kind = FIELD_RAW,
		.optional = true,
		.offset = offsetof(struct share_folder, manifest) },
	/* Since 1.4. */
	OPTIONAL(struct share_folder, broken),
	LATER_NUMBER(struct share_folder, lists),
	LATER_NUMBER(struct share_folder, files),
	LATER_TEXTS(struct share_folder, missing, missing_count),
	GAP_ABOUT("files of", struct share_folder, files_gap),
};
static const struct shape share_folder_shape = {
	SHAPE(struct share_folder, share_folder_fields),
	.identity = share_folder_identity,
	.many = "folders",
};

static const struct field share_permissions_fields[] = {
	TEXTS(struct share_permissions, path, path_count),
	/* What does not exist has none. */
	{ .key = "gap",
		.kind = FIELD_GAP,
		.optional = true,
		.offset = offsetof(struct share_permissions, gap),
		.about = "permissions of address books",
		.absence_is_answer = true },
	OPTIONAL(struct share_permissions, descriptor),
};
static const struct shape share_permissions_shape = {
	SHAPE(struct share_permissions, share_permissions_fields),
};

static const struct field share_opening_fields[] = {
	SUBJECT(struct share_opening, share),
	GAP(struct share_opening, gap),
	OPTIONAL(struct share_opening, status),
	/* Since 1.3. */
	GAP_ABOUT("permissions of", struct share_opening, descriptor_gap),
	OPTIONAL(struct share_opening, descriptor),
	GAP_ABOUT("folders of", struct share_opening, folders_gap),
	LATER_RECORDS("folders", struct share_opening, folder, folder_count, &share_folder_shape),
	/* Since 1.4. */
	LATER_RECORDS("permissions", struct share_opening, permissions, permissions_count,
		&share_permissions_shape),
};
static const struct shape share_opening_shape = {
	SHAPE(struct share_opening, share_opening_fields),
	.identity = share_opening_identity,
	.many = "openings",
	.fault = share_opening_fault,
};

static const struct field share_visit_fields[] = {
	SERVER(struct share_visit, name),
	GAP(struct share_visit, gap),
	OPTIONAL(struct share_visit, protocol),
	OPTIONAL(struct share_visit, account),
	GAP_ABOUT("list of shares", struct share_visit, list_gap),
	TEXTS(struct share_visit, listed, listed_count),
	RECORDS("openings", struct share_visit, opening, opening_count, &share_opening_shape),
};
const struct shape share_visit_shape = {
	SHAPE(struct share_visit, share_visit_fields),
	.text = offsetof(struct share_visit, text),
	.identity = share_visit_identity,
	.many = "visits",
};

static const struct field share_fields[] = {
	RECORDS("visits", struct share_evidence, visit, count, &share_visit_shape),
	/* Since 1.4. */
	LATER_RECORDS("by_name", struct share_evidence, by_name, by_name_count, &share_visit_shape),
};
static const struct shape share_shape = {
	SHAPE(struct share_evidence, share_fields),
};

/* The whole file. */
static const struct field evidence_fields[] = {
	TEXT(struct evidence, schema_version),
	RECORD(struct evidence, run, &run_shape),
	RECORD(struct evidence, directory, &directory_shape),
	RECORD(struct evidence, dns, &dns_shape),
	RECORD(struct evidence, shares, &share_shape),
	/* Since 1.5. */
	{ .key = "resolver",
		.kind = FIELD_RECORD_AT,
		.optional = true,
		.offset = offsetof(struct evidence, resolver),
		.shape = &dns_visit_shape,
		.told_elsewhere = true },
};
const struct shape evidence_shape = {
	SHAPE(struct evidence, evidence_fields),
};
