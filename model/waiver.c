/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/waiver.h"

const char *const waiver_words[] = {
	[WAIVER_NONE] = "none",
	[WAIVER_APPLIED] = "applied",
	[WAIVER_EXPIRED] = "expired",
	[WAIVER_TOO_LONG] = "too-long",
	[WAIVER_NOT_FOR_UNKNOWN] = "not-for-unknown",
	[WAIVER_UNUSED] = "unused",
	[WAIVER_NO_SUCH_FINDING] = "no-such-finding",
	[WAIVER_NO_SUCH_CHECK] = "no-such-check",
	[WAIVER_LEFT_OUT] = "left-out",
};
