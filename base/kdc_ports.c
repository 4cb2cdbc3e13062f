/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kdc_ports.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <krb5.h>
#include <profile.h>

enum { MOST = 16, HTTPS_PORT = 443 };

struct ports {
	bool read;
	uint16_t port[MOST];
	size_t count;
};

static void add(struct ports *ports, unsigned long port)
{
	for (size_t i = 0; i < ports->count; i++) {
		if (ports->port[i] == port)
			return;
	}
	if (port > 0 && port <= UINT16_MAX && ports->count < MOST)
		ports->port[ports->count++] = (uint16_t)port;
}

/* "HOST:PORT", "[ADDRESS]:PORT", "tcp/HOST:PORT", "https://HOST:PORT/PATH"; or without a port. */
static void add_kdc(struct ports *ports, const char *kdc)
{
	static const char proxy[] = "https://";
	const bool is_proxy = strncmp(kdc, proxy, sizeof proxy - 1) == 0;
	const char *host = is_proxy ? kdc + sizeof proxy - 1 : kdc;
	const char *in_brackets = strchr(host, ']');
	const char *colon = strchr(in_brackets != NULL ? in_brackets : host, ':');
	/* An address of IPv6 without brackets has several. */
	if (colon != NULL && strchr(colon + 1, ':') == NULL)
		add(ports, strtoul(colon + 1, NULL, 10));
	else if (is_proxy)
		add(ports, HTTPS_PORT);
}

static void add_realm(struct ports *ports, profile_t profile, const char *realm)
{
	static const char *const keys[] = { "kdc", "primary_kdc", "master_kdc" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *place[] = { "realms", realm, keys[i], NULL };
		char **values;
		if (profile_get_values(profile, place, &values) != 0)
			continue;
		for (size_t k = 0; values[k] != NULL; k++)
			add_kdc(ports, values[k]);
		profile_free_list(values);
	}
}

static void add_realms(struct ports *ports, profile_t profile)
{
	const char *place[] = { "realms", NULL };
	char **realms;
	if (profile_get_subsection_names(profile, place, &realms) != 0)
		return;
	for (size_t i = 0; realms[i] != NULL; i++)
		add_realm(ports, profile, realms[i]);
	profile_free_list(realms);
}

size_t kdc_ports(uint16_t *port, size_t most)
{
	static struct ports ports;
	krb5_context context;
	profile_t profile;
	if (!ports.read && krb5_init_context(&context) == 0) {
		if (krb5_get_profile(context, &profile) == 0) {
			add_realms(&ports, profile);
			profile_release(profile);
		}
		krb5_free_context(context);
	}
	ports.read = true;
	const size_t count = ports.count < most ? ports.count : most;
	memcpy(port, ports.port, count * sizeof *port);
	return count;
}
