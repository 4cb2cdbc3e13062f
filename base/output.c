/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { TICK_MS = 100, LAST_MS = 1000 };

struct output {
	struct bytes left;
	bool begun, is_ending;
	struct deadline deadline;
	sigset_t old_mask;
	struct sigaction old_alarm;
	struct itimerval old_timer;
};

static void tick(int number)
{
	(void)number;
}

/*
 * All signals wait but SIGALRM, which interrupts a write that blocks, again and again: one that
 * comes just before the write would be lost.
 */
static void output_begin(struct output *output)
{
	const struct sigaction action = { .sa_handler = tick };
	const struct timeval every = { .tv_usec = TICK_MS * 1000 };
	sigset_t waiting;
	sigfillset(&waiting);
	sigdelset(&waiting, SIGALRM);
	sigaction(SIGALRM, &action, &output->old_alarm);
	sigprocmask(SIG_SETMASK, &waiting, &output->old_mask);
	setitimer(ITIMER_REAL, &(struct itimerval){ every, every }, &output->old_timer);
}

static void output_end(const struct output *output)
{
	setitimer(ITIMER_REAL, &output->old_timer, NULL);
	sigaction(SIGALRM, &output->old_alarm, NULL);
	sigprocmask(SIG_SETMASK, &output->old_mask, NULL);
}

/* Whether a signal waits that would end the program. */
static bool ending_signal_waits(void)
{
	static const int ending[] = { SIGHUP, SIGINT, SIGTERM, SIGQUIT };
	sigset_t pending;
	struct sigaction action;
	sigpending(&pending);
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		if (sigismember(&pending, ending[i]) == 1 &&
			sigaction(ending[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			return true;
	}
	return false;
}

/* Whether to go on although not everything was taken. */
static bool may_wait(struct output *output, struct error *error)
{
	if (!output->is_ending && ending_signal_waits()) {
		output->is_ending = true;
		output->deadline = deadline_earlier(
			output->deadline, deadline_after(output->begun ? LAST_MS : 0));
	}
	if (deadline_left_ms(output->deadline) > 0)
		return true;
	return error_set(error, ERROR_TIMEOUT,
		"standard output cannot be written: nothing reads it%s",
		output->begun ? "; only a part was written" : "");
}

static bool write_some(struct output *output, struct error *error)
{
	ssize_t put = write(STDOUT_FILENO, output->left.data, output->left.length);
	if (put >= 0) {
		bytes_take(&output->left, (size_t)put);
		output->begun = true;
		return true;
	}
	if (errno == EAGAIN) {
		struct pollfd polled = { .fd = STDOUT_FILENO, .events = POLLOUT };
		poll(&polled, 1, TICK_MS);
		return true;
	}
	return errno == EINTR || error_set(error, ERROR_UNREACHABLE,
					 "standard output cannot be written: %s", strerror(errno));
}

bool output_write(struct bytes bytes, struct deadline deadline, struct error *error)
{
	struct output output = { .left = bytes, .deadline = deadline };
	output_begin(&output);
	bool good = true;
	while (good && output.left.length > 0)
		good = write_some(&output, error) &&
		       (output.left.length == 0 || may_wait(&output, error));
	output_end(&output);
	return good;
}
