/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/key.h"

#include <string.h>

void key_add(struct text *key, const char *part)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
	if (key->length > 0)
		text_add_string(key, "/");
	for (const char *at = part; *at != '\0'; at++) {
		if (strchr(plain, *at) != NULL)
			text_add_bytes(key, at, 1);
		else
			text_add(key, "%%%02X", (unsigned char)*at);
	}
}
