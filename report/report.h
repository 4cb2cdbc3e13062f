/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report: what a judgement says, as plain data. It has everything that a format needs, so it can
 * be saved as JSON (docs/report.schema.json), read again and rendered later. The formats walk it
 * and decide nothing.
 *
 * It shares the texts of the judgement, or lives in the arena it was read into. Texts are never
 * NULL unless a comment says so. What a report of an earlier version does not have is NULL, "" or
 * an empty list.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "model/judgement.h"
#include "model/waiver.h"

/* Why the verdict is what it is: the findings of one check, or one root cause. */
struct report_reason {
	const char *check;      /* its id; or NULL */
	const char *root_cause; /* its key; or NULL. Without both: a sentence about the run */
	const char *text;       /* of the first finding, or about the root cause */
	const char **recovery;  /* the CMSs, in the order of the plan */
	size_t recovery_count;
	int64_t finding_count;
};

struct report_verdict {
	enum verdict state;
	bool warned;         /* something is worse than passed and does not prevent a GO */
	const char **reason; /* one sentence each */
	size_t reason_count;
	struct report_reason *group; /* the same, as data; since 1.3 */
	size_t group_count;

	/* Since 1.4. */
	const char *title; /* "GO with 2 waivers": the verdict as every format shows it */
	int64_t waived;    /* findings that a waiver covers */
};

/* A change that would mend a finding (model/fix.h); since 1.3. */
struct report_fix {
	const char *action; /* "grant-full-control"; perhaps one of a later version */
	const char *object, *account, *value, *server; /* or NULL */
};

struct report_finding {
	const char *check;
	const char *recovery; /* the CMS's label */
	const char *subject;  /* for people */
	enum outcome outcome;
	bool blocking; /* whether the check decides */
	const char *summary, *proof, *remedy;
	const char *dedupe_key;

	/* Since 1.3. */
	enum severity severity;
	const char *cms;          /* its FQDN; or NULL */
	const char *domain;       /* of the plan; or NULL */
	const char *subject_kind; /* "cms", "cluster", "node", "domain"; or NULL */
	const char *subject_name; /* as in the key; or NULL */
	const char *subject_sid;  /* or NULL */
	const char *subject_guid; /* or NULL */
	const char *why;          /* what it means for /RecoverCMS; "" of one that passed */
	const char **root_cause;  /* their keys: why it is unknown */
	size_t root_cause_count;
	struct report_fix *fix; /* what would mend it, as data */
	size_t fix_count;
	bool explained; /* by root causes of several findings, and by nothing else */
	bool waived;    /* a waiver covers it, so it does not decide; since 1.4 */

	/* Not in the file. */
	const struct report_waiver *waiver; /* of a waived one; otherwise NULL */
	size_t recovery_at;                 /* index of report.recovery */
	size_t *root_at;                    /* indices of report.root */
	size_t root_count;
};

/* Something that could not be read. */
struct report_gap {
	const char *source;
	const char *server;  /* or NULL: the source as a whole */
	const char *subject; /* the question or object; or NULL: the server as a whole */
	const char *cause;   /* of enum error_kind: "timeout" */
	const char *text;
};

/* Why findings did not pass, once for all of them. One that is no gap has no gaps (model/cause.h).
 */
struct report_root {
	const char *key;    /* since 1.3; or NULL */
	const char *source; /* the sources of its gaps: "dns, shares"; or "plan"; since 1.3 */
	const char *cause, *text;
	int64_t *gap; /* indices of report.gap */
	size_t gap_count;
	const char **check;
	size_t check_count;
	int64_t recovery_count, finding_count, blocking_count;
	bool shared;        /* by several findings: it is shown once for all of them; since 1.3 */
	const char *remedy; /* or NULL; since 1.3 */
};

struct report_counts {
	int64_t pass, warn, unknown, fail;
};

/* How one recovery came out. */
struct report_recovery {
	const char *cms, *standby_cluster; /* labels */
	enum coverage coverage;
	enum verdict verdict;
	struct report_counts counts;

	/* Since 1.3: what the plan says. */
	const char *fqdn; /* or NULL */
	const char **source_node, **standby_node;
	size_t source_node_count, standby_node_count;
	const char *standby_site; /* named by the plan, or found; or NULL: not known */
	const char *oab_share;    /* or NULL */
	int64_t plan_line;        /* where it begins in the plan, from 1; 0: not known; since 1.4 */

	/* Not in the file. */
	size_t first, count; /* its findings: a run of report.finding */
};

/* A server that was asked, or was to be asked; since 1.3. */
struct report_server {
	const char *source; /* "directory", "dns", "shares" */
	const char *name;
	const char *site;  /* or NULL: not known */
	const char *state; /* "read", "partly", "unread" */
};

/* What a GO does not say, and how to look at it by hand; since 1.3. */
struct report_unsaid {
	const char *topic, *text, *how;
};

/* What became of a waiver (model/waiver.h); since 1.4. */
struct report_waiver {
	const char *check, *recovery, *subject; /* as it was written */
	const char *owner, *reason, *ticket;
	const char *expires; /* RFC 3339, as it was written */
	bool for_unknown;    /* it covers a finding that is unknown, too */
	enum waiver_state state;
	const char *text;       /* a sentence: what became of it */
	const char *dedupe_key; /* of the finding that it names; or NULL: there is none */
};

/* A check whose weight the plan changed; since 1.4. */
struct report_weight {
	const char *check;
	bool blocking, by_default; /* whether it decides, and would without the plan */
};

struct report_check {
	const char *check;
	bool blocking;
};

/* What was not selected. */
struct report_left_out {
	struct report_check *check;
	size_t check_count;
	const char **recovery;
	size_t recovery_count;
};

/* Judged as if a site were gone. */
struct report_change {
	const char *check, *recovery, *subject;
	enum outcome with, without;
	const char *summary;
};

struct report_set_aside {
	const char *source, *server;
};

struct report_loss {
	const char *site;
	const char *unread; /* why the servers of the site are not known; or NULL */
	struct report_set_aside *server;
	size_t server_count;
	struct report_change *change;
	size_t change_count;
};

struct report_run {
	/* NULL of a run that failed before judging, but for the version and the plan. */
	const char *id, *version, *started, *ended, *host, *plan_sha256, *evidence_sha256;
	const char *plan; /* its file, without the folder; or NULL; since 1.3 */
	const char
		*plan_path; /* as its repository knows it (cli/plan_path.h); or NULL; since 1.4 */
	const char *environment; /* of the plan: "production"; or NULL; since 1.4 */
	const char *outdated;    /* why the evidence is too old to be judged; or NULL; since 1.4 */
	const char *collected_for;    /* SHA-256 of another plan; or NULL; since 1.3 */
	const char **plan_difference; /* what that plan did not ask; since 1.3 */
	size_t plan_difference_count;
};

/* Why there was no run to be judged. */
struct report_failure {
	const char *kind, *text;
};

struct report {
	const char *schema_version;
	struct report_verdict verdict;
	struct report_finding *finding; /* by recovery, then in the order of the checks */
	size_t finding_count;
	struct report_gap *gap;
	size_t gap_count;
	struct report_root *root;
	size_t root_count;
	struct report_recovery *recovery;
	size_t recovery_count;
	struct report_server *server;
	size_t server_count;
	struct report_unsaid *unsaid;
	size_t unsaid_count;
	struct report_waiver *waiver; /* all of the run, in the order in which they were written */
	size_t waiver_count;
	struct report_weight *weight; /* those that the plan changed */
	size_t weight_count;
	struct report_left_out left_out;
	struct report_loss *loss; /* or NULL: judged as it was seen */
	struct report_run run;
	struct report_failure *failure; /* or NULL */
};

/* The report of a judgement. */
struct report report_of(struct arena *arena, const struct judgement *judgement);

/* That of a run that failed before judging: undetermined, with the error and its reasons. */
struct report report_refused(
	struct arena *arena, const struct error *error, const char **reasons, size_t count);

/*
 * Reads a JSON report of any version 1.N; members of later versions are ignored. ERROR_MALFORMED
 * with the place in `name` if it is none, or if its parts do not agree.
 */
bool report_read(struct arena *arena, const char *name, struct bytes text, struct report *report,
	struct error *error);

/* The same as text: docs/report.schema.json. */
struct bytes report_write(struct arena *arena, const struct report *report);

/* The number of checks of that weight that were left out. */
size_t report_left_out_count(const struct report *report, bool blocking);
