/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a zone's object says of the zone (dNSProperty, MS-DNSP 2.3.2.1). Pure. */
#pragma once

#include "base/error.h"
#include "codec/attribute.h"

/* MS-DNSP 2.2.6.1.1 */
enum zone_update { ZONE_UPDATE_OFF, ZONE_UPDATE_UNSECURE, ZONE_UPDATE_SECURE };

/*
 * Which dynamic updates the zone takes: the property ALLOW_UPDATE (2), one byte or four. False
 * where no value says so (ERROR_ABSENT: among them all; ERROR_MALFORMED: in words that nobody
 * knows).
 */
bool zone_update_read(
	const struct attribute *properties, enum zone_update *update, struct error *error);
