/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acl/explain.h"

#include <inttypes.h>

#include "base/wrap.h"
#include "security/assessment.h"
#include "security/known_sid.h"
#include "security/object_type.h"

enum {
	NUMBER_COLUMNS = 5,
	TYPE_COLUMNS = 22,
	APPLIES_COLUMNS = 9,
	DETAIL_INDENT = 5,
	NAME_COLUMNS = 32
};

/* A page that is being written. */
struct page {
	struct arena *arena;
	struct text *out;
	const struct inquiry *inquiry;
	struct access_evaluation evaluation;
	struct assessment assessment;
};

static void rule(struct text *out, char of, size_t length)
{
	for (size_t i = 0; i < length; i++)
		text_add_bytes(out, &of, 1);
	text_add(out, "\n");
}

static void heading(struct text *out, const char *title)
{
	text_add(out, "\n%s\n", title);
	rule(out, '-', columns(title));
}

static const char *trustee(struct arena *arena, const struct sid *sid)
{
	const char *name = sid_known_name(sid);
	const char *text = sid_write(arena, sid);
	return name == NULL ? text : arena_format(arena, "%s (%s)", text, name);
}

static const char *type_text(struct arena *arena, const struct guid *type)
{
	const char *name = object_type_name(type), *guid = guid_write(arena, type);
	return name == NULL ? guid : arena_format(arena, "%s (%s)", guid, name);
}

static const char *owner(struct arena *arena, const struct raw_sid *raw)
{
	if (raw == NULL)
		return "not given";
	const struct sid sid = raw_sid_read(raw);
	return trustee(arena, &sid);
}

static void add_object(struct page *page)
{
	const struct descriptor *descriptor = &page->inquiry->descriptor;
	struct text *out = page->out;
	const bool file = page->inquiry->requester.kind == OBJECT_FILE;
	text_add(out, "Object  %s%s\n", file ? "a file or folder" : "a directory object",
		(descriptor->control & CONTROL_DACL_PROTECTED) != 0
			? ", protected: nothing is inherited"
			: "");
	text_add(out, "Owner   %s\n", owner(page->arena, descriptor->owner));
	if (page->inquiry->requester.self != NULL)
		text_add(out, "Self    %s\n", trustee(page->arena, page->inquiry->requester.self));
	const struct token *token = &page->inquiry->requester.token;
	for (size_t i = 0; i < token->count; i++)
		text_add(out, "%s%s\n", i == 0 ? "Token   " : "        ",
			trustee(page->arena, &token->sid[i]));
}

/* The column "applies": whether the ACE applies to the requester. */
static const char *applies_text(const struct page *page, const struct ace *ace)
{
	if (!page->inquiry->has_token)
		return "";
	for (size_t i = 0; i < page->evaluation.count; i++) {
		const struct applicable_ace *applicable = &page->evaluation.applicable[i];
		if (applicable->ace == ace)
			return applicable->answer == ANSWER_YES ? "yes" : "maybe";
	}
	return (ace->flags & ACE_INHERIT_ONLY) != 0 ? "children" : "no";
}

static void add_detail(struct page *page, const char *text)
{
	spaces_add(page->out, DETAIL_INDENT);
	wrap_add(page->out, text, DETAIL_INDENT, DETAIL_INDENT + 2);
}

static const char *flags_text(struct arena *arena, uint8_t flags)
{
	static const struct {
		uint8_t flag;
		const char *name;
	} names[] = {
		{ ACE_INHERITED, "inherited" },
		{ ACE_INHERIT_ONLY, "inherit only" },
		{ ACE_CONTAINER_INHERIT, "containers below inherit it" },
		{ ACE_OBJECT_INHERIT, "objects below inherit it" },
		{ ACE_NO_PROPAGATE, "one level only" },
	};
	struct text text = text_new(arena);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if ((flags & names[i].flag) != 0)
			text_add(&text, "%s%s", text.length > 0 ? ", " : "", names[i].name);
	}
	return text.data;
}

static void add_ace(struct page *page, const struct ace *ace)
{
	struct arena *arena = page->arena;
	struct text *out = page->out;
	cell_add(out, arena_format(arena, "%3zu", ace->index), NUMBER_COLUMNS);
	cell_add(out,
		ace->known ? ace_type_name(ace->type)
			   : arena_format(arena, "unknown type %u", ace->type),
		TYPE_COLUMNS);
	cell_add(out, applies_text(page, ace), APPLIES_COLUMNS);
	if (!ace->known) {
		text_add(out, "%zu bytes\n", ace->raw.length);
		return;
	}
	const struct sid trustee = ace_trustee(ace);
	text_add(out, "%s\n", sid_write(arena, &trustee));
	const char *name = sid_known_name(&trustee);
	const char *rights = arena_format(arena, "0x%08" PRIx32 "  %s", ace->mask,
		mask_write(arena, ace->mask, page->inquiry->requester.kind));
	add_detail(page, name == NULL ? rights : arena_format(arena, "%s: %s", name, rights));
	if (ace->object_type != NULL)
		add_detail(
			page, arena_format(arena, "only: %s", type_text(arena, ace->object_type)));
	if (ace->inherited_type != NULL)
		add_detail(page, arena_format(arena, "inherited by: %s",
					 type_text(arena, ace->inherited_type)));
	if (ace_is_conditional(ace))
		add_detail(page, "conditional; the condition is not evaluated: "
				 "an allow does not count, a deny does");
	const char *flags = flags_text(arena, ace->flags);
	if (*flags != '\0')
		add_detail(page, flags);
}

static void add_dacl(struct page *page)
{
	const struct acl *dacl = &page->inquiry->descriptor.dacl;
	heading(page->out, "DACL");
	if (dacl->state != ACL_PRESENT) {
		wrap_add(page->out,
			dacl->state == ACL_NULL
				? "NULL: there is no list. Everything is granted to everybody."
				: "Absent: by the specification everything is granted to everybody. "
				  "Make sure that the DACL was requested and returned.",
			0, 0);
		return;
	}
	if (dacl->count == 0) {
		wrap_add(page->out, "Empty: only the owner's implicit rights are granted.", 0, 0);
		return;
	}
	cell_add(page->out, "ACE", NUMBER_COLUMNS);
	cell_add(page->out, "type", TYPE_COLUMNS);
	cell_add(page->out, page->inquiry->has_token ? "applies" : "", APPLIES_COLUMNS);
	text_add(page->out, "trustee, rights\n");
	for (size_t i = 0; i < dacl->count; i++)
		add_ace(page, &dacl->ace[i]);
}

static void add_walk(struct page *page)
{
	const struct access *whole = &page->assessment.whole;
	const enum object_kind kind = page->inquiry->requester.kind;
	const struct ace *ace = NULL;
	uint32_t effect;
	heading(page->out, "Evaluation: for each bit the first applicable ACE decides");
	if (whole->by_owner != 0)
		wrap_add(page->out,
			arena_format(page->arena, "The owner is granted 0x%08" PRIx32 "  %s.",
				whole->by_owner, mask_write(page->arena, whole->by_owner, kind)),
			0, 2);
	while ((ace = access_decider(whole, ace, &effect)) != NULL)
		wrap_add(page->out,
			arena_format(page->arena, "ACE %zu %s 0x%08" PRIx32 "  %s.", ace->index,
				ace_allows(ace) ? "grants" : "denies", effect,
				mask_write(page->arena, effect, kind)),
			0, 2);
	if (access_decider(whole, NULL, &effect) == NULL && whole->by_owner == 0)
		text_add(page->out, "No ACE without an object type applies to the requester.\n");
}

static void add_result_line(struct page *page, const char *name, const char *value)
{
	cell_add(page->out, name, NAME_COLUMNS);
	wrap_add(page->out, value, NAME_COLUMNS, NAME_COLUMNS);
}

/* "yes, ACE 2 grants" */
static const char *right_text(struct arena *arena, const struct right_access *right)
{
	const struct ace *ace = right->decided_by;
	if (right->granted == ANSWER_MAYBE)
		return right->doubted_by == NULL
			       ? "in doubt, counts as no"
			       : arena_format(arena, "in doubt because of ACE %zu, counts as no",
					 right->doubted_by->index);
	const char *granted = right->granted == ANSWER_YES ? "yes" : "no";
	return ace == NULL ? arena_format(arena, "%s, no applicable ACE", granted)
			   : arena_format(arena, "%s, ACE %zu %s", granted, ace->index,
				     ace_allows(ace) ? "grants" : "denies");
}

/* Why rights are in doubt, each ACE once. */
static void add_doubts(struct page *page)
{
	const struct ace *said[CMS_RIGHT_COUNT] = { NULL };
	struct arena *arena = page->arena;
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		const struct ace *ace = page->assessment.right[i].doubted_by;
		bool is_new = ace != NULL;
		for (size_t k = 0; k < i; k++)
			is_new = is_new && said[k] != ace;
		if (!is_new)
			continue;
		said[i] = ace;
		add_result_line(page, arena_format(arena, "ACE %zu is in doubt", ace->index),
			doubt_reason(page->assessment.right[i].doubt));
	}
}

static void add_result(struct page *page)
{
	const struct assessment *assessment = &page->assessment;
	const struct access *whole = &assessment->whole;
	const enum object_kind kind = page->inquiry->requester.kind;
	struct arena *arena = page->arena;
	heading(page->out, "Result");
	add_result_line(page, "granted",
		arena_format(arena, "0x%08" PRIx32 "  %s", whole->certain,
			mask_write(arena, whole->certain, kind)));
	if (whole->in_doubt)
		add_result_line(page, "at best",
			arena_format(arena, "0x%08" PRIx32 "  %s", whole->possible,
				mask_write(arena, whole->possible, kind)));
	const uint32_t missing = mask_full(kind) & ~whole->certain;
	if (missing != 0)
		add_result_line(page, "missing", mask_write(arena, missing, kind));
	if (assessment->guarded.guard_ignored && (missing & assessment->guarded.certain) != 0)
		add_result_line(page, "",
			"A guard against accidental deletion denies it. The level ignores the guard.");
	for (enum cms_right i = 0; i < CMS_RIGHT_COUNT && kind == OBJECT_DIRECTORY; i++)
		add_result_line(page, cms_rights[i].name, right_text(arena, &assessment->right[i]));
	add_result_line(page, "level", access_level_name(assessment->level));
	if (assessment->possible != assessment->level)
		add_result_line(page, "level at best", access_level_name(assessment->possible));
	add_doubts(page);
}

static void add_title(struct text *out, struct bytes id)
{
	struct arena *arena = out->arena;
	const char *name = arena_format(arena, "%.*s", (int)id.length, (const char *)id.data);
	truncated_add(
		out, safe_line(arena, arena_format(arena, "Question %s", name)), PAGE_COLUMNS);
	text_add(out, "\n");
	rule(out, '=', PAGE_COLUMNS);
}

void explain_error(struct text *to, struct bytes id, const struct error *error)
{
	add_title(to, id);
	wrap_add(to, arena_format(to->arena, "No answer: %s", safe_line(to->arena, error->text)), 0,
		0);
	text_add(to, "\n");
}

void explain_inquiry(struct text *to, const struct inquiry *inquiry)
{
	struct page page = { .arena = to->arena, .out = to, .inquiry = inquiry };
	add_title(to, inquiry->id);
	if (inquiry->has_token) {
		access_evaluation_open(
			to->arena, &inquiry->descriptor, &inquiry->requester, &page.evaluation);
		assess(to->arena, &inquiry->descriptor, &inquiry->requester, &page.assessment);
	}
	add_object(&page);
	add_dacl(&page);
	if (inquiry->has_token) {
		add_walk(&page);
		add_result(&page);
	}
	text_add(to, "\n");
}
