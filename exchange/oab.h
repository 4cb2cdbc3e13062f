/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/check.h"

/*
 * Whether it is proven that the CMS generates no offline address book: every directory server that
 * was asked shows the organisation, the CMS in it, and address books that others generate.
 */
bool oab_is_elsewhere(const struct examination *examination);
