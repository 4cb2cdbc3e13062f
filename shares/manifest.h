/* SPDX-License-Identifier: GPL-3.0-or-later */
/* oab.xml, which lists the files of an offline address book: the one place that knows expat. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/*
 * False with ERROR_MALFORMED, line and column, where it is no XML, has a document type, or begins
 * with another element than OAB.
 */
bool manifest_check(const char *text, struct error *error);
