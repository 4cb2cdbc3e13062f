/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/tls_reason.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include <gnutls/gnutls.h>

#include "ldapchk/collect/tls_certificate.h"

enum { MAX_ANSWER_BYTES = 4096 };

struct probe {
	const struct tls_question *question;
	int socket;
	struct deadline deadline;
	gnutls_session_t session;
	gnutls_certificate_credentials_t trust;
};

static bool wait_for(const struct probe *probe, short events)
{
	struct pollfd wanted = { .fd = probe->socket, .events = events };
	return poll(&wanted, 1, (int)deadline_left_ms(probe->deadline)) > 0;
}

static bool fail_silent(const struct probe *probe, struct error *error)
{
	const long long seconds = (probe->question->waited_ms + 500) / 1000;
	return error_set(error, ERROR_TIMEOUT,
		"port %u is open, and the TLS handshake had no answer for %lld s",
		(unsigned)probe->question->port, seconds < 1 ? 1 : seconds);
}

static bool fail_closed(const struct probe *probe, struct error *error)
{
	error_set(error, ERROR_UNREACHABLE,
		"port %u closes the connection when TLS begins: the server may have no "
		"certificate",
		(unsigned)probe->question->port);
	return error_next(error, "give the server a certificate for LDAP over TLS, or use the "
				 "transport \"sasl\" in the plan");
}

/*
 * Asks for TLS: ExtendedRequest 1.3.6.1.4.1.1466.20037. False without a reason if the server does
 * not agree: libldap has reported its answer.
 */
static bool ask_for_tls(const struct probe *probe, struct error *error)
{
	static const unsigned char request[] = "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
					       "1.3.6.1.4.1.1466.20037";
	unsigned char answer[MAX_ANSWER_BYTES];
	if (send(probe->socket, request, sizeof request - 1, MSG_NOSIGNAL) !=
		(ssize_t)(sizeof request - 1))
		return fail_closed(probe, error);
	if (!wait_for(probe, POLLIN))
		return error_set(error, ERROR_TIMEOUT,
			"port %u is open, and the request for TLS had no answer",
			(unsigned)probe->question->port);
	const ssize_t got = recv(probe->socket, answer, sizeof answer, 0);
	/* The result code success: ENUMERATED, one byte, 0. */
	return got > 0 ? memmem(answer, (size_t)got, "\x0a\x01\x00", 3) != NULL
		       : fail_closed(probe, error);
}

static bool is_no_tls(int code)
{
	return code == GNUTLS_E_UNEXPECTED_PACKET_LENGTH || code == GNUTLS_E_UNEXPECTED_PACKET ||
	       code == GNUTLS_E_UNSUPPORTED_VERSION_PACKET || code == GNUTLS_E_RECORD_OVERFLOW ||
	       code == GNUTLS_E_DECRYPTION_FAILED;
}

static bool fail_handshake(const struct probe *probe, int code, struct error *error)
{
	const unsigned port = probe->question->port;
	if (code == GNUTLS_E_TIMEDOUT || code == GNUTLS_E_AGAIN)
		return fail_silent(probe, error);
	if (code == GNUTLS_E_PREMATURE_TERMINATION || code == GNUTLS_E_PULL_ERROR ||
		code == GNUTLS_E_PUSH_ERROR)
		return fail_closed(probe, error);
	if (is_no_tls(code)) {
		error_set(error, ERROR_UNREACHABLE, "port %u answers, and not with TLS", port);
		return error_next(error, "see what listens on that port; LDAPS is on 636, StartTLS "
					 "on 389 (directory.transport in the plan)");
	}
	if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
		return error_set(error, ERROR_UNREACHABLE,
			"the server refuses the TLS handshake on port %u: %s", port,
			gnutls_alert_get_name(gnutls_alert_get(probe->session)));
	return error_set(
		error, ERROR_UNREACHABLE, "no TLS on port %u: %s", port, gnutls_strerror(code));
}

static bool open_session(struct probe *probe, struct error *error)
{
	const struct tls_question *question = probe->question;
	int code = gnutls_certificate_allocate_credentials(&probe->trust);
	if (code == 0 && question->authorities != NULL)
		code = gnutls_certificate_set_x509_trust_file(
			probe->trust, question->authorities, GNUTLS_X509_FMT_PEM);
	if (code >= 0)
		code = gnutls_init(
			&probe->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	if (code == 0)
		code = question->ciphers == NULL ? gnutls_set_default_priority(probe->session)
						 : gnutls_priority_set_direct(
							   probe->session, question->ciphers, NULL);
	if (code == 0)
		code = gnutls_credentials_set(probe->session, GNUTLS_CRD_CERTIFICATE, probe->trust);
	if (code < 0)
		return error_set(
			error, ERROR_CONFIG, "TLS cannot be set up: %s", gnutls_strerror(code));
	gnutls_server_name_set(
		probe->session, GNUTLS_NAME_DNS, question->host, strlen(question->host));
	gnutls_transport_set_int(probe->session, probe->socket);
	return true;
}

static bool shake_hands(const struct probe *probe, struct error *error)
{
	int code;
	while ((code = gnutls_handshake(probe->session)) < 0 && gnutls_error_is_fatal(code) == 0) {
		if (code == GNUTLS_E_AGAIN &&
			!wait_for(probe, gnutls_record_get_direction(probe->session) == 0
						 ? POLLIN
						 : POLLOUT))
			break;
		if (deadline_left_ms(probe->deadline) == 0)
			break;
	}
	return code == 0 || fail_handshake(probe, code, error);
}

bool tls_works(const struct tls_question *question, int socket, struct deadline deadline,
	struct error *error)
{
	struct error why = { 0 };
	struct probe probe = {
		.question = question,
		.socket = socket,
		.deadline = deadline,
	};
	if ((!question->starttls || ask_for_tls(&probe, &why)) && open_session(&probe, &why) &&
		shake_hands(&probe, &why))
		tls_certificate_ok(probe.session, question, &why);
	if (probe.session != NULL)
		gnutls_deinit(probe.session);
	if (probe.trust != NULL)
		gnutls_certificate_free_credentials(probe.trust);
	return why.kind == ERROR_NONE || error_pass(error, &why);
}
