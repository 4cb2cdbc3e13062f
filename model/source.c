/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/source.h"

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
