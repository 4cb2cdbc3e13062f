/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/soa.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/dns_answers.h"

/* A space and a number, which saved evidence may lack. */
static bool take_number(const char **at, uint32_t *number)
{
	char *end;
	if (**at != ' ' || (*at)[1] < '0' || (*at)[1] > '9')
		return false;
	const unsigned long long value = strtoull(*at + 1, &end, 10);
	*number = (uint32_t)value;
	*at = end;
	return value <= UINT32_MAX;
}

/* "primary mailbox serial refresh retry expire minimum" */
static bool soa_read(struct arena *arena, const char *data, struct soa *soa)
{
	const size_t primary = strcspn(data, " ");
	const char *at = data + primary;
	if (primary == 0 || *at != ' ')
		return false;
	soa->primary = arena_format(arena, "%.*s", (int)primary, data);
	at += 1 + strcspn(at + 1, " ");
	return take_number(&at, &soa->serial) && take_number(&at, &soa->refresh_seconds);
}

bool soa_find(struct arena *arena, const struct dns_visit *visit, const char *fqdn, struct soa *soa)
{
	for (const char *dot = strchr(fqdn, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
		const struct dns_answer *answer = dns_answer(visit, dot + 1, "SOA");
		if (answer == NULL)
			continue;
		/* There may be a zone here, and then the name is not in the zones around it. */
		if (dns_answer_doubt(arena, answer, "SOA") != NULL)
			return false;
		soa->zone = dot + 1;
		for (size_t i = 0; i < answer->count; i++) {
			if (strcmp(answer->record[i].type, "SOA") == 0 &&
				strcasecmp(answer->record[i].name, soa->zone) == 0)
				return soa_read(arena, answer->record[i].data, soa);
		}
	}
	return false;
}

void soa_causes(
	struct arena *arena, const struct dns_visit *visit, const char *fqdn, struct causes *causes)
{
	for (const char *dot = strchr(fqdn, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
		const struct dns_answer *answer = dns_answer(visit, dot + 1, "SOA");
		if (answer != NULL && gap_is(&answer->gap))
			causes_add(arena, causes, &answer->gap);
	}
}

bool soa_serial_before(uint32_t a, uint32_t b)
{
	return a != b && b - a < UINT32_C(0x80000000);
}
