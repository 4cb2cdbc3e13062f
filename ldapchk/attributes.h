/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes that are read of a directory server: one table for the collector, the manual and
 * `explain rights`. */
#pragma once

#include "base/arena.h"

/* The attributes that are read, and the right each takes; the manual lists them. */
struct directory_attribute {
	const char *name;
	const char *of; /* "rootDSE", "computer", "account", "service", "principal", "site", ... */
	const char *right; /* for the account that collects */
};

extern const struct directory_attribute directory_attributes[];
extern const size_t directory_attribute_count;

/* What an attribute is of: struct directory_attribute's `of`, compared by address. */
extern const char of_root[], of_computer[], of_node[], of_account[], of_service[], of_principal[],
	of_site[], of_exchange[], of_domain[], of_zone[], of_holder[], of_cluster[], of_container[],
	of_created[];

/* The attributes of one kind of object, ended by NULL. */
const char *const *attributes_of(struct arena *arena, const char *kind);
