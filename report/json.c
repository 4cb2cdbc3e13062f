/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report for programs. */
#include <string.h>

#include "model/file_kind.h"
#include "report/formats.h"
#include "report/index.h"
#include "report/shape.h"

bool report_read(struct arena *arena, const char *name, struct bytes text, struct report *report,
	struct error *error)
{
	struct error disagree = { 0 };
	if (!record_read_text(arena, name, text, &report_shape, report)) {
		struct document document;
		if (!file_kind_parse(&document, arena, name, text, FILE_REPORT, error))
			return false;
		const struct node root = document_root(&document);
		const bool ok = document_version_ok(&root, error) &&
				record_read(&root, &report_shape, report, error);
		document_close(&document);
		if (!ok)
			return false;
	}
	if (!document_version_known(report->schema_version))
		return error_set(error, ERROR_MALFORMED,
			"%s: schema_version %s is not known; this program reads 1.N", name,
			report->schema_version);
	return report_index(arena, report, &disagree) ||
	       error_set(error, ERROR_MALFORMED, "%s: %s", name, disagree.text);
}

struct bytes report_write(struct arena *arena, const struct report *report)
{
	return record_write_text(arena, &report_shape, report);
}

struct bytes format_json(
	struct arena *arena, const struct report *report, const struct style *style)
{
	(void)style;
	return report_write(arena, report);
}
