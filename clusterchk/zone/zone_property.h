/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The properties of a zone in the directory (dNSProperty, MS-DNSP 2.3.2.1). Pure. */
#pragma once

#include "base/error.h"
#include "codec/attribute.h"

/* MS-DNSP 2.2.6.1.1 */
enum zone_update { ZONE_UPDATE_OFF, ZONE_UPDATE_UNSECURE, ZONE_UPDATE_SECURE };

/* MS-DNSP 2.2.5.1.1. Only a primary zone has its records in the directory. */
enum zone_kind {
	ZONE_KIND_CACHE,
	ZONE_KIND_PRIMARY,
	ZONE_KIND_SECONDARY,
	ZONE_KIND_STUB,
	ZONE_KIND_FORWARDER,
	ZONE_KIND_UNKNOWN /* not shown, or another number */
};

/* By the property TYPE (1). `properties` may be NULL. */
enum zone_kind zone_kind_read(const struct attribute *properties);

/* Whether records that were not refreshed may be deleted, and after how long. */
struct zone_aging {
	bool is_on;                /* AGING_STATE (0x40) */
	uint32_t no_refresh_hours; /* NOREFRESH_INTERVAL (0x10) */
	uint32_t refresh_hours;    /* REFRESH_INTERVAL (0x20) */
	bool is_default;           /* an interval is not shown: 168 h is assumed */
};

/* False: a value cannot be parsed. Of several values of one property the greatest counts. */
bool zone_aging_read(
	const struct attribute *properties, struct zone_aging *aging, struct error *error);

/*
 * Which dynamic updates the zone accepts: the property ALLOW_UPDATE (2), one byte or four.
 * ERROR_ABSENT: no value is this property. ERROR_MALFORMED: a value cannot be parsed, is not
 * defined, or contradicts another.
 */
bool zone_update_read(
	const struct attribute *properties, enum zone_update *update, struct error *error);
