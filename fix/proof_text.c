/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/proof_text.h"

#include <string.h>

#include "base/wrap.h"
#include "fix/action.h"
#include "fix/line.h"

enum { INDENT = 2, DEEPER = 5, NAMED_MOST = 20 };

static const char *verdict_shown(enum verdict verdict)
{
	static const char *const words[] = {
		[VERDICT_GO] = "GO",
		[VERDICT_NO_GO] = "NO-GO",
		[VERDICT_UNDETERMINED] = "UNDETERMINED",
	};
	return words[verdict];
}

static void add_line(struct text *text, size_t indent, const char *line)
{
	spaces_add(text, indent);
	wrap_add(text, safe_line(text->arena, line), indent, indent);
}

static void add_names(struct text *text, const struct names *names)
{
	for (size_t i = 0; i < names->count && i < NAMED_MOST; i++)
		add_line(text, DEEPER, arena_format(text->arena, "- %s", names->name[i]));
	if (names->count > NAMED_MOST)
		add_line(text, DEEPER,
			arena_format(text->arena, "- and %zu more", names->count - NAMED_MOST));
}

/* The first sentence of what the fix does. */
static const char *fix_words(struct arena *arena, const struct fix *fix)
{
	const char *what = fix_kind_of(fix->action)->what, *end = strstr(what, ". ");
	if (end != NULL)
		what = arena_text(arena, what, (size_t)(end + 1 - what));
	return arena_format(
		arena, "%s: %s", fix_action_name(fix->action), script_words(arena, what, fix));
}

static void add_set(struct text *text, const struct proof *proof)
{
	size_t number = 0;
	for (size_t i = 0; i < proof->fixes.count; i++) {
		if (!proof->used[i])
			continue;
		spaces_add(text, INDENT);
		const char *line = arena_format(text->arena, "%zu. %s", ++number,
			fix_words(text->arena, &proof->fixes.fix[i]));
		wrap_add(text, safe_line(text->arena, line), INDENT, DEEPER);
		if (proof->alone == NULL)
			continue;
		add_line(text, DEEPER,
			proof->alone[i].count > 0 ? "Alone it lifts:"
						  : "Alone it lifts nothing: only with others.");
		add_names(text, &proof->alone[i]);
	}
}

static void add_others(struct text *text, const struct proof *proof)
{
	if (proof->used_count == proof->fixes.count)
		return;
	add_line(text, INDENT,
		proof->used_count > 0 ? "Other changes, which are not needed:"
				      : "Changes that were tried and lift nothing:");
	for (size_t i = 0; i < proof->fixes.count; i++) {
		if (proof->used[i])
			continue;
		spaces_add(text, DEEPER);
		const char *line = arena_format(
			text->arena, "- %s", fix_words(text->arena, &proof->fixes.fix[i]));
		wrap_add(text, safe_line(text->arena, line), DEEPER, DEEPER + 2);
	}
}

static const char *headline(struct arena *arena, const struct proof *proof)
{
	const char *cms = proof->recovery->cms.label;
	const char *before = verdict_shown(proof->before);
	if (!proof->done)
		return arena_format(arena,
			"%s: %s. The time was too short to try all changes; use --deadline.", cms,
			before);
	if (proof->before == VERDICT_GO)
		return arena_format(arena, "%s: GO already.", cms);
	if (proof->used_count == 0)
		return arena_format(
			arena, "%s: %s, and no change that can be tried lifts it.", cms, before);
	return arena_format(arena, "%s: %s, and %s with %s%zu change%s:", cms, before,
		proof->after == proof->before ? "still so" : verdict_shown(proof->after),
		!proof->is_smallest      ? "these "
		: proof->used_count == 1 ? "this "
					 : "these, the fewest that do it: ",
		proof->used_count, proof->used_count == 1 ? "" : "s");
}

void proof_write(struct text *text, const struct proof *proof)
{
	struct arena *arena = text->arena;
	add_line(text, 0, headline(arena, proof));
	if (!proof->done || proof->before == VERDICT_GO) {
		text_add_string(text, "\n");
		return;
	}
	add_set(text, proof);
	if (!proof->is_smallest && proof->used_count > 0)
		add_line(text, INDENT,
			"None of them is superfluous. There may be a smaller set: there are too many "
			"to try.");
	if (proof->fixes.count >= PROOF_FIXES)
		add_line(text, INDENT,
			arena_format(arena, "Only %d changes were tried.", PROOF_FIXES));
	add_others(text, proof);
	if (proof->left.count > 0) {
		add_line(text, INDENT, "No change that can be tried lifts:");
		add_names(text, &proof->left);
	}
	text_add_string(text, "\n");
}

void proof_begin(struct text *text, enum verdict before)
{
	add_line(text, 0,
		before == VERDICT_GO
			? "The evidence is GO already; no change is needed."
			: "What changes would do: each was applied to the evidence in memory, as if it "
			  "had been carried out and had reached every server, and the evidence was "
			  "judged again. Nothing was changed, and no server was asked. The commands: "
			  "cmsready fix REPORT.json.");
	text_add_string(text, "\n");
}

void proof_end(struct text *text, enum verdict after, size_t changes, bool done)
{
	if (!done)
		add_line(text, 0, "Not all CMSs were looked at before the deadline.");
	else if (changes > 0)
		add_line(text, 0,
			arena_format(text->arena, "All together: %s with %zu change%s.",
				verdict_shown(after), changes, changes == 1 ? "" : "s"));
}
