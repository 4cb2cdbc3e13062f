/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "security/sddl/ace.h"
#include "security/sddl/sddl.h"
#include "security/sddl/token.h"

static const char null_acl[] = "NO_ACCESS_CONTROL";

/* The control bits of the letters before the ACEs. */
struct acl_bits {
	uint16_t present, protected, inherit_required, inherited;
};

static const struct acl_bits dacl_bits = { CONTROL_DACL_PRESENT, CONTROL_DACL_PROTECTED,
	CONTROL_DACL_INHERIT_REQUIRED, CONTROL_DACL_INHERITED };
static const struct acl_bits sacl_bits = { CONTROL_SACL_PRESENT, CONTROL_SACL_PROTECTED,
	CONTROL_SACL_INHERIT_REQUIRED, CONTROL_SACL_INHERITED };

static bool word_take(struct sddl_reader *reader, const char *word)
{
	const size_t length = strlen(word);
	if ((size_t)(reader->end - reader->at) < length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (sddl_upper(reader->at[i]) != word[i])
			return false;
	}
	reader->at += length;
	return true;
}

/* "P", "AR" and "AI" in any order, repeatable, with spaces anywhere. */
static uint16_t acl_flags_take(struct sddl_reader *reader, const struct acl_bits *bits)
{
	uint16_t control = 0;
	for (;;) {
		sddl_skip_spaces(reader);
		if (word_take(reader, "P"))
			control |= bits->protected;
		else if (word_take(reader, "AR"))
			control |= bits->inherit_required;
		else if (word_take(reader, "AI"))
			control |= bits->inherited;
		else
			return control;
	}
}

static bool aces_read(struct sddl_reader *reader, bool sacl, struct acl *acl)
{
	size_t size = SDDL_ACL_HEADER_BYTES;
	while (sddl_peek(reader) == '(') {
		const char *begin = reader->at;
		acl->ace = arena_more(reader->arena, acl->ace, acl->count, sizeof *acl->ace);
		struct ace *ace = &acl->ace[acl->count];
		if (!sddl_ace_read(reader, sacl, ace))
			return false;
		ace->index = acl->count++;
		size += sddl_ace_size(ace);
		if (size > SDDL_ACL_BYTES_MAX) {
			reader->at = begin;
			return sddl_fail(reader, "with this ACE the %s takes more than %d bytes",
				sddl_acl_name(sacl), SDDL_ACL_BYTES_MAX);
		}
		sddl_skip_spaces(reader);
	}
	return true;
}

static bool holds_object_ace(const struct acl *acl)
{
	for (size_t i = 0; i < acl->count; i++) {
		if (ace_type_has_object(acl->ace[i].type))
			return true;
	}
	return false;
}

static bool acl_read(
	struct sddl_reader *reader, bool sacl, enum object_kind kind, struct descriptor *descriptor)
{
	const struct acl_bits *bits = sacl ? &sacl_bits : &dacl_bits;
	struct acl *acl = sacl ? &descriptor->sacl : &descriptor->dacl;
	descriptor->control |= bits->present | acl_flags_take(reader, bits);
	if (word_take(reader, null_acl)) {
		acl->state = ACL_NULL;
		sddl_skip_spaces(reader);
		if (sddl_peek(reader) != '(')
			return true;
		return sddl_fail(reader, "%s is followed by an ACE", null_acl);
	}
	acl->state = ACL_PRESENT;
	if (!aces_read(reader, sacl, acl))
		return false;
	const bool objects = kind == OBJECT_DIRECTORY || holds_object_ace(acl);
	acl->revision = objects ? ACL_REVISION_DS : ACL_REVISION;
	return true;
}

static bool principal_read(struct sddl_reader *reader, const struct raw_sid **principal)
{
	struct sid sid;
	sddl_skip_spaces(reader);
	if (!sddl_sid_read(reader, &sid))
		return false;
	*principal = raw_sid_write(reader->arena, &sid);
	return true;
}

/* Whether the part with that letter was already read. */
static bool was_read(const struct descriptor *descriptor, char letter)
{
	switch (letter) {
	case 'O':
		return descriptor->owner != NULL;
	case 'G':
		return descriptor->group != NULL;
	case 'D':
		return descriptor->dacl.state != ACL_ABSENT;
	default:
		return descriptor->sacl.state != ACL_ABSENT;
	}
}

static bool part_read(
	struct sddl_reader *reader, enum object_kind kind, struct descriptor *descriptor)
{
	const char letter = sddl_peek(reader);
	if (reader->end - reader->at < 2 || reader->at[1] != ':' || strchr("OGDS", letter) == NULL)
		return sddl_fail(reader, "\"O:\", \"G:\", \"D:\" or \"S:\" is expected here");
	if (was_read(descriptor, letter))
		return sddl_fail(reader, "\"%c:\" is given a second time", letter);
	reader->at += 2;
	switch (letter) {
	case 'O':
		return principal_read(reader, &descriptor->owner);
	case 'G':
		return principal_read(reader, &descriptor->group);
	default:
		return acl_read(reader, letter == 'S', kind, descriptor);
	}
}

static bool parts_read(
	struct sddl_reader *reader, enum object_kind kind, struct descriptor *descriptor)
{
	sddl_skip_spaces(reader);
	while (reader->at < reader->end) {
		if (!part_read(reader, kind, descriptor))
			return false;
		sddl_skip_spaces(reader);
	}
	return true;
}

/* The reader of conditions relies on a text without zero bytes. */
static bool text_is_whole(struct sddl_reader *reader)
{
	const char *zero = memchr(reader->begin, '\0', (size_t)(reader->end - reader->begin));
	if (zero == NULL)
		return true;
	reader->at = zero;
	return sddl_fail(reader, "the text contains a zero byte");
}

bool sddl_read(struct arena *arena, struct bytes text, const struct sid *domain,
	enum object_kind kind, struct descriptor *descriptor, struct error *error)
{
	const char *begin = text.length == 0 ? "" : (const char *)text.data;
	struct sddl_reader reader = { arena, domain, begin, begin, begin + text.length, error };
	*descriptor = (struct descriptor){ .control = CONTROL_SELF_RELATIVE };
	if (text_is_whole(&reader) && parts_read(&reader, kind, descriptor))
		return true;
	*descriptor = (struct descriptor){ 0 };
	return false;
}
