/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/known_sid.h"

enum { BUILTIN = 32 }; /* S-1-5-32, the built-in domain of every machine */

/* MS-DTYP 2.5.1.1 and 2.4.2.4, and the newer ones of Windows' sddl.h. */
const struct known_sid known_sids[] = {
	{ "AA", .sid = { 5, 2, { BUILTIN, 579 } } }, /* Access Control Assistance Operators */
	{ "AC", .sid = { 15, 2, { 2, 1 } } },        /* all application packages */
	{ "AN", .sid = { 5, 1, { 7 } }, .name = "ANONYMOUS LOGON" },
	{ "AO", .sid = { 5, 2, { BUILTIN, 548 } }, .name = "Account Operators" },
	{ "AP", .rid = 525 }, /* Protected Users */
	{ "AS", .sid = { 18, 1, { 1 } }, .name = "Authentication Authority Asserted Identity" },
	{ "AU", .sid = { 5, 1, { 11 } }, .name = "Authenticated Users" },
	{ "BA", .sid = { 5, 2, { BUILTIN, 544 } }, .name = "Administrators" },
	{ "BG", .sid = { 5, 2, { BUILTIN, 546 } }, .name = "Guests" },
	{ "BO", .sid = { 5, 2, { BUILTIN, 551 } }, .name = "Backup Operators" },
	{ "BU", .sid = { 5, 2, { BUILTIN, 545 } }, .name = "Users" },
	{ "CA", .rid = 517, .name = "Cert Publishers" },
	{ "CD", .sid = { 5, 2, { BUILTIN, 574 } } }, /* Certificate Service DCOM Access */
	{ "CG", .sid = { 3, 1, { 1 } }, .name = "CREATOR GROUP" },
	{ "CN", .rid = 522 }, /* Cloneable Domain Controllers */
	{ "CO", .sid = { 3, 1, { 0 } }, .name = "CREATOR OWNER" },
	{ "CY", .sid = { 5, 2, { BUILTIN, 569 } } }, /* Cryptographic Operators */
	{ "DA", .rid = 512, .name = "Domain Admins" },
	{ "DC", .rid = 515, .name = "Domain Computers" },
	{ "DD", .rid = 516, .name = "Domain Controllers" },
	{ "DG", .rid = 514 }, /* Domain Guests */
	{ "DU", .rid = 513, .name = "Domain Users" },
	{ "EA", .rid = 519, .name = "Enterprise Admins" },
	{ "ED", .sid = { 5, 1, { 9 } }, .name = "ENTERPRISE DOMAIN CONTROLLERS" },
	{ "EK", .rid = 527 },                        /* Enterprise Key Admins */
	{ "ER", .sid = { 5, 2, { BUILTIN, 573 } } }, /* Event Log Readers */
	{ "ES", .sid = { 5, 2, { BUILTIN, 576 } } }, /* RDS Endpoint Servers */
	{ "HA", .sid = { 5, 2, { BUILTIN, 578 } } }, /* Hyper-V Administrators */
	{ "HI", .sid = { 16, 1, { 12288 } } },       /* high integrity */
	{ "HO", .sid = { 5, 2, { BUILTIN, 584 } } }, /* User Mode Hardware Operators */
	{ "IS", .sid = { 5, 2, { BUILTIN, 568 } } }, /* IIS_IUSRS */
	{ "IU", .sid = { 5, 1, { 4 } }, .name = "INTERACTIVE" },
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
	{ "NU", .sid = { 5, 1, { 2 } }, .name = "NETWORK" },
	{ "OW", .sid = { 3, 1, { 4 } }, .name = "OWNER RIGHTS" },
	{ "PA", .rid = 520 }, /* Group Policy Creator Owners */
	{ "PO", .sid = { 5, 2, { BUILTIN, 550 } }, .name = "Print Operators" },
	{ "PS", .sid = { 5, 1, { 10 } }, .name = "SELF" },
	{ "PU", .sid = { 5, 2, { BUILTIN, 547 } } }, /* Power Users */
	{ "RA", .sid = { 5, 2, { BUILTIN, 575 } } }, /* RDS Remote Access Servers */
	{ "RC", .sid = { 5, 1, { 12 } } },           /* RESTRICTED */
	{ "RD", .sid = { 5, 2, { BUILTIN, 555 } } }, /* Remote Desktop Users */
	{ "RE", .sid = { 5, 2, { BUILTIN, 552 } } }, /* Replicator */
	{ "RM", .sid = { 5, 2, { BUILTIN, 580 } } }, /* Remote Management Users */
	{ "RO", .rid = 498 },                        /* Enterprise Read-only Domain Controllers */
	{ "RS", .rid = 553 },                        /* RAS and IAS Servers */
	{ "RU", .sid = { 5, 2, { BUILTIN, 554 } }, .name = "Pre-Windows 2000 Compatible Access" },
	{ "SA", .rid = 518, .name = "Schema Admins" },
	{ "SH", .sid = { 5, 2, { BUILTIN, 585 } } }, /* OpenSSH Users */
	{ "SI", .sid = { 16, 1, { 16384 } } },       /* system integrity */
	{ "SO", .sid = { 5, 2, { BUILTIN, 549 } }, .name = "Server Operators" },
	{ "SS", .sid = { 18, 1, { 2 } }, .name = "Service Asserted Identity" },
	{ "SU", .sid = { 5, 1, { 6 } }, .name = "SERVICE" },
	{ "SY", .sid = { 5, 1, { 18 } }, .name = "SYSTEM" },
	{ "UD", .sid = { 5, 6, { 84, 0, 0, 0, 0, 0 } } }, /* user mode drivers */
	{ "WD", .sid = { 1, 1, { 0 } }, .name = "Everyone" },
	{ "WR", .sid = { 5, 1, { 33 } } }, /* WRITE RESTRICTED */
	{ .sid = { 5, 1, { 15 } }, .name = "This Organization" },
	{ .sid = { 5, 1, { 3 } }, .name = "BATCH" },
	{ .sid = { 5, 1, { 1000 } }, .name = "Other Organization" },
	{ .sid = { 5, 2, { 64, 10 } }, .name = "NTLM Authentication" },
	{ .sid = { 5, 2, { 65, 1 } }, .name = "This Organization Certificate" },
	{ .sid = { 5, 5, { 21, 0, 0, 0, 496 } }, .name = "Compounded Authentication" },
	{ .sid = { 5, 5, { 21, 0, 0, 0, 497 } }, .name = "Claims Valid" },
	{ .sid = { 5, 2, { BUILTIN, 560 } }, .name = "Windows Authorization Access Group" },
	{ .rid = 521, .name = "Read-only Domain Controllers" },
};
const size_t known_sid_count = sizeof known_sids / sizeof *known_sids;

const struct sid everybody_sids[EVERYBODY_SIDS] = {
	{ 1, 1, { 0 } },
	{ 5, 1, { 11 } },
	{ 5, 1, { 15 } },
};

bool sid_is_everybody(const struct sid *sid)
{
	for (size_t i = 0; i < EVERYBODY_SIDS; i++) {
		if (sid_equal(&everybody_sids[i], sid))
			return true;
	}
	return false;
}

const char *sid_known_name(const struct sid *sid)
{
	const uint32_t rid = sid_is_of_account(sid) ? sid->sub[sid->count - 1] : 0;
	for (size_t i = 0; i < known_sid_count; i++) {
		const struct known_sid *known = &known_sids[i];
		if (known->rid != 0 ? known->rid == rid : sid_equal(&known->sid, sid))
			return known->name;
	}
	return NULL;
}
