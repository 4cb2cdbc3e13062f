/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "security/unlisted_sid.h"
#include "tests/security/fixture.h"

static const struct {
	const char *sid;
	enum unlisted held;
	const char *because;
} rows[] = {
	{ "S-1-0-0", UNLISTED_NEVER, "NULL SID: nobody" },
	{ "S-1-2-0", UNLISTED_NEVER, "LOCAL: at the machine" },
	{ "S-1-2-1", UNLISTED_NEVER, "CONSOLE LOGON" },
	{ "S-1-3-0", UNLISTED_NEVER, "CREATOR OWNER: a placeholder" },
	{ "S-1-3-1", UNLISTED_NEVER, "CREATOR GROUP" },
	{ "S-1-5-1", UNLISTED_MAYBE, "DIALUP: a kind of logon" },
	{ "S-1-5-2", UNLISTED_MAYBE, "NETWORK" },
	{ "S-1-5-3", UNLISTED_MAYBE, "BATCH" },
	{ "S-1-5-4", UNLISTED_NEVER, "INTERACTIVE: at the domain controller itself" },
	{ "S-1-5-5-0-65000", UNLISTED_NEVER, "a logon session" },
	{ "S-1-5-6", UNLISTED_MAYBE, "SERVICE" },
	{ "S-1-5-7", UNLISTED_NEVER, "ANONYMOUS LOGON: the account has logged on" },
	{ "S-1-5-9", UNLISTED_UNUSUAL, "ENTERPRISE DOMAIN CONTROLLERS: no cluster is one" },
	{ "S-1-5-12", UNLISTED_NEVER, "RESTRICTED" },
	{ "S-1-5-13", UNLISTED_NEVER, "TERMINAL SERVER USER" },
	{ "S-1-5-14", UNLISTED_NEVER, "REMOTE INTERACTIVE LOGON" },
	{ "S-1-5-15", UNLISTED_MAYBE, "This Organization, where the token does not list it" },
	{ "S-1-5-17", UNLISTED_NEVER, "IUSR" },
	{ "S-1-5-18", UNLISTED_NEVER, "SYSTEM of the domain controller" },
	{ "S-1-5-19", UNLISTED_NEVER, "LOCAL SERVICE" },
	{ "S-1-5-20", UNLISTED_NEVER, "NETWORK SERVICE" },
	{ "S-1-5-21-0-0-0-496", UNLISTED_MAYBE, "compound identity" },
	{ "S-1-5-21-0-0-0-497", UNLISTED_MAYBE, "claims valid" },
	{ "S-1-5-21-1-2-3-512", UNLISTED_NO, "a group of a domain" },
	{ "S-1-5-21-0-0-1-512", UNLISTED_NO, "a domain may have zeros in its SID" },
	{ "S-1-5-21-1-2-3", UNLISTED_NO, "the SID of a domain" },
	{ "S-1-5-32-544", UNLISTED_UNUSUAL, "Administrators hold few" },
	{ "S-1-5-32-545", UNLISTED_MAYBE, "Users hold Authenticated Users" },
	{ "S-1-5-32-546", UNLISTED_UNUSUAL, "Guests" },
	{ "S-1-5-32-548", UNLISTED_UNUSUAL, "Account Operators: Full Control of every computer" },
	{ "S-1-5-32-554", UNLISTED_MAYBE, "Pre-Windows 2000 Compatible Access" },
	{ "S-1-5-33", UNLISTED_NEVER, "WRITE RESTRICTED" },
	{ "S-1-5-64-10", UNLISTED_MAYBE, "NTLM Authentication" },
	{ "S-1-5-64-14", UNLISTED_MAYBE, "SChannel Authentication" },
	{ "S-1-5-64-21", UNLISTED_MAYBE, "Digest Authentication" },
	{ "S-1-5-65-1", UNLISTED_MAYBE, "This Organization Certificate" },
	{ "S-1-5-80-0", UNLISTED_NEVER, "all services" },
	{ "S-1-5-80-1-2-3-4-5", UNLISTED_NEVER, "a service" },
	{ "S-1-5-82-1-2-3-4-5", UNLISTED_NEVER, "an application pool" },
	{ "S-1-5-111-1", UNLISTED_NEVER, "the last of the virtual accounts" },
	{ "S-1-5-112", UNLISTED_MAYBE, "unknown" },
	{ "S-1-5-113", UNLISTED_NEVER, "a local account" },
	{ "S-1-5-114", UNLISTED_NEVER, "a local account that is an administrator" },
	{ "S-1-5-1000", UNLISTED_MAYBE, "Other Organization" },
	{ "S-1-5", UNLISTED_MAYBE, "nothing behind the authority" },
	{ "S-1-15-2-1", UNLISTED_NEVER, "all application packages" },
	{ "S-1-16-8192", UNLISTED_MAYBE, "medium integrity" },
	{ "S-1-18-1", UNLISTED_MAYBE, "asserted by the authentication authority" },
	{ "S-1-22-2-0", UNLISTED_NEVER, "a Unix group" },
	{ "S-1-18-6", UNLISTED_MAYBE, "a property of a key" },
	{ "S-1-19-512-4096", UNLISTED_MAYBE, "of unknown use" },
	{ "S-1-0x500000000-1", UNLISTED_MAYBE, "of an unknown authority" },
};

START_TEST(each)
{
	struct arena *arena = arena_new();
	struct sid sid;
	ck_assert_msg(sid_parse(rows[_i].sid, &sid), "%s", rows[_i].sid);
	const struct raw_sid *raw = raw_sid_write(arena, &sid);
	const struct unlisted_sid unlisted = unlisted_sid_of(raw);
	ck_assert_msg(unlisted.held == rows[_i].held, "%s: %s: %d", rows[_i].sid, rows[_i].because,
		unlisted.held);
	ck_assert_msg((unlisted.reason == NULL) == (rows[_i].held == UNLISTED_NO), "%s: reason",
		rows[_i].sid);
	/* The filter before it lets through whatever it does not leave to tokenGroups. */
	ck_assert_msg(rows[_i].held == UNLISTED_NO || !raw_sid_is_of_domain(raw), "%s: filter",
		rows[_i].sid);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("unlisted_sid");
	TCase *tcase = tcase_create("unlisted_sid");
	tcase_add_loop_test(tcase, each, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
