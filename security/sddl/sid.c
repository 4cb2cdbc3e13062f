/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "security/known_sid.h"
#include "security/sddl/sddl.h"
#include "security/sddl/token.h"

static const uint64_t authority_max = 0xffffffffffff; /* 48 bits */

/* NULL if no SID has these letters. */
static const struct known_sid *known_by(uint16_t letters)
{
	for (size_t i = 0; letters != 0 && i < known_sid_count; i++) {
		if (sddl_letters(known_sids[i].letters) == letters)
			return &known_sids[i];
	}
	return NULL;
}

/*
 * RO, SA, EA and EK belong to the forest's root domain: they are right only if the given domain is
 * the root domain.
 */
static bool alias_read(struct sddl_reader *reader, struct sid *sid)
{
	const uint16_t letters = sddl_peek_letters(reader);
	const struct known_sid *alias = known_by(letters);
	if (letters == 0)
		return sddl_fail(reader, "a SID is expected here: S-1-..., or two letters");
	if (alias == NULL)
		return sddl_fail(reader, "\"%c%c\" is not a SID", letters >> 8, letters & 0xff);
	*sid = alias->sid;
	if (alias->rid != 0) {
		if (reader->domain == NULL)
			return sddl_fail(
				reader, "%s needs the domain's SID (domain_sid)", alias->letters);
		if (reader->domain->count >= SID_MAX_SUB)
			return sddl_fail(reader, "%s cannot be appended to the domain's SID",
				alias->letters);
		*sid = *reader->domain;
		sid->sub[sid->count++] = alias->rid;
	}
	reader->at += sizeof alias->letters - 1;
	return true;
}

/*
 * The numbers after "S-". Spaces are allowed before the revision and the authority only. At least
 * one sub-authority is required (MS-DTYP 2.4.2.1): Windows refuses "S-1-5".
 */
static bool numbers_read(struct sddl_reader *reader, struct sid *sid)
{
	sddl_skip_spaces(reader);
	if (!sddl_expect(reader, '1') || !sddl_expect(reader, '-'))
		return false;
	sddl_skip_spaces(reader);
	if (!sddl_unsigned_read(reader, ZERO_IS_REFUSED, authority_max, &sid->authority) ||
		!sddl_expect(reader, '-'))
		return false;
	do {
		uint64_t number = 0;
		if (sid->count == SID_MAX_SUB)
			return sddl_fail(
				reader, "a SID has at most %d sub-authorities", SID_MAX_SUB);
		if (!sddl_unsigned_read(reader, ZERO_IS_REFUSED, UINT32_MAX, &number))
			return false;
		sid->sub[sid->count++] = (uint32_t)number;
	} while (sddl_take(reader, '-'));
	return true;
}

bool sddl_sid_read(struct sddl_reader *reader, struct sid *sid)
{
	*sid = (struct sid){ 0 };
	struct sid read = { 0 };
	const char *at = reader->at;
	const bool spelt = reader->end - at >= 2 && sddl_upper(at[0]) == 'S' && at[1] == '-';
	if (spelt)
		reader->at += 2;
	if (spelt ? !numbers_read(reader, &read) : !alias_read(reader, &read))
		return false;
	*sid = read;
	return true;
}

/* The RID of a SID of the domain; 0 if it is not in the domain, or no domain is given. */
static uint32_t rid_in(const struct sid *sid, const struct sid *domain)
{
	if (domain == NULL || domain->count >= SID_MAX_SUB || sid->count != domain->count + 1 ||
		sid->authority != domain->authority)
		return 0;
	if (memcmp(sid->sub, domain->sub, domain->count * sizeof domain->sub[0]) != 0)
		return 0;
	return sid->sub[domain->count];
}

bool sddl_sid_write(struct text *text, const struct sid *sid, const struct sid *domain)
{
	if (sid->count == 0)
		return false;
	const uint32_t rid = rid_in(sid, domain);
	for (size_t i = 0; i < known_sid_count; i++) {
		const struct known_sid *alias = &known_sids[i];
		if (alias->letters[0] != '\0' &&
			(alias->rid != 0 ? alias->rid == rid : sid_equal(&alias->sid, sid))) {
			text_add_bytes(text, alias->letters, sizeof alias->letters - 1);
			return true;
		}
	}
	text_add_string(text, sid_write(text->arena, sid));
	return true;
}
