/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help of the program and of its commands, at most 80 columns wide; used in cli/options.c. */
#pragma once

extern const char help_all[];
extern const char help_check[];
extern const char help_collect[];
extern const char help_explain[];
extern const char help_acl[];
