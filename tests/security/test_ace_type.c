/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the 256 types of an ACE is: MS-DTYP 2.4.4.1, and those that it does not know. */
#include "tests/test.h"

#include <string.h>

#include "security/descriptor.h"

enum { ALL_TYPES = 256 };

enum trait {
	ALLOWS = 1,
	DENIES = 2,
	AUDITS = 4, /* belongs into a SACL */
	OBJECT = 8,
	CONDITION = 16,
};

/* In the order of the specification's table; what is not in it is nothing. */
static const struct {
	uint8_t type;
	const char *name;
	unsigned traits;
} known_types[] = {
	{ 0x00, "allow", ALLOWS },
	{ 0x01, "deny", DENIES },
	{ 0x02, "audit", AUDITS },
	{ 0x03, "alarm", AUDITS },
	{ 0x05, "object-allow", ALLOWS | OBJECT },
	{ 0x06, "object-deny", DENIES | OBJECT },
	{ 0x07, "object-audit", AUDITS | OBJECT },
	{ 0x08, "object-alarm", AUDITS | OBJECT },
	{ 0x09, "callback-allow", ALLOWS | CONDITION },
	{ 0x0a, "callback-deny", DENIES | CONDITION },
	{ 0x0b, "callback-object-allow", ALLOWS | OBJECT | CONDITION },
	{ 0x0c, "callback-object-deny", DENIES | OBJECT | CONDITION },
	{ 0x0d, "callback-audit", AUDITS | CONDITION },
	{ 0x0e, "callback-alarm", AUDITS | CONDITION },
	{ 0x0f, "callback-object-audit", AUDITS | OBJECT | CONDITION },
	{ 0x10, "callback-object-alarm", AUDITS | OBJECT | CONDITION },
	{ 0x11, "label", AUDITS },
	{ 0x12, "resource-attribute", AUDITS },
	{ 0x13, "scoped-policy", AUDITS },
	{ 0x14, "trust-label", AUDITS },
	{ 0x15, "access-filter", AUDITS | CONDITION },
};

static unsigned traits_of(uint8_t type)
{
	const struct ace ace = { .type = type };
	unsigned traits = 0;
	traits |= ace_allows(&ace) ? ALLOWS : 0;
	traits |= ace_denies(&ace) ? DENIES : 0;
	traits |= ace_type_is_audit(type) ? AUDITS : 0;
	traits |= ace_type_has_object(type) ? OBJECT : 0;
	traits |= ace_is_conditional(&ace) ? CONDITION : 0;
	return traits;
}

START_TEST(each_type)
{
	const char *name = "unknown";
	unsigned traits = 0;
	for (size_t i = 0; i < sizeof known_types / sizeof *known_types; i++) {
		if (known_types[i].type == _i) {
			name = known_types[i].name;
			traits = known_types[i].traits;
		}
	}
	ck_assert_str_eq(ace_type_name((uint8_t)_i), name);
	ck_assert_uint_eq(traits_of((uint8_t)_i), traits);
}
END_TEST

/* An ACE of that type is read as known, and as no other: its SID is where its type puts it. */
START_TEST(each_type_is_read)
{
	/* Header; DACL of one ACE: mask 0, object flags 0 or the SID S-1-0, then S-1-0. */
	uint8_t data[] = { 1, 0, 0x04, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, /**/
		4, 0, 28, 0, 1, 0, 0, 0, (uint8_t)_i, 0, 20, 0, 0, 0, 0, 0,                   /**/
		0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 };
	const bool known = strcmp(ace_type_name((uint8_t)_i), "unknown") != 0;
	const bool object = ace_type_has_object((uint8_t)_i);
	struct arena *arena = arena_new();
	struct descriptor read;
	struct error error = { 0 };
	if (!object)
		data[36] = 1; /* a SID begins where the flags would be */
	ck_assert_msg(descriptor_read(bytes_of(data, sizeof data), arena, &read, &error), "%s",
		error.text);
	const struct ace *ace = &read.dacl.ace[0];
	ck_assert_int_eq(ace->type, _i);
	ck_assert_int_eq(ace->known, known);
	ck_assert_uint_eq(ace->raw.length, 20);
	if (known)
		ck_assert_uint_eq(ace->rest.length, object ? 0 : 4);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ace_type");
	TCase *tcase = tcase_create("ace_type");
	tcase_add_loop_test(tcase, each_type, 0, ALL_TYPES);
	tcase_add_loop_test(tcase, each_type_is_read, 0, ALL_TYPES);
	suite_add_tcase(suite, tcase);
	return suite;
}
