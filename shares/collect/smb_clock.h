/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clock of a file server, which it tells anyone before the logon (MS-SMB2 2.2.4, SystemTime).
 * libsmbclient does not hand it out. It is asked for after a refused logon: Kerberos fails if
 * clocks differ too much, and file servers do not say that this is the reason.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/bytes.h"
#include "base/deadline.h"

enum { KERBEROS_SKEW_SECONDS = 300 }; /* allowed by default */

/* False: it did not answer in time, or not with SMB 2. */
bool smb_clock_ask(const char *server, struct deadline deadline, time_t *now);

/* Reads it from the answer to the negotiation, without the four bytes of the frame. */
bool smb_clock_read(struct bytes answer, time_t *now);
