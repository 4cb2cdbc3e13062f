/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons of a verdict: one for each check, however many findings of it decided. */
#pragma once

#include "model/judgement.h"

/* Sets the reasons. Call last, when the verdict and the root causes are known. */
void reasons_find(
	struct arena *arena, const struct catalogue *catalogue, struct judgement *judgement);

/* "dns.ttl: 2 CMSs: EXCMS01, EXCMS02: excms01.corp.example.com: 3600 s; the plan allows 300 s." */
char *reason_line(
	struct arena *arena, const struct judgement *judgement, const struct reason *reason);
