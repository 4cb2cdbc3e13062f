/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That the tickets work is proven by the lab: here, that they arrive, and where they do not lie. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <krb5.h>

#include "base/file.h"
#include "base/ticket.h"
#include "shares/collect/smb_library.h"
#include "shares/collect/smb_tickets.h"

enum { LIFE = 3600 };

static const char owner[] = "odd\\/name@CORP.EXAMPLE.COM";
static const char tgt[] = "krbtgt/CORP.EXAMPLE.COM@CORP.EXAMPLE.COM";
static const char service[] = "cifs/cms1.corp.example.com@CORP.EXAMPLE.COM";

static char folder[64], mine[128];
static struct arena *arena;
static struct error error;

static void cache_make(const char *server)
{
	krb5_context context;
	krb5_ccache cache;
	char octets[] = "what only the server can read";
	krb5_creds ticket = { .ticket = { .length = sizeof octets, .data = octets } };
	ticket.times.endtime = (krb5_timestamp)(time(NULL) + LIFE);
	ck_assert_int_eq(krb5_init_context(&context), 0);
	ck_assert_int_eq(krb5_parse_name(context, owner, &ticket.client), 0);
	ck_assert_int_eq(krb5_parse_name(context, server, &ticket.server), 0);
	ck_assert_int_eq(krb5_cc_resolve(context, mine, &cache), 0);
	ck_assert_int_eq(krb5_cc_initialize(context, cache, ticket.client), 0);
	ck_assert_int_eq(krb5_cc_store_cred(context, cache, &ticket), 0);
	krb5_cc_close(context, cache);
	krb5_free_principal(context, ticket.client);
	krb5_free_principal(context, ticket.server);
	krb5_free_context(context);
}

static void setup(void)
{
	arena = arena_new();
	error = (struct error){ 0 };
	snprintf(folder, sizeof folder, "/tmp/cmsready-tickets.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(mine, sizeof mine, "FILE:%s/mine", folder);
	setenv("KRB5CCNAME", mine, 1);
	/* Heimdal's library takes regular files only. */
	const char *settings = arena_format(arena, "%s/krb5.conf", folder);
	ck_assert(file_write(settings, bytes_of("", 0), &error));
	setenv("KRB5_CONFIG", settings, 1);
	setenv("KRB5_CLIENT_KTNAME", "/nowhere", 1);
}

static void teardown(void)
{
	unlink(arena_format(arena, "%s/krb5cc", folder));
	unlink(getenv("KRB5_CONFIG"));
	unlink(mine + strlen("FILE:"));
	ck_assert_int_eq(rmdir(folder), 0);
	arena_free(arena);
}

static bool has_file(void)
{
	struct stat status;
	return stat(arena_format(arena, "%s/krb5cc", folder), &status) == 0;
}

/* Whose tickets the library's own Kerberos library sees in memory; NULL: nobody's. */
static const char *account_in_library(void)
{
	int (*init)(void **), (*resolve)(void *, const char *, void **);
	int (*principal)(void *, void *, void **), (*unparse)(void *, void *, char **);
	const struct {
		void *to;
		const char *name;
	} functions[] = { { &init, "krb5_init_context" }, { &resolve, "krb5_cc_resolve" },
		{ &principal, "krb5_cc_get_principal" }, { &unparse, "krb5_unparse_name" } };
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		void *function = smb_library_find(functions[i].name);
		if (function == NULL)
			return NULL;
		memcpy(functions[i].to, &function, sizeof function);
	}
	void *context, *cache, *who;
	char *name;
	if (init(&context) != 0 || resolve(context, TICKET_MEMORY, &cache) != 0 ||
		principal(context, cache, &who) != 0 || unparse(context, who, &name) != 0)
		return NULL;
	return name;
}

/* In a process that just ends: the library does not give all its memory back. */
static _Noreturn void hand_over(void)
{
	if (!smb_library_load(SMB_LIBRARY, &error) || account_in_library() != NULL)
		_exit(1);
	if (!smb_tickets_use(arena, folder, &error) || has_file())
		_exit(2);
	if (strcmp(getenv("KRB5CCNAME"), TICKET_MEMORY) != 0)
		_exit(3);
	const char *account = account_in_library();
	_exit(account != NULL && strcmp(account, owner) == 0 ? 0 : 4);
}

START_TEST(in_memory)
{
	cache_make(tgt);
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		hand_over();
	int status = 1;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}
END_TEST

/* As with a library whose Kerberos library is another one. */
START_TEST(in_a_file_where_it_must_be)
{
	cache_make(tgt);
	ck_assert_msg(smb_tickets_use(arena, folder, &error), "%s", error.text);
	ck_assert(has_file());
	ck_assert_str_eq(getenv("KRB5CCNAME"), arena_format(arena, "FILE:%s/krb5cc", folder));
	ck_assert_str_eq(ticket_account(arena), owner);
}
END_TEST

START_TEST(not_without_a_way_to_others)
{
	cache_make(service);
	ck_assert_msg(smb_tickets_use(arena, folder, &error), "%s", error.text);
	ck_assert(!has_file());
	ck_assert_str_eq(getenv("KRB5CCNAME"), mine);
}
END_TEST

START_TEST(none)
{
	ck_assert(!smb_tickets_use(arena, folder, &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_msg(strstr(error.text, mine + strlen("FILE:")) != NULL, "%s", error.text);
	ck_assert(!has_file());
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("tickets for libsmbclient");
	TCase *tcase = tcase_create("tickets for libsmbclient");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, in_memory);
	tcase_add_test(tcase, in_a_file_where_it_must_be);
	tcase_add_test(tcase, not_without_a_way_to_others);
	tcase_add_test(tcase, none);
	suite_add_tcase(suite, tcase);
	return suite;
}
