/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The servers of a report; used in report/. */
#pragma once

#include "report/report.h"

/* Fills report.server with the directory servers, DNS servers and file servers of the evidence. */
void report_servers(struct arena *arena, const struct judgement *judgement, struct report *report);
