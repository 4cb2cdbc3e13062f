/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as evidence: it is read, in both ways, written, read again and judged by all checks,
 * and what must hold of every judgement is looked at. Above all: no GO over something that was not
 * seen.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "checks.h"
#include "ldapchk/sites/site_loss.h"
#include "ldapchk/sites/topology.h"
#include "model/judgement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_evidence.c:%d: does not hold: %s\n", line, what);
	abort();
}

/* The plan that the seeds of the corpus belong to, and the same with less asked for. */
#define PLAN(policy)                                                                               \
	"{\"schema_version\":\"1.0\",\"directory\":{\"domain\":\"corp.example.com\"}," policy      \
	"\"recoveries\":[{\"cms\":\"EXCMS01\",\"source_nodes\":[\"NODE1\",\"NODE2\"],"             \
	"\"standby_cluster\":\"DRCLU01\",\"standby_nodes\":[\"DRNODE1\"]}]}"

static const char plan_text[] = PLAN("");
static const char accepting_text[] = PLAN("\"policy\":{\"accept\":\"functional-minimum\"},");

static void check_findings(const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->findings.count; i++) {
		const struct finding *finding = &judgement->findings.finding[i];
		MUST(finding->outcome >= OUTCOME_PASS && finding->outcome <= OUTCOME_FAIL);
		MUST(*finding->subject != '\0' && *finding->subject_name != '\0');
		MUST(*finding->summary != '\0' && finding->proof != NULL);
		MUST(finding->outcome == OUTCOME_PASS || *finding->remedy != '\0');
	}
}

/* Every check has at least one finding for any evidence. */
static void check_every_check_answered(const struct judgement *judgement)
{
	for (size_t i = 0; i < check_count; i++) {
		bool answered = false;
		for (size_t k = 0; k < judgement->findings.count; k++)
			answered = answered || judgement->findings.finding[k].check == checks[i];
		MUST(answered);
	}
}

/* Whether an answer about the CMS has a gap: then its name was not seen whole. */
static bool answers_lack(const struct dns_visit *visit, const char *cms)
{
	for (size_t i = 0; i < visit->count; i++) {
		const struct dns_answer *answer = &visit->answer[i];
		bool address = strcmp(answer->type, "A") == 0 || strcmp(answer->type, "AAAA") == 0;
		if (address && strcasecmp(answer->name, cms) == 0 && gap_is(&answer->gap))
			return true;
	}
	return false;
}

/*
 * The site of the standby cluster must serve it. Only a domain controller that is read-only or
 * known to be in another site may be without an answer. One of that site must have answered.
 */
static void check_directory(struct arena *arena, const struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const struct topology *topology = topology_read(arena, judgement->plan, evidence);
	const char *site = topology->standby[0].site;
	bool answered = false;
	MUST(!gap_is(&evidence->directory.gap) && evidence->directory.count > 0);
	MUST(site != NULL && topology_site_serves(topology, site));
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct directory_visit *visit = &evidence->directory.visit[i];
		const struct controller *controller = topology_visited(topology, i);
		const bool decides = controller == NULL ||
				     (controller->writable && site_is(controller->site, site));
		MUST(!gap_is(&visit->gap) || !decides);
		answered = answered || (controller != NULL && decides && !gap_is(&visit->gap));
	}
	MUST(answered);
}

/* A GO over a gap is the one bug that must not exist. */
static void check_go(struct arena *arena, const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->findings.count; i++) {
		const struct finding *finding = &judgement->findings.finding[i];
		MUST(finding->check->weight != WEIGHT_BLOCKING ||
			finding->outcome == OUTCOME_PASS || finding->outcome == OUTCOME_WARN);
	}
	const struct evidence *evidence = judgement->evidence;
	const char *cms = judgement->plan->recoveries[0].cms.fqdn;
	check_directory(arena, judgement);
	MUST(!gap_is(&evidence->dns.gap) && evidence->dns.count > 0);
	for (size_t i = 0; i < evidence->dns.count; i++) {
		MUST(!gap_is(&evidence->dns.visit[i].gap));
		MUST(!answers_lack(&evidence->dns.visit[i], cms));
	}
	MUST(evidence->shares.count > 0);
}

static enum verdict check_judgement(
	struct arena *arena, const char *text, const struct evidence *evidence)
{
	struct plan plan;
	struct error error = { 0 };
	struct judgement judgement;
	MUST(plan_read(arena, "plan.json", bytes_of(text, strlen(text)), &plan, &error));
	judge(arena, &catalogue, &plan, evidence, &judgement);
	check_findings(&judgement);
	check_every_check_answered(&judgement);
	MUST(judgement.verdict == judgement.recovery[0].verdict);
	MUST(judgement.verdict == VERDICT_GO || judgement.reason_count > 0);
	if (judgement.verdict == VERDICT_GO)
		check_go(arena, &judgement);
	return judgement.verdict;
}

/* As if each site that there may be were gone. */
static void check_losses(struct arena *arena, const struct evidence *evidence)
{
	enum { SITES = 4 };
	struct plan plan;
	struct error error = { 0 };
	MUST(plan_read(arena, "plan.json", bytes_of(plan_text, strlen(plan_text)), &plan, &error));
	const struct topology *topology = topology_read(arena, &plan, evidence);
	MUST(topology->sites.unread != NULL || topology->sites.site_count > 0);
	for (size_t i = 0; i < topology->sites.site_count && i < SITES; i++) {
		struct evidence without;
		MUST(site_loss_apply(
			     arena, &plan, topology->sites.site[i], evidence, &without, &error) ||
			error.kind == ERROR_CONFIG);
		if (error.kind == ERROR_NONE)
			check_judgement(arena, plan_text, &without);
	}
}

/* A plan that accepts less never makes it worse. */
static void check_judgements(struct arena *arena, const struct evidence *evidence)
{
	const enum verdict strict = check_judgement(arena, plan_text, evidence);
	const enum verdict lenient = check_judgement(arena, accepting_text, evidence);
	MUST(strict != VERDICT_GO || lenient == VERDICT_GO);
	MUST(strict != VERDICT_UNDETERMINED || lenient != VERDICT_NO_GO);
	check_losses(arena, evidence);
}

/* The same with an escape in its first string: such a key is for the reader that makes a tree. */
static struct bytes escape_first(struct arena *arena, struct bytes text)
{
	const uint8_t *quote = text.length == 0 ? NULL : memchr(text.data, '"', text.length);
	const size_t at = quote == NULL ? text.length : (size_t)(quote - text.data) + 1;
	if (at >= text.length || !islower(text.data[at]))
		return text;
	struct text escaped = text_new(arena);
	text_add_bytes(&escaped, (const char *)text.data, at);
	text_add(&escaped, "\\u%04x", text.data[at]);
	text_add_bytes(&escaped, (const char *)text.data + at + 1, text.length - at - 1);
	return bytes_of(escaped.data, escaped.length);
}

/* However it is read, it is the same: refused (NULL), or what was written of it. */
static void check_readers(struct arena *arena, struct bytes text, const struct bytes *written)
{
	struct evidence evidence;
	struct error error = { 0 };
	const struct bytes escaped = escape_first(arena, text);
	const bool read = evidence_read(arena, "ev.json", escaped, &evidence, &error);
	MUST(read == (written != NULL));
	MUST(!read || bytes_equal(evidence_write(arena, &evidence), *written));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct evidence evidence, back;
	struct error error = { 0 };
	if (evidence_read(arena, "ev.json", bytes_of(data, size), &evidence, &error)) {
		MUST(error.kind == ERROR_NONE);
		const struct bytes written = evidence_write(arena, &evidence);
		MUST(evidence_read(arena, "written", written, &back, &error));
		MUST(bytes_equal(evidence_write(arena, &back), written));
		check_readers(arena, bytes_of(data, size), &written);
		check_judgements(arena, &evidence);
	} else {
		MUST(error.kind == ERROR_MALFORMED);
		MUST(strncmp(error.text, "ev.json:", 8) == 0);
		check_readers(arena, bytes_of(data, size), NULL);
	}
	arena_free(arena);
	return 0;
}
