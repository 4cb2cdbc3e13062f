/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of values that are more than a text, for the table of options. */
#pragma once

#include "cli/option.h"

option_reader value_server, value_transport, value_format, value_output, value_file, value_fail_on,
	value_undetermined_as, value_valid_for, value_shell, value_text_or_json, value_deadline,
	value_at, value_max_age;
