/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "model/rcode.h"

/* The mnemonics of the IANA registry "DNS RCODEs". */
static const struct {
	int64_t rcode;
	const char *name;
} rows[] = {
	{ RCODE_NO_ERROR, "NOERROR" },
	{ RCODE_FORMAT_ERROR, "FORMERR" },
	{ RCODE_SERVER_FAILURE, "SERVFAIL" },
	{ RCODE_NO_SUCH_NAME, "NXDOMAIN" },
	{ RCODE_NOT_IMPLEMENTED, "NOTIMP" },
	{ RCODE_REFUSED, "REFUSED" },
	{ 6, "YXDOMAIN" },
	{ 7, "YXRRSET" },
	{ 8, "NXRRSET" },
	{ RCODE_NOT_AUTHORITATIVE, "NOTAUTH" },
	{ 10, "NOTZONE" },
	{ 11, "RCODE 11" },
	{ 15, "RCODE 15" },
	{ 16, "BADVERS" },
	{ 17, "RCODE 17" },
	{ 23, "RCODE 23" },
	{ 4095, "RCODE 4095" },
	{ INT64_MAX, "RCODE 9223372036854775807" },
	{ -1, "RCODE -1" },
};

START_TEST(codes_are_named)
{
	struct arena *arena = arena_new();
	ck_assert_str_eq(rcode_name(arena, rows[_i].rcode), rows[_i].name);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("rcode");
	TCase *tcase = tcase_create("rcode");
	tcase_add_loop_test(tcase, codes_are_named, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tcase);
	return suite;
}
