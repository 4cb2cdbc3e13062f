/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/interruption.h"

#include <string.h>

const char *interruption_signal(struct arena *arena, int signal)
{
	const char *name = sigabbrev_np(signal);
	return name == NULL ? "a signal" : arena_format(arena, "SIG%s", name);
}

const char *interruption_text(
	struct arena *arena, const struct interruption *interruption, int64_t begun_ms)
{
	if (interruption->signal == 0 || interruption->answered == interruption->asked)
		return NULL;
	return arena_format(arena, "by %s after %lld s: %zu of %zu answers were there",
		interruption_signal(arena, interruption->signal),
		(long long)(interruption->at_ms - begun_ms + 500) / 1000, interruption->answered,
		interruption->asked);
}
