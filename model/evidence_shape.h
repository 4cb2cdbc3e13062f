/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format of the evidence as tables of fields, and the rules of what is in them. */
#pragma once

#include "codec/record.h"
#include "model/evidence.h"

extern const struct shape evidence_shape, directory_visit_shape, dns_visit_shape, share_visit_shape,
	entry_shape;
