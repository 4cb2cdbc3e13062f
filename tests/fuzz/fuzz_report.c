/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a JSON report: it is refused as malformed, or every format, the difference to itself
 * and the commands of its fixes can be made of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fix/script.h"
#include "report/diff.h"
#include "report/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_report.c:%d: does not hold: %s\n", line, what);
	abort();
}

/* No control characters but the ends of lines. */
static void check_lines(struct bytes text)
{
	MUST(text.length > 0 && text.data[text.length - 1] == '\n');
	for (size_t i = 0; i < text.length; i++) {
		const bool ends_line =
			text.data[i] == '\n' || (text.data[i] == '\r' && text.data[i + 1] == '\n');
		MUST(ends_line || (text.data[i] >= ' ' && text.data[i] != 0x7f));
	}
}

static void check_formats(struct arena *arena, const struct report *report)
{
	for (size_t i = 0; i < format_count; i++) {
		const struct style style = { .verbose = true,
			.columns = i % 2 == 0 ? 30 : 0,
			.previous = i % 2 == 0 ? report : NULL };
		const struct bytes text = formats[i].render(arena, report, &style);
		/* No event where nothing is open. */
		if (text.length > 0 || strcmp(formats[i].name, "events") != 0)
			check_lines(text);
		if (strcmp(formats[i].name, "html") == 0)
			MUST(strstr((const char *)text.data, "<script") == NULL);
		if (format_is_plugin(&formats[i]))
			MUST(text.length <= 1000 && memchr(text.data, '\n', text.length) ==
							    text.data + text.length - 1);
	}
}

static void check_again(struct arena *arena, const struct report *report)
{
	const struct bytes text = report_write(arena, report);
	struct report again;
	struct error error = { 0 };
	MUST(report_read(arena, "r.json", text, &again, &error));
	MUST(bytes_equal(report_write(arena, &again), text));
}

static void check_difference(struct arena *arena, const struct report *report)
{
	const struct report_diff diff = report_compare(arena, report, report);
	MUST(diff.change_count == diff.count[DIFF_SAME]);
	MUST(diff.change_count + diff.passed == report->finding_count);
	MUST(!diff.new_blocks && !diff.lost_blocks);
	check_lines(diff_text(arena, &diff));
	check_lines(diff_json(arena, &diff));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct report report;
	struct error error = { 0 };
	if (report_read(arena, "r.json", bytes_of(data, size), &report, &error)) {
		MUST(error.kind == ERROR_NONE);
		check_again(arena, &report);
		check_formats(arena, &report);
		check_difference(arena, &report);
		check_lines(script_write(arena, &report, SHELL_CMD));
		check_lines(script_write(arena, &report, SHELL_POWERSHELL));
	} else {
		MUST(error.kind == ERROR_MALFORMED);
		MUST(strncmp(error.text, "r.json:", 7) == 0);
	}
	arena_free(arena);
	return 0;
}
