/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program. */
#pragma once

enum command {
	COMMAND_CHECK,
	COMMAND_COLLECT,
	COMMAND_EXPLAIN,
	COMMAND_ACL,
	COMMAND_DISCOVER,
	COMMAND_HELP,
	COMMAND_VERSION
};
