/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The descriptor of a file or folder in libsmbclient's text format (system.nt_sec_desc.*). Pure. */
#pragma once

#include "security/descriptor.h"

/*
 * "REVISION:1,OWNER:S-1-...,GROUP:S-1-...,ACL:S-1-...:TYPE/FLAGS/0xMASK,...": types 0 (allow) and 1
 * (deny) only, SIDs not resolved. ERROR_MALFORMED for anything else: an unknown part may decide.
 */
bool file_descriptor_read(
	struct arena *arena, const char *text, struct descriptor *descriptor, struct error *error);
