/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/tally.h"

#include "base/utc.h"

struct report_tally report_tally_of(const struct report *report)
{
	struct report_tally tally = { 0 };
	for (size_t i = 0; i < report->finding_count; i++) {
		tally.outcome[report->finding[i].outcome]++;
		tally.severity[report->finding[i].severity]++;
	}
	for (size_t i = 0; i < report->waiver_count; i++)
		tally.waiver[report->waiver[i].state]++;
	return tally;
}

bool report_evidence_time(const struct report *report, int64_t *seconds)
{
	return report->run.started != NULL && utc_read_any(report->run.started, seconds);
}

bool report_evidence_duration(const struct report *report, int64_t *seconds)
{
	int64_t started, ended;
	if (!report_evidence_time(report, &started) || report->run.ended == NULL ||
		!utc_read_any(report->run.ended, &ended) || ended < started)
		return false;
	*seconds = ended - started;
	return true;
}
