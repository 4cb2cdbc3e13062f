/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_policy.h"

#include <stddef.h>

#include "base/duration.h"
#include "model/plan_words.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A duration as text, or a whole number of seconds. */
static bool read_duration(const struct node *node, int64_t *seconds, struct error *error)
{
	const char *text;
	if (json_is_integer(node->value))
		return node_integer(node, 1, DURATION_MOST_SECONDS, seconds, error);
	if (!json_is_string(node->value))
		return node_fail(node, error,
			"must be a duration " DURATION_FORM ", or a whole number of seconds");
	return node_string(node, &text, error) &&
	       (duration_read(text, seconds) ||
		       node_fail(node, error,
			       "must be a duration " DURATION_FORM
			       ", from 1 second to 3650 days, but is \"%s\"",
			       text));
}

/* Whole numbers, and their limits. */
static const struct {
	const char *key;
	size_t at;
	int64_t least, greatest;
} numbers[] = {
	{ "max_ttl_seconds", offsetof(struct plan_policy, max_ttl_seconds), 0, INT32_MAX },
	{ "max_outage_seconds", offsetof(struct plan_policy, max_outage_seconds), 0, INT32_MAX },
	{ "max_password_days", offsetof(struct plan_policy, max_password_days), 1, 3650 },
	{ "max_oab_days", offsetof(struct plan_policy, max_oab_days), 1, 3650 },
	{ "deadline_seconds", offsetof(struct plan_policy, deadline_seconds), 1, 3600 },
	{ "max_workers", offsetof(struct plan_policy, max_workers), 1, 256 },
	{ "max_waiver_days", offsetof(struct plan_policy, max_waiver_days), 1, 3650 },
};

static bool read_numbers(const struct node *parent, struct plan_policy *policy, struct error *error)
{
	for (size_t i = 0; i < COUNT(numbers); i++) {
		struct node member;
		int64_t *number = (int64_t *)((char *)policy + numbers[i].at);
		if (node_member(parent, numbers[i].key, &member) &&
			!node_integer(
				&member, numbers[i].least, numbers[i].greatest, number, error))
			return false;
	}
	return true;
}

bool plan_policy_read(const struct node *root, struct plan_policy *policy, struct error *error)
{
	static const char *const keys[] = { "max_ttl_seconds", "max_outage_seconds",
		"max_password_days", "max_oab_days", "deadline_seconds", "max_workers", "accept",
		"max_evidence_age", "max_waiver_days", "weights" };
	static const char *const accepts[] = { "full-control", "functional-minimum" };
	*policy = (struct plan_policy){
		.max_ttl_seconds = 300,
		.max_outage_seconds = 3600,
		.max_password_days = 60,
		.max_oab_days = 2,
		.deadline_seconds = 60,
		.max_workers = 16,
		.max_waiver_days = 90,
	};
	struct node node, member;
	if (!node_member(root, "policy", &node))
		return true;
	if (!plan_keys_ok(&node, keys, COUNT(keys), error))
		return false;
	int word = ACCEPT_FULL_CONTROL;
	if (node_member(&node, "accept", &member) &&
		!node_choice(&member, accepts, COUNT(accepts), &word, error))
		return false;
	policy->accept = (enum acceptance)word;
	return read_numbers(&node, policy, error) &&
	       (!node_member(&node, "max_evidence_age", &member) ||
		       read_duration(&member, &policy->max_evidence_age_seconds, error)) &&
	       plan_weights_read(&node, &policy->weights, error);
}
