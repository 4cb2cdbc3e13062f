/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of the object types that stand in the ACEs of computer objects: classes, property sets,
 * attributes, validated writes and extended rights (the schema of Windows Server 2008 R2).
 */
#pragma once

#include "security/guid.h"

/* "servicePrincipalName", "Reset Password", ...; NULL where it is not known. */
const char *object_type_name(const struct guid *type);
