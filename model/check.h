/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A check: one question about one recovery. It reads the plan and the evidence only. A check is a
 * function and, right below it, the `const struct check` that publishes it. It adds at least one
 * finding per recovery. What it could not see is UNKNOWN.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/memo.h"
#include "model/causes.h"
#include "model/evidence.h"
#include "model/plan.h"
#include "model/source.h"

enum outcome {
	OUTCOME_PASS,
	OUTCOME_WARN,
	OUTCOME_UNKNOWN,
	OUTCOME_FAIL
}; /* the worst is the greatest */

enum weight { WEIGHT_ADVISORY, WEIGHT_BLOCKING };

/* What a finding means for the verdict. */
enum severity {
	SEVERITY_INFO,            /* it passed */
	SEVERITY_WARNING,         /* it did not, and does not prevent a GO */
	SEVERITY_UNKNOWN_BLOCKER, /* a blocking check could not be decided */
	SEVERITY_BLOCKER,         /* a blocking check failed */
};

struct check;
struct findings;

/* What a check may read, and where its findings go. */
struct examination {
	const struct check *check;
	const struct plan *plan;
	const struct recovery *recovery;
	const struct evidence *evidence;
	struct findings *findings;
	struct memo *memo;          /* of all examinations of one judgement; or NULL */
	struct memo *recovery_memo; /* of all examinations of this recovery; or NULL */
	struct arena *arena;        /* reset when the check has run; texts of findings are copied */
	size_t recovery_index;      /* of the recovery in the plan */
};

/* Where this holds, the check cannot block: FAIL and UNKNOWN become WARN. */
struct relief {
	bool (*holds)(const struct examination *examination);
	const char *reason; /* a sentence, added to the end of the proof */
};

struct check {
	const char *id; /* "dns.ttl"; never changes: documents, tickets and waivers use it */
	enum weight weight;
	/*
	 * What it reads (enum source). Checks that compare the directory's copies read DNS too, for
	 * the addresses of the standby nodes: without them they would fail where only a warning is
	 * due.
	 */
	unsigned sources;
	const char *question;
	const char *rule;     /* which outcome follows from what; a pass goes without saying */
	const char *why;      /* what it means for /RecoverCMS */
	const char *evidence; /* what it reads */
	const char *right;    /* what the collecting account needs */
	/* How to fix it, in general; lines that begin with spaces are commands. */
	const char *remedy;
	void (*run)(const struct examination *examination);
	const struct relief *relief; /* or NULL */
};

/* One thing a check found. Text is plain, new lines allowed; lines that begin with spaces are not
 * wrapped. */
struct finding {
	const struct check *check;
	const struct recovery *recovery;
	size_t recovery_index;  /* in the plan, and among the judgement's */
	const char *subject;    /* the account or server it is about, for people */
	const char *subject_id; /* its SID or server name: part of the key, stable over runs */
	enum outcome outcome;
	const char *summary;  /* one sentence */
	const char *proof;    /* what was seen */
	const char *remedy;   /* what to do; "" when nothing is to be done */
	struct causes causes; /* of an UNKNOWN one: why it is unknown */
};

struct findings {
	struct arena *arena;
	struct finding *finding;
	size_t count;
};

/* Adds a finding; texts left NULL by the caller count as "". */
struct finding *finding_add(const struct examination *examination, enum outcome outcome,
	const char *subject, const char *subject_id);

const char *outcome_name(enum outcome outcome); /* "pass", "warn", "unknown", "fail" */

enum severity finding_severity(const struct finding *finding);
const char *severity_name(
	enum severity severity); /* "blocker", "unknown-blocker", "warning", "info" */

enum outcome outcome_worse(enum outcome a, enum outcome b);
