/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/session_secrets.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <ldap.h>

#include "base/file.h"
#include "base/ticket.h"
#include "codec/encoding.h"
#include "ldapchk/collect/tls_reason.h"

enum { MAX_PASSWORD_BYTES = 1024, MAX_AUTHORITIES_BYTES = 16 << 20 };

/* Of this process, which asks one server. */
static struct {
	bool settings_read, has_password, has_authorities;
	char password[MAX_PASSWORD_BYTES];
	char authorities[32]; /* "/proc/self/fd/5", or "" */
	char named[512];      /* "ca_file /etc/corp-ca.pem", or "" */
} kept;

/*
 * Each setting of ldap.conf can also be a variable, such as LDAPTLS_CACERT, and LDAPCONF and LDAPRC
 * name further files.
 */
static void forget_variables(void)
{
	static const char prefix[] = "LDAP";
	char **at = environ;
	while (*at != NULL) {
		const size_t length = strcspn(*at, "=");
		char *name = strncmp(*at, prefix, sizeof prefix - 1) == 0 && (*at)[length] == '='
				     ? strndup(*at, length)
				     : NULL;
		/* What follows a removed variable moves to its place. */
		if (name == NULL || unsetenv(name) != 0)
			at++;
		free(name);
	}
}

/*
 * libldap reads its settings once: of the system, of the user, and "ldaprc" in the working folder,
 * which may be anybody's. Neither that nor the environment may decide whom we trust.
 */
static void read_settings(void)
{
	if (kept.settings_read)
		return;
	kept.settings_read = true;
	const int folder = open(".", O_PATH | O_CLOEXEC);
	LDAPAPIInfo version = { .ldapai_info_version = LDAP_API_INFO_VERSION };
	forget_variables();
	if (chdir("/") == 0 && ldap_get_option(NULL, LDAP_OPT_API_INFO, &version) == 0) {
		ldap_memfree(version.ldapai_vendor_name);
		ldap_memvfree((void **)version.ldapai_extensions);
	}
	if (folder >= 0 && fchdir(folder) == 0)
		close(folder);
}

bool session_password(
	const struct plan_directory *plan, struct bytes *password, struct error *error)
{
	struct bytes file;
	struct arena *arena = arena_new();
	if (!kept.has_password && file_read_secret(arena, plan->password_file,
					  sizeof kept.password - 1, &file, error)) {
		const struct bytes whole = file;
		/* A password in another encoding would be a wrong one, and lock the account. */
		if (encoding_take(plan->password_file, &file, error)) {
			memcpy(kept.password, file.data, file.length);
			kept.has_password = true;
		}
		explicit_bzero((void *)whole.data, whole.length);
	}
	arena_free(arena);
	const size_t length = strcspn(kept.password, "\r\n");
	/* RFC 4513 5.1.2: an empty password would be an anonymous bind that succeeds. */
	if (kept.has_password && length == 0)
		error_set(error, ERROR_CONFIG, "%s: contains no password", plan->password_file);
	*password = bytes_of(kept.password, length);
	return kept.has_password && length > 0;
}

/* Of which there is a copy: this process may soon be unable to open the file. It is not closed. */
static bool keep_authorities(struct bytes file)
{
	const int copy = memfd_create("authorities", MFD_CLOEXEC);
	snprintf(kept.authorities, sizeof kept.authorities, "/proc/self/fd/%d", copy);
	return copy >= 0 && write(copy, file.data, file.length) == (ssize_t)file.length;
}

static const char *advice(enum error_kind kind, bool of_plan)
{
	if (kind == ERROR_DENIED)
		return "let the user that runs cmsready read the file";
	return of_plan ? "see ca_file in the plan: the path is relative to the folder of the plan"
		       : "see TLS_CACERT in ldap.conf";
}

/* libldap would report only that the context is refused. What ldap.conf names, it may skip. */
static bool read_authorities(const char *path, bool of_plan, struct error *error)
{
	struct bytes file;
	struct error reason = { 0 }, why = { 0 };
	struct arena *arena = arena_new();
	snprintf(kept.named, sizeof kept.named, "%s %s", of_plan ? "ca_file" : "TLS_CACERT", path);
	if (file_read(arena, path, MAX_AUTHORITIES_BYTES, &file, &reason) &&
		(!of_plan || tls_authorities_ok(file, path, &reason)) && !keep_authorities(file))
		error_set(&reason, ERROR_CONFIG, "%s: no memory for a copy", path);
	arena_free(arena);
	if (reason.kind == ERROR_NONE)
		return true;
	error_set(&why, ERROR_CONFIG, "%s %s",
		of_plan ? "ca_file" : "TLS_CACERT of ldap.conf:", reason.text);
	error_next_here(
		&why, "%s", *reason.next != '\0' ? reason.next : advice(reason.kind, of_plan));
	return error_pass(error, &why);
}

const char *session_authorities_named(void)
{
	return *kept.named == '\0' ? NULL : kept.named;
}

bool session_authorities(const struct plan_directory *plan, const char **file, struct error *error)
{
	char *of_settings = NULL;
	bool ok = true;
	read_settings();
	if (plan->ca_file == NULL)
		ldap_get_option(NULL, LDAP_OPT_X_TLS_CACERTFILE, &of_settings);
	const char *path = plan->ca_file != NULL ? plan->ca_file : of_settings;
	if (!kept.has_authorities && path != NULL)
		ok = read_authorities(path, plan->ca_file != NULL, error);
	kept.has_authorities = ok;
	ldap_memfree(of_settings);
	*file = kept.authorities[0] == '\0' ? NULL : kept.authorities;
	return ok;
}

bool session_secrets_read(const struct plan_directory *plan, struct error *error)
{
	const char *file;
	struct bytes password;
	struct error no_ticket = { 0 };
	read_settings();
	if (plan->transport != TRANSPORT_SASL && !session_authorities(plan, &file, error))
		return false;
	if (plan->bind != BIND_SIMPLE)
		return ticket_keep(plan->domain, error);
	/* Not for the session: for questions to the KDC, which are asked where there is a ticket.
	 */
	(void)ticket_keep(plan->domain, &no_ticket);
	return session_password(plan, &password, error);
}
