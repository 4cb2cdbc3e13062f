/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the picture of a recovery shows: boxes with rows, one row for each cluster, node, server and
 * record. A finding stands at the row that its subject names, or else at what its check is about.
 */
#pragma once

#include "base/name_index.h"
#include "report/html.h"

enum html_panel { PANEL_CLUSTERS, PANEL_DIRECTORY, PANEL_DNS, PANEL_SHARES, PANEL_COUNT };

struct html_row {
	const char *name;
	const struct report_server *server;    /* or NULL */
	bool is_rest;                          /* `name` says what is not shown */
	bool passed;                           /* a finding about it passed */
	const struct report_finding **problem; /* the worst first */
	size_t problem_count;
};

struct html_box {
	enum html_panel panel;
	const char *title, *caption; /* caption: or NULL */
	struct html_row *row;
	size_t row_count;
};

struct html_boxes {
	struct html_box *box;
	size_t count;
};

/* Servers that stand together: those that were not read first. */
struct html_site {
	const char *name; /* or NULL: not known */
	size_t *server;   /* indices of report.server */
	size_t count, unread, partly;
};

/* The servers of a report, arranged once for the pictures of all recoveries. */
struct html_servers {
	struct html_site *site; /* of domain controllers */
	size_t site_count;
	struct html_site dns;
	struct name_index shares; /* by the first label of the name */
};

struct html_servers *html_servers_of(struct html *html);

/* The first label of a DNS name, without the "$" of an account; all of an address. */
struct bytes html_label(const char *name);

/* The boxes of the recovery, with its findings in their rows. */
struct html_boxes html_boxes_of(
	struct html *html, const struct html_servers *servers, size_t recovery);

/* Puts each finding of the recovery at a row. */
void html_findings_place(struct html *html, const struct html_boxes *boxes, size_t recovery);
