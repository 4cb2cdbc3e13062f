/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/entry_descriptor.h"

/* Without owner and group, and with a NULL DACL (MS-DTYP 2.4.6); and its first half. */
static const uint8_t bytes[20] = { 1, 0, 0x04, 0x80 };
static struct bytes whole[] = { { .data = bytes, .length = 20 }, { .data = bytes, .length = 20 } };
static struct bytes half[] = { { .data = bytes, .length = 10 } };

static struct arena *arena, *of_recovery;
static struct examination examination;

static void setup(void)
{
	arena = arena_new();
	of_recovery = arena_new();
	examination = (struct examination){
		.recovery_memo = memo_new(of_recovery),
		.arena = arena,
	};
}

static void teardown(void)
{
	arena_free(arena);
	arena_free(of_recovery);
}

static const struct entry_descriptor *read_of(struct bytes *value, size_t count)
{
	struct attribute *attribute = arena_alloc(arena, sizeof *attribute);
	*attribute = (struct attribute){
		.name = "nTSecurityDescriptor", .value = value, .count = count
	};
	const struct entry entry = { "CN=A", attribute, 1 };
	const struct entry_descriptor *read = entry_descriptor(&examination, &entry);
	const struct entry_descriptor *again = entry_descriptor(&examination, &entry);
	if (examination.recovery_memo != NULL)
		ck_assert_ptr_eq(read, again);
	else
		ck_assert_ptr_ne(read, again);
	return read;
}

START_TEST(it_is_read_once_for_a_recovery)
{
	const struct entry_descriptor *one = read_of(whole, 1), *other = read_of(whole, 1);
	ck_assert_ptr_nonnull(one);
	ck_assert_ptr_ne(one, other);
	ck_assert_ptr_null(one->fault);
	ck_assert_int_eq(one->descriptor.dacl.state, ACL_NULL);
}
END_TEST

START_TEST(a_check_alone_reads_it_for_itself)
{
	examination.recovery_memo = NULL;
	const struct entry_descriptor *read = read_of(whole, 1);
	ck_assert_ptr_null(read->fault);
	ck_assert_int_eq(read->descriptor.dacl.state, ACL_NULL);
}
END_TEST

START_TEST(a_fault_is_kept_as_well)
{
	const struct entry_descriptor *read = read_of(half, 1);
	ck_assert_ptr_nonnull(read->fault);
	ck_assert_int_eq(read->descriptor.dacl.state, ACL_ABSENT);
}
END_TEST

START_TEST(one_value_is_a_descriptor)
{
	const struct entry entry = { "CN=A", NULL, 0 };
	ck_assert_ptr_null(entry_descriptor(&examination, &entry));
	ck_assert_ptr_null(read_of(whole, 0));
	ck_assert_ptr_null(read_of(whole, 2));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("entry_descriptor");
	TCase *tests = tcase_create("entry_descriptor");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, it_is_read_once_for_a_recovery);
	tcase_add_test(tests, a_check_alone_reads_it_for_itself);
	tcase_add_test(tests, a_fault_is_kept_as_well);
	tcase_add_test(tests, one_value_is_a_descriptor);
	suite_add_tcase(suite, tests);
	return suite;
}
