/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "security/access.h"
#include "security/file_descriptor.h"
#include "security/sddl/sddl.h"

#define HEAD "REVISION:1,OWNER:S-1-5-18,GROUP:S-1-5-32-544"

/* What smbcacls calls the same, as SDDL: by hand from MS-DTYP 2.4.4.1 and 2.5.1. */
static const struct {
	const char *because, *text, *sddl;
} good[] = {
	{ "one grant", HEAD ",ACL:S-1-1-0:0/0/0x001200a9", "O:SYG:BAD:(A;;0x1200a9;;;WD)" },
	{ "a deny comes first", HEAD ",ACL:S-1-1-0:1/0/0x00010000,ACL:S-1-5-18:0/0/0x001f01ff",
		"O:SYG:BAD:(D;;SD;;;WD)(A;;FA;;;SY)" },
	{ "flags: to files and folders, inherit-only", HEAD ",ACL:S-1-3-0:0/11/0x001f01ff",
		"O:SYG:BAD:(A;OICIIO;FA;;;CO)" },
	{ "flags in hexadecimal, inherited", HEAD ",ACL:S-1-1-0:0/0x10/0x1",
		"O:SYG:BAD:(A;ID;CC;;;WD)" },
	{ "a mask in decimal", HEAD ",ACL:S-1-1-0:0/0/1", "O:SYG:BAD:(A;;CC;;;WD)" },
	{ "without an owner", "REVISION:1,ACL:S-1-1-0:0/0/0x1", "D:(A;;CC;;;WD)" },
};

static const struct {
	const char *because, *text;
} bad[] = {
	{ "nothing", "" },
	{ "no list: it may grant everything, or nothing", HEAD },
	{ "another revision", "REVISION:2,ACL:S-1-1-0:0/0/0x1" },
	{ "an object's entry", HEAD ",ACL:S-1-1-0:5/0/0x1" },
	{ "flags of an audit", HEAD ",ACL:S-1-1-0:0/64/0x1" },
	{ "a name in place of a SID", HEAD ",ACL:CORP\\reader:0/0/0x1" },
	{ "a SID cut short", HEAD ",ACL:S-1-:0/0/0x1" },
	{ "a SID with more behind it", HEAD ",ACL:S-1-1-0;X:0/0/0x1" },
	{ "a mask of 33 bits", HEAD ",ACL:S-1-1-0:0/0/0x100000000" },
	{ "a mask below zero", HEAD ",ACL:S-1-1-0:0/0/-1" },
	{ "a mask that is none", HEAD ",ACL:S-1-1-0:0/0/0x" },
	{ "cut after the type", HEAD ",ACL:S-1-1-0:0" },
	{ "cut after the SID", HEAD ",ACL:S-1-1-0" },
	{ "more than is asked for", HEAD ",ACL:S-1-1-0:0/0/0x1,MODE:1" },
	{ "words of a text of ours", HEAD ",ACL:S-1-1-0:0/0/0x1)(A;;GA;;;WD" },
	{ "an owner that is none", "REVISION:1,OWNER:root,ACL:S-1-1-0:0/0/0x1" },
};

START_TEST(is_read)
{
	struct arena *arena = arena_new();
	struct descriptor descriptor;
	struct error error = { 0 };
	ck_assert_msg(file_descriptor_read(arena, good[_i].text, &descriptor, &error), "%s: %s",
		good[_i].because, error.text);
	const char *written = sddl_write(arena, &descriptor, NULL, &error);
	ck_assert_msg(written != NULL && strcmp(written, good[_i].sddl) == 0, "%s: %s",
		good[_i].because, written == NULL ? error.text : written);
	arena_free(arena);
}
END_TEST

START_TEST(is_refused)
{
	struct arena *arena = arena_new();
	struct descriptor descriptor;
	struct error error = { 0 };
	ck_assert_msg(!file_descriptor_read(arena, bad[_i].text, &descriptor, &error) &&
			      error.kind == ERROR_MALFORMED,
		"%s", bad[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("file_descriptor");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, is_read, 0, (int)(sizeof good / sizeof *good));
	tcase_add_loop_test(test, is_refused, 0, (int)(sizeof bad / sizeof *bad));
	suite_add_tcase(suite, test);
	return suite;
}
