/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of an LDAP attribute in JSON: a string where the bytes are readable text, and
 * {"base64": "..."} where they are not. The bytes alone decide which, so that nothing is lost.
 */
#pragma once

#include "codec/attribute.h"
#include "codec/document.h"

bool attribute_values_read(
	const struct node *node, struct attribute *attribute, struct error *error);
json_t *attribute_values_write(const struct attribute *attribute);
