/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/tls_certificate.h"

#include <string.h>
#include <time.h>

#include <gnutls/x509.h>

#include "base/text.h"
#include "base/utc.h"

enum { MAX_CHAIN = 16, MAX_NAMES = 8, NAME_BYTES = 256 };

/* The certificates that a server sent. */
struct chain {
	const struct tls_question *question;
	gnutls_session_t session;
	struct arena *arena;
	gnutls_x509_crt_t certificate[MAX_CHAIN]; /* the server's own first */
	unsigned count;
};

static void take_certificates(struct chain *chain)
{
	unsigned count = 0;
	const gnutls_datum_t *sent = gnutls_certificate_get_peers(chain->session, &count);
	for (unsigned i = 0; sent != NULL && i < count && i < MAX_CHAIN; i++) {
		gnutls_x509_crt_t *at = &chain->certificate[chain->count];
		if (gnutls_x509_crt_init(at) != 0)
			return;
		if (gnutls_x509_crt_import(*at, &sent[i], GNUTLS_X509_FMT_DER) != 0) {
			gnutls_x509_crt_deinit(*at);
			return;
		}
		chain->count++;
	}
}

/* A certificate may name years that have no four digits. */
static const char *date_of(struct arena *arena, time_t seconds)
{
	const char *date = utc_write(arena, seconds);
	return date == NULL ? "a date of no year" : arena_format(arena, "%.10s", date);
}

static const char *issuer_of(const struct chain *chain, gnutls_x509_crt_t certificate)
{
	gnutls_datum_t name;
	if (gnutls_x509_crt_get_issuer_dn3(certificate, &name, 0) != 0)
		return "unknown";
	const char *text = arena_text(chain->arena, name.data, name.size);
	gnutls_free(name.data);
	return text;
}

/* Whose certificate it is: "its certificate", "that of its authority CN=..." */
static const char *owner_of(const struct chain *chain, unsigned index)
{
	return index == 0 ? "its certificate"
			  : arena_format(chain->arena, "the certificate of the authority \"%s\"",
				    issuer_of(chain, chain->certificate[index - 1]));
}

static void add_reason(struct text *reasons, const char *text)
{
	text_add(reasons, "%s%s", reasons->length == 0 ? "" : "; ", text);
}

static void add_times(const struct chain *chain, unsigned status, struct text *reasons)
{
	struct arena *arena = chain->arena;
	const time_t now = time(NULL);
	const size_t before = reasons->length;
	for (unsigned i = 0; i < chain->count; i++) {
		const time_t begin = gnutls_x509_crt_get_activation_time(chain->certificate[i]);
		const time_t end = gnutls_x509_crt_get_expiration_time(chain->certificate[i]);
		if (end < now && (status & GNUTLS_CERT_EXPIRED) != 0)
			add_reason(reasons, arena_format(arena, "%s expired on %s",
						    owner_of(chain, i), date_of(arena, end)));
		if (begin > now && (status & GNUTLS_CERT_NOT_ACTIVATED) != 0)
			add_reason(reasons,
				arena_format(arena,
					"%s is not valid before %s, and this machine's clock says "
					"%s",
					owner_of(chain, i), date_of(arena, begin),
					date_of(arena, now)));
	}
	const unsigned of_time = GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED;
	if (reasons->length == before && (status & of_time) != 0)
		add_reason(reasons, "the certificate of its authority has expired, or is not valid "
				    "yet");
}

static bool is_self_signed(gnutls_x509_crt_t certificate)
{
	return gnutls_x509_crt_check_issuer(certificate, certificate) != 0;
}

static void add_trust(const struct chain *chain, unsigned status, struct text *reasons)
{
	const char *trusted = chain->question->trusted;
	const char *where = trusted == NULL
				    ? "and no ca_file says whom to trust"
				    : arena_format(chain->arena, "which is not in %s", trusted);
	if (chain->count == 0)
		return;
	gnutls_x509_crt_t last = chain->certificate[chain->count - 1];
	if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0 && chain->count == 1 &&
		is_self_signed(last))
		add_reason(reasons,
			arena_format(chain->arena, "its certificate is self-signed, %s", where));
	else if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
		add_reason(reasons, arena_format(chain->arena,
					    "its certificate is from the authority \"%s\", %s",
					    issuer_of(chain, last), where));
	if ((status & GNUTLS_CERT_SIGNER_NOT_CA) != 0)
		add_reason(reasons,
			arena_format(chain->arena, "\"%s\", who signed it, is no authority",
				issuer_of(chain, chain->certificate[0])));
}

static void add_algorithm(const struct chain *chain, unsigned status, struct text *reasons)
{
	if ((status & GNUTLS_CERT_INSECURE_ALGORITHM) == 0)
		return;
	for (unsigned i = 0; i < chain->count; i++) {
		const int algorithm =
			gnutls_x509_crt_get_signature_algorithm(chain->certificate[i]);
		if (algorithm < 0 || is_self_signed(chain->certificate[i]) ||
			gnutls_sign_is_secure2((gnutls_sign_algorithm_t)algorithm,
				GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS) != 0)
			continue;
		add_reason(reasons,
			arena_format(chain->arena,
				"%s is signed with %s, which is too weak (see cmsready-plan(5) about "
				"SHA-1)",
				owner_of(chain, i),
				gnutls_sign_get_name((gnutls_sign_algorithm_t)algorithm)));
		return;
	}
	add_reason(reasons, "its certificate has too weak a key or signature");
}

/* What has no words of its own here. */
static void add_rest(unsigned status, struct text *reasons)
{
	gnutls_datum_t words;
	if (status == 0 || reasons->length > 0 ||
		gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &words, 0) !=
			0)
		return;
	text_add_bytes(reasons, (const char *)words.data, words.size);
	gnutls_free(words.data);
}

/* The names that it is for: those of subjectAltName, or else the common name. */
static const char *names_of(const struct chain *chain)
{
	struct text names = text_new(chain->arena);
	char name[NAME_BYTES];
	for (unsigned i = 0; i < MAX_NAMES; i++) {
		size_t length = sizeof name - 1;
		const int kind = gnutls_x509_crt_get_subject_alt_name(
			chain->certificate[0], i, name, &length, NULL);
		if (kind == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
			break;
		if (kind == GNUTLS_SAN_DNSNAME)
			text_add(
				&names, "%s%.*s", names.length == 0 ? "" : ", ", (int)length, name);
	}
	size_t length = sizeof name;
	if (names.length == 0 && gnutls_x509_crt_get_dn_by_oid(chain->certificate[0],
					 GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &length) == 0)
		text_add_bytes(&names, name, length);
	return names.length == 0 ? "no name" : names.data;
}

static const char *advice(unsigned status, bool is_other_name)
{
	if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
		return "put the certificate of that authority (PEM) into the file that ca_file "
		       "names in the plan (discover: --ca-file)";
	if ((status & GNUTLS_CERT_NOT_ACTIVATED) != 0)
		return "set the clock of this machine, or renew the certificate";
	if ((status & GNUTLS_CERT_EXPIRED) != 0)
		return "renew the certificate of the server";
	if (is_other_name)
		return "name the server as its certificate does (directory.servers), or renew it "
		       "for this name";
	return NULL;
}

/* All that is wrong with it, since the next attempt should not fail because of the next one. */
static bool chain_ok(const struct chain *chain, struct error *error)
{
	unsigned status = 0;
	struct text reasons = text_new(chain->arena);
	if (chain->count == 0 || gnutls_certificate_verify_peers2(chain->session, &status) != 0)
		return error_set(error, ERROR_UNREACHABLE,
			"the server shows no certificate that can be read");
	const bool is_other_name =
		gnutls_x509_crt_check_hostname(chain->certificate[0], chain->question->host) == 0;
	add_times(chain, status, &reasons);
	add_trust(chain, status, &reasons);
	add_algorithm(chain, status, &reasons);
	if (is_other_name)
		add_reason(&reasons,
			arena_format(chain->arena, "its certificate is for another name: %s",
				names_of(chain)));
	add_rest(status, &reasons);
	if (reasons.length == 0)
		return true;
	error_set(error, ERROR_UNREACHABLE, "TLS on port %u: %s", (unsigned)chain->question->port,
		reasons.data);
	const char *next = advice(status, is_other_name);
	return next == NULL ? false : error_next(error, "%s", next);
}

bool tls_certificate_ok(
	gnutls_session_t session, const struct tls_question *question, struct error *error)
{
	struct chain chain = { .question = question, .session = session, .arena = arena_new() };
	take_certificates(&chain);
	const bool ok = chain_ok(&chain, error);
	for (unsigned i = 0; i < chain.count; i++)
		gnutls_x509_crt_deinit(chain.certificate[i]);
	arena_free(chain.arena);
	return ok;
}

bool tls_authorities_ok(struct bytes file, const char *path, struct error *error)
{
	enum { DER_SEQUENCE = 0x30 };
	struct error why = { 0 };
	gnutls_x509_crt_t *list = NULL;
	unsigned count = 0;
	gnutls_datum_t text = { (unsigned char *)(uintptr_t)file.data, (unsigned)file.length };
	const int code = gnutls_x509_crt_list_import2(&list, &count, &text, GNUTLS_X509_FMT_PEM, 0);
	for (unsigned i = 0; code >= 0 && i < count; i++)
		gnutls_x509_crt_deinit(list[i]);
	if (code >= 0)
		gnutls_free(list);
	if (code >= 0 && count > 0)
		return true;
	if (file.length == 0)
		error_set(&why, ERROR_CONFIG, "%s: is empty", path);
	else if (file.data[0] == DER_SEQUENCE)
		error_set(&why, ERROR_CONFIG, "%s: is not PEM text; it may be a certificate in DER",
			path);
	else if (memmem(file.data, file.length, "-----BEGIN CERTIFICATE", 22) == NULL)
		error_set(&why, ERROR_CONFIG, "%s: has no certificate in it", path);
	else
		error_set(&why, ERROR_CONFIG, "%s: its certificates cannot be read: %s", path,
			gnutls_strerror(code));
	error_next_here(&why, "%s",
		file.length > 0 && file.data[0] == DER_SEQUENCE
			? "write it as PEM with: openssl x509 -inform der -outform pem"
			: "export the certificate of the authority as Base-64 (PEM) into that file");
	return error_pass(error, &why);
}
