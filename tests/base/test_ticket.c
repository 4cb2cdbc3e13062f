/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <krb5.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { LIFE = 3600, MANY = 200 };

static const char owner[] = "reader@CORP.EXAMPLE.COM";
static const char tgt[] = "krbtgt/CORP.EXAMPLE.COM@CORP.EXAMPLE.COM";
static const char referral[] = "krbtgt/EAST.EXAMPLE.COM@CORP.EXAMPLE.COM";
static const char service[] = "cifs/cms1.corp.example.com@CORP.EXAMPLE.COM";

static char folder[64], mine[128], own[128];
static krb5_context context;

static void setup(void)
{
	snprintf(folder, sizeof folder, "/tmp/cmsready-ticket.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(mine, sizeof mine, "FILE:%s/mine", folder);
	snprintf(own, sizeof own, "FILE:%s/own", folder);
	setenv("KRB5CCNAME", mine, 1);
	setenv("KRB5_CONFIG", "/dev/null", 1);
	setenv("KRB5_CLIENT_KTNAME", "/nowhere", 1);
	ck_assert_int_eq(krb5_init_context(&context), 0);
}

static void teardown(void)
{
	krb5_free_context(context);
	unlink(mine + strlen("FILE:"));
	unlink(own + strlen("FILE:"));
	ck_assert_int_eq(rmdir(folder), 0);
}

static krb5_principal named(const char *name)
{
	krb5_principal principal;
	ck_assert_int_eq(krb5_parse_name(context, name, &principal), 0);
	return principal;
}

static krb5_ccache cache_new(void)
{
	krb5_ccache cache;
	krb5_principal principal = named(owner);
	ck_assert_int_eq(krb5_cc_resolve(context, mine, &cache), 0);
	ck_assert_int_eq(krb5_cc_initialize(context, cache, principal), 0);
	krb5_free_principal(context, principal);
	return cache;
}

static void cache_add(krb5_ccache cache, const char *server, time_t end)
{
	char octets[] = "what only the server can read";
	krb5_creds ticket = {
		.client = named(owner),
		.server = named(server),
		.ticket = { .length = sizeof octets, .data = octets },
	};
	ticket.times.endtime = (krb5_timestamp)end;
	ck_assert_int_eq(krb5_cc_store_cred(context, cache, &ticket), 0);
	krb5_free_principal(context, ticket.client);
	krb5_free_principal(context, ticket.server);
}

static size_t cache_count(const char *name)
{
	krb5_ccache cache;
	krb5_cc_cursor cursor;
	krb5_creds ticket;
	size_t count = 0;
	ck_assert_int_eq(krb5_cc_resolve(context, name, &cache), 0);
	ck_assert_int_eq(krb5_cc_start_seq_get(context, cache, &cursor), 0);
	while (krb5_cc_next_cred(context, cache, &cursor, &ticket) == 0) {
		count++;
		krb5_free_cred_contents(context, &ticket);
	}
	krb5_cc_end_seq_get(context, cache, &cursor);
	krb5_cc_close(context, cache);
	return count;
}

static const struct {
	const char *server[3];
	time_t life[3];
	bool usable;
	size_t copied; /* 0: the cache stays as it is */
	const char *because;
} rows[] = {
	{ { tgt }, { LIFE }, true, 1, "what kinit gives" },
	{ { tgt, service, referral }, { LIFE, LIFE, LIFE }, true, 2,
		"the ways to other realms, too" },
	{ { service }, { LIFE }, true, 0, "without it the ticket for the service is all there is" },
	{ { tgt }, { -LIFE }, false, 0, "an expired one is to be named by its own place" },
	{ { tgt, service }, { -LIFE, LIFE }, true, 0, "nothing can be fetched with it" },
	{ { tgt, tgt }, { -LIFE, LIFE }, true, 2, "renewed" },
	{ { "krbtgt@CORP.EXAMPLE.COM" }, { LIFE }, true, 1, "with any instance" },
	{ { "krbtgtx/A@CORP.EXAMPLE.COM" }, { LIFE }, true, 0, "another service" },
	{ { "@CORP.EXAMPLE.COM" }, { LIFE }, true, 0, "no name" },
	{ { NULL }, { 0 }, false, 0, "no ticket" },
};

START_TEST(what_leads_to_tickets_is_copied)
{
	krb5_ccache cache = cache_new();
	for (size_t i = 0; i < COUNT(rows[_i].server) && rows[_i].server[i] != NULL; i++)
		cache_add(cache, rows[_i].server[i], time(NULL) + rows[_i].life[i]);
	krb5_cc_close(context, cache);
	struct error error = { 0 };
	ck_assert_int_eq(ticket_cache_use(own, &error), rows[_i].usable);
	ck_assert_int_eq(error.kind, rows[_i].usable ? ERROR_NONE : ERROR_DENIED);
	ck_assert_str_eq(getenv("KRB5CCNAME"), rows[_i].copied > 0 ? own : mine);
	if (rows[_i].copied > 0) {
		struct arena *arena = arena_new();
		ck_assert_uint_eq(cache_count(own), rows[_i].copied);
		ck_assert_str_eq(ticket_account(arena), owner);
		ck_assert(ticket_usable(&error));
		arena_free(arena);
	}
}
END_TEST

START_TEST(however_many_others_there_are)
{
	krb5_ccache cache = cache_new();
	for (size_t i = 0; i < MANY; i++)
		cache_add(cache, service, time(NULL) + LIFE);
	cache_add(cache, tgt, time(NULL) + LIFE);
	krb5_cc_close(context, cache);
	ck_assert(ticket_cache_use(own, &(struct error){ 0 }));
	ck_assert_uint_eq(cache_count(own), 1);
	ck_assert_uint_eq(cache_count(mine), MANY + 1);

	ck_assert(ticket_cache_use(own, &(struct error){ 0 }));
	ck_assert_msg(cache_count(own) == 1, "asked for twice, it stays");

	struct stat status;
	ck_assert_int_eq(stat(own + strlen("FILE:"), &status), 0);
	ck_assert_int_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_cache_that_is_not_there_stays)
{
	struct error error = { 0 };
	ck_assert_msg(!ticket_needs_keytab(), "without a keytab there is none");
	ck_assert(!ticket_cache_use(own, &error));
	ck_assert_str_eq(getenv("KRB5CCNAME"), mine);
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_ptr_nonnull(strstr(error.next, "kinit"));
}
END_TEST

START_TEST(a_copy_that_cannot_be_made_changes_nothing)
{
	krb5_ccache cache = cache_new();
	cache_add(cache, tgt, time(NULL) + LIFE);
	krb5_cc_close(context, cache);
	ck_assert(ticket_cache_use("FILE:/nowhere/at/all", &(struct error){ 0 }));
	ck_assert_str_eq(getenv("KRB5CCNAME"), mine);
}
END_TEST

START_TEST(an_expired_ticket_is_named)
{
	krb5_ccache cache = cache_new();
	cache_add(cache, service, 1000000000); /* `date -u -d @1000000000` */
	cache_add(cache, tgt, 1000000001);
	krb5_cc_close(context, cache);
	struct error error = { 0 };
	ck_assert(!ticket_cache_use(own, &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_ptr_nonnull(strstr(error.text, "expired at 2001-09-09T01:46:41Z"));
	ck_assert_ptr_nonnull(strstr(error.text, mine + strlen("FILE:")));
}
END_TEST

/* A keytab for a realm that has no server: the reason names it. */
START_TEST(a_keytab_that_gives_no_ticket_is_named)
{
	krb5_keytab keytab;
	char octets[16] = { 0 }, name[128];
	krb5_keytab_entry entry = {
		.principal = named("reader@NOWHERE.INVALID"),
		.vno = 1,
		.key = { .enctype = ENCTYPE_AES128_CTS_HMAC_SHA1_96,
			.length = sizeof octets,
			.contents = (krb5_octet *)octets },
	};
	snprintf(name, sizeof name, "FILE:%s/keytab", folder);
	ck_assert_int_eq(krb5_kt_resolve(context, name, &keytab), 0);
	ck_assert_int_eq(krb5_kt_add_entry(context, keytab, &entry), 0);
	krb5_kt_close(context, keytab);
	krb5_free_principal(context, entry.principal);
	setenv("KRB5_CLIENT_KTNAME", name, 1);

	struct error error = { 0 };
	ck_assert(ticket_needs_keytab());
	ck_assert(!ticket_cache_use(own, &error));
	ck_assert_ptr_nonnull(strstr(error.text, name));
	ck_assert_ptr_nonnull(strstr(error.text, "NOWHERE.INVALID"));
	ck_assert_str_eq(getenv("KRB5CCNAME"), mine);

	krb5_ccache cache = cache_new();
	ck_assert(ticket_needs_keytab());
	cache_add(cache, tgt, time(NULL) + LIFE);
	krb5_cc_close(context, cache);
	ck_assert_msg(!ticket_needs_keytab(), "there is one");
	unlink(name + strlen("FILE:"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ticket");
	TCase *tests = tcase_create("ticket");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, what_leads_to_tickets_is_copied, 0, COUNT(rows));
	tcase_add_test(tests, however_many_others_there_are);
	tcase_add_test(tests, a_cache_that_is_not_there_stays);
	tcase_add_test(tests, a_copy_that_cannot_be_made_changes_nothing);
	tcase_add_test(tests, an_expired_ticket_is_named);
	tcase_add_test(tests, a_keytab_that_gives_no_ticket_is_named);
	suite_add_tcase(suite, tests);
	return suite;
}
