/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utc.h"

static const char format[] = "%Y-%m-%dT%H:%M:%SZ";

char *utc_write(struct arena *arena, time_t seconds)
{
	char text[sizeof "2026-11-21T01:35:27Z"];
	struct tm parts;
	if (gmtime_r(&seconds, &parts) == NULL || strftime(text, sizeof text, format, &parts) == 0)
		return NULL;
	return arena_string(arena, text);
}

bool utc_read(const char *text, time_t *seconds)
{
	struct tm parts = { 0 };
	const char *end = text == NULL ? NULL : strptime(text, format, &parts);
	if (end == NULL || *end != '\0')
		return false;
	*seconds = timegm(&parts);
	return true;
}
