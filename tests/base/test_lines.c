/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lines.h"

#define COUNT(array)  (sizeof(array) / sizeof(array)[0])
#define TEXT(literal) literal, sizeof(literal) - 1

enum { MOST = 8, MAX_TAKEN = 6, MOST_SECONDS = 20 };

/* A file that holds the text, to be read from its beginning. */
static int file_with(const char *text, size_t length)
{
	int file = memfd_create("lines", MFD_CLOEXEC);
	ck_assert_int_ge(file, 0);
	for (size_t done = 0; done < length;) {
		ssize_t written = write(file, text + done, length - done);
		ck_assert_int_gt(written, 0);
		done += (size_t)written;
	}
	ck_assert_int_eq(lseek(file, 0, SEEK_SET), 0);
	return file;
}

/* Lines of at most MOST bytes; one that is too long has the text "?". */
static const struct {
	const char *text;
	size_t length;
	const char *taken[MAX_TAKEN];
	const char *because;
} rows[] = {
	{ TEXT(""), { NULL }, "nothing" },
	{ TEXT("a\n"), { "a" }, "one line" },
	{ TEXT("a\nbc\n"), { "a", "bc" }, "two lines" },
	{ TEXT("a\nbc"), { "a", "bc" }, "no new line at the end" },
	{ TEXT("\n"), { "" }, "an empty line" },
	{ TEXT("\n\na\n\n"), { "", "", "a", "" }, "empty lines" },
	{ TEXT("a\r\nb\r\n"), { "a", "b" }, "carriage returns" },
	{ TEXT("a\r\nb\r"), { "a", "b" }, "one before the end" },
	{ TEXT("\r\n\r"), { "", "" }, "empty lines of that kind" },
	{ TEXT("a\rb\n\ra\n"), { "a\rb", "\ra" }, "others are part of a line" },
	{ TEXT("a\r\r\n"), { "a\r" }, "one of two goes" },
	{ TEXT("12345678\n"), { "12345678" }, "the longest" },
	{ TEXT("12345678"), { "12345678" }, "the longest, and the end" },
	{ TEXT("12345678\r\na\n"), { "12345678", "a" },
		"a carriage return is part of the end, not of the line" },
	{ TEXT("12345678\r"), { "12345678" }, "the same at the end" },
	{ TEXT("123456789\n"), { "?" }, "one byte more" },
	{ TEXT("123456789"), { "?" }, "one byte more, and the end" },
	{ TEXT("123456789\r\n"), { "?" }, "one byte more before a carriage return" },
	{ TEXT("1234567\r9\n"), { "?" }, "a carriage return in it counts" },
	{ TEXT("a\n1234567890123456789\nb\n"), { "a", "?", "b" }, "too long, in the middle" },
	{ TEXT("a\n1234567890123456789"), { "a", "?" }, "too long, at the end" },
	{ TEXT("123456789\n123456789\n\n"), { "?", "?", "" }, "each of them is reported" },
};

static void check_taken(
	enum line kind, const struct bytes *line, const char *expected, const char *because)
{
	if (strcmp(expected, "?") == 0) {
		ck_assert_msg(kind == LINE_TOO_LONG, "%s", because);
		return;
	}
	ck_assert_msg(kind == LINE_TAKEN, "%s: %d", because, kind);
	ck_assert_msg(bytes_equal(*line, bytes_of(expected, strlen(expected))), "%s: \"%.*s\"",
		because, (int)line->length, (const char *)line->data);
}

static void check_lines(int file, size_t row)
{
	const char *because = rows[row].because;
	struct lines lines;
	struct bytes line;
	struct error error = { 0 };
	size_t count = 0;
	lines_open(&lines, file, MOST);
	ck_assert_uint_eq(lines.number, 0);
	for (; count < MAX_TAKEN && rows[row].taken[count] != NULL; count++) {
		const enum line kind = lines_take(&lines, &line, &error);
		check_taken(kind, &line, rows[row].taken[count], because);
		ck_assert_msg(lines.number == count + 1, "%s: number %zu", because, lines.number);
	}
	for (size_t again = 0; again < 2; again++)
		ck_assert_msg(lines_take(&lines, &line, &error) == LINE_NONE, "%s", because);
	ck_assert_msg(lines.number == count, "%s", because);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	lines_close(&lines);
}

START_TEST(from_a_file)
{
	int file = file_with(rows[_i].text, rows[_i].length);
	check_lines(file, (size_t)_i);
	close(file);
}
END_TEST

/* Waits until the written bytes were read; false if the reader has gone. */
static bool is_read(int end)
{
	int left = 0;
	while (ioctl(end, FIONREAD, &left) == 0 && left > 0)
		usleep(20);
	return left == 0;
}

/* The writer writes byte by byte, so that each line is split at every place. */
START_TEST(from_a_slow_pipe)
{
	int end[2];
	ck_assert_int_eq(pipe(end), 0);
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		alarm(MOST_SECONDS);
		for (size_t i = 0; i < rows[_i].length; i++) {
			if (write(end[1], rows[_i].text + i, 1) != 1 || !is_read(end[1]))
				_exit(1);
		}
		_exit(0);
	}
	close(end[1]);
	check_lines(end[0], (size_t)_i);
	close(end[0]);
	int status = 1;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}
END_TEST

static void put(int file, const char *text)
{
	ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
}

static void takes(struct lines *lines, const char *expected)
{
	struct bytes line;
	struct error error = { 0 };
	const enum line kind = lines_take(lines, &line, &error);
	const bool ready = lines_ready(lines); /* which leaves the line as it is */
	(void)ready;
	check_taken(kind, &line, expected, expected);
}

START_TEST(ready_means_without_reading)
{
	int end[2];
	struct lines lines;
	struct bytes line;
	struct error error = { 0 };
	ck_assert_int_eq(pipe(end), 0);
	lines_open(&lines, end[0], MOST);
	ck_assert_msg(!lines_ready(&lines), "nothing was read yet");
	put(end[1], "a\nb\nc");
	ck_assert_msg(!lines_ready(&lines), "nor now");
	takes(&lines, "a");
	ck_assert_msg(lines_ready(&lines), "a second line came with the first");
	takes(&lines, "b");
	ck_assert_msg(!lines_ready(&lines), "the third is not complete");
	put(end[1], "d\n");
	ck_assert_msg(!lines_ready(&lines), "asking reads nothing");
	takes(&lines, "cd");
	ck_assert_msg(!lines_ready(&lines), "nothing is left");
	put(end[1], "0123456789");
	put(end[1], "\ne\n");
	takes(&lines, "?");
	ck_assert_msg(lines_ready(&lines), "behind a line that was too long, too");
	takes(&lines, "e");
	put(end[1], "f");
	close(end[1]);
	takes(&lines, "f");
	ck_assert_msg(lines_ready(&lines), "the end was seen");
	ck_assert_int_eq(lines_take(&lines, &line, &error), LINE_NONE);
	ck_assert_uint_eq(lines.number, 6);
	lines_close(&lines);
	close(end[0]);
}
END_TEST

START_TEST(every_byte_is_kept)
{
	char text[257];
	for (size_t i = 0; i < 256; i++)
		text[i] = (char)i;
	text['\n'] = 'x';
	text[256] = '\n';
	int file = file_with(text, sizeof text);
	struct lines lines;
	struct bytes line;
	struct error error = { 0 };
	lines_open(&lines, file, 256);
	ck_assert_int_eq(lines_take(&lines, &line, &error), LINE_TAKEN);
	ck_assert(bytes_equal(line, bytes_of(text, 256)));
	lines_close(&lines);
	close(file);
}
END_TEST

/* Of all lengths (100,003 is a prime), so that reading cuts them wherever it may. */
enum { LARGE_LINES = 400, LARGE_MOST = 100003 };

static size_t large_length(size_t line)
{
	return line * 123457 % LARGE_MOST;
}

START_TEST(many_large_lines)
{
	size_t total = 0;
	for (size_t i = 0; i < LARGE_LINES; i++)
		total += large_length(i) + 1;
	char *text = malloc(total), *at = text;
	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < LARGE_LINES; i++) {
		memset(at, 'a' + (int)(i % 26), large_length(i));
		at += large_length(i);
		*at++ = '\n';
	}
	int file = file_with(text, total);
	struct lines lines;
	struct error error = { 0 };
	const char *expected = text;
	lines_open(&lines, file, LARGE_MOST);
	for (size_t i = 0; i < LARGE_LINES; i++) {
		struct bytes line;
		ck_assert_int_eq(lines_take(&lines, &line, &error), LINE_TAKEN);
		ck_assert(bytes_equal(line, bytes_of(expected, large_length(i))));
		expected += large_length(i) + 1;
	}
	lines_close(&lines);
	close(file);
	free(text);
}
END_TEST

/* Skipped bytes are not kept. */
START_TEST(memory_is_bounded)
{
	enum { LONG = 32 << 20, LEAST = 1 << 20 };
	char *text = malloc(LONG + 2);
	ck_assert_ptr_nonnull(text);
	memset(text, 'x', LONG);
	memcpy(text + LONG, "\na", 2);
	int file = file_with(text, LONG + 2);
	free(text);
	struct lines lines;
	struct bytes line;
	struct error error = { 0 };
	lines_open(&lines, file, LEAST);
	ck_assert_int_eq(lines_take(&lines, &line, &error), LINE_TOO_LONG);
	ck_assert_uint_le(lines.room, 4 * LEAST);
	ck_assert_int_eq(lines_take(&lines, &line, &error), LINE_TAKEN);
	ck_assert_uint_eq(line.length, 1);
	lines_close(&lines);
	close(file);
}
END_TEST

static void check_failed(int file, const char *because)
{
	struct lines lines;
	struct bytes line;
	struct error error = { 0 };
	lines_open(&lines, file, MOST);
	ck_assert_msg(lines_take(&lines, &line, &error) == LINE_FAILED, "%s", because);
	ck_assert_msg(error.kind == ERROR_UNREACHABLE && error.text[0] != '\0', "%s", because);
	ck_assert_msg(lines.number == 0, "%s", because);
	lines_close(&lines);
}

START_TEST(what_cannot_be_read)
{
	int folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int closed = file_with("a\n", 2);
	int write_only = open("/dev/null", O_WRONLY | O_CLOEXEC);
	ck_assert(folder >= 0 && write_only >= 0);
	close(closed);
	check_failed(closed, "closed");
	check_failed(folder, "a folder");
	check_failed(write_only, "to be written only");
	close(folder);
	close(write_only);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("lines");
	TCase *tcase = tcase_create("lines");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, from_a_file, 0, COUNT(rows));
	tcase_add_loop_test(tcase, from_a_slow_pipe, 0, COUNT(rows));
	tcase_add_test(tcase, ready_means_without_reading);
	tcase_add_test(tcase, every_byte_is_kept);
	tcase_add_test(tcase, many_large_lines);
	tcase_add_test(tcase, memory_is_bounded);
	tcase_add_test(tcase, what_cannot_be_read);
	suite_add_tcase(suite, tcase);
	return suite;
}
