/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The properties of a zone in the directory (dNSProperty, MS-DNSP 2.3.2.1). Pure. */
#pragma once

#include "base/error.h"
#include "codec/attribute.h"

/* MS-DNSP 2.2.6.1.1 */
enum zone_update { ZONE_UPDATE_OFF, ZONE_UPDATE_UNSECURE, ZONE_UPDATE_SECURE };

/*
 * Which dynamic updates the zone accepts: the property ALLOW_UPDATE (2), one byte or four.
 * ERROR_ABSENT: no value is this property. ERROR_MALFORMED: a value cannot be parsed, is not
 * defined, or contradicts another.
 */
bool zone_update_read(
	const struct attribute *properties, enum zone_update *update, struct error *error);
