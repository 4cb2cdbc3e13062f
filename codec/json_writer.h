/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A JSON text that grows value by value, so that not all values need memory at once. It looks as
 * json_write() writes it, if the members of an object are written in the order of their keys.
 */
#pragma once

#include <stddef.h>

#include "codec/document.h"

struct json_writer { /* begins as { 0 } */
	char *data;
	size_t length, room;
	size_t depth; /* nesting of the current value in objects and arrays */
	bool on_one_line;
};

void json_put(struct json_writer *writer, const char *from, size_t length);

/* A new line, indented; nothing if all is on one line. */
void json_put_line(struct json_writer *writer);

/* A JSON text, indented. */
void json_put_lines(struct json_writer *writer, const char *from, size_t length);

/* Writes the value and releases it. */
void json_put_value(struct json_writer *writer, json_t *value);

/* The whole text, which is then the arena's; a zero follows it. */
struct bytes json_writer_end(struct json_writer *writer, struct arena *arena);
