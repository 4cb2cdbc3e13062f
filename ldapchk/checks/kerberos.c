/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the network names can decrypt the Kerberos tickets that clients get for them. */
#include <string.h>

#include "base/text.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/encryption.h"
#include "ldapchk/generation.h"
#include "ldapchk/spn.h"
#include "ldapchk/ticket.h"
#include "model/check.h"
#include "model/remedy.h"

static const char types_attribute[] = "msDS-SupportedEncryptionTypes";

/* One copy of one account. */
struct kerberos_case {
	struct arena *arena;
	const struct directory_visit *visit;
	const struct name *name;
	const struct entry *entry;
	struct encryption_state state;
	struct generations nodes;
	const char *twin;   /* why no client gets a ticket, whatever happens to the account */
	const char *no_key; /* why none gets one before the account has a new password */
	const char *doubt;  /* why it is not known which ticket clients get */
	struct causes causes;
	struct text proof;
};

/* The nodes that the name runs on after the recovery; the cluster's account if none is known. */
static void read_nodes(struct kerberos_case *at, const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	const bool listed = recovery->standby_node_count > 0;
	generations_count(examination, at->visit,
		listed ? recovery->standby_nodes : &recovery->standby_cluster,
		listed ? recovery->standby_node_count : 1, &at->nodes, &at->proof);
}

static void read_types(struct kerberos_case *at)
{
	if (!entry_number(at->arena, at->entry, types_attribute, &at->state.types))
		at->state.types = 0;
	text_add(&at->proof, "\n%s of %s$: %s", types_attribute, at->name->label,
		at->state.types == 0 ? "no value is shown, so the domain controller's default holds"
				     : types_write(at->arena, at->state.types));
}

static void note_ticket(struct kerberos_case *at, const struct ticket *ticket)
{
	text_add(&at->proof, "\nA ticket for %s: %s", ticket->name,
		ticket->encryption != 0   ? encryption_write(at->arena, ticket->encryption)
		: ticket->refusal != NULL ? ticket->refusal
		: ticket->referral != NULL
			? arena_format(at->arena, "see the realm %s", ticket->referral)
			: "none");
}

/* Why nobody gets a ticket for an account that exists. */
static void read_refusal(struct kerberos_case *at, const struct ticket *host)
{
	if (host->refusal == NULL)
		return;
	if (strcmp(host->refusal, "KDC_ERR_PRINCIPAL_NOT_UNIQUE") == 0)
		at->twin = "another account has the same name";
	else if (strcmp(host->refusal, ticket_name_unknown) == 0 && spn_held(at->entry, host->name))
		at->twin = "the KDC does not find it, though the account has that name: "
			   "another account may have it, too (see ad.spn-unique)";
	else if (strcmp(host->refusal, "KDC_ERR_ETYPE_NOSUPP") == 0 &&
		 !gap_is(&at->visit->types_gap))
		at->no_key = "the account has no key of a type that both allow";
	if (at->twin != NULL || at->no_key != NULL)
		text_add(&at->proof, " (%s)", at->twin != NULL ? at->twin : at->no_key);
}

/* Which ticket clients get, or why it is not known. */
static void read_ticket(struct kerberos_case *at)
{
	const struct directory_visit *visit = at->visit;
	const struct ticket *host = ticket_asked(visit, at->name, TICKET_HOST);
	const struct ticket *account = ticket_asked(visit, at->name, TICKET_ACCOUNT);
	const struct ticket *issued = ticket_issued(visit, at->name);
	if (host != NULL) {
		note_ticket(at, host);
		read_refusal(at, host);
	}
	if (account != NULL)
		note_ticket(at, account);
	if (gap_is(&visit->types_gap)) {
		causes_add(at->arena, &at->causes, &visit->types_gap);
		at->doubt = visit->types_gap.text;
	} else if (issued != NULL) {
		at->state.encryption = issued->encryption;
		return;
	} else if (host != NULL) {
		causes_add(at->arena, &at->causes, NULL);
		at->doubt = "the KDC issued none";
	} else if (gap_is(&visit->tickets_gap)) {
		causes_add(at->arena, &at->causes, &visit->tickets_gap);
		at->doubt = visit->tickets_gap.text;
	} else {
		causes_add(at->arena, &at->causes, NULL);
		at->doubt = visit->ticket_count > 0
				    ? "not asked: the plan has more names than are asked for; "
				      "--recovery CMS asks for those of one CMS"
				    : "not asked";
	}
	text_add(&at->proof, "\nThe ticket that clients get is not known: %s", at->doubt);
}

#define NEW_TICKETS                                                                                \
	"Wait until all domain controllers have the value. "                                       \
	"Clients then need new tickets (klist purge, or a new logon)."

static void allow_types(const struct kerberos_case *at, const char *types, struct dc_result *result)
{
	result->fixes = (struct fixes){ 0 };
	fixes_add(at->arena, &result->fixes,
		(struct fix){ .action = FIX_SET_ENCRYPTION,
			.object = at->entry->dn,
			.account = at->name->label,
			.value = types });
}

static void conclude(
	const struct kerberos_case *at, enum encryption_reason reason, struct dc_result *result)
{
	struct arena *arena = at->arena;
	const char *label = at->name->label;
	const char *rc4_alone = remedy_format(arena,
		"Allow RC4 alone:\n"
		"    Set-ADComputer %s -Replace @{\"%s\"=4}\n" NEW_TICKETS,
		label, types_attribute);
	result->outcome = encryption_outcome(reason);
	result->remedy = rc4_alone;
	allow_types(at, "4", result);
	switch (reason) {
	case ENCRYPTION_FITS:
		result->summary = arena_format(arena,
			"%s can decrypt the Kerberos tickets that clients get for it.", label);
		result->remedy = NULL;
		return;
	case ENCRYPTION_ALLOWS_AES:
		result->summary = arena_format(arena,
			"%s$ allows AES, which a network name cannot decrypt before "
			"Windows Server 2012: Kerberos to it fails.",
			label);
		return;
	case ENCRYPTION_IS_AES:
		result->summary = arena_format(arena,
			"Clients get AES tickets for %s, which a network name cannot decrypt "
			"before Windows Server 2012: Kerberos to it fails.",
			label);
		return;
	case ENCRYPTION_BY_DEFAULT:
		result->summary = arena_format(arena,
			"Clients get RC4 tickets for %s by default only: domain controllers with "
			"the updates of 2026 issue AES tickets, which it cannot decrypt.",
			label);
		result->remedy = arena_format(arena,
			"The updates audit this from January 2026 on, change the default to AES "
			"from April on, and enforce it from July on (KB 5073381). %s",
			rc4_alone);
		return;
	case ENCRYPTION_IS_OLD:
		allow_types(at, "28", result);
		result->summary = arena_format(
			arena, "Clients get RC4 tickets for %s, though its nodes know AES.", label);
		result->remedy = remedy_format(arena,
			"Allow AES, too, and reset the password of the name (Failover Cluster "
			"Manager, More Actions, Repair):\n"
			"    Set-ADComputer %s -Replace @{\"%s\"=28}\n" NEW_TICKETS,
			label, types_attribute);
		return;
	case ENCRYPTION_IS_OTHER:
		result->summary = arena_format(
			arena, "Clients get tickets for %s that are neither RC4 nor AES.", label);
		return;
	case ENCRYPTION_NOT_KNOWN:
		break;
	}
	result->summary = arena_format(
		arena, "It is not known which Kerberos tickets clients get for %s.", label);
	result->causes = at->causes;
	result->fixes = (struct fixes){ 0 };
	result->remedy = "Run the check with a Kerberos ticket (kinit USER@REALM), on a machine "
			 "that reaches port 88 of the domain controllers and whose krb5.conf "
			 "allows both RC4 and AES.";
}

static void conclude_refused(const struct kerberos_case *at, struct dc_result *result)
{
	struct arena *arena = at->arena;
	const char *label = at->name->label;
	result->causes = (struct causes){ 0 };
	result->fixes = (struct fixes){ 0 };
	if (at->twin != NULL) {
		result->outcome = OUTCOME_FAIL;
		result->summary = arena_format(arena,
			"The KDC issues no ticket for HOST/%s: Kerberos to it fails.",
			at->name->fqdn);
		result->remedy = remedy_format(arena,
			"Search for a second account with the name, and remove the name there:\n"
			"    setspn -Q HOST/%s",
			at->name->fqdn);
		return;
	}
	result->outcome = OUTCOME_WARN;
	result->summary = arena_format(
		arena, "The KDC issues no ticket for %s: its account lacks a key for it.", label);
	result->remedy = remedy_format(arena,
		"An account that was made in advance gets its keys with the password that the "
		"cluster sets. If it has a password, compare %s of %s$ with what the domain "
		"controllers allow:\n"
		"    dsquery * -filter \"(sAMAccountName=%s$)\" -attr %s pwdLastSet",
		types_attribute, label, label, types_attribute);
}

static enum encryption_reason worse(enum encryption_reason a, enum encryption_reason b)
{
	return encryption_outcome(b) > encryption_outcome(a) ? b : a;
}

/*
 * The worst for the nodes whose Windows is known. Where one is not known, only what holds for
 * either is said.
 */
static void judge(const struct kerberos_case *at, struct dc_result *result)
{
	const size_t *nodes = at->nodes.count;
	const enum encryption_reason rc4 = encryption_judge(&at->state, WINDOWS_RC4);
	const enum encryption_reason aes = encryption_judge(&at->state, WINDOWS_AES);
	enum encryption_reason reason = ENCRYPTION_FITS;
	if (nodes[GENERATION_2003] + nodes[GENERATION_2008] + nodes[GENERATION_2008_R2] > 0)
		reason = rc4;
	if (nodes[GENERATION_LATER] > 0)
		reason = worse(reason, aes);
	if (nodes[GENERATION_UNKNOWN] == 0) {
		conclude(at, reason, result);
		return;
	}
	const enum encryption_reason worst = worse(reason, worse(rc4, aes));
	const enum encryption_reason best =
		worse(reason, encryption_outcome(rc4) < encryption_outcome(aes) ? rc4 : aes);
	if (encryption_outcome(worst) == encryption_outcome(best)) {
		conclude(at, worst, result);
		return;
	}
	conclude(at, ENCRYPTION_NOT_KNOWN, result);
	result->summary = arena_format(at->arena,
		"It is not known whether %s can decrypt its tickets: "
		"a node's version of Windows is not known.",
		at->name->label);
	result->causes = at->nodes.causes;
	if (at->doubt != NULL)
		causes_join(at->arena, &result->causes, &at->causes);
	result->remedy = "Check the names of the nodes in the plan. "
			 "Use an account that has Read Property on their computer objects.";
}

static struct dc_result kerberos_of(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, name->label);
	if (!accounts.found)
		return dc_result_without_account(examination, name->label);
	struct dc_result result = { .subject_id = account_id(arena, &accounts.own, NULL) };
	if (!account_is_named(arena, &accounts.own, name, &result))
		return result;
	struct kerberos_case at = {
		.arena = arena,
		.visit = visit,
		.name = name,
		.entry = accounts.own.entry,
		.proof = text_new(arena),
	};
	text_add(&at.proof, "operatingSystemVersion:");
	read_nodes(&at, examination);
	read_types(&at);
	read_ticket(&at);
	judge(&at, &result);
	if ((at.twin != NULL || at.no_key != NULL) && result.outcome < OUTCOME_FAIL)
		conclude_refused(&at, &result);
	result.proof = at.proof.data;
	result.object = accounts.own.entry;
	return result;
}

static struct dc_result cms_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	return kerberos_of(examination, visit, &examination->recovery->cms);
}

static struct dc_result cno_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct dc_result result;
	(void)label;
	if (standby_has_no_cno(examination, visit, &result))
		return result;
	return kerberos_of(examination, visit, &examination->recovery->standby_cluster);
}

static void run_kerberos(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	dc_results_judge(examination, SUBJECT_CMS, &recovery->cms, NULL, cms_copy);
	dc_results_judge(examination, SUBJECT_CLUSTER, &recovery->standby_cluster, NULL, cno_copy);
}

/*
 * Advisory: /RecoverCMS itself does not depend on it, clients can use NTLM, and what the updates of
 * 2026 do to these names is inferred.
 */
const struct check check_ad_kerberos = {
	.id = "ad.kerberos",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Will Kerberos to the CMS and to the standby cluster's name work?",
	.rule = "Standby nodes up to Windows Server 2008 R2: the account allows AES, or a "
		"domain controller issues an AES ticket for it: fail. The account allows nothing "
		"of its own: warn. Later nodes: only RC4 is allowed or issued: warn. A domain "
		"controller does not know a name that the account has: fail. It has no key: "
		"warn. "
		"No ticket could be asked for, or only with one of RC4 and AES: unknown.",
	.why = "A network name of a Windows Server 2008 cluster can decrypt RC4 tickets only "
	       "(KB 961302), even where its nodes' own accounts can do more. "
	       "Which ticket a client gets is the domain controller's decision, "
	       "from msDS-SupportedEncryptionTypes of the name's account or, without it, "
	       "from a default that the updates of 2026 change to AES (KB 5073381). "
	       "The recovery itself does not need such a ticket, so this cannot block it; "
	       "but Outlook and other servers then connect with NTLM or not at all.",
	.evidence = "msDS-SupportedEncryptionTypes of the two accounts, operatingSystemVersion of "
		    "the standby nodes (of the standby cluster's account if the plan has no "
		    "standby_nodes), and the encryption type of the ticket that each directory "
		    "server issues, as a KDC (port 88), for HOST and the full name, or else for "
		    "the account. At most 100 names are asked for. Nothing is sent to the names "
		    "themselves.",
	.right = "Read Property on the objects (Authenticated Users have it by default), "
		 "and a Kerberos ticket.",
	.remedy = "Up to Windows Server 2008 R2:\n"
		  "    Set-ADComputer NAME -Replace @{\"msDS-SupportedEncryptionTypes\"=4}",
	.run = run_kerberos,
};
