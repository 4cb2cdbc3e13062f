/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/record_case.h"

#include "base/text.h"

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

bool record_exists(const struct record_case *record)
{
	return record->zone.copy.node != NULL;
}

/* The record's node, or the zone if DNS confirms that there is no record: it may be hidden. */
static bool choose_object(struct record_case *record, struct dc_result *result)
{
	struct arena *arena = record->examination->arena;
	const struct zone_case *zone = &record->zone;
	const struct zone_copy *copy = &zone->copy;
	record->object = copy->node != NULL ? copy->node : copy->zone;
	record->right = copy->node != NULL ? &write_record : &create_node;
	if (copy->node != NULL || (zone_answers_all_nxdomain(zone->answer, zone->answer_count) &&
					  zone->more_servers == NULL))
		return true;
	const bool is_known = zone_answers_any_record(zone->answer, zone->answer_count);
	dc_result_unknown(result,
		arena_format(arena, "The directory does not show the record of %s.", zone->fqdn),
		arena_format(arena, "%s shows no record of %s; %s.", copy->zone->dn, copy->host,
			is_known ? "DNS has an address or alias for it"
				 : "DNS did not confirm NXDOMAIN"),
		"It may be hidden from the account that ran this check, "
		"or not be replicated yet. Grant that account the right to read the record, "
		"or look at the record's Security tab in the DNS console.");
	for (size_t i = 0; i < zone->answer_count && !is_known; i++) {
		if (zone->answer[i].unreadable != NULL && !zone->answer[i].unasked)
			causes_join(arena, &result->causes, &zone->answer[i].causes);
	}
	return dc_result_because(arena, result, NULL);
}

bool record_open(
	struct record_case *record, const struct directory_visit *visit, struct dc_result *result)
{
	const struct examination *examination = record->examination;
	const struct recovery *recovery = examination->recovery;
	const struct name *const names[] = { &recovery->cms, &recovery->standby_cluster };
	struct arena *arena = examination->arena;
	struct descriptor descriptor;
	struct account account[WRITER_COUNT] = { 0 };
	for (size_t i = 0; i < WRITER_COUNT; i++) {
		if (!access_request_account(examination, visit, names[i], &account[i], result))
			return false;
		if (i == WRITER_CMS)
			result->subject_id = account_id(arena, &account[i], NULL);
	}
	if (!choose_object(record, result) ||
		!object_descriptor(examination, record->object,
			record_exists(record) ? "the DNS record" : "the DNS zone", &descriptor,
			result))
		return false;
	for (size_t i = 0; i < WRITER_COUNT; i++) {
		access_request_open(
			&record->writer[i], examination, visit, names[i], &account[i], &descriptor);
		access_request_ask(&record->writer[i], record->right);
	}
	return true;
}

static void add_writer(const struct access_request *writer, struct text *proof)
{
	access_request_add_proof(writer, proof);
	if (writer->access.granted == ANSWER_NO && access_request_has(writer, RIGHT_WRITE_DAC))
		text_add(proof,
			"\n"
			"%s$ may change the permissions (as owner, or by Write DAC), "
			"but that is not the right to write the record itself.",
			writer->access_case.label);
}

const char *record_proof_write(const struct record_case *record)
{
	const struct access_case *access_case = &record->writer[WRITER_CMS].access_case;
	const struct zone_copy *copy = &record->zone.copy;
	struct text proof = text_new(access_case->arena);
	if (copy->node == NULL)
		text_add(&proof, "%s has no record of %s; the right on the zone counts.",
			copy->zone->dn, copy->host);
	else
		text_add(&proof, "The record is %s.", copy->node->dn);
	if (copy->tombstone != NULL && copy->node == NULL)
		text_add(&proof, "\nA deleted record is left (dNSTombstoned).");
	if (access_case->descriptor.owner != NULL) {
		const struct sid owner = raw_sid_read(access_case->descriptor.owner);
		text_add(&proof, "\nIts owner is %s.",
			principal_write(&access_case->principals, &owner));
	}
	if (access_case->descriptor.dacl.state == ACL_NULL)
		text_add(&proof, "\nIt has a NULL DACL: everybody has every right.");
	for (size_t i = 0; i < WRITER_COUNT; i++)
		add_writer(&record->writer[i], &proof);
	return proof.data;
}
