/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of attributes in conditions and claims, MS-DTYP 2.5.1.1: text <-> UTF-16. In all but local
 * names a UTF-16 code unit may be written "%" and four hexadecimal digits, so that such a name can
 * hold any unit but zero.
 */
#pragma once

#include <stdbool.h>

#include "base/text.h"
#include "security/sddl/reader.h"

enum attribute_name_kind {
	NAME_LOCAL,    /* attr-name1: Title */
	NAME_PREFIXED, /* what follows "@User." and its like, attr-char2 */
	NAME_QUOTED,   /* the name of a claim, without its quotes */
};

/* The text that a local name here would take, empty where none begins. Nothing is taken. */
struct bytes attribute_name_ahead(const struct sddl_reader *reader);

/* Takes a name of at least one character and adds it as UTF-16. */
bool attribute_name_read(
	struct sddl_reader *reader, enum attribute_name_kind kind, struct text *utf16);

/* Adds the text of a name; false, with a part of it added, where it has none. */
bool attribute_name_write(struct text *text, struct bytes utf16, enum attribute_name_kind kind);
