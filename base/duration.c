/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/duration.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

static const struct {
	char letter;
	int64_t seconds;
} units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };

enum { UNIT_COUNT = sizeof units / sizeof *units };

/* Takes the digits in front. False if there are none, or if the number is above the limit. */
static bool take_number(const char **text, int64_t *number)
{
	const char *at = *text;
	*number = 0;
	for (; *at >= '0' && *at <= '9'; at++) {
		*number = *number * 10 + (*at - '0');
		if (*number > DURATION_MOST_SECONDS)
			return false;
	}
	const bool any = at != *text;
	*text = at;
	return any;
}

bool duration_read(const char *text, int64_t *seconds)
{
	if (text == NULL)
		return false;
	int64_t sum = 0, number;
	size_t next = 0; /* the greatest unit that may still follow */
	const char *at = text;
	do {
		if (!take_number(&at, &number))
			return false;
		if (*at == '\0' && next == 0) {
			sum = number;
			break;
		}
		while (next < UNIT_COUNT && units[next].letter != *at)
			next++;
		if (next == UNIT_COUNT)
			return false;
		/* Neither factor is above 2^29: no overflow. */
		sum += number * units[next++].seconds;
		at++;
	} while (*at != '\0');
	if (sum < 1 || sum > DURATION_MOST_SECONDS)
		return false;
	*seconds = sum;
	return true;
}

char *duration_write(struct arena *arena, int64_t seconds)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < UNIT_COUNT; i++) {
		const int64_t number = seconds / units[i].seconds;
		seconds -= number * units[i].seconds;
		if (number > 0 || (i + 1 == UNIT_COUNT && text.length == 0))
			text_add(&text, "%lld%c", (long long)number, units[i].letter);
	}
	return text.data;
}
