/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The encryption types of Kerberos tickets: what an account allows (msDS-SupportedEncryptionTypes),
 * what a ticket has, and whether a clustered network name can decrypt it. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/check.h"

/* Bits of msDS-SupportedEncryptionTypes (MS-KILE 2.2.7). */
enum {
	TYPES_RC4 = 0x4,
	TYPES_AES = 0x18, /* AES128 and AES256 */
};

/* "28 (RC4, AES128, AES256)" */
const char *types_write(struct arena *arena, uint32_t types);

/* "AES256 (18)" for a type of RFC 3961. */
const char *encryption_write(struct arena *arena, int64_t type);

/* What is known of a network name's account. */
struct encryption_state {
	uint32_t types; /* msDS-SupportedEncryptionTypes; 0: not set, the KDC's default applies */
	int64_t encryption; /* of the ticket that the KDC issued; 0: none is known */
};

/* What the nodes of a cluster can decrypt for its network names. */
enum cluster_windows {
	WINDOWS_RC4, /* up to 2008 R2: RC4 at most, whatever the nodes' own accounts can (KB 961302)
		      */
	WINDOWS_AES, /* 2012 and later */
};

/* What follows from it. */
enum encryption_reason {
	ENCRYPTION_FITS,
	ENCRYPTION_ALLOWS_AES, /* FAIL: the account allows what the nodes cannot decrypt */
	ENCRYPTION_IS_AES,     /* FAIL: the ticket has it */
	ENCRYPTION_BY_DEFAULT, /* WARN: the account allows nothing of its own */
	ENCRYPTION_IS_OLD,     /* WARN: the ticket has none of AES, though the nodes know it */
	ENCRYPTION_IS_OTHER,   /* WARN: the ticket has neither RC4 nor AES */
	ENCRYPTION_NOT_KNOWN,  /* UNKNOWN: no ticket */
};
enum encryption_reason encryption_judge(
	const struct encryption_state *state, enum cluster_windows windows);

enum outcome encryption_outcome(enum encryption_reason reason);
