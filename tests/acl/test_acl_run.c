/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream of questions: every one is answered, in order, as it comes. */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/acl/fixture.h"

enum { MAX_IDS = 6, MOST_BYTES = 4 << 20, PATIENCE_MILLISECONDS = 20000 };

#define QUESTION(id) "{\"id\": " id ", \"sddl\": \"D:(A;;GA;;;WD)\", \"token\": [\"S-1-1-0\"]}"
#define WRONG(id)    "{\"id\": " id ", \"sddl\": \"D\", \"token\": []}"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static int file_with(const char *text, size_t length)
{
	int file = memfd_create("questions", MFD_CLOEXEC);
	ck_assert_int_ge(file, 0);
	for (size_t done = 0; done < length;) {
		ssize_t written = write(file, text + done, length - done);
		ck_assert_int_gt(written, 0);
		done += (size_t)written;
	}
	ck_assert_int_eq(lseek(file, 0, SEEK_SET), 0);
	return file;
}

struct outcome {
	bool ok;
	size_t wrong;
	struct error error;
	char *answers; /* to be freed */
};

static struct outcome run(int from, enum acl_form form)
{
	struct outcome outcome = { .wrong = 77 };
	size_t length = 0;
	FILE *to = open_memstream(&outcome.answers, &length);
	ck_assert_ptr_nonnull(to);
	outcome.ok = acl_run(from, to, form, &outcome.wrong, &outcome.error);
	ck_assert_int_eq(fclose(to), 0);
	return outcome;
}

/* A negative id is the id of an error; 0 is an error without an id. */
static const struct {
	const char *text;
	size_t count;
	int id[MAX_IDS];
	size_t wrong;
	const char *because;
} rows[] = {
	{ "", 0, { 0 }, 0, "no question" },
	{ "\n", 0, { 0 }, 0, "a blank line is none" },
	{ "\n \n\t \t\n\r\n", 0, { 0 }, 0, "nor are several" },
	{ QUESTION("1") "\n", 1, { 1 }, 0, "one" },
	{ QUESTION("1"), 1, { 1 }, 0, "without a new line" },
	{ QUESTION("1") "\r\n" QUESTION("2") "\r\n", 2, { 1, 2 }, 0, "lines of Windows" },
	{ "\xef\xbb\xbf" QUESTION("1") "\r\n" QUESTION("2"), 2, { 1, 2 }, 0, "a byte order mark" },
	{ "\xef\xbb\xbf\r\n" QUESTION("1"), 1, { 1 }, 0, "a byte order mark, and a blank line" },
	{ "\n" QUESTION("3") "\n\n" QUESTION("2") "\n" QUESTION("1") "\n\n", 3, { 3, 2, 1 }, 0,
		"in order, and blank lines between" },
	{ WRONG("-1") "\n" QUESTION("2") "\n", 2, { -1, 2 }, 1, "one that is wrong" },
	{ QUESTION("2") "\nx\n" QUESTION("3") "\n{\n", 4, { 2, 0, 3, 0 }, 2, "no JSON" },
	{ QUESTION("1") QUESTION("2") "\n" QUESTION("3"), 2, { 0, 3 }, 1, "two on a line" },
	{ "\v\n" QUESTION("3"), 2, { 0, 3 }, 1, "other white space is no blank line" },
	{ "{\n\"id\": 1}\n" QUESTION("3"), 3, { 0, 0, 3 }, 2, "one on two lines" },
};

static void check_answer(const char *line, size_t length, int id, const char *because)
{
	json_error_t error;
	json_t *answer = json_loadb(line, length, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(answer != NULL, "%s: %.*s", because, (int)length, line);
	const json_t *got = json_object_get(answer, "id");
	ck_assert_msg(id == 0 ? json_is_null(got) : json_integer_value(got) == id, "%s: not %d",
		because, id);
	ck_assert_msg((json_object_get(answer, "error") != NULL) == (id <= 0), "%s", because);
	ck_assert_msg((json_object_get(answer, "granted") != NULL) == (id > 0), "%s", because);
	json_decref(answer);
}

static void check_run(int from, size_t row)
{
	const char *because = rows[row].because;
	struct outcome outcome = run(from, ACL_ANSWER);
	ck_assert_msg(outcome.ok && outcome.error.kind == ERROR_NONE, "%s", because);
	ck_assert_msg(outcome.wrong == rows[row].wrong, "%s: %zu", because, outcome.wrong);
	const char *at = outcome.answers;
	for (size_t i = 0; i < rows[row].count; i++) {
		const char *end = strchr(at, '\n');
		ck_assert_msg(end != NULL, "%s: %zu answers", because, i);
		check_answer(at, (size_t)(end - at), rows[row].id[i], because);
		at = end + 1;
	}
	ck_assert_msg(*at == '\0', "%s: more: %s", because, at);
	free(outcome.answers);
}

START_TEST(from_a_file)
{
	int file = file_with(rows[_i].text, strlen(rows[_i].text));
	check_run(file, (size_t)_i);
	close(file);
}
END_TEST

START_TEST(from_a_pipe)
{
	int end[2];
	ck_assert_int_eq(pipe(end), 0);
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		for (const char *at = rows[_i].text; *at != '\0'; at++) {
			if (write(end[1], at, 1) != 1)
				_exit(1);
		}
		_exit(0);
	}
	close(end[1]);
	check_run(end[0], (size_t)_i);
	close(end[0]);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}
END_TEST

/* The longest line is answered; a line with one more byte is skipped. */
START_TEST(a_long_line)
{
	static const char after[] = "\n" QUESTION("2") "\n";
	const size_t longest = MOST_BYTES, room = longest + 1 + sizeof after;
	for (size_t more = 0; more < 2; more++) {
		char *text = malloc(room);
		ck_assert_ptr_nonnull(text);
		const size_t length = longest + more;
		memset(text, ' ', length);
		memcpy(text, QUESTION("1"), strlen(QUESTION("1")));
		memcpy(text + length, after, sizeof after - 1);
		int file = file_with(text, length + sizeof after - 1);
		free(text);
		struct outcome outcome = run(file, ACL_ANSWER);
		close(file);
		ck_assert(outcome.ok);
		ck_assert_uint_eq(outcome.wrong, more);
		const char *end = strchr(outcome.answers, '\n');
		check_answer(outcome.answers, (size_t)(end - outcome.answers), more == 0 ? 1 : 0,
			"the long one");
		check_answer(end + 1, strlen(end + 1), 2, "the one behind it");
		ck_assert((strstr(outcome.answers, "standard input:1") != NULL) == (more == 1));
		free(outcome.answers);
	}
}
END_TEST

START_TEST(errors_know_their_line)
{
	static const char text[] = QUESTION("1") "\n\n\nx\n\n" QUESTION("2") "\ny";
	int file = file_with(text, sizeof text - 1);
	struct outcome outcome = run(file, ACL_ANSWER);
	ck_assert_uint_eq(outcome.wrong, 2);
	ck_assert_ptr_nonnull(strstr(outcome.answers, "standard input:4: "));
	ck_assert_ptr_nonnull(strstr(outcome.answers, "standard input:7: "));
	free(outcome.answers);
	close(file);
}
END_TEST

START_TEST(pages_for_people)
{
	static const char text[] = QUESTION("11") "\nx\n\n" QUESTION("22") "\n";
	int file = file_with(text, sizeof text - 1);
	struct outcome outcome = run(file, ACL_EXPLAIN);
	ck_assert(outcome.ok);
	ck_assert_uint_eq(outcome.wrong, 1);
	const char *first = strstr(outcome.answers, "Question 11\n");
	const char *second = strstr(outcome.answers, "\nQuestion null\n");
	const char *third = strstr(outcome.answers, "\nQuestion 22\n");
	ck_assert_ptr_eq(first, outcome.answers);
	ck_assert(second != NULL && third != NULL && first < second && second < third);
	free(outcome.answers);
	close(file);
}
END_TEST

START_TEST(what_cannot_be_read_or_written)
{
	int folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct outcome outcome = run(folder, ACL_ANSWER);
	ck_assert(!outcome.ok && outcome.error.kind == ERROR_UNREACHABLE);
	ck_assert_uint_eq(outcome.wrong, 0);
	ck_assert_str_eq(outcome.answers, "");
	free(outcome.answers);
	close(folder);

	static const char text[] = QUESTION("1") "\n";
	for (size_t length = 0; length < sizeof text; length += sizeof text - 1) {
		int file = file_with(text, length);
		FILE *full = fopen("/dev/full", "w");
		ck_assert_ptr_nonnull(full);
		struct error error = { 0 };
		size_t wrong;
		const bool ok = acl_run(file, full, ACL_ANSWER, &wrong, &error);
		ck_assert_msg(ok == (length == 0), "nothing fits onto a full disk");
		ck_assert(error.kind == (ok ? ERROR_NONE : ERROR_DENIED));
		fclose(full);
		close(file);
	}
}
END_TEST

static void expect_line(int from, int id)
{
	char line[4096];
	size_t length = 0;
	while (length == 0 || line[length - 1] != '\n') {
		struct pollfd waiting = { .fd = from, .events = POLLIN };
		ck_assert_msg(poll(&waiting, 1, PATIENCE_MILLISECONDS) == 1,
			"question %d is not answered before the next", id);
		ck_assert_uint_lt(length, sizeof line);
		ck_assert_int_eq(read(from, line + length, 1), 1);
		length++;
	}
	check_answer(line, length, id, "answered at once");
}

static void send_text(int to, const char *text)
{
	ck_assert_int_eq(write(to, text, strlen(text)), (ssize_t)strlen(text));
}

/* A client that asks one question at a time gets each answer before the next question. */
START_TEST(answers_do_not_wait)
{
	int questions[2], answers[2];
	ck_assert_int_eq(pipe(questions), 0);
	ck_assert_int_eq(pipe(answers), 0);
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		close(questions[1]);
		struct error error = { 0 };
		size_t wrong;
		FILE *to = fdopen(answers[1], "w");
		_exit(to != NULL && acl_run(questions[0], to, ACL_ANSWER, &wrong, &error) ? 0 : 1);
	}
	close(questions[0]);
	close(answers[1]);
	send_text(questions[1], QUESTION("1") "\n");
	expect_line(answers[0], 1);
	send_text(questions[1], QUESTION("2") "\n" QUESTION("3") "\n{\"id\"");
	expect_line(answers[0], 2);
	expect_line(answers[0], 3);
	send_text(questions[1], ": -4}\n\n");
	expect_line(answers[0], -4);
	send_text(questions[1], QUESTION("5"));
	close(questions[1]);
	expect_line(answers[0], 5);
	int status = 1;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	close(answers[0]);
}
END_TEST

/* What one question leaves behind would add up to more than a gigabyte. */
START_TEST(memory_does_not_grow)
{
	enum { QUESTIONS = 25000, TOKEN = 200, MOST_KILOBYTES = 500 * 1024 };
	struct text question = text_new(arena);
	text_add(&question, "{\"id\": {}, \"sddl\": \"D:(A;;GA;;;WD)\", \"token\": [\"S-1-1-0\"");
	for (size_t i = 0; i < TOKEN; i++)
		text_add(&question, ", \"S-1-5-21-1-2-3-%zu\"", i);
	text_add(&question, "]}\n");
	int end[2];
	ck_assert_int_eq(pipe(end), 0);
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		FILE *to = fdopen(end[1], "w");
		for (size_t i = 0; to != NULL && i < QUESTIONS; i++)
			fwrite(question.data, 1, question.length, to);
		_exit(to != NULL && fclose(to) == 0 ? 0 : 1);
	}
	close(end[1]);
	FILE *nowhere = fopen("/dev/null", "w");
	ck_assert_ptr_nonnull(nowhere);
	struct error error = { 0 };
	struct rusage usage;
	size_t wrong;
	ck_assert(acl_run(end[0], nowhere, ACL_CONVERT, &wrong, &error));
	ck_assert_uint_eq(wrong, 0);
	ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
	ck_assert_int_lt(usage.ru_maxrss, MOST_KILOBYTES);
	int status = 1;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	fclose(nowhere);
	close(end[0]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("acl_run");
	TCase *tcase = tcase_create("acl_run");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, from_a_file, 0, COUNT(rows));
	tcase_add_loop_test(tcase, from_a_pipe, 0, COUNT(rows));
	tcase_add_test(tcase, a_long_line);
	tcase_add_test(tcase, errors_know_their_line);
	tcase_add_test(tcase, pages_for_people);
	tcase_add_test(tcase, what_cannot_be_read_or_written);
	tcase_add_test(tcase, answers_do_not_wait);
	tcase_add_test(tcase, memory_does_not_grow);
	suite_add_tcase(suite, tcase);
	return suite;
}
