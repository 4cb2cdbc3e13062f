/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two domain controllers' copies of one account, compared attribute by attribute. Values are
 * compared, not bytes: the parts of a descriptor may be stored in any order. Pure.
 */
#pragma once

#include "base/arena.h"
#include "codec/attribute.h"
#include "ldapchk/replication_metadata.h"
#include "model/check.h"

enum replica_comparison {
	REPLICA_SAME,
	REPLICA_DIFFERS,
	REPLICA_UNKNOWN, /* at least one copy did not show it */
};

struct replica_attribute {
	const char *name;
	enum replicated_attribute number;
	enum replica_comparison (*compare)(const struct examination *examination,
		const struct entry *one, const struct entry *other);
};

enum { REPLICA_ATTRIBUTES = 4 };
extern const struct replica_attribute replica_attributes[REPLICA_ATTRIBUTES];

/* Those of an account that a check reads. */
const struct replica_attribute *replica_attribute(enum replicated_attribute number);

/*
 * Which copy has the later write of the attribute, by the rule of replication: the higher version,
 * then the later time. Positive for `one`, negative for `other`; 0 if equal or unknown.
 */
int replica_newer(const struct entry *one, const struct entry *other,
	const struct replica_attribute *attribute);

/* The version of the attribute in this copy, as text. */
const char *replica_version(
	struct arena *arena, const struct entry *copy, const struct replica_attribute *attribute);
