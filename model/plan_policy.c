/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_policy.h"

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

bool plan_policy_read(const struct node *root, struct plan_policy *policy, struct error *error)
{
	static const char *const keys[] = { "max_ttl_seconds", "deadline_seconds", "max_workers",
		"accept", "max_evidence_age", "max_waiver_days", "weights" };
	static const char *const accepts[] = { "full-control", "functional-minimum" };
	*policy = (struct plan_policy){
		.max_ttl_seconds = 300,
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
	return (!node_member(&node, "max_ttl_seconds", &member) ||
		       node_integer(&member, 0, INT32_MAX, &policy->max_ttl_seconds, error)) &&
	       (!node_member(&node, "deadline_seconds", &member) ||
		       node_integer(&member, 1, 3600, &policy->deadline_seconds, error)) &&
	       (!node_member(&node, "max_workers", &member) ||
		       node_integer(&member, 1, 256, &policy->max_workers, error)) &&
	       (!node_member(&node, "max_evidence_age", &member) ||
		       read_duration(&member, &policy->max_evidence_age_seconds, error)) &&
	       (!node_member(&node, "max_waiver_days", &member) ||
		       node_integer(&member, 1, 3650, &policy->max_waiver_days, error)) &&
	       plan_weights_read(&node, &policy->weights, error);
}
