/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of libsmbclient in words. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "shares/collect/smb_log.h"

/* NT statuses, MS-ERREF 2.3.1. */
#define SMB_ACCESS_DENIED 0xc0000022u
#define SMB_LOGON_FAILURE 0xc000006du

/*
 * Returns the name of the errno value for the evidence. The error says what failed, and why, as
 * exactly as the log knows it.
 */
const char *smb_reason(struct arena *arena, int number, const struct smb_log *log,
	const char *doing, struct error *error);

/*
 * Why the account could not log on, from the log. `password`: it tried with a password, not with a
 * ticket. `ahead`: by how many seconds the server's clock is ahead of this machine's; 0 if that is
 * not known. Only a reason that was proven is named alone. Returns false.
 */
bool smb_logon_reason(const struct smb_log *log, bool password, int64_t ahead, const char *account,
	struct error *error);
