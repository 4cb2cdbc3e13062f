/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <arpa/nameser.h>
#include <krb5.h>
#include <profile.h>
#include <resolv.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct {
	const char *before; /* RES_OPTIONS, or NULL */
	int seconds, attempts;
	const char *because;
} waits[] = {
	{ NULL, 1, 4, "one second, and more of them later" },
	{ "timeout:3 attempts:2", 3, 2, "an existing setting is kept" },
};

START_TEST(a_silent_resolver_is_given_up_soon)
{
	unsetenv("RES_OPTIONS");
	if (waits[_i].before != NULL)
		setenv("RES_OPTIONS", waits[_i].before, 1);
	lookup_with_short_timeout();
	struct __res_state state = { 0 };
	ck_assert_int_eq(res_ninit(&state), 0);
	ck_assert_msg(state.retrans == waits[_i].seconds && state.retry == waits[_i].attempts, "%s",
		waits[_i].because);
	res_nclose(&state);
}
END_TEST

/* What the library reads where krb5.conf holds `text`; NULL text: there is no such file. */
static char *setting(void (*set)(void), const char *text, const char *name)
{
	char place[] = "/tmp/cmsready-lookup.XXXXXX";
	const int file = mkstemp(place);
	ck_assert_int_ge(file, 0);
	if (text != NULL)
		ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
	close(file);
	if (text == NULL)
		unlink(place);
	setenv("KRB5_CONFIG", place, 1);
	set();

	krb5_context context;
	profile_t profile;
	char *found, *copy = NULL;
	ck_assert_int_eq(krb5_init_context(&context), 0);
	ck_assert_int_eq(krb5_get_profile(context, &profile), 0);
	ck_assert_int_eq(profile_get_string(profile, "libdefaults", name, NULL, "-", &found), 0);
	copy = strdup(found);
	profile_release_string(found);
	profile_release(profile);
	krb5_free_context(context);
	if (text != NULL)
		unlink(place);
	return copy;
}

static const struct {
	const char *text, *name, *value, *because;
} settings[] = {
	{ "[libdefaults]\n", "rdns", "false", "the library's own default is the other one" },
	{ "[libdefaults]\nrdns = true\n", "rdns", "false", "a PTR record proves nothing" },
	{ "[libdefaults]\ndefault_realm = B\n", "default_realm", "B", "the rest is kept" },
	{ "[libdefaults]\n", "dns_canonicalize_hostname", "fallback", "an alias still leads on" },
	{ NULL, "rdns", "false", "no file at all, as on a machine without krb5-config" },
};

START_TEST(tickets_are_for_the_name_that_was_given)
{
	char *value = setting(lookup_tickets_without_rdns, settings[_i].text, settings[_i].name);
	ck_assert_msg(
		strcmp(value, settings[_i].value) == 0, "%s: %s", settings[_i].because, value);
	free(value);
}
END_TEST

static const struct {
	const char *text, *name, *value, *because;
} exact[] = {
	{ "[libdefaults]\n", "dns_canonicalize_hostname", "false", "the default follows aliases" },
	{ "[libdefaults]\ndns_canonicalize_hostname = true\n", "dns_canonicalize_hostname", "false",
		"whatever krb5.conf says" },
	{ "[libdefaults]\nrdns = true\n", "rdns", "false", "PTR records are ignored as well" },
	{ "[libdefaults]\ndefault_realm = B\n", "default_realm", "B", "the rest is kept" },
};

START_TEST(tickets_for_a_directory_server_follow_no_alias)
{
	char *value = setting(lookup_tickets_without_aliases, exact[_i].text, exact[_i].name);
	ck_assert_msg(strcmp(value, exact[_i].value) == 0, "%s: %s", exact[_i].because, value);
	free(value);
}
END_TEST

START_TEST(without_a_place_of_its_own_the_systems_file_is_read)
{
	unsetenv("KRB5_CONFIG");
	lookup_tickets_without_rdns();
	const char *path = getenv("KRB5_CONFIG");
	ck_assert_ptr_nonnull(path);
	ck_assert_ptr_nonnull(strstr(path, ":/etc/krb5.conf"));
}
END_TEST

static const struct {
	int code;
	const char *text, *next, *because;
} absences[] = {
	{ EAI_NONAME, "no address", "/etc/resolv.conf", "no such name" },
	{ EAI_NODATA, "no address", "/etc/resolv.conf", "no record of the type" },
	{ EAI_AGAIN, "do not answer", "/etc/resolv.conf", "resolvers are down" },
	{ EAI_MEMORY, "could not be looked up", "", "something else" },
};

START_TEST(why_there_is_no_address_is_said)
{
	struct error error = { 0 };
	ck_assert(!lookup_fail(absences[_i].code, &error));
	ck_assert_int_eq(error.kind, ERROR_UNREACHABLE);
	ck_assert_msg(strstr(error.text, absences[_i].text) != NULL, "%s", absences[_i].because);
	ck_assert_msg(strstr(error.next, absences[_i].next) != NULL, "%s", absences[_i].because);
}
END_TEST

/* The hosts file has its name. */
START_TEST(an_address_is_answered_with_the_name)
{
	struct error error = { 0 };
	ck_assert(!lookup_refuse_address("127.0.0.1", &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_ptr_nonnull(strstr(error.text, "IP address"));
	ck_assert_ptr_nonnull(strstr(error.next, "directory.servers; DNS has: localhost"));
}
END_TEST

static const struct {
	const char *text;
	bool asks;
	const char *because;
} services[] = {
	{ "hosts: files dns\n", false, "as Debian has it" },
	{ "passwd: files winbind\nhosts:\tfiles dns myhostname\n", false, "of hosts only" },
	{ "hosts: files [!UNAVAIL=return SUCCESS=continue] dns\n", false, "what comes next" },
	{ "hosts: files dns # mdns4\n", false, "a comment" },
	{ "hosts: files resolve [!UNAVAIL=return] dns\n", true, "systemd-resolved" },
	{ "hosts: files mdns4_minimal [NOTFOUND=return] dns\n", true, "Avahi" },
	{ " hosts: files sss\n", true, "SSSD" },
	{ "hosts: files wins dns\n", true, "winbind" },
	{ "", false, "no line" },
};

START_TEST(daemons_are_asked_where_hosts_says_so)
{
	char file[] = "/tmp/cmsready-services.XXXXXX";
	const int fd = mkstemp(file);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_ge(write(fd, services[_i].text, strlen(services[_i].text)), 0);
	close(fd);
	ck_assert_msg(lookup_asks_daemons(file) == services[_i].asks, "%s", services[_i].because);
	unlink(file);
	ck_assert(!lookup_asks_daemons(file));
}
END_TEST

/* Of two files; one of them cannot be read before either. */
START_TEST(settings_stay_when_their_file_is_gone)
{
	char file[] = "/tmp/cmsready-settings.XXXXXX", named[128];
	const int fd = mkstemp(file);
	ck_assert_int_ge(fd, 0);
	dprintf(fd, "[libdefaults]\ndefault_realm = KEPT.EXAMPLE.COM\n");
	close(fd);
	snprintf(named, sizeof named, "/nowhere/krb5.conf:%s", file);
	setenv("KRB5_CONFIG", named, 1);
	lookup_keep_settings();
	unlink(file);
	lookup_keep_settings();

	krb5_context context;
	char *realm;
	ck_assert_int_eq(krb5_init_context(&context), 0);
	ck_assert_int_eq(krb5_get_default_realm(context, &realm), 0);
	ck_assert_str_eq(realm, "KEPT.EXAMPLE.COM");
	krb5_free_default_realm(context, realm);
	krb5_free_context(context);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("lookup");
	TCase *tests = tcase_create("lookup");
	tcase_add_loop_test(tests, a_silent_resolver_is_given_up_soon, 0, COUNT(waits));
	tcase_add_loop_test(tests, tickets_are_for_the_name_that_was_given, 0, COUNT(settings));
	tcase_add_loop_test(tests, tickets_for_a_directory_server_follow_no_alias, 0, COUNT(exact));
	tcase_add_test(tests, without_a_place_of_its_own_the_systems_file_is_read);
	tcase_add_loop_test(tests, why_there_is_no_address_is_said, 0, COUNT(absences));
	tcase_add_test(tests, an_address_is_answered_with_the_name);
	tcase_add_loop_test(tests, daemons_are_asked_where_hosts_says_so, 0, COUNT(services));
	tcase_add_test(tests, settings_stay_when_their_file_is_gone);
	suite_add_tcase(suite, tests);
	return suite;
}
