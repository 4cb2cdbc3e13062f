/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * oab.xml, which lists the files of an offline address book (MS-OXWOAB 2.2.2). The only user of
 * expat. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

struct manifest {
	size_t lists;      /* address lists: elements OAL */
	const char **file; /* the files that they name, in the same folder */
	size_t file_count;
};

/*
 * False with ERROR_MALFORMED, line and column if the text is not XML, has a document type, has
 * another root element than OAB, or names a file in another folder.
 */
bool manifest_read(
	struct arena *arena, struct bytes text, struct manifest *manifest, struct error *error);
