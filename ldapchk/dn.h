/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands behind the first RDN; a comma that is escaped in it does not end it (RFC 4514 2.4).
 * "" at the top. */
const char *dn_parent(const char *dn);
