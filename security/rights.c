/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/rights.h"

/* A GUID in its text form: GUID(bf967a86, 0de6, 11d0, a285, 00aa003049e2). */
#define GUID(a, b, c, d, e) GUID_OF(0x##a, 0x##b, 0x##c, 0x##d, 0x##e##ULL)
#define GUID_OF(a, b, c, d, e)                                                                     \
	{                                                                                          \
		{                                                                                  \
			BYTE(a, 0), BYTE(a, 8), BYTE(a, 16), BYTE(a, 24), BYTE(b, 0), BYTE(b, 8),  \
				BYTE(c, 0), BYTE(c, 8), BYTE(d, 8), BYTE(d, 0), BYTE(e, 40),       \
				BYTE(e, 32), BYTE(e, 24), BYTE(e, 16), BYTE(e, 8), BYTE(e, 0)      \
		}                                                                                  \
	}
#define BYTE(number, shift) ((number) >> (shift)&0xff)

#define CLASS_COMPUTER            GUID(bf967a86, 0de6, 11d0, a285, 00aa003049e2)
#define SET_PUBLIC_INFORMATION    GUID(e48d0154, bcf8, 11d1, 8702, 00c04fb96050)
#define SET_ACCOUNT_RESTRICTIONS  GUID(4c164200, 20c0, 11d0, a768, 00aa006e0529)
#define RIGHT_RESET_PASSWORD      GUID(00299570, 246d, 11d0, a768, 00aa006e0529)
#define ATTRIBUTE_SPN             GUID(f3a64788, 5306, 11d1, a9c5, 0000f80367c1)
#define ATTRIBUTE_ACCOUNT_CONTROL GUID(bf967a68, 0de6, 11d0, a285, 00aa003049e2)
/* The property set, the attribute and the validated write of the DNS host name share one GUID. */
#define DNS_HOST_NAME             GUID(72e39547, 7b18, 11d1, adef, 00c04fd8d5cd)

const struct right cms_rights[CMS_RIGHT_COUNT] = {
	[CMS_RESET_PASSWORD] = { "reset-password", "reset the password",
		{ { RIGHT_CONTROL_ACCESS, 2, { CLASS_COMPUTER, RIGHT_RESET_PASSWORD } } } },
	[CMS_WRITE_SPN] = { "write-spn", "write servicePrincipalName",
		{ { RIGHT_WRITE_PROPERTY, 3,
			  { CLASS_COMPUTER, SET_PUBLIC_INFORMATION, ATTRIBUTE_SPN } },
			{ RIGHT_SELF_WRITE, 3,
				{ CLASS_COMPUTER, SET_PUBLIC_INFORMATION, ATTRIBUTE_SPN } } } },
	[CMS_WRITE_DNS_HOST_NAME] = { "write-dns-host-name", "write dNSHostName",
		{ { RIGHT_WRITE_PROPERTY, 2, { CLASS_COMPUTER, DNS_HOST_NAME } },
			{ RIGHT_SELF_WRITE, 2, { CLASS_COMPUTER, DNS_HOST_NAME } } } },
	[CMS_WRITE_ACCOUNT_RESTRICTIONS] = { "write-account-restrictions",
		"write account restrictions",
		{ { RIGHT_WRITE_PROPERTY, 3,
			{ CLASS_COMPUTER, SET_ACCOUNT_RESTRICTIONS,
				ATTRIBUTE_ACCOUNT_CONTROL } } } },
};

static enum answer way_granted(const struct right_way *way, const struct access *access)
{
	if (access_allows(access, way->mask))
		return ANSWER_YES;
	return access_may_allow(access, way->mask) ? ANSWER_MAYBE : ANSWER_NO;
}

/* The mask of each way is one bit. */
static const struct ace *way_decided_by(const struct right_way *way, const struct access *access)
{
	return access_decided_by(access, (unsigned)__builtin_ctz(way->mask));
}

struct question right_way_question(const struct right_way *way)
{
	return (struct question){
		.mask = way->mask,
		.chain = way->chain,
		.chain_count = way->chain_count,
	};
}

static struct right_access way_ask(
	const struct right_way *way, const struct access_evaluation *evaluation)
{
	const struct question question = right_way_question(way);
	struct access access;
	struct doubtful_ace first = { 0 };
	access_evaluation_ask(evaluation, &question, &access);
	const enum answer granted = way_granted(way, &access);
	if (granted == ANSWER_MAYBE)
		access_evaluation_doubts(evaluation, &question, &first, 1);
	return (struct right_access){
		.granted = granted,
		.decided_by = way_decided_by(way, &access),
		.is_unsure = (access.unsure & way->mask) != 0,
		.doubted_by = first.ace,
		.doubt = first.doubt,
	};
}

struct right_access right_ask(const struct right *right, const struct access_evaluation *evaluation)
{
	struct right_access best = way_ask(&right->way[0], evaluation);
	for (size_t i = 1; i < RIGHT_WAYS_MAX && right->way[i].mask != 0; i++) {
		if (best.granted == ANSWER_YES)
			break;
		const struct right_access other = way_ask(&right->way[i], evaluation);
		if (other.granted > best.granted)
			best = other;
		if (best.decided_by != NULL)
			continue;
		best.decided_by = other.decided_by;
		best.is_unsure = other.is_unsure;
	}
	return best;
}
