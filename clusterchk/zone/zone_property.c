/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone_property.h"

enum { PROPERTY_VERSION = 1 };

/* MS-DNSP 2.3.2.1.1 */
enum {
	PROPERTY_TYPE = 0x1,
	PROPERTY_ALLOW_UPDATE = 0x2,
	PROPERTY_NO_REFRESH = 0x10,
	PROPERTY_REFRESH = 0x20,
	PROPERTY_AGING = 0x40,
};

enum { DEFAULT_HOURS = 168 };

struct zone_property {
	uint32_t id;
	struct bytes data;
};

/* An unused name follows the data: one byte by the specification, four in practice. */
static bool property_read(struct bytes value, struct zone_property *property)
{
	const size_t length = bytes_u32le(&value);
	bytes_u32le(&value); /* length of the name, not used */
	bytes_u32le(&value); /* flags, not used */
	const uint32_t version = bytes_u32le(&value);
	property->id = bytes_u32le(&value);
	property->data = bytes_take(&value, length);
	return !value.failed && version == PROPERTY_VERSION;
}

static bool number_of(struct bytes data, uint32_t *number)
{
	const size_t length = data.length;
	*number = length == 4 ? bytes_u32le(&data) : bytes_u8(&data);
	return length == 1 || length == 4;
}

static bool update_of(struct bytes data, enum zone_update *update)
{
	uint32_t number;
	if (!number_of(data, &number) || number > ZONE_UPDATE_SECURE)
		return false;
	*update = (enum zone_update)number;
	return true;
}

enum zone_kind zone_kind_read(const struct attribute *properties)
{
	enum zone_kind kind = ZONE_KIND_UNKNOWN;
	for (size_t i = 0; properties != NULL && i < properties->count; i++) {
		struct zone_property property;
		uint32_t number;
		if (!property_read(properties->value[i], &property) || property.id != PROPERTY_TYPE)
			continue;
		/* Contradicting values say nothing. */
		if (!number_of(property.data, &number) || number > ZONE_KIND_FORWARDER ||
			(kind != ZONE_KIND_UNKNOWN && kind != (enum zone_kind)number))
			return ZONE_KIND_UNKNOWN;
		kind = (enum zone_kind)number;
	}
	return kind;
}

bool zone_aging_read(
	const struct attribute *properties, struct zone_aging *aging, struct error *error)
{
	*aging = (struct zone_aging){ 0 };
	for (size_t i = 0; i < properties->count; i++) {
		struct zone_property property;
		uint32_t number = 0;
		if (!property_read(properties->value[i], &property))
			return error_set(error, ERROR_MALFORMED,
				"value %zu of dNSProperty is malformed", i + 1);
		uint32_t *const hours = property.id == PROPERTY_NO_REFRESH
						? &aging->no_refresh_hours
					: property.id == PROPERTY_REFRESH ? &aging->refresh_hours
									  : NULL;
		if (hours == NULL && property.id != PROPERTY_AGING)
			continue;
		if (!number_of(property.data, &number))
			return error_set(error, ERROR_MALFORMED,
				"a property of the zone's aging is not valid");
		if (hours == NULL)
			aging->is_on = aging->is_on || number != 0;
		else if (number > *hours)
			*hours = number;
	}
	aging->is_default = aging->no_refresh_hours == 0 || aging->refresh_hours == 0;
	if (aging->no_refresh_hours == 0)
		aging->no_refresh_hours = DEFAULT_HOURS;
	if (aging->refresh_hours == 0)
		aging->refresh_hours = DEFAULT_HOURS;
	return true;
}

bool zone_update_read(
	const struct attribute *properties, enum zone_update *update, struct error *error)
{
	bool found = false;
	for (size_t i = 0; i < properties->count; i++) {
		struct zone_property property;
		enum zone_update value;
		if (!property_read(properties->value[i], &property))
			return error_set(error, ERROR_MALFORMED,
				"value %zu of dNSProperty is malformed", i + 1);
		if (property.id != PROPERTY_ALLOW_UPDATE)
			continue;
		if (!update_of(property.data, &value) || (found && value != *update))
			return error_set(error, ERROR_MALFORMED,
				"the property ALLOW_UPDATE of the zone is not valid");
		*update = value;
		found = true;
	}
	return found || error_set(error, ERROR_ABSENT,
				"no value of dNSProperty has the property ALLOW_UPDATE");
}
