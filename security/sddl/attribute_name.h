/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of attributes in conditions and claims, MS-DTYP 2.5.1.1: text <-> UTF-16. Except in local
 * names, a UTF-16 code unit may be escaped as "%" and four hexadecimal digits, so such a name can
 * contain every unit except zero.
 */
#pragma once

#include <stdbool.h>

#include "base/text.h"
#include "security/sddl/reader.h"

enum attribute_name_kind {
	NAME_LOCAL,    /* attr-name1: Title */
	NAME_PREFIXED, /* after "@User.", "@Device." or "@Resource.", attr-char2 */
	NAME_QUOTED,   /* the name of a claim, without its quotes */
};

/* The text of a local name at this position, without taking it; empty if there is none. */
struct bytes attribute_name_ahead(const struct sddl_reader *reader);

/* Takes a name of at least one character and adds it as UTF-16. */
bool attribute_name_read(
	struct sddl_reader *reader, enum attribute_name_kind kind, struct text *utf16);

/* Adds the text of a name. False, with a part of it added, if the name cannot be written. */
bool attribute_name_write(struct text *text, struct bytes utf16, enum attribute_name_kind kind);
