/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/rights.h"

#define CLASS_COMPUTER            "bf967a86-0de6-11d0-a285-00aa003049e2"
#define SET_PUBLIC_INFORMATION    "e48d0154-bcf8-11d1-8702-00c04fb96050"
#define SET_ACCOUNT_RESTRICTIONS  "4c164200-20c0-11d0-a768-00aa006e0529"
#define RIGHT_RESET_PASSWORD      "00299570-246d-11d0-a768-00aa006e0529"
#define ATTRIBUTE_SPN             "f3a64788-5306-11d1-a9c5-0000f80367c1"
/* The property set, the attribute and the validated write of the DNS host name share one GUID. */
#define DNS_HOST_NAME             "72e39547-7b18-11d1-adef-00c04fd8d5cd"
#define ATTRIBUTE_ACCOUNT_CONTROL "bf967a68-0de6-11d0-a285-00aa003049e2"

const struct right cms_rights[] = {
	{ "reset the password",
		{ { RIGHT_CONTROL_ACCESS, { CLASS_COMPUTER, RIGHT_RESET_PASSWORD } } } },
	{ "write servicePrincipalName",
		{ { RIGHT_WRITE_PROPERTY,
			  { CLASS_COMPUTER, SET_PUBLIC_INFORMATION, ATTRIBUTE_SPN } },
			{ RIGHT_SELF_WRITE, { CLASS_COMPUTER, ATTRIBUTE_SPN } } } },
	{ "write dNSHostName", { { RIGHT_WRITE_PROPERTY, { CLASS_COMPUTER, DNS_HOST_NAME } },
				       { RIGHT_SELF_WRITE, { CLASS_COMPUTER, DNS_HOST_NAME } } } },
	{ "write account restrictions",
		{ { RIGHT_WRITE_PROPERTY, { CLASS_COMPUTER, SET_ACCOUNT_RESTRICTIONS,
						  ATTRIBUTE_ACCOUNT_CONTROL } } } },
};
const size_t cms_right_count = sizeof cms_rights / sizeof *cms_rights;

enum right_answer right_evaluate(const struct right *right, const struct descriptor *descriptor,
	const struct token *token, const struct sid *self)
{
	enum right_answer best = RIGHT_DENIED;
	for (size_t i = 0; i < RIGHT_WAYS_MAX && right->way[i].mask != 0; i++) {
		const struct right_way *way = &right->way[i];
		struct guid chain[RIGHT_CHAIN_MAX];
		struct question question = { .mask = way->mask, .chain = chain };
		while (question.chain_count < RIGHT_CHAIN_MAX &&
			way->chain[question.chain_count] != NULL &&
			guid_parse(way->chain[question.chain_count], &chain[question.chain_count]))
			question.chain_count++;
		struct access access;
		access_evaluate(descriptor, token, self, &question, &access);
		if (access_allows(&access, way->mask))
			return RIGHT_GRANTED;
		if (access_may_allow(&access, way->mask))
			best = RIGHT_IN_DOUBT;
	}
	return best;
}
