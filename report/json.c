/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/version.h"
#include "codec/document.h"
#include "codec/json_writer.h"
#include "model/loss.h"
#include "model/root_cause.h"

static const char schema_version[] = "1.2";

/* A report without one of its members would be wrong: rather end the program. */
static void put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		out_of_memory();
}

static void put_text(json_t *object, const char *key, const char *text)
{
	put(object, key, json_of_text(text));
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		out_of_memory();
}

static json_t *json_of_verdict(const struct judgement *judgement)
{
	json_t *reasons = json_array();
	for (size_t i = 0; i < judgement->reason_count; i++)
		append(reasons, json_of_text(judgement->reason[i]));

	json_t *verdict = json_object();
	put_text(verdict, "state", verdict_name(judgement->verdict));
	put(verdict, "warned", json_boolean(judgement->warned));
	put(verdict, "reasons", reasons);
	return verdict;
}

static json_t *json_of_finding(
	struct arena *arena, const struct judgement *judgement, const struct finding *finding)
{
	json_t *object = json_object();
	put_text(object, "check", finding->check->id);
	put_text(object, "recovery", finding->recovery->cms.label);
	put_text(object, "subject", finding->subject);
	put_text(object, "outcome", outcome_name(finding->outcome));
	put(object, "blocking", json_boolean(finding->check->weight == WEIGHT_BLOCKING));
	put_text(object, "summary", finding->summary);
	put_text(object, "proof", finding->proof);
	put_text(object, "remedy", finding->remedy);
	put_text(object, "dedupe_key", finding_key(arena, judgement, finding));
	return object;
}

static json_t *json_of_gap(const struct gap_place *place)
{
	json_t *object = json_object();
	put_text(object, "source", source_name(place->source));
	put_text(object, "server", place->server);
	put_text(object, "subject", place->subject);
	put_text(object, "cause", error_kind_name(place->gap->cause));
	put_text(object, "text", place->gap->text != NULL ? place->gap->text : "");
	return object;
}

static json_t *json_of_coverage(const struct recovery_judgement *recovery)
{
	json_t *counts = json_object();
	for (enum outcome outcome = OUTCOME_PASS; outcome <= OUTCOME_FAIL; outcome++)
		put(counts, outcome_name(outcome),
			json_integer((json_int_t)recovery->outcome_count[outcome]));

	json_t *object = json_object();
	put_text(object, "recovery", recovery->recovery->cms.label);
	put_text(object, "standby_cluster", recovery->recovery->standby_cluster.label);
	put_text(object, "state", coverage_name(recovery->coverage));
	put_text(object, "verdict", verdict_name(recovery->verdict));
	put(object, "counts", counts);
	return object;
}

static json_t *json_of_run(
	const struct run *run, const char *plan_sha256, const char *evidence_sha256)
{
	json_t *object = json_object();
	put_text(object, "id", run->id);
	put_text(object, "version", run->version);
	put_text(object, "started", run->started);
	put_text(object, "ended", run->ended);
	put_text(object, "host", run->host);
	put_text(object, "plan_sha256", plan_sha256);
	put_text(object, "evidence_sha256", evidence_sha256);
	return object;
}

static json_t *json_of_set_aside(const struct loss_server *server)
{
	json_t *object = json_object();
	put_text(object, "source", source_name(server->source));
	put_text(object, "server", server->name);
	return object;
}

static json_t *json_of_change(const struct change *change)
{
	const struct finding *before = change->before;
	json_t *object = json_object();
	put_text(object, "check", before->check->id);
	put_text(object, "recovery", before->recovery->cms.label);
	put_text(object, "subject", before->subject);
	put_text(object, "with", outcome_name(before->outcome));
	put_text(object, "without", outcome_name(change->now));
	put_text(object, "summary", before->summary);
	return object;
}

static json_t *json_of_loss(const struct judgement *judgement)
{
	const struct loss *loss = judgement->evidence->loss;
	if (loss == NULL)
		return json_null();
	json_t *servers = json_array(), *changes = json_array();
	for (size_t i = 0; i < loss->count; i++)
		append(servers, json_of_set_aside(&loss->server[i]));
	for (size_t i = 0; i < judgement->change_count; i++)
		append(changes, json_of_change(&judgement->change[i]));
	json_t *object = json_object();
	put_text(object, "site", loss->site);
	put_text(object, "unread", loss->blind);
	put(object, "set_aside", servers);
	put(object, "only_known", changes);
	return object;
}

static json_t *json_of_check_left_out(const struct check *check)
{
	json_t *object = json_object();
	put_text(object, "check", check->id);
	put(object, "blocking", json_boolean(check->weight == WEIGHT_BLOCKING));
	return object;
}

/* Of a run that failed, `judgement` has no plan and nothing is left out. */
static json_t *json_of_left_out(const struct judgement *judgement)
{
	const struct plan *plan = judgement->plan;
	json_t *object = json_object(), *checks = json_array(), *recoveries = json_array();
	for (size_t i = 0; i < judgement->left_out_count; i++)
		append(checks, json_of_check_left_out(judgement->left_out[i]));
	for (size_t i = 0; plan != NULL && i < plan->left_out_count; i++)
		append(recoveries, json_of_text(plan->left_out[i].cms.label));
	put(object, "checks", checks);
	put(object, "recoveries", recoveries);
	return object;
}

static json_t *json_of_root(const struct judgement *judgement, const struct root_cause *root)
{
	json_t *gaps = json_array(), *checks = json_array(), *object = json_object();
	for (size_t i = 0; i < root->gap_count; i++)
		append(gaps, json_integer((json_int_t)root->gap[i]));
	for (size_t i = 0; i < root->check_count; i++)
		append(checks, json_of_text(root->check[i]->id));
	const struct gap *gap = judgement->gaps.place[root->gap[0]].gap;
	put_text(object, "cause", error_kind_name(gap->cause));
	put_text(object, "text", gap->text != NULL ? gap->text : "");
	put(object, "gaps", gaps);
	put(object, "checks", checks);
	put(object, "recoveries", json_integer((json_int_t)root->recovery_count));
	put(object, "findings", json_integer((json_int_t)root->finding_count));
	put(object, "blocking", json_integer((json_int_t)root->blocking_count));
	return object;
}

static json_t *json_of_roots(const struct judgement *judgement)
{
	json_t *array = json_array();
	for (size_t i = 0; i < judgement->roots.count; i++)
		append(array, json_of_root(judgement, &judgement->roots.root[i]));
	return array;
}

/* A fleet has hundreds of thousands of findings. As one tree they would take several times that. */
static void put_findings(struct json_writer *writer, const struct judgement *judgement)
{
	const struct findings *findings = &judgement->findings;
	struct arena *of_finding = arena_new();
	json_put(writer, "[", 1);
	writer->depth++;
	for (size_t i = 0; i < findings->count; i++) {
		if (i > 0)
			json_put(writer, ",", 1);
		json_put_line(writer);
		json_put_value(
			writer, json_of_finding(of_finding, judgement, &findings->finding[i]));
		arena_reset(of_finding);
	}
	writer->depth--;
	if (findings->count > 0)
		json_put_line(writer);
	json_put(writer, "]", 1);
	arena_free(of_finding);
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_keys(struct arena *arena, json_t *object)
{
	const char **keys = arena_alloc(arena, (json_object_size(object) + 1) * sizeof *keys);
	const char *key;
	json_t *value;
	size_t count = 0;
	json_object_foreach(object, key, value) keys[count++] = key;
	qsort(keys, count, sizeof *keys, compare_keys);
	return keys;
}

/* In the order of the keys. The member "findings" stands for them, and is written here. */
static struct bytes write_report(
	struct arena *arena, const struct judgement *judgement, json_t *report)
{
	struct json_writer writer = { .depth = 1 };
	const char **keys = sorted_keys(arena, report);
	for (size_t i = 0; i < json_object_size(report); i++) {
		json_put(&writer, i == 0 ? "{" : ",", 1);
		json_put_line(&writer);
		json_put(&writer, "\"", 1);
		json_put(&writer, keys[i], strlen(keys[i]));
		json_put(&writer, "\": ", 3);
		if (strcmp(keys[i], "findings") == 0)
			put_findings(&writer, judgement);
		else
			json_put_value(&writer, json_incref(json_object_get(report, keys[i])));
	}
	writer.depth--;
	json_put_line(&writer);
	json_put(&writer, "}", 1);
	json_decref(report);
	return json_writer_end(&writer, arena);
}

struct bytes report_json(struct arena *arena, const struct judgement *judgement, bool colour)
{
	(void)colour;
	json_t *gaps = json_array(), *coverage = json_array();
	for (size_t i = 0; i < judgement->gaps.count; i++)
		append(gaps, json_of_gap(&judgement->gaps.place[i]));
	for (size_t i = 0; i < judgement->recovery_count; i++)
		append(coverage, json_of_coverage(&judgement->recovery[i]));

	json_t *report = json_object();
	put_text(report, "schema_version", schema_version);
	put(report, "verdict", json_of_verdict(judgement));
	put(report, "findings", json_null());
	put(report, "gaps", gaps);
	put(report, "root_causes", json_of_roots(judgement));
	put(report, "coverage", coverage);
	put(report, "left_out", json_of_left_out(judgement));
	put(report, "site_loss", json_of_loss(judgement));
	/* The plan used for judging; with --from it may differ from that of the collection. */
	put(report, "run",
		json_of_run(&judgement->evidence->run, judgement->plan->sha256,
			judgement->evidence->sha256));
	put(report, "error", json_null());
	return write_report(arena, judgement, report);
}

struct bytes report_json_refused(
	struct arena *arena, const struct error *error, const char **reasons, size_t count)
{
	const struct judgement nothing = {
		.verdict = VERDICT_UNDETERMINED,
		.reason = reasons,
		.reason_count = count,
	};
	const struct run run = { .version = CMSREADY_VERSION };

	json_t *failure = json_object();
	put_text(failure, "kind", error_kind_name(error->kind));
	put_text(failure, "text", error->text);

	json_t *report = json_object();
	put_text(report, "schema_version", schema_version);
	put(report, "verdict", json_of_verdict(&nothing));
	put(report, "findings", json_array());
	put(report, "gaps", json_array());
	put(report, "root_causes", json_array());
	put(report, "coverage", json_array());
	put(report, "left_out", json_of_left_out(&nothing));
	put(report, "site_loss", json_null());
	put(report, "run", json_of_run(&run, NULL, NULL));
	put(report, "error", failure);
	struct bytes text = json_write(arena, report);
	json_decref(report);
	return text;
}
