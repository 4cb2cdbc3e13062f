/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "shares/manifest.h"

static const struct {
	const char *because, *text, *error; /* NULL: it is XML */
} rows[] = {
	{ "as Exchange begins it", "<?xml version=\"1.0\" encoding=\"utf-8\"?><OAB/>", NULL },
	{ "with lists",
		"<OAB><OAL id=\"1\"><Full seq=\"1\">a.lzx</Full></OAL><OAL id=\"2\"/></OAB>\n",
		NULL },
	{ "another document", "<html><body/></html>", "not an address book" },
	{ "an address book inside of another document", "<a><OAB/></a>", "not an address book" },
	{ "nothing", "", "line 1" },
	{ "it ends in the middle", "<OAB>\n<OAL id=", "line 2" },
	{ "two roots", "<OAB/><OAB/>", "line 1" },
	{ "no XML", "The network path was not found.", "line 1" },
	{ "a document type, and what it could declare",
		"<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>",
		"document types" },
	{ "an undeclared entity", "<OAB>&b;</OAB>", "line 1" },
	{ "bytes that are no UTF-8", "<OAB>\xff</OAB>", "line 1" },
};

START_TEST(manifest)
{
	struct error error = { 0 };
	const bool ok = manifest_check(rows[_i].text, &error);
	ck_assert_msg(ok == (rows[_i].error == NULL), "%s: %s", rows[_i].because, error.text);
	if (!ok)
		ck_assert_msg(
			error.kind == ERROR_MALFORMED && strstr(error.text, rows[_i].error) != NULL,
			"%s: %s", rows[_i].because, error.text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("manifest");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, manifest, 0, (int)(sizeof rows / sizeof *rows));
	suite_add_tcase(suite, test);
	return suite;
}
