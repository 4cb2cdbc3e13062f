/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence.h"

#include <string.h>
#include <strings.h>

#include "base/encode.h"
#include "codec/record.h"

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
	{                                                                                          \
		sizeof(type), sizeof(fields) / sizeof *(fields), fields, 0                         \
	}
#define VISIT_SHAPE(type, fields)                                                                  \
	{                                                                                          \
		sizeof(type), sizeof(fields) / sizeof *(fields), fields, offsetof(type, text)      \
	}

static const struct field run_fields[] = {
	TEXT(struct run, id),
	TEXT(struct run, version),
	TEXT(struct run, host),
	TEXT(struct run, started),
	TEXT(struct run, ended),
	TEXT(struct run, plan_sha256),
};
static const struct shape run_shape = SHAPE(struct run, run_fields);

static const struct field entry_fields[] = {
	SUBJECT(struct entry, dn),
	ATTRIBUTES(struct entry, attribute, count),
};
static const struct shape entry_shape = SHAPE(struct entry, entry_fields);

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
static const struct shape directory_part_shape =
	SHAPE(struct directory_part, directory_part_fields);

static const struct field ticket_fields[] = {
	SUBJECT(struct ticket, name),
	NUMBER(struct ticket, encryption),
	OPTIONAL(struct ticket, refusal),
	OPTIONAL(struct ticket, referral),
};
static const struct shape ticket_shape = SHAPE(struct ticket, ticket_fields);

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
		.count = offsetof(struct directory_visit, sids_asked_count) },
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
static const struct shape directory_visit_shape =
	VISIT_SHAPE(struct directory_visit, directory_visit_fields);

static const struct field directory_fields[] = {
	GAP(struct directory_evidence, gap),
	RECORDS("visits", struct directory_evidence, visit, count, &directory_visit_shape),
};
static const struct shape directory_shape = SHAPE(struct directory_evidence, directory_fields);

static const struct field dns_record_fields[] = {
	TEXT(struct dns_record, name),
	TEXT(struct dns_record, type),
	NUMBER(struct dns_record, ttl),
	TEXT(struct dns_record, data),
};
static const struct shape dns_record_shape = SHAPE(struct dns_record, dns_record_fields);

static const struct field dns_answer_fields[] = {
	SUBJECT(struct dns_answer, name),
	SUBJECT(struct dns_answer, type),
	GAP(struct dns_answer, gap),
	NUMBER(struct dns_answer, rcode),
	FLAG(struct dns_answer, authoritative),
	FLAG(struct dns_answer, truncated),
	FLAG(struct dns_answer, recursion_available),
	RECORDS("records", struct dns_answer, record, count, &dns_record_shape),
};
static const struct shape dns_answer_shape = SHAPE(struct dns_answer, dns_answer_fields);

static const struct field dns_visit_fields[] = {
	SERVER(struct dns_visit, server),
	OPTIONAL(struct dns_visit, address),
	OPTIONAL(struct dns_visit, transport),
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
static const struct shape dns_visit_shape = VISIT_SHAPE(struct dns_visit, dns_visit_fields);

static const struct field dns_fields[] = {
	GAP(struct dns_evidence, gap),
	RECORDS("visits", struct dns_evidence, visit, count, &dns_visit_shape),
};
static const struct shape dns_shape = SHAPE(struct dns_evidence, dns_fields);

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
	OPTIONAL(struct share_folder, modified),
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
static const struct shape share_folder_shape = SHAPE(struct share_folder, share_folder_fields);

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
static const struct shape share_permissions_shape =
	SHAPE(struct share_permissions, share_permissions_fields);

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
static const struct shape share_opening_shape = SHAPE(struct share_opening, share_opening_fields);

static const struct field share_visit_fields[] = {
	SERVER(struct share_visit, name),
	GAP(struct share_visit, gap),
	OPTIONAL(struct share_visit, protocol),
	OPTIONAL(struct share_visit, account),
	GAP_ABOUT("list of shares", struct share_visit, list_gap),
	TEXTS(struct share_visit, listed, listed_count),
	RECORDS("openings", struct share_visit, opening, opening_count, &share_opening_shape),
};
static const struct shape share_visit_shape = VISIT_SHAPE(struct share_visit, share_visit_fields);

static const struct field share_fields[] = {
	RECORDS("visits", struct share_evidence, visit, count, &share_visit_shape),
	/* Since 1.4. */
	LATER_RECORDS("by_name", struct share_evidence, by_name, by_name_count, &share_visit_shape),
};
static const struct shape share_shape = SHAPE(struct share_evidence, share_fields);

/* The whole file. */
static const struct field evidence_fields[] = {
	TEXT(struct evidence, schema_version),
	RECORD(struct evidence, run, &run_shape),
	RECORD(struct evidence, directory, &directory_shape),
	RECORD(struct evidence, dns, &dns_shape),
	RECORD(struct evidence, shares, &share_shape),
};
static const struct shape evidence_shape = SHAPE(struct evidence, evidence_fields);

/* Reads JSON that is not laid out as the program writes it, or says what is wrong with it. */
static bool parsed_read(struct arena *arena, const char *name, struct bytes text, bool has_version,
	const struct shape *shape, void *record, struct error *error)
{
	struct document document;
	if (!document_parse(&document, arena, name, text, error))
		return false;
	struct node root = document_root(&document);
	bool ok = (!has_version || document_version_ok(&root, error)) &&
		  record_read(&root, shape, record, error);
	document_close(&document);
	return ok;
}

/* A worker's part has no version of its own. */
static bool part_read(struct arena *arena, const char *name, struct bytes text,
	const struct shape *shape, void *record, struct error *error)
{
	return record_read_text(arena, name, text, shape, record) ||
	       parsed_read(arena, name, text, false, shape, record, error);
}

bool evidence_read(struct arena *arena, const char *name, struct bytes text,
	struct evidence *evidence, struct error *error)
{
	const bool as_written = record_read_text(arena, name, text, &evidence_shape, evidence) &&
				document_version_known(evidence->schema_version);
	if (!as_written && !parsed_read(arena, name, text, true, &evidence_shape, evidence, error))
		return false;
	evidence_index(arena, evidence);
	evidence->sha256 = sha256_write(arena, text);
	return true;
}

struct bytes evidence_write(struct arena *arena, const struct evidence *evidence)
{
	struct evidence written = *evidence;
	written.schema_version = "1.4";
	return record_write_text(arena, &evidence_shape, &written);
}

struct record_gap *evidence_gaps(
	struct arena *arena, const struct evidence *evidence, size_t *count)
{
	return record_gaps(arena, &evidence_shape, evidence, count);
}

bool directory_visit_read(struct arena *arena, const char *name, struct bytes text,
	struct directory_visit *visit, struct error *error)
{
	return part_read(arena, name, text, &directory_visit_shape, visit, error);
}

struct bytes directory_visit_write(struct arena *arena, const struct directory_visit *visit)
{
	return record_write_text(arena, &directory_visit_shape, visit);
}

bool dns_visit_read(struct arena *arena, const char *name, struct bytes text,
	struct dns_visit *visit, struct error *error)
{
	return part_read(arena, name, text, &dns_visit_shape, visit, error);
}

struct bytes dns_visit_write(struct arena *arena, const struct dns_visit *visit)
{
	return record_write_text(arena, &dns_visit_shape, visit);
}

bool share_visit_read(struct arena *arena, const char *name, struct bytes text,
	struct share_visit *visit, struct error *error)
{
	return part_read(arena, name, text, &share_visit_shape, visit, error);
}

struct bytes share_visit_write(struct arena *arena, const struct share_visit *visit)
{
	return record_write_text(arena, &share_visit_shape, visit);
}
