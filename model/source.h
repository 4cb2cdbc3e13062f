/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources of evidence. */
#pragma once

/* Bits: a check may read several, a run may ask several. */
enum source { SOURCE_DIRECTORY = 1, SOURCE_DNS = 2, SOURCE_SHARES = 4 };
enum { SOURCES_ALL = SOURCE_DIRECTORY | SOURCE_DNS | SOURCE_SHARES };

/* Of a single source: "directory", "dns", "shares". */
const char *source_name(enum source source);

/* The source of that name, which is also its key in the evidence; 0: none. */
enum source source_named(const char *name);
