/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rescue.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/output.h"

/* A reader that waits gets at least this long; then a tick comes again, should one be lost. */
enum { WRITING_MS = 200, TICK_MS = 100 };

static struct {
	const struct rescued *rescued;
	size_t count;
	int status;
	struct deadline deadline;
	pid_t owner; /* a child inherits all this, but must print nothing */
} kept = { .status = OUT_OF_MEMORY_STATUS };

static void say(const char *text)
{
	ssize_t written = write(STDERR_FILENO, text, strlen(text));
	(void)written;
}

static bool put(const struct rescued *rescued)
{
	struct error error = { 0 };
	if (rescued->file != NULL
			? file_write(rescued->file, rescued->report, &error)
			: output_write(rescued->report,
				  deadline_later(kept.deadline, deadline_after(WRITING_MS)),
				  &error))
		return true;
	say("cmsready: ");
	say(error.text);
	say("\n");
	return false;
}

/* Allocates nothing: there may be no memory, or the heap is in disorder. */
static void rescue(void)
{
	out_of_memory_calls(NULL);
	if (getpid() != kept.owner)
		return;
	int status = kept.status;
	for (size_t i = 0; i < kept.count; i++) {
		if (!put(&kept.rescued[i]))
			status = OUT_OF_MEMORY_STATUS;
	}
	_exit(status);
}

static void rescue_late(int number)
{
	(void)number;
	/* Also by a signal of another process. */
	if (deadline_left_ms(kept.deadline) > 0 || getpid() != kept.owner)
		return;
	say("cmsready: the run did not end by its deadline, and was ended\n");
	rescue();
}

/* A crash in here ends the program as by default. */
static void rescue_crashed(int number)
{
	if (getpid() != kept.owner) {
		raise(number);
		return;
	}
	say(number == SIGABRT ? "cmsready: a library gave up (abort)\n"
			      : "cmsready: crashed; this is a bug, please report it\n");
	rescue();
}

static void handle(int number, void (*handler)(int))
{
	const struct sigaction action = {
		.sa_handler = handler,
		.sa_flags = handler == rescue_crashed ? (int)SA_RESETHAND | SA_ONSTACK : 0,
	};
	sigset_t one;
	sigaction(number, &action, NULL);
	/* The program that started this one may have blocked it. */
	sigemptyset(&one);
	sigaddset(&one, number);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
}

/* The sanitizer reports crashes itself. */
#if defined(__SANITIZE_ADDRESS__)
static const int crashes[] = { SIGABRT };
#else
static const int crashes[] = { SIGABRT, SIGSEGV, SIGBUS };
#endif
enum { CRASHES = sizeof crashes / sizeof *crashes };

void rescue_begin(void)
{
	/* For a crash because the stack is full. */
	static char stack[64 * 1024];
	sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof stack }, NULL);
	for (size_t i = 0; i < CRASHES; i++)
		handle(crashes[i], rescue_crashed);
	kept.owner = getpid();
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

void rescue_keep(const struct rescued *rescued, size_t count, int status)
{
	kept.rescued = rescued;
	kept.count = count;
	kept.status = status;
}

void rescue_end(void)
{
	setitimer(ITIMER_REAL, &(struct itimerval){ 0 }, NULL);
	signal(SIGALRM, SIG_DFL);
	for (size_t i = 0; i < CRASHES; i++)
		signal(crashes[i], SIG_DFL);
	out_of_memory_calls(NULL);
}
