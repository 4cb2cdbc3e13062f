/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acl/acl.h"

#include <string.h>

#include "acl/answer.h"
#include "acl/explain.h"
#include "base/lines.h"
#include "codec/encoding.h"

/* A descriptor has at most two ACLs of 64 KiB; its SDDL text is at most ten times as long. */
enum { MAX_LINE_BYTES = 4 << 20 };

static const char source[] = "standard input";

/* Answers a valid question. */
static bool answer(
	struct arena *arena, const struct inquiry *inquiry, enum acl_form form, struct text *to)
{
	if (form == ACL_EXPLAIN) {
		explain_inquiry(to, inquiry);
		return true;
	}
	answer_begin(to, inquiry->id);
	if (inquiry->has_token) {
		struct assessment assessment;
		assess(arena, &inquiry->descriptor, &inquiry->requester, &assessment);
		answer_assess(to, inquiry, &assessment);
	}
	bool ok = form != ACL_CONVERT || answer_convert(to, inquiry);
	answer_end(to);
	return ok;
}

/* Answers an invalid question. */
static bool fail(struct bytes id, const struct error *error, enum acl_form form, struct text *to)
{
	if (form == ACL_EXPLAIN) {
		explain_error(to, id, error);
		return false;
	}
	answer_begin(to, id);
	answer_fail(to, error);
	answer_end(to);
	return false;
}

bool acl_answer(struct arena *arena, struct bytes question, size_t line, enum acl_form form,
	struct text *to)
{
	const bool convert = form == ACL_CONVERT;
	struct members members;
	struct inquiry inquiry;
	struct error error = { 0 };
	if (members_scan(arena, question, &members) &&
		inquiry_of(arena, &members, convert, &inquiry, &error))
		return answer(arena, &inquiry, form, to);

	struct document document;
	error = (struct error){ 0 };
	members.id = bytes_of("null", 4);
	if (!document_parse_line(&document, arena, source, line, question, &error))
		return fail(members.id, &error, form, to);
	bool ok = members_read(&document, &members, &error) &&
		  inquiry_of(arena, &members, convert, &inquiry, &error);
	ok = ok ? answer(arena, &inquiry, form, to) : fail(members.id, &error, form, to);
	document_close(&document);
	return ok;
}

static bool is_blank(struct bytes line)
{
	for (size_t i = 0; i < line.length; i++) {
		if (strchr(" \t", line.data[i]) == NULL || line.data[i] == '\0')
			return false;
	}
	return true;
}

static bool put(FILE *to, const struct text *text, struct error *error)
{
	if (fwrite(text->data, 1, text->length, to) == text->length)
		return true;
	return error_set(error, ERROR_DENIED, "standard output cannot be written");
}

static bool flush(FILE *to, struct error *error)
{
	return fflush(to) == 0 ||
	       error_set(error, ERROR_DENIED, "standard output cannot be written");
}

/* Takes one line and answers it. False on an error and at the end. */
static bool step(struct lines *lines, struct arena *arena, FILE *to, enum acl_form form,
	size_t *wrong, struct error *error)
{
	struct bytes line;
	/* The client may wait for this answer before it asks again: flush before blocking. */
	if (!lines_ready(lines) && !flush(to, error))
		return false;
	enum line taken = lines_take(lines, &line, error);
	if (taken == LINE_NONE || taken == LINE_FAILED)
		return false;
	line = encoding_unmarked(line); /* the first line of a file of Windows */
	if (taken == LINE_TAKEN && is_blank(line))
		return true;
	struct text text = text_new(arena);
	struct error long_line = { 0 };
	bool ok = taken == LINE_TAKEN && acl_answer(arena, line, lines->number, form, &text);
	if (taken == LINE_TOO_LONG) {
		error_set(&long_line, ERROR_MALFORMED, "%s:%zu: the line has more than %d bytes",
			source, lines->number, MAX_LINE_BYTES);
		fail(bytes_of("null", 4), &long_line, form, &text);
	}
	*wrong += !ok;
	return put(to, &text, error);
}

bool acl_run(int from, FILE *to, enum acl_form form, size_t *wrong, struct error *error)
{
	struct arena *arena = arena_new();
	struct lines lines;
	*wrong = 0;
	lines_open(&lines, from, MAX_LINE_BYTES);
	while (step(&lines, arena, to, form, wrong, error))
		arena_reset(arena);
	lines_close(&lines);
	arena_free(arena);
	return error->kind == ERROR_NONE && flush(to, error);
}
