/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The requests are those of the Kerberos library, and so are the errors that the server answers
 * with. What a KDC issues is seen in the lab.
 */
#include "base/ticket_question.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

#include <krb5.h>

#include "tests/base/kdc_server.h"
#include "tests/base/tgt.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { LIFE = 3600, ENOUGH_MS = 20000 };

static char folder[64], cache[128], settings[128];
static krb5_context context;
static struct arena *arena;

static void settings_write(const char *text)
{
	FILE *file = fopen(settings, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static void setup(void)
{
	snprintf(folder, sizeof folder, "/tmp/cmsready-question.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(cache, sizeof cache, "FILE:%s/cache", folder);
	snprintf(settings, sizeof settings, "%s/krb5.conf", folder);
	settings_write("[libdefaults]\n dns_lookup_kdc = false\n");
	setenv("KRB5CCNAME", cache, 1);
	setenv("KRB5_CONFIG", settings, 1);
	setenv("KRB5_CLIENT_KTNAME", "/nowhere", 1);
	ck_assert_int_eq(krb5_init_context(&context), 0);
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
	krb5_free_context(context);
	unlink(cache + strlen("FILE:"));
	unlink(settings);
	ck_assert_int_eq(rmdir(folder), 0);
}

/* Asks a server that sends these bytes. */
static bool ask(struct bytes sent, struct ticket_answer *answer, struct offered_types *offered,
	struct error *error)
{
	struct kdc_server server;
	ck_assert(kdc_server_listen(&server, "127.0.0.1"));
	kdc_server_start(&server, sent, false);
	struct ticket_questions *questions = ticket_questions_open(
		arena, "127.0.0.1", server.port, REALM, deadline_after(ENOUGH_MS), error);
	const bool ok = questions != NULL &&
			ticket_ask(questions, "HOST/excms01.corp.example.com", answer, error);
	if (questions != NULL) {
		*offered = ticket_questions_offered(questions);
		ticket_questions_close(questions);
	}
	kdc_server_stop(&server);
	return ok;
}

static const struct {
	const char *because;
	uint32_t code; /* RFC 4120 7.5.9 */
	const char *refusal;
} refusals[] = {
	{ "about the name", 7, "KDC_ERR_S_PRINCIPAL_UNKNOWN" },
	{ "two accounts have it", 8, "KDC_ERR_PRINCIPAL_NOT_UNIQUE" },
	{ "no common type", 14, "KDC_ERR_ETYPE_NOSUPP" },
	{ "one without a name here", 99, "error 99" },
	{ "our clock", 37, NULL },
	{ "our ticket", 32, NULL },
	{ "our ticket has another KDC's key", 31, NULL },
};

START_TEST(a_refusal_is_about_the_name_or_about_us)
{
	struct ticket_answer answer;
	struct offered_types offered;
	struct error error = { 0 };
	tgt_write(context, cache, "krbtgt/" REALM "@" REALM, ENCTYPE_AES256_CTS_HMAC_SHA1_96);
	const bool ok =
		ask(kdc_refusal(context, arena, refusals[_i].code, 0), &answer, &offered, &error);
	ck_assert_msg(
		ok == (refusals[_i].refusal != NULL), "%s: %s", refusals[_i].because, error.text);
	ck_assert_int_eq(error.kind, ok ? ERROR_NONE : ERROR_DENIED);
	if (ok) {
		ck_assert_str_eq(answer.refusal, refusals[_i].refusal);
		ck_assert_int_eq(answer.encryption, 0);
	}
	ck_assert(offered.rc4 && offered.aes);
}
END_TEST

static const struct {
	const char *because, *text;
	bool rc4, aes;
} policies[] = {
	{ "AES alone", "[libdefaults]\n permitted_enctypes = aes256-cts-hmac-sha1-96\n", false,
		true },
	{ "of what it asks for", "[libdefaults]\n default_tgs_enctypes = aes256-cts\n", false,
		true },
	{ "all but RC4", "[libdefaults]\n permitted_enctypes = DEFAULT -rc4\n", false, true },
	{ "both", "[libdefaults]\n permitted_enctypes = rc4 aes\n", true, true },
};

START_TEST(what_the_configuration_allows_is_offered)
{
	struct ticket_answer answer;
	struct offered_types offered;
	struct error error = { 0 };
	settings_write(policies[_i].text);
	tgt_write(context, cache, "krbtgt/" REALM "@" REALM, ENCTYPE_AES256_CTS_HMAC_SHA1_96);
	ck_assert_msg(ask(kdc_refusal(context, arena, 7, 0), &answer, &offered, &error), "%s",
		error.text);
	ck_assert_msg(offered.rc4 == policies[_i].rc4, "%s", policies[_i].because);
	ck_assert_msg(offered.aes == policies[_i].aes, "%s", policies[_i].because);
}
END_TEST

START_TEST(what_is_no_kerberos_is_malformed)
{
	static const uint8_t noise[] = { 0, 0, 0, 4, 0x6d, 2, 0x30, 0 };
	struct ticket_answer answer;
	struct offered_types offered;
	struct error error = { 0 };
	tgt_write(context, cache, "krbtgt/" REALM "@" REALM, ENCTYPE_AES256_CTS_HMAC_SHA1_96);
	ck_assert(!ask(bytes_of(noise, sizeof noise), &answer, &offered, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
}
END_TEST

/* The cache is read and stays as it is; the copy is in memory. */
START_TEST(the_cache_stays)
{
	struct stat before, after;
	struct ticket_answer answer;
	struct offered_types offered;
	struct error error = { 0 };
	tgt_write(context, cache, "krbtgt/" REALM "@" REALM, ENCTYPE_AES256_CTS_HMAC_SHA1_96);
	ck_assert_int_eq(stat(cache + strlen("FILE:"), &before), 0);
	ck_assert(ask(kdc_refusal(context, arena, 7, 0), &answer, &offered, &error));
	ck_assert_int_eq(stat(cache + strlen("FILE:"), &after), 0);
	ck_assert_int_eq(before.st_size, after.st_size);
	ck_assert_int_eq(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	ck_assert_int_eq(strncmp(getenv("KRB5CCNAME"), "MEMORY:", strlen("MEMORY:")), 0);
}
END_TEST

START_TEST(without_a_ticket_granting_ticket_nothing_is_asked)
{
	struct error error = { 0 };
	if (_i == 1)
		tgt_write(context, cache, "ldap/dc1.corp.example.com@" REALM,
			ENCTYPE_AES256_CTS_HMAC_SHA1_96);
	ck_assert_ptr_null(ticket_questions_open(
		arena, "127.0.0.1", "9", REALM, deadline_after(ENOUGH_MS), &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_ptr_nonnull(strstr(_i == 1 ? error.text : error.next, "kinit"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ticket_question");
	TCase *tests = tcase_create("ticket_question");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, a_refusal_is_about_the_name_or_about_us, 0, COUNT(refusals));
	tcase_add_loop_test(tests, what_the_configuration_allows_is_offered, 0, COUNT(policies));
	tcase_add_test(tests, what_is_no_kerberos_is_malformed);
	tcase_add_test(tests, the_cache_stays);
	tcase_add_loop_test(tests, without_a_ticket_granting_ticket_nothing_is_asked, 0, 2);
	suite_add_tcase(suite, tests);
	return suite;
}
