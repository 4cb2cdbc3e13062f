/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "security/sddl/rights.h"
#include "tests/security/sddl/sddl_case.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

enum { LABEL = true, NO_LABEL = false };

/* The text ends where the field does: what follows it must not be taken. */
static const struct {
	const char *text, *left;
	bool label;
	uint32_t mask;
	const char *because;
} read_rows[] = {
	{ ";", ";", NO_LABEL, 0, "no rights" },
	{ "", "", NO_LABEL, 0, "no rights at the end of the text" },
	{ "GA;", ";", NO_LABEL, 0x10000000, "generic all" },
	{ "GR;", ";", NO_LABEL, 0x80000000, "generic read" },
	{ "GW;", ";", NO_LABEL, 0x40000000, "generic write" },
	{ "GX;", ";", NO_LABEL, 0x20000000, "generic execute" },
	{ "SD;", ";", NO_LABEL, 0x00010000, "delete" },
	{ "RC;", ";", NO_LABEL, 0x00020000, "read control" },
	{ "WD;", ";", NO_LABEL, 0x00040000, "write DACL" },
	{ "WO;", ";", NO_LABEL, 0x00080000, "write owner" },
	{ "CC;", ";", NO_LABEL, 0x00000001, "create child" },
	{ "DC;", ";", NO_LABEL, 0x00000002, "delete child" },
	{ "LC;", ";", NO_LABEL, 0x00000004, "list contents" },
	{ "SW;", ";", NO_LABEL, 0x00000008, "validated write" },
	{ "RP;", ";", NO_LABEL, 0x00000010, "read property" },
	{ "WP;", ";", NO_LABEL, 0x00000020, "write property" },
	{ "DT;", ";", NO_LABEL, 0x00000040, "delete tree" },
	{ "LO;", ";", NO_LABEL, 0x00000080, "list object" },
	{ "CR;", ";", NO_LABEL, 0x00000100, "control access" },
	{ "FA;", ";", NO_LABEL, 0x001f01ff, "FILE_ALL_ACCESS" },
	{ "FR;", ";", NO_LABEL, 0x00120089, "FILE_GENERIC_READ" },
	{ "FW;", ";", NO_LABEL, 0x00120116, "FILE_GENERIC_WRITE" },
	{ "FX;", ";", NO_LABEL, 0x001200a0, "FILE_GENERIC_EXECUTE" },
	{ "KA;", ";", NO_LABEL, 0x000f003f, "KEY_ALL_ACCESS" },
	{ "KR;", ";", NO_LABEL, 0x00020019, "KEY_READ" },
	{ "KW;", ";", NO_LABEL, 0x00020006, "KEY_WRITE" },
	{ "KX;", ";", NO_LABEL, 0x00020019, "KEY_EXECUTE is KEY_READ" },
	{ "NW;", ";", LABEL, 0x1, "no write up" },
	{ "NRNX;", ";", LABEL, 0x6, "no read up, no execute up" },
	{ "GANW;", ";", LABEL, 0x10000001, "labels may have other rights too" },
	{ "RPWPCRCCDCLCLORCWOWDSDDTSW;", ";", NO_LABEL, 0x000f01ff, "full control, as AD has it" },
	{ "RPRPRP;", ";", NO_LABEL, 0x10, "again and again" },
	{ "FAGX;", ";", NO_LABEL, 0x201f01ff, "a whole and a bit" },
	{ "rpWp;", ";", NO_LABEL, 0x30, "in either case" },
	{ "  RP WP;", ";", NO_LABEL, 0x30, "spaces before and between" },
	{ "RPx", "x", NO_LABEL, 0x10, "half a pair is not taken" },
	{ "0;", ";", NO_LABEL, 0, "zero" },
	{ "16;", ";", NO_LABEL, 0x10, "decimal" },
	{ "020;", ";", NO_LABEL, 0x10, "octal" },
	{ "0x1200A9;", ";", NO_LABEL, 0x001200a9, "hexadecimal" },
	{ "0X10;", ";", NO_LABEL, 0x10, "with a large X" },
	{ " 0x10;", ";", NO_LABEL, 0x10, "spaces before a number" },
	{ "4294967295;", ";", NO_LABEL, 0xffffffff, "the largest" },
	{ "037777777777;", ";", NO_LABEL, 0xffffffff, "the largest in octal" },
	{ "0x00000000ffffffff;", ";", NO_LABEL, 0xffffffff, "zeros before it make it no larger" },
	{ "0x10 ;", " ;", NO_LABEL, 0x10, "a space behind a number is not taken" },
	{ "08;", "8;", NO_LABEL, 0, "8 is no octal digit" },
};

START_TEST(read_gives_the_mask)
{
	struct error error = { 0 };
	struct sddl_reader reader = reader_over(arena, read_rows[_i].text, NULL, &error);
	uint32_t mask = 0xdeadbeef;
	const char *because = read_rows[_i].because;
	ck_assert_msg(sddl_rights_read(&reader, read_rows[_i].label, &mask), "%s: %s", because,
		error.text);
	ck_assert_msg(mask == read_rows[_i].mask, "%s: 0x%x", because, mask);
	const size_t taken = strlen(read_rows[_i].text) - strlen(read_rows[_i].left);
	ck_assert_msg(reader.at == reader.begin + taken, "%s", because);
}
END_TEST

static const struct {
	const char *text;
	bool label;
	size_t column;
	const char *because;
} refused_rows[] = {
	{ "XX;", NO_LABEL, 1, "no right" },
	{ "RPOO;", NO_LABEL, 3, "no right behind one" },
	{ "RP R C;", NO_LABEL, 3, "pairs are not to be parted" },
	{ "NW;", NO_LABEL, 1, "a right of labels only" },
	{ "RPNX;", NO_LABEL, 3, "likewise" },
	{ "RP ;", NO_LABEL, 3, "a space behind rights" },
	{ " ;", NO_LABEL, 1, "spaces alone" },
	{ "4294967296;", NO_LABEL, 1, "one more than 32 bits" },
	{ "040000000000;", NO_LABEL, 1, "one more in octal" },
	{ "0x100000000;", NO_LABEL, 1, "one more in hexadecimal" },
	{ "99999999999999999999999999;", NO_LABEL, 1, "more than 64 bits" },
	{ "18446744073709551617;", NO_LABEL, 1, "2^64 + 1 is not 1" },
	{ "0x;", NO_LABEL, 1, "no digit" },
	{ "0x 10;", NO_LABEL, 1, "no digit but a space" },
};

START_TEST(read_refuses)
{
	struct error error = { 0 };
	struct sddl_reader reader = reader_over(arena, refused_rows[_i].text, NULL, &error);
	uint32_t mask;
	const char *because = refused_rows[_i].because;
	ck_assert_msg(!sddl_rights_read(&reader, refused_rows[_i].label, &mask), "%s", because);
	ck_assert_msg(column_of(&error) == refused_rows[_i].column, "%s: %s", because, error.text);
}
END_TEST

static const struct {
	uint32_t mask;
	bool label;
	const char *text, *because;
} write_rows[] = {
	{ 0, NO_LABEL, "", "no rights" },
	{ 0x000f01ff, NO_LABEL, "CCDCLCSWRPWPDTLOCRSDRCWDWO", "by bits, from the lowest" },
	{ 0x00020094, NO_LABEL, "LCRPLORC", "what everybody has in a directory" },
	{ 0xe00f0000, NO_LABEL, "SDRCWDWOGXGWGR", "generic ones behind the others" },
	{ 0xf0000000, NO_LABEL, "GAGXGWGR", "in this order" },
	{ 0x001f01ff, NO_LABEL, "FA", "a whole" },
	{ 0x00120089, NO_LABEL, "FR", "a whole" },
	{ 0x00120116, NO_LABEL, "FW", "a whole" },
	{ 0x001200a0, NO_LABEL, "FX", "a whole" },
	{ 0x000f003f, NO_LABEL, "KA", "a whole whose bits have letters" },
	{ 0x00020019, NO_LABEL, "KR", "not KX" },
	{ 0x00020006, NO_LABEL, "KW", "a whole" },
	{ 0x000f003e, NO_LABEL, "DCLCSWRPWPSDRCWDWO", "not quite a whole" },
	{ 0x001200a9, NO_LABEL, "0x1200a9", "synchronize has no letters" },
	{ 0x201f01ff, NO_LABEL, "0x201f01ff", "a whole and a bit" },
	{ 0x00000200, NO_LABEL, "0x200", "a bit without letters" },
	{ 0x02000000, NO_LABEL, "0x2000000", "maximum allowed" },
	{ 0xffffffff, NO_LABEL, "0xffffffff", "all bits" },
	{ 0x1, LABEL, "NW", "of a label" },
	{ 0x7, LABEL, "NWNRNX", "of a label, by bits" },
	{ 0, LABEL, "", "a label without a policy" },
	{ 0x1, NO_LABEL, "CC", "the same bit of another ACE" },
	{ 0x9, LABEL, "CCSW", "more than a label has" },
};

START_TEST(write_gives_the_text)
{
	struct text text = text_new(arena);
	sddl_rights_write(&text, write_rows[_i].mask, write_rows[_i].label);
	ck_assert_msg(strcmp(text.data, write_rows[_i].text) == 0, "%s: %s", write_rows[_i].because,
		text.data);
}
END_TEST

/* Every bit alone, and every pair of bits: what is written is read as the same mask. */
START_TEST(written_is_read)
{
	for (unsigned i = 0; i < 32; i++) {
		for (unsigned k = i; k < 32; k++) {
			const uint32_t mask = 1U << i | 1U << k;
			struct text text = text_new(arena);
			struct error error = { 0 };
			uint32_t read;
			sddl_rights_write(&text, mask, _i != 0);
			struct sddl_reader reader = reader_over(arena, text.data, NULL, &error);
			ck_assert_msg(sddl_rights_read(&reader, _i != 0, &read), "%s", error.text);
			ck_assert_uint_eq(read, mask);
			ck_assert_ptr_eq(reader.at, reader.end);
		}
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sddl_rights");
	TCase *tcase = tcase_create("core");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, read_gives_the_mask, 0, COUNT(read_rows));
	tcase_add_loop_test(tcase, read_refuses, 0, COUNT(refused_rows));
	tcase_add_loop_test(tcase, write_gives_the_text, 0, COUNT(write_rows));
	tcase_add_loop_test(tcase, written_is_read, 0, 2);
	suite_add_tcase(suite, tcase);
	return suite;
}
