/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static struct smb_library loaded;
static void *handle;
const struct smb_library *smb;

static const struct {
	const char *name;
	size_t place;
} functions[] = {
#define SMB_FUNCTION(name) { "smbc_" #name, offsetof(struct smb_library, name) },
	SMB_FUNCTIONS(SMB_FUNCTION)
#undef SMB_FUNCTION
};

static bool find_functions(void *library)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		void *function = dlsym(library, functions[i].name);
		if (function == NULL)
			return false;
		/* C has no cast from an object to a function pointer; POSIX has one size for both.
		 */
		memcpy((char *)&loaded + functions[i].place, &function, sizeof function);
	}
	return true;
}

/* RTLD_NOW: otherwise each worker would bind the functions again. */
bool smb_library_load(const char *file, struct error *error)
{
	if (smb != NULL)
		return true;
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	if (library != NULL && find_functions(library)) {
		smb = &loaded;
		handle = library;
		return true;
	}
	error_set(error, ERROR_CONFIG,
		"the SMB library cannot be loaded: %s; install the package libsmbclient",
		dlerror());
	if (library != NULL)
		dlclose(library);
	return false;
}

void *smb_library_find(const char *name)
{
	return handle == NULL ? NULL : dlsym(handle, name);
}
