/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libsmbclient, loaded only if shares are asked: with its hundred libraries, loading takes ten
 * times as long as the rest of the program's start. It is never unloaded.
 */
#pragma once

#include <libsmbclient.h>
#include <stdbool.h>

#include "base/error.h"

#define SMB_LIBRARY "libsmbclient.so.0" /* of the Debian package libsmbclient */

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

/* The loaded library; NULL before. */
extern const struct smb_library *smb;

/*
 * Loads that file (SMB_LIBRARY except in tests). Returns true at once if a library is already
 * loaded.
 */
bool smb_library_load(const char *file, struct error *error);

/*
 * Another function of the loaded library, or of one that it loads; NULL if there is none. It has to
 * be copied to a function pointer byte by byte.
 */
void *smb_library_find(const char *name);
