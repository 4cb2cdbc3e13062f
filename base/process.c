/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/rescue.h"

enum {
	FIRST_ROOM = 64 * 1024,
	/* A process blocked in the kernel survives SIGKILL. Do not wait for it longer than this. */
	KILLED_MS = 500,
};

/* For the result, and for what it says. The ends of the parent do not block. */
static bool pipes_open(int ends[2], int said[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	if (pipe2(said, O_CLOEXEC) != 0) {
		const int reason = errno;
		close(ends[0]);
		close(ends[1]);
		errno = reason;
		return false;
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	fcntl(said[0], F_SETFL, O_NONBLOCK);
	return true;
}

bool process_start(
	struct process *process, struct job *job, struct deadline until, const sigset_t *mask)
{
	*process = (struct process){
		.job = job, .fd = -1, .until = until, .allowed_ms = deadline_left_ms(until)
	};
	int ends[2], said[2];
	if (!cage_prepare(&job->cage, &job->failed))
		return false;
	if (!pipes_open(ends, said))
		return error_set(&job->failed, ERROR_CRASHED,
			"no worker could be started: pipe: %s", strerror(errno));
	pid_t parent = getpid();
	process->pid = fork();
	if (process->pid == 0)
		child_run(&(struct child){ job, until, process->allowed_ms, parent }, ends[1],
			said[1], mask);
	if (process->pid < 0)
		error_set(&job->failed, ERROR_CRASHED, "no worker could be started: fork: %s",
			strerror(errno));
	close(ends[1]);
	close(said[1]);
	if (process->pid < 0) {
		close(ends[0]);
		close(said[0]);
		return false;
	}
	process->fd = ends[0];
	process->said = (struct said){ .fd = said[0] };
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
	said_read(&process->said);
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

/* The reason that the worker gave. It may have been taken over, so it is read with care. */
static void process_take_failure(struct process *process, size_t length)
{
	struct error told;
	if (length != sizeof told) {
		error_set(
			&process->job->failed, ERROR_CRASHED, "the worker ended without a result");
		return;
	}
	memcpy(&told, process->data, sizeof told);
	told.text[sizeof told.text - 1] = '\0';
	told.next[sizeof told.next - 1] = '\0';
	const bool is_known = told.kind > ERROR_NONE && told.kind < ERROR_KINDS;
	struct error read = { 0 };
	error_set(&read, is_known ? told.kind : ERROR_CRASHED, "%s", told.text);
	if (*told.next != '\0')
		error_next(&read, "%s", told.next);
	/* Looked at as a byte: it need not be a bool. */
	read.here = process->data[offsetof(struct error, here)] == 1;
	error_pass(&process->job->failed, &read);
}

void process_finish(struct process *process, struct arena *arena)
{
	struct job *job = process->job;
	const uint8_t mark = process->length == 0 ? 0 : process->data[process->length - 1];
	if (mark == CHILD_FAILED)
		process_take_failure(process, process->length - 1);
	else if (mark != CHILD_DONE)
		error_set(&job->failed, ERROR_CRASHED, "the worker ended without a result");
	if (job->failed.kind == ERROR_NONE) {
		size_t length = process->length - 1;
		job->result = bytes_of(arena_adopt(arena, process->data), length);
	} else {
		free(process->data);
	}
	process->data = NULL;
	said_print(&process->said, job->name);
	said_end(&process->said);
}
