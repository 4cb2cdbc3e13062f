/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder for what must not outlive the run. This process locks it and removes it at the end; a
 * janitor (base/janitor.h) removes it if this process is killed. If both are killed, the next run
 * of the same user that makes such a folder removes it: nobody holds its lock any more.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

struct run_folder;

/*
 * Makes one, mode 0700, in the first place that can be used (base/run_place.h). Before that,
 * folders of dead runs are removed from all these places. NULL with the reason.
 */
struct run_folder *run_folder_make(struct arena *arena, struct error *error);

const char *run_folder_path(const struct run_folder *folder);

/* Removes it, with what processes of this run leave in it that are just being killed. */
void run_folder_remove(struct run_folder *folder);
