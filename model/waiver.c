/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/waiver.h"

#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "base/utc.h"
#include "codec/json_place.h"
#include "model/key.h"
#include "model/name.h"
#include "model/plan_words.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DAY_SECONDS = 24 * 60 * 60 };

const char *const waiver_words[] = {
	[WAIVER_NONE] = "none",
	[WAIVER_APPLIED] = "applied",
	[WAIVER_EXPIRED] = "expired",
	[WAIVER_TOO_LONG] = "too-long",
	[WAIVER_NOT_FOR_UNKNOWN] = "not-for-unknown",
	[WAIVER_UNUSED] = "unused",
	[WAIVER_NO_SUCH_FINDING] = "no-such-finding",
	[WAIVER_NO_SUCH_CHECK] = "no-such-check",
	[WAIVER_LEFT_OUT] = "left-out",
};

static bool read_text(
	const struct node *parent, const char *key, const char **text, struct error *error)
{
	struct node node;
	if (!node_required(parent, key, &node, error) || !node_string(&node, text, error))
		return false;
	return (*text)[strspn(*text, " ")] != '\0' || node_fail(&node, error, "must not be empty");
}

/* A name of the plan, completed with the domain. */
static bool read_name(const struct node *parent, const char *key, const char *domain,
	const char **text, const char **normal, struct error *error)
{
	struct node node;
	if (!read_text(parent, key, text, error) || !node_member(parent, key, &node))
		return false;
	const char *fault = name_fault(*text);
	if (fault != NULL)
		return node_fail(&node, error, "\"%s\" %s", *text, fault);
	*normal = name_normal(parent->document->arena, *text, domain);
	return true;
}

static bool read_expiry(const struct node *parent, struct waiver *waiver, struct error *error)
{
	struct node node;
	if (!read_text(parent, "expires", &waiver->expires, error) ||
		!node_member(parent, "expires", &node))
		return false;
	return utc_read_any(waiver->expires, &waiver->expires_at) ||
	       node_fail(&node, error,
		       "\"%s\" is no time with a time zone: write 2026-12-31T18:00:00+01:00 or "
		       "2026-12-31T17:00:00Z",
		       waiver->expires);
}

static bool read_waiver(
	const struct node *node, const char *domain, struct waiver *waiver, struct error *error)
{
	static const char *const keys[] = { "check", "recovery", "subject", "owner", "reason",
		"ticket", "expires", "unknown" };
	struct node unknown;
	if (!plan_keys_ok(node, keys, COUNT(keys), error) ||
		!read_text(node, "check", &waiver->check, error) ||
		!read_name(node, "recovery", domain, &waiver->recovery, &waiver->cms, error) ||
		!read_name(node, "subject", domain, &waiver->subject, &waiver->about, error) ||
		!read_text(node, "owner", &waiver->owner, error) ||
		!read_text(node, "reason", &waiver->reason, error) ||
		!read_text(node, "ticket", &waiver->ticket, error) ||
		!read_expiry(node, waiver, error) ||
		(node_member(node, "unknown", &unknown) &&
			!node_boolean(&unknown, &waiver->for_unknown, error)))
		return false;
	return true;
}

bool waivers_read(struct arena *arena, const struct node *root, const char *domain,
	struct waivers *waivers, struct error *error)
{
	struct node array;
	if (!node_member(root, "waivers", &array))
		return true;
	if (!node_is_array(&array, error))
		return false;
	const struct document *document = root->document;
	const struct json_lines lines =
		json_lines_read(arena, (const char *)document->text.data, document->text.length);
	const size_t count = node_count(&array);
	struct waiver *all = arena_alloc(arena, (waivers->count + count) * sizeof *all);
	if (waivers->count > 0)
		memcpy(all, waivers->waiver, waivers->count * sizeof *all);
	waivers->waiver = all;
	for (size_t i = 0; i < count; i++) {
		struct node item = node_item(&array, i);
		struct waiver *waiver = &all[waivers->count];
		if (!read_waiver(&item, domain, waiver, error))
			return false;
		const char *pointer = arena_format(arena, "/waivers/%zu", i);
		waiver->place = arena_format(arena, "%s:%zu: %s", document->name,
			json_lines_find(&lines, pointer), pointer);
		waivers->count++;
	}
	return true;
}

bool waivers_read_file(struct arena *arena, const char *name, struct bytes text, const char *domain,
	struct waivers *waivers, struct error *error)
{
	static const char *const keys[] = { "$schema", "schema_version", "waivers" };
	struct document document;
	struct node array;
	if (!document_parse(&document, arena, name, text, error))
		return false;
	document.is_strict = true;
	const struct node root = document_root(&document);
	const bool good = plan_keys_ok(&root, keys, COUNT(keys), error) &&
			  document_version_ok(&root, error) &&
			  node_required(&root, "waivers", &array, error) &&
			  waivers_read(arena, &root, domain, waivers, error);
	document_close(&document);
	return good;
}

void waivers_date(struct waivers *waivers, int64_t now, int64_t most_days)
{
	waivers->is_dated = true;
	waivers->now = now;
	waivers->most_seconds = most_days * DAY_SECONDS;
}
