/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/source.h"

#include <string.h>

const char *source_name(enum source source)
{
	switch (source) {
	case SOURCE_DIRECTORY:
		return "directory";
	case SOURCE_DNS:
		return "dns";
	case SOURCE_SHARES:
		return "shares";
	}
	return "unknown";
}

enum source source_named(const char *name)
{
	for (unsigned source = 1; source <= SOURCES_ALL; source <<= 1) {
		if (strcmp(source_name((enum source)source), name) == 0)
			return (enum source)source;
	}
	return (enum source)0;
}
