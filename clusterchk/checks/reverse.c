/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/reverse.h"
#include "base/text.h"
#include "clusterchk/views.h"
#include "model/check.h"

#include <string.h>
#include <strings.h>

/* The names in the PTR records of one address. */
struct pointer {
	bool unknown, names_cms, names_other;
};

static struct pointer cannot_tell(struct text *proof, const char *why)
{
	text_add(proof, "%s", why);
	return (struct pointer){ .unknown = true };
}

/* A server that does not serve the reverse zone has no PTR record. */
static bool is_denial(const struct dns_answer *answer)
{
	return answer->rcode == RCODE_NO_ERROR || answer->rcode == RCODE_NO_SUCH_NAME ||
	       answer->rcode == RCODE_REFUSED || answer->rcode == RCODE_NOT_AUTHORITATIVE;
}

static struct pointer pointer_of(struct arena *arena, const struct dns_answer *answer,
	const char *name, struct causes *causes, struct text *proof)
{
	struct pointer pointer = { 0 };
	if (answer == NULL)
		return cannot_tell(proof, "its PTR record was not asked for");
	if (gap_is(&answer->gap)) {
		causes_add(arena, causes, &answer->gap);
		return cannot_tell(proof, answer->gap.text);
	}
	if (answer->truncated)
		return cannot_tell(proof, "the answer was truncated");
	if (!is_denial(answer))
		return cannot_tell(proof,
			arena_format(arena, "it answers %s", rcode_name(arena, answer->rcode)));
	const char *alias = NULL;
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcmp(record->type, "CNAME") == 0)
			alias = record->data;
		if (strcmp(record->type, "PTR") != 0)
			continue;
		text_add(proof, "%s%s",
			pointer.names_cms || pointer.names_other ? ", " : "has the PTR record ",
			record->data);
		if (strcasecmp(record->data, name) == 0)
			pointer.names_cms = true;
		else
			pointer.names_other = true;
	}
	if (!pointer.names_cms && !pointer.names_other && alias != NULL)
		return cannot_tell(
			proof, arena_format(arena,
				       "is an alias of %s, for which the answer has no PTR record",
				       alias));
	if (!pointer.names_cms && !pointer.names_other)
		text_add(proof, "%s",
			answer->authoritative
				? "has no PTR record"
				: "has no PTR record on this server, which does not serve the reverse zone");
	return pointer;
}

static enum outcome reverse_outcome(struct arena *arena, const struct dns_view *view,
	const char *name, struct causes *causes, struct text *proof)
{
	const char *wrong = view_unreadable(arena, view);
	enum outcome worst = OUTCOME_PASS;
	view_begin(proof, view);
	if (wrong != NULL || view->address_count == 0) {
		text_add(proof, "%s", wrong != NULL ? wrong : "no address");
		return OUTCOME_UNKNOWN;
	}
	for (size_t i = 0; i < view->address_count && i < REVERSE_PER_NAME; i++) {
		const char *reverse = reverse_name(arena, view->address[i]);
		text_add(proof, "%s%s ", i == 0 ? "" : "; ", view->address[i]);
		const struct pointer pointer = pointer_of(arena,
			reverse == NULL ? NULL : dns_answer(view->visit, reverse, "PTR"), name,
			causes, proof);
		worst = outcome_worse(worst, pointer.unknown ? OUTCOME_UNKNOWN
					     : pointer.names_other && !pointer.names_cms
						     ? OUTCOME_WARN
						     : OUTCOME_PASS);
	}
	if (view->address_count > REVERSE_PER_NAME) {
		text_add(proof, "; %zu more were not asked for",
			view->address_count - REVERSE_PER_NAME);
		worst = outcome_worse(worst, OUTCOME_UNKNOWN);
	}
	return worst;
}

static void run_reverse(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const char *name = examination->recovery->cms.fqdn;
	struct views views = views_of(examination, SUBJECT_CMS, name);
	if (views_unexamined(examination, &views))
		return;

	struct text proof = text_new(arena);
	enum outcome worst = views_begin(&views, &proof);
	bool names_other = false;
	for (size_t i = 0; i < views.count; i++) {
		const struct dns_view *view = &views.view[i];
		const enum outcome outcome =
			reverse_outcome(arena, view, name, &views.causes, &proof);
		views_note(&views, arena, view, outcome, false);
		names_other = names_other || outcome == OUTCOME_WARN;
		worst = outcome_worse(worst, outcome);
	}
	struct finding *finding =
		views_add(examination, &views, names_other ? OUTCOME_WARN : worst);
	finding->proof = proof.data;
	finding->causes = views.causes;
	if (names_other) {
		finding->summary = arena_format(
			arena, "An address of %s has a PTR record with another name.", name);
		finding->remedy =
			"Delete the wrong PTR record, or correct it:\n"
			"    dnscmd SERVER /RecordDelete REVERSE-ZONE HOST PTR /f\n"
			"After /RecoverCMS the CMS has another address: check that one, too.";
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(
			arena, "It is not known which PTR records the addresses of %s have.", name);
		finding->remedy = "Fix the problem shown under Proof. Then run the check again.";
	} else {
		finding->summary =
			arena_format(arena, "No address of %s has a wrong PTR record.", name);
	}
}

const struct check check_dns_reverse = {
	.id = "dns.reverse",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DNS,
	.question = "Is the CMS's address free of PTR records with another name?",
	.rule = "No reverse record (PTR) of the CMS's address names only another host. A "
		"missing record does no harm.",
	.why = "Mail servers and logs name a machine by the PTR record of its address. "
	       "A PTR record of another machine is left over from the former owner "
	       "of the address, or shows that the address is in use twice (events 1151 "
	       "and 1589). A missing PTR record does no harm: "
	       "a cluster registers one only if it is configured to (PublishPTRRecords), "
	       "and /RecoverCMS does not need one.",
	.evidence = "The PTR records of the addresses of the CMS's name, "
		    "from the same server that returned the address. "
		    "A server that does not serve the reverse zone has none.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "Delete the wrong record, or correct it:\n"
		  "    dnscmd SERVER /RecordDelete REVERSE-ZONE HOST PTR /f",
	.run = run_reverse,
};
