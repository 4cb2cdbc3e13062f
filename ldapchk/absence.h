/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether there is no account of a name, or whether it is only not shown. A server shows an object
 * to those who may list its container (List Contents), and in List Object mode to those who have
 * List Object on both (MS-ADTS 3.1.1.4.3). So a search that found nothing proves absence if the
 * account that asks may list every container that can have accounts. Pure.
 */
#pragma once

#include "ldapchk/dc_result.h"

/* False with a result (UNKNOWN) that says where the account may be. */
bool absence_proven(const struct examination *examination, const struct directory_visit *visit,
	const struct name *name, struct dc_result *result);
