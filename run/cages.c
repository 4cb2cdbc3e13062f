/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/cages.h"

#include "base/kdc_ports.h"
#include "base/kerberos_files.h"
#include "base/limits.h"
#include "base/lookup.h"
#include "clusterchk/collect/collect.h"
#include "shares/collect/collect.h"

enum { DNS_PORT = 53, KERBEROS_PORT = 88, SMB_PORT = 445 };

/*
 * What a worker may hold, beyond what it inherits: what it received, its result, and the libraries'
 * own needs. A limit that no honest server reaches.
 */
enum { WORKER_BYTES = 1 << 30, INHERITED = 2, COPIES = 4 };

static size_t memory_for(const struct plan *plan)
{
	return WORKER_BYTES + plan->recovery_count * (size_t)LIMIT_CMS_BYTES * (INHERITED + COPIES);
}

/* With what looking up its name takes. */
static struct cage cage_for_server(const struct plan *plan)
{
	struct cage cage = {
		.network = true,
		.daemons = lookup_asks_daemons(LOOKUP_SERVICES),
		.memory = memory_for(plan),
	};
	cage_allow_port(&cage, DNS_PORT);
	return cage;
}

static void allow_ports(struct cage *cage, const uint16_t *port, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cage_allow_port(cage, port[i]);
}

/* What krb5.conf names, too: a KDC may be reached through a tunnel, and files are included. */
static void allow_kerberos(struct cage *cage)
{
	uint16_t port[CAGE_PORTS];
	cage_allow_port(cage, KERBEROS_PORT);
	allow_ports(cage, port, kdc_ports(port, CAGE_PORTS));
	cage->file_count = kerberos_files(cage->file, CAGE_FILES);
}

struct cage cage_for_directory(const struct plan *plan, const void *argument)
{
	static const uint16_t ports[] = { 389, 636, 3268, 3269 };
	struct cage cage = cage_for_server(plan);
	(void)argument;
	allow_ports(&cage, ports, sizeof ports / sizeof *ports);
	allow_kerberos(&cage);
	return cage;
}

struct cage cage_for_shares(const struct plan *plan, const void *argument)
{
	const struct share_job *job = argument;
	struct cage cage = cage_for_server(plan);
	cage.home = job->home;
	cage_allow_port(&cage, SMB_PORT);
	allow_kerberos(&cage);
	return cage;
}

struct cage cage_for_dns(const struct plan *plan, const void *argument)
{
	const struct dns_job *job = argument;
	struct cage cage = cage_for_server(plan);
	cage_allow_port(&cage, job->server->port);
	return cage;
}

struct cage cage_for_resolver(const struct plan *plan, const void *argument)
{
	(void)argument;
	return cage_for_server(plan);
}
