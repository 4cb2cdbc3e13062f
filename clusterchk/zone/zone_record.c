/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>
#include <time.h>

#include "base/text.h"
#include "clusterchk/zone/zone.h"

enum {
	RECORD_VERSION = 5,
	MAX_NAME = 255, /* bytes of a name on the wire, RFC 1035 2.3.4 */
	MAX_LABEL = 63,
};

static const int64_t hours_1601_to_1970 = 3234576; /* 134,774 days */

/* A label as text, with special characters escaped (RFC 1035 5.1). */
static void add_label(struct text *text, struct bytes label)
{
	for (size_t i = 0; i < label.length; i++) {
		const uint8_t byte = label.data[i];
		if (byte <= ' ' || byte > '~')
			text_add(text, "\\%03u", byte);
		else
			text_add(text, byte == '.' || byte == '\\' ? "\\%c" : "%c", byte);
	}
}

/* NULL: no counted name, or more data after it. */
static const char *counted_name(struct arena *arena, struct bytes data)
{
	const size_t length = bytes_u8(&data);
	const size_t labels = bytes_u8(&data);
	struct text text = text_new(arena);
	if (data.failed || length != data.length || length > MAX_NAME)
		return NULL;
	for (size_t i = 0; i < labels; i++) {
		const size_t size = bytes_u8(&data);
		const struct bytes label = bytes_take(&data, size);
		if (label.failed || size == 0 || size > MAX_LABEL)
			return NULL;
		text_add(&text, "%s", i == 0 ? "" : ".");
		add_label(&text, label);
	}
	const uint8_t root = bytes_u8(&data);
	if (data.failed || root != 0 || data.length != 0)
		return NULL;
	return labels == 0 ? "." : text.data;
}

static const char *address_data(struct arena *arena, int family, struct bytes data, size_t length)
{
	char text[INET6_ADDRSTRLEN];
	if (data.length != length || inet_ntop(family, data.data, text, sizeof text) == NULL)
		return NULL;
	return arena_string(arena, text);
}

bool zone_record_read(
	struct arena *arena, struct bytes value, struct zone_record *record, struct error *error)
{
	*record = (struct zone_record){ 0 };
	const size_t length = bytes_u16le(&value);
	const uint16_t type = bytes_u16le(&value);
	const uint8_t version = bytes_u8(&value);
	const uint8_t rank = bytes_u8(&value);
	bytes_u16le(&value); /* flags, not used */
	const uint32_t serial = bytes_u32le(&value);
	const uint32_t ttl = bytes_u32be(&value); /* the only big-endian field */
	bytes_u32le(&value);                      /* reserved */
	const uint32_t hours = bytes_u32le(&value);
	if (value.failed || value.length != length)
		return error_set(error, ERROR_MALFORMED,
			"a dnsRecord does not have the length in its header");
	if (version != RECORD_VERSION)
		return error_set(error, ERROR_MALFORMED, "a dnsRecord has version %u, not %d",
			version, RECORD_VERSION);
	const char *text = NULL;
	if (type == ZONE_TYPE_A)
		text = address_data(arena, AF_INET, value, 4);
	else if (type == ZONE_TYPE_AAAA)
		text = address_data(arena, AF_INET6, value, 16);
	else if (type == ZONE_TYPE_CNAME)
		text = counted_name(arena, value);
	if (text == NULL &&
		(type == ZONE_TYPE_A || type == ZONE_TYPE_AAAA || type == ZONE_TYPE_CNAME))
		return error_set(error, ERROR_MALFORMED,
			"the data of a dnsRecord of type %u cannot be read", type);
	*record = (struct zone_record){ type, rank, serial, ttl, hours, value, text };
	return true;
}

int64_t zone_hours_time(int64_t hours)
{
	return (hours - hours_1601_to_1970) * 3600;
}

static const char *refresh_time(struct arena *arena, uint32_t hours)
{
	const time_t at = (time_t)zone_hours_time(hours);
	struct tm tm;
	char text[40];
	if (hours == 0)
		return "static";
	if (gmtime_r(&at, &tm) == NULL || strftime(text, sizeof text, "%F %H:%M UTC", &tm) == 0)
		return "refreshed at an invalid time";
	return arena_format(arena, "refreshed %s", text);
}

const char *zone_type_name(struct arena *arena, uint16_t type)
{
	switch (type) {
	case ZONE_TYPE_A:
		return "A";
	case ZONE_TYPE_AAAA:
		return "AAAA";
	case ZONE_TYPE_CNAME:
		return "CNAME";
	default:
		return arena_format(arena, "TYPE%u", type);
	}
}

const char *zone_record_write(struct arena *arena, const struct zone_record *record)
{
	const char *data = record->text != NULL
				   ? record->text
				   : arena_format(arena, "(%zu bytes)", record->data.length);
	return arena_format(arena, "%s %s, %lu s, %s", zone_type_name(arena, record->type), data,
		(unsigned long)record->ttl, refresh_time(arena, record->hours));
}
