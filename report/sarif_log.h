/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log of SARIF 2.1.0, with the members that cmsready writes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/fields.h"

struct sarif_message {
	const char *text;
};

struct sarif_rule {
	const char *id;
	struct sarif_message shown, described, help;
};

struct sarif_location {
	const char *uri;
	int64_t line;
};

struct sarif_fingerprints {
	const char *line_hash, *dedupe_key;
};

struct sarif_suppression {
	const char *kind, *justification;
};

struct sarif_result {
	const char *rule_id, *level;
	int64_t rule_index;
	struct sarif_message message;
	struct sarif_location *location; /* one */
	size_t location_count;
	struct sarif_fingerprints fingerprints;
	struct sarif_suppression *suppression;
	size_t suppression_count;
};

struct sarif_notification {
	const char *level;
	struct sarif_message message;
};

struct sarif_invocation {
	bool successful;
	const char *start, *end; /* or NULL */
	struct sarif_notification *notification;
	size_t notification_count;
};

struct sarif_driver {
	const char *name, *version;
	struct sarif_rule *rule;
	size_t rule_count;
};

struct sarif_scan {
	struct sarif_driver driver;
	struct sarif_invocation *invocation; /* one */
	size_t invocation_count;
	struct sarif_result *result;
	size_t result_count;
	const char *id;
};

struct sarif_log {
	const char *schema, *version;
	struct sarif_scan *run; /* one */
	size_t run_count;
};

extern const struct shape sarif_log_shape;
