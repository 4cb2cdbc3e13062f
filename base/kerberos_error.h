/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors that a Kerberos server answers with (RFC 4120 7.5.9). Pure. */
#pragma once

#include <stdint.h>

#include "base/arena.h"

/* "KDC_ERR_S_PRINCIPAL_UNKNOWN"; "error 99" for one without a name here. */
const char *kerberos_error_name(struct arena *arena, uint32_t code);

/*
 * What it says about the account or the machine that asks, as a sentence for the operator. NULL for
 * all others: they are about the name that was asked for.
 */
const char *kerberos_error_about_asker(uint32_t code);
