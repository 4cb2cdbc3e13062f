/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why TLS with a server fails, in words. libldap says no more than that it failed, so the handshake
 * is made once more, with GnuTLS itself, and the certificate looked at. This only explains a
 * failure that has happened: nothing is decided by it, and besides the handshake (and the question
 * for StartTLS) nothing is sent.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

struct tls_question {
	const char *host;
	uint16_t port;
	bool starttls;           /* ask for TLS first (RFC 4511 4.14) */
	const char *authorities; /* file with the certificates that are trusted (PEM); or NULL */
	const char *trusted;     /* what that is for people: "ca_file /etc/corp-ca.pem"; or NULL */
	const char *ciphers;     /* priority string of GnuTLS; NULL: the default */
	int64_t waited_ms;       /* how long the library has waited for an answer */
};

/*
 * Tries TLS over a connected socket, which does not block. False with the reason: no TLS there, the
 * handshake is refused or has no answer, or what is wrong with the certificate. True if no reason
 * was found. The texts do not name the server.
 */
bool tls_works(const struct tls_question *question, int socket, struct deadline deadline,
	struct error *error);

/*
 * Whether the content of a file is certificates of authorities (PEM). ERROR_CONFIG with the reason:
 * it is empty, in another form, or something else. `path` is for the text.
 */
bool tls_authorities_ok(struct bytes file, const char *path, struct error *error);
