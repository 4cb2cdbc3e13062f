/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libsmbclient, loaded where shares are asked: with the hundred libraries behind it that takes ten
 * times as long as everything else a start of the program does. Once loaded it stays.
 */
#pragma once

#include <libsmbclient.h>
#include <stdbool.h>

#include "base/error.h"

#define SMB_LIBRARY "libsmbclient.so.0" /* that of the Debian package libsmbclient */

#define SMB_FUNCTIONS(EACH)                                                                        \
	EACH(free_context)                                                                         \
	EACH(getFunctionAddCachedServer)                                                           \
	EACH(getFunctionClose)                                                                     \
	EACH(getFunctionClosedir)                                                                  \
	EACH(getFunctionGetCachedServer)                                                           \
	EACH(getFunctionGetxattr)                                                                  \
	EACH(getFunctionOpen)                                                                      \
	EACH(getFunctionOpendir)                                                                   \
	EACH(getFunctionRead)                                                                      \
	EACH(getFunctionReaddir)                                                                   \
	EACH(getFunctionStat)                                                                      \
	EACH(getOptionUserData)                                                                    \
	EACH(init_context)                                                                         \
	EACH(new_context)                                                                          \
	EACH(setDebug)                                                                             \
	EACH(setFunctionAddCachedServer)                                                           \
	EACH(setFunctionAuthDataWithContext)                                                       \
	EACH(setFunctionGetCachedServer)                                                           \
	EACH(setLogCallback)                                                                       \
	EACH(setOptionDebugToStderr)                                                               \
	EACH(setOptionFallbackAfterKerberos)                                                       \
	EACH(setOptionNoAutoAnonymousLogin)                                                        \
	EACH(setOptionProtocols)                                                                   \
	EACH(setOptionUseCCache)                                                                   \
	EACH(setOptionUseKerberos)                                                                 \
	EACH(setOptionUserData)                                                                    \
	EACH(setTimeout)

/* Each function by its name without "smbc_". */
struct smb_library {
#define SMB_FUNCTION(name) __typeof__(smbc_##name) *name;
	SMB_FUNCTIONS(SMB_FUNCTION)
#undef SMB_FUNCTION
};

/* The library that is loaded; NULL before. */
extern const struct smb_library *smb;

/* Loads that file, SMB_LIBRARY but in tests. True at once where a library is loaded already. */
bool smb_library_load(const char *file, struct error *error);
