/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include <stdio.h>

enum { AWAITED_COLUMNS = 48 };

void progress_show(void *context, size_t done, size_t count, const char *awaited)
{
	(void)context;
	fprintf(stderr, "\r\033[K%zu of %zu done", done, count);
	if (*awaited != '\0')
		fprintf(stderr, ", waiting for %.*s", AWAITED_COLUMNS, awaited);
	fflush(stderr);
}

void progress_clear(void)
{
	fprintf(stderr, "\r\033[K");
	fflush(stderr);
}
