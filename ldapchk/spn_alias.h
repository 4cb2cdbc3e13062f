/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Services whose names need not be registered: a domain controller takes HOST/NAME for CIFS/NAME
 * and others, unless an account has CIFS/NAME itself (sPNMappings, MS-DRSR 4.1.4.2.19). An
 * account with such a name gets the tickets that are meant for the holder of HOST/NAME. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "codec/attribute.h"

struct spn_aliases {
	const char **service;
	size_t count;
};

/*
 * The services that stand for HOST, from CN=Directory Service (or NULL). If it does not show any:
 * those that every forest is installed with.
 */
struct spn_aliases spn_aliases_read(struct arena *arena, const struct entry *directory_service);

/* Splits "CIFS/excms01" at its first "/". False if there is none. */
bool spn_split(struct bytes spn, struct bytes *service, struct bytes *host);

bool spn_is_alias(const struct spn_aliases *aliases, struct bytes service);
