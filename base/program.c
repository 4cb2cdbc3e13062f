/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

enum { STREAMS = 3, LEAST_FILE = 32, MOST_OUTPUT = 1 << 20 };

/* The files in memory that it has open: standard input, output and error, then what it reads. */
struct streams {
	int file[STREAMS + PROGRAM_FILES];
	size_t count;
};

/* A file in memory, to be read from its beginning; its number is none that the program gets. */
static int memory_file(struct bytes content)
{
	const int made = memfd_create("cmsready", MFD_CLOEXEC);
	if (made < 0)
		return -1;
	const int file = fcntl(made, F_DUPFD_CLOEXEC, LEAST_FILE);
	close(made);
	if (file < 0)
		return -1;
	if (file_write_all(file, content) && lseek(file, 0, SEEK_SET) == 0)
		return file;
	close(file);
	return -1;
}

static void streams_close(struct streams *streams)
{
	for (size_t i = 0; i < streams->count; i++)
		close(streams->file[i]);
}

static bool streams_open(
	const struct program *program, struct streams *streams, struct error *error)
{
	const struct bytes nothing = { 0 };
	streams->count = 0;
	while (streams->count < STREAMS + program->file_count) {
		const size_t at = streams->count;
		const int file = memory_file(at == 0        ? program->input
					     : at < STREAMS ? nothing
							    : program->file[at - STREAMS]);
		if (file < 0) {
			error_set_errno(error, program->argument[0], "hand it its input");
			streams_close(streams);
			return false;
		}
		streams->file[streams->count++] = file;
	}
	return true;
}

/* "NAME=value", or NULL if the environment does not have it. */
static char *variable(struct arena *arena, const char *name)
{
	const char *value = getenv(name);
	return value == NULL ? NULL : arena_format(arena, "%s=%s", name, value);
}

static char **environment_of(struct arena *arena)
{
	static const char *const kept[] = { "HOME", "SSH_AUTH_SOCK" };
	char *const fixed[] = { arena_string(arena, "PATH=/usr/bin:/bin:/usr/local/bin"),
		arena_string(arena, "LC_ALL=C"), arena_string(arena, "SSH_ASKPASS_REQUIRE=never") };
	const size_t fixed_count = sizeof fixed / sizeof *fixed;
	char **all = arena_alloc(arena, (fixed_count + sizeof kept) * sizeof *all);
	size_t count = 0;
	for (size_t i = 0; i < fixed_count; i++)
		all[count++] = fixed[i];
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		char *one = variable(arena, kept[i]);
		if (one != NULL)
			all[count++] = one;
	}
	return all;
}

/* The path of the program; NULL: it is in none of the folders. */
static const char *find(struct arena *arena, const char *name)
{
	static const char *const folders[] = { "/usr/bin", "/bin", "/usr/local/bin" };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *path = arena_format(arena, "%s/%s", folders[i], name);
		if (access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

/* In a session of its own: without a terminal to ask at, and a group that can be killed. */
static int start(struct arena *arena, const struct program *program, const char *path,
	const struct streams *streams, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t all, none;
	sigfillset(&all);
	sigemptyset(&none);
	if (posix_spawn_file_actions_init(&actions) != 0 || posix_spawnattr_init(&attributes) != 0)
		return ENOMEM;
	posix_spawnattr_setflags(
		&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	int failed = 0;
	for (size_t i = 0; i < streams->count && failed == 0; i++)
		failed = posix_spawn_file_actions_adddup2(&actions, streams->file[i], (int)i);
	if (failed == 0)
		failed = posix_spawn(pid, path, &actions, &attributes,
			(char *const *)program->argument, environment_of(arena));
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return failed;
}

/* Whether it has ended before the deadline; if not, it is killed. */
static bool wait_for(pid_t pid, struct deadline deadline, int *status)
{
	const int watched = pidfd_open(pid, 0);
	struct pollfd ended = { .fd = watched, .events = POLLIN };
	int found = -1;
	while (watched >= 0 && (found = poll(&ended, 1, (int)deadline_left_ms(deadline))) < 0 &&
		errno == EINTR)
		continue;
	if (watched >= 0)
		close(watched);
	if (found <= 0)
		kill(-pid, SIGKILL);
	int how;
	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		continue;
	*status = WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
	return found > 0;
}

/* What it wrote, as far as it is kept. */
static struct bytes taken(struct arena *arena, int file)
{
	char *text = arena_alloc(arena, MOST_OUTPUT + 1);
	size_t length = 0;
	ssize_t got;
	while (length < MOST_OUTPUT &&
		(got = pread(file, text + length, MOST_OUTPUT - length, (off_t)length)) > 0)
		length += (size_t)got;
	text[length] = '\0';
	return bytes_of(text, length);
}

bool program_run(struct arena *arena, const struct program *program, struct deadline deadline,
	struct program_end *end, struct error *error)
{
	const char *name = program->argument[0];
	const char *path = find(arena, name);
	struct streams streams;
	pid_t pid;
	if (path == NULL)
		return error_set(error, ERROR_ABSENT,
			"there is no program %s here; install the package %s", name,
			program->package);
	if (!streams_open(program, &streams, error))
		return false;
	const int failed = start(arena, program, path, &streams, &pid);
	if (failed != 0) {
		streams_close(&streams);
		errno = failed;
		return error_set_errno(error, path, "start it");
	}
	const bool ended = wait_for(pid, deadline, &end->status);
	end->output = taken(arena, streams.file[STDOUT_FILENO]);
	end->said = taken(arena, streams.file[STDERR_FILENO]);
	streams_close(&streams);
	return ended || error_set(error, ERROR_TIMEOUT, "%s did not end before the deadline", name);
}
