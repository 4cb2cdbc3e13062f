/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line on standard error that says what is waited for. For terminals only. */
#pragma once

#include <stddef.h>

/* A progress_function. */
void progress_show(void *context, size_t done, size_t count, const char *awaited);
void progress_clear(void);
