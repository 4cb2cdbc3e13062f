/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signatures of reports, made and checked by ssh-keygen -Y (OpenSSH, PROTOCOL.sshsig). Nothing here
 * is cryptography of our own.
 */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

/* So that a signature of something else is none of a report. */
#define SIGNATURE_NAMESPACE "cmsready-report@v1"

/* The file of a report's signature. */
#define SIGNATURE_SUFFIX ".sig"

/*
 * Signs with a private key, or with a public one whose private key an agent has. Nobody is asked
 * for a passphrase. ERROR_DENIED with what ssh-keygen says if it cannot.
 */
bool signature_make(struct arena *arena, const char *key, struct bytes text,
	struct deadline deadline, struct bytes *signature, struct error *error);

struct signature_check {
	struct bytes text, signature;
	struct bytes signers; /* allowed signers, see ssh-keygen(1) */
	const char *signer;   /* the only one that counts; or NULL */
	int64_t at;           /* seconds since 1970: keys count at this time */
};

/*
 * Finds who signed the text. ERROR_DENIED with the reason if it is nobody of the allowed signers.
 */
bool signature_verify(struct arena *arena, const struct signature_check *check,
	struct deadline deadline, const char **signer, struct error *error);
