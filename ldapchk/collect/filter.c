/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/filter.h"

void filter_add_escaped(struct text *filter, const char *data, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < length; i++) {
		const unsigned char byte = (unsigned char)data[i];
		const char escaped[] = { '\\', digits[byte >> 4], digits[byte & 15] };
		text_add_bytes(filter, escaped, sizeof escaped);
	}
}
