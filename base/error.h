/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why something could not be done. A function that can fail returns bool and takes a struct error;
 * the first reason wins. The same kinds name the cause of a gap in the evidence. An error is never
 * a finding: that something is wrong in the world is said by a check.
 */
#pragma once

#include <stdbool.h>

enum error_kind {
	ERROR_NONE,
	ERROR_DENIED,      /* the other side refused us */
	ERROR_UNREACHABLE, /* nobody answered, or the way was closed */
	ERROR_TIMEOUT,     /* no answer before the deadline */
	ERROR_ABSENT,      /* asked for, and not there */
	ERROR_MALFORMED,   /* an answer or a file that cannot be understood */
	ERROR_CRASHED,     /* the worker that should have read it ended badly */
	ERROR_CONFIG,      /* what we were told to do makes no sense */
	ERROR_KINDS
};

struct error {
	enum error_kind kind;
	char text[1024]; /* one sentence for the operator; cut where longer */
};

/* Records the reason unless one stands already. Always returns false, to be returned in turn. */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "denied", "unreachable", ...; "none" for ERROR_NONE. */
const char *error_kind_name(enum error_kind kind);

/* The kind of that name, or ERROR_KINDS. */
enum error_kind error_kind_named(const char *name);
