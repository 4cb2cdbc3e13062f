/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ticket in a cache that the Kerberos library takes for one, and what a KDC refuses it with. */
#pragma once

#include <stdint.h>
#include <string.h>
#include <time.h>

#include <check.h>
#include <krb5.h>

#include "base/arena.h"
#include "base/bytes.h"

enum { TGT_LIFE = 3600 };

static inline krb5_principal tgt_named(krb5_context context, const char *name)
{
	krb5_principal principal;
	ck_assert_int_eq(krb5_parse_name(context, name, &principal), 0);
	return principal;
}

#define REALM "CORP.EXAMPLE.COM"

/* Ticket ::= [APPLICATION 1] SEQUENCE { 5, REALM, { 2, { "krbtgt", REALM } }, { 18, "not decrypted"
 * } } (RFC 4120 5.3). */
static char tgt_octets[] = "\x61\x5c\x30\x5a\xa0\x03\x02\x01\x05\xa1\x12\x1b\x10" REALM
			   "\xa2\x25\x30\x23\xa0\x03\x02\x01\x02\xa1\x1c\x30\x1a\x1b\x06krbtgt"
			   "\x1b\x10" REALM "\xa3\x18\x30\x16\xa0\x03\x02\x01\x12\xa2\x0f\x04\x0d"
			   "not decrypted";

/* A ticket with a key that the library can use; no KDC would accept it. */
static inline void tgt_write(
	krb5_context context, const char *cache, const char *server, krb5_enctype type)
{
	krb5_ccache to;
	char octets[32] = "the key";
	krb5_principal owner = tgt_named(context, "reader@" REALM),
		       issuer = tgt_named(context, server);
	krb5_creds ticket = {
		.client = owner,
		.server = issuer,
		.ticket = { 0, sizeof tgt_octets - 1, tgt_octets },
		.keyblock = { 0, type, type == ENCTYPE_ARCFOUR_HMAC ? 16 : 32,
			(krb5_octet *)octets },
		.ticket_flags = TKT_FLG_INITIAL,
	};
	ticket.times.authtime = ticket.times.starttime = (krb5_timestamp)time(NULL);
	ticket.times.endtime = (krb5_timestamp)(time(NULL) + TGT_LIFE);
	ck_assert_int_eq(krb5_cc_resolve(context, cache, &to), 0);
	ck_assert_int_eq(krb5_cc_initialize(context, to, owner), 0);
	ck_assert_int_eq(krb5_cc_store_cred(context, to, &ticket), 0);
	krb5_cc_close(context, to);
	krb5_free_principal(context, owner);
	krb5_free_principal(context, issuer);
}

/* A KRB-ERROR with that code and the time of the KDC, and its length before it. */
static inline struct bytes kdc_refusal(
	krb5_context context, struct arena *arena, uint32_t code, int64_t ahead_seconds)
{
	krb5_principal server = tgt_named(context, "krbtgt/" REALM "@" REALM);
	krb5_error message = { .stime = (krb5_timestamp)(time(NULL) + ahead_seconds),
		.error = code,
		.server = server };
	krb5_data encoded;
	ck_assert_int_eq(krb5_mk_error(context, &message, &encoded), 0);
	uint8_t *data = arena_alloc(arena, 4 + encoded.length);
	data[2] = (uint8_t)(encoded.length >> 8);
	data[3] = (uint8_t)encoded.length;
	memcpy(data + 4, encoded.data, encoded.length);
	const struct bytes whole = bytes_of(data, 4 + encoded.length);
	krb5_free_data_contents(context, &encoded);
	krb5_free_principal(context, server);
	return whole;
}
