/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waivers: findings that their owners accept for a while. A waiver names one finding exactly, by
 * check, CMS and subject. It changes what the finding means for the verdict, never its outcome.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "codec/document.h"

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

struct waiver {
	const char *check, *recovery, *subject; /* as they were written */
	const char *owner, *reason, *ticket;
	const char *expires; /* RFC 3339, as it was written */
	int64_t expires_at;  /* the same in seconds since 1970: from then on it has no effect */
	bool for_unknown;    /* it covers a finding that is unknown, too */
	const char *cms;     /* the recovery as it is in keys */
	const char *about;   /* the subject as it is in keys */
	const char *key;     /* of the finding: see model/key.h */
	const char *place;   /* for messages: "plan.json:12: /waivers/0" */
};

struct waivers {
	struct waiver *waiver;
	size_t count;

	/* Set by waivers_date(). Without a time no waiver has an effect. */
	bool is_dated;
	int64_t now;          /* seconds since 1970 */
	int64_t most_seconds; /* until it expires, seen from now */
};

/*
 * Adds those of the member "waivers"; short names are completed with the domain. ERROR_MALFORMED
 * with the place if one is not complete. Call waivers_complete() when all were read.
 */
bool waivers_read(struct arena *arena, const struct node *root, const char *domain,
	struct waivers *waivers, struct error *error);

/* The same from a file of waivers: { "schema_version": "1.0", "waivers": [...] }. */
bool waivers_read_file(struct arena *arena, const char *name, struct bytes text, const char *domain,
	struct waivers *waivers, struct error *error);

/* The time that they are judged at, and how long they may last from then on. */
void waivers_date(struct waivers *waivers, int64_t now, int64_t most_days);
