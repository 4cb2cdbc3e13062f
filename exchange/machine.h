/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which machine of the plan a text of the directory means. The account decides: a machine's DNS
 * suffix may differ from the DNS name of its domain (a disjoint namespace), and machines of another
 * domain may have this domain's suffix. Pure.
 */
#pragma once

#include <stdbool.h>

#include "model/evidence.h"
#include "model/name.h"
#include "security/access.h"

/*
 * Whether the text is a name of that machine. A short name is the machine's of that label. Of two
 * different full names with that label, the dNSHostName of the machine's account decides; MAYBE if
 * that copy does not show it. MAYBE, too, if the text is no host name and mentions the machine.
 */
enum answer machine_is(struct arena *arena, const struct directory_visit *visit, const char *text,
	const struct name *machine);

/* The machine of the list that the text means; else one that it may mean; NULL: none. */
const struct name *machine_among(struct arena *arena, const struct directory_visit *visit,
	const char *text, const struct name *machines, size_t count, enum answer *answer);

/* Whether the machine's account or host name is a whole word of the text, whatever its case. */
bool text_mentions(const char *text, const struct name *machine);
