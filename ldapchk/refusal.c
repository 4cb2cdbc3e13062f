/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/refusal.h"

#include <time.h>

#include "base/text.h"
#include "base/utc.h"
#include "ldapchk/dn.h"
#include "ldapchk/filetime.h"
#include "model/remedy.h"

enum { /* userAccountControl, MS-ADTS 2.2.16 */
	WORKSTATION_TRUST = 0x1000,
	SERVER_TRUST = 0x2000,
	SMARTCARD_REQUIRED = 0x40000,
	DES_ALONE = 0x200000,
};
enum { LOCKED = 0x10, PASSWORD_EXPIRED = 0x800000 }; /* of the computed one, 3.1.1.4.5.17 */
enum { LEVEL_2008_R2 = 4 };                          /* domainFunctionality, MS-ADTS 6.1.4.3 */
enum { HOURS_PER_WEEK = 168, HOURS_PER_DAY = 24 };

struct reasons {
	struct arena *arena;
	const struct account *account;
	struct text words, remedy, remark;
	struct refusal *refusal;
};

static void refuse(struct reasons *reasons, const char *words, const char *how)
{
	text_add(&reasons->words, "%s%s", reasons->words.length == 0 ? "" : " and ", words);
	text_add(&reasons->remedy, "%s%s", reasons->remedy.length == 0 ? "" : "\n", how);
}

static void mend(struct reasons *reasons, enum fix_action action)
{
	fixes_add(reasons->arena, &reasons->refusal->fixes,
		(struct fix){ .action = action, .object = reasons->account->entry->dn });
}

static void doubt(struct reasons *reasons, const char *unknown, const char *attribute)
{
	if (reasons->refusal->unknown != NULL)
		return;
	reasons->refusal->unknown = unknown;
	reasons->refusal->gap = entry_gap(reasons->account->entry, attribute);
}

static void remark(struct reasons *reasons, const char *words)
{
	text_add(&reasons->remark, "%s%s", reasons->remark.length == 0 ? "" : " and ", words);
}

/* 0 and the greatest number stand for never (MS-ADA1, accountExpires). */
static void add_expiry(struct reasons *reasons, const time_t *now)
{
	struct arena *arena = reasons->arena;
	const struct entry *entry = reasons->account->entry;
	int64_t expires;
	if (!entry_filetime(arena, entry, "accountExpires", &expires)) {
		doubt(reasons, "accountExpires is not readable", "accountExpires");
		return;
	}
	if (expires == 0 || expires == INT64_MAX)
		return;
	const time_t at = filetime_seconds(expires);
	const char *date = utc_write(arena, at);
	if (date == NULL || expires < 0)
		date = arena_format(arena, "accountExpires %lld", (long long)expires);
	if (now == NULL) {
		doubt(reasons,
			arena_format(arena,
				"it expires at %s, and the evidence does not say when it was read",
				date),
			"accountExpires");
	} else if (at <= *now) {
		mend(reasons, FIX_END_EXPIRY);
		refuse(reasons, arena_format(arena, "expired at %s", date),
			remedy_format(arena,
				"Let it never expire (accountExpires 0, with ADSI Edit or):\n"
				"    Clear-ADAccountExpiration -Identity \"%s\"",
				entry->dn));
	} else {
		reasons->refusal->note = arena_format(arena, "expires at %s", date);
	}
}

static bool hour_is_allowed(const uint8_t *hours, unsigned hour)
{
	return (hours[hour / 8] >> hour % 8 & 1) != 0;
}

/* A bit for each hour of the week in UTC, the first from Sunday 0:00 on; absent: no limit. */
static void add_hours(struct reasons *reasons, const time_t *now)
{
	const struct entry *entry = reasons->account->entry;
	const struct attribute *hours = entry_attribute(entry, "logonHours");
	if (hours == NULL || hours->count != 1 || hours->value[0].length != HOURS_PER_WEEK / 8)
		return;
	unsigned allowed = 0;
	for (unsigned hour = 0; hour < HOURS_PER_WEEK; hour++)
		allowed += hour_is_allowed(hours->value[0].data, hour);
	struct tm utc;
	const bool is_timed = now != NULL && gmtime_r(now, &utc) != NULL;
	const unsigned hour = is_timed ? (unsigned)(utc.tm_wday * HOURS_PER_DAY + utc.tm_hour) : 0;
	if (allowed == 0 || (is_timed && !hour_is_allowed(hours->value[0].data, hour))) {
		mend(reasons, FIX_ALLOW_HOURS);
		refuse(reasons,
			allowed == 0 ? "may log on at no hour"
				     : "may not log on at the hour of this run",
			remedy_format(reasons->arena,
				"Let it log on at any time:\n"
				"    Set-ADObject -Identity \"%s\" -Clear logonHours",
				entry->dn));
	} else if (allowed < HOURS_PER_WEEK) {
		remark(reasons, "may log on at certain hours only (logonHours)");
	}
}

/* Lockout and the age of the password count only for accounts that are no trust accounts. */
static void add_computed(struct reasons *reasons)
{
	const struct account *account = reasons->account;
	const char *dn = account->entry->dn;
	uint32_t computed;
	if ((account->control & (WORKSTATION_TRUST | SERVER_TRUST)) != 0)
		return;
	remark(reasons, arena_format(reasons->arena,
				"is no workstation trust account (userAccountControl 0x%x)",
				(unsigned)account->control));
	if (!entry_number(reasons->arena, account->entry, "msDS-User-Account-Control-Computed",
		    &computed)) {
		doubt(reasons, "msDS-User-Account-Control-Computed is not readable",
			"msDS-User-Account-Control-Computed");
		return;
	}
	if ((computed & LOCKED) != 0) {
		mend(reasons, FIX_UNLOCK_ACCOUNT);
		refuse(reasons, "is locked out",
			remedy_format(reasons->arena,
				"Unlock it:\n    Unlock-ADAccount -Identity \"%s\"", dn));
	}
	if ((computed & PASSWORD_EXPIRED) != 0)
		refuse(reasons, "has a password that must be changed",
			"Make it a computer account again (userAccountControl 4096), "
			"and have its owner set a new password.");
}

static void add_control(struct reasons *reasons, const struct directory_visit *visit)
{
	struct arena *arena = reasons->arena;
	const struct account *account = reasons->account;
	const char *dn = account->entry->dn;
	if (account_disabled(account)) {
		mend(reasons, FIX_ENABLE_ACCOUNT);
		refuse(reasons, "is disabled",
			remedy_format(
				arena, "Enable it:\n    dsmod computer \"%s\" -disabled no", dn));
	}
	if ((account->control & SMARTCARD_REQUIRED) != 0)
		refuse(reasons, "may only log on with a smart card",
			arena_format(arena,
				"Remove 0x40000 from userAccountControl of %s (ADSI Edit). "
				"Setting it changed the password: have its owner set a new one.",
				dn));
	if ((account->control & DES_ALONE) == 0)
		return;
	uint32_t level;
	if (!entry_number(arena, &visit->root, "domainFunctionality", &level) ||
		level < LEVEL_2008_R2) {
		doubt(reasons,
			"it may use DES keys alone, and it is not known "
			"whether all domain controllers still do",
			"userAccountControl");
	} else {
		mend(reasons, FIX_ALLOW_OTHER_KEYS);
		refuse(reasons,
			"may use DES keys alone, which domain controllers do not from "
			"Windows Server 2008 R2 on",
			remedy_format(arena,
				"Allow other keys, then have its owner set a new password:\n"
				"    Set-ADAccountControl -Identity \"%s\" -UseDESKeyOnly $false",
				dn));
	}
}

struct refusal refusal_of(struct arena *arena, const struct account *account,
	const struct directory_visit *visit, const char *ended)
{
	struct refusal refusal = { 0 };
	struct reasons reasons = { arena, account, text_new(arena), text_new(arena),
		text_new(arena), &refusal };
	time_t seconds;
	const time_t *now = utc_read(ended, &seconds) ? &seconds : NULL;
	if (account->has_control) {
		add_control(&reasons, visit);
		add_computed(&reasons);
	} else {
		doubt(&reasons, "userAccountControl is not readable", "userAccountControl");
	}
	add_expiry(&reasons, now);
	add_hours(&reasons, now);
	if (entry_attribute(account->entry, "userWorkstations") != NULL)
		remark(&reasons, "may log on from certain computers only (userWorkstations)");
	if (reasons.words.length > 0)
		refusal.words = reasons.words.data;
	if (reasons.remark.length > 0)
		refusal.remark = reasons.remark.data;
	refusal.remedy = reasons.remedy.data;
	return refusal;
}
