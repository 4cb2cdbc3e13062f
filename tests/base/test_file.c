/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { NOBODY = 65534, ENOUGH = 1 << 20 };

static struct arena *arena;
static char folder[64];

static void setup(void)
{
	arena = arena_new();
	snprintf(folder, sizeof folder, "/tmp/cmsready-file.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

/* All files of the tests are directly in the folder. */
static void teardown(void)
{
	DIR *open_folder = opendir(folder);
	ck_assert_ptr_nonnull(open_folder);
	for (struct dirent *entry; (entry = readdir(open_folder)) != NULL;) {
		if (entry->d_name[0] != '.')
			remove(arena_format(arena, "%s/%s", folder, entry->d_name));
	}
	closedir(open_folder);
	ck_assert_int_eq(rmdir(folder), 0);
	arena_free(arena);
}

static const char *in_folder(const char *name)
{
	return arena_format(arena, "%s/%s", folder, name);
}

static int entry_count(void)
{
	DIR *open_folder = opendir(folder);
	ck_assert_ptr_nonnull(open_folder);
	int count = -2; /* "." and ".." */
	while (readdir(open_folder) != NULL)
		count++;
	closedir(open_folder);
	return count;
}

static struct bytes text_of(const char *text)
{
	return bytes_of(text, strlen(text));
}

static void put(const char *path, const char *text, mode_t mode)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static void holds(const char *path, const char *text)
{
	struct bytes bytes;
	struct error error = { 0 };
	ck_assert_msg(file_read(arena, path, ENOUGH, &bytes, &error), "%s", error.text);
	ck_assert(bytes_equal(bytes, text_of(text)));
	ck_assert_msg(bytes.data[bytes.length] == 0, "a zero follows");
}

static unsigned mode_of(const char *path)
{
	struct stat status;
	ck_assert_int_eq(lstat(path, &status), 0);
	return status.st_mode & 07777;
}

START_TEST(written_and_read)
{
	static const char *const text[] = { "", "x", "two\nlines\n" };
	const char *path = in_folder("file");
	umask(0);
	for (size_t i = 0; i < COUNT(text); i++) {
		struct error error = { 0 };
		ck_assert_msg(file_write(path, text_of(text[i]), &error), "%s", error.text);
		holds(path, text[i]);
		ck_assert_uint_eq(mode_of(path), 0600);
		ck_assert_int_eq(entry_count(), 1);
	}
}
END_TEST

START_TEST(any_size_and_any_byte)
{
	static const size_t size[] = { 65535, 65536, 65537, 131072, 1000000 };
	const char *path = in_folder("file");
	for (size_t i = 0; i < COUNT(size); i++) {
		struct error error = { 0 };
		uint8_t *data = arena_alloc(arena, size[i]);
		for (size_t k = 0; k < size[i]; k++)
			data[k] = (uint8_t)(k * 7);
		struct bytes bytes;
		ck_assert(file_write(path, bytes_of(data, size[i]), &error));
		ck_assert(file_read(arena, path, size[i], &bytes, &error));
		ck_assert(bytes_equal(bytes, bytes_of(data, size[i])));
	}
}
END_TEST

/* A reader that has the old file open keeps its content: it is replaced, not overwritten. */
START_TEST(replaced_not_written_over)
{
	const char *path = in_folder("file");
	put(path, "old", 0644);
	int old = open(path, O_RDONLY | O_CLOEXEC);
	ck_assert_int_ge(old, 0);
	struct error error = { 0 };
	ck_assert(file_write(path, text_of("new, and longer"), &error));
	char text[16] = { 0 };
	ck_assert_int_eq(read(old, text, sizeof text - 1), 3);
	ck_assert_str_eq(text, "old");
	close(old);
	holds(path, "new, and longer");
	ck_assert_msg(mode_of(path) == 0600, "not the old one's mode");
}
END_TEST

START_TEST(a_link_keeps_its_place)
{
	const char *target = in_folder("target"), *link = in_folder("link");
	put(target, "old", 0644);
	ck_assert_int_eq(symlink(target, link), 0);
	struct error error = { 0 };
	struct stat status;
	ck_assert(!file_write(link, text_of("new"), &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	holds(target, "old");
	ck_assert(lstat(link, &status) == 0 && S_ISLNK(status.st_mode));
}
END_TEST

START_TEST(a_pipe_or_folder_keeps_its_place)
{
	struct stat status;
	struct error error = { 0 }, second = { 0 }, third = { 0 };
	const char *pipe_path = in_folder("pipe"), *folder_path = in_folder("folder");
	ck_assert_int_eq(mkfifo(pipe_path, 0600), 0);
	ck_assert_int_eq(mkdir(folder_path, 0700), 0);
	ck_assert(!file_write(pipe_path, text_of("x"), &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert(stat(pipe_path, &status) == 0 && S_ISFIFO(status.st_mode));
	ck_assert(!file_write(folder_path, text_of("x"), &second));
	ck_assert_int_eq(second.kind, ERROR_CONFIG);
	/* Through a link, so that a failure here does not destroy the device. */
	const char *device = in_folder("null");
	ck_assert_int_eq(symlink("/dev/null", device), 0);
	ck_assert(!file_write(device, text_of("x"), &third));
	ck_assert_int_eq(third.kind, ERROR_CONFIG);
	ck_assert(stat(device, &status) == 0 && S_ISCHR(status.st_mode));
	ck_assert_int_eq(entry_count(), 3);
}
END_TEST

/* A full disk, as a limit on the size of files: the old file stays, and nothing beside it. */
START_TEST(nothing_is_left_on_failure)
{
	const char *path = in_folder("file");
	put(path, "old", 0600);
	struct error error = { 0 };
	char *large = arena_alloc(arena, ENOUGH);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 4096, RLIM_INFINITY }), 0);
	bool written = file_write(path, bytes_of(large, ENOUGH), &error);
	ck_assert_int_eq(
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY }), 0);
	ck_assert(!written);
	ck_assert_int_eq(error.kind, ERROR_UNREACHABLE);
	holds(path, "old");
	ck_assert_int_eq(entry_count(), 1);
}
END_TEST

START_TEST(folder_that_is_missing)
{
	struct error error = { 0 };
	ck_assert(!file_write(in_folder("no/file"), text_of("x"), &error));
	ck_assert_int_eq(error.kind, ERROR_ABSENT);
	ck_assert_int_eq(entry_count(), 0);
}
END_TEST

START_TEST(what_cannot_be_read)
{
	const struct {
		const char *path;
		enum error_kind kind;
		const char *because;
	} rows[] = {
		{ in_folder("none"), ERROR_ABSENT, "missing" },
		{ in_folder("file/below"), ERROR_ABSENT, "below a file" },
		{ folder, ERROR_ABSENT, "a folder" },
		{ in_folder("dangling"), ERROR_ABSENT, "a link to nothing" },
		{ in_folder("loop"), ERROR_UNREACHABLE, "a link to itself" },
		{ "", ERROR_ABSENT, "no name" },
	};
	put(in_folder("file"), "x", 0600);
	ck_assert_int_eq(symlink("nowhere", in_folder("dangling")), 0);
	ck_assert_int_eq(symlink("loop", in_folder("loop")), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct bytes bytes = text_of("x");
		struct error error = { 0 };
		ck_assert_msg(!file_read(arena, rows[i].path, ENOUGH, &bytes, &error), "%s",
			rows[i].because);
		ck_assert_msg(error.kind == rows[i].kind, "%s: %s", rows[i].because, error.text);
		ck_assert_msg(bytes.length == 0, "cleared: %s", rows[i].because);
	}
}
END_TEST

static const struct {
	size_t max;
	bool good;
	const char *because;
} limit_rows[] = {
	{ 11, true, "more than it is" },
	{ 10, true, "exactly" },
	{ 9, false, "one less" },
	{ 0, false, "nothing" },
};

START_TEST(limit)
{
	const char *path = in_folder("file");
	put(path, "0123456789", 0600);
	struct bytes bytes;
	struct error error = { 0 };
	bool good = file_read(arena, path, limit_rows[_i].max, &bytes, &error);
	ck_assert_msg(good == limit_rows[_i].good, "%s", limit_rows[_i].because);
	ck_assert_int_eq(error.kind, good ? ERROR_NONE : ERROR_MALFORMED);
	ck_assert_uint_eq(bytes.length, good ? 10 : 0);
}
END_TEST

START_TEST(file_without_end)
{
	struct bytes bytes;
	struct error error = { 0 };
	ck_assert(!file_read(arena, "/dev/zero", ENOUGH, &bytes, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
}
END_TEST

START_TEST(pipe_is_read_to_its_end)
{
	int end[2];
	ck_assert_int_eq(pipe(end), 0);
	ck_assert_int_eq(write(end[1], "piped", 5), 5);
	close(end[1]);
	holds(arena_format(arena, "/proc/self/fd/%d", end[0]), "piped");
	close(end[0]);
}
END_TEST

/* Root may read and write everything, so the tests run as another user. */
static int as_nobody(void)
{
	struct bytes bytes;
	struct error read_error = { 0 }, write_error = { 0 };
	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return 2;
	bool read_it = file_read(arena, in_folder("mine"), ENOUGH, &bytes, &read_error);
	bool wrote = file_write(in_folder("new"), text_of("x"), &write_error);
	return !read_it && read_error.kind == ERROR_DENIED && !wrote &&
			       write_error.kind == ERROR_DENIED
		       ? 0
		       : 1;
}

START_TEST(what_is_not_permitted)
{
	put(in_folder("mine"), "x", 0);
	ck_assert_int_eq(chmod(folder, 0555), 0);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0)
		_exit(as_nobody());
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(chmod(folder, 0700), 0);
	ck_assert_msg(WIFEXITED(status), "crashed");
	ck_assert_msg(
		WEXITSTATUS(status) != 1, "neither read nor written, and both are \"denied\"");
	if (WEXITSTATUS(status) == 2)
		fputs("test_file: user ids cannot be changed here: permissions not tested\n",
			stderr);
}
END_TEST

START_TEST(same_by_another_name)
{
	struct error error = { 0 };
	const char *one = in_folder("one"), *hard = in_folder("hard"), *soft = in_folder("soft"),
		   *other = in_folder("other"), *none = in_folder("none");
	ck_assert(file_write(one, text_of("text"), &error));
	ck_assert(file_write(other, text_of("text"), &error));
	ck_assert_int_eq(link(one, hard), 0);
	ck_assert_int_eq(symlink(one, soft), 0);
	ck_assert(file_is_same(one, one));
	ck_assert(file_is_same(one, hard));
	ck_assert(file_is_same(soft, one));
	ck_assert_msg(!file_is_same(one, other), "the same text is not the same file");
	ck_assert(!file_is_same(one, none));
	ck_assert(!file_is_same(none, one));
	ck_assert_msg(!file_is_same(none, none), "what is not there cannot be replaced");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("file");
	TCase *tcase = tcase_create("file");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, written_and_read);
	tcase_add_test(tcase, any_size_and_any_byte);
	tcase_add_test(tcase, replaced_not_written_over);
	tcase_add_test(tcase, a_link_keeps_its_place);
	tcase_add_test(tcase, same_by_another_name);
	tcase_add_test(tcase, a_pipe_or_folder_keeps_its_place);
	tcase_add_test(tcase, nothing_is_left_on_failure);
	tcase_add_test(tcase, folder_that_is_missing);
	tcase_add_test(tcase, what_cannot_be_read);
	tcase_add_loop_test(tcase, limit, 0, COUNT(limit_rows));
	tcase_add_test(tcase, file_without_end);
	tcase_add_test(tcase, pipe_is_read_to_its_end);
	tcase_add_test(tcase, what_is_not_permitted);
	suite_add_tcase(suite, tcase);
	return suite;
}
