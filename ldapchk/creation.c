/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/creation.h"

#include <strings.h>

#include "base/text.h"
#include "ldapchk/known_object.h"

/* bf967a86-0de6-11d0-a285-00aa003049e2 */
#define CLASS_COMPUTER                                                                             \
	{                                                                                          \
		{                                                                                  \
			0x86, 0x7a, 0x96, 0xbf, 0xe6, 0x0d, 0xd0, 0x11, 0xa2, 0x85, 0x00, 0xaa,    \
				0x00, 0x30, 0x49, 0xe2                                             \
		}                                                                                  \
	}

static const struct right create_computer = { "create-computer", "create a computer object",
	{ { RIGHT_CREATE_CHILD, 1, { CLASS_COMPUTER } } } };
static const struct right read_container = { "read-container", "read all properties",
	{ { RIGHT_READ_PROPERTY, 0, { { { 0 } } } } } };

/* The part, if it was read without a gap; else NULL with a result (UNKNOWN). */
static const struct directory_part *part_without_gap(const struct directory_visit *visit,
	enum part_kind kind, const char *what, struct arena *arena, struct dc_result *result)
{
	const struct directory_part *part = directory_part(visit, kind);
	if (part != NULL && !gap_is(&part->gap))
		return part;
	dc_result_unknown(result, arena_format(arena, "%s could not be read.", what),
		part == NULL ? "It was not asked for." : part->gap.text,
		"Collect evidence again. "
		"The account that collects needs Read Property in the domain.");
	dc_result_because(arena, result, part == NULL ? NULL : &part->gap);
	return NULL;
}

bool creation_ask(struct creation *creation, const struct examination *examination,
	const struct directory_visit *visit, const struct account *account, const char *container,
	struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *what = arena_format(arena, "the container %s", container);
	const struct directory_part *part = part_without_gap(
		visit, PART_CONTAINERS, "The container of computer objects", arena, result);
	if (part == NULL)
		return false;
	const struct entry *entry = NULL;
	for (size_t i = 0; i < part->count; i++) {
		if (strcasecmp(part->entry[i].dn, container) == 0)
			entry = &part->entry[i];
	}
	if (entry == NULL)
		return dc_result_unknown(result,
			"The container of computer objects is not visible.",
			arena_format(arena, "%s was not found.", container),
			"Give the account that runs this check the right to read it.");
	struct descriptor descriptor;
	if (!object_descriptor(examination, entry, what, &descriptor, result))
		return false;
	struct access_request creator;
	struct text proof = text_new(arena);
	access_request_open(&creator, examination, visit, &examination->recovery->standby_cluster,
		account, &descriptor);
	text_add(&proof, "In %s:", entry->dn);
	const struct right *const rights[] = { &create_computer, &read_container };
	creation->granted = ANSWER_YES;
	creation->causes = (struct causes){ 0 };
	access_case_add_causes(&creator.access_case, &creation->causes);
	for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
		access_request_ask(&creator, rights[i]);
		access_request_add_proof(&creator, &proof);
		if (creator.access.granted < creation->granted)
			creation->granted = creator.access.granted;
	}
	creation->proof = proof.data;
	return true;
}

bool quota_read(const struct examination *examination, const struct directory_visit *visit,
	const struct account *account, struct quota *quota, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct entry *domain = domain_object(visit);
	uint32_t limit;
	if (domain == NULL || !entry_number(arena, domain, "ms-DS-MachineAccountQuota", &limit)) {
		dc_result_unknown(result, "The quota of computer accounts is not visible.",
			"The server did not return ms-DS-MachineAccountQuota of the domain.",
			"Give the account that runs this check the right to read it.");
		return dc_result_because(
			arena, result, domain_object_gap(visit, "ms-DS-MachineAccountQuota"));
	}
	const struct directory_part *part = part_without_gap(visit, PART_CREATED,
		"The list of objects that the cluster's account created", arena, result);
	if (part == NULL)
		return false;
	*quota = (struct quota){ .limit = (int32_t)limit };
	for (size_t i = 0; i < part->count; i++) {
		const struct attribute *creator =
			entry_attribute(&part->entry[i], "mS-DS-CreatorSID");
		struct sid sid;
		quota->used += creator != NULL && creator->count == 1 &&
			       sid_read_whole(creator->value[0], &sid) &&
			       sid_equal(&sid, &account->sid);
	}
	return true;
}
