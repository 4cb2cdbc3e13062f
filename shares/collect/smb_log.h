/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a session failed, from the messages that libsmbclient logs. Its functions return only errno,
 * which is the same for a wrong clock, a wrong password and a closed share. The messages are not an
 * interface: what they do not say is unknown, and then errno alone decides.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { SMB_LOG_LEVEL = 10 }; /* the lowest at which the library logs the NT status */

struct smb_log {
	uint32_t status;    /* the NT status of the last error (MS-ERREF 2.3.1); 0: not known */
	bool refused_logon; /* the session was refused, not only a share in it */
	char kerberos[256]; /* the error of the Kerberos library, or "" */
};

void smb_log_take(struct smb_log *log, const char *message);
