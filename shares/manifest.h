/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks oab.xml, which lists the files of an offline address book. The only user of expat. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/*
 * False with ERROR_MALFORMED, line and column if the text is not XML, has a document type, or has
 * another root element than OAB.
 */
bool manifest_check(const char *text, struct error *error);
