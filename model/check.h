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
#include "model/fix.h"
#include "model/plan.h"
#include "model/source.h"
#include "model/subject.h"

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

/* What a GO does not say; one sentence or two in each. */
struct unsaid {
	const char *topic, *text;
	const char *how; /* to look at it by hand */
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
	const struct unsaid *unsaid; /* what its pass does not say, where that matters; or NULL */
};

/* One thing a check found. Text is plain, new lines allowed; lines that begin with spaces are not
 * wrapped. */
struct finding {
	const struct check *check;
	const struct recovery *recovery;
	size_t recovery_index; /* in the plan, and among the judgement's */
	enum subject_kind subject_kind;
	const char *subject;      /* what it is about, for people */
	const char *subject_name; /* the same for its key: see model/subject.h */
	const char *subject_sid;  /* of its account, or NULL */
	const char *subject_guid; /* objectGUID of its account, or NULL */
	enum outcome outcome;
	const char *summary;         /* one sentence */
	const char *proof;           /* what was seen */
	const char *remedy;          /* what to do; "" when nothing is to be done */
	struct causes causes;        /* of an UNKNOWN one: why it is unknown */
	struct fixes fixes;          /* what would mend it, as data; the best first */
	const struct waiver *waiver; /* that covers it, so it does not decide; or NULL */
};

struct findings {
	struct arena *arena;
	struct finding *finding;
	size_t count;
};

/*
 * Adds a finding about `name`, a name of the plan; people know it as `label`. Which findings a
 * check adds, and about what, follows from the plan alone: a server that does not answer changes
 * their outcomes and never their keys. Two findings of one check and recovery have two names. Texts
 * left NULL by the caller count as "".
 */
struct finding *finding_add(const struct examination *examination, enum outcome outcome,
	enum subject_kind kind, const char *label, const char *name);

/*
 * "ad.cno-full-control/excms01.corp.example.com/drclu1.corp.example.com": check, CMS, subject. The
 * same whatever was found and whatever could be read; no other finding of a report has it. See
 * model/key.h.
 */
char *finding_key(struct arena *arena, const struct finding *finding);

const char *outcome_name(enum outcome outcome); /* "pass", "warn", "unknown", "fail" */

enum severity finding_severity(const struct finding *finding);

/* By enum outcome and enum severity. */
extern const char *const outcome_words[4];  /* "pass", "warn", "unknown", "fail" */
extern const char *const severity_words[4]; /* "info", "warning", "unknown-blocker", "blocker" */

enum outcome outcome_worse(enum outcome a, enum outcome b);
