/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acl/answer.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/encode.h"
#include "security/sddl/sddl.h"

static void add_key(struct text *to, const char *key)
{
	text_add_string(to, ", \"");
	text_add_string(to, key);
	text_add_string(to, "\": ");
}

/* For the program's own texts, which need no escapes. */
static void add_quoted(struct text *to, const char *text)
{
	text_add_bytes(to, "\"", 1);
	text_add_string(to, text);
	text_add_bytes(to, "\"", 1);
}

/* For any text. */
static void add_escaped(struct text *to, const char *text)
{
	json_t *string = json_of_text(text);
	char *dumped = json_dumps(string, JSON_ENCODE_ANY);
	if (dumped == NULL)
		out_of_memory();
	text_add_string(to, dumped);
	free(dumped);
	json_decref(string);
}

static void add_boolean(struct text *to, bool value)
{
	text_add_string(to, value ? "true" : "false");
}

static void add_mask(struct text *to, uint32_t mask)
{
	char text[] = "\"0x00000000\"";
	for (char *at = text + 10; mask != 0; mask >>= 4)
		*at-- = "0123456789abcdef"[mask & 0xf];
	text_add_string(to, text);
}

/* Begins the next element of an array that has `count` elements. */
static void add_element(struct text *to, size_t *count)
{
	if ((*count)++ > 0)
		text_add_string(to, ", ");
}

/* "Write DACL" is "write-dacl" for programs. */
static void add_bit(struct text *to, uint32_t bit, enum object_kind kind)
{
	const size_t begin = to->length;
	add_quoted(to, mask_bit_name(bit, kind));
	for (char *at = to->data + begin; *at != '\0'; at++)
		*at = *at == ' ' ? '-' : (char)tolower((unsigned char)*at);
}

static void add_missing(struct text *to, uint32_t granted, enum object_kind kind)
{
	size_t count = 0;
	add_key(to, "missing");
	text_add_string(to, "[");
	for (uint32_t missing = mask_full(kind) & ~granted, bit = 1; missing != 0; bit <<= 1) {
		if ((missing & bit) == 0)
			continue;
		missing &= ~bit;
		add_element(to, &count);
		add_bit(to, bit, kind);
	}
	text_add_string(to, "]");
}

static void add_flags(struct text *to, uint8_t flags)
{
	static const struct {
		uint8_t flag;
		const char *name;
	} names[] = {
		{ ACE_OBJECT_INHERIT, "object-inherit" },
		{ ACE_CONTAINER_INHERIT, "container-inherit" },
		{ ACE_NO_PROPAGATE, "no-propagate" },
		{ ACE_INHERIT_ONLY, "inherit-only" },
		{ ACE_INHERITED, "inherited" },
		{ ACE_CRITICAL, "critical" },
		{ ACE_AUDIT_SUCCESS, "audit-success" },
		{ ACE_AUDIT_FAILURE, "audit-failure" },
	};
	size_t count = 0;
	add_key(to, "flags");
	text_add_string(to, "[");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if ((flags & names[i].flag) == 0)
			continue;
		add_element(to, &count);
		add_quoted(to, names[i].name);
	}
	text_add_string(to, "]");
}

static void add_index(struct text *to, const struct ace *ace)
{
	if (ace == NULL)
		text_add_string(to, "null");
	else
		text_add(to, "%zu", ace->index);
}

static void add_ace(struct text *to, const struct ace *ace, uint32_t effect)
{
	text_add_string(to, "{\"ace\": ");
	add_index(to, ace);
	add_key(to, "type");
	add_quoted(to, ace_type_name(ace->type));
	add_flags(to, ace->flags);
	if (ace->known) {
		add_key(to, "trustee");
		const struct sid trustee = ace_trustee(ace);
		add_quoted(to, sid_write(to->arena, &trustee));
		add_key(to, "mask");
		add_mask(to, ace->mask);
	}
	add_key(to, "effect");
	add_mask(to, effect);
	text_add_string(to, "}");
}

static void add_decided(struct text *to, const struct access *access)
{
	size_t count = 0;
	uint32_t effect;
	const struct ace *ace = NULL;
	add_key(to, "decided_by");
	text_add_string(to, "[");
	while ((ace = access_decider(access, ace, &effect)) != NULL) {
		add_element(to, &count);
		add_ace(to, ace, effect);
	}
	text_add_string(to, "]");
}

/* The rights that are granted for certain (ANSWER_YES) or at best (ANSWER_MAYBE). */
static void add_rights(
	struct text *to, const char *key, const struct assessment *assessment, enum answer at_least)
{
	size_t count = 0;
	add_key(to, key);
	text_add_string(to, "{");
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		add_element(to, &count);
		add_quoted(to, cms_rights[i].id);
		text_add_string(to, ": ");
		add_boolean(to, assessment->right[i].granted >= at_least);
	}
	text_add_string(to, "}");
}

static bool is_a_right_in_doubt(const struct assessment *assessment)
{
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		if (assessment->right[i].granted == ANSWER_MAYBE)
			return true;
	}
	return false;
}

static void add_rights_decided(struct text *to, const struct assessment *assessment)
{
	size_t count = 0;
	add_key(to, "rights_decided_by");
	text_add_string(to, "{");
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		add_element(to, &count);
		add_quoted(to, cms_rights[i].id);
		text_add_string(to, ": ");
		add_index(to, assessment->right[i].decided_by);
	}
	text_add_string(to, "}");
}

void answer_begin(struct text *to, struct bytes id)
{
	text_add_string(to, "{\"id\": ");
	text_add_bytes(to, (const char *)id.data, id.length);
}

void answer_assess(
	struct text *to, const struct inquiry *inquiry, const struct assessment *assessment)
{
	const enum acl_state state = inquiry->descriptor.dacl.state;
	const struct access *whole = &assessment->whole;
	const enum object_kind kind = inquiry->requester.kind;
	add_key(to, "granted");
	add_mask(to, whole->certain);
	add_key(to, "full_control");
	add_boolean(to, access_allows(whole, mask_full(kind)));
	add_key(to, "level");
	add_quoted(to, access_level_name(assessment->level));
	add_missing(to, whole->certain, kind);
	if (kind == OBJECT_DIRECTORY)
		add_rights(to, "rights", assessment, ANSWER_YES);
	add_decided(to, whole);
	if (kind == OBJECT_DIRECTORY)
		add_rights_decided(to, assessment);
	/* Written only in special cases. */
	if (whole->in_doubt) {
		add_key(to, "possible");
		add_mask(to, whole->possible);
	}
	if (is_a_right_in_doubt(assessment))
		add_rights(to, "rights_possible", assessment, ANSWER_MAYBE);
	if (assessment->possible != assessment->level) {
		add_key(to, "level_possible");
		add_quoted(to, access_level_name(assessment->possible));
	}
	if (whole->by_owner != 0) {
		add_key(to, "by_owner");
		add_mask(to, whole->by_owner);
	}
	if (state != ACL_PRESENT) {
		add_key(to, "dacl");
		add_quoted(to, state == ACL_NULL ? "null" : "absent");
	}
}

bool answer_convert(struct text *to, const struct inquiry *inquiry)
{
	const struct descriptor *descriptor = &inquiry->descriptor;
	const struct sid *domain = inquiry->has_domain ? &inquiry->domain : NULL;
	struct error error = { 0 };
	struct bytes sd;
	if (!inquiry->from_text)
		sd = descriptor_write(to->arena, descriptor);
	else if (!descriptor_write_plain(to->arena, descriptor, &sd, &error))
		sd = (struct bytes){ .failed = true };
	const char *sddl = sddl_write(to->arena, descriptor, domain, &error);
	add_key(to, "sddl");
	add_escaped(to, sddl);
	add_key(to, "sd");
	if (sd.failed)
		text_add_string(to, "null");
	else
		add_quoted(to, base64_write(to->arena, sd));
	if (error.kind != ERROR_NONE)
		answer_fail(to, &error);
	return error.kind == ERROR_NONE;
}

void answer_fail(struct text *to, const struct error *error)
{
	add_key(to, "error");
	text_add_string(to, "{\"kind\": ");
	add_quoted(to, error_kind_name(error->kind));
	add_key(to, "text");
	add_escaped(to, error->text);
	text_add_string(to, "}");
}

void answer_end(struct text *to)
{
	text_add_string(to, "}\n");
}
