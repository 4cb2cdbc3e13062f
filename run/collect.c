/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/collect.h"

#include <signal.h>
#include <time.h>

#include "base/limits.h"
#include "base/lookup.h"
#include "base/utc.h"
#include "ldapchk/real_names.h"
#include "run/collection.h"
#include "run/logon.h"
#include "run/record.h"

enum {
	JUDGING_MS = 1000, /* reserved for judging and printing, and for each CMS: */
	JUDGING_CMS_MS = 1,
	SLOW_MS = 1000,   /* a healthy server has answered by then */
	LEAST_SLOW = 128, /* silent servers that may be waited for in parallel */
	MOST_SLOW = 256,  /* each takes a process and a descriptor */
	CROWDED = 6,      /* a slow job gets 1/6 of its time when too many are slow */
	SECOND_ROUND = 4, /* 1/4 of the remaining time is reserved for it */
};

/* Progress of all rounds together, up to the deadline of the run. */
static void show(void *context, const struct worker_state *state)
{
	const struct collection *collection = context;
	struct worker_state whole = *state;
	whole.done += collection->finished;
	whole.count += collection->finished;
	whole.deadline = collection->deadline;
	collection->progress(collection->progress_context, &whole);
}

static size_t greatest_divisor(size_t a, size_t b)
{
	while (b != 0) {
		const size_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/*
 * Neighbours in a plan are often in one site or one rack and fail together, so they should not
 * start together. The order advances by about 0.618 of the count (the golden section), which keeps
 * neighbours far apart. It has each job once, since step and count have no common divisor. Patient
 * jobs, those before the shares, start first: the second round depends on them.
 */
static const size_t *spread_order(const struct collection *collection)
{
	size_t *order = arena_alloc(collection->arena, collection->count * sizeof *order);
	size_t first = 0;
	while (first < collection->count && collection->job[first].patient) {
		order[first] = first;
		first++;
	}
	const size_t count = collection->count - first;
	size_t step = count - count * 382 / 1000;
	while (count > 0 && greatest_divisor(step, count) != 1)
		step++;
	for (size_t i = 0, at = 0; i < count; i++, at = (at + step) % count)
		order[first + i] = first + at;
	return order;
}

/* Four for each worker; at least enough for a thousand machines with one in twenty silent. */
static size_t most_slow(size_t max_workers)
{
	const size_t most = max_workers * 4 < LEAST_SLOW ? LEAST_SLOW : max_workers * 4;
	return most < MOST_SLOW ? most : MOST_SLOW;
}

/* What the results of this and later rounds may have; at least 1, as 0 means no limit. */
static size_t bytes_left(const struct collection *collection)
{
	const size_t all = LIMIT_RUN_BYTES + collection->plan->recovery_count * LIMIT_CMS_BYTES;
	return all > collection->received ? all - collection->received : 1;
}

static void run_jobs(struct collection *collection, struct deadline deadline)
{
	struct interruption *interruption = &collection->interruption;
	interruption->asked += collection->count;
	if (interruption->signal != 0) {
		for (size_t i = 0; i < collection->count; i++)
			error_set(
				&collection->job[i].failed, ERROR_INTERRUPTED, WORKER_NOT_STARTED);
		return;
	}
	const size_t max_workers = (size_t)collection->plan->policy.max_workers;
	const int64_t job_ms = deadline_left_ms(deadline) / 2;
	const struct worker_limits limits = {
		.max_workers = max_workers,
		.max_slow = most_slow(max_workers),
		.slow_ms = SLOW_MS < job_ms / 4 ? SLOW_MS : job_ms / 4,
		.crowded_ms = job_ms / CROWDED,
		.order = spread_order(collection),
		.max_result_bytes =
			LIMIT_RESULT_BYTES + collection->plan->recovery_count * LIMIT_CMS_BYTES,
		.max_total_bytes = bytes_left(collection),
		.job_ms = job_ms,
		.deadline = deadline,
		.signal = &interruption->signal,
		.progress = collection->progress != NULL ? show : NULL,
		.progress_context = collection,
	};
	if (!worker_run(collection->job, collection->count, &limits, collection->arena))
		interruption->at_ms = deadline_after(0).at_ms;
	collection->finished += collection->count;
	for (size_t i = 0; i < collection->count; i++) {
		collection->received += collection->job[i].result.length;
		interruption->answered += collection->job[i].failed.kind == ERROR_NONE;
	}
}

/*
 * Asks DNS for the servers of the domain and its zones, unless the plan names them. Never fails:
 * the answers have the gaps.
 */
static void find_servers(struct collection *collection, unsigned sources)
{
	if (collection->plan->directory.server_count > 0)
		sources &= ~(unsigned)SOURCE_DIRECTORY;
	if (collection->plan->dns_server_count > 0)
		sources &= ~(unsigned)SOURCE_DNS;
	if ((sources & (SOURCE_DIRECTORY | SOURCE_DNS)) == 0)
		return;
	add_job(collection, &resolver_kind, "the resolver of this machine", collection->plan);
	run_jobs(collection, collection->deadline);
	take_all(collection);
}

static void run_later_round(struct collection *collection)
{
	if (collection->count > 0)
		run_jobs(collection, collection->deadline);
	take_all(collection);
}

/*
 * Directory servers that DNS does not publish are listed by those that it does, and only the
 * directory knows which names of the plan are cut, which folders a share should have, and which
 * domain controllers the standby sites have. So there is a second round, for which the first leaves
 * time. If the plan names servers, no other directory servers are asked. If DNS and shares are
 * asked again under other names, the rest follows in a third round.
 */
static void run_rounds(struct collection *collection)
{
	const unsigned both = SOURCE_DIRECTORY | SOURCE_DNS;
	const bool sites_are_known = (collection->sources & both) == both;
	const int64_t kept_ms = deadline_left_ms(collection->deadline) / SECOND_ROUND;
	run_jobs(collection, deadline_before(collection->deadline, kept_ms));
	take_all(collection);
	if (collection->plan->directory.server_count == 0)
		add_unvisited_jobs(collection);
	if (add_real_name_jobs(collection))
		run_later_round(collection);
	add_share_by_name_jobs(collection);
	if (sites_are_known)
		add_standby_dns_jobs(collection);
	run_later_round(collection);
	if (sites_are_known)
		drop_unneeded_dns(collection);
}

static sigset_t ending_signals(void)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGHUP);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	return ending;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* At most six tenths of the deadline, even for thousands of recoveries. */
static int64_t judging_time(const struct plan *plan, int64_t deadline_ms)
{
	const int64_t of_recoveries = (int64_t)plan->recovery_count * JUDGING_CMS_MS;
	return least(deadline_ms / 10, JUDGING_MS) + least(deadline_ms / 2, of_recoveries);
}

struct bytes collect(struct arena *arena, const struct plan *plan, unsigned sources,
	struct deadline deadline, progress_function *progress, void *progress_context)
{
	const struct deadline begun = deadline_after(0);
	const int64_t kept_ms = judging_time(plan, deadline_left_ms(deadline));
	/* Everything but the resulting text is freed at the end. */
	struct arena *of_run = arena_new();
	struct collection collection = {
		.arena = of_run,
		.plan = plan,
		.sources = sources,
		.deadline = deadline_before(deadline, kept_ms),
		.progress = progress,
		.progress_context = progress_context,
		.directory_gate = logon_directory_gate(plan),
		.share_gate = logon_share_gate(plan),
	};
	/* A blocked signal stays pending until worker_run() checks for it. */
	const sigset_t ending = ending_signals();
	sigprocmask(SIG_BLOCK, &ending, NULL);

	struct run *run = &collection.evidence.run;
	*run = run_record(of_run, plan);

	lookup_with_short_timeout();
	find_servers(&collection, sources);
	add_source_jobs(&collection, sources);
	run_rounds(&collection);
	if (collection.folder != NULL)
		run_folder_remove(collection.folder);
	run->ended = utc_write(of_run, time(NULL));
	run->interrupted = interruption_text(of_run, &collection.interruption, begun.at_ms);
	const struct bytes text = evidence_write(arena, &collection.evidence);
	arena_free(of_run);
	/* A second signal ends the program without a report. */
	if (collection.interruption.signal != 0)
		sigprocmask(SIG_UNBLOCK, &ending, NULL);
	return text;
}
