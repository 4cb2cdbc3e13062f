/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replPropertyMetaData: the last write of each attribute of an object, with version and time.
 * Versions and originating times replicate with the attribute and can be compared between domain
 * controllers; whenChanged and uSNChanged are local to each. Layout: Samba's drsblobs.idl
 * (replPropertyMetaDataBlob), and what live domain controllers return.
 *
 * msDS-ReplAttributeMetaData has the same as XML. It is not read: Samba does not construct it, and
 * its layout was never seen.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"

/* Attributes by their numbers in replication (ATTRTYP, MS-DRSR). For attributes of the base schema
 * they are the same in every forest. */
enum replicated_attribute {
	REPLICATED_ACCOUNT_CONTROL = 0x00090008, /* userAccountControl */
	REPLICATED_DNS_HOST_NAME = 0x0009026b,   /* dNSHostName */
	REPLICATED_SPN = 0x00090303,             /* servicePrincipalName */
	REPLICATED_DESCRIPTOR = 0x00020119,      /* nTSecurityDescriptor */
};

struct originating_write {
	uint32_t version; /* counts from 1 */
	uint64_t seconds; /* since 1601-01-01, UTC, by the clock of the server that wrote */
};

/*
 * The last write of the attribute. False if the bytes are not such a vector, or do not list the
 * attribute.
 */
bool replication_metadata_find(
	struct bytes metadata, enum replicated_attribute attribute, struct originating_write *last);

/* "version 3 of 2026-11-21T08:20:20Z"; a time after the year 9999 is written as seconds. */
char *originating_write_text(struct arena *arena, const struct originating_write *last);
