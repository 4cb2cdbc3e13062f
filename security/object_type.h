/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of the object types in the ACEs of computer objects: classes, property sets,
 * attributes, validated writes and extended rights (the schema of Windows Server 2008 R2).
 */
#pragma once

#include "security/guid.h"

/* "servicePrincipalName", "Reset Password", ...; NULL if it is not known. */
const char *object_type_name(const struct guid *type);
