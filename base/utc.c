/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utc.h"

#include <string.h>

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

/* Reads that many digits. */
static bool take_number(const char **text, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, ++*text) {
		if (**text < '0' || **text > '9')
			return false;
		*number = *number * 10 + (**text - '0');
	}
	return true;
}

static bool take(const char **text, const char *one_of)
{
	if (**text == '\0' || strchr(one_of, **text) == NULL)
		return false;
	++*text;
	return true;
}

static int days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (month == 2 && is_leap);
}

/* "Z", "+01:00": in seconds. */
static bool take_offset(const char **text, int *offset)
{
	int hours = 0, minutes = 0;
	const bool is_west = **text == '-';
	*offset = 0;
	if (take(text, "Zz"))
		return true;
	if (!take(text, "+-") || !take_number(text, 2, &hours) || !take(text, ":") ||
		!take_number(text, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset = (hours * 60 + minutes) * 60 * (is_west ? -1 : 1);
	return true;
}

static bool take_fraction(const char **text)
{
	if (**text != '.')
		return true;
	const size_t digits = strspn(++*text, "0123456789");
	*text += digits;
	return digits > 0;
}

bool utc_read_any(const char *text, int64_t *seconds)
{
	int year, month, day, hour, minute, second, offset;
	if (text == NULL || !take_number(&text, 4, &year) || !take(&text, "-") ||
		!take_number(&text, 2, &month) || !take(&text, "-") ||
		!take_number(&text, 2, &day) || !take(&text, "Tt ") ||
		!take_number(&text, 2, &hour) || !take(&text, ":") ||
		!take_number(&text, 2, &minute) || !take(&text, ":") ||
		!take_number(&text, 2, &second) || !take_fraction(&text) ||
		!take_offset(&text, &offset) || *text != '\0')
		return false;
	if (month < 1 || month > 12 || day < 1 || day > days_of(year, month) || hour > 23 ||
		minute > 59 || second > 60)
		return false;
	struct tm parts = {
		.tm_year = year - 1900,
		.tm_mon = month - 1,
		.tm_mday = day,
		.tm_hour = hour,
		.tm_min = minute,
		.tm_sec = second == 60 ? 59 : second,
	};
	*seconds = (int64_t)timegm(&parts) - offset;
	return true;
}
