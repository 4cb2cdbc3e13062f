/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/test.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static bool holds_only(const unsigned char *piece, size_t size, unsigned char value)
{
	while (size > 0 && piece[size - 1] == value)
		size--;
	return size == 0;
}

START_TEST(pieces_are_zeroed_aligned_and_apart)
{
	static const size_t sizes[] = { 1, 0, 7, 8, 15, 16, 17, 1000, 16 * 1024, 16 * 1024 + 1,
		64 * 1024, 3, 64 * 1024 + 1, 1024 * 1024, 5 };
	enum { SIZES = sizeof sizes / sizeof *sizes, ROUNDS = 20 };
	unsigned char *pieces[ROUNDS][SIZES];
	for (size_t round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < SIZES; i++) {
			unsigned char *piece = arena_alloc(arena, sizes[i]);
			ck_assert_uint_eq((uintptr_t)piece % alignof(max_align_t), 0);
			ck_assert(holds_only(piece, sizes[i], 0));
			memset(piece, (unsigned char)(round * SIZES + i), sizes[i]);
			pieces[round][i] = piece;
		}
	}
	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < SIZES; i++)
			ck_assert(holds_only(
				pieces[round][i], sizes[i], (unsigned char)(round * SIZES + i)));
}
END_TEST

START_TEST(copies_are_copies)
{
	char from[] = "text";
	char *string = arena_string(arena, from);
	char *bytes = arena_copy(arena, from, 2);
	from[0] = 'n';
	ck_assert_str_eq(string, "text");
	ck_assert_int_eq(memcmp(bytes, "te", 2), 0);
	ck_assert_ptr_null(arena_string(arena, NULL));
	ck_assert_ptr_nonnull(arena_copy(arena, NULL, 0));
	ck_assert_str_eq(arena_string(arena, ""), "");
}
END_TEST

START_TEST(format_has_the_room_it_needs)
{
	ck_assert_str_eq(arena_format(arena, "%s-%d", "a", 7), "a-7");
	ck_assert_str_eq(arena_format(arena, "%s", ""), "");
	const char *wide = arena_format(arena, "%100000d", 1);
	ck_assert_uint_eq(strlen(wide), 100000);
	ck_assert_int_eq(wide[99999], '1');
}
END_TEST

START_TEST(array_grows_and_keeps)
{
	size_t *numbers = NULL;
	for (size_t count = 0; count < 1000; count++) {
		numbers = arena_more(arena, numbers, count, sizeof *numbers);
		ck_assert_uint_eq(numbers[count], 0);
		numbers[count] = count + 1;
		arena_alloc(arena, 1); /* something else lies behind it */
	}
	for (size_t i = 0; i < 1000; i++)
		ck_assert_uint_eq(numbers[i], i + 1);
}
END_TEST

typedef void ask(void);

static void ask_for_all(void)
{
	arena_alloc(arena, SIZE_MAX);
}

static void ask_for_nearly_all(void)
{
	arena_alloc(arena, SIZE_MAX - 16);
}

static void ask_for_too_large_elements(void)
{
	arena_more(arena, NULL, 0, SIZE_MAX / 2);
}

START_TEST(out_of_memory_is_no_verdict)
{
	ask *const asks[] = { out_of_memory, ask_for_all, ask_for_nearly_all,
		ask_for_too_large_elements };
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
		pid_t pid = fork();
		ck_assert_int_ge(pid, 0);
		if (pid == 0) {
			dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
			asks[i]();
			_exit(0);
		}
		int status = 0;
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		ck_assert(WIFEXITED(status));
		ck_assert_int_eq(WEXITSTATUS(status), OUT_OF_MEMORY_STATUS);
		ck_assert_int_gt(OUT_OF_MEMORY_STATUS, 3);
	}
}
END_TEST

/* Small, at the edge of what has a block of its own, beyond it, and larger than a block. */
static const size_t reset_sizes[] = { 1, 100, 16 * 1024, 16 * 1024 + 16, 64 * 1024, 1024 * 1024 };
enum { RESET_SIZES = sizeof reset_sizes / sizeof *reset_sizes };

/* Whichever piece comes first, and so decides what is kept. */
START_TEST(reset_arena_gives_zeros)
{
	for (size_t round = 0; round < 5 * RESET_SIZES; round++) {
		for (size_t i = 0; i < RESET_SIZES; i++) {
			const size_t size = reset_sizes[(i + round) % RESET_SIZES];
			unsigned char *piece = arena_alloc(arena, size);
			ck_assert_uint_eq((uintptr_t)piece % alignof(max_align_t), 0);
			ck_assert(holds_only(piece, size, 0));
			memset(piece, 0xff, size);
		}
		arena_reset(arena);
	}
	arena_reset(arena);
	ck_assert_str_eq(arena_string(arena, "still there"), "still there");
}
END_TEST

START_TEST(new_arena_can_be_reset)
{
	arena_reset(arena);
	arena_reset(arena);
	ck_assert_uint_eq(*(unsigned char *)arena_alloc(arena, 1), 0);
}
END_TEST

/* Ten times what may be held at once; the sanitizer keeps some of it. */
START_TEST(reset_gives_memory_back)
{
	enum { ROUNDS = 50000, PIECES = 10, PIECE = 10 * 1024, MOST_KILOBYTES = 500 * 1024 };
	for (size_t round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < PIECES; i++)
			*(char *)arena_alloc(arena, PIECE) = 'x';
		arena_reset(arena);
	}
	struct rusage usage;
	ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
	ck_assert_int_lt(usage.ru_maxrss, MOST_KILOBYTES);
}
END_TEST

START_TEST(no_arena_can_be_freed)
{
	arena_free(NULL);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("arena");
	TCase *tcase = tcase_create("arena");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, pieces_are_zeroed_aligned_and_apart);
	tcase_add_test(tcase, copies_are_copies);
	tcase_add_test(tcase, format_has_the_room_it_needs);
	tcase_add_test(tcase, array_grows_and_keeps);
	tcase_add_test(tcase, out_of_memory_is_no_verdict);
	tcase_add_test(tcase, reset_arena_gives_zeros);
	tcase_add_test(tcase, new_arena_can_be_reset);
	tcase_add_test(tcase, reset_gives_memory_back);
	tcase_add_test(tcase, no_arena_can_be_freed);
	suite_add_tcase(suite, tcase);
	return suite;
}
