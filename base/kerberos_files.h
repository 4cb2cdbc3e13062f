/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that krb5.conf includes. */
#pragma once

#include <stddef.h>

/*
 * The paths after "include" and "includedir" in krb5.conf, or in the files that KRB5_CONFIG names,
 * and in files included there; at most `most`. Returns their number. Reads the files once per
 * process, and the paths stay valid.
 */
size_t kerberos_files(const char **path, size_t most);
