/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket_request.h"

/* Tags of DER: constructed ones, and the context's own with their numbers (X.690 8.1.2). */
enum {
	TAG_INTEGER = 0x02,
	TAG_SEQUENCE = 0x30,
	TAG_TGS_REQUEST = 0x6c, /* [APPLICATION 12] */
	TAG_REQUEST_BODY = 0xa4,
	TAG_TYPES = 0xa8,
};

/* The next element's content; its tag is set. */
static struct bytes element_take(struct bytes *from, uint8_t *tag)
{
	*tag = bytes_u8(from);
	size_t length = bytes_u8(from);
	if (length >= 0x80) {
		size_t octets = length & 0x7f;
		if (octets > sizeof(uint32_t))
			from->failed = true;
		for (length = 0; octets > 0 && !from->failed; octets--)
			length = length << 8 | bytes_u8(from);
	}
	return bytes_take(from, length);
}

/* The content of the first element with that tag. */
static struct bytes element_find(struct bytes from, uint8_t wanted)
{
	while (!from.failed && from.length > 0) {
		uint8_t tag;
		const struct bytes content = element_take(&from, &tag);
		if (tag == wanted)
			return content;
	}
	return (struct bytes){ .failed = true };
}

struct offered_types ticket_request_offers(struct bytes request)
{
	static const uint8_t path[] = { TAG_TGS_REQUEST, TAG_SEQUENCE, TAG_REQUEST_BODY,
		TAG_SEQUENCE, TAG_TYPES, TAG_SEQUENCE };
	struct offered_types offered = { false, false };
	for (size_t i = 0; i < sizeof path; i++)
		request = element_find(request, path[i]);
	while (!request.failed && request.length > 0) {
		uint8_t tag;
		const struct bytes number = element_take(&request, &tag);
		if (number.failed || tag != TAG_INTEGER || number.length != 1)
			continue; /* negative and large numbers are other types */
		offered.rc4 = offered.rc4 || number.data[0] == ENCRYPTION_RC4;
		offered.aes = offered.aes || number.data[0] == ENCRYPTION_AES128 ||
			      number.data[0] == ENCRYPTION_AES256;
	}
	return offered;
}
