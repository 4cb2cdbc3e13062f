/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/formats.h"

#include <string.h>

#include "base/text.h"

const struct format formats[] = {
	{ "text", "for people, 80 columns wide (default)", format_text, false },
	{ "json", "for programs", format_json, true },
	{ "html", "one web page, for the drill", format_html, true },
	{ "markdown", "for the ticket of a change", format_markdown, false },
	{ "junit", "test results for GitLab and Jenkins", format_junit, true },
	{ "sarif", "results for code scanning, such as GitHub's", format_sarif, true },
	{ "events", "JSON Lines for ticketing systems (ServiceNow, Request Tracker)", format_events,
		false },
	{ "alertmanager", "alerts for Alertmanager", format_alertmanager, false },
	{ "nagios", "one line, for Nagios and its kin", format_nagios, true },
	{ "prometheus", "metrics, for node_exporter", format_prometheus, true },
};
const size_t format_count = sizeof formats / sizeof *formats;

const struct format *format_find(const char *name)
{
	for (size_t i = 0; i < format_count; i++) {
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	return NULL;
}

bool format_is_plugin(const struct format *format)
{
	return format != NULL && format->render == format_nagios;
}

const char *format_names(struct arena *arena, const char *between)
{
	struct text names = text_new(arena);
	for (size_t i = 0; i < format_count; i++)
		text_add(&names, "%s%s", i == 0 ? "" : between, formats[i].name);
	return names.data;
}
