/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes that are read from a directory server: one table for the collector, the manual and
 * `explain rights`. */
#pragma once

#include "base/arena.h"

/* The kind of object that has an attribute; cli/explain.c describes each kind. */
enum attribute_of {
	OF_ROOT,
	OF_COMPUTER,
	OF_NODE,
	OF_ACCOUNT,
	OF_SERVICE,
	OF_PRINCIPAL,
	OF_SITE,
	OF_EXCHANGE,
	OF_DOMAIN,
	OF_ZONE,
	OF_HOLDER,
	OF_CLUSTER,
	OF_CONTAINER,
	OF_CREATED,
	OF_PARENT,
	OF_NAMESPACE,
	OF_SESSION,
};

const char *attribute_of_name(enum attribute_of of); /* "rootDSE", "computer" */

/* An attribute that is read, and the right needed for it. The manual lists them. */
struct directory_attribute {
	const char *name;
	enum attribute_of of;
	const char *right; /* needed by the account that collects */
};

extern const struct directory_attribute directory_attributes[];
extern const size_t directory_attribute_count;

/* The attributes of one kind of object, terminated by NULL. */
const char *const *attributes_of(struct arena *arena, enum attribute_of of);
