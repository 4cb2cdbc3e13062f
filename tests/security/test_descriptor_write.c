/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptors written back: byte for byte as they were, made of their fields and not copied. */
#include "tests/test.h"

#include "security/descriptor.h"
#include "tests/security/fixture.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct descriptor read_of(struct bytes whole, const char *name)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	ck_assert_msg(
		descriptor_read(whole, arena, &descriptor, &error), "%s: %s", name, error.text);
	return descriptor;
}

START_TEST(fixtures_come_back)
{
	const char *names[FIXTURE_MAX_FILES];
	const size_t count = fixture_names(arena, GOOD_FOLDER, names);
	for (size_t i = 0; i < count; i++) {
		const struct bytes whole = fixture_load(arena, GOOD_FOLDER, names[i]);
		const struct descriptor read = read_of(whole, names[i]);
		const struct bytes written = descriptor_write(arena, &read);
		ck_assert_msg(bytes_equal(written, whole), "%s", names[i]);
		ck_assert_msg(written.data != whole.data, "%s", names[i]);
	}
}
END_TEST

/* Overlapping parts, slack with content, unknown types: everything read is written back. */
START_TEST(flipped_bits_come_back)
{
	const char *names[FIXTURE_MAX_FILES];
	const size_t count = fixture_names(arena, GOOD_FOLDER, names);
	struct arena *outer = arena;
	size_t read_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct bytes whole = fixture_load(outer, GOOD_FOLDER, names[i]);
		uint8_t *flipped = exact_copy(whole.data, whole.length);
		for (size_t bit = 0; bit < whole.length * 8; bit++) {
			struct descriptor read;
			struct error error = { 0 };
			arena = arena_new();
			flipped[bit / 8] ^= (uint8_t)(1U << bit % 8);
			const struct bytes from = bytes_of(flipped, whole.length);
			if (descriptor_read(from, arena, &read, &error)) {
				ck_assert_msg(bytes_equal(descriptor_write(arena, &read), from),
					"%s, bit %zu", names[i], bit);
				read_count++;
			}
			flipped[bit / 8] ^= (uint8_t)(1U << bit % 8);
			arena_free(arena);
		}
		free(flipped);
	}
	arena = outer;
	ck_assert_uint_gt(read_count, 1000);
}
END_TEST

static const uint8_t others[40] = { 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8 };

static struct ace *first(struct descriptor *read)
{
	return &read->dacl.ace[0];
}

static void change_manager(struct descriptor *read)
{
	read->resource_manager = 0xff;
}

static void change_control(struct descriptor *read)
{
	read->control |= 0x0008;
}

static void change_owner(struct descriptor *read)
{
	struct sid other = raw_sid_read(read->owner);
	other.sub[4] = 0x01020304;
	read->owner = raw_sid_write(arena, &other);
}

static void change_group(struct descriptor *read)
{
	struct sid other = raw_sid_read(read->group);
	other.authority = 0x060504030201;
	read->group = raw_sid_write(arena, &other);
}

static void change_revision(struct descriptor *read)
{
	read->dacl.revision = 2;
}

static void change_sbz1(struct descriptor *read)
{
	read->dacl.sbz1 = 0x99;
}

static void change_sbz2(struct descriptor *read)
{
	read->dacl.sbz2 = 0x1234;
}

static void change_slack(struct descriptor *read)
{
	read->dacl.slack = bytes_of(others, 40);
}

static void change_type(struct descriptor *read)
{
	first(read)->type = ACE_DENY;
}

static void change_flags(struct descriptor *read)
{
	first(read)->flags = ACE_INHERITED | ACE_CONTAINER_INHERIT;
}

static void change_mask(struct descriptor *read)
{
	first(read)->mask = 0x12345678;
}

static void change_trustee(struct descriptor *read)
{
	struct sid other = ace_trustee(first(read));
	other.sub[4] = 0xfffffffe;
	first(read)->trustee = raw_sid_write(arena, &other);
}

static void change_object_flags(struct descriptor *read)
{
	first(read)->object_flags |= 0x80000000;
}

static void change_object_type(struct descriptor *read)
{
	struct guid *other = arena_copy(arena, first(read)->object_type, sizeof *other);
	other->byte[15] = 0xd6;
	first(read)->object_type = other;
}

static void change_inherited_type(struct descriptor *read)
{
	struct guid *other = arena_copy(arena, first(read)->inherited_type, sizeof *other);
	other->byte[0] = 0x79;
	first(read)->inherited_type = other;
}

static void change_rest(struct descriptor *read)
{
	first(read)->rest = bytes_of(others, first(read)->rest.length);
}

static void change_raw(struct descriptor *read)
{
	static const uint8_t raw[16] = { 0x04, 0x00, 0x10, 0x00, [15] = 0xee };
	first(read)->raw = bytes_of(raw, sizeof raw);
}

static void change_sacl_flags(struct descriptor *read)
{
	read->sacl.ace[0].flags = ACE_AUDIT_SUCCESS;
}

static void change_sacl_mask(struct descriptor *read)
{
	read->sacl.ace[0].mask = 0xf0000000;
}

static void change_sacl_slack(struct descriptor *read)
{
	read->sacl.slack = bytes_of(others, 12);
}

/*
 * Places in the fixtures: the header is 20 bytes. The DACL follows at 20, its first ACE at 28, with
 * mask at 32 and SID at 36 (28 bytes); where the only ACE is a plain allow, it ends at 64, where
 * the owner begins, and the group at 92. An object ACE with both types has its flags at 36, the
 * types at 40 and 56, the SID at 72 and what is behind it at 100. A SACL comes first.
 */
static const struct {
	const char *name;
	void (*change)(struct descriptor *read);
	size_t at;
	const char *before, *after; /* hexadecimal */
	const char *because;
} change_rows[] = {
	{ "dacl_before_owner", change_manager, 1, "00", "ff", "Sbz1" },
	{ "dacl_before_owner", change_control, 2, "0480", "0c80", "lowest byte first" },
	{ "dacl_before_owner", change_owner, 88, "00020000", "04030201", "the RID of the owner" },
	{ "dacl_before_owner", change_group, 94, "000000000005", "060504030201",
		"an authority has its highest byte first" },
	{ "dacl_before_owner", change_revision, 20, "04", "02", "revision" },
	{ "dacl_before_owner", change_sbz1, 21, "00", "99", "Sbz1 of an ACL" },
	{ "dacl_before_owner", change_sbz2, 26, "0000", "3412", "Sbz2 of an ACL" },
	{ "dacl_before_owner", change_type, 28, "00", "01", "type" },
	{ "dacl_before_owner", change_flags, 29, "00", "12", "flags" },
	{ "dacl_before_owner", change_mask, 32, "ff010f00", "78563412", "mask" },
	{ "dacl_before_owner", change_trustee, 60, "50040000", "feffffff", "the RID of a trustee" },
	{ "owner_before_dacl", change_mask, 88, "ff010f00", "78563412", "in another order" },
	{ "odd_places", change_owner, 45, "00020000", "04030201", "at an odd place" },
	{ "slack_in_dacl", change_slack, 64, "0000000000000000", "a1a2a3a4a5a6a7a8", "slack" },
	{ "slack_in_ace", change_rest, 64, "0000000000000000", "a1a2a3a4a5a6a7a8", "slack" },
	{ "callback_object_deny", change_object_flags, 36, "03000000", "03000080",
		"an unknown flag" },
	{ "callback_object_deny", change_object_type, 55, "29", "d6", "the last byte of a type" },
	{ "callback_object_deny", change_inherited_type, 56, "86", "79", "the first one" },
	{ "callback_object_deny", change_rest, 100, "6172747800000000", "a1a2a3a4a5a6a7a8",
		"a condition" },
	{ "unknown_type", change_raw, 43, "00", "ee", "an ACE of unknown type" },
	{ "sacl_first", change_sacl_flags, 29, "c0", "40", "flags of an audit" },
	{ "sacl_first", change_sacl_mask, 32, "ff010f00", "000000f0", "mask of an audit" },
	{ "sacl_first", change_mask, 60, "ff010f00", "78563412", "the DACL behind the SACL" },
	{ "sacl_slack", change_sacl_slack, 48, "5a5a5a5a5a5a5a5a5a5a5a5a",
		"a1a2a3a4a5a6a7a800000000", "slack of a SACL" },
};

START_TEST(changes_are_written)
{
	const struct bytes before = hex_bytes(arena, change_rows[_i].before);
	const struct bytes after = hex_bytes(arena, change_rows[_i].after);
	const size_t at = change_rows[_i].at;
	const char *because = change_rows[_i].because;
	const struct bytes whole = fixture_load(arena, GOOD_FOLDER, change_rows[_i].name);
	ck_assert_msg(at + before.length <= whole.length, "%s", because);
	ck_assert_msg(memcmp(whole.data + at, before.data, before.length) == 0, "%s", because);

	uint8_t *expected = arena_copy(arena, whole.data, whole.length);
	memcpy(expected + at, after.data, after.length);
	struct descriptor read = read_of(whole, because);
	change_rows[_i].change(&read);
	const struct bytes written = descriptor_write(arena, &read);
	ck_assert_msg(bytes_equal(written, bytes_of(expected, whole.length)), "%s", because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("descriptor_write");
	TCase *tcase = tcase_create("descriptor_write");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, fixtures_come_back);
	tcase_add_test(tcase, flipped_bits_come_back);
	tcase_add_loop_test(tcase, changes_are_written, 0, COUNT(change_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
