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
	{ "a file in another folder", "<OAB><OAL><Full>..\\x</Full></OAL></OAB>", "its folder" },
	{ "another form of that", "<OAB><OAL><Full>a/b</Full></OAL></OAB>", "its folder" },
	{ "the folder above", "<OAB><OAL><Full>..</Full></OAL></OAB>", "its folder" },
	{ "bytes that are no UTF-8", "<OAB>\xff</OAB>", "line 1" },
};

START_TEST(manifest)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	struct manifest read;
	const char *text = rows[_i].text;
	const bool ok = manifest_read(arena, bytes_of(text, strlen(text)), &read, &error);
	ck_assert_msg(ok == (rows[_i].error == NULL), "%s: %s", rows[_i].because, error.text);
	if (!ok)
		ck_assert_msg(
			error.kind == ERROR_MALFORMED && strstr(error.text, rows[_i].error) != NULL,
			"%s: %s", rows[_i].because, error.text);
	arena_free(arena);
}
END_TEST

/* What it lists. */
static const struct {
	const char *because, *text;
	size_t lists;
	const char *file[3];
} books[] = {
	{ "no list", "<OAB/>", 0, { NULL } },
	{ "lists without files", "<OAB><OAL/><OAL/></OAB>", 2, { NULL } },
	{ "as Exchange writes it",
		"<OAB><OAL id='1'>\r\n<Full seq='2'>\r\n  a-data-2.lzx\r\n</Full>"
		"<Template type='mac'>a-mac0409-2.lzx</Template><Diff>a-binpatch-2.lzx</Diff>"
		"</OAL></OAB>",
		1, { "a-data-2.lzx", "a-mac0409-2.lzx", "a-binpatch-2.lzx" } },
	{ "a name with a space and an entity", "<OAB><OAL><Full>a b&amp;c</Full></OAL></OAB>", 1,
		{ "a b&c" } },
	{ "elements that are no list", "<OAB><X><Full>a</Full></X><OAL/></OAB>", 1, { NULL } },
	{ "elements within a file", "<OAB><OAL><Full><Y>b</Y>a</Full></OAL></OAB>", 1, { "a" } },
	{ "an OAL elsewhere", "<OAB><X><OAL><Full>a</Full></OAL></X></OAB>", 0, { NULL } },
};

START_TEST(files)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	struct manifest read;
	const char *text = books[_i].text;
	ck_assert_msg(manifest_read(arena, bytes_of(text, strlen(text)), &read, &error), "%s: %s",
		books[_i].because, error.text);
	ck_assert_msg(read.lists == books[_i].lists, "%s: %zu", books[_i].because, read.lists);
	size_t count = 0;
	while (count < 3 && books[_i].file[count] != NULL)
		count++;
	ck_assert_msg(read.file_count == count, "%s: %zu", books[_i].because, read.file_count);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(read.file[i], books[_i].file[i]);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("manifest");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, manifest, 0, (int)(sizeof rows / sizeof *rows));
	tcase_add_loop_test(test, files, 0, (int)(sizeof books / sizeof *books));
	suite_add_tcase(suite, test);
	return suite;
}
