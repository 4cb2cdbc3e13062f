/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of an LDAP attribute in JSON: a string if the bytes are readable text, otherwise
 * {"base64": "..."}. Only the bytes decide which, so values round-trip. Readable text is escaped
 * when it is read (base/escape.h); other bytes are as they were received.
 */
#pragma once

#include "codec/attribute.h"
#include "codec/document.h"

bool attribute_values_read(
	const struct node *node, struct attribute *attribute, struct error *error);
json_t *attribute_values_write(const struct attribute *attribute);
