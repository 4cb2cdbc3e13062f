/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/site_loss.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "ldapchk/sites/dns_addresses.h"
#include "ldapchk/sites/topology.h"
#include "model/loss.h"

static bool fail_unknown_site(
	struct arena *arena, const struct topology *topology, const char *site, struct error *error)
{
	struct text text = text_new(arena);
	const char *near = nearest(site, topology->sites.site, topology->sites.site_count);
	text_add(&text, "there is no site \"%s\"", site);
	if (near != NULL)
		text_add(&text, "; did you mean \"%s\"?", near);
	error_set(error, ERROR_CONFIG, "%s", text.data);
	return error_add_line(
		error, "The sites of the forest: %s", site_list(arena, &topology->sites));
}

static void note_lost(struct arena *arena, struct loss *loss, enum source source, const char *name)
{
	loss->server = arena_more(arena, loss->server, loss->count, sizeof *loss->server);
	loss->server[loss->count++] = (struct loss_server){ source, name };
}

static void lose_directory(struct arena *arena, const struct topology *topology, struct loss *loss,
	const struct directory_evidence *whole, struct directory_evidence *left)
{
	*left = (struct directory_evidence){ .gap = whole->gap };
	left->visit = arena_alloc(arena, whole->count * sizeof *left->visit);
	for (size_t i = 0; i < whole->count; i++) {
		const struct directory_visit *visit = &whole->visit[i];
		const struct controller *controller = topology_visited(topology, i);
		const char *site = controller != NULL
					   ? controller->site
					   : site_of_address(&topology->sites, visit->server);
		if (site_is(site, loss->site))
			note_lost(arena, loss, SOURCE_DIRECTORY, visit->server);
		else
			left->visit[left->count++] = *visit;
	}
}

static void lose_dns(struct arena *arena, const struct topology *topology, struct loss *loss,
	const struct dns_evidence *whole, struct dns_evidence *left)
{
	*left = (struct dns_evidence){ .gap = whole->gap };
	left->visit = arena_alloc(arena, whole->count * sizeof *left->visit);
	for (size_t i = 0; i < whole->count; i++) {
		const struct dns_visit *visit = &whole->visit[i];
		if (site_is(topology_site_of_dns(arena, topology, visit), loss->site))
			note_lost(arena, loss, SOURCE_DNS, visit->server);
		else
			left->visit[left->count++] = *visit;
	}
}

/* Visits to file servers are kept: checks may still use what was seen before the loss. */
static void mark_shares(struct arena *arena, const struct topology *topology, struct loss *loss,
	const struct evidence *whole, struct share_evidence *marked)
{
	const struct dns_addresses addresses = dns_addresses_read(arena, &whole->dns);
	const struct share_evidence *shares = &whole->shares;
	*marked = *shares;
	marked->visit = arena_alloc(arena, shares->count * sizeof *marked->visit);
	for (size_t i = 0; i < shares->count; i++) {
		struct share_visit *visit = &marked->visit[i];
		*visit = shares->visit[i];
		size_t count;
		const struct known_address *known =
			dns_addresses_find(&addresses, visit->name, &count);
		for (size_t k = 0; k < count; k++)
			visit->lost = visit->lost ||
				      site_is(site_of_address(&topology->sites, known[k].address),
					      loss->site);
		if (visit->lost)
			note_lost(arena, loss, SOURCE_SHARES, visit->name);
	}
}

bool site_loss_apply(struct arena *arena, const struct plan *plan, const char *site,
	const struct evidence *whole, struct evidence *without, struct error *error)
{
	*without = *whole;
	struct loss *loss = arena_alloc(arena, sizeof *loss);
	loss->site = site;
	without->loss = loss;
	const struct topology *topology = topology_read(arena, plan, whole);
	if (topology->sites.unread != NULL) {
		loss->blind = topology->sites.unread;
		return true;
	}
	const char *named = site_found(arena, &topology->sites, site);
	if (named == NULL)
		return fail_unknown_site(arena, topology, site, error);
	loss->site = named;
	lose_directory(arena, topology, loss, &whole->directory, &without->directory);
	lose_dns(arena, topology, loss, &whole->dns, &without->dns);
	mark_shares(arena, topology, loss, whole, &without->shares);
	return true;
}

/* The finding of the same check about the same subject in the other judgement; NULL if none. */
static const struct finding *counterpart(const struct judgement *judgement,
	const struct recovery_judgement *recovery, const struct finding *finding)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *other = &judgement->findings.finding[recovery->first + i];
		if (strcmp(other->check->id, finding->check->id) == 0 &&
			strcmp(other->subject, finding->subject) == 0)
			return other;
	}
	return NULL;
}

static void note_change(struct arena *arena, struct judgement *judgement,
	const struct finding *before, const struct finding *now)
{
	judgement->change = arena_more(
		arena, judgement->change, judgement->change_count, sizeof *judgement->change);
	judgement->change[judgement->change_count++] =
		(struct change){ before, now == NULL ? OUTCOME_UNKNOWN : now->outcome };
}

void site_loss_compare(
	struct arena *arena, const struct judgement *whole, struct judgement *without)
{
	for (size_t i = 0; i < whole->recovery_count; i++) {
		const struct recovery_judgement *recovery = &whole->recovery[i];
		for (size_t k = 0; k < recovery->count; k++) {
			const struct finding *before =
				&whole->findings.finding[recovery->first + k];
			const struct finding *now =
				counterpart(without, &without->recovery[i], before);
			if (now == NULL || now->outcome != before->outcome)
				note_change(arena, without, before, now);
		}
	}
}
