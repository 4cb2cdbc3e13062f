/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judges one evidence after the other, for tests that judge thousands: starting the program takes
 * longer than judging.
 *
 * usage: judge PLAN [--report FORMAT]
 *
 * Standard input: for each evidence its length (32 bits, little endian) and its text. Standard
 * output: a line for each: "VERDICT KEY=OUTCOME KEY=OUTCOME ...", blocking checks with "!" before
 * the "=" (finding_key()), or "refused REASON" if it does not load. With --report the report
 * follows, in that format: its length (32 bits) and its text.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "codec/document.h"
#include "ldapchk/real_names.h"
#include "model/judgement.h"
#include "report/formats.h"
#include "run/interpret.h"

static bool read_all(void *to, size_t length)
{
	return fread(to, 1, length, stdin) == length;
}

static void put_line(struct arena *arena, const struct judgement *judgement)
{
	printf("%s", verdict_name(judgement->verdict));
	for (size_t i = 0; i < judgement->findings.count; i++) {
		const struct finding *finding = &judgement->findings.finding[i];
		printf(" %s%s=%s", finding_key(arena, finding),
			finding->check->weight == WEIGHT_BLOCKING ? "!" : "",
			outcome_name(finding->outcome));
	}
	putchar('\n');
}

static void put_report(const struct bytes report)
{
	const uint32_t length = (uint32_t)report.length;
	fwrite(&length, sizeof length, 1, stdout);
	fwrite(report.data, 1, report.length, stdout);
}

static void judge_one(struct arena *arena, const struct plan *plan, struct bytes text,
	const struct format *format)
{
	struct evidence evidence;
	struct error error = { 0 };
	if (!interpret(arena, plan, "evidence", text, &evidence, &error)) {
		printf("refused %s\n", error.text);
		return;
	}
	struct judgement judgement;
	judge(arena, &catalogue, plan_with_real_names(arena, plan, &evidence), &evidence,
		&judgement);
	put_line(arena, &judgement);
	if (format != NULL) {
		const struct report report = report_of(arena, &judgement);
		put_report(format->render(arena, &report, &(struct style){ 0 }));
	}
}

int main(int argc, char **argv)
{
	document_library_start();
	struct arena *of_plan = arena_new();
	struct plan plan;
	struct error error = { 0 };
	const bool reports = argc == 4 && strcmp(argv[2], "--report") == 0;
	const struct format *format = reports ? format_find(argv[3]) : NULL;
	if ((argc != 2 && !reports) || (reports && format == NULL)) {
		fputs("usage: judge PLAN [--report FORMAT]\n", stderr);
		return 64;
	}
	if (!plan_load(of_plan, argv[1], &plan, &error)) {
		fprintf(stderr, "judge: %s\n", error.text);
		return 78;
	}
	for (uint32_t length; read_all(&length, sizeof length);) {
		struct arena *arena = arena_new();
		char *text = arena_alloc(arena, (size_t)length + 1);
		if (!read_all(text, length))
			return 65;
		judge_one(arena, &plan, bytes_of(text, length), format);
		fflush(stdout);
		arena_free(arena);
	}
	arena_free(of_plan);
	return 0;
}
