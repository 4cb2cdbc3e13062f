/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone_property.h"

enum { PROPERTY_VERSION = 1, PROPERTY_ALLOW_UPDATE = 2 };

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

static bool update_of(struct bytes data, enum zone_update *update)
{
	const size_t length = data.length;
	const uint32_t number = length == 4 ? bytes_u32le(&data) : bytes_u8(&data);
	if ((length != 1 && length != 4) || number > ZONE_UPDATE_SECURE)
		return false;
	*update = (enum zone_update)number;
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
