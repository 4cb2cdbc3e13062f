/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/filetime.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const int64_t units_per_second = 10000000, seconds_to_1970 = 11644473600;

bool entry_filetime(
	struct arena *arena, const struct entry *entry, const char *name, int64_t *filetime)
{
	const char *text = entry_text(arena, entry, name);
	if (text == NULL)
		return false;
	const char *digits = text + (*text == '-');
	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return false;
	errno = 0;
	*filetime = strtoll(text, NULL, 10);
	return errno == 0;
}

time_t filetime_seconds(int64_t filetime)
{
	return filetime / units_per_second - seconds_to_1970;
}
