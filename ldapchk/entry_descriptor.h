/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The security descriptor of an entry, read once for all checks about a recovery. */
#pragma once

#include "codec/attribute.h"
#include "model/check.h"
#include "security/descriptor.h"

struct entry_descriptor {
	struct descriptor descriptor;
	const char *fault; /* why it could not be parsed; NULL if it was */
};

/* NULL if the entry does not have exactly one value. */
const struct entry_descriptor *entry_descriptor(
	const struct examination *examination, const struct entry *entry);
