/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_url.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum { SMB_PORT = 445 };

/* RFC 3986, 2.3: the characters that mean only themselves. */
static bool is_unreserved(unsigned char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("-._~", byte) != NULL);
}

static void add_encoded(struct text *url, const char *name)
{
	for (; *name != '\0'; name++) {
		const unsigned char byte = (unsigned char)*name;
		if (is_unreserved(byte))
			text_add_bytes(url, name, 1);
		else
			text_add(url, "%%%02X", byte);
	}
}

/*
 * With the port: otherwise the library tries NetBIOS (139) first, which takes long if a firewall
 * drops that.
 */
char *smb_url(struct arena *arena, const char *server)
{
	struct text url = text_new(arena);
	text_add_string(&url, "smb://");
	add_encoded(&url, server);
	text_add(&url, ":%d", SMB_PORT);
	return url.data;
}

char *smb_url_in(struct arena *arena, const char *url, const char *name)
{
	struct text longer = text_new(arena);
	text_add(&longer, "%s/", url);
	add_encoded(&longer, name);
	return longer.data;
}
