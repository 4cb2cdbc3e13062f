/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rights that a cluster uses, one by one. */
#include "tests/test.h"

#include "security/rights.h"
#include "tests/security/access_row.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum { RESET, WRITE_SPN, WRITE_HOST_NAME, WRITE_STATE };

#define DNS_HOST_NAME   "72e39547-7b18-11d1-adef-00c04fd8d5cd"
#define RESTRICTIONS    "4c164200-20c0-11d0-a768-00aa006e0529"
#define ACCOUNT_CONTROL "bf967a68-0de6-11d0-a285-00aa003049e2"
#define SPN_TEXT        "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define PUBLIC_TEXT     "e48d0154-bcf8-11d1-8702-00c04fb96050"
#define RESET_TEXT      "00299570-246d-11d0-a768-00aa006e0529"
#define CHANGE_TEXT     "ab721a53-1e2f-11d0-9819-00aa0040529b"
#define COMPUTER_TEXT   "bf967a86-0de6-11d0-a285-00aa003049e2"
#define ALLOW(mask, type)                                                                          \
	{                                                                                          \
		ACE_OBJECT_ALLOW, (mask), (type)                                                   \
	}
#define DENY(mask, type)                                                                           \
	{                                                                                          \
		ACE_OBJECT_DENY, (mask), (type)                                                    \
	}
#define MAY_DENY(mask, type)                                                                       \
	{                                                                                          \
		ACE_CALLBACK_OBJECT_DENY, (mask), (type)                                           \
	}
#define ALL ALLOW(RIGHT_FULL_CONTROL, NULL)

static const struct {
	const char *because;
	size_t right;
	struct {
		uint8_t type;
		uint32_t mask;
		const char *object_type;
	} ace[2];
	enum answer answer;
} rows[] = {
	{ "nothing", RESET, { { 0 } }, ANSWER_NO },
	{ "Full Control", RESET, { ALL }, ANSWER_YES },
	{ "Full Control", WRITE_SPN, { ALL }, ANSWER_YES },
	{ "Full Control", WRITE_HOST_NAME, { ALL }, ANSWER_YES },
	{ "Full Control", WRITE_STATE, { ALL }, ANSWER_YES },
	{ "the extended right", RESET, { ALLOW(0x100, RESET_TEXT) }, ANSWER_YES },
	{ "all of the class, perhaps", RESET, { ALLOW(0x100, COMPUTER_TEXT) }, ANSWER_MAYBE },
	{ "none of the class, perhaps", RESET, { DENY(0x100, COMPUTER_TEXT), ALL }, ANSWER_MAYBE },
	{ "none of the class, too late", RESET, { ALL, DENY(0x100, COMPUTER_TEXT) }, ANSWER_YES },
	{ "perhaps, and then denied", RESET,
		{ ALLOW(0x100, COMPUTER_TEXT), DENY(0x100, RESET_TEXT) }, ANSWER_MAYBE },
	{ "perhaps denied, and then for certain", RESET,
		{ DENY(0x100, COMPUTER_TEXT), DENY(0x100, RESET_TEXT) }, ANSWER_NO },
	{ "perhaps denied, and not granted", RESET, { DENY(0x100, COMPUTER_TEXT) }, ANSWER_NO },
	{ "all properties of the class", WRITE_STATE, { ALLOW(0x20, COMPUTER_TEXT) }, ANSWER_YES },
	{ "no property of the class", WRITE_STATE, { DENY(0x20, COMPUTER_TEXT), ALL }, ANSWER_NO },
	{ "validated writes of the class, perhaps", WRITE_HOST_NAME, { ALLOW(0x08, COMPUTER_TEXT) },
		ANSWER_MAYBE },
	{ "of the class, perhaps none", WRITE_SPN,
		{ DENY(0x08, COMPUTER_TEXT), ALLOW(0x08, SPN_TEXT) }, ANSWER_MAYBE },
	{ "of the set, perhaps none", WRITE_SPN, { DENY(0x08, PUBLIC_TEXT), ALLOW(0x08, SPN_TEXT) },
		ANSWER_MAYBE },
	{ "but Write Property", WRITE_SPN, { DENY(0x08, PUBLIC_TEXT), ALL }, ANSWER_YES },
	{ "to change is not to reset", RESET, { ALLOW(0x100, CHANGE_TEXT) }, ANSWER_NO },
	{ "to write is not to control", RESET, { ALLOW(0x20, RESET_TEXT) }, ANSWER_NO },
	{ "a hole", RESET, { DENY(0x100, RESET_TEXT), ALL }, ANSWER_NO },
	{ "a hole that comes late", RESET, { ALL, DENY(0x100, RESET_TEXT) }, ANSWER_YES },
	{ "a hole elsewhere", RESET, { DENY(0x100, CHANGE_TEXT), ALL }, ANSWER_YES },
	{ "a hole perhaps", RESET, { MAY_DENY(0x100, RESET_TEXT), ALL }, ANSWER_MAYBE },
	{ "the attribute", WRITE_SPN, { ALLOW(0x20, SPN_TEXT) }, ANSWER_YES },
	{ "its set", WRITE_SPN, { ALLOW(0x20, PUBLIC_TEXT) }, ANSWER_YES },
	{ "the validated write", WRITE_SPN, { ALLOW(0x08, SPN_TEXT) }, ANSWER_YES },
	{ "validated writes of the set, perhaps", WRITE_SPN, { ALLOW(0x08, PUBLIC_TEXT) },
		ANSWER_MAYBE },
	{ "reading", WRITE_SPN, { ALLOW(0x10, SPN_TEXT) }, ANSWER_NO },
	{ "one way closed", WRITE_SPN, { DENY(0x20, SPN_TEXT), ALL }, ANSWER_YES },
	{ "the other way closed", WRITE_SPN, { DENY(0x08, SPN_TEXT), ALL }, ANSWER_YES },
	{ "both closed", WRITE_SPN, { DENY(0x28, SPN_TEXT), ALL }, ANSWER_NO },
	{ "one way in doubt, the other open", WRITE_SPN, { MAY_DENY(0x08, SPN_TEXT), ALL },
		ANSWER_YES },
	{ "both in doubt", WRITE_SPN, { MAY_DENY(0x28, SPN_TEXT), ALL }, ANSWER_MAYBE },
	{ "set, attribute and write share a GUID", WRITE_HOST_NAME, { ALLOW(0x08, DNS_HOST_NAME) },
		ANSWER_YES },
	{ "the same", WRITE_HOST_NAME, { ALLOW(0x20, DNS_HOST_NAME) }, ANSWER_YES },
	{ "both closed", WRITE_HOST_NAME, { DENY(0x28, DNS_HOST_NAME), ALL }, ANSWER_NO },
	{ "another attribute", WRITE_HOST_NAME, { ALLOW(0x28, SPN_TEXT) }, ANSWER_NO },
	{ "the set", WRITE_STATE, { ALLOW(0x20, RESTRICTIONS) }, ANSWER_YES },
	{ "the attribute", WRITE_STATE, { ALLOW(0x20, ACCOUNT_CONTROL) }, ANSWER_YES },
	{ "there is no validated write", WRITE_STATE, { ALLOW(0x08, ACCOUNT_CONTROL) }, ANSWER_NO },
	{ "the attribute is closed though the set is open", WRITE_STATE,
		{ DENY(0x20, ACCOUNT_CONTROL), ALLOW(0x20, RESTRICTIONS) }, ANSWER_NO },
};

START_TEST(each)
{
	struct ace ace[COUNT_OF(rows[0].ace)];
	struct guid object_type[COUNT_OF(ace)];
	uint8_t trustee[CASE_SID_BYTES];
	struct descriptor descriptor = { .dacl = { .state = ACL_PRESENT, .ace = ace } };
	for (size_t i = 0; i < COUNT_OF(ace) && rows[_i].ace[i].type != 0; i++) {
		const char *type = rows[_i].ace[i].object_type;
		ace[i] = (struct ace){ .index = i,
			.known = true,
			.type = rows[_i].ace[i].type,
			.mask = rows[_i].ace[i].mask,
			.object_type = type != NULL ? &object_type[i] : NULL,
			.trustee = raw_of(CNO, trustee) };
		ck_assert(type == NULL || guid_parse(type, &object_type[i]));
		descriptor.dacl.count++;
	}
	const struct requester requester = { .token = { &sid_of[CNO], 1, TOKEN_LISTED } };
	struct arena *arena = arena_new();
	struct access_evaluation evaluation;
	access_evaluation_open(arena, &descriptor, &requester, &evaluation);
	enum answer answer = right_ask(&cms_rights[rows[_i].right], &evaluation).granted;
	arena_free(arena);
	ck_assert_msg(answer == rows[_i].answer, "%s: %s: %d", cms_rights[rows[_i].right].name,
		rows[_i].because, answer);
}
END_TEST

static const struct {
	const char *id;
	size_t right, way;
	uint32_t mask;
	const char *chain[RIGHT_CHAIN_MAX];
} way_rows[] = {
	{ "reset-password", CMS_RESET_PASSWORD, 0, 0x100, { COMPUTER_TEXT, RESET_TEXT } },
	{ "write-spn", CMS_WRITE_SPN, 0, 0x20, { COMPUTER_TEXT, PUBLIC_TEXT, SPN_TEXT } },
	{ "write-spn", CMS_WRITE_SPN, 1, 0x08, { COMPUTER_TEXT, PUBLIC_TEXT, SPN_TEXT } },
	{ "write-dns-host-name", CMS_WRITE_DNS_HOST_NAME, 0, 0x20,
		{ COMPUTER_TEXT, DNS_HOST_NAME } },
	{ "write-dns-host-name", CMS_WRITE_DNS_HOST_NAME, 1, 0x08,
		{ COMPUTER_TEXT, DNS_HOST_NAME } },
	{ "write-account-restrictions", CMS_WRITE_ACCOUNT_RESTRICTIONS, 0, 0x20,
		{ COMPUTER_TEXT, RESTRICTIONS, ACCOUNT_CONTROL } },
};

START_TEST(ways)
{
	struct arena *arena = arena_new();
	const struct right *right = &cms_rights[way_rows[_i].right];
	const struct right_way *way = &right->way[way_rows[_i].way];
	ck_assert_str_eq(right->id, way_rows[_i].id);
	ck_assert_uint_eq(way->mask, way_rows[_i].mask);
	size_t count = 0;
	while (count < RIGHT_CHAIN_MAX && way_rows[_i].chain[count] != NULL)
		count++;
	ck_assert_uint_eq(way->chain_count, count);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(guid_write(arena, &way->chain[i]), way_rows[_i].chain[i]);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("rights");
	TCase *tcase = tcase_create("rights");
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_loop_test(tcase, ways, 0, COUNT_OF(way_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
