/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include <string.h>

#include "base/text.h"
#include "base/version.h"
#include "model/loss.h"
#include "model/plan_difference.h"
#include "model/reason.h"
#include "report/blockers.h"
#include "report/index.h"
#include "report/of_plan.h"
#include "report/servers.h"
#include "report/weights.h"

static const char schema_version[] = "1.4";

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static const char **labels_of(struct arena *arena, const struct name *name, size_t count)
{
	const char **label = arena_alloc(arena, count * sizeof *label);
	for (size_t i = 0; i < count; i++)
		label[i] = name[i].label;
	return label;
}

static struct report_reason reason_of(
	struct arena *arena, const struct judgement *judgement, const struct reason *reason)
{
	const char **cms = arena_alloc(arena, reason->recovery_count * sizeof *cms);
	for (size_t i = 0; i < reason->recovery_count; i++)
		cms[i] = judgement->plan->recoveries[reason->recovery[i]].cms.label;
	return (struct report_reason){
		.check = reason->check == NULL ? NULL : reason->check->id,
		.root_cause = reason->root == NULL
				      ? NULL
				      : root_cause_key(arena, judgement->plan->directory.domain,
						&judgement->gaps, reason->root),
		.text = reason->text,
		.recovery = cms,
		.recovery_count = reason->recovery_count,
		.finding_count = (int64_t)reason->finding_count,
	};
}

static struct report_verdict verdict_of(struct arena *arena, const struct judgement *judgement)
{
	struct report_verdict verdict = {
		.state = judgement->verdict,
		.warned = judgement->warned,
		.reason_count = judgement->reason_count,
		.group_count = judgement->reason_count,
	};
	verdict.reason = arena_alloc(arena, verdict.reason_count * sizeof *verdict.reason);
	verdict.group = arena_alloc(arena, verdict.group_count * sizeof *verdict.group);
	for (size_t i = 0; i < judgement->reason_count; i++) {
		verdict.reason[i] = reason_line(arena, judgement, &judgement->reason[i]);
		verdict.group[i] = reason_of(arena, judgement, &judgement->reason[i]);
	}
	return verdict;
}

static struct report_gap gap_of_place(const struct gap_place *place)
{
	return (struct report_gap){
		.source = source_name(place->source),
		.server = place->server,
		.subject = place->subject,
		.cause = error_kind_name(place->gap->cause),
		.text = or_empty(place->gap->text),
	};
}

static const char *sources_of_root(
	struct arena *arena, const struct judgement *judgement, const struct root_cause *root)
{
	struct text names = text_new(arena);
	unsigned named = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const enum source source = judgement->gaps.place[root->gap[i]].source;
		if ((named & source) == 0)
			text_add(&names, "%s%s", named == 0 ? "" : ", ", source_name(source));
		named |= source;
	}
	return names.data;
}

/*
 * What the gaps say, or the remedy if all findings that this root cause alone explains have the
 * same one; or NULL. For a whole server the findings only say that it must be fixed.
 */
static const char *remedy_of_root(const struct judgement *judgement, size_t index)
{
	const struct root_cause *root = &judgement->roots.root[index];
	const char *remedy = root_cause_next(&judgement->gaps, root);
	if (remedy != NULL)
		return remedy;
	if (root->cause != NULL && *root->cause->remedy != '\0')
		return root->cause->remedy;
	if (root->reported_by != NOT_REPORTED)
		return judgement->findings.finding[root->reported_by].remedy;
	if (root->cause == NULL && judgement->gaps.place[root->gap[0]].subject == NULL)
		return NULL;
	for (size_t i = 0; i < judgement->findings.count; i++) {
		const struct finding_roots *roots = &judgement->roots.of_finding[i];
		const char *its = judgement->findings.finding[i].remedy;
		if (roots->count != 1 || roots->root[0] != index || !roots->whole)
			continue;
		if (remedy != NULL && strcmp(remedy, its) != 0)
			return NULL;
		remedy = its;
	}
	return remedy;
}

static struct report_root root_of(
	struct arena *arena, const struct judgement *judgement, size_t index)
{
	const struct root_cause *root = &judgement->roots.root[index];
	const struct gap *gap =
		root->cause != NULL ? NULL : judgement->gaps.place[root->gap[0]].gap;
	struct report_root of = {
		.key = root_cause_key(
			arena, judgement->plan->directory.domain, &judgement->gaps, root),
		.source = gap != NULL ? sources_of_root(arena, judgement, root) : "plan",
		.cause = gap != NULL ? error_kind_name(gap->cause)
				     : cause_kind_name(root->cause->kind),
		.text = gap != NULL ? or_empty(gap->text) : root->cause->text,
		.gap = arena_alloc(arena, root->gap_count * sizeof *of.gap),
		.gap_count = root->gap_count,
		.check = arena_alloc(arena, root->check_count * sizeof *of.check),
		.check_count = root->check_count,
		.recovery_count = (int64_t)root->recovery_count,
		.finding_count = (int64_t)root->finding_count,
		.blocking_count = (int64_t)root->blocking_count,
		.shared = root_cause_is_shared(root),
		.remedy = remedy_of_root(judgement, index),
	};
	for (size_t i = 0; i < root->gap_count; i++)
		of.gap[i] = (int64_t)root->gap[i];
	for (size_t i = 0; i < root->check_count; i++)
		of.check[i] = root->check[i]->id;
	return of;
}

static struct report_fix *fixes_of(struct arena *arena, const struct fixes *fixes)
{
	struct report_fix *of = arena_alloc(arena, fixes->count * sizeof *of);
	for (size_t i = 0; i < fixes->count; i++) {
		const struct fix *fix = &fixes->fix[i];
		of[i] = (struct report_fix){ fix_action_name(fix->action), fix->object,
			fix->account, fix->value, fix->server };
	}
	return of;
}

static struct report_finding finding_of(struct arena *arena, const struct judgement *judgement,
	const struct report *report, size_t index)
{
	const struct finding *finding = &judgement->findings.finding[index];
	const struct finding_roots *roots = &judgement->roots.of_finding[index];
	const char **key = arena_alloc(arena, roots->count * sizeof *key);
	for (size_t i = 0; i < roots->count; i++)
		key[i] = report->root[roots->root[i]].key;
	return (struct report_finding){
		.check = finding->check->id,
		.recovery = finding->recovery->cms.label,
		.subject = or_empty(finding->subject),
		.outcome = finding->outcome,
		.blocking = finding->check->weight == WEIGHT_BLOCKING,
		.summary = or_empty(finding->summary),
		.proof = or_empty(finding->proof),
		.remedy = or_empty(finding->remedy),
		.dedupe_key = finding_key(arena, finding),
		.severity = finding_severity(finding),
		.cms = finding->recovery->cms.fqdn,
		.domain = judgement->plan->directory.domain,
		.subject_kind = subject_kind_name(finding->subject_kind),
		.subject_name = finding->subject_name,
		.subject_sid = finding->subject_sid,
		.subject_guid = finding->subject_guid,
		.why = finding->outcome == OUTCOME_PASS ? "" : or_empty(finding->check->why),
		.root_cause = key,
		.root_cause_count = roots->count,
		.explained = finding_is_explained(&judgement->roots, index),
		.fix = fixes_of(arena, &finding->fixes),
		.fix_count = finding->fixes.count,
		.waived = finding->waiver != NULL,
	};
}

static struct report_recovery recovery_of(
	struct arena *arena, const struct judgement *judgement, size_t index)
{
	const struct recovery_judgement *judged = &judgement->recovery[index];
	const char *site =
		judgement->sites.standby == NULL ? NULL : judgement->sites.standby[index];
	const struct recovery *recovery = judged->recovery;
	const size_t *count = judged->outcome_count;
	return (struct report_recovery){
		.cms = recovery->cms.label,
		.standby_cluster = recovery->standby_cluster.label,
		.coverage = judged->coverage,
		.verdict = judged->verdict,
		.counts = { (int64_t)count[OUTCOME_PASS], (int64_t)count[OUTCOME_WARN],
			(int64_t)count[OUTCOME_UNKNOWN], (int64_t)count[OUTCOME_FAIL] },
		.fqdn = recovery->cms.fqdn,
		.source_node =
			labels_of(arena, recovery->source_nodes, recovery->source_node_count),
		.source_node_count = recovery->source_node_count,
		.standby_node =
			labels_of(arena, recovery->standby_nodes, recovery->standby_node_count),
		.standby_node_count = recovery->standby_node_count,
		.standby_site = site != NULL ? site : recovery->standby_site,
		.oab_share = recovery->oab_share,
	};
}

static struct report_unsaid *unsaid_of(struct arena *arena, const struct judgement *judgement)
{
	struct report_unsaid *unsaid = arena_alloc(arena, judgement->unsaid_count * sizeof *unsaid);
	for (size_t i = 0; i < judgement->unsaid_count; i++)
		unsaid[i] = (struct report_unsaid){ judgement->unsaid[i].topic,
			judgement->unsaid[i].text, judgement->unsaid[i].how };
	return unsaid;
}

static struct report_left_out left_out_of(struct arena *arena, const struct judgement *judgement)
{
	const struct plan *plan = judgement->plan;
	struct report_left_out left_out = {
		.check = arena_alloc(arena, judgement->left_out_count * sizeof *left_out.check),
		.check_count = judgement->left_out_count,
		.recovery = arena_alloc(arena, plan->left_out_count * sizeof *left_out.recovery),
		.recovery_count = plan->left_out_count,
	};
	for (size_t i = 0; i < left_out.check_count; i++)
		left_out.check[i] = (struct report_check){ judgement->left_out[i]->id,
			judgement->left_out[i]->weight == WEIGHT_BLOCKING };
	for (size_t i = 0; i < left_out.recovery_count; i++)
		left_out.recovery[i] = plan->left_out[i].cms.label;
	return left_out;
}

static struct report_change change_of(const struct change *change)
{
	const struct finding *before = change->before;
	return (struct report_change){
		.check = before->check->id,
		.recovery = before->recovery->cms.label,
		.subject = or_empty(before->subject),
		.with = before->outcome,
		.without = change->now,
		.summary = or_empty(before->summary),
	};
}

static struct report_loss *loss_of(struct arena *arena, const struct judgement *judgement)
{
	const struct loss *loss = judgement->evidence->loss;
	if (loss == NULL)
		return NULL;
	struct report_loss *of = arena_alloc(arena, sizeof *of);
	*of = (struct report_loss){
		.site = loss->site,
		.unread = loss->blind,
		.server = arena_alloc(arena, loss->count * sizeof *of->server),
		.server_count = loss->count,
		.change = arena_alloc(arena, judgement->change_count * sizeof *of->change),
		.change_count = judgement->change_count,
	};
	for (size_t i = 0; i < loss->count; i++)
		of->server[i] = (struct report_set_aside){ source_name(loss->server[i].source),
			loss->server[i].name };
	for (size_t i = 0; i < judgement->change_count; i++)
		of->change[i] = change_of(&judgement->change[i]);
	return of;
}

/* Without the folder, so that the report does not depend on where the plan is. */
static const char *base_name(const char *path)
{
	const char *slash = path == NULL ? NULL : strrchr(path, '/');
	return slash == NULL ? path : slash + 1;
}

/* The plan used for judging; with --from it may differ from that of the collection. */
static struct report_run run_of(const struct judgement *judgement)
{
	const struct run *run = &judgement->evidence->run;
	const bool is_other = plan_is_other(judgement->plan, judgement->evidence);
	return (struct report_run){
		.id = run->id,
		.version = run->version,
		.started = run->started,
		.ended = run->ended,
		.host = run->host,
		.plan_sha256 = judgement->plan->sha256,
		.evidence_sha256 = judgement->evidence->sha256,
		.plan = base_name(judgement->plan->file),
		.plan_path = judgement->plan->path,
		.environment = judgement->plan->environment,
		.outdated = judgement->evidence->outdated,
		.collected_for = is_other ? run->plan_sha256 : NULL,
		.plan_difference = judgement->plan_difference,
		.plan_difference_count = judgement->plan_difference_count,
	};
}

struct report report_of(struct arena *arena, const struct judgement *judgement)
{
	struct report report = {
		.schema_version = schema_version,
		.verdict = verdict_of(arena, judgement),
		.finding_count = judgement->findings.count,
		.gap_count = judgement->gaps.count,
		.root_count = judgement->roots.count,
		.recovery_count = judgement->recovery_count,
		.unsaid = unsaid_of(arena, judgement),
		.unsaid_count = judgement->unsaid_count,
		.waiver = report_waivers(arena, judgement),
		.waiver_count = judgement->waived_count,
		.weight = weights_of(arena, judgement),
		.weight_count = judgement->changed_count,
		.left_out = left_out_of(arena, judgement),
		.loss = loss_of(arena, judgement),
		.run = run_of(judgement),
	};
	report.gap = arena_alloc(arena, report.gap_count * sizeof *report.gap);
	for (size_t i = 0; i < report.gap_count; i++)
		report.gap[i] = gap_of_place(&judgement->gaps.place[i]);
	report.root = arena_alloc(arena, report.root_count * sizeof *report.root);
	for (size_t i = 0; i < report.root_count; i++)
		report.root[i] = root_of(arena, judgement, i);
	report.finding = arena_alloc(arena, report.finding_count * sizeof *report.finding);
	for (size_t i = 0; i < report.finding_count; i++)
		report.finding[i] = finding_of(arena, judgement, &report, i);
	report.recovery = arena_alloc(arena, report.recovery_count * sizeof *report.recovery);
	for (size_t i = 0; i < report.recovery_count; i++)
		report.recovery[i] = recovery_of(arena, judgement, i);
	report_lines(arena, judgement->plan, &report);
	report_servers(arena, judgement, &report);
	struct error error = { 0 };
	report_index(arena, &report, &error);
	return report;
}

struct report report_refused(
	struct arena *arena, const struct error *error, const char **reasons, size_t count)
{
	struct report report = {
		.schema_version = schema_version,
		.verdict = { .state = VERDICT_UNDETERMINED,
			.reason = reasons,
			.reason_count = count,
			.group = arena_alloc(arena, count * sizeof *report.verdict.group),
			.group_count = count },
		.run = { .version = CMSREADY_VERSION },
		.failure = arena_alloc(arena, sizeof *report.failure),
	};
	for (size_t i = 0; i < count; i++)
		report.verdict.group[i].text = reasons[i];
	*report.failure = (struct report_failure){ error_kind_name(error->kind),
		arena_string(arena, error->text) };
	report.verdict.title = verdict_title(arena, &report);
	return report;
}
