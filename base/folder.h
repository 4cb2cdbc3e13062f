/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Removes folders whose content is not trusted: by descriptors, never through a symbolic link, so
 * nothing outside of them is touched.
 */
#pragma once

#include <stdbool.h>

#include "base/deadline.h"

/* Removes what is in the folder, and keeps the folder. False if something could not be removed. */
bool folder_empty(int folder);

/*
 * Removes the folder of that name in the folder `place`, with its content. While other processes
 * still write into it, tries again until the deadline. True if it is gone.
 */
bool folder_remove(int place, const char *name, struct deadline deadline);
