/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include <ldap.h>
#include <sasl/sasl.h>

#include "base/limits.h"
#include "base/lookup.h"
#include "base/ticket.h"
#include "ldapchk/collect/ldap_reason.h"
#include "ldapchk/collect/session_secrets.h"
#include "ldapchk/collect/session_state.h"

enum { LEAST_CONNECT_MS = 1000 };
enum { GLOBAL_CATALOG_PORT = 3268, GLOBAL_CATALOG_TLS_PORT = 3269 }; /* MS-ADTS 3.1.1.3.1.10 */

struct timeval session_time_left(struct deadline deadline)
{
	int64_t ms = deadline_left_ms(deadline);
	if (ms < 1)
		ms = 1; /* zero would mean no limit */
	return (struct timeval){ ms / 1000, ms % 1000 * 1000 };
}

bool session_fail(const struct session *session, int code, const char *doing, struct error *error)
{
	char *diagnostic = NULL;
	ldap_get_option(session->ldap, LDAP_OPT_DIAGNOSTIC_MESSAGE, &diagnostic);
	ldap_reason_set(error, doing, code, diagnostic);
	ldap_memfree(diagnostic);
	return false;
}

static bool set_option(const struct session *session, int option, const void *value,
	const char *name, struct error *error)
{
	return ldap_set_option(session->ldap, option, value) == LDAP_OPT_SUCCESS ||
	       error_set(error, ERROR_CONFIG, "libldap rejects the option %s", name);
}

/* Copies a TLS option of ldap.conf: a handle with its own TLS context does not inherit it. */
static bool inherit_option(
	const struct session *session, int option, const char *name, struct error *error)
{
	char *value = NULL;
	if (ldap_get_option(NULL, option, &value) != LDAP_OPT_SUCCESS || value == NULL)
		return true;
	const bool set = set_option(session, option, value, name, error);
	ldap_memfree(value);
	return set;
}

static bool set_authorities(
	const struct session *session, const struct plan_directory *plan, struct error *error)
{
	const char *file;
	return session_authorities(plan, &file, error) &&
	       (file == NULL ||
		       set_option(session, LDAP_OPT_X_TLS_CACERTFILE, file, "TLS CA", error));
}

static bool set_options(
	const struct session *session, const struct plan_directory *plan, struct error *error)
{
	/* What ldap.conf says about these is not for us. */
	const int version = LDAP_VERSION3, no_limit = LDAP_NO_LIMIT, deref = LDAP_DEREF_NEVER;
	const int demand = LDAP_OPT_X_TLS_DEMAND, by_default = LDAP_OPT_X_TLS_ALLOW, client = 0;
	const struct timeval left = session_time_left(session->deadline);
	/* Per address of the server: a dead address must leave time for the others. */
	const int64_t connect_ms = session->connect_ms;
	const struct timeval connect = { connect_ms / 1000, connect_ms % 1000 * 1000 };
	if (!set_option(session, LDAP_OPT_PROTOCOL_VERSION, &version, "version 3", error) ||
		!set_option(session, LDAP_OPT_REFERRALS, LDAP_OPT_OFF, "referrals", error) ||
		!set_option(
			session, LDAP_OPT_NETWORK_TIMEOUT, &connect, "network timeout", error) ||
		!set_option(session, LDAP_OPT_TIMEOUT, &left, "timeout", error) ||
		!set_option(session, LDAP_OPT_SIZELIMIT, &no_limit, "size limit", error) ||
		!set_option(session, LDAP_OPT_TIMELIMIT, &no_limit, "time limit", error) ||
		!set_option(session, LDAP_OPT_DEREF, &deref, "aliases", error) ||
		!set_option(session, LDAP_OPT_X_SASL_NOCANON, LDAP_OPT_ON, "SASL nocanon", error))
		return false;
	if (plan->transport == TRANSPORT_SASL)
		return true;
	/* A new context must come last: without it the options of a handle have no effect. */
	return set_option(session, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand, "TLS demand", error) &&
	       set_option(session, LDAP_OPT_X_TLS_REQUIRE_SAN, &by_default, "TLS names", error) &&
	       set_authorities(session, plan, error) &&
	       inherit_option(session, LDAP_OPT_X_TLS_CIPHER_SUITE, "TLS_CIPHER_SUITE", error) &&
	       set_option(session, LDAP_OPT_X_TLS_NEWCTX, &client,
		       plan->ca_file == NULL
			       ? "TLS context (see TLS_CACERT and TLS_CIPHER_SUITE in ldap.conf)"
			       : "TLS context (is ca_file a PEM file?)",
		       error);
}

/* Without this limit the library allocates any length that a server claims, up to 2 GiB. */
static bool limit_messages(const struct session *session, struct error *error)
{
	Sockbuf *socket = NULL;
	ber_len_t most = LIMIT_LDAP_MESSAGE_BYTES;
	return (ldap_get_option(session->ldap, LDAP_OPT_SOCKBUF, &socket) == LDAP_OPT_SUCCESS &&
		       ber_sockbuf_ctrl(socket, LBER_SB_OPT_SET_MAX_INCOMING, &most) > 0) ||
	       error_set(error, ERROR_CONFIG, "libldap cannot limit the length of messages");
}

/* GSSAPI takes everything from the ticket. It may ask for an authorisation name: there is none. */
static int interact(LDAP *ldap, unsigned flags, void *defaults, void *list)
{
	(void)ldap;
	(void)flags;
	(void)defaults;
	for (sasl_interact_t *item = list; item->id != SASL_CB_LIST_END; item++) {
		item->result = "";
		item->len = 0;
	}
	return LDAP_SUCCESS;
}

/*
 * The server has to prove itself before the bind, which gives it a ticket for itself. A server that
 * cannot be reached is reported as such, so it is connected to first.
 */
static bool prepare_kerberos(struct session *session, const struct plan_directory *plan,
	const char *server, struct error *error)
{
	return ticket_usable(error) && session_connect(session, plan, error) &&
	       ticket_cache_use(TICKET_MEMORY, error) &&
	       (session->is_proven || ticket_proves_controller(server, plan->domain, error));
}

static bool bind_kerberos(struct session *session, const struct plan_directory *plan,
	const char *server, struct error *error)
{
	/*
	 * AD refuses a SASL security layer inside TLS; without TLS there must be one. Every
	 * property is set here: one that is not set would come from ldap.conf, such as a maxssf=0
	 * that was set there for TLS.
	 */
	const bool tls = plan->transport != TRANSPORT_SASL;
	const char *security =
		tls ? "noanonymous,noplain,minssf=0,maxssf=0,maxbufsize=65536"
		    : "noanonymous,noplain,minssf=56,maxssf=2147483647,maxbufsize=65536";
	const int binding = LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT;
	if (!prepare_kerberos(session, plan, server, error) ||
		!set_option(session, LDAP_OPT_X_SASL_SECPROPS, security, "SASL security", error) ||
		(tls && !set_option(session, LDAP_OPT_X_SASL_CBINDING, &binding,
				"SASL channel binding", error)))
		return false;
	int code = ldap_sasl_interactive_bind_s(
		session->ldap, NULL, "GSSAPI", NULL, NULL, LDAP_SASL_QUIET, interact, NULL);
	return code == LDAP_SUCCESS || session_fail(session, code, "bind with Kerberos", error);
}

static bool bind_simple(
	const struct session *session, const struct plan_directory *plan, struct error *error)
{
	struct bytes password;
	if (!session_password(plan, &password, error))
		return false;
	struct berval value = { password.length, (char *)password.data };
	const int code = ldap_sasl_bind_s(
		session->ldap, plan->bind_dn, LDAP_SASL_SIMPLE, &value, NULL, NULL, NULL);
	return code == LDAP_SUCCESS || session_fail(session, code, "bind with the password", error);
}

static bool connect_and_bind(struct session *session, const struct plan_directory *plan,
	const char *server, struct error *error)
{
	if (!set_options(session, plan, error) || !limit_messages(session, error))
		return false;
	session->operations++;
	if (plan->bind != BIND_SIMPLE)
		return bind_kerberos(session, plan, server, error);
	return session_connect(session, plan, error) && bind_simple(session, plan, error);
}

/*
 * The library takes a list of URIs: a comma or a slash in the name would begin another. And a
 * Kerberos ticket is for a name.
 */
static bool name_ok(const struct plan_directory *plan, const char *server, struct error *error)
{
	if (!name_is_dns(server))
		return error_set(error, ERROR_CONFIG, "\"%s\" is not a host name", server);
	return plan->bind == BIND_SIMPLE || name_is_host(server) ||
	       lookup_refuse_address(server, error);
}

struct session *session_open(struct arena *arena, const struct plan_directory *plan,
	const char *server, enum session_view view, struct deadline deadline, struct error *error)
{
	struct session *session = arena_alloc(arena, sizeof *session);
	*session = (struct session){
		.arena = arena, .deadline = deadline, .allowed = LIMIT_RECEIVED_BYTES
	};
	if (!name_ok(plan, server, error))
		return NULL;
	const bool ldaps = plan->transport == TRANSPORT_LDAPS;
	const int domain_port = ldaps ? LDAPS_PORT : LDAP_PORT;
	const int forest_port = ldaps ? GLOBAL_CATALOG_TLS_PORT : GLOBAL_CATALOG_PORT;
	session->server = server;
	session->port = view == VIEW_FOREST ? forest_port : domain_port;
	session->connect_ms = deadline_left_ms(deadline) / 4;
	if (session->connect_ms < LEAST_CONNECT_MS)
		session->connect_ms = LEAST_CONNECT_MS;
	int code = ldap_initialize(&session->ldap,
		arena_format(arena, "%s://%s:%d", ldaps ? "ldaps" : "ldap", server, session->port));
	if (code != LDAP_SUCCESS) {
		error_set(error, ERROR_CONFIG, "%s", ldap_err2string(code));
		return NULL;
	}
	/* The global catalog is another port of a server that was proven before. */
	session->is_proven = view == VIEW_FOREST;
	if (connect_and_bind(session, plan, server, error))
		return session;
	session_close(session);
	return NULL;
}

void session_allow(struct session *session, size_t recoveries)
{
	session->allowed = LIMIT_RECEIVED_BYTES + recoveries * LIMIT_CMS_BYTES;
}

void session_close(struct session *session)
{
	if (session->ldap != NULL)
		ldap_unbind_ext_s(session->ldap, NULL, NULL);
	session->ldap = NULL;
}

size_t session_operations(const struct session *session)
{
	return session->operations;
}

/* The version of OpenLDAP is from its headers: asking the library loads every SASL mechanism. */
const char *session_library(struct arena *arena)
{
	int number = 0;
	sasl_version(NULL, &number);
	return arena_format(arena, "OpenLDAP %d.%d.%d, Cyrus SASL %d.%d.%d",
		LDAP_VENDOR_VERSION / 10000, LDAP_VENDOR_VERSION / 100 % 100,
		LDAP_VENDOR_VERSION % 100, number >> 24, number >> 16 & 0xff, number & 0xffff);
}
