/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/unlisted_sid.h"

enum { BUILTIN = 32, PARTS_MAX = 4, ANY = 0 };

/* SIDs that begin with these parts; the last part is a range if `last` is set. */
struct family {
	uint64_t authority;
	size_t count; /* of the parts; ANY: every SID of the authority */
	uint32_t part[PARTS_MAX];
	uint32_t last;
	enum unlisted held;
	const char *reason;
};

static const char local[] = "only for logons at the domain controller itself";
static const char placeholder[] = "a placeholder, held by nobody";
static const char logon[] = "how the account logged on";
static const char vouched[] = "who vouched for the account";
static const char builtin[] = "a built-in group; it counts if it holds everybody";

/* MS-DTYP 2.4.2.4, and winnt.h for newer ones. The first family that fits counts. */
static const struct family families[] = {
	{ 0, ANY, { 0 }, 0, UNLISTED_NEVER, placeholder }, /* NULL SID */
	{ 2, ANY, { 0 }, 0, UNLISTED_NEVER, local },       /* LOCAL, CONSOLE LOGON */
	{ 3, ANY, { 0 }, 0, UNLISTED_NEVER, placeholder }, /* CREATOR OWNER and the like */
	{ 5, 1, { 4 }, 0, UNLISTED_NEVER, local },         /* INTERACTIVE */
	{ 5, 1, { 5 }, 0, UNLISTED_NEVER, "one logon session, which has ended" },
	{ 5, 1, { 7 }, 0, UNLISTED_NEVER, "only without an account" }, /* ANONYMOUS LOGON */
	{ 5, 1, { 9 }, 0, UNLISTED_UNUSUAL, "for domain controllers" },
	{ 5, 1, { 12 }, 0, UNLISTED_NEVER, "only in tokens that a program restricted" },
	{ 5, 1, { 13 }, 14, UNLISTED_NEVER, local }, /* remote desktop */
	{ 5, 1, { 17 }, 20, UNLISTED_NEVER, local }, /* IUSR, SYSTEM, LOCAL and NETWORK SERVICE */
	{ 5, 4, { 21, 0, 0, 0 }, 0, UNLISTED_MAYBE, "claims and compound identity" },
	{ 5, 1, { 21 }, 0, UNLISTED_NO, NULL },
	{ 5, 2, { BUILTIN, 545 }, 0, UNLISTED_MAYBE, builtin }, /* Users */
	{ 5, 2, { BUILTIN, 554 }, 0, UNLISTED_MAYBE, builtin }, /* Pre-Windows 2000 ... */
	{ 5, 1, { BUILTIN }, 0, UNLISTED_UNUSUAL, builtin },
	{ 5, 1, { 33 }, 0, UNLISTED_NEVER, "only in tokens that a program restricted" },
	{ 5, 1, { 64 }, 65, UNLISTED_MAYBE, vouched },  /* NTLM, certificate, ... */
	{ 5, 1, { 80 }, 111, UNLISTED_NEVER, local },   /* services, virtual accounts */
	{ 5, 1, { 113 }, 114, UNLISTED_NEVER, local },  /* local accounts */
	{ 5, 1, { 1000 }, 0, UNLISTED_MAYBE, vouched }, /* Other Organization */
	{ 5, ANY, { 0 }, 0, UNLISTED_MAYBE, logon },    /* NETWORK, BATCH, SERVICE, ... */
	{ 15, ANY, { 0 }, 0, UNLISTED_NEVER, local },   /* app containers, capabilities */
	{ 16, ANY, { 0 }, 0, UNLISTED_MAYBE, "the integrity level" },
	{ 18, ANY, { 0 }, 0, UNLISTED_MAYBE, vouched }, /* asserted identity, keys */
	{ 22, ANY, { 0 }, 0, UNLISTED_NEVER, "a Unix user or group of a Samba server" },
};

static bool fits(const struct family *family, const struct raw_sid *sid)
{
	if (raw_sid_authority(sid) != family->authority || sid->count < family->count)
		return false;
	for (size_t i = 0; i < family->count; i++) {
		const uint32_t number = u32le_at(sid->sub[i]), least = family->part[i];
		const bool is_range = family->last != 0 && i + 1 == family->count;
		if (number < least || number > (is_range ? family->last : least))
			return false;
	}
	return true;
}

struct unlisted_sid unlisted_sid_of(const struct raw_sid *sid)
{
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (fits(&families[i], sid))
			return (struct unlisted_sid){ families[i].held, families[i].reason };
	}
	return (struct unlisted_sid){ UNLISTED_MAYBE, "a well-known SID of unknown use" };
}
