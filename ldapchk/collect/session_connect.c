/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include <ldap.h>

#include "base/port.h"
#include "ldapchk/collect/session_secrets.h"
#include "ldapchk/collect/session_state.h"
#include "ldapchk/collect/tls_reason.h"

enum {
	EXPLAIN_MS = 4000, /* for finding out why; no more than is left: */
	KEPT_MS = 500,     /* is kept for returning the reason */
};

static const char *advice(int port)
{
	switch (port) {
	case LDAP_PORT:
		return "see whether it is a domain controller, and whether its directory service "
		       "runs";
	case LDAPS_PORT:
		return "see whether LDAPS is enabled there, which takes a certificate; or use "
		       "another transport (directory.transport in the plan)";
	default:
		return "see whether it is a global catalog";
	}
}

static bool tls_explains(const struct session *session, const struct plan_directory *plan,
	int socket, struct deadline soon, struct error *error)
{
	struct error ignored = { 0 };
	const char *authorities = NULL;
	char *ciphers = NULL;
	session_authorities(plan, &authorities, &ignored);
	ldap_get_option(NULL, LDAP_OPT_X_TLS_CIPHER_SUITE, &ciphers);
	const struct tls_question question = {
		.host = session->server,
		.port = (uint16_t)session->port,
		.starttls = plan->transport == TRANSPORT_STARTTLS,
		.authorities = authorities,
		.trusted = session_authorities_named(),
		.ciphers = ciphers,
		.waited_ms = session->connect_ms,
	};
	const bool works = tls_works(&question, socket, soon, error);
	ldap_memfree(ciphers);
	return !works;
}

/* True with the reason, if there is one: the host, its port, or TLS on it. */
static bool explain(
	const struct session *session, const struct plan_directory *plan, struct error *error)
{
	const struct deadline soon = deadline_earlier(
		deadline_before(session->deadline, KEPT_MS), deadline_after(EXPLAIN_MS));
	int socket;
	if (!port_connect(session->server, (uint16_t)session->port, session->connect_ms, soon,
		    &socket, error)) {
		error_next(error, "%s", advice(session->port));
		return true;
	}
	const bool found = plan->transport != TRANSPORT_SASL &&
			   tls_explains(session, plan, socket, soon, error);
	close(socket);
	return found;
}

bool session_connect(
	struct session *session, const struct plan_directory *plan, struct error *error)
{
	const bool starttls = plan->transport == TRANSPORT_STARTTLS;
	struct error why = { 0 };
	session->operations += starttls;
	const int code = starttls ? ldap_start_tls_s(session->ldap, NULL, NULL)
				  : ldap_connect(session->ldap);
	if (code == LDAP_SUCCESS)
		return true;
	/* Below zero: from the library, and not from the server. */
	if (code < 0 && explain(session, plan, &why))
		return error_pass(error, &why);
	return session_fail(session, code, starttls ? "start TLS" : "connect", error);
}
