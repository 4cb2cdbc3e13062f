/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/child.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/cage.h"
#include "base/file.h"
#include "base/rescue.h"

/*
 * The child is killed when its parent dies. It writes no core file, which would contain passwords;
 * some core handlers obey only "dumpable". It has its own session: it cannot prompt on a terminal,
 * and its own children can be killed with it.
 */
static bool child_confine(pid_t parent)
{
	const struct rlimit none = { 0, 0 };
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		return false;
	return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 && setsid() > 0;
}

static void child_signals(const sigset_t *mask)
{
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	/* If a server closes the connection, the library must get an error, not SIGPIPE. */
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_SETMASK, mask, NULL);
}

/*
 * Returns the pipe's descriptor, moved above the standard ones, or -1. The parent's descriptors are
 * closed first, so the worker can run when descriptors are scarce.
 */
static int child_descriptors(int fd, int said)
{
	/* Both pipes may stand where standard descriptors have to. */
	int pipe_fd = fd > STDERR_FILENO ? fd : fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (pipe_fd < 0 || dup2(said, STDERR_FILENO) < 0)
		return -1;
	if (pipe_fd != fd && fd != STDERR_FILENO)
		close(fd);
	/* On old kernels this fails, and the worker only keeps unused descriptors open. */
	if (pipe_fd > STDERR_FILENO + 1)
		close_range(STDERR_FILENO + 1, (unsigned)pipe_fd - 1, 0);
	close_range((unsigned)pipe_fd + 1, ~0U, 0);
	int null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null_fd < 0 || dup2(null_fd, STDIN_FILENO) < 0 || dup2(null_fd, STDOUT_FILENO) < 0)
		return -1;
	if (null_fd > STDERR_FILENO)
		close(null_fd);
	return pipe_fd;
}

/* Always _exit(): the parent's buffered output and exit handlers must not run in the child. */
static _Noreturn void child_end(int fd, struct bytes result, uint8_t mark)
{
	const bool written =
		file_write_all(fd, result) && file_write_all(fd, bytes_of(&mark, sizeof mark));
	_exit(written ? EXIT_SUCCESS : EXIT_FAILURE);
}

_Noreturn void child_run(const struct child *child, int fd, int said, const sigset_t *mask)
{
	rescue_end();
	if (!child_confine(child->parent))
		_exit(EXIT_FAILURE);
	child_signals(mask);
	fd = child_descriptors(fd, said);
	if (fd < 0)
		_exit(EXIT_FAILURE);
	struct error error = { 0 };
	const struct job *job = child->job;
	if ((job->prepare != NULL && !job->prepare(job->argument, &error)) ||
		!cage_close(&job->cage, child->parent, &error))
		child_end(fd, bytes_of(&error, sizeof error), CHILD_FAILED);

	/* Time to write the result before the worker is killed. */
	int64_t margin = child->allowed_ms / 10;
	margin = margin < 100 ? 100 : margin > 1000 ? 1000 : margin;
	const struct bytes result =
		job->run(job->argument, deadline_before(child->until, margin), arena_new());
	child_end(fd, result, CHILD_DONE);
}
