/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rights that a cluster uses, one by one. */
#include "tests/test.h"

#include "ldapchk/rights.h"
#include "tests/ldapchk/access_case.h"

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
	enum right_answer answer;
} rows[] = {
	{ "nothing", RESET, { { 0 } }, RIGHT_DENIED },
	{ "Full Control", RESET, { ALL }, RIGHT_GRANTED },
	{ "Full Control", WRITE_SPN, { ALL }, RIGHT_GRANTED },
	{ "Full Control", WRITE_HOST_NAME, { ALL }, RIGHT_GRANTED },
	{ "Full Control", WRITE_STATE, { ALL }, RIGHT_GRANTED },
	{ "the extended right", RESET, { ALLOW(0x100, RESET_TEXT) }, RIGHT_GRANTED },
	{ "all of the class", RESET, { ALLOW(0x100, COMPUTER_TEXT) }, RIGHT_GRANTED },
	{ "to change is not to reset", RESET, { ALLOW(0x100, CHANGE_TEXT) }, RIGHT_DENIED },
	{ "to write is not to control", RESET, { ALLOW(0x20, RESET_TEXT) }, RIGHT_DENIED },
	{ "a hole", RESET, { DENY(0x100, RESET_TEXT), ALL }, RIGHT_DENIED },
	{ "a hole that comes late", RESET, { ALL, DENY(0x100, RESET_TEXT) }, RIGHT_GRANTED },
	{ "a hole elsewhere", RESET, { DENY(0x100, CHANGE_TEXT), ALL }, RIGHT_GRANTED },
	{ "a hole perhaps", RESET, { MAY_DENY(0x100, RESET_TEXT), ALL }, RIGHT_IN_DOUBT },
	{ "the attribute", WRITE_SPN, { ALLOW(0x20, SPN_TEXT) }, RIGHT_GRANTED },
	{ "its set", WRITE_SPN, { ALLOW(0x20, PUBLIC_TEXT) }, RIGHT_GRANTED },
	{ "the validated write", WRITE_SPN, { ALLOW(0x08, SPN_TEXT) }, RIGHT_GRANTED },
	{ "the set has no validated write", WRITE_SPN, { ALLOW(0x08, PUBLIC_TEXT) }, RIGHT_DENIED },
	{ "reading", WRITE_SPN, { ALLOW(0x10, SPN_TEXT) }, RIGHT_DENIED },
	{ "one way closed", WRITE_SPN, { DENY(0x20, SPN_TEXT), ALL }, RIGHT_GRANTED },
	{ "the other way closed", WRITE_SPN, { DENY(0x08, SPN_TEXT), ALL }, RIGHT_GRANTED },
	{ "both closed", WRITE_SPN, { DENY(0x28, SPN_TEXT), ALL }, RIGHT_DENIED },
	{ "one way in doubt, the other open", WRITE_SPN, { MAY_DENY(0x08, SPN_TEXT), ALL },
		RIGHT_GRANTED },
	{ "both in doubt", WRITE_SPN, { MAY_DENY(0x28, SPN_TEXT), ALL }, RIGHT_IN_DOUBT },
	{ "set, attribute and write share a GUID", WRITE_HOST_NAME, { ALLOW(0x08, DNS_HOST_NAME) },
		RIGHT_GRANTED },
	{ "the same", WRITE_HOST_NAME, { ALLOW(0x20, DNS_HOST_NAME) }, RIGHT_GRANTED },
	{ "both closed", WRITE_HOST_NAME, { DENY(0x28, DNS_HOST_NAME), ALL }, RIGHT_DENIED },
	{ "another attribute", WRITE_HOST_NAME, { ALLOW(0x28, SPN_TEXT) }, RIGHT_DENIED },
	{ "the set", WRITE_STATE, { ALLOW(0x20, RESTRICTIONS) }, RIGHT_GRANTED },
	{ "the attribute", WRITE_STATE, { ALLOW(0x20, ACCOUNT_CONTROL) }, RIGHT_GRANTED },
	{ "there is no validated write", WRITE_STATE, { ALLOW(0x08, ACCOUNT_CONTROL) },
		RIGHT_DENIED },
	{ "the attribute is closed though the set is open", WRITE_STATE,
		{ DENY(0x20, ACCOUNT_CONTROL), ALLOW(0x20, RESTRICTIONS) }, RIGHT_DENIED },
};

START_TEST(each)
{
	struct ace ace[COUNT_OF(rows[0].ace)];
	struct descriptor descriptor = { .dacl = { .state = ACL_PRESENT, .ace = ace } };
	for (size_t i = 0; i < COUNT_OF(ace) && rows[_i].ace[i].type != 0; i++) {
		const char *type = rows[_i].ace[i].object_type;
		ace[i] = (struct ace){ .index = i,
			.known = true,
			.type = rows[_i].ace[i].type,
			.mask = rows[_i].ace[i].mask,
			.has_object_type = type != NULL,
			.trustee = sid_of[CNO] };
		ck_assert(type == NULL || guid_parse(type, &ace[i].object_type));
		descriptor.dacl.count++;
	}
	const struct token token = { &sid_of[CNO], 1, true };
	enum right_answer answer =
		right_evaluate(&cms_rights[rows[_i].right], &descriptor, &token, NULL);
	ck_assert_msg(answer == rows[_i].answer, "%s: %s: %d", cms_rights[rows[_i].right].name,
		rows[_i].because, answer);
}
END_TEST

/* A GUID that could not be read would shorten its chain, and a deny behind it would be missed. */
START_TEST(table_is_whole)
{
	ck_assert_uint_eq(cms_right_count, 4);
	for (size_t i = 0; i < cms_right_count; i++) {
		ck_assert(cms_rights[i].name != NULL && cms_rights[i].way[0].mask != 0);
		for (size_t j = 0; j < RIGHT_WAYS_MAX && cms_rights[i].way[j].mask != 0; j++) {
			const struct right_way *way = &cms_rights[i].way[j];
			struct guid guid;
			ck_assert_str_eq(way->chain[0], COMPUTER_TEXT);
			ck_assert_ptr_nonnull(way->chain[1]);
			for (size_t k = 0; k < RIGHT_CHAIN_MAX && way->chain[k] != NULL; k++)
				ck_assert_msg(guid_parse(way->chain[k], &guid), "%s: %s",
					cms_rights[i].name, way->chain[k]);
		}
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("rights");
	TCase *tcase = tcase_create("rights");
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_test(tcase, table_is_whole);
	suite_add_tcase(suite, tcase);
	return suite;
}
