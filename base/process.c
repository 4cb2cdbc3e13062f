/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/rescue.h"

enum {
	FIRST_ROOM = 64 * 1024,
	/* A process blocked in the kernel survives SIGKILL. Do not wait for it longer than this. */
	KILLED_MS = 500,
	/*
	 * Ends every result. Without it a library that calls exit(0) inside a job would look like a
	 * job with an empty result.
	 */
	END_MARK = 0x04,
};

static bool write_all(int fd, struct bytes from)
{
	while (from.length > 0) {
		ssize_t written = write(fd, from.data, from.length);
		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0)
			bytes_take(&from, (size_t)written);
	}
	return true;
}

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

/* A lower limit stays. The sanitizer's shadow memory counts, so nothing is limited there. */
static bool child_limit_memory(size_t bytes)
{
#if defined(__SANITIZE_ADDRESS__)
	bytes = 0;
#endif
	struct rlimit limit;
	if (bytes == 0)
		return true;
	if (getrlimit(RLIMIT_DATA, &limit) != 0)
		return false;
	if (limit.rlim_cur > bytes)
		limit.rlim_cur = bytes;
	return setrlimit(RLIMIT_DATA, &limit) == 0;
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
static int child_descriptors(int fd)
{
	int pipe_fd = fd > STDERR_FILENO ? fd : fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (pipe_fd < 0)
		return -1;
	if (pipe_fd != fd)
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
static _Noreturn void child_run(
	const struct process *process, int fd, pid_t parent, const sigset_t *mask)
{
	rescue_end();
	if (!child_confine(parent) || !child_limit_memory(process->job->max_memory))
		_exit(EXIT_FAILURE);
	child_signals(mask);
	fd = child_descriptors(fd);
	if (fd < 0)
		_exit(EXIT_FAILURE);

	/* Time to write the result before the worker is killed. */
	int64_t margin = process->allowed_ms / 10;
	margin = margin < 100 ? 100 : margin > 1000 ? 1000 : margin;
	const struct job *job = process->job;
	struct bytes result =
		job->run(job->argument, deadline_before(process->until, margin), arena_new());
	const uint8_t mark = END_MARK;
	bool written = write_all(fd, result) && write_all(fd, bytes_of(&mark, sizeof mark));
	_exit(written ? EXIT_SUCCESS : EXIT_FAILURE);
}

bool process_start(
	struct process *process, struct job *job, struct deadline until, const sigset_t *mask)
{
	*process = (struct process){
		.job = job, .fd = -1, .until = until, .allowed_ms = deadline_left_ms(until)
	};
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return error_set(&job->failed, ERROR_CRASHED,
			"no worker could be started: pipe: %s", strerror(errno));
	pid_t parent = getpid();
	process->pid = fork();
	if (process->pid == 0)
		child_run(process, ends[1], parent, mask);
	if (process->pid < 0)
		error_set(&job->failed, ERROR_CRASHED, "no worker could be started: fork: %s",
			strerror(errno));
	close(ends[1]);
	if (process->pid < 0) {
		close(ends[0]);
		return false;
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	process->fd = ends[0];
	return true;
}

static void process_close(struct process *process)
{
	if (process->fd >= 0)
		close(process->fd);
	process->fd = -1;
}

void process_kill(struct process *process)
{
	if (process->killed)
		return;
	process_close(process);
	process->killed = true;
	process->until = deadline_after(KILLED_MS);
	if (process->pid == 0)
		return;
	/* The process first: it may not have made its session yet, and must not fork again. */
	kill(process->pid, SIGKILL);
	kill(-process->pid, SIGKILL);
}

static void process_check_status(struct process *process, int status)
{
	struct job *job = process->job;
	if (WIFSIGNALED(status))
		error_set(&job->failed, ERROR_CRASHED, "the worker was ended by signal %d (%s)",
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) == OUT_OF_MEMORY_STATUS)
		error_set(&job->failed, ERROR_CRASHED, "the worker ran out of memory");
	else if (WEXITSTATUS(status) != EXIT_SUCCESS)
		error_set(&job->failed, ERROR_CRASHED, "the worker exited with status %d",
			WEXITSTATUS(status));
	if (job->failed.kind != ERROR_NONE)
		process_close(process);
}

static void process_reap(struct process *process)
{
	if (process->pid == 0)
		return;
	siginfo_t info = { 0 };
	int status = 0;
	if (waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0) {
		if (info.si_pid == 0)
			return;
		/* Kill its children before reaping it: until then the PID cannot be reused. */
		kill(-process->pid, SIGKILL);
	}
	if (waitpid(process->pid, &status, WNOHANG) < 0)
		error_set(&process->job->failed, ERROR_CRASHED,
			"the worker ended, but its status is not available: %s", strerror(errno));
	process->pid = 0;
	process_check_status(process, status);
}

static void process_grow(struct process *process)
{
	if (process->length < process->room)
		return;
	if (process->room > SIZE_MAX / 2)
		out_of_memory();
	process->room = process->room == 0 ? FIRST_ROOM : process->room * 2;
	process->data = realloc(process->data, process->room);
	if (process->data == NULL)
		out_of_memory();
}

static void process_read(struct process *process, size_t max_bytes, const char *over)
{
	while (process->fd >= 0) {
		process_grow(process);
		ssize_t taken = read(process->fd, process->data + process->length,
			process->room - process->length);
		if (taken < 0 && errno == EINTR)
			continue;
		if (taken < 0 && errno == EAGAIN)
			return;
		if (taken <= 0) {
			process_close(process);
			return;
		}
		process->length += (size_t)taken;
		/* The last byte is the end mark. */
		if (process->length - 1 > max_bytes) {
			error_set(&process->job->failed, ERROR_MALFORMED, "%s", over);
			process_kill(process);
		}
	}
}

bool process_step(struct process *process, size_t max_result_bytes, const char *over)
{
	/* Reap before reading: a process that has ended writes no more. */
	process_reap(process);
	process_read(process, max_result_bytes, over);
	if (process->pid == 0 && process->fd < 0)
		return true;
	if (deadline_left_ms(process->until) > 0)
		return false;
	if (process->killed)
		return true;
	error_set(&process->job->failed, ERROR_TIMEOUT, "no result within %g s",
		(double)((process->allowed_ms + 99) / 100) / 10);
	process_kill(process);
	return process->pid == 0;
}

void process_finish(struct process *process, struct arena *arena)
{
	struct job *job = process->job;
	if (process->length == 0 || process->data[process->length - 1] != END_MARK)
		error_set(&job->failed, ERROR_CRASHED, "the worker ended without a result");
	if (job->failed.kind == ERROR_NONE) {
		size_t length = process->length - 1;
		job->result = bytes_of(arena_adopt(arena, process->data), length);
	} else {
		free(process->data);
	}
	process->data = NULL;
}
