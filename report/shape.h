/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format of the JSON report as tables of fields. */
#pragma once

#include "codec/record.h"
#include "report/report.h"

extern const struct shape report_shape;
