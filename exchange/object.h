/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Single objects of the Exchange organisation out of their entries; what lies below them is filled
 * in by organisation_read. Pure. Texts point into the arena or the evidence.
 */
#pragma once

#include "exchange/organisation.h"

/* Its common name; where it shows none, what its DN begins with. */
const char *object_name(struct arena *arena, const struct entry *entry);

struct exchange_server object_server(struct arena *arena, const struct entry *entry);
struct storage_group object_group(struct arena *arena, const struct entry *entry);
struct database object_database(struct arena *arena, const struct entry *entry);
struct address_book object_book(struct arena *arena, const struct entry *entry);
