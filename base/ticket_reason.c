/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket_reason.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <krb5.h>

#include "base/keytab.h"
#include "base/text.h"
#include "base/ticket.h"
#include "base/utc.h"

/* The default cache, and what is said about it. */
struct look {
	struct arena *arena;
	krb5_context context;
	krb5_ccache cache;    /* NULL: its name cannot be used */
	krb5_error_code code; /* why its account cannot be read; 0: it can */
	const char *name;     /* "FILE:/tmp/krb5cc_0" */
	char *account;        /* "reader@CORP.EXAMPLE.COM"; NULL: not known */
	time_t newest;        /* when the last of its tickets ends; 0: there is none */
};

static const char *message_of(const struct look *look, krb5_error_code code)
{
	const char *message = krb5_get_error_message(look->context, code);
	const char *copy = arena_string(look->arena, message);
	krb5_free_error_message(look->context, message);
	return copy;
}

static void look_at_tickets(struct look *look)
{
	krb5_cc_cursor cursor;
	krb5_creds ticket;
	look->code = krb5_cc_start_seq_get(look->context, look->cache, &cursor);
	if (look->code != 0)
		return;
	while ((look->code = krb5_cc_next_cred(look->context, look->cache, &cursor, &ticket)) ==
		0) {
		const time_t end = (time_t)(uint32_t)ticket.times.endtime;
		if (!krb5_is_config_principal(look->context, ticket.server) && end > look->newest)
			look->newest = end;
		krb5_free_cred_contents(look->context, &ticket);
	}
	krb5_cc_end_seq_get(look->context, look->cache, &cursor);
	if (look->code == KRB5_CC_END)
		look->code = 0;
}

static bool look_open(struct look *look, struct arena *arena)
{
	krb5_principal owner = NULL;
	char *account = NULL;
	*look = (struct look){ .arena = arena };
	if (krb5_init_context(&look->context) != 0)
		return false;
	look->name = krb5_cc_default_name(look->context);
	look->code = krb5_cc_default(look->context, &look->cache);
	if (look->code != 0)
		look->cache = NULL;
	else
		look->code = krb5_cc_get_principal(look->context, look->cache, &owner);
	if (look->code == 0 && krb5_unparse_name(look->context, owner, &account) == 0)
		look->account = arena_string(arena, account);
	if (look->code == 0)
		look_at_tickets(look);
	krb5_free_unparsed_name(look->context, account);
	krb5_free_principal(look->context, owner);
	return true;
}

static void look_close(const struct look *look)
{
	if (look->cache != NULL)
		krb5_cc_close(look->context, look->cache);
	krb5_free_context(look->context);
}

static const char *user_name(struct arena *arena, uid_t user)
{
	const struct passwd *entry = getpwuid(user);
	return entry != NULL ? arena_string(arena, entry->pw_name)
			     : arena_format(arena, "the user with the number %u", (unsigned)user);
}

/* Of another user's cache, whose it is: ", which belongs to alice; cmsready runs as bob". */
static const char *owner_of(const struct look *look)
{
	const char *path = strncmp(look->name, "FILE:", 5) == 0 ? look->name + 5 : look->name;
	struct stat status;
	if (*path != '/' || stat(path, &status) != 0 || status.st_uid == geteuid())
		return "";
	return arena_format(look->arena, "; it belongs to %s, and cmsready runs as %s",
		user_name(look->arena, status.st_uid), user_name(look->arena, geteuid()));
}

/* Where a keytab is named, why it does not help. */
static const char *of_keytab(const struct look *look)
{
	char name[MAX_KEYTAB_NAME_LEN] = "";
	krb5_keytab keytab;
	if (getenv("KRB5_CLIENT_KTNAME") == NULL ||
		krb5_kt_client_default(look->context, &keytab) != 0)
		return "";
	const krb5_error_code code = krb5_kt_have_content(look->context, keytab);
	krb5_kt_close(look->context, keytab);
	keytab_name(name, sizeof name);
	return code == 0 ? ""
			 : arena_format(look->arena, "; nor a key in the keytab %s (%s)", name,
				   message_of(look, code));
}

static bool is_absent(krb5_error_code code)
{
	return code == KRB5_FCC_NOFILE || code == KRB5_CC_NOTFOUND;
}

static void say_why(const struct look *look, struct error *error)
{
	if (look->cache == NULL)
		error_set(error, ERROR_DENIED,
			"%s is no place of Kerberos tickets that can be used: %s", look->name,
			message_of(look, look->code));
	else if (is_absent(look->code))
		error_set(error, ERROR_DENIED, "there is no Kerberos ticket in %s%s", look->name,
			of_keytab(look));
	else if (look->code != 0)
		error_set(error, ERROR_DENIED, "the Kerberos tickets in %s cannot be read: %s%s",
			look->name, message_of(look, look->code), owner_of(look));
	else if (look->newest > 0)
		error_set(error, ERROR_DENIED, "the Kerberos ticket of %s in %s expired at %s%s",
			look->account, look->name, utc_write(look->arena, look->newest),
			of_keytab(look));
	else
		error_set(error, ERROR_DENIED, "the Kerberos cache %s has no ticket in it%s",
			look->name, of_keytab(look));
}

/* An account that can stand in a command line as it is. */
static bool is_plain(const char *account)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "._-/@";
	return *account != '-' && account[strspn(account, plain)] == '\0';
}

static void say_what_helps(const struct look *look, const char *realm, struct error *error)
{
	const bool is_unreadable = look->code != 0 && !is_absent(look->code);
	if (look->cache == NULL)
		error_next_here(error, "see the variable KRB5CCNAME; klist shows what is there");
	else if (look->account != NULL && is_plain(look->account))
		error_next_here(error, "run kinit %s", look->account);
	else if (realm != NULL && is_plain(realm))
		error_next_here(error, "%srun kinit for an account of the domain: USER@%s",
			is_unreadable ? "look at it with klist; " : "", realm);
	else
		error_next_here(error, "%srun kinit USER@REALM",
			is_unreadable ? "look at it with klist; " : "");
}

bool ticket_missing(const char *realm, struct error *error)
{
	struct arena *arena = arena_new();
	struct error why = { 0 };
	struct look look;
	if (look_open(&look, arena)) {
		say_why(&look, &why);
		say_what_helps(&look, realm, &why);
		look_close(&look);
	} else {
		error_set(&why, ERROR_CONFIG,
			"the Kerberos configuration (krb5.conf) cannot be read");
		error_next_here(&why, "see /etc/krb5.conf, and the variable KRB5_CONFIG");
	}
	arena_free(arena);
	return error_pass(error, &why);
}

bool ticket_refuse_clock(int64_t ahead_seconds, struct error *error)
{
	const long long minutes = (llabs(ahead_seconds) + 30) / 60;
	struct error why = { 0 };
	error_set(&why, ERROR_DENIED,
		"the clock there is %lld minutes %s that of this machine, and Kerberos allows 5",
		minutes, ahead_seconds > 0 ? "ahead of" : "behind");
	error_next(&why, "set the clock that is wrong; for this machine, see: date -u");
	return error_pass(error, &why);
}

bool ticket_is_foreign(const char *domain, struct error *error)
{
	struct arena *arena = arena_new();
	struct error why = { 0 };
	const char *realm = ticket_realm(arena, domain), *account = ticket_account(arena);
	const char *at = account == NULL ? NULL : strrchr(account, '@');
	if (at != NULL && strcmp(at + 1, realm) != 0) {
		error_set(&why, ERROR_DENIED,
			"the Kerberos ticket is of %s, the domain's realm is %s, and Kerberos "
			"found no way from the one to the other",
			account, realm);
		if (is_plain(realm))
			error_next_here(&why,
				"run kinit for an account of the domain: USER@%s; or, where the "
				"domains trust each other, see whether a domain controller of each "
				"answers",
				realm);
	}
	arena_free(arena);
	if (why.kind == ERROR_NONE)
		return false;
	error_pass(error, &why);
	return true;
}
