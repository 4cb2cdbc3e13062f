/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rootDSE, in which a directory server says what it holds. */
#pragma once

#include "base/error.h"
#include "codec/attribute.h"
#include "model/evidence.h"

/*
 * Whether the rootDSE is that of a domain controller of the domain which has finished its first
 * replication. Every domain controller shows the attributes that are looked at here (MS-ADTS
 * 3.1.1.3.2); without them nothing that the server says is about the domain for certain.
 */
bool root_is_of_domain(
	struct arena *arena, const struct entry *root, const char *domain, struct error *error);

/*
 * Replaces what other servers said by a gap, as the collector does. Evidence from elsewhere may
 * have been collected for another plan, or cut.
 */
void roots_apply(struct arena *arena, const char *domain, struct directory_evidence *directory);
