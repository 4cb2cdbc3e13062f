/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short forms for the rows of a table of fields, where a member has another name than its key:
 *
 *     { TEXT("host", struct run, host), OR_NULL },
 *     { RECORDS("gaps", struct report, gap, gap_count, &gap_shape), LATER },
 */
#pragma once

#include "codec/record.h"

#define FIELD(name, its_kind, type, member)                                                        \
	.key = name, .kind = its_kind, .offset = offsetof(type, member)
#define LIST(name, its_kind, type, member, counter)                                                \
	FIELD(name, its_kind, type, member), .count = offsetof(type, counter)

#define TEXT(name, type, member)   FIELD(name, FIELD_TEXT, type, member)
#define FLAG(name, type, member)   FIELD(name, FIELD_FLAG, type, member)
#define NUMBER(name, type, member) FIELD(name, FIELD_NUMBER, type, member)
/* The words are an array, by the values of the enum. */
#define WORD(name, type, member, of)                                                               \
	FIELD(name, FIELD_WORD, type, member), .words = of, .word_count = sizeof(of) / sizeof *(of)
#define TEXTS(name, type, member, counter)   LIST(name, FIELD_TEXTS, type, member, counter)
#define NUMBERS(name, type, member, counter) LIST(name, FIELD_NUMBERS, type, member, counter)
#define RECORD(name, type, member, of)       FIELD(name, FIELD_RECORD, type, member), .shape = of
#define RECORD_AT(name, type, member, of)    FIELD(name, FIELD_RECORD_AT, type, member), .shape = of
#define RECORDS(name, type, member, counter, of)                                                   \
	LIST(name, FIELD_RECORDS, type, member, counter), .shape = of

/* Missing in files of earlier versions. */
#define LATER   .optional = true
/* null in the file where it is NULL. */
#define OR_NULL .nullable = true
/* A text of several lines. */
#define LINES   .has_lines = true

/* A table whose records may have members of later versions, which are ignored. */
#define OPEN_SHAPE(type, fields)                                                                   \
	{                                                                                          \
		.size = sizeof(type), .field_count = sizeof(fields) / sizeof *(fields),            \
		.field = fields, .open = true                                                      \
	}
