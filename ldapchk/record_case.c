/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/record_case.h"

#include "base/text.h"
#include "ldapchk/access_proof.h"

/* e0fa1e8c-9b45-11d0-afdd-00c04fd930c9 and e0fa1e69-9b45-11d0-afdd-00c04fd930c9 */
#define DNS_GUID(first)                                                                            \
	{                                                                                          \
		{                                                                                  \
			(first), 0x1e, 0xfa, 0xe0, 0x45, 0x9b, 0xd0, 0x11, 0xaf, 0xdd, 0x00, 0xc0, \
				0x4f, 0xd9, 0x30, 0xc9                                             \
		}                                                                                  \
	}
#define CLASS_DNS_NODE       DNS_GUID(0x8c)
#define ATTRIBUTE_DNS_RECORD DNS_GUID(0x69)

static const struct right write_record = { "write-dns-record", "write dnsRecord",
	{ { RIGHT_WRITE_PROPERTY, 2, { CLASS_DNS_NODE, ATTRIBUTE_DNS_RECORD } } } };
static const struct right create_node = { "create-dns-node", "create a record (dnsNode)",
	{ { RIGHT_CREATE_CHILD, 1, { CLASS_DNS_NODE } } } };

/* Zones and their records have no SID that PRINCIPAL SELF could stand for: nobody's, S-1-0-0. */
static const struct sid nobody = { 0, 1, { 0 } };

enum { MAX_LINES = 16 }; /* of ACEs in doubt */

static bool cannot_tell(
	struct opinion *opinion, const char *summary, const char *proof, const char *remedy)
{
	const char *subject_id = opinion->subject_id;
	*opinion = (struct opinion){ OUTCOME_UNKNOWN, subject_id, summary, proof, remedy };
	return false;
}

bool record_exists(const struct record_case *record)
{
	return record->right == &write_record;
}

/*
 * The record's node; or the zone, where DNS confirms that there is none: one that is not shown may
 * be there all the same.
 */
static bool choose_object(struct record_case *record, struct opinion *opinion)
{
	struct arena *arena = record->examination->arena;
	const struct zone_matter *zone = &record->zone;
	const struct zone_copy *copy = &zone->copy;
	record->object = copy->node != NULL ? copy->node : copy->zone;
	record->right = copy->node != NULL ? &write_record : &create_node;
	if (copy->node != NULL || zone_answers_deny(zone->answer, zone->answer_count))
		return true;
	const bool is_known = zone_answers_know(zone->answer, zone->answer_count);
	return cannot_tell(opinion,
		arena_format(arena, "The directory does not show the record of %s.", zone->fqdn),
		arena_format(arena, "%s shows no record of %s, and %s.", copy->zone->dn, copy->host,
			is_known ? "DNS knows the name"
				 : "DNS did not confirm that there is no such name"),
		"It may be hidden from the account that ran this check, or not have been "
		"replicated yet. Give that account the right to read the record, or look at its "
		"Security tab in the DNS console.");
}

static bool read_descriptor(
	struct record_case *record, struct descriptor *descriptor, struct opinion *opinion)
{
	struct arena *arena = record->examination->arena;
	const struct entry *object = record->object;
	const struct attribute *sd = entry_attribute(object, "nTSecurityDescriptor");
	if (sd == NULL || sd->count != 1)
		return cannot_tell(opinion,
			arena_format(arena, "The security descriptor of the %s could not be read.",
				record_exists(record) ? "DNS record" : "DNS zone"),
			arena_format(arena, "%s of %s.",
				sd != NULL && gap_is(&sd->gap) ? sd->gap.text
							       : "The server did not deliver that",
				object->dn),
			arena_format(arena,
				"Give the account that runs this check Read Permissions on the "
				"object:\n"
				"    dsacls \"%s\" /G \"ACCOUNT:RC\"",
				object->dn));
	struct error error = { 0 };
	if (descriptor_read(sd->value[0], arena, descriptor, &error) &&
		descriptor->dacl.state != ACL_ABSENT)
		return true;
	return cannot_tell(opinion,
		arena_format(
			arena, "The security descriptor of %s cannot be understood.", object->dn),
		error.kind != ERROR_NONE ? arena_string(arena, error.text)
					 : "The server delivered it without a DACL.",
		"Look at the object's Security tab; report the evidence file if all is well "
		"there.");
}

/* The account of that name, and no namesake. */
static bool read_account(struct record_case *record, const struct directory_visit *visit,
	const struct name *name, struct account *account, struct opinion *opinion)
{
	struct arena *arena = record->examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, name->label);
	if (!accounts.found || !accounts.own.has_sid)
		return cannot_tell(opinion,
			arena_format(arena,
				"Without the account %s$ there is nothing to be checked.",
				name->label),
			arena_format(arena, "%s$ was not found, or its SID not read.", name->label),
			"Check the name in the plan, and see the findings on the accounts "
			"themselves.");
	*account = accounts.own;
	if (!account_has_other_name(arena, account, name->fqdn))
		return true;
	return cannot_tell(opinion,
		arena_format(arena,
			"The account %s$ has another DNS name than %s: it may be another's.",
			name->label, name->fqdn),
		arena_format(arena, "Its dNSHostName is %s.",
			entry_text(arena, account->entry, "dNSHostName")),
		"If this is the one that is meant, write its full DNS name in the plan.");
}

static bool may_write_dac(const struct hearing *hearing)
{
	static const struct question question = { .mask = RIGHT_WRITE_DAC };
	struct access access;
	hearing_ask(hearing, &question, &access);
	return access_allows(&access, RIGHT_WRITE_DAC);
}

static void ask(struct record_case *record, struct writer *writer)
{
	struct matter *matter = &writer->matter;
	matter->asker = (struct asker){
		.token = account_token(matter->arena, &matter->account),
		.self = &nobody,
		.kind = OBJECT_DIRECTORY,
	};
	hearing_open(matter->arena, &matter->descriptor, &matter->asker, &writer->hearing);
	writer->access = right_ask(record->right, &writer->hearing);
	writer->may_grant = may_write_dac(&writer->hearing);
}

/* Both accounts and the object, and what the object grants them. */
bool record_open(
	struct record_case *record, const struct directory_visit *visit, struct opinion *opinion)
{
	const struct examination *examination = record->examination;
	const struct recovery *recovery = examination->recovery;
	const struct name *const names[] = { &recovery->cms, &recovery->standby_cluster };
	struct descriptor descriptor;
	struct account account[WRITERS] = { 0 };
	for (size_t i = 0; i < WRITERS; i++) {
		if (!read_account(record, visit, names[i], &account[i], opinion))
			return false;
		if (i == THE_CMS)
			opinion->subject_id = account_id(examination->arena, &account[i], NULL);
	}
	if (!choose_object(record, opinion) || !read_descriptor(record, &descriptor, opinion))
		return false;
	for (size_t i = 0; i < WRITERS; i++) {
		struct matter *matter = &record->writer[i].matter;
		*matter = (struct matter){
			.arena = examination->arena,
			.cms_label = recovery->cms.label,
			.label = names[i]->label,
			.cms = account[THE_CMS],
			.account = account[i],
			.descriptor = descriptor,
		};
		matter->principals = *matter_principals(examination, visit);
		matter->principals.domain = &matter->cms.sid;
		ask(record, &record->writer[i]);
	}
	return true;
}

/* Conditions, types that are not known, groups that nobody could list. */
static void add_doubtful(
	const struct record_case *record, const struct writer *writer, struct text *proof)
{
	size_t count = 0;
	for (size_t i = 0; i < writer->hearing.count; i++) {
		const struct voice *voice = &writer->hearing.voice[i];
		if (voice->answer != ANSWER_MAYBE ||
			(voice->mask & record->right->way[0].mask) == 0 || count++ >= MAX_LINES)
			continue;
		text_add(proof, "%s", count == 1 ? "\nThese may count or not:" : "");
		matter_add_ace(&writer->matter, proof, voice->ace);
	}
	if (count > MAX_LINES)
		text_add(proof, "\n- and %zu more", count - MAX_LINES);
}

static void add_writer(
	const struct record_case *record, const struct writer *writer, struct text *proof)
{
	const struct matter *matter = &writer->matter;
	text_add(proof, "\n%s$, to %s: %s.", matter->label, record->right->name,
		right_access_write(matter->arena, &writer->access));
	if (writer->access.decided_by != NULL)
		matter_add_ace(matter, proof, writer->access.decided_by);
	if (writer->access.granted == ANSWER_MAYBE)
		add_doubtful(record, writer, proof);
	if (matter->asker.token.extent == TOKEN_PARTIAL)
		text_add(proof, "\nThe groups of %s$ could not be read.", matter->label);
	if (writer->access.granted == ANSWER_NO && writer->may_grant)
		text_add(proof,
			"\n%s$ may change the permissions (as owner, or by Write DAC), which is "
			"not "
			"the right to write the record itself.",
			matter->label);
}

const char *record_proof_write(const struct record_case *record)
{
	const struct matter *matter = &record->writer[THE_CMS].matter;
	const struct zone_copy *copy = &record->zone.copy;
	struct text proof = text_new(matter->arena);
	if (copy->node == NULL)
		text_add(&proof, "%s has no record of %s; what counts is the right on the zone.",
			copy->zone->dn, copy->host);
	else
		text_add(&proof, "The record is %s.", copy->node->dn);
	if (copy->tombstone != NULL && copy->node == NULL)
		text_add(&proof, "\nA deleted one is left (dNSTombstoned).");
	if (matter->descriptor.owner != NULL) {
		const struct sid owner = raw_sid_read(matter->descriptor.owner);
		text_add(
			&proof, "\nIts owner is %s.", principal_write(&matter->principals, &owner));
	}
	if (matter->descriptor.dacl.state == ACL_NULL)
		text_add(&proof, "\nIt has no access list at all (NULL DACL).");
	for (size_t i = 0; i < WRITERS; i++)
		add_writer(record, &record->writer[i], &proof);
	return proof.data;
}
