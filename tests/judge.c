/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judges one evidence after the other, for tests that judge thousands: starting the program takes
 * longer than judging.
 *
 * usage: judge PLAN [--report FORMAT...]
 *
 * Standard input: for each evidence its length (32 bits, little endian) and its text. Standard
 * output: a line for each: "VERDICT KEY=OUTCOME KEY=OUTCOME ...", blocking checks with "!" before
 * the "=" (finding_key()), or "refused REASON" if it does not load. With --report the reports
 * follow, in the order of the formats: of each its length (32 bits) and its text.
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

enum { MOST_REPORTS = 4 };

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

/* That are wanted of each evidence. */
struct reports {
	const struct format *format[MOST_REPORTS];
	size_t count;
};

static bool read_formats(int argc, char **argv, struct reports *reports)
{
	if (argc == 2)
		return true;
	if (argc < 4 || argc > 3 + MOST_REPORTS || strcmp(argv[2], "--report") != 0)
		return false;
	for (int i = 3; i < argc; i++) {
		const struct format *format = format_find(argv[i]);
		if (format == NULL)
			return false;
		reports->format[reports->count++] = format;
	}
	return true;
}

static void judge_one(struct arena *arena, const struct plan *plan, struct bytes text,
	const struct reports *reports)
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
	for (size_t i = 0; i < reports->count; i++) {
		const struct report report = report_of(arena, &judgement);
		put_report(reports->format[i]->render(arena, &report, &(struct style){ 0 }));
	}
}

int main(int argc, char **argv)
{
	document_library_start();
	struct arena *of_plan = arena_new();
	struct plan plan;
	struct error error = { 0 };
	struct reports reports = { .count = 0 };
	if (!read_formats(argc, argv, &reports)) {
		fputs("usage: judge PLAN [--report FORMAT...]\n", stderr);
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
		judge_one(arena, &plan, bytes_of(text, length), &reports);
		fflush(stdout);
		arena_free(arena);
	}
	arena_free(of_plan);
	return 0;
}
