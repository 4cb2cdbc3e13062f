/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/text.h"
#include "security/descriptor.h"
#include "tests/security/fixture.h"

#define DOMAIN         "S-1-5-21-1111-2222-3333"
#define CNO            DOMAIN "-1104"
#define COMPUTER       "bf967a86-0de6-11d0-a285-00aa003049e2"
#define USER           "bf967aba-0de6-11d0-a285-00aa003049e2"
#define RESET_PASSWORD "00299570-246d-11d0-a768-00aa006e0529"
#define SPN            "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define ZERO           "00000000-0000-0000-0000-000000000000"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct descriptor good(const char *name)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	struct bytes whole = fixture_load(arena, GOOD_FOLDER, name);
	bool read = descriptor_read(whole, arena, &descriptor, &error);
	ck_assert_msg(read, "%s: %s", name, error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	return descriptor;
}

static const struct {
	const char *name;
	uint16_t control;
	const char *owner, *group;
	enum acl_state state;
	uint8_t revision;
	size_t count;
	const char *because;
} shape_rows[] = {
	{ "default_computer", 0x8404, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 20,
		"every ACE of the schema's default, auto-inherited" },
	{ "protected_with_sacl", 0x9c14, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"protected and auto-inherited, a SACL beside the DACL" },
	{ "sacl_first", 0x8014, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"SACL, DACL, owner, group" },
	{ "dacl_before_owner", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"DACL, owner, group" },
	{ "owner_before_dacl", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"owner, group, DACL" },
	{ "odd_places", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"parts need not be aligned nor adjoin" },
	{ "bytes_behind", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"bytes behind the last part" },
	{ "revision_2", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 2, 1,
		"an ACL without object ACEs may be of revision 2" },
	{ "slack_in_dacl", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 1,
		"the ACL is longer than its ACEs" },
	{ "absent_dacl", 0x8000, DOMAIN "-512", DOMAIN "-513", ACL_ABSENT, 0, 0, "not delivered" },
	{ "null_dacl", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_NULL, 0, 0, "present, no place" },
	{ "empty_dacl", 0x8004, DOMAIN "-512", DOMAIN "-513", ACL_PRESENT, 4, 0, "no ACE" },
	{ "nothing", 0x8000, NULL, NULL, ACL_ABSENT, 0, 0, "a header is a descriptor" },
	{ "no_owner", 0x8004, NULL, NULL, ACL_PRESENT, 4, 1, "a DACL alone" },
};

static void principal_is(const struct raw_sid *raw, const char *expected, const char *because)
{
	ck_assert_msg((raw != NULL) == (expected != NULL), "%s", because);
	if (raw == NULL)
		return;
	const struct sid sid = raw_sid_read(raw);
	ck_assert_str_eq(sid_write(arena, &sid), expected);
}

START_TEST(shapes)
{
	struct descriptor read = good(shape_rows[_i].name);
	const char *because = shape_rows[_i].because;
	ck_assert_msg(read.control == shape_rows[_i].control, "%s", because);
	principal_is(read.owner, shape_rows[_i].owner, because);
	principal_is(read.group, shape_rows[_i].group, because);
	ck_assert_msg(read.dacl.state == shape_rows[_i].state, "%s", because);
	ck_assert_msg(read.dacl.revision == shape_rows[_i].revision, "%s", because);
	ck_assert_msg(read.dacl.count == shape_rows[_i].count, "%s", because);
}
END_TEST

static const struct {
	const char *name;
	size_t index;
	uint8_t type, flags;
	uint32_t mask;
	const char *trustee, *object_type, *inherited_type;
	size_t rest;
	const char *because;
} ace_rows[] = {
	{ "full_control", 0, 0x00, 0x00, 0xf01ff, CNO, NULL, NULL, 0, "plain allow" },
	{ "deny_before_allow", 0, 0x01, 0x00, 0x20, CNO, NULL, NULL, 0, "plain deny" },
	{ "deny_before_allow", 1, 0x00, 0x00, 0xf01ff, CNO, NULL, NULL, 0, "the ACE behind it" },
	{ "full_control_inherited", 0, 0x00, 0x12, 0xf01ff, CNO, NULL, NULL, 0, "flags" },
	{ "full_control_inherit_only", 0, 0x00, 0x0a, 0xf01ff, CNO, NULL, NULL, 0, "inherit only" },
	{ "full_control_object_ace", 0, 0x05, 0x00, 0xf01ff, CNO, NULL, NULL, 0,
		"an object ACE without types has its SID right behind the flags" },
	{ "no_object_type", 0, 0x05, 0x00, 0xf01ff, CNO, NULL, NULL, 0, "the same by hand" },
	{ "full_control_inherited_type", 0, 0x05, 0x12, 0xf01ff, CNO, NULL, COMPUTER, 0,
		"one GUID, the second" },
	{ "full_control_inherited_type_inherit_only", 0, 0x05, 0x1a, 0xf01ff, CNO, NULL, USER, 0,
		"the same, inherit-only" },
	{ "full_control_object_type", 0, 0x05, 0x00, 0xf01ff, CNO, SPN, NULL, 0,
		"one GUID, the first" },
	{ "both_types", 0, 0x05, 0x12, 0x100, CNO, RESET_PASSWORD, COMPUTER, 0, "two GUIDs" },
	{ "deny_object_type", 0, 0x06, 0x00, 0x20, CNO, SPN, NULL, 0, "object deny" },
	{ "zero_object_type", 0, 0x05, 0x00, 0xf01ff, CNO, ZERO, NULL, 0, "zero is there" },
	{ "callback_allow", 0, 0x09, 0x00, 0xf01ff, CNO, NULL, NULL, 16, "a condition" },
	{ "callback_deny", 0, 0x0a, 0x00, 0x20, CNO, NULL, NULL, 16, "a condition" },
	{ "callback_object_allow", 0, 0x0b, 0x00, 0x100, CNO, RESET_PASSWORD, NULL, 16, "both" },
	{ "callback_object_deny", 0, 0x0c, 0x00, 0x100, CNO, RESET_PASSWORD, COMPUTER, 16, "both" },
	{ "slack_in_ace", 0, 0x00, 0x00, 0xf01ff, CNO, NULL, NULL, 8, "zeros behind the SID" },
	{ "generic_bits", 0, 0x00, 0x00, 0x10000000, CNO, NULL, NULL, 0, "unchanged" },
	{ "generic_bits", 1, 0x00, 0x00, 0xe0000000, DOMAIN "-1105", NULL, NULL, 0, "three" },
	{ "unknown_type", 1, 0x00, 0x00, 0xf01ff, CNO, NULL, NULL, 0, "behind an unknown one" },
	{ "longest_sid", 0, 0x00, 0x00, 0xf01ff, "S-1-5-0-1-2-3-4-5-6-7-8-9-10-11-12-13-14", NULL,
		NULL, 0, "15 sub-authorities" },
	{ "large_authority", 0, 0x00, 0x00, 0xf01ff, "S-1-0xfedcba987654-7", NULL, NULL, 0,
		"48 bits" },
	{ "default_computer", 5, 0x00, 0x00, 0x20094, "S-1-5-11", NULL, NULL, 0, "RPLCLORC" },
	{ "default_computer", 19, 0x05, 0x00, 0x10, "S-1-5-32-560",
		"46a9b11d-60ae-405a-b7e8-ff8a58d456d2", NULL, 0, "the last one" },
};

static void type_is(const struct guid *guid, const char *expected)
{
	ck_assert_int_eq(guid != NULL, expected != NULL);
	if (guid != NULL)
		ck_assert_str_eq(guid_write(arena, guid), expected);
}

START_TEST(aces)
{
	struct descriptor read = good(ace_rows[_i].name);
	const char *because = ace_rows[_i].because;
	ck_assert_msg(ace_rows[_i].index < read.dacl.count, "%s", because);
	const struct ace *ace = &read.dacl.ace[ace_rows[_i].index];
	ck_assert_msg(ace->known && ace->index == ace_rows[_i].index, "%s", because);
	ck_assert_msg(ace->type == ace_rows[_i].type, "%s", because);
	ck_assert_msg(ace->flags == ace_rows[_i].flags, "%s", because);
	ck_assert_msg(ace->mask == ace_rows[_i].mask, "%s", because);
	const struct sid trustee = ace_trustee(ace);
	ck_assert_str_eq(sid_write(arena, &trustee), ace_rows[_i].trustee);
	type_is(ace->object_type, ace_rows[_i].object_type);
	type_is(ace->inherited_type, ace_rows[_i].inherited_type);
	ck_assert_msg(ace->rest.length == ace_rows[_i].rest, "%s", because);
}
END_TEST

static const struct {
	const char *name;
	uint8_t type, flags;
	size_t length;
	const char *because;
} unknown_rows[] = {
	{ "unknown_type", 0x04, 0x00, 16, "a compound ACE" },
	{ "unknown_type_of_four_bytes", 0xff, 0x00, 4, "a header alone" },
	{ "unknown_type_inherit_only", 0x04, 0x08, 16, "flags belong to every type" },
};

START_TEST(unknown_ace_keeps_its_bytes)
{
	struct descriptor read = good(unknown_rows[_i].name);
	const struct ace *ace = &read.dacl.ace[0];
	const char *because = unknown_rows[_i].because;
	ck_assert_msg(!ace->known && ace->type == unknown_rows[_i].type, "%s", because);
	ck_assert_msg(ace->flags == unknown_rows[_i].flags, "%s", because);
	ck_assert_msg(ace->raw.length == unknown_rows[_i].length, "%s", because);
	ck_assert_msg(ace->raw.data[0] == unknown_rows[_i].type, "%s", because);
}
END_TEST

static void note_sid(struct text *text, const struct raw_sid *raw)
{
	const struct sid sid = raw == NULL ? (struct sid){ 0 } : raw_sid_read(raw);
	text_add(text, "%d", raw != NULL);
	text_add_bytes(text, (const char *)&sid.authority, sizeof sid.authority);
	text_add_bytes(text, (const char *)&sid.count, sizeof sid.count);
	text_add_bytes(text, (const char *)sid.sub, sizeof sid.sub);
}

static void note_type(struct text *text, const struct guid *type)
{
	static const struct guid none = { 0 };
	text_add(text, "%d", type != NULL);
	text_add_bytes(text, (const char *)(type != NULL ? type : &none), sizeof none);
}

static void note_ace(struct text *text, const struct ace *ace)
{
	const size_t numbers[] = { ace->index, ace->type, ace->flags, ace->known, ace->mask,
		ace->object_flags, ace->rest.length, ace->raw.length };
	text_add_bytes(text, (const char *)numbers, sizeof numbers);
	note_type(text, ace->object_type);
	note_type(text, ace->inherited_type);
	note_sid(text, ace->trustee);
	text_add_bytes(text, (const char *)ace->raw.data, ace->raw.length);
}

static void note_acl(struct text *text, const struct acl *acl)
{
	const size_t numbers[] = { acl->state, acl->revision, acl->sbz1, acl->sbz2, acl->count,
		acl->slack.length };
	text_add_bytes(text, (const char *)numbers, sizeof numbers);
	text_add_bytes(text, (const char *)acl->slack.data, acl->slack.length);
	for (size_t i = 0; i < acl->count; i++)
		note_ace(text, &acl->ace[i]);
}

/* All that was read, in a row, so that two readings can be compared. */
static struct bytes describe(const struct descriptor *read)
{
	struct text text = text_new(arena);
	const size_t numbers[] = { read->resource_manager, read->control };
	text_add_bytes(&text, (const char *)numbers, sizeof numbers);
	note_sid(&text, read->owner);
	note_sid(&text, read->group);
	note_acl(&text, &read->sacl);
	note_acl(&text, &read->dacl);
	return bytes_of(text.data, text.length);
}

static void refused_cleanly(
	const struct descriptor *read, const struct error *error, const char *name)
{
	ck_assert_msg(error->kind == ERROR_MALFORMED && error->text[0] != '\0', "%s", name);
	ck_assert_msg(read->owner == NULL && read->group == NULL && read->control == 0, "%s", name);
	ck_assert_msg(read->dacl.state == ACL_ABSENT && read->dacl.count == 0, "%s", name);
	ck_assert_msg(read->sacl.state == ACL_ABSENT && read->sacl.count == 0, "%s", name);
}

START_TEST(faults_are_refused)
{
	const char *names[FIXTURE_MAX_FILES];
	size_t count = fixture_names(arena, MALFORMED_FOLDER, names);
	for (size_t i = 0; i < count; i++) {
		struct bytes from = fixture_load(arena, MALFORMED_FOLDER, names[i]);
		uint8_t *copy = exact_copy(from.data, from.length);
		struct descriptor read = { .control = 1 };
		struct error error = { 0 };
		ck_assert_msg(!descriptor_read(bytes_of(copy, from.length), arena, &read, &error),
			"%s", names[i]);
		refused_cleanly(&read, &error, names[i]);
		free(copy);
	}
}
END_TEST

/* Reads a copy that ends where it ends; no bytes when it is refused. */
static struct bytes describe_copy(struct bytes from, const char *name)
{
	struct descriptor read;
	struct error error = { 0 };
	uint8_t *copy = exact_copy(from.data, from.length);
	struct bytes description = { 0 };
	if (descriptor_read(bytes_of(copy, from.length), arena, &read, &error))
		description = describe(&read);
	else
		refused_cleanly(&read, &error, name);
	free(copy);
	return description;
}

START_TEST(a_cut_descriptor_is_refused_or_the_same)
{
	const char *names[FIXTURE_MAX_FILES];
	size_t count = fixture_names(arena, GOOD_FOLDER, names);
	for (size_t i = 0; i < count; i++) {
		struct bytes whole = fixture_load(arena, GOOD_FOLDER, names[i]);
		struct bytes full = describe_copy(whole, names[i]);
		ck_assert_msg(full.length > 0, "%s", names[i]);
		for (size_t length = 0; length < whole.length; length++) {
			struct bytes part = bytes_of(whole.data, length);
			struct bytes cut = describe_copy(part, names[i]);
			ck_assert_msg(cut.length == 0 || bytes_equal(cut, full), "%s cut at %zu",
				names[i], length);
		}
	}
}
END_TEST

/*
 * The same bytes between neighbours of one value. Where the answers agree for two values, nothing
 * outside was read; the address sanitizer is not needed to see it.
 */
static struct bytes describe_amid(struct bytes from, uint8_t around)
{
	enum { MARGIN = 64 };
	struct descriptor read;
	struct error error = { 0 };
	uint8_t *amid = arena_alloc(arena, from.length + 2 * MARGIN);
	memset(amid, around, from.length + 2 * MARGIN);
	memcpy(amid + MARGIN, from.data, from.length);
	if (!descriptor_read(bytes_of(amid + MARGIN, from.length), arena, &read, &error))
		return bytes_of(arena_string(arena, error.text), strlen(error.text));
	return describe(&read);
}

static void flip_each_bit(struct bytes whole, const char *name)
{
	struct arena *outer = arena;
	uint8_t *flipped = exact_copy(whole.data, whole.length);
	struct bytes from = bytes_of(flipped, whole.length);
	for (size_t bit = 0; bit < whole.length * 8; bit++) {
		arena = arena_new();
		flipped[bit / 8] ^= (uint8_t)(1U << bit % 8);
		(void)describe_copy(from, name);
		ck_assert_msg(bytes_equal(describe_amid(from, 0x00), describe_amid(from, 0xff)),
			"%s, bit %zu", name, bit);
		flipped[bit / 8] ^= (uint8_t)(1U << bit % 8);
		arena_free(arena);
	}
	free(flipped);
	arena = outer;
}

START_TEST(a_flipped_bit_does_no_harm)
{
	const char *names[FIXTURE_MAX_FILES];
	size_t count = fixture_names(arena, GOOD_FOLDER, names);
	for (size_t i = 0; i < count; i++)
		flip_each_bit(fixture_load(arena, GOOD_FOLDER, names[i]), names[i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("descriptor");
	TCase *tcase = tcase_create("descriptor");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, shapes, 0, COUNT(shape_rows));
	tcase_add_loop_test(tcase, aces, 0, COUNT(ace_rows));
	tcase_add_loop_test(tcase, unknown_ace_keeps_its_bytes, 0, COUNT(unknown_rows));
	tcase_add_test(tcase, faults_are_refused);
	tcase_add_test(tcase, a_cut_descriptor_is_refused_or_the_same);
	tcase_add_test(tcase, a_flipped_bit_does_no_harm);
	suite_add_tcase(suite, tcase);
	return suite;
}
