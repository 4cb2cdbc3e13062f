/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports: one judgement, several formats (report/formats.h). Renderers decide nothing and read
 * nothing else.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "model/judgement.h"

/* For people, 80 columns; `colour` for terminals. The same bytes for the same judgement. */
struct bytes report_text(struct arena *arena, const struct judgement *judgement, bool colour);

/* For programs: docs/report.schema.json. It has no colours. */
struct bytes report_json(struct arena *arena, const struct judgement *judgement, bool colour);

/*
 * The JSON report of a run that failed before judging: verdict undetermined, with the error and its
 * reasons. It follows the same schema.
 */
struct bytes report_json_refused(
	struct arena *arena, const struct error *error, const char **reasons, size_t count);
