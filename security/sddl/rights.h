/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Access masks in SDDL, MS-DTYP 2.5.1.1: pairs of letters in any order, or a number. The letters of
 * directory rights mean the same bits for files and registry keys.
 */
#pragma once

#include "base/text.h"
#include "security/sddl/reader.h"

/*
 * Takes a mask, up to the separator before the next field. NW, NR and NX are rights of mandatory
 * labels only. Numbers are decimal, octal ("017") or hexadecimal.
 */
bool sddl_rights_read(struct sddl_reader *reader, bool label, uint32_t *mask);

/*
 * As Windows writes it: "FA", "KR", ... if the mask is exactly that; otherwise the letters of its
 * bits from the lowest up; if a bit has no letters, the whole mask in hexadecimal.
 */
void sddl_rights_write(struct text *text, uint32_t mask, bool label);
