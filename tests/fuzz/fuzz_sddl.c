/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as an SDDL text, and as a descriptor: what is read is written, what is written is read,
 * and it stays the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "security/sddl/sddl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_sddl.c:%d: does not hold: %s\n", line, what);
	abort();
}

static const struct sid a_domain = { 5, 4, { 21, 1111, 2222, 3333 } };

enum {
	DACL_LETTERS =
		CONTROL_DACL_INHERIT_REQUIRED | CONTROL_DACL_INHERITED | CONTROL_DACL_PROTECTED,
	SACL_LETTERS =
		CONTROL_SACL_INHERIT_REQUIRED | CONTROL_SACL_INHERITED | CONTROL_SACL_PROTECTED,
};

struct setting {
	struct arena *arena;
	const struct sid *domain;
	enum object_kind kind;
};

static struct bytes plain(const struct setting *setting, const struct descriptor *descriptor)
{
	struct bytes bytes;
	struct error error = { 0 };
	MUST(descriptor_write_plain(setting->arena, descriptor, &bytes, &error));
	return bytes;
}

static bool has_object_ace(const struct acl *acl)
{
	for (size_t i = 0; i < acl->count; i++) {
		if (ace_type_has_object(acl->ace[i].type))
			return true;
	}
	return false;
}

static uint8_t revision_of(const struct acl *acl, enum object_kind kind)
{
	if (acl->state != ACL_PRESENT)
		return acl->revision;
	return kind == OBJECT_DIRECTORY || has_object_ace(acl) ? ACL_REVISION_DS : ACL_REVISION;
}

/* The bytes of a descriptor that came from elsewhere, so far as its text tells them. */
static struct bytes bytes_in_text(const struct setting *setting, struct descriptor descriptor)
{
	descriptor.dacl.revision = revision_of(&descriptor.dacl, setting->kind);
	descriptor.sacl.revision = revision_of(&descriptor.sacl, setting->kind);
	if (descriptor.dacl.state == ACL_ABSENT)
		descriptor.control &= (uint16_t)~DACL_LETTERS;
	if (descriptor.sacl.state == ACL_ABSENT)
		descriptor.control &= (uint16_t)~SACL_LETTERS;
	return plain(setting, &descriptor);
}

static void check_acl(const struct acl *acl, bool sacl, bool present_bit, enum object_kind kind)
{
	MUST(present_bit == (acl->state != ACL_ABSENT));
	MUST(acl->slack.length == 0 && acl->sbz1 == 0 && acl->sbz2 == 0);
	MUST(acl->revision == revision_of(acl, kind));
	MUST(acl->state == ACL_PRESENT || acl->count == 0);
	for (size_t i = 0; i < acl->count; i++) {
		const struct ace *ace = &acl->ace[i];
		MUST(ace->known && ace->index == i && ace->raw.length == 0);
		MUST(ace_type_is_audit(ace->type) == sacl);
		MUST((ace->object_type != NULL) ==
			((ace->object_flags & OBJECT_TYPE_PRESENT) != 0));
		MUST((ace->inherited_type != NULL) ==
			((ace->object_flags & INHERITED_TYPE_PRESENT) != 0));
		MUST(ace->object_flags == 0 || ace_type_has_object(ace->type));
		MUST(ace->rest.length % 4 == 0);
		MUST(ace->rest.length == 0 || ace_is_conditional(ace) ||
			ace->type == ACE_RESOURCE_ATTRIBUTE);
	}
}

static void check_shape(const struct setting *setting, const struct descriptor *descriptor)
{
	const uint16_t control = descriptor->control;
	MUST((control & CONTROL_SELF_RELATIVE) != 0 && descriptor->resource_manager == 0);
	MUST(descriptor->layout.whole.length == 0);
	check_acl(&descriptor->dacl, false, (control & CONTROL_DACL_PRESENT) != 0, setting->kind);
	check_acl(&descriptor->sacl, true, (control & CONTROL_SACL_PRESENT) != 0, setting->kind);
}

/* The text has the content of the descriptor, and is the only text written for it. */
static void check_text(
	const struct setting *setting, const struct descriptor *descriptor, const char *text)
{
	struct descriptor again;
	struct error error = { 0 };
	MUST(sddl_read(setting->arena, bytes_of(text, strlen(text)), setting->domain, setting->kind,
		&again, &error));
	MUST(error.kind == ERROR_NONE);
	check_shape(setting, &again);
	MUST(bytes_equal(bytes_in_text(setting, *descriptor), plain(setting, &again)));
	const char *same = sddl_write(setting->arena, &again, setting->domain, &error);
	MUST(same != NULL && strcmp(same, text) == 0);
}

static void check_error(const struct error *error, size_t size)
{
	size_t column = 0;
	MUST(error->kind == ERROR_MALFORMED);
	MUST(sscanf(error->text, "column %zu: ", &column) == 1);
	MUST(column > 0 && column <= size + 1);
}

static void try_text(const struct setting *setting, struct bytes text)
{
	struct descriptor descriptor, back;
	struct error error = { 0 };
	if (!sddl_read(setting->arena, text, setting->domain, setting->kind, &descriptor, &error)) {
		check_error(&error, text.length);
		return;
	}
	MUST(error.kind == ERROR_NONE);
	check_shape(setting, &descriptor);
	const char *written = sddl_write(setting->arena, &descriptor, setting->domain, &error);
	MUST(written != NULL);
	check_text(setting, &descriptor, written);

	/* The bytes, read as a descriptor, have the same text. */
	MUST(descriptor_read(plain(setting, &descriptor), setting->arena, &back, &error));
	const char *same = sddl_write(setting->arena, &back, setting->domain, &error);
	MUST(same != NULL && strcmp(same, written) == 0);
}

static void try_descriptor(const struct setting *setting, struct bytes whole)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	if (!descriptor_read(whole, setting->arena, &descriptor, &error))
		return;
	const char *written = sddl_write(setting->arena, &descriptor, setting->domain, &error);
	MUST((written == NULL) == (error.kind == ERROR_MALFORMED));
	if (written != NULL)
		check_text(setting, &descriptor, written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct setting settings[] = {
		{ .domain = &a_domain, .kind = OBJECT_DIRECTORY },
		{ .domain = NULL, .kind = OBJECT_FILE },
	};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		struct setting setting = settings[i];
		setting.arena = arena_new();
		try_text(&setting, bytes_of(data, size));
		try_descriptor(&setting, bytes_of(data, size));
		arena_free(setting.arena);
	}
	return 0;
}
