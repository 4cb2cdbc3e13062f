/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "clusterchk/views.h"
#include "model/check.h"
#include "model/remedy.h"
#include "model/soa.h"

#include <strings.h>

/* One server's view, and the state of its copy of the zone. */
struct copy {
	const struct dns_view *view;
	bool conclusive, has_soa;
	struct soa soa;
};

struct copies {
	struct copy *copy;
	size_t count;
};

static enum outcome copy_outcome(struct arena *arena, struct copy *copy, struct text *proof)
{
	const struct dns_view *view = copy->view;
	const char *wrong = view_unreadable(arena, view);
	view_begin(proof, view);
	if (wrong != NULL || !view->authoritative) {
		text_add(proof, "%s", wrong != NULL ? wrong : "the answer is not authoritative");
		return OUTCOME_UNKNOWN;
	}
	copy->conclusive = view_is_conclusive(view);
	text_add(proof, "%s", view_addresses(arena, view));
	if (view->has_ttl)
		text_add(proof, ", %lld s", (long long)view->ttl);
	if (!copy->has_soa) {
		text_add(proof, "; the serial of its copy of the zone is not known");
		return OUTCOME_UNKNOWN;
	}
	text_add(proof, "; serial %lu of %s, primary server %s", (unsigned long)copy->soa.serial,
		copy->soa.zone, copy->soa.primary);
	return copy->conclusive ? OUTCOME_PASS : OUTCOME_UNKNOWN;
}

static bool same_ttl(const struct dns_view *a, const struct dns_view *b)
{
	return a->has_ttl == b->has_ttl && (!a->has_ttl || a->ttl == b->ttl);
}

/* Serials count the same changes only if they come from the same primary server. */
static bool same_primary(const struct copy *a, const struct copy *b)
{
	return a->has_soa && b->has_soa && strcasecmp(a->soa.zone, b->soa.zone) == 0 &&
	       strcasecmp(a->soa.primary, b->soa.primary) == 0;
}

/* How the copies differ. A pair is two copies that differ, or two NULLs. */
struct differences {
	const struct copy *address[2], *ttl[2];
	const struct copy *behind, *ahead; /* serials of one primary; `behind` has the oldest */
	bool several_primaries;
};

static void compare_copies(
	const struct copy *a, const struct copy *b, struct differences *differences)
{
	const bool both = a->conclusive && b->conclusive,
		   same = view_same_addresses(a->view, b->view);
	if (both && !same && differences->address[0] == NULL)
		differences->address[0] = a, differences->address[1] = b;
	if (both && same && !same_ttl(a->view, b->view) && differences->ttl[0] == NULL)
		differences->ttl[0] = a, differences->ttl[1] = b;
	if (!same_primary(a, b)) {
		differences->several_primaries |= a->has_soa && b->has_soa;
		return;
	}
	const struct copy *behind = soa_serial_before(a->soa.serial, b->soa.serial)   ? a
				    : soa_serial_before(b->soa.serial, a->soa.serial) ? b
										      : NULL;
	if (behind != NULL &&
		(differences->behind == NULL ||
			soa_serial_before(behind->soa.serial, differences->behind->soa.serial)))
		differences->behind = behind, differences->ahead = behind == a ? b : a;
}

static struct differences differences_of(const struct copies *copies)
{
	struct differences differences = { 0 };
	for (size_t i = 0; i < copies->count; i++) {
		for (size_t k = i + 1; k < copies->count; k++)
			compare_copies(&copies->copy[i], &copies->copy[k], &differences);
	}
	return differences;
}

static const char *server(const struct copy *copy)
{
	return copy->view->visit->server;
}

static const char *lag_sentence(struct arena *arena, const struct differences *differences)
{
	if (differences->behind == NULL)
		return "";
	return arena_format(arena, " %s lags behind: it has serial %lu of %s, %s has %lu.",
		server(differences->behind), (unsigned long)differences->behind->soa.serial,
		differences->behind->soa.zone, server(differences->ahead),
		(unsigned long)differences->ahead->soa.serial);
}

static const char *remedy_of(struct arena *arena, const struct differences *differences)
{
	const struct copy *behind = differences->behind;
	if (behind == NULL)
		return "Wait for replication of the zone, or force it:\n"
		       "    repadmin /syncall /AdeP\n"
		       "DNS servers read the directory every three minutes. "
		       "If they still differ then, correct the record on the server that is wrong.";
	return remedy_format(arena,
		"Let %s fetch the zone from %s, and check that zone transfers (TCP port 53) are allowed:\n"
		"    dnscmd %s /ZoneRefresh %s\n"
		"By itself it checks for changes every %lu s.",
		server(behind), behind->soa.primary, server(behind), behind->soa.zone,
		(unsigned long)behind->soa.refresh_seconds);
}

static const char *summary_of(
	struct arena *arena, const char *name, const struct differences *differences)
{
	const struct copy *const *ttl = differences->ttl;
	const char *lag = lag_sentence(arena, differences);
	if (differences->address[0] != NULL)
		return arena_format(arena,
			"%s and %s have different addresses for %s (see dns.record).%s",
			server(differences->address[0]), server(differences->address[1]), name,
			lag);
	if (ttl[0] != NULL)
		return arena_format(arena,
			"%s and %s have different TTLs for %s, %lld s and %lld s.%s",
			server(ttl[0]), server(ttl[1]), name, (long long)ttl[0]->view->ttl,
			(long long)ttl[1]->view->ttl, lag);
	return lag + 1;
}

static void run_agree(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const char *name = examination->recovery->cms.fqdn;
	struct views views = views_of(examination, SUBJECT_CMS, name);
	if (views_unexamined(examination, &views))
		return;

	struct text proof = text_new(arena);
	enum outcome worst = views_begin(&views, &proof);
	struct copies copies = { arena_alloc(arena, views.count * sizeof *copies.copy),
		views.count };
	for (size_t i = 0; i < views.count; i++) {
		struct copy *copy = &copies.copy[i];
		*copy = (struct copy){ .view = &views.view[i] };
		copy->has_soa = copy->view->authoritative &&
				view_unreadable(arena, copy->view) == NULL &&
				soa_find(arena, copy->view->visit, name, &copy->soa);
		const enum outcome outcome = copy_outcome(arena, copy, &proof);
		views_note(&views, arena, copy->view, outcome, false);
		if (outcome == OUTCOME_UNKNOWN)
			soa_causes(arena, copy->view->visit, name, &views.causes);
		worst = outcome_worse(worst, outcome);
	}
	const struct differences differences = differences_of(&copies);
	const bool differ = differences.address[0] != NULL || differences.ttl[0] != NULL ||
			    differences.behind != NULL;
	views.causes.more = views.causes.more || differences.several_primaries;
	if (differences.several_primaries)
		text_add(&proof,
			"\nSerials are not compared between servers that name different primary servers: "
			"each of them counts its own changes (KB 282826).");
	struct finding *finding = views_add(examination, &views, differ ? OUTCOME_WARN : worst);
	finding->proof = proof.data;
	finding->causes = views.causes;
	if (differ) {
		finding->summary = summary_of(arena, name, &differences);
		finding->remedy = remedy_of(arena, &differences);
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(arena,
			"It is not known whether all DNS servers give the same answer for %s.",
			name);
		finding->remedy =
			"Fix the problem shown under Proof, or name the authoritative servers "
			"in the plan (dns.servers). Then run the check again.";
	} else {
		finding->summary = views.count == 1
					   ? "Only one DNS server was asked; nothing to compare."
					   : arena_format(arena,
						     "All %zu servers give the same answer for %s.",
						     views.count, name);
	}
}

const struct check check_dns_agree = {
	.id = "dns.agree",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DNS,
	.question = "Do all DNS servers have the same state of the zone?",
	.rule = "All DNS servers return the same addresses and TTL for the CMS. Among servers "
		"that name the same primary server, none has an older serial. Servers that each "
		"name themselves, as those of an AD-integrated zone do, are not compared by "
		"serial.",
	.why = "The record that /RecoverCMS writes reaches the other servers by replication "
	       "or by zone transfer. A server that lags today will lag on the day "
	       "of the failover, and its clients keep using the dead address. "
	       "This check names that server; dns.record decides whether addresses differ.",
	.evidence = "The addresses and TTLs of the CMS's name and the start of its zone (SOA) "
		    "from every authoritative server. Serials are compared between servers "
		    "that name the same primary server. The servers "
		    "of an Active Directory-integrated zone each name themselves, "
		    "so their serials are not compared.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "A secondary server lags: let it fetch the zone.\n"
		  "    dnscmd SERVER /ZoneRefresh ZONE\n"
		  "An Active Directory-integrated zone differs: "
		  "wait for replication, or force it:\n"
		  "    repadmin /syncall /AdeP",
	.run = run_agree,
};
