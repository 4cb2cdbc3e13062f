/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client keytab in memory, for a process that will not be able to open the file. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* From now on the client keytab of this process is a copy in memory. False if it has no key. */
bool keytab_keep(void);

/* The name of the client keytab for messages: that of the file, also after keytab_keep(). */
void keytab_name(char *name, size_t room);
