/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A judgement to be rendered, made from the findings that a test sets for each check. */
#pragma once

#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "model/judgement.h"
#include "model/loss.h"
#include "report/formats.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { FIXTURE_CHECKS = 4 };

/* What one check finds about every recovery for which `is_well` is not true. */
struct fixture_finding {
	enum outcome outcome;
	const char *subject, *name, *summary, *proof, *remedy;
};

struct fixture {
	struct arena *arena;
	struct fixture_finding finding[FIXTURE_CHECKS];
	const struct gap *gap[FIXTURE_CHECKS]; /* the only cause of an UNKNOWN, or NULL */
	bool (*is_well)(size_t recovery);      /* or NULL: none is */
	bool no_check_ran;
	server_sites_function *sites;        /* or NULL */
	const struct check *const *left_out; /* none by default */
	size_t left_out_count;
	struct plan plan;
	struct evidence evidence;
	struct judgement judgement;
};

static struct fixture *fixture_now;
static void fixture_check_run(const struct examination *examination);

static const struct check fixture_check[FIXTURE_CHECKS] = {
	{ .id = "ad.first", .weight = WEIGHT_BLOCKING, .why = "w", .run = fixture_check_run },
	{ .id = "ad.second", .weight = WEIGHT_BLOCKING, .why = "w", .run = fixture_check_run },
	{ .id = "dns.third", .weight = WEIGHT_ADVISORY, .why = "", .run = fixture_check_run },
	{ .id = "share.fourth", .weight = WEIGHT_ADVISORY, .run = fixture_check_run },
};

static void fixture_check_run(const struct examination *examination)
{
	static const struct fixture_finding well = { .subject = "s", .name = "s" };
	size_t recovery = examination->recovery_index;
	const struct fixture_finding *from =
		&fixture_now->finding[examination->check - fixture_check];
	if (fixture_now->is_well != NULL && fixture_now->is_well(recovery))
		from = &well;
	struct finding *finding =
		finding_add(examination, from->outcome, SUBJECT_CMS, from->subject, from->name);
	finding->summary = from->summary;
	finding->proof = from->proof;
	finding->remedy = from->remedy;
	const struct gap *gap = fixture_now->gap[examination->check - fixture_check];
	if (gap != NULL)
		causes_add(examination->arena, &finding->causes, gap);
}

static inline struct identity fixture_identity(
	struct arena *arena, const struct evidence *evidence, const struct name *account)
{
	(void)arena, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

static inline struct fixture *fixture_new(size_t recovery_count)
{
	struct arena *arena = arena_new();
	struct fixture *fixture = arena_alloc(arena, sizeof *fixture);
	fixture->arena = arena;
	for (size_t i = 0; i < FIXTURE_CHECKS; i++)
		fixture->finding[i] = (struct fixture_finding){ .subject = "s", .name = "s" };

	struct recovery *recovery = arena_alloc(arena, recovery_count * sizeof *recovery);
	for (size_t i = 0; i < recovery_count; i++) {
		recovery[i].cms.label = arena_format(arena, "EXCMS%03zu", i);
		recovery[i].cms.fqdn = arena_format(arena, "excms%03zu.example.com", i);
		recovery[i].standby_cluster.label = arena_format(arena, "DRCLU%03zu", i);
		recovery[i].standby_cluster.fqdn = arena_format(arena, "drclu%03zu.example.com", i);
	}
	static const char digest[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	fixture->plan = (struct plan){
		.file = "plan.json",
		.sha256 = digest,
		.recoveries = recovery,
		.recovery_count = recovery_count,
	};
	fixture->evidence.sha256 = digest;
	fixture->evidence.run = (struct run){ .id = "5d2f7c1e-0f0e-4a5e-9d51-3c4d2f1b9a10",
		.version = "1.0.0",
		.host = "jump01",
		.started = "2025-06-01T12:00:03Z",
		.ended = "2025-06-01T12:00:41Z",
		.plan_sha256 = digest };
	return fixture;
}

/* Judged as if that site were gone, with that server in it. */
static inline void fixture_lose(struct fixture *fixture, const char *site, const char *server)
{
	struct loss_server *servers = arena_alloc(fixture->arena, 2 * sizeof *servers);
	servers[0] = (struct loss_server){ SOURCE_DIRECTORY, server };
	servers[1] = (struct loss_server){ SOURCE_SHARES, server };
	struct loss *loss = arena_alloc(fixture->arena, sizeof *loss);
	*loss = (struct loss){ .site = site, .server = servers, .count = 2 };
	fixture->evidence.loss = loss;
}

/* Puts the same text into every field that comes from servers or people. */
static inline void fixture_fill(struct fixture *fixture, const char *text)
{
	for (size_t i = 0; i < FIXTURE_CHECKS; i++)
		fixture->finding[i] =
			(struct fixture_finding){ (enum outcome)i, text, text, text, text, text };
	for (size_t i = 0; i < fixture->plan.recovery_count; i++) {
		fixture->plan.recoveries[i].cms.label = text;
		fixture->plan.recoveries[i].standby_cluster.label = text;
	}
	fixture->plan.file = text;
	struct run *run = &fixture->evidence.run;
	run->id = run->version = run->host = run->started = run->ended = run->plan_sha256 = text;

	struct attribute *attribute = arena_alloc(fixture->arena, sizeof *attribute);
	*attribute = (struct attribute){ .name = text, .gap = { ERROR_DENIED, text } };
	struct directory_visit *visit = arena_alloc(fixture->arena, sizeof *visit);
	*visit = (struct directory_visit){
		.server = text,
		.gap = { ERROR_TIMEOUT, text },
		.root = { .dn = text, .attribute = attribute, .count = 1 },
	};
	fixture->evidence.directory = (struct directory_evidence){ .visit = visit, .count = 1 };
	fixture->evidence.dns.gap = (struct gap){ .cause = ERROR_UNREACHABLE, .text = text };
	fixture_lose(fixture, text, text);
}

static inline void fixture_judge(struct fixture *fixture)
{
	static const struct check *const checks[] = { &fixture_check[0], &fixture_check[1],
		&fixture_check[2], &fixture_check[3] };
	fixture_now = fixture;
	const struct catalogue catalogue = {
		.check = checks,
		.count = fixture->no_check_ran ? 0 : COUNT(checks),
		.identity = fixture_identity,
		.sites = fixture->sites,
		.left_out = fixture->left_out,
		.left_out_count = fixture->left_out_count,
	};
	struct judgement *judgement = &fixture->judgement;
	judge(fixture->arena, &catalogue, &fixture->plan, &fixture->evidence, judgement);
	if (fixture->evidence.loss == NULL || judgement->findings.count == 0)
		return;
	judgement->change = arena_alloc(fixture->arena, sizeof *judgement->change);
	judgement->change[0] = (struct change){ &judgement->findings.finding[0], OUTCOME_UNKNOWN };
	judgement->change_count = 1;
}

static inline struct bytes fixture_render(
	const struct fixture *fixture, const char *format, struct style style)
{
	const struct report report = report_of(fixture->arena, &fixture->judgement);
	return format_find(format)->render(fixture->arena, &report, &style);
}

static inline struct bytes fixture_json(const struct fixture *fixture)
{
	return fixture_render(fixture, "json", (struct style){ 0 });
}

static inline const char *fixture_text(const struct fixture *fixture)
{
	return (const char *)fixture_render(fixture, "text", (struct style){ 0 }).data;
}

/* The JSON report of a run that failed before judging. */
static inline struct bytes refused_json(
	struct arena *arena, const struct error *error, const char **reasons, size_t count)
{
	const struct report report = report_refused(arena, error, reasons, count);
	return report_write(arena, &report);
}

static inline void fixture_free(struct fixture *fixture)
{
	arena_free(fixture->arena);
}
