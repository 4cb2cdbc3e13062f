/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#define CMSREADY_VERSION "1.0.0"
