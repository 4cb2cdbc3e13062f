/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/nameser.h>
#include <resolv.h>

#include "base/file.h"

enum { SETTINGS_PATH_BYTES = 4096, MAX_SETTINGS_BYTES = 1 << 20 };

/* _res holds the settings of this thread; getaddrinfo uses them. */
void lookup_without_search_list(void)
{
	if ((_res.options & RES_INIT) == 0 && res_init() != 0)
		return;
	_res.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
	_res.options |= RES_NOALIASES;
}

void lookup_with_short_timeout(void)
{
	setenv("RES_OPTIONS", "timeout:1 attempts:4", 0);
}

static bool is_of_library(const char *service)
{
	/* "[NOTFOUND=return]" says what comes next. */
	return *service == '[' || *service == '!' || strchr(service, '=') != NULL ||
	       strcmp(service, "files") == 0 || strcmp(service, "dns") == 0 ||
	       strcmp(service, "myhostname") == 0;
}

bool lookup_asks_daemons(const char *file)
{
	char line[1024];
	bool asks = false;
	FILE *services = fopen(file, "re");
	while (services != NULL && !asks && fgets(line, sizeof line, services) != NULL) {
		char *rest = line + strspn(line, " \t");
		rest[strcspn(rest, "#\n")] = '\0';
		if (strncmp(rest, "hosts:", strlen("hosts:")) != 0)
			continue;
		rest += strlen("hosts:");
		for (char *each; !asks && (each = strsep(&rest, " \t")) != NULL;)
			asks = *each != '\0' && !is_of_library(each);
	}
	if (services != NULL)
		fclose(services);
	return asks;
}

/* KRB5_CONFIG is read by both Kerberos libraries: the first file that has a setting decides it. */
static bool put_before(const char *first)
{
	const char *others = getenv("KRB5_CONFIG");
	char path[SETTINGS_PATH_BYTES];
	const int length = snprintf(path, sizeof path, "%s:%s", first,
		others == NULL || *others == '\0' ? "/etc/krb5.conf" : others);
	return length > 0 && (size_t)length < sizeof path && setenv("KRB5_CONFIG", path, 1) == 0;
}

/* The file is not closed: the process reads it repeatedly. */
static void add_settings(const char *settings)
{
	const int file = memfd_create("krb5.conf", MFD_CLOEXEC);
	char place[32];
	if (file < 0)
		return;
	snprintf(place, sizeof place, "/proc/self/fd/%d", file);
	if (write(file, settings, strlen(settings)) != (ssize_t)strlen(settings) ||
		access(place, R_OK) != 0 || !put_before(place))
		close(file);
}

/* The name of the copy; that of the file itself where there can be none. */
static const char *copy_of(struct arena *arena, const char *file)
{
	struct bytes text;
	struct error error = { 0 };
	if (strncmp(file, "/proc/self/fd/", strlen("/proc/self/fd/")) == 0 ||
		!file_read(arena, file, MAX_SETTINGS_BYTES, &text, &error))
		return file;
	const int copy = memfd_create("krb5.conf", MFD_CLOEXEC);
	if (copy < 0 || write(copy, text.data, text.length) != (ssize_t)text.length)
		return file;
	return arena_format(arena, "/proc/self/fd/%d", copy);
}

void lookup_keep_settings(void)
{
	const char *named = getenv("KRB5_CONFIG");
	if (named == NULL)
		return;
	struct arena *arena = arena_new();
	char *rest = arena_string(arena, named);
	const char *copies = "";
	for (char *each; (each = strsep(&rest, ":")) != NULL;)
		copies = arena_format(
			arena, "%s%s%s", copies, *copies == '\0' ? "" : ":", copy_of(arena, each));
	setenv("KRB5_CONFIG", copies, 1);
	arena_free(arena);
}

bool lookup_fail(int code, struct error *error)
{
	struct error why = { 0 };
	if (code == EAI_NONAME || code == EAI_NODATA) {
		error_set(&why, ERROR_UNREACHABLE,
			"the name has no address, neither in DNS nor in the hosts file");
		error_next(&why, "see whether the name is right, and whether this machine asks the "
				 "DNS of the domain (/etc/resolv.conf)");
	} else if (code == EAI_AGAIN || code == EAI_FAIL) {
		error_set(&why, ERROR_UNREACHABLE,
			"its address could not be looked up: the DNS servers of this machine do "
			"not answer (%s)",
			gai_strerror(code));
		error_next(&why, "see whether the name servers in /etc/resolv.conf answer");
	} else {
		error_set(&why, ERROR_UNREACHABLE, "its address could not be looked up: %s",
			gai_strerror(code));
	}
	return error_pass(error, &why);
}

/* False if it is no address, or DNS has no name for it. */
static bool find_name(const char *address, char *name, size_t room)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST };
	struct addrinfo *found = NULL;
	if (getaddrinfo(address, NULL, &hints, &found) != 0)
		return false;
	const int code = getnameinfo(
		found->ai_addr, found->ai_addrlen, name, (socklen_t)room, NULL, 0, NI_NAMEREQD);
	freeaddrinfo(found);
	return code == 0;
}

bool lookup_refuse_address(const char *address, struct error *error)
{
	char name[NI_MAXHOST];
	struct error why = { 0 };
	error_set(&why, ERROR_CONFIG,
		"named by an IP address, and Kerberos needs the name of the server");
	if (find_name(address, name, sizeof name))
		error_next(&why, "write its host name into directory.servers; DNS has: %s", name);
	else
		error_next(&why, "write its host name into directory.servers");
	return error_pass(error, &why);
}

void lookup_tickets_without_rdns(void)
{
	add_settings("[libdefaults]\n"
		     "rdns = false\n"
		     "dns_canonicalize_hostname = fallback\n"
		     "dns_lookup_realm = false\n"
		     "dns_uri_lookup = false\n");
}

void lookup_tickets_without_aliases(void)
{
	lookup_tickets_without_rdns();
	add_settings("[libdefaults]\ndns_canonicalize_hostname = false\n");
}

void lookup_without_kdc(const char *realm)
{
	char settings[512];
	const int length = snprintf(
		settings, sizeof settings, "[realms]\n%s = {\nkdc = kdc.invalid\n}\n", realm);
	if (length > 0 && (size_t)length < sizeof settings)
		add_settings(settings);
}
