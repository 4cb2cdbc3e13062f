/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker that was taken over might try. Each function returns 0 if it could be done, or
 * errno. What cannot be done for real is tried with arguments that the kernel refuses only after it
 * would have refused the caller.
 */
#pragma once

#include <errno.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* What they are tried on. */
struct victim {
	pid_t parent;
	const char *memory; /* of the parent, and what stands there */
	char secret[16];
	char folder[64]; /* not the worker's home */
	char file[128];  /* only its owner may read it: a keytab, a plan, a key of SSH */
	int port;        /* of a server on 127.0.0.1 */
};

static struct victim victim;

enum control {
	ALWAYS,       /* without a cage anybody can do it */
	ROOT,         /* without a cage root can do it */
	WHERE_OFFERED /* without a cage it depends on the kernel and its settings */
};

struct escape {
	const char *name;
	int (*attempt)(void);
	enum control control;
	int landlock; /* refused by this version of Landlock; 0: by other walls */
};

/* 0, or errno; `instead` is what the kernel says to who may do it. */
static inline int outcome(long result, int instead)
{
	return result >= 0 || errno == instead ? 0 : errno;
}

static inline int outcome_closed(int file)
{
	const int code = outcome(file, 0);
	if (file >= 0)
		close(file);
	return code;
}
