/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/wildcard_questions.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

static int compare_names(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* People meet the name in the logs of their DNS servers. */
static const char *random_name(struct arena *arena, const char *domain)
{
	uint64_t number;
	if (getrandom(&number, sizeof number, GRND_NONBLOCK) != (ssize_t)sizeof number)
		number = (uint64_t)time(NULL) << 32 | (uint64_t)getpid();
	return arena_format(arena, "cmsready-test-%016llx.%s", (unsigned long long)number, domain);
}

struct dns_question *wildcard_questions(
	struct arena *arena, const struct dns_question *asked, size_t asked_count, size_t *count)
{
	const char **domain = arena_alloc(arena, (asked_count + 1) * sizeof *domain);
	size_t domain_count = 0;
	for (size_t i = 0; i < asked_count; i++) {
		const char *dot = strchr(asked[i].name, '.');
		if (dot != NULL && strcmp(asked[i].type, "A") == 0)
			domain[domain_count++] = dot + 1;
	}
	if (domain_count > 1)
		qsort(domain, domain_count, sizeof *domain, compare_names);
	struct dns_question *questions =
		arena_alloc(arena, (2 * domain_count + 1) * sizeof *questions);
	*count = 0;
	for (size_t i = 0; i < domain_count; i++) {
		if (i > 0 && strcasecmp(domain[i], domain[i - 1]) == 0)
			continue;
		const char *name = random_name(arena, domain[i]);
		questions[(*count)++] = (struct dns_question){ name, "A", false };
		questions[(*count)++] = (struct dns_question){ name, "AAAA", false };
	}
	return questions;
}
