/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats of reports. A format is its file, its function here, and its row in formats.c. */
#pragma once

#include "report/report.h"

/* How a report is shown. The same report in the same style gives the same bytes. */
struct style {
	bool colour;    /* for terminals */
	bool verbose;   /* each finding that passed, too */
	size_t columns; /* of a terminal that is narrower than PAGE_COLUMNS; 0: it is not */
	int64_t now;    /* seconds since 1970: the age of the evidence counts from it */

	/* For formats that tell another system what changed. */
	const struct report *previous; /* the report of an earlier run (--previous); or NULL */
	int64_t valid_for_seconds; /* how long what it says counts (--valid-for); 0: not given */
};

struct format {
	const char *name;    /* as --format takes it */
	const char *purpose; /* for the help: "for people" */
	struct bytes (*render)(
		struct arena *arena, const struct report *report, const struct style *style);
	/* Whether a run that failed before judging has a report, too; otherwise there is none. */
	bool renders_failure;
};

/* The first is the default. */
extern const struct format formats[];
extern const size_t format_count;

/* The format of that name; NULL: there is none. */
const struct format *format_find(const char *name);

/* Whether its reader knows the exit statuses 0 to 3 only, and shows the first line alone. */
bool format_is_plugin(const struct format *format);

/* All names, separated by `between`: "text or json". */
const char *format_names(struct arena *arena, const char *between);

/* For people, 80 columns. */
struct bytes format_text(
	struct arena *arena, const struct report *report, const struct style *style);

/* For programs: docs/report.schema.json. */
struct bytes format_json(
	struct arena *arena, const struct report *report, const struct style *style);

/* One web page that needs nothing else, for the drill. */
struct bytes format_html(
	struct arena *arena, const struct report *report, const struct style *style);

/* For the ticket of a change. */
struct bytes format_markdown(
	struct arena *arena, const struct report *report, const struct style *style);

/* For ticketing systems: an event for each finding that did not pass, a clear for each gone. */
struct bytes format_events(
	struct arena *arena, const struct report *report, const struct style *style);

/* For Alertmanager's API v2. */
struct bytes format_alertmanager(
	struct arena *arena, const struct report *report, const struct style *style);

/* JUnit's XML, for pipelines. */
struct bytes format_junit(
	struct arena *arena, const struct report *report, const struct style *style);

/* SARIF 2.1.0, for code scanning. */
struct bytes format_sarif(
	struct arena *arena, const struct report *report, const struct style *style);

/* One line: the output of a monitoring plug-in. */
struct bytes format_nagios(
	struct arena *arena, const struct report *report, const struct style *style);

/* Metrics, for the textfile collector of node_exporter. */
struct bytes format_prometheus(
	struct arena *arena, const struct report *report, const struct style *style);
