/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers: findings that their owners accept for a while. */
#pragma once

/* What became of a waiver. Only an applied one has an effect. */
enum waiver_state {
	WAIVER_NONE,            /* it was not compared with findings: nothing was judged */
	WAIVER_APPLIED,         /* its finding does not decide */
	WAIVER_EXPIRED,         /* its time is over */
	WAIVER_TOO_LONG,        /* it expires later than policy.max_waiver_days allows */
	WAIVER_NOT_FOR_UNKNOWN, /* its finding is unknown, and it does not say that it covers that
				 */
	WAIVER_UNUSED,          /* its finding passed */
	WAIVER_NO_SUCH_FINDING, /* the check has none about this subject of this recovery */
	WAIVER_NO_SUCH_CHECK,
	WAIVER_LEFT_OUT, /* the check or the recovery was not selected */
};

/* By enum waiver_state: "applied", "expired", "not-for-unknown", ... */
extern const char *const waiver_words[9];
