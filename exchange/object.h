/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Single objects of the Exchange organisation, parsed from their entries. organisation_read fills
 * in the objects below them. Pure. Texts point into the arena or the evidence.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "codec/attribute.h"

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

/*
 * A value of msExchStandbyCopyMachines. Its layout is not documented: the text before the first ';'
 * is taken for the machine if it can be a machine's name. Otherwise the value may name any machine.
 */
struct scr_target {
	const char *raw;
	const char *machine; /* in lower case, or NULL */
};

/* Its machine; the whole value if that is not known. */
const char *scr_target_name(const struct scr_target *target);

struct storage_group {
	const char *name, *dn;
	const char *log_path, *system_path, *prefix; /* prefix: "E00"; each NULL if not shown */
	bool has_local_copy;                         /* LCR */
	bool is_recovery; /* a recovery storage group (msExchRestore), which is never replicated */
	/* False: there may be more targets. Paths and prefix are mandatory: if none of them is
	 * shown, other attributes are hidden, too. */
	bool targets_shown;
	struct scr_target *target;
	size_t target_count;
	struct database *database;
	size_t database_count;
};

struct exchange_server {
	const char *name, *dn;
	/* Another DN has the same name: a replication conflict, or two administrative groups. */
	bool is_ambiguous;
	const char *fqdn; /* from networkAddress, "ncacn_ip_tcp:"; or NULL */
	uint32_t roles;
	bool is_shown; /* some attributes are shown, so those that are not shown are not set */
	enum cluster_storage storage;
	const char **node; /* msExchServerRedundantMachines, unchanged: short names or FQDNs */
	size_t node_count;
	bool nodes_hidden;     /* there may be more */
	bool is_client_access; /* an array of them, which Exchange 2010 has; its nodes are no
				  cluster */
	struct exchange_version version;
	const char *serial; /* serialNumber, unchanged, or NULL */
	const char *site;   /* the name of its AD site, or NULL */
	struct storage_group *group;
	size_t group_count;
	bool groups_hidden; /* a database is shown, but not its storage group */
	size_t public_database_count;
};

struct address_book {
	const char *name, *dn;
	const char *guid;      /* objectGUID as text, or NULL */
	const char *server_dn; /* offLineABServer: the generation server; NULL: no DN is shown */
	bool is_on_web;        /* msExchOABVirtualDirectoriesLink shows a virtual directory */
	bool web_is_unread;    /* it could not be read */
	const struct gap *web_gap; /* why, or NULL */
};

/* Its common name; if none is shown, the first RDN of its DN. */
const char *object_name(struct arena *arena, const struct entry *entry);

struct exchange_server object_server(struct arena *arena, const struct entry *entry);
struct storage_group object_group(struct arena *arena, const struct entry *entry);
struct database object_database(struct arena *arena, const struct entry *entry);
struct address_book object_book(struct arena *arena, const struct entry *entry);
