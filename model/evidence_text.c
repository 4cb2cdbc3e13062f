/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/encode.h"
#include "codec/encoding.h"
#include "model/evidence_shape.h"
#include "model/file_kind.h"

/* Reads JSON that is not laid out as the program writes it, or says what is wrong with it. */
static bool parsed_read(struct arena *arena, const char *name, struct bytes text, bool has_version,
	const struct shape *shape, void *record, struct error *error)
{
	struct document document;
	/* A part comes from a worker. Whatever it is, it is no file of a person. */
	if (!(has_version ? file_kind_parse(&document, arena, name, text, FILE_EVIDENCE, error)
			  : document_parse(&document, arena, name, text, error)))
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
	return (record_read_text(arena, name, text, shape, record) ||
		       parsed_read(arena, name, text, false, shape, record, error)) &&
	       record_obeys(name, text, shape, record, error);
}

bool evidence_read(struct arena *arena, const char *name, struct bytes file,
	struct evidence *evidence, struct error *error)
{
	const struct bytes text = encoding_unmarked(file);
	const bool as_written = record_read_text(arena, name, text, &evidence_shape, evidence) &&
				document_version_known(evidence->schema_version);
	if (!as_written && !parsed_read(arena, name, text, true, &evidence_shape, evidence, error))
		return false;
	if (!record_obeys(name, text, &evidence_shape, evidence, error))
		return false;
	evidence_index(arena, evidence);
	evidence->sha256 = sha256_write(arena, file);
	return true;
}

struct bytes evidence_write(struct arena *arena, const struct evidence *evidence)
{
	struct evidence written = *evidence;
	written.schema_version = "1.6";
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

const char *entries_fault(struct arena *arena, const struct entry *entry, size_t count)
{
	size_t at;
	return record_list_fault(arena, &entry_shape, entry, count, &at);
}
