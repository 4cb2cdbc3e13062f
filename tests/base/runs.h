/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the tests of what a run leaves behind: runs that are processes of their own, and whose
 * janitors become children of the test when they are killed.
 */
#pragma once

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/base/jobs.h"

/* A folder for one test, and its descriptor. */
struct ground {
	char path[64];
	int fd;
};

static inline struct ground ground_new(void)
{
	struct ground ground;
	snprintf(ground.path, sizeof ground.path, "/tmp/cmsready-runs.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(ground.path));
	ground.fd = open(ground.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_ge(ground.fd, 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	return ground;
}

static inline void ground_remove(struct ground *ground)
{
	char command[128];
	close(ground->fd);
	snprintf(command, sizeof command, "rm -rf %s", ground->path);
	ck_assert_int_eq(system(command), 0);
}

static inline bool is_there(const struct ground *ground, const char *name)
{
	struct stat status;
	return fstatat(ground->fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

static inline void make_file(const struct ground *ground, const char *name)
{
	const int fd = openat(ground->fd, name, O_WRONLY | O_CREAT, 0600);
	ck_assert_int_ge(fd, 0);
	close(fd);
}

/* Waits for the process, which must end in time; its status as waitpid() has it. */
static inline int status_of(pid_t pid)
{
	int status = -1;
	const int64_t end = now_ms() + SLACK_MS;
	pid_t ended;
	while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && now_ms() < end)
		sleep_ms(1);
	ck_assert_int_eq(ended, pid);
	return status;
}
