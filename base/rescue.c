/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rescue.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/output.h"

/* A reader that waits gets at least this long; then a tick comes again, should one be lost. */
enum { WRITING_MS = 200, TICK_MS = 100 };

static struct {
	struct bytes report;
	const char *file;
	int status;
	struct deadline deadline;
} kept = { .status = OUT_OF_MEMORY_STATUS };

static void say(const char *text)
{
	ssize_t written = write(STDERR_FILENO, text, strlen(text));
	(void)written;
}

/* Allocates nothing: there may be no memory, or the heap is in disorder. */
static void rescue(void)
{
	struct error error = { 0 };
	out_of_memory_calls(NULL);
	signal(SIGABRT, SIG_DFL);
	int status = kept.status;
	const bool is_written =
		kept.file != NULL
			? file_write(kept.file, kept.report, &error)
			: output_write(kept.report,
				  deadline_later(kept.deadline, deadline_after(WRITING_MS)),
				  &error);
	if (!is_written) {
		say("cmsready: ");
		say(error.text);
		say("\n");
		status = OUT_OF_MEMORY_STATUS;
	}
	_exit(status);
}

static void rescue_late(int number)
{
	(void)number;
	/* Also by a signal of another process. */
	if (deadline_left_ms(kept.deadline) > 0)
		return;
	say("cmsready: the run did not end by its deadline, and was ended\n");
	rescue();
}

static void rescue_aborted(int number)
{
	(void)number;
	say("cmsready: a library gave up (abort)\n");
	rescue();
}

static void handle(int number, void (*handler)(int))
{
	const struct sigaction action = { .sa_handler = handler };
	sigset_t one;
	sigaction(number, &action, NULL);
	/* The program that started this one may have blocked it. */
	sigemptyset(&one);
	sigaddset(&one, number);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
}

void rescue_begin(void)
{
	handle(SIGABRT, rescue_aborted);
	out_of_memory_calls(rescue);
}

void rescue_at(struct deadline deadline)
{
	const int64_t ms = deadline_left_ms(deadline) + 1; /* 0 would stop it */
	kept.deadline = deadline;
	handle(SIGALRM, rescue_late);
	setitimer(ITIMER_REAL,
		&(struct itimerval){
			{ .tv_usec = TICK_MS * 1000 }, { ms / 1000, ms % 1000 * 1000 } },
		NULL);
}

void rescue_keep(struct bytes report, const char *file, int status)
{
	kept.report = report;
	kept.file = file;
	kept.status = status;
}

void rescue_end(void)
{
	setitimer(ITIMER_REAL, &(struct itimerval){ 0 }, NULL);
	signal(SIGALRM, SIG_DFL);
	signal(SIGABRT, SIG_DFL);
	out_of_memory_calls(NULL);
}
