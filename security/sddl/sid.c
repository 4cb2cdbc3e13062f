/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "security/sddl/sddl.h"
#include "security/sddl/token.h"

enum { BUILTIN = 32 }; /* S-1-5-32, the domain that every machine has */

static const uint64_t authority_max = 0xffffffffffff; /* 48 bits */

/*
 * MS-DTYP 2.5.1.1 and 2.4.2.4, and the newer ones of sddl.h. RO, SA, EA and EK belong to the domain
 * at the root of the forest: the domain that is given must be that one for them to be right.
 */
static const struct alias {
	char letters[3];
	uint32_t rid; /* not 0: behind the SID of the domain */
	struct sid sid;
} aliases[] = {
	{ "AA", .sid = { 5, 2, { BUILTIN, 579 } } }, /* Access Control Assistance Operators */
	{ "AC", .sid = { 15, 2, { 2, 1 } } },        /* all application packages */
	{ "AN", .sid = { 5, 1, { 7 } } },            /* Anonymous */
	{ "AO", .sid = { 5, 2, { BUILTIN, 548 } } }, /* Account Operators */
	{ "AP", .rid = 525 },                        /* Protected Users */
	{ "AS", .sid = { 18, 1, { 1 } } },           /* asserted by the authentication authority */
	{ "AU", .sid = { 5, 1, { 11 } } },           /* Authenticated Users */
	{ "BA", .sid = { 5, 2, { BUILTIN, 544 } } }, /* Administrators */
	{ "BG", .sid = { 5, 2, { BUILTIN, 546 } } }, /* Guests */
	{ "BO", .sid = { 5, 2, { BUILTIN, 551 } } }, /* Backup Operators */
	{ "BU", .sid = { 5, 2, { BUILTIN, 545 } } }, /* Users */
	{ "CA", .rid = 517 },                        /* Cert Publishers */
	{ "CD", .sid = { 5, 2, { BUILTIN, 574 } } }, /* Certificate Service DCOM Access */
	{ "CG", .sid = { 3, 1, { 1 } } },            /* CREATOR GROUP */
	{ "CN", .rid = 522 },                        /* Cloneable Domain Controllers */
	{ "CO", .sid = { 3, 1, { 0 } } },            /* CREATOR OWNER */
	{ "CY", .sid = { 5, 2, { BUILTIN, 569 } } }, /* Cryptographic Operators */
	{ "DA", .rid = 512 },                        /* Domain Admins */
	{ "DC", .rid = 515 },                        /* Domain Computers */
	{ "DD", .rid = 516 },                        /* Domain Controllers */
	{ "DG", .rid = 514 },                        /* Domain Guests */
	{ "DU", .rid = 513 },                        /* Domain Users */
	{ "EA", .rid = 519 },                        /* Enterprise Admins */
	{ "ED", .sid = { 5, 1, { 9 } } },            /* ENTERPRISE DOMAIN CONTROLLERS */
	{ "EK", .rid = 527 },                        /* Enterprise Key Admins */
	{ "ER", .sid = { 5, 2, { BUILTIN, 573 } } }, /* Event Log Readers */
	{ "ES", .sid = { 5, 2, { BUILTIN, 576 } } }, /* RDS Endpoint Servers */
	{ "HA", .sid = { 5, 2, { BUILTIN, 578 } } }, /* Hyper-V Administrators */
	{ "HI", .sid = { 16, 1, { 12288 } } },       /* high integrity */
	{ "HO", .sid = { 5, 2, { BUILTIN, 584 } } }, /* User Mode Hardware Operators */
	{ "IS", .sid = { 5, 2, { BUILTIN, 568 } } }, /* IIS_IUSRS */
	{ "IU", .sid = { 5, 1, { 4 } } },            /* INTERACTIVE */
	{ "KA", .rid = 526 },                        /* Key Admins */
	{ "LA", .rid = 500 },                        /* Administrator */
	{ "LG", .rid = 501 },                        /* Guest */
	{ "LS", .sid = { 5, 1, { 19 } } },           /* LOCAL SERVICE */
	{ "LU", .sid = { 5, 2, { BUILTIN, 559 } } }, /* Performance Log Users */
	{ "LW", .sid = { 16, 1, { 4096 } } },        /* low integrity */
	{ "ME", .sid = { 16, 1, { 8192 } } },        /* medium integrity */
	{ "MP", .sid = { 16, 1, { 8448 } } },        /* medium plus integrity */
	{ "MS", .sid = { 5, 2, { BUILTIN, 577 } } }, /* RDS Management Servers */
	{ "MU", .sid = { 5, 2, { BUILTIN, 558 } } }, /* Performance Monitor Users */
	{ "NO", .sid = { 5, 2, { BUILTIN, 556 } } }, /* Network Configuration Operators */
	{ "NS", .sid = { 5, 1, { 20 } } },           /* NETWORK SERVICE */
	{ "NU", .sid = { 5, 1, { 2 } } },            /* NETWORK */
	{ "OW", .sid = { 3, 1, { 4 } } },            /* OWNER RIGHTS */
	{ "PA", .rid = 520 },                        /* Group Policy Creator Owners */
	{ "PO", .sid = { 5, 2, { BUILTIN, 550 } } }, /* Print Operators */
	{ "PS", .sid = { 5, 1, { 10 } } },           /* SELF */
	{ "PU", .sid = { 5, 2, { BUILTIN, 547 } } }, /* Power Users */
	{ "RA", .sid = { 5, 2, { BUILTIN, 575 } } }, /* RDS Remote Access Servers */
	{ "RC", .sid = { 5, 1, { 12 } } },           /* RESTRICTED */
	{ "RD", .sid = { 5, 2, { BUILTIN, 555 } } }, /* Remote Desktop Users */
	{ "RE", .sid = { 5, 2, { BUILTIN, 552 } } }, /* Replicator */
	{ "RM", .sid = { 5, 2, { BUILTIN, 580 } } }, /* Remote Management Users */
	{ "RO", .rid = 498 },                        /* Enterprise Read-only Domain Controllers */
	{ "RS", .rid = 553 },                        /* RAS and IAS Servers */
	{ "RU", .sid = { 5, 2, { BUILTIN, 554 } } }, /* Pre-Windows 2000 Compatible Access */
	{ "SA", .rid = 518 },                        /* Schema Admins */
	{ "SH", .sid = { 5, 2, { BUILTIN, 585 } } }, /* OpenSSH Users */
	{ "SI", .sid = { 16, 1, { 16384 } } },       /* system integrity */
	{ "SO", .sid = { 5, 2, { BUILTIN, 549 } } }, /* Server Operators */
	{ "SS", .sid = { 18, 1, { 2 } } },           /* asserted by a service */
	{ "SU", .sid = { 5, 1, { 6 } } },            /* SERVICE */
	{ "SY", .sid = { 5, 1, { 18 } } },           /* SYSTEM */
	{ "UD", .sid = { 5, 6, { 84, 0, 0, 0, 0, 0 } } }, /* user mode drivers */
	{ "WD", .sid = { 1, 1, { 0 } } },                 /* Everyone */
	{ "WR", .sid = { 5, 1, { 33 } } },                /* WRITE RESTRICTED */
};

enum { ALIASES = sizeof aliases / sizeof *aliases };

static bool alias_read(struct sddl_reader *reader, struct sid *sid)
{
	const uint16_t letters = sddl_peek_letters(reader);
	const struct alias *alias = aliases;
	while (alias < aliases + ALIASES && sddl_letters(alias->letters) != letters)
		alias++;
	if (alias == aliases + ALIASES && letters == 0)
		return sddl_fail(reader, "a SID is expected here: S-1-..., or two letters");
	if (alias == aliases + ALIASES)
		return sddl_fail(reader, "\"%c%c\" is no SID", letters >> 8, letters & 0xff);
	*sid = alias->sid;
	if (alias->rid != 0) {
		if (reader->domain == NULL)
			return sddl_fail(
				reader, "%s needs the domain's SID (domain_sid)", alias->letters);
		if (reader->domain->count >= SID_MAX_SUB)
			return sddl_fail(
				reader, "%s does not fit behind the domain's SID", alias->letters);
		*sid = *reader->domain;
		sid->sub[sid->count++] = alias->rid;
	}
	reader->at += sizeof alias->letters - 1;
	return true;
}

/*
 * What follows "S-": the revision and the authority may have spaces before them, the rest none. At
 * least one sub-authority there is (MS-DTYP 2.4.2.1): Windows refuses "S-1-5".
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

/* The last sub-authority of a SID of the domain; 0 where it is none, or none is given. */
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
	for (size_t i = 0; i < ALIASES; i++) {
		const struct alias *alias = &aliases[i];
		if (alias->rid != 0 ? alias->rid == rid : sid_equal(&alias->sid, sid)) {
			text_add_bytes(text, alias->letters, sizeof alias->letters - 1);
			return true;
		}
	}
	text_add_string(text, sid_write(text->arena, sid));
	return true;
}
