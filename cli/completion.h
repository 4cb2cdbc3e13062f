/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts with which shells complete command lines, written from the tables of options. */
#pragma once

#include "base/arena.h"
#include "model/judgement.h"

/* For bash: a function and its registration. */
char *completion_bash(struct arena *arena, const struct catalogue *catalogue);

/* For zsh: a file _cmsready for a folder of $fpath. */
char *completion_zsh(struct arena *arena, const struct catalogue *catalogue);

/* "dns.ttl dns.record ...": what COMPLETE_CHECK proposes. */
const char *completion_checks(struct arena *arena, const struct catalogue *catalogue);
