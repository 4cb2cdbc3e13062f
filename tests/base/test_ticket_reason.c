/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Caches, keytabs, realms and clocks that give no ticket: what is said of each. */
#include "base/ticket_reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ticket.h"
#include "tests/base/kdc_server.h"
#include "tests/base/tgt.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { NOBODY = 65534 };

static char folder[64], cache[128], settings[128];
static krb5_context context;
static struct arena *arena;

static void write_file(const char *path, const char *content, size_t length, mode_t mode)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content, 1, length, file), length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static void setup(void)
{
	static const char usual[] = "[libdefaults]\n dns_lookup_kdc = false\n";
	snprintf(folder, sizeof folder, "/tmp/cmsready-reason.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chmod(folder, 0755), 0);
	snprintf(cache, sizeof cache, "FILE:%s/cache", folder);
	snprintf(settings, sizeof settings, "%s/krb5.conf", folder);
	write_file(settings, usual, sizeof usual - 1, 0644);
	setenv("KRB5CCNAME", cache, 1);
	setenv("KRB5_CONFIG", settings, 1);
	unsetenv("KRB5_CLIENT_KTNAME");
	ck_assert_int_eq(krb5_init_context(&context), 0);
	arena = arena_new();
}

static void teardown(void)
{
	ck_assert_int_eq(seteuid(getuid()), 0);
	arena_free(arena);
	krb5_free_context(context);
	unlink(cache + strlen("FILE:"));
	unlink(settings);
	ck_assert_int_eq(rmdir(folder), 0);
}

/* A cache of that account with no ticket, or with one that ends then. */
static void make_cache(const char *account, time_t end)
{
	krb5_ccache to;
	char octets[] = "what only the server can read";
	krb5_creds ticket = {
		.client = tgt_named(context, account),
		.server = tgt_named(context, "krbtgt/" REALM "@" REALM),
		.ticket = { .length = sizeof octets, .data = octets },
	};
	ticket.times.endtime = (krb5_timestamp)end;
	ck_assert_int_eq(krb5_cc_resolve(context, cache, &to), 0);
	ck_assert_int_eq(krb5_cc_initialize(context, to, ticket.client), 0);
	if (end != 0)
		ck_assert_int_eq(krb5_cc_store_cred(context, to, &ticket), 0);
	krb5_cc_close(context, to);
	krb5_free_principal(context, ticket.client);
	krb5_free_principal(context, ticket.server);
}

static const struct {
	const char *because;
	const char
		*content; /* of the file; NULL: as make_cache() does with the next two, or none */
	const char *account;
	time_t end;
	const char *name;   /* KRB5CCNAME; NULL: the file */
	const char *keytab; /* KRB5_CLIENT_KTNAME */
	const char *has, *next;
} rows[] = {
	{ "no file", NULL, NULL, 0, NULL, NULL,
		"there is no Kerberos ticket in FILE:", "USER@" REALM },
	{ "no file, and a keytab that is not there", NULL, NULL, 0, NULL, "/nowhere/keytab",
		"nor a key in the keytab FILE:/nowhere/keytab (", "USER@" REALM },
	{ "a kind of cache that is unknown", NULL, NULL, 0, "NOSUCH:thing", NULL,
		"NOSUCH:thing is no place", "KRB5CCNAME" },
	{ "text", "hello, world\n", NULL, 0, NULL, NULL, "cannot be read", "klist" },
	{ "an empty file", "", NULL, 0, NULL, NULL, "cannot be read", "klist" },
	{ "cut", "\x05\x04", NULL, 0, NULL, NULL, "cannot be read", "klist" },
	{ "without a ticket", NULL, "reader@" REALM, 0, NULL, NULL, "has no ticket in it",
		"run kinit reader@" REALM },
	{ "expired", NULL, "reader@" REALM, 1000000000, NULL, NULL,
		"ticket of reader@" REALM " in FILE:", "run kinit reader@" REALM },
	{ "expired: since when", NULL, "reader@" REALM, 1000000000, NULL, NULL,
		"expired at 2001-09-09T01:46:40Z", "kinit" },
	{ "an account that would be a command", NULL, "a;reboot@" REALM, 1000000000, NULL, NULL,
		"expired at", "USER@" REALM },
};

START_TEST(what_is_wrong_with_a_cache_is_said)
{
	struct error error = { 0 };
	if (rows[_i].content != NULL)
		write_file(
			cache + strlen("FILE:"), rows[_i].content, strlen(rows[_i].content), 0600);
	if (rows[_i].account != NULL)
		make_cache(rows[_i].account, rows[_i].end);
	if (rows[_i].name != NULL)
		setenv("KRB5CCNAME", rows[_i].name, 1);
	if (rows[_i].keytab != NULL)
		setenv("KRB5_CLIENT_KTNAME", rows[_i].keytab, 1);
	ck_assert(!ticket_missing(REALM, &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_msg(
		strstr(error.text, rows[_i].has) != NULL, "%s: %s", rows[_i].because, error.text);
	ck_assert_msg(
		strstr(error.next, rows[_i].next) != NULL, "%s: %s", rows[_i].because, error.next);
	ck_assert_msg(strstr(error.next, "reboot") == NULL, "%s", error.next);
	ck_assert(error.here);
}
END_TEST

/* The file of another user: whose it is. */
START_TEST(a_cache_that_may_not_be_read_names_its_owner)
{
	struct error error = { 0 };
	const bool is_root = getuid() == 0;
	make_cache("reader@" REALM, time(NULL) + TGT_LIFE);
	ck_assert_int_eq(chmod(cache + strlen("FILE:"), is_root ? 0600 : 0), 0);
	if (is_root)
		ck_assert_int_eq(seteuid(NOBODY), 0);
	ck_assert(!ticket_usable(&error));
	ck_assert_msg(strstr(error.text, "cannot be read") != NULL, "%s", error.text);
	ck_assert_msg(strstr(error.text, cache) != NULL, "%s", error.text);
	ck_assert_msg(
		!is_root || strstr(error.text, "it belongs to root, and cmsready runs as") != NULL,
		"%s", error.text);
	ck_assert_ptr_nonnull(strstr(error.next, "klist"));
}
END_TEST

START_TEST(another_realm_is_told)
{
	struct error error = { 0 };
	make_cache("reader@" REALM, time(NULL) + TGT_LIFE);
	ck_assert(!ticket_is_foreign("corp.example.com", &error));
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert(ticket_is_foreign("west.example.com", &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_ptr_nonnull(strstr(error.text, "is of reader@" REALM));
	ck_assert_ptr_nonnull(strstr(error.text, "realm is WEST.EXAMPLE.COM"));
	ck_assert_ptr_nonnull(strstr(error.next, "USER@WEST.EXAMPLE.COM"));
}
END_TEST

/* Asks for a ticket for a domain controller at a KDC that answers with that error. */
static void prove(const char *domain, uint32_t code, int64_t ahead_seconds, struct error *error)
{
	struct kdc_server server;
	ck_assert(kdc_server_listen(&server, "127.0.0.1"));
	const char *text = arena_format(arena,
		"[libdefaults]\n dns_lookup_kdc = false\n udp_preference_limit = 1\n"
		"[realms]\n " REALM " = {\n  kdc = 127.0.0.1:%s\n }\n",
		server.port);
	write_file(settings, text, strlen(text), 0644);
	tgt_write(context, cache, "krbtgt/" REALM "@" REALM, ENCTYPE_AES256_CTS_HMAC_SHA1_96);
	kdc_server_start(&server, kdc_refusal(context, arena, code, ahead_seconds), false);
	ck_assert(!ticket_proves_controller("dc1.corp.example.com", domain, error));
	kdc_server_stop(&server);
}

static const struct {
	const char *because, *domain;
	uint32_t code; /* RFC 4120 7.5.9 */
	int64_t ahead_seconds;
	const char *has, *next;
} proofs[] = {
	{ "its clock is ahead", "corp.example.com", 37, 3600 + 5,
		"clock there is 60 minutes ahead of", "clock" },
	{ "behind", "corp.example.com", 37, -600 - 5, "clock there is 10 minutes behind", "clock" },
	{ "no domain controller", "corp.example.com", 7, 0,
		"no domain controller of corp.example.com", "alias" },
	{ "a ticket of another realm", "west.example.com", 7, 0, "realm is WEST.EXAMPLE.COM",
		"USER@WEST.EXAMPLE.COM" },
	{ "something else", "corp.example.com", 12, 0, "cannot be proven", "" },
};

START_TEST(why_a_server_could_not_prove_itself_is_said)
{
	struct error error = { 0 };
	prove(proofs[_i].domain, proofs[_i].code, proofs[_i].ahead_seconds, &error);
	ck_assert_msg(error.kind == ERROR_DENIED, "%s: %s", proofs[_i].because, error.text);
	ck_assert_msg(strstr(error.text, proofs[_i].has) != NULL, "%s: %s", proofs[_i].because,
		error.text);
	ck_assert_msg(strstr(error.next, proofs[_i].next) != NULL, "%s: %s", proofs[_i].because,
		error.next);
	ck_assert_msg(strstr(error.text, "dc1.corp.example.com") == NULL, "%s", error.text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ticket_reason");
	TCase *tcase = tcase_create("ticket_reason");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, what_is_wrong_with_a_cache_is_said, 0, COUNT(rows));
	tcase_add_test(tcase, a_cache_that_may_not_be_read_names_its_owner);
	tcase_add_test(tcase, another_realm_is_told);
	tcase_add_loop_test(tcase, why_a_server_could_not_prove_itself_is_said, 0, COUNT(proofs));
	suite_add_tcase(suite, tcase);
	return suite;
}
