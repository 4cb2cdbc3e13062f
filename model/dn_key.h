/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinguished names in the form in which a directory compares them. */
#pragma once

#include "base/arena.h"

/*
 * One text for all ways to write a DN: in capitals, without the spaces around "," and "=", with
 * each escape in one form (RFC 4514 2.4). "cn=Main\2c north, dc=corp" and "CN=MAIN\, NORTH,DC=CORP"
 * have the same. Spaces inside a value count: a domain controller does not fold them.
 */
const char *dn_key(struct arena *arena, const char *dn);
