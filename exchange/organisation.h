/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Exchange organisation as a directory server shows it: servers, storage groups, databases and
 * offline address books below CN=Microsoft Exchange,CN=Services of the configuration partition.
 * Read from one visit's part "exchange"; pure. Texts point into the arena or the evidence.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/name_index.h"
#include "model/evidence.h"

enum { /* msExchCurrentServerRoles */
	ROLE_MAILBOX = 2,
	ROLE_CLIENT_ACCESS = 4,
	ROLE_UNIFIED_MESSAGING = 16,
	ROLE_HUB_TRANSPORT = 32,
	ROLE_EDGE_TRANSPORT = 64,
};

enum cluster_storage {
	STORAGE_STANDALONE, /* msExchClusterStorageType is absent or 0 */
	STORAGE_CCR,        /* 1, not shared: cluster continuous replication */
	STORAGE_SCC,        /* 2, shared: single copy cluster */
	STORAGE_UNKNOWN,    /* any other value */
};

/* From versionNumber: "8.1.240" is SP1. Rollups are not visible in the directory. */
struct exchange_version {
	bool known;
	unsigned major, minor, build;
};

struct database {
	const char *name, *dn;
	const char *file; /* msExchEDBFile, or NULL */
	bool is_public;   /* a public folder database */
	bool is_recovery; /* msExchRestore */
};

/* A value of msExchStandbyCopyMachines. Its layout is not documented: only `machine` is used. */
struct scr_target {
	const char *raw;
	const char *machine; /* what stands before the first ';', in lower case */
};

struct storage_group {
	const char *name, *dn;
	const char *log_path, *system_path, *prefix; /* "E00"; each NULL where not shown */
	bool has_local_copy;                         /* LCR */
	bool is_recovery; /* a recovery storage group (msExchRestore), which is never replicated */
	/* Paths and prefix are mandatory: where none is shown, no other attribute would be. */
	bool targets_shown; /* false: there may be more targets than these */
	struct scr_target *target;
	size_t target_count;
	struct database *database;
	size_t database_count;
};

struct exchange_server {
	const char *name, *dn;
	const char *fqdn; /* from networkAddress, "ncacn_ip_tcp:"; or NULL */
	uint32_t roles;
	bool is_shown; /* some attributes are: then those that are not shown are not set */
	enum cluster_storage storage;
	const char **node; /* msExchServerRedundantMachines as it stands: short names or FQDNs */
	size_t node_count;
	struct exchange_version version;
	const char *serial; /* serialNumber as it stands, or NULL */
	const char *site;   /* the name of its AD site, or NULL */
	struct storage_group *group;
	size_t group_count;
	bool groups_hidden; /* a database is shown whose storage group is not */
	size_t public_database_count;
};

struct address_book {
	const char *name, *dn;
	const char *guid;      /* objectGUID as text, or NULL */
	const char *server_dn; /* offLineABServer: the generation server; or NULL */
};

struct organisation {
	const char *name, *dn;
	struct exchange_server *server; /* sorted by name */
	size_t server_count;
	struct address_book *book;
	size_t book_count;
	size_t public_server_count;   /* those that have a public folder database */
	struct name_index server_dns; /* where servers stand, by DN */
};

/*
 * False, with the reason, when there is no organisation to be seen (ERROR_ABSENT), the part was not
 * asked for (ERROR_CONFIG), or it has a gap (its cause): then what is missing proves nothing.
 * Storage groups and databases whose server is not shown are left out.
 */
bool organisation_read(struct arena *arena, const struct directory_visit *visit,
	struct organisation *organisation, struct error *error);

/* The server of that name (NetBIOS, without regard to case); NULL. */
const struct exchange_server *organisation_server(
	const struct organisation *organisation, const char *name);

/* Whether servers of other DNs have that name, too: a replication conflict, or two groups. */
bool organisation_server_is_ambiguous(
	const struct organisation *organisation, const struct exchange_server *server);

/* The server of that DN, without regard to case; NULL. */
const struct exchange_server *organisation_server_at(
	const struct organisation *organisation, const char *dn);

/* Negative, 0, positive. Both are known. */
int exchange_version_compare(const struct exchange_version *a, const struct exchange_version *b);

/* "8.1.393 (SP1)"; the raw serialNumber, or "unknown", where it is not known. */
const char *exchange_version_write(struct arena *arena, const struct exchange_server *server);

/* "8.1.393" of a known version. */
const char *exchange_version_digits(struct arena *arena, const struct exchange_version *version);

/* Whether two host names mean the same machine: equal, or one is the other's first label. */
bool machine_names_match(const char *a, const char *b);
