/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights of checks that a plan sets: "policy.weights". model/weight.h applies them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "codec/document.h"

struct plan_weight {
	const char *checks; /* the id of one, or a pattern such as "dns.*" */
	bool blocking;      /* or advisory */
};

struct plan_weights {
	struct plan_weight *weight;
	size_t count;
};

/* Reads them from "policy"; whether there are such checks is not known here. */
bool plan_weights_read(
	const struct node *policy, struct plan_weights *weights, struct error *error);
