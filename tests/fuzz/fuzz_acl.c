/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as lines of questions about access: each is answered in every form, whole and safe, and
 * the same whether it was scanned or read as a document.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acl/acl.h"
#include "acl/members.h"
#include "codec/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_acl.c:%d: does not hold: %s\n", line, what);
	abort();
}

enum { LINE_NUMBER = 7, MAX_LINES = 3 };

struct reply {
	struct text text;
	bool ok;
};

static struct reply reply_to(struct arena *arena, struct bytes line, enum acl_form form)
{
	struct reply reply = { .text = text_new(arena) };
	reply.ok = acl_answer(arena, line, LINE_NUMBER, form, &reply.text);
	MUST(strlen(reply.text.data) == reply.text.length && reply.text.length > 0);
	return reply;
}

/* The id of the question, null where it has none or is none; to be released. */
static json_t *id_of(struct bytes line)
{
	line = encoding_unmarked(line);
	json_t *question = json_loadb((const char *)line.data, line.length,
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	json_t *id = json_incref(json_object_get(question, "id"));
	json_decref(question);
	return id != NULL ? id : json_null();
}

static void check_error(const json_t *error)
{
	const char *kind = json_string_value(json_object_get(error, "kind"));
	const char *text = json_string_value(json_object_get(error, "text"));
	MUST(kind != NULL && strcmp(kind, "malformed") == 0);
	MUST(text != NULL && *text != '\0');
}

/* One line, one object, the id, and either an answer or the reason why there is none. */
static void check_answer(const struct reply *reply, struct bytes line, enum acl_form form)
{
	const struct text *text = &reply->text;
	MUST(strchr(text->data, '\n') == text->data + text->length - 1);
	json_t *answer = json_loadb(text->data, text->length, JSON_REJECT_DUPLICATES, NULL);
	json_t *id = id_of(line);
	MUST(json_is_object(answer));
	MUST(json_equal(json_object_get(answer, "id"), id) == 1);
	json_decref(id);
	const json_t *error = json_object_get(answer, "error");
	MUST((error == NULL) == reply->ok);
	if (error != NULL)
		check_error(error);
	if (form == ACL_ANSWER)
		MUST((json_object_get(answer, "granted") != NULL) == reply->ok);
	else if (reply->ok)
		MUST(json_is_string(json_object_get(answer, "sddl")) &&
			json_is_string(json_object_get(answer, "sd")));
	json_decref(answer);
}

/* The given bytes are returned unchanged; the bytes of a text have that text. */
static void check_conversion(struct arena *arena, const struct reply *reply, struct bytes line)
{
	json_t *answer = json_loads(reply->text.data, 0, NULL);
	const struct bytes json = encoding_unmarked(line);
	json_t *question = json_loadb((const char *)json.data, json.length, 0, NULL);
	const json_t *given = json_object_get(question, "sd");
	json_t *sd = json_object_get(answer, "sd");
	if (given != NULL && sd != NULL)
		MUST(json_equal(given, sd) == 1);
	json_t *sddl = json_object_get(answer, "sddl");
	if (reply->ok) {
		json_object_set(question, "sd", sd);
		json_object_del(question, "sddl");
		char *text = json_dumps(question, 0);
		const struct reply again =
			reply_to(arena, bytes_of(text, strlen(text)), ACL_CONVERT);
		json_t *back = json_loads(again.text.data, 0, NULL);
		MUST(again.ok && json_equal(json_object_get(back, "sddl"), sddl) == 1);
		json_decref(back);
		free(text);
	}
	json_decref(question);
	json_decref(answer);
}

/* No terminal control characters. */
static void check_page(const struct text *page)
{
	json_t *string = json_string(page->data);
	MUST(string != NULL); /* is UTF-8 */
	json_decref(string);
	MUST(strncmp(page->data, "Question ", 9) == 0 && page->data[page->length - 1] == '\n');
	for (const unsigned char *at = (const unsigned char *)page->data; *at != '\0'; at++) {
		MUST(*at == '\n' || (*at >= 0x20 && *at != 0x7f));
		MUST(*at != 0xc2 || at[1] >= 0xa0);
	}
}

/*
 * Scanning gives the same as parsing a document. A carriage return is white space to JSON, and not
 * to the scanner.
 */
static void check_scan(struct arena *arena, struct bytes line, const struct reply *reply)
{
	struct members members;
	if (!members_scan(arena, line, &members))
		return;
	uint8_t *slow = arena_alloc(arena, line.length + 1);
	*slow = '\r';
	memcpy(slow + 1, line.data, line.length);
	const struct bytes slow_line = bytes_of(slow, line.length + 1);
	MUST(!members_scan(arena, slow_line, &members));
	const struct reply other = reply_to(arena, slow_line, ACL_ANSWER);
	MUST(reply->ok == other.ok && strcmp(reply->text.data, other.text.data) == 0);
}

static void check_line(struct bytes given)
{
	struct arena *arena = arena_new();
	const struct bytes line =
		bytes_of(arena_copy(arena, given.data, given.length), given.length);
	const struct reply answer = reply_to(arena, line, ACL_ANSWER);
	const struct reply conversion = reply_to(arena, line, ACL_CONVERT);
	const struct reply page = reply_to(arena, line, ACL_EXPLAIN);
	check_answer(&answer, line, ACL_ANSWER);
	check_scan(arena, line, &answer);
	check_answer(&conversion, line, ACL_CONVERT);
	check_conversion(arena, &conversion, line);
	MUST(page.ok == answer.ok);
	check_page(&page.text);
	arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < MAX_LINES && size > 0; i++) {
		const uint8_t *end = memchr(data, '\n', size);
		const size_t length = end == NULL ? size : (size_t)(end - data);
		check_line(bytes_of(data, length));
		data += length + (end != NULL);
		size -= length + (end != NULL);
	}
	return 0;
}
