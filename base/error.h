/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why something could not be done. A function that can fail returns bool and takes a struct error;
 * the first reason is kept. The same kinds are the causes of gaps in the evidence. An error is
 * never a finding: only checks report what is wrong in the environment.
 */
#pragma once

#include <stdbool.h>

enum error_kind {
	ERROR_NONE,
	ERROR_DENIED,      /* the server or the system refused access */
	ERROR_UNREACHABLE, /* no connection, or the connection was closed */
	ERROR_TIMEOUT,     /* no answer before the deadline */
	ERROR_ABSENT,      /* requested, but does not exist */
	ERROR_MALFORMED,   /* an answer or a file that cannot be parsed */
	ERROR_CRASHED,     /* the worker process failed */
	ERROR_CONFIG,      /* invalid options or settings */
	ERROR_INTERRUPTED, /* a person ended the run (a signal) */
	ERROR_KINDS
};

struct error {
	enum error_kind kind;
	char text[1024]; /* for the operator, escaped (base/escape.h); truncated if longer */
	char next[256]; /* what to do about it, one sentence, escaped; "" if there is nothing to say
			 */
	bool here;      /* the fault is on this machine (a ticket, a file), whoever was asked */
};

/*
 * Records the reason unless there is one already, in one line. Returns false, for the caller to
 * return.
 */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * The same for a reason that came from elsewhere, with what to do about it. Nothing happens if
 * there is a reason already.
 */
bool error_pass(struct error *error, const struct error *reason);

/*
 * What to do about a reason that was just recorded: "run kinit reader@CORP.EXAMPLE.COM". The first
 * one is kept.
 */
bool error_next(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, and the fault is on this machine. */
bool error_next_here(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds a line to a reason that was just recorded. */
bool error_add_line(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same for a file, from errno: "PATH: cannot DOING: Permission denied". */
bool error_set_errno(struct error *error, const char *path, const char *doing);

/* "denied", "unreachable", ...; "none" for ERROR_NONE. */
const char *error_kind_name(enum error_kind kind);

/* The kind of that name, or ERROR_KINDS. */
enum error_kind error_kind_named(const char *name);
