/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <krb5.h>

#include "base/keytab.h"
#include "base/lookup.h"
#include "base/ticket_reason.h"

/* The default cache (NULL: none) and the library context to read it. */
struct credential_cache {
	krb5_context context;
	krb5_ccache cache;
};

/* False if the Kerberos configuration cannot be read. On success it must be closed. */
static bool credential_cache_open(struct credential_cache *credentials)
{
	*credentials = (struct credential_cache){ NULL, NULL };
	if (krb5_init_context(&credentials->context) != 0)
		return false;
	if (krb5_cc_default(credentials->context, &credentials->cache) != 0)
		credentials->cache = NULL;
	return true;
}

static void credential_cache_close(struct credential_cache *credentials)
{
	if (credentials->cache != NULL)
		krb5_cc_close(credentials->context, credentials->cache);
	krb5_free_context(credentials->context);
}

/* Whether a ticket in the cache is still valid. */
static bool credential_cache_is_valid(const struct credential_cache *credentials)
{
	krb5_context context = credentials->context;
	krb5_ccache cache = credentials->cache;
	krb5_timestamp now;
	krb5_cc_cursor cursor;
	krb5_creds ticket;
	bool valid = false;
	if (cache == NULL || krb5_timeofday(context, &now) != 0 ||
		krb5_cc_start_seq_get(context, cache, &cursor) != 0)
		return false;
	while (!valid && krb5_cc_next_cred(context, cache, &cursor, &ticket) == 0) {
		valid = !krb5_is_config_principal(context, ticket.server) &&
			ticket.times.endtime > now;
		krb5_free_cred_contents(context, &ticket);
	}
	krb5_cc_end_seq_get(context, cache, &cursor);
	return valid;
}

static bool keytab_usable(krb5_context context)
{
	krb5_keytab keytab;
	if (krb5_kt_client_default(context, &keytab) != 0)
		return false;
	bool usable = krb5_kt_have_content(context, keytab) == 0;
	krb5_kt_close(context, keytab);
	return usable;
}

/* Why ticket_keep() found none: afterwards, the files cannot be read again. */
static struct error not_kept;

/* Of the domain that is asked, for the advice; "": not known. */
static char wanted_realm[256];

bool ticket_usable(struct error *error)
{
	if (not_kept.kind != ERROR_NONE)
		return error_pass(error, &not_kept);
	struct credential_cache credentials;
	bool usable = false;
	if (credential_cache_open(&credentials)) {
		usable = credential_cache_is_valid(&credentials) ||
			 keytab_usable(credentials.context);
		credential_cache_close(&credentials);
	}
	return usable || ticket_missing(*wanted_realm == '\0' ? NULL : wanted_realm, error);
}

bool ticket_needs_keytab(void)
{
	struct credential_cache credentials;
	if (!credential_cache_open(&credentials))
		return false;
	const bool fetched =
		!credential_cache_is_valid(&credentials) && keytab_usable(credentials.context);
	credential_cache_close(&credentials);
	return fetched;
}

/* Whether it is a ticket-granting ticket of any realm, or a configuration entry of the cache. */
static bool is_for_tickets(krb5_context context, krb5_const_principal server)
{
	static const char service[] = KRB5_TGS_NAME;
	return krb5_is_config_principal(context, server) ||
	       (server->length > 0 && server->data[0].length == sizeof service - 1 &&
		       memcmp(server->data[0].data, service, sizeof service - 1) == 0);
}

/* Those for tickets, or all. False unless one that is still valid was copied. */
static bool copy(const struct credential_cache *credentials, krb5_ccache to, bool all)
{
	krb5_context context = credentials->context;
	krb5_ccache from = credentials->cache;
	krb5_principal owner = NULL;
	krb5_cc_cursor cursor;
	krb5_creds ticket;
	krb5_timestamp now;
	bool valid = false;
	bool whole = from != NULL && krb5_timeofday(context, &now) == 0 &&
		     krb5_cc_get_principal(context, from, &owner) == 0 &&
		     krb5_cc_initialize(context, to, owner) == 0;
	krb5_free_principal(context, owner);
	if (!whole || krb5_cc_start_seq_get(context, from, &cursor) != 0)
		return false;
	while (whole && krb5_cc_next_cred(context, from, &cursor, &ticket) == 0) {
		if (all || is_for_tickets(context, ticket.server)) {
			whole = krb5_cc_store_cred(context, to, &ticket) == 0;
			valid = valid || ticket.times.endtime > now;
		}
		krb5_free_cred_contents(context, &ticket);
	}
	krb5_cc_end_seq_get(context, from, &cursor);
	return whole && valid;
}

/* The first account in the keytab, which is also the one that GSSAPI uses. */
static krb5_error_code first_account(
	krb5_context context, krb5_keytab keytab, krb5_principal *account)
{
	krb5_kt_cursor cursor;
	krb5_keytab_entry entry;
	krb5_error_code code = krb5_kt_start_seq_get(context, keytab, &cursor);
	if (code != 0)
		return code;
	code = krb5_kt_next_entry(context, keytab, &entry, &cursor);
	krb5_kt_end_seq_get(context, keytab, &cursor);
	if (code != 0)
		return code;
	code = krb5_copy_principal(context, entry.principal, account);
	krb5_free_keytab_entry_contents(context, &entry);
	return code;
}

static krb5_error_code fetch_as(
	krb5_context context, krb5_principal account, krb5_keytab keytab, krb5_ccache to)
{
	krb5_get_init_creds_opt *options;
	krb5_creds ticket = { 0 };
	krb5_error_code code = krb5_get_init_creds_opt_alloc(context, &options);
	if (code != 0)
		return code;
	code = krb5_get_init_creds_opt_set_out_ccache(context, options, to);
	if (code == 0)
		code = krb5_get_init_creds_keytab(
			context, &ticket, account, keytab, 0, NULL, options);
	krb5_free_cred_contents(context, &ticket);
	krb5_get_init_creds_opt_free(context, options);
	return code;
}

static bool fetch(krb5_context context, krb5_ccache to, struct error *error)
{
	krb5_keytab keytab;
	krb5_principal account = NULL;
	char name[MAX_KEYTAB_NAME_LEN] = "";
	if (krb5_kt_client_default(context, &keytab) != 0)
		return false;
	krb5_error_code code = first_account(context, keytab, &account);
	if (code == 0)
		code = fetch_as(context, account, keytab, to);
	if (code != 0) {
		const char *reason = krb5_get_error_message(context, code);
		keytab_name(name, sizeof name);
		error_set(error, code == KRB5_KDC_UNREACH ? ERROR_UNREACHABLE : ERROR_DENIED,
			"no Kerberos ticket with the keytab %s: %s", name, reason);
		if (code == KRB5KDC_ERR_PREAUTH_FAILED)
			error_next_here(error, "export the keytab anew: the account's password was "
					       "changed since");
		else
			error_next_here(error, "see whose keys are in it with: klist -k");
		krb5_free_error_message(context, reason);
	}
	krb5_free_principal(context, account);
	krb5_kt_close(context, keytab);
	return code == 0;
}

bool ticket_cache_use(const char *name, struct error *error)
{
	struct credential_cache credentials;
	krb5_ccache to;
	bool ready = false;
	if (!credential_cache_open(&credentials))
		return ticket_usable(error);
	if (strcmp(krb5_cc_default_name(credentials.context), name) == 0) {
		credential_cache_close(&credentials);
		return ticket_usable(error);
	}
	if (krb5_cc_resolve(credentials.context, name, &to) == 0) {
		ready = copy(&credentials, to, false) ||
			(keytab_usable(credentials.context) &&
				fetch(credentials.context, to, error));
		krb5_cc_close(credentials.context, to);
	}
	credential_cache_close(&credentials);
	if (ready)
		return setenv("KRB5CCNAME", name, 1) == 0;
	return error->kind == ERROR_NONE && ticket_usable(error);
}

static void want_realm(const char *domain)
{
	struct arena *arena = arena_new();
	snprintf(wanted_realm, sizeof wanted_realm, "%s", ticket_realm(arena, domain));
	arena_free(arena);
}

bool ticket_keep(const char *domain, struct error *error)
{
	struct credential_cache credentials;
	krb5_ccache to;
	bool kept = false;
	want_realm(domain);
	if (!ticket_usable(&not_kept))
		return ticket_usable(error);
	lookup_keep_settings();
	if (!credential_cache_open(&credentials))
		return error_set(error, ERROR_CONFIG, "the Kerberos configuration is gone");
	if (krb5_cc_resolve(credentials.context, TICKET_MEMORY, &to) == 0) {
		kept = copy(&credentials, to, false);
		if (!kept && !keytab_keep())
			kept = copy(&credentials, to, true);
		krb5_cc_close(credentials.context, to);
	}
	credential_cache_close(&credentials);
	return !kept || setenv("KRB5CCNAME", TICKET_MEMORY, 1) == 0;
}

/* What a KDC said about the clocks. */
struct clocks {
	bool differ;
	int64_t ahead_seconds; /* of the KDC */
};

/*
 * Called for each answer of a KDC, or with the reason why there is none, which is returned as it
 * is. An error of a KDC has its time (RFC 4120 5.9.1).
 */
static krb5_error_code note_time(krb5_context context, void *data, krb5_error_code code,
	const krb5_data *realm, const krb5_data *message, const krb5_data *answer,
	krb5_data **changed)
{
	struct clocks *clocks = data;
	krb5_error *refusal;
	(void)realm, (void)message, (void)changed;
	if (code != 0 || answer == NULL || krb5_rd_error(context, answer, &refusal) != 0)
		return code;
	if ((krb5_error_code)refusal->error + ERROR_TABLE_BASE_krb5 == KRB5KRB_AP_ERR_SKEW) {
		clocks->differ = true;
		clocks->ahead_seconds = (int64_t)(uint32_t)refusal->stime - (int64_t)time(NULL);
	}
	krb5_free_error(context, refusal);
	return code;
}

static bool fail_code(krb5_context context, krb5_error_code code, const char *domain,
	const struct clocks *clocks, struct error *error)
{
	const bool is_down = code == KRB5_KDC_UNREACH || code == KRB5_REALM_UNKNOWN;
	struct error why = { 0 };
	if (clocks->differ)
		return ticket_refuse_clock(clocks->ahead_seconds, error);
	if (ticket_is_foreign(domain, error))
		return false;
	if (code == KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN) {
		error_set(&why, ERROR_DENIED,
			"it is no domain controller of %s: the KDC has no ticket for "
			"ldap/HOST/%s",
			domain, domain);
		error_next(&why, "if that name is an alias, name the server by its own name");
		return error_pass(error, &why);
	}
	const char *reason = krb5_get_error_message(context, code);
	error_set(&why, is_down ? ERROR_UNREACHABLE : ERROR_DENIED,
		"that it is a domain controller cannot be proven: no Kerberos ticket for "
		"ldap/HOST/%s: %s",
		domain, reason);
	krb5_free_error_message(context, reason);
	return error_pass(error, &why);
}

char *ticket_realm(struct arena *arena, const char *domain)
{
	char *realm = arena_string(arena, domain);
	for (char *at = realm; *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	return realm;
}

bool ticket_proves_controller(const char *host, const char *domain, struct error *error)
{
	struct credential_cache credentials;
	struct arena *arena = arena_new();
	krb5_creds wanted = { 0 }, *issued = NULL;
	struct clocks clocks = { 0 };
	const char *realm = ticket_realm(arena, domain);
	if (!credential_cache_open(&credentials)) {
		arena_free(arena);
		return ticket_usable(error);
	}
	krb5_context context = credentials.context;
	krb5_error_code code = KRB5_CC_NOTFOUND;
	krb5_set_kdc_recv_hook(context, note_time, &clocks);
	if (credentials.cache != NULL)
		code = krb5_cc_get_principal(context, credentials.cache, &wanted.client);
	if (code == 0)
		code = krb5_build_principal(context, &wanted.server, (unsigned)strlen(realm), realm,
			"ldap", host, domain, (char *)NULL);
	if (code == 0)
		code = krb5_get_credentials(
			context, KRB5_GC_NO_STORE, credentials.cache, &wanted, &issued);
	if (code != 0)
		fail_code(context, code, domain, &clocks, error);
	krb5_free_creds(context, issued);
	krb5_free_principal(context, wanted.client);
	krb5_free_principal(context, wanted.server);
	credential_cache_close(&credentials);
	arena_free(arena);
	return code == 0;
}

char *ticket_account(struct arena *arena)
{
	struct credential_cache credentials;
	krb5_principal owner = NULL;
	char *name = NULL, *account = NULL;
	if (!credential_cache_open(&credentials))
		return NULL;
	if (credentials.cache != NULL &&
		krb5_cc_get_principal(credentials.context, credentials.cache, &owner) == 0 &&
		krb5_unparse_name(credentials.context, owner, &name) == 0)
		account = arena_string(arena, name);
	krb5_free_unparsed_name(credentials.context, name);
	krb5_free_principal(credentials.context, owner);
	credential_cache_close(&credentials);
	return account;
}
