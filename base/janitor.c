/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/janitor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/folder.h"

/* Workers may write into the folder until their own end, which follows that of this process. */
enum { REMOVING_MS = 30 * 1000 };

/* Closes all descriptors but these two, which are above the standard ones. */
static void close_others(int one, int other)
{
	const unsigned low = (unsigned)(one < other ? one : other);
	const unsigned high = (unsigned)(one < other ? other : one);
	const int null_fd = open("/dev/null", O_RDWR);
	for (int fd = 0; fd <= STDERR_FILENO; fd++) {
		if (null_fd < 0 || dup2(null_fd, fd) < 0)
			close(fd);
	}
	/* On old kernels these fail, and the janitor only keeps unused descriptors open. */
	if (low > STDERR_FILENO + 1)
		close_range(STDERR_FILENO + 1, low - 1, 0);
	if (high > low + 1)
		close_range(low + 1, high - 1, 0);
	close_range(high + 1, ~0U, 0);
}

/* All signals are blocked. Ends without exit handlers and without the parent's buffered output. */
static _Noreturn void wait_and_remove(int pipe_fd, int place, const char *name)
{
	char byte;
	setsid();
	/* It has what the parent had in memory. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	prctl(PR_SET_DUMPABLE, 0);
	/* Who ends all "cmsready" by name still leaves this one to clean up. */
	prctl(PR_SET_NAME, "cms-janitor");
	pipe_fd = fcntl(pipe_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	place = fcntl(place, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (pipe_fd < 0 || place < 0 || chdir("/") != 0)
		_exit(1);
	close_others(pipe_fd, place);
	while (read(pipe_fd, &byte, sizeof byte) < 0 && errno == EINTR)
		;
	_exit(folder_remove(place, name, deadline_after(REMOVING_MS)) ? 0 : 1);
}

bool janitor_start(struct janitor *janitor, int place, const char *name, struct error *error)
{
	int ends[2];
	sigset_t all, before;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return error_set(error, ERROR_CONFIG, "pipe: %s", strerror(errno));
	/* Blocked before the fork, so that there is no moment in which one could end the child. */
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	*janitor = (struct janitor){ fork(), ends[1] };
	if (janitor->pid == 0) {
		close(ends[1]);
		wait_and_remove(ends[0], place, name);
	}
	const int reason = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(ends[0]);
	if (janitor->pid > 0)
		return true;
	close(ends[1]);
	return error_set(error, ERROR_CONFIG, "fork: %s", strerror(reason));
}

void janitor_dismiss(struct janitor *janitor)
{
	/* While it is not reaped, no other process can have its PID. */
	if (waitpid(janitor->pid, NULL, WNOHANG) == 0) {
		kill(janitor->pid, SIGKILL);
		waitpid(janitor->pid, NULL, 0);
	}
	close(janitor->fd);
}

void janitor_leave(struct janitor *janitor)
{
	close(janitor->fd);
}
