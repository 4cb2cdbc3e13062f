/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/security/sddl/sddl_case.h"

static struct arena *arena;
static struct sid domain;

static void arena_up(void)
{
	arena = arena_new();
	domain = sid_of(DOMAIN);
}

static void arena_down(void)
{
	arena_free(arena);
}

/* MS-DTYP 2.4.2.4, and winnt.h for those it does not have. */
static const struct {
	const char *alias, *sid;
} alias_rows[] = {
	{ "AA", "S-1-5-32-579" },
	{ "AC", "S-1-15-2-1" },
	{ "AN", "S-1-5-7" },
	{ "AO", "S-1-5-32-548" },
	{ "AS", "S-1-18-1" },
	{ "AU", "S-1-5-11" },
	{ "BA", "S-1-5-32-544" },
	{ "BG", "S-1-5-32-546" },
	{ "BO", "S-1-5-32-551" },
	{ "BU", "S-1-5-32-545" },
	{ "CD", "S-1-5-32-574" },
	{ "CG", "S-1-3-1" },
	{ "CO", "S-1-3-0" },
	{ "CY", "S-1-5-32-569" },
	{ "ED", "S-1-5-9" },
	{ "ER", "S-1-5-32-573" },
	{ "ES", "S-1-5-32-576" },
	{ "HA", "S-1-5-32-578" },
	{ "HI", "S-1-16-12288" },
	{ "HO", "S-1-5-32-584" },
	{ "IS", "S-1-5-32-568" },
	{ "IU", "S-1-5-4" },
	{ "LS", "S-1-5-19" },
	{ "LU", "S-1-5-32-559" },
	{ "LW", "S-1-16-4096" },
	{ "ME", "S-1-16-8192" },
	{ "MP", "S-1-16-8448" },
	{ "MS", "S-1-5-32-577" },
	{ "MU", "S-1-5-32-558" },
	{ "NO", "S-1-5-32-556" },
	{ "NS", "S-1-5-20" },
	{ "NU", "S-1-5-2" },
	{ "OW", "S-1-3-4" },
	{ "PO", "S-1-5-32-550" },
	{ "PS", "S-1-5-10" },
	{ "PU", "S-1-5-32-547" },
	{ "RA", "S-1-5-32-575" },
	{ "RC", "S-1-5-12" },
	{ "RD", "S-1-5-32-555" },
	{ "RE", "S-1-5-32-552" },
	{ "RM", "S-1-5-32-580" },
	{ "RU", "S-1-5-32-554" },
	{ "SH", "S-1-5-32-585" },
	{ "SI", "S-1-16-16384" },
	{ "SO", "S-1-5-32-549" },
	{ "SS", "S-1-18-2" },
	{ "SU", "S-1-5-6" },
	{ "SY", "S-1-5-18" },
	{ "UD", "S-1-5-84-0-0-0-0-0" },
	{ "WD", "S-1-1-0" },
	{ "WR", "S-1-5-33" },
	{ "AP", DOMAIN "-525" },
	{ "CA", DOMAIN "-517" },
	{ "CN", DOMAIN "-522" },
	{ "DA", DOMAIN "-512" },
	{ "DC", DOMAIN "-515" },
	{ "DD", DOMAIN "-516" },
	{ "DG", DOMAIN "-514" },
	{ "DU", DOMAIN "-513" },
	{ "EA", DOMAIN "-519" },
	{ "EK", DOMAIN "-527" },
	{ "KA", DOMAIN "-526" },
	{ "LA", DOMAIN "-500" },
	{ "LG", DOMAIN "-501" },
	{ "PA", DOMAIN "-520" },
	{ "RO", DOMAIN "-498" },
	{ "RS", DOMAIN "-553" },
	{ "SA", DOMAIN "-518" },
};

static bool is_of_domain(const char *sid)
{
	return strncmp(sid, DOMAIN, strlen(DOMAIN)) == 0;
}

static const char *written(const char *sid, const struct sid *of_domain)
{
	const struct sid parsed = sid_of(sid);
	struct text text = text_new(arena);
	ck_assert_msg(sddl_sid_write(&text, &parsed, of_domain), "%s", sid);
	return text.data;
}

START_TEST(alias_is_read_and_written)
{
	const char *alias = alias_rows[_i].alias;
	const char small[] = { (char)(alias[0] | 0x20), (char)(alias[1] | 0x20), '\0' };
	const char *const spellings[] = { alias, small };
	for (size_t i = 0; i < COUNT(spellings); i++) {
		struct error error = { 0 };
		struct sddl_reader reader = reader_over(arena, spellings[i], &domain, &error);
		struct sid sid;
		ck_assert_msg(sddl_sid_read(&reader, &sid), "%s", error.text);
		ck_assert_str_eq(sid_write(arena, &sid), alias_rows[_i].sid);
		ck_assert_ptr_eq(reader.at, reader.end);
	}
	ck_assert_str_eq(written(alias_rows[_i].sid, &domain), alias);
}
END_TEST

START_TEST(alias_without_a_domain)
{
	struct error error = { 0 };
	struct sddl_reader reader = reader_over(arena, alias_rows[_i].alias, NULL, &error);
	struct sid sid;
	const bool relative = is_of_domain(alias_rows[_i].sid);
	ck_assert(sddl_sid_read(&reader, &sid) == !relative);
	ck_assert_uint_eq(column_of(&error), relative ? 1 : 0);
	ck_assert_str_eq(written(alias_rows[_i].sid, NULL),
		relative ? alias_rows[_i].sid : alias_rows[_i].alias);
}
END_TEST

static const struct {
	const char *text, *sid, *left, *because;
} read_rows[] = {
	{ "S-1-1-0;", "S-1-1-0", ";", "up to where it ends" },
	{ "s-1-5-18)", "S-1-5-18", ")", "a small s" },
	{ DOMAIN "-1104)", DOMAIN "-1104", ")", "an account" },
	{ "S-1-0x20-3)", "S-1-32-3", ")", "a hexadecimal authority" },
	{ "S-1-5-0x15-0X3e8)", "S-1-5-21-1000", ")", "hexadecimal sub-authorities" },
	{ "S-1-3-0x00000002)", "S-1-3-2", ")", "zeros in hexadecimal" },
	{ "S-1-5-0x15D:", "S-1-5-21", "D:", "what begins the DACL is no digit" },
	{ "S-1-5-0xdD:", "S-1-5-13", "D:", "only the last one does" },
	{ "S-1-5-0xDD;", "S-1-5-221", ";", "no colon, no DACL" },
	{ "S-1-2-512D:", "S-1-2-512", "D:", "in decimal there is no doubt" },
	{ "S-1-0xfedcba987654-7", "S-1-0xfedcba987654-7", "", "48 bits of authority" },
	{ "S-1-281474976710655-7", "S-1-0xffffffffffff-7", "", "48 bits in decimal" },
	{ "S-1-3-4294967295-0xffffffff", "S-1-3-4294967295-4294967295", "", "the largest" },
	{ "S- 1- 5-18", "S-1-5-18", "", "spaces before revision and authority, as Windows" },
	{ "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15)", "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15",
		")", "fifteen" },
	{ "BADA", "S-1-5-32-544", "DA", "two letters only" },
	{ "SYS-1-1-0", "S-1-5-18", "S-1-1-0", "two letters, the rest is not taken" },
};

START_TEST(spelt_is_read)
{
	struct error error = { 0 };
	struct sddl_reader reader = reader_over(arena, read_rows[_i].text, NULL, &error);
	struct sid sid;
	const char *because = read_rows[_i].because;
	ck_assert_msg(sddl_sid_read(&reader, &sid), "%s: %s", because, error.text);
	ck_assert_msg(strcmp(sid_write(arena, &sid), read_rows[_i].sid) == 0, "%s", because);
	const size_t taken = strlen(read_rows[_i].text) - strlen(read_rows[_i].left);
	ck_assert_msg(reader.at == reader.begin + taken, "%s", because);
}
END_TEST

static const struct {
	const char *text;
	size_t column;
	const char *because;
} refused_rows[] = {
	{ "", 1, "nothing" },
	{ "S", 1, "one letter" },
	{ "XX", 1, "no alias" },
	{ "B1", 1, "no letters" },
	{ "1-5-18", 1, "no S" },
	{ "S-", 3, "ends before the revision" },
	{ "S-2-5-18", 3, "another revision" },
	{ "S-0x1-5-18", 3, "a revision that would make all numbers hexadecimal" },
	{ "S-10-5", 4, "another revision" },
	{ "S-1", 4, "ends before the authority" },
	{ "S-1-", 5, "an empty authority" },
	{ "S-1-5", 6, "no sub-authority, which Windows refuses" },
	{ "S-1-5G:BA", 6, "and something behind it" },
	{ "S-1-5-", 7, "an empty sub-authority" },
	{ "S-1-5-32- 544", 10, "a space before a sub-authority" },
	{ "S-1-5-4294967296", 7, "more than 32 bits, which Windows makes 4294967295" },
	{ "S-1-5-0x100000000", 7, "likewise" },
	{ "S-1-0x1000000000000-1", 5, "more than 48 bits" },
	{ "S-1-281474976710656", 5, "likewise" },
	{ "S-1-5-010", 7, "eight or ten?" },
	{ "S-1-5--1", 7, "a negative number" },
	{ "S-1-5-+1", 7, "a sign" },
	{ "S-1-5-0x", 7, "no digits" },
	{ "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", 43, "sixteen" },
};

START_TEST(spelt_is_refused)
{
	struct error error = { 0 };
	struct sddl_reader reader = reader_over(arena, refused_rows[_i].text, &domain, &error);
	struct sid sid = domain;
	const char *because = refused_rows[_i].because;
	ck_assert_msg(!sddl_sid_read(&reader, &sid), "%s", because);
	ck_assert_msg(column_of(&error) == refused_rows[_i].column, "%s: %s", because, error.text);
	ck_assert_uint_eq(sid.count, 0);
}
END_TEST

static const struct {
	const char *sid, *text, *because;
} write_rows[] = {
	{ DOMAIN "-1104", DOMAIN "-1104", "no alias" },
	{ "S-1-5-21-1111-2222-3334-512", "S-1-5-21-1111-2222-3334-512", "of another domain" },
	{ "S-1-5-21-1111-2222-512", "S-1-5-21-1111-2222-512", "a shorter domain" },
	{ DOMAIN "-512-512", DOMAIN "-512-512", "longer than an account's" },
	{ "S-1-4-21-1111-2222-3333-512", "S-1-4-21-1111-2222-3333-512", "another authority" },
	{ DOMAIN "-0", DOMAIN "-0", "0 is the number of no alias" },
	{ DOMAIN, DOMAIN, "the domain itself" },
	{ "S-1-5-32-560", "S-1-5-32-560", "a group without an alias" },
	{ "S-1-5-32", "S-1-5-32", "no group" },
	{ "S-1-2-0", "S-1-2-0", "LOCAL has none" },
	{ "S-1-0xfedcba987654-7", "S-1-0xfedcba987654-7", "a large authority" },
};

START_TEST(spelt_is_written)
{
	ck_assert_msg(strcmp(written(write_rows[_i].sid, &domain), write_rows[_i].text) == 0, "%s",
		write_rows[_i].because);
}
END_TEST

START_TEST(none_without_sub_authorities)
{
	const struct sid bare = sid_of("S-1-5");
	struct text text = text_new(arena);
	ck_assert(!sddl_sid_write(&text, &bare, &domain));
	ck_assert_uint_eq(text.length, 0);
}
END_TEST

/* Fifteen sub-authorities leave no room for one more. */
START_TEST(longest_domain)
{
	const struct sid longest = sid_of("S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15");
	struct error error = { 0 };
	struct sddl_reader reader = reader_over(arena, "DA", &longest, &error);
	struct sid sid;
	ck_assert(!sddl_sid_read(&reader, &sid));
	ck_assert_uint_eq(column_of(&error), 1);
	ck_assert_str_eq(written("S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-512", &longest),
		"S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-512");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sddl_sid");
	TCase *tcase = tcase_create("core");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, alias_is_read_and_written, 0, COUNT(alias_rows));
	tcase_add_loop_test(tcase, alias_without_a_domain, 0, COUNT(alias_rows));
	tcase_add_loop_test(tcase, spelt_is_read, 0, COUNT(read_rows));
	tcase_add_loop_test(tcase, spelt_is_refused, 0, COUNT(refused_rows));
	tcase_add_loop_test(tcase, spelt_is_written, 0, COUNT(write_rows));
	tcase_add_test(tcase, none_without_sub_authorities);
	tcase_add_test(tcase, longest_domain);
	suite_add_tcase(suite, tcase);
	return suite;
}
