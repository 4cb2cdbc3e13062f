/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/views.h"

#include <string.h>

#include "ldapchk/missing_name.h"
#include "model/dns_answers.h"
#include "model/loss.h"

struct views views_of(
	const struct examination *examination, enum subject_kind kind, const char *name)
{
	struct arena *arena = examination->arena;
	const struct dns_evidence *dns = &examination->evidence->dns;
	struct views views = {
		.kind = kind, .name = name, .proof = "The evidence has no answers for this name."
	};
	if (gap_is(&dns->gap)) {
		views.unexamined = "The name servers of the zone could not be found.";
		views.proof = dns->gap.text;
		causes_add(arena, &views.causes, &dns->gap);
		return views;
	}
	views.view = arena_alloc(arena, dns->count * sizeof *views.view);
	for (size_t i = 0; i < dns->count; i++)
		views.count += view_read(arena, &dns->visit[i], name, &views.view[views.count]);
	const struct missing_name *missing = missing_address(examination, name);
	views.missing = missing == NULL ? NULL : &missing->cause;
	if (views.count == 0 && dns->count > 0 && examination->evidence->loss == NULL)
		causes_add_named(arena, &views.causes, unasked_name(examination, name));
	else if (views.count == 0)
		loss_causes(arena, examination->evidence, &dns->gap, &views.causes);
	if (views.count == 0)
		views.unexamined =
			examination->evidence->loss == NULL
				? arena_format(arena, "No DNS server was asked about %s.", name)
				: arena_format(arena,
					  "Without the site %s no DNS server that was asked about %s is left.",
					  examination->evidence->loss->site, name);
	views.left_out = dns_left_out(examination, name);
	views.causes.more = views.causes.more || views.left_out != NULL;
	return views;
}

struct finding *views_add(
	const struct examination *examination, const struct views *views, enum outcome outcome)
{
	return finding_add(examination, outcome, views->kind, views->name, views->name);
}

bool views_unexamined(const struct examination *examination, const struct views *views)
{
	if (views->unexamined == NULL)
		return false;
	struct finding *finding = views_add(examination, views, OUTCOME_UNKNOWN);
	finding->summary = views->unexamined;
	finding->proof = views->proof;
	finding->causes = views->causes;
	finding->remedy = "Name the authoritative servers in the plan (dns.servers), "
			  "or fix DNS on this machine. Then run the check again.";
	return true;
}

enum outcome views_begin(const struct views *views, struct text *proof)
{
	if (views->left_out == NULL)
		return OUTCOME_PASS;
	text_add(proof, "%s: named in the plan, but not asked", views->left_out);
	return OUTCOME_UNKNOWN;
}

void views_note(struct views *views, struct arena *arena, const struct dns_view *view,
	enum outcome outcome, bool more)
{
	static const struct causes none = { 0 };
	const bool is_missing =
		outcome != OUTCOME_PASS && view->address_count == 0 && view_is_conclusive(view);
	if (is_missing)
		causes_add_named(arena, &views->causes, views->missing);
	else
		causes_join(
			arena, &views->causes, outcome == OUTCOME_UNKNOWN ? &view->causes : &none);
	views->causes.more = views->causes.more || more;
}

static const char *server_of(struct arena *arena, const struct dns_view *view)
{
	const struct dns_visit *visit = view->visit;
	if (visit->address == NULL ||
		strncmp(visit->address, visit->server, strlen(visit->server)) == 0)
		return visit->server;
	return arena_format(arena, "%s (%s)", visit->server, visit->address);
}

void view_begin(struct text *proof, const struct dns_view *view)
{
	text_add(proof, "%s%s: ", proof->length == 0 ? "" : "\n", server_of(proof->arena, view));
}

const char *view_unreadable(struct arena *arena, const struct dns_view *view)
{
	if (view->gap != NULL)
		return view->gap->text;
	if (view->refused)
		return arena_format(arena, "it answers %s", rcode_name(arena, view->rcode));
	return NULL;
}

bool view_is_conclusive(const struct dns_view *view)
{
	return view->gap == NULL && !view->refused && view->authoritative &&
	       (view->address_count > 0 || view->cname == NULL);
}

enum outcome view_judge_ttl(
	struct arena *arena, const struct dns_view *view, int64_t max_ttl, struct text *proof)
{
	const char *wrong = view_unreadable(arena, view);
	view_begin(proof, view);
	if (view->has_ttl)
		text_add(proof, "%lld s%s", (long long)view->ttl,
			view->authoritative ? "" : ", but the answer is not authoritative");
	if (view->has_ttl && view->ttl > max_ttl)
		return OUTCOME_FAIL;
	if (wrong != NULL || !view->has_ttl) {
		text_add(proof, "%s%s", view->has_ttl ? "; " : "",
			wrong != NULL ? wrong : "no address, so no TTL");
		return OUTCOME_UNKNOWN;
	}
	return view->authoritative ? OUTCOME_PASS : OUTCOME_UNKNOWN;
}
