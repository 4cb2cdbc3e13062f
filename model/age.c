/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/age.h"

#include <stdbool.h>

#include "base/duration.h"
#include "base/text.h"
#include "base/utc.h"

char *age_write(struct arena *arena, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = { { 24 * 60 * 60, "day" }, { 60 * 60, "hour" }, { 60, "minute" },
		{ 1, "second" } };
	enum { UNITS = sizeof units / sizeof *units };
	size_t first = 0;
	while (first < UNITS - 1 && seconds < units[first].seconds)
		first++;
	struct text text = text_new(arena);
	for (size_t i = first; i < first + 2 && i < UNITS; i++) {
		const int64_t count = seconds / units[i].seconds;
		seconds %= units[i].seconds;
		const bool is_nothing = i == UNITS - 1 && text.length == 0; /* "0 seconds" */
		if (count > 0 || is_nothing)
			text_add(&text, "%s%lld %s%s", text.length == 0 ? "" : " ",
				(long long)count, units[i].name, count == 1 ? "" : "s");
	}
	return text.data;
}

const char *age_refusal(struct arena *arena, const struct run *run, const struct age_limit *limit)
{
	if (limit->most_seconds == 0)
		return NULL;
	const char *most = duration_write(arena, limit->most_seconds);
	int64_t started = 0;
	if (!utc_read_any(run->started, &started))
		return arena_format(arena,
			"the evidence does not say when it was read, and %s allows %s; collect again",
			limit->set_by, most);
	const int64_t age = limit->now - started;
	if (age < -AGE_AHEAD_SECONDS)
		return arena_format(arena,
			"the evidence is from the future: it was read %s, which is %s ahead of the "
			"clock; set the clocks of both machines, and collect again",
			run->started, age_write(arena, -age));
	if (age <= limit->most_seconds)
		return NULL;
	return arena_format(arena,
		"the evidence is %s old (read %s): older than the %s that %s allows; collect again",
		age_write(arena, age), run->started, most, limit->set_by);
}
