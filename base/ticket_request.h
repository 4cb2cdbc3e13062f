/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request for a ticket offers. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

/* The encryption types that matter here; RFC 3961 8 numbers them. */
enum {
	ENCRYPTION_AES128 = 17,
	ENCRYPTION_AES256 = 18,
	ENCRYPTION_RC4 = 23,
};

struct offered_types {
	bool rc4, aes;
};

/*
 * The encryption types that a TGS-REQ (RFC 4120 5.4.1, DER) offers. None if it cannot be parsed.
 */
struct offered_types ticket_request_offers(struct bytes request);
