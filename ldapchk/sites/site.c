/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/site.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/dn.h"

/* UTF-8; any byte that is not in a character counts by itself. */
static uint32_t next_character(const unsigned char **at)
{
	const unsigned char *byte = *at;
	if ((byte[0] & 0xe0) == 0xc0 && (byte[1] & 0xc0) == 0x80) {
		*at += 2;
		return (uint32_t)(byte[0] & 0x1f) << 6 | (byte[1] & 0x3f);
	}
	*at += 1;
	return byte[0] < 0x80 ? byte[0] : 0x10000u + byte[0];
}

/* The small letter of a capital in the Latin, Greek and Cyrillic alphabets. */
static uint32_t small(uint32_t letter)
{
	const bool latin_1 = letter >= 0xc0 && letter <= 0xde && letter != 0xd7;
	const bool even = (letter >= 0x100 && letter <= 0x137 && letter != 0x130) ||
			  (letter >= 0x14a && letter <= 0x177);
	const bool odd =
		(letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17e);
	if ((letter >= 'A' && letter <= 'Z') || latin_1 || (letter >= 0x391 && letter <= 0x3a9) ||
		(letter >= 0x410 && letter <= 0x42f))
		return letter + 0x20;
	if (letter >= 0x400 && letter <= 0x40f)
		return letter + 0x50;
	if (even)
		return letter | 1;
	return odd && letter % 2 == 1 ? letter + 1 : letter;
}

bool site_is(const char *site, const char *name)
{
	if (site == NULL || name == NULL)
		return false;
	const unsigned char *one = (const unsigned char *)site;
	const unsigned char *other = (const unsigned char *)name;
	while (*one != '\0' && *other != '\0') {
		if (small(next_character(&one)) != small(next_character(&other)))
			return false;
	}
	return *one == *other;
}

const char *site_named(struct arena *arena, const char *dn)
{
	static const char below[] = "CN=Sites,";
	if (strncasecmp(dn, "CN=", 3) != 0 || strncasecmp(dn_parent(dn), below, strlen(below)) != 0)
		return NULL;
	return dn_name(arena, dn);
}

const char *site_found(struct arena *arena, const struct sites *sites, const char *text)
{
	const char *const forms[] = { text, dn_unescape(arena, text, strlen(text)),
		site_named(arena, text) };
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		for (size_t k = 0; k < sites->site_count; k++) {
			if (site_is(sites->site[k], forms[i]))
				return sites->site[k];
		}
	}
	return NULL;
}

const char *site_list(struct arena *arena, const struct sites *sites)
{
	enum { SHOWN = 20 };
	struct text list = text_new(arena);
	for (size_t i = 0; i < sites->site_count && i < SHOWN; i++) {
		const char *quote = strpbrk(sites->site[i], ", ") != NULL ? "\"" : "";
		text_add(&list, "%s%s%s%s", i == 0 ? "" : ", ", quote, sites->site[i], quote);
	}
	if (sites->site_count > SHOWN)
		text_add(&list, " and %zu more", sites->site_count - SHOWN);
	return list.data;
}

const char *site_only(const struct sites *sites)
{
	return sites->site_count == 1 && sites->doubt == NULL ? sites->site[0] : NULL;
}

const char *site_of_address(const struct sites *sites, const char *address)
{
	if (site_only(sites) != NULL)
		return site_only(sites);
	const struct subnet *subnet = subnet_around(sites->subnet, sites->subnet_count, address);
	return subnet == NULL ? NULL : subnet->site;
}
