/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers with all kinds of certificates, and some that speak no TLS: what is said of each. */
#include "ldapchk/collect/tls_reason.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "base/arena.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define HOST         "dc1.corp.example.com"

enum { DAY = 24 * 60 * 60, PEM_BYTES = 16384 };

struct identity {
	gnutls_x509_crt_t certificate;
	gnutls_x509_privkey_t key;
};

struct maker {
	const char *common_name, *name; /* of the subject; subjectAltName */
	time_t begins, ends;            /* from now */
	gnutls_digest_algorithm_t digest;
	bool is_authority;
};

static struct identity authority, stranger, old_authority;
static char authorities[] = "/tmp/cmsready-authorities.XXXXXX";

/* Signed by the issuer; NULL: by itself. */
static struct identity make(const struct maker *maker, const struct identity *issuer)
{
	static unsigned char number;
	const unsigned char serial[] = { 1, ++number };
	struct identity made;
	gnutls_x509_crt_init(&made.certificate);
	gnutls_x509_privkey_init(&made.key);
	ck_assert_int_eq(gnutls_x509_privkey_generate(made.key, GNUTLS_PK_ECDSA,
				 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
		0);
	gnutls_x509_crt_set_version(made.certificate, 3);
	gnutls_x509_crt_set_key(made.certificate, made.key);
	gnutls_x509_crt_set_serial(made.certificate, serial, sizeof serial);
	gnutls_x509_crt_set_dn_by_oid(made.certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
		maker->common_name, (unsigned)strlen(maker->common_name));
	gnutls_x509_crt_set_activation_time(made.certificate, time(NULL) + maker->begins);
	gnutls_x509_crt_set_expiration_time(made.certificate, time(NULL) + maker->ends);
	gnutls_x509_crt_set_basic_constraints(made.certificate, maker->is_authority, -1);
	gnutls_x509_crt_set_key_usage(made.certificate,
		maker->is_authority ? GNUTLS_KEY_KEY_CERT_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE);
	if (maker->name != NULL)
		gnutls_x509_crt_set_subject_alt_name(made.certificate, GNUTLS_SAN_DNSNAME,
			maker->name, (unsigned)strlen(maker->name), GNUTLS_FSAN_SET);
	ck_assert_int_eq(gnutls_x509_crt_sign2(made.certificate,
				 issuer == NULL ? made.certificate : issuer->certificate,
				 issuer == NULL ? made.key : issuer->key, maker->digest, 0),
		0);
	return made;
}

static void forget(struct identity *identity)
{
	gnutls_x509_crt_deinit(identity->certificate);
	gnutls_x509_privkey_deinit(identity->key);
}

static size_t pem_of(const struct identity *identity, char *pem, size_t room)
{
	ck_assert_int_eq(
		gnutls_x509_crt_export(identity->certificate, GNUTLS_X509_FMT_PEM, pem, &room), 0);
	return room;
}

static void setup(void)
{
	const struct maker of_authority = { "Corp Root CA", NULL, -DAY, 9 * DAY, GNUTLS_DIG_SHA256,
		true };
	const struct maker of_old = { "Old Root CA", NULL, -9 * DAY, -DAY, GNUTLS_DIG_SHA256,
		true };
	struct maker of_stranger = of_authority;
	of_stranger.common_name = "Another CA";
	authority = make(&of_authority, NULL);
	stranger = make(&of_stranger, NULL);
	old_authority = make(&of_old, NULL);
	char pem[PEM_BYTES];
	const int file = mkstemp(authorities);
	ck_assert_int_ge(file, 0);
	size_t length = pem_of(&authority, pem, sizeof pem);
	ck_assert_int_eq(write(file, pem, length), (ssize_t)length);
	length = pem_of(&old_authority, pem, sizeof pem);
	ck_assert_int_eq(write(file, pem, length), (ssize_t)length);
	close(file);
}

static void teardown(void)
{
	unlink(authorities);
	memcpy(authorities + strlen(authorities) - 6, "XXXXXX", 6);
	forget(&authority);
	forget(&stranger);
	forget(&old_authority);
}

/* How the server behaves when it does not simply speak TLS. */
enum manner { SPEAKS_TLS, GREETS, CLOSES, IS_SILENT, IS_ODD, AGREES, DISAGREES };

struct row {
	const char *because;
	struct maker maker;
	enum { BY_AUTHORITY, BY_STRANGER, BY_OLD, BY_ITSELF } issuer;
	enum manner manner;
	bool works;
	enum error_kind kind;
	const char *holds[3]; /* parts of the text */
	const char *next;     /* a part of what to do; NULL: nothing is advised */
};

#define USUAL "DC1", HOST, -DAY, DAY, GNUTLS_DIG_SHA256, false

static const struct row rows[] = {
	{ "as it should be", { USUAL }, BY_AUTHORITY, SPEAKS_TLS, true, ERROR_NONE, { NULL },
		NULL },
	{ "StartTLS", { USUAL }, BY_AUTHORITY, AGREES, true, ERROR_NONE, { NULL }, NULL },
	{ "StartTLS is refused, which libldap says itself", { USUAL }, BY_AUTHORITY, DISAGREES,
		true, ERROR_NONE, { NULL }, NULL },
	{ "expired", { "DC1", HOST, -9 * DAY, -2 * DAY, GNUTLS_DIG_SHA256, false }, BY_AUTHORITY,
		SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "its certificate expired on 20", "port 636" }, "renew" },
	{ "expired, over StartTLS", { "DC1", HOST, -9 * DAY, -2 * DAY, GNUTLS_DIG_SHA256, false },
		BY_AUTHORITY, AGREES, false, ERROR_UNREACHABLE, { "its certificate expired on 20" },
		"renew" },
	{ "not yet valid", { "DC1", HOST, 2 * DAY, 9 * DAY, GNUTLS_DIG_SHA256, false },
		BY_AUTHORITY, SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "is not valid before 20", "this machine's clock says 20" }, "clock" },
	{ "another name", { "DC2", "dc2.corp.example.com", -DAY, DAY, GNUTLS_DIG_SHA256, false },
		BY_AUTHORITY, SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "for another name: dc2.corp.example.com" }, "directory.servers" },
	{ "without subjectAltName", { "dc3", NULL, -DAY, DAY, GNUTLS_DIG_SHA256, false },
		BY_AUTHORITY, SPEAKS_TLS, false, ERROR_UNREACHABLE, { "for another name: dc3" },
		"directory.servers" },
	{ "an unknown authority", { USUAL }, BY_STRANGER, SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "from the authority \"CN=Another CA\"", "not in ca_file /x/ca.pem" }, "ca_file" },
	{ "self-signed", { USUAL }, BY_ITSELF, SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "self-signed", "not in ca_file /x/ca.pem" }, "ca_file" },
	{ "SHA-1", { "DC1", HOST, -DAY, DAY, GNUTLS_DIG_SHA1, false }, BY_AUTHORITY, SPEAKS_TLS,
		false, ERROR_UNREACHABLE, { "signed with ECDSA-SHA1" }, NULL },
	{ "an authority that has expired", { USUAL }, BY_OLD, SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "the certificate of its authority has expired" }, "renew" },
	{ "two faults", { "DC2", "dc2.corp.example.com", -9 * DAY, -DAY, GNUTLS_DIG_SHA256, false },
		BY_STRANGER, SPEAKS_TLS, false, ERROR_UNREACHABLE,
		{ "expired on", "Another CA", "for another name" }, "ca_file" },
	{ "a name that would control a terminal",
		{ "DC\x1b[2J\n1", NULL, -DAY, DAY, GNUTLS_DIG_SHA256, false }, BY_AUTHORITY,
		SPEAKS_TLS, false, ERROR_UNREACHABLE, { "\\x1b[2J\\x0a1" }, "directory.servers" },
	{ "a greeting", { USUAL }, BY_AUTHORITY, GREETS, false, ERROR_UNREACHABLE,
		{ "answers, and not with TLS" }, "LDAPS is on 636" },
	{ "no certificate on a domain controller", { USUAL }, BY_AUTHORITY, CLOSES, false,
		ERROR_UNREACHABLE, { "closes the connection" }, "certificate" },
	{ "silence", { USUAL }, BY_AUTHORITY, IS_SILENT, false, ERROR_TIMEOUT,
		{ "port 636 is open", "for 5 s" }, NULL },
	{ "no cipher in common", { USUAL }, BY_AUTHORITY, IS_ODD, false, ERROR_UNREACHABLE,
		{ "refuses the TLS handshake on port 636: Handshake failed" }, NULL },
};

static void serve_tls(int socket, const struct identity *identity, enum manner manner)
{
	gnutls_certificate_credentials_t credentials;
	gnutls_session_t session;
	gnutls_x509_crt_t chain[] = { identity->certificate };
	gnutls_certificate_allocate_credentials(&credentials);
	gnutls_certificate_set_x509_key(credentials, chain, 1, identity->key);
	gnutls_init(&session, GNUTLS_SERVER);
	gnutls_priority_set_direct(session,
		manner == IS_ODD ? "NONE:+VERS-TLS1.2:+NULL:+SHA1:+ECDHE-ECDSA:+COMP-NULL:"
				   "+SIGN-ALL:+GROUP-ALL:+CTYPE-ALL"
				 : "NORMAL:-VERS-TLS1.3:+SIGN-ALL:%VERIFY_ALLOW_SIGN_WITH_SHA1",
		NULL);
	gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
	gnutls_transport_set_int(session, socket);
	int code;
	do
		code = gnutls_handshake(session);
	while (code < 0 && gnutls_error_is_fatal(code) == 0);
	if (code < 0)
		gnutls_alert_send_appropriate(session, code);
}

/* ExtendedResponse with that result code. */
static void answer_extended(int socket, unsigned char code)
{
	const unsigned char answer[] = { 0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, code, 4, 0, 4, 0 };
	unsigned char request[64];
	if (read(socket, request, sizeof request) > 0 &&
		write(socket, answer, sizeof answer) != (ssize_t)sizeof answer)
		_exit(1);
}

static void serve(int socket, const struct row *row, const struct identity *identity)
{
	char nothing;
	switch (row->manner) {
	case AGREES:
		answer_extended(socket, 0);
		serve_tls(socket, identity, row->manner);
		break;
	case DISAGREES:
		answer_extended(socket, 52);
		break;
	case GREETS:
		dprintf(socket, "220 mail.example.com ESMTP, how do you do?\r\n");
		break;
	case CLOSES:
		close(socket);
		_exit(0);
	case IS_SILENT:
		break;
	default:
		serve_tls(socket, identity, row->manner);
	}
	while (read(socket, &nothing, 1) > 0)
		;
	_exit(0);
}

static struct identity identity_for(const struct row *row)
{
	const struct identity *issuers[] = { &authority, &stranger, &old_authority, NULL };
	return make(&row->maker, issuers[row->issuer]);
}

START_TEST(each_fault_has_its_words)
{
	const struct row *row = &rows[_i];
	struct identity identity = identity_for(row);
	int pair[2];
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	const pid_t server = fork();
	if (server == 0) {
		close(pair[0]);
		serve(pair[1], row, &identity);
	}
	close(pair[1]);
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	const struct tls_question question = {
		.host = HOST,
		.port = 636,
		.starttls = row->manner == AGREES || row->manner == DISAGREES,
		.authorities = authorities,
		.trusted = "ca_file /x/ca.pem",
		.waited_ms = 5000,
	};
	struct error error = { 0 };
	const int64_t most_ms = row->manner == IS_SILENT ? 200 : 5000;
	const bool works = tls_works(&question, pair[0], deadline_after(most_ms), &error);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	close(pair[0]);
	forget(&identity);
	ck_assert_msg(works == row->works, "%s: %s", row->because, error.text);
	ck_assert_msg(error.kind == row->kind, "%s: %s", row->because, error.text);
	for (size_t i = 0; i < COUNT(row->holds) && row->holds[i] != NULL; i++)
		ck_assert_msg(strstr(error.text, row->holds[i]) != NULL, "%s: %s", row->because,
			error.text);
	ck_assert_msg(strstr(error.text, HOST) == NULL, "%s: %s", row->because, error.text);
	ck_assert_msg((row->next != NULL) == (*error.next != '\0') &&
			      (row->next == NULL || strstr(error.next, row->next) != NULL),
		"%s: %s", row->because, error.next);
}
END_TEST

static const struct {
	const char *content, *holds, *because;
} files[] = {
	{ "", "is empty", "an empty file" },
	{ "0\x82\x03\x01", "in DER", "what Windows exports by default" },
	{ "hello\n", "has no certificate", "something else" },
	{ "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n", "has no certificate",
		"a key" },
	{ "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read",
		"a damaged one" },
	{ "-----BEGIN CERTIFICATE-----\nMIIB", "cannot be read", "half of one" },
};

START_TEST(a_file_without_authorities_is_told)
{
	struct error error = { 0 };
	const struct bytes file = bytes_of(files[_i].content, strlen(files[_i].content));
	ck_assert_msg(!tls_authorities_ok(file, "/x/ca.pem", &error), "%s", files[_i].because);
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_msg(strstr(error.text, files[_i].holds) != NULL, "%s: %s", files[_i].because,
		error.text);
	ck_assert_ptr_nonnull(strstr(error.text, "/x/ca.pem"));
	ck_assert(error.here && *error.next != '\0');
}
END_TEST

START_TEST(authorities_are_taken)
{
	struct error error = { 0 };
	char pem[PEM_BYTES] = "# our authority\n";
	const size_t before = strlen(pem);
	const size_t length = before + pem_of(&authority, pem + before, sizeof pem - before);
	ck_assert(tls_authorities_ok(bytes_of(pem, length), "/x/ca.pem", &error));
	ck_assert_int_eq(error.kind, ERROR_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("tls_reason");
	TCase *tcase = tcase_create("tls_reason");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, each_fault_has_its_words, 0, COUNT(rows));
	tcase_add_loop_test(tcase, a_file_without_authorities_is_told, 0, COUNT(files));
	tcase_add_test(tcase, authorities_are_taken);
	suite_add_tcase(suite, tcase);
	return suite;
}
