/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: which CMS is to be recovered onto which standby cluster, which servers to ask, and the
 * limits. A person writes it, or completes what `cmsready discover` proposed. Lives in the arena it
 * was loaded into and never changes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"
#include "model/endpoint.h"
#include "model/name.h"
#include "model/plan_notes.h"
#include "model/plan_policy.h"
#include "model/plan_questions.h"
#include "model/waiver.h"

enum transport { TRANSPORT_SASL, TRANSPORT_LDAPS, TRANSPORT_STARTTLS };
enum bind_method { BIND_KERBEROS, BIND_SIMPLE };

struct plan_directory {
	const char *domain;   /* lower case */
	const char **servers; /* host names or addresses; none: those that DNS publishes */
	size_t server_count;
	enum transport transport;
	const char *ca_file; /* or NULL: the system's */
	enum bind_method bind;
	const char *bind_dn;       /* with BIND_SIMPLE */
	const char *password_file; /* with BIND_SIMPLE */
};

struct recovery {
	struct name cms, standby_cluster;
	struct name *source_nodes, *standby_nodes;
	size_t source_node_count, standby_node_count;
	const char *standby_site; /* NULL: that of the standby nodes' addresses */
	const char *oab_share;
	const struct plan_discovered *discovered; /* NULL: not in the plan */
	size_t index;                             /* in "recoveries" of the plan */
	/* With the names as the plan has them; NULL: they are the same (ldapchk/real_names.h). */
	const struct recovery *planned;
};

struct plan {
	const char *file;
	const char *path;        /* as its repository knows it (cli/plan_path.h); or NULL */
	const char *sha256;      /* of the file */
	struct bytes text;       /* the file */
	const char *environment; /* "production"; or NULL */
	struct plan_directory directory;
	struct endpoint *dns_servers; /* none: those that DNS publishes */
	size_t dns_server_count;
	const char *credentials_file; /* for the shares; or NULL: Kerberos */
	bool allow_smb1;              /* for file servers that support nothing later */
	struct plan_policy policy;
	struct waivers waivers;      /* no waiver has an effect before waivers_date() */
	struct recovery *recoveries; /* at least one */
	size_t recovery_count;
	struct recovery *left_out; /* none in a plan that loads; see model/selection.h */
	size_t left_out_count;
	struct plan_questions questions; /* none in a plan that loads */
};

/*
 * Loads a plan. Paths in it are relative to its folder. ERROR_ABSENT, ERROR_DENIED or
 * ERROR_UNREACHABLE when the file cannot be read; ERROR_MALFORMED or ERROR_CONFIG, with file, line
 * and JSON pointer, when it is no plan. A plan with questions does not load, open or answered:
 * ERROR_CONFIG, and `questions` has all of them.
 */
bool plan_load(struct arena *arena, const char *file, struct plan *plan, struct error *error);

/*
 * The same; "-" is standard input, ERROR_TIMEOUT where a pipe has not ended before the deadline.
 */
bool plan_load_until(struct arena *arena, const char *file, struct deadline deadline,
	struct plan *plan, struct error *error);

/* The same from the text of the file, which must outlive the plan. */
bool plan_read(struct arena *arena, const char *file, struct bytes text, struct plan *plan,
	struct error *error);
