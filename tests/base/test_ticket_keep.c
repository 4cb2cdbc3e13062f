/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tickets and keytabs whose files are gone once they were read. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <krb5.h>

#include "base/keytab.h"
#include "base/ticket.h"
#include "tests/test.h"

enum { LIFE = 3600, AES128 = 17, KEY_BYTES = 16 };

static const char owner[] = "reader@CORP.EXAMPLE.COM";
static const char tgt[] = "krbtgt/CORP.EXAMPLE.COM@CORP.EXAMPLE.COM";
static const char service[] = "cifs/cms1.corp.example.com@CORP.EXAMPLE.COM";

static char cache_file[64], keytab_file[64];
static krb5_context context;

static void setup(void)
{
	char name[80];
	snprintf(cache_file, sizeof cache_file, "/tmp/cmsready-cache.%d", (int)getpid());
	snprintf(keytab_file, sizeof keytab_file, "/tmp/cmsready-keytab.%d", (int)getpid());
	snprintf(name, sizeof name, "FILE:%s", cache_file);
	setenv("KRB5CCNAME", name, 1);
	snprintf(name, sizeof name, "FILE:%s", keytab_file);
	setenv("KRB5_CLIENT_KTNAME", name, 1);
	setenv("KRB5_CONFIG", "/dev/null", 1);
	ck_assert_int_eq(krb5_init_context(&context), 0);
}

static void teardown(void)
{
	krb5_free_context(context);
	unlink(cache_file);
	unlink(keytab_file);
}

static krb5_principal named(const char *name)
{
	krb5_principal principal;
	ck_assert_int_eq(krb5_parse_name(context, name, &principal), 0);
	return principal;
}

static void make_cache(const char *server, time_t end)
{
	krb5_ccache cache;
	char octets[] = "what only the server can read";
	krb5_creds ticket = {
		.client = named(owner),
		.server = named(server),
		.ticket = { .length = sizeof octets, .data = octets },
	};
	ticket.times.endtime = (krb5_timestamp)end;
	ck_assert_int_eq(krb5_cc_default(context, &cache), 0);
	ck_assert_int_eq(krb5_cc_initialize(context, cache, ticket.client), 0);
	ck_assert_int_eq(krb5_cc_store_cred(context, cache, &ticket), 0);
	krb5_cc_close(context, cache);
	krb5_free_principal(context, ticket.client);
	krb5_free_principal(context, ticket.server);
}

static void add_key(const char *account)
{
	krb5_keytab keytab;
	krb5_octet octets[KEY_BYTES] = { 1 };
	krb5_keytab_entry entry = {
		.principal = named(account),
		.vno = 1,
		.key = { .enctype = AES128, .length = sizeof octets, .contents = octets },
	};
	ck_assert_int_eq(krb5_kt_client_default(context, &keytab), 0);
	ck_assert_int_eq(krb5_kt_add_entry(context, keytab, &entry), 0);
	krb5_kt_close(context, keytab);
	krb5_free_principal(context, entry.principal);
}

/* A TGT; or a ticket for one service, where that is all there is. */
START_TEST(tickets_stay)
{
	struct error error = { 0 };
	struct arena *arena = arena_new();
	make_cache(_i == 0 ? tgt : service, time(NULL) + LIFE);
	ck_assert(ticket_keep("corp.example.com", &error));
	unlink(cache_file);
	ck_assert(ticket_usable(&error));
	ck_assert_str_eq(ticket_account(arena), owner);
	ck_assert(ticket_cache_use(TICKET_MEMORY, &error));
	arena_free(arena);
}
END_TEST

/* The first account counts, and messages name the file. */
START_TEST(keys_stay)
{
	static const char *const accounts[] = { owner, "other@CORP.EXAMPLE.COM" };
	krb5_keytab keytab;
	krb5_kt_cursor cursor;
	krb5_keytab_entry entry;
	struct error error = { 0 };
	char name[128], *account;
	for (size_t i = 0; i < 2; i++)
		add_key(accounts[i]);
	ck_assert(ticket_keep("corp.example.com", &error));
	unlink(keytab_file);
	ck_assert(ticket_usable(&error));
	keytab_name(name, sizeof name);
	ck_assert_str_eq(name + strlen("FILE:"), keytab_file);

	ck_assert_int_eq(krb5_kt_client_default(context, &keytab), 0);
	ck_assert_int_eq(krb5_kt_start_seq_get(context, keytab, &cursor), 0);
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(krb5_kt_next_entry(context, keytab, &entry, &cursor), 0);
		ck_assert_int_eq(krb5_unparse_name(context, entry.principal, &account), 0);
		ck_assert_str_eq(account, accounts[i]);
		ck_assert_uint_eq(entry.key.length, KEY_BYTES);
		ck_assert_int_eq(entry.key.contents[0], 1);
		krb5_free_unparsed_name(context, account);
		krb5_free_keytab_entry_contents(context, &entry);
	}
	krb5_kt_end_seq_get(context, keytab, &cursor);
	krb5_kt_close(context, keytab);
}
END_TEST

/* A valid ticket is used, and the keytab is not read: it may be of another account. */
START_TEST(a_ticket_needs_no_keytab)
{
	struct error error = { 0 };
	make_cache(tgt, time(NULL) + LIFE);
	add_key(owner);
	ck_assert(ticket_keep("corp.example.com", &error));
	unlink(keytab_file);
	ck_assert(!ticket_needs_keytab());
	ck_assert(ticket_usable(&error));
}
END_TEST

/* The reason is that of the file, also when it is gone. */
START_TEST(no_ticket_stays_the_reason)
{
	struct error first = { 0 }, later = { 0 };
	make_cache(tgt, 1000000000);
	ck_assert(!ticket_keep("corp.example.com", &first));
	unlink(cache_file);
	ck_assert(!ticket_usable(&later));
	ck_assert_int_eq(first.kind, ERROR_DENIED);
	ck_assert_ptr_nonnull(strstr(first.text, "expired at 2001-09-09"));
	ck_assert_ptr_nonnull(strstr(first.text, cache_file));
	ck_assert_str_eq(later.text, first.text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("tickets are kept");
	TCase *tcase = tcase_create("tickets are kept");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, tickets_stay, 0, 2);
	tcase_add_test(tcase, keys_stay);
	tcase_add_test(tcase, a_ticket_needs_no_keytab);
	tcase_add_test(tcase, no_ticket_stays_the_reason);
	suite_add_tcase(suite, tcase);
	return suite;
}
