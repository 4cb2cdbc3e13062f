/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/owner.h"
#include "ldapchk/missing_name.h"
#include "model/check.h"
#include "model/dns_answers.h"
#include "model/loss.h"
#include "model/remedy.h"

enum { MAX_ADDRESSES = 64, MAX_DOUBTS = 20 };

/* The addresses that DNS servers returned for some names. */
struct addresses {
	const struct examination *examination;
	const char *address[MAX_ADDRESSES], *name[MAX_ADDRESSES];
	size_t count;
	size_t given;      /* records of the current name */
	struct text doubt; /* what is not known, a line each */
	size_t doubt_count;
	struct causes causes; /* of the doubt */
};

static bool holds(const struct addresses *addresses, const char *address)
{
	for (size_t i = 0; i < addresses->count; i++) {
		if (strcmp(addresses->address[i], address) == 0)
			return true;
	}
	return false;
}

/* A line is added once: a server that does not answer does so for every name. */
static void add_line(struct addresses *addresses, const char *line)
{
	if (addresses->doubt_count > MAX_DOUBTS ||
		(addresses->doubt_count > 0 && strstr(addresses->doubt.data, line) != NULL))
		return;
	text_add(&addresses->doubt, "\n%s",
		addresses->doubt_count < MAX_DOUBTS ? line : "and more like these");
	addresses->doubt_count++;
}

/* The gap may be none. */
static void add_doubt(struct addresses *addresses, const char *line, const struct gap *gap)
{
	causes_add(addresses->examination->arena, &addresses->causes, gap);
	add_line(addresses, line);
}

/* Nobody was asked for the name, though others may have been. */
static void add_unasked(struct addresses *addresses, const char *name)
{
	const struct examination *examination = addresses->examination;
	const struct evidence *evidence = examination->evidence;
	if (evidence->dns.count > 0 && evidence->loss == NULL)
		causes_add_named(
			examination->arena, &addresses->causes, unasked_name(examination, name));
	else
		loss_causes(examination->arena, evidence, &evidence->dns.gap, &addresses->causes);
	add_line(addresses,
		arena_format(examination->arena, "No DNS server was asked for %s", name));
}

/* An IPv4-mapped IPv6 address is the same as the IPv4 address (RFC 4291 2.5.5.2). */
static const char *without_mapping(const char *address)
{
	static const char mapped[] = "::ffff:";
	const size_t length = sizeof mapped - 1;
	return strncasecmp(address, mapped, length) == 0 && strchr(address, '.') != NULL
		       ? address + length
		       : address;
}

static void add_addresses(
	struct addresses *addresses, const char *name, const struct dns_answer *answer)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		const char *address = without_mapping(record->data);
		if (strcmp(record->type, answer->type) != 0)
			continue;
		addresses->given++;
		if (holds(addresses, address))
			continue;
		if (addresses->count == MAX_ADDRESSES) {
			add_doubt(
				addresses, "There are more addresses than this check reads", NULL);
			return;
		}
		addresses->name[addresses->count] = name;
		addresses->address[addresses->count++] = address;
	}
}

/* False if the server was not asked for the name: it may serve other zones of the plan. */
static bool add_visit(const struct dns_visit *visit, const char *name, struct addresses *addresses)
{
	static const char *const types[] = { "A", "AAAA" };
	struct arena *arena = addresses->examination->arena;
	const struct dns_answer *answer[] = { dns_answer(visit, name, types[0]),
		dns_answer(visit, name, types[1]) };
	if (!dns_was_asked(visit, name))
		return false;
	if (gap_is(&visit->gap)) {
		add_doubt(addresses, arena_format(arena, "%s: %s", visit->server, visit->gap.text),
			&visit->gap);
		return true;
	}
	for (size_t i = 0; i < 2; i++) {
		const char *unknown = dns_answer_doubt(arena, answer[i], types[i]);
		if (unknown != NULL)
			add_doubt(addresses,
				arena_format(arena, "%s, asked for %s: %s", visit->server, name,
					unknown),
				dns_answer_gap(answer[i]));
		/* Cached records and those of wildcards prove nothing. */
		if (answer[i] != NULL && answer[i]->authoritative && answer[i]->wildcard == NULL)
			add_addresses(addresses, name, answer[i]);
	}
	return true;
}

static void add_name(const char *name, struct addresses *addresses)
{
	const struct dns_evidence *dns = &addresses->examination->evidence->dns;
	const char *more = dns_more_servers(addresses->examination, name);
	bool asked = false;
	addresses->given = 0;
	for (size_t i = 0; i < dns->count; i++)
		asked |= add_visit(&dns->visit[i], name, addresses);
	if (!asked)
		add_unasked(addresses, name);
	else if (more != NULL)
		add_doubt(addresses, more, &dns->gap);
}

/* If DNS has no address of the name, its addresses are not known. */
static void add_standby(const struct name *standby, struct addresses *addresses)
{
	add_name(standby->fqdn, addresses);
	if (addresses->given > 0)
		return;
	struct arena *arena = addresses->examination->arena;
	const struct missing_name *missing = missing_address(addresses->examination, standby->fqdn);
	const struct causes *causes = &addresses->causes;
	/* If there is a gap, it is reported already. */
	if (missing != NULL)
		causes_add_named(arena, &addresses->causes, &missing->cause);
	else if (causes->count + causes->named_count == 0)
		causes_add(arena, &addresses->causes, NULL);
	add_line(addresses, arena_format(arena, "DNS has no address of %s", standby->fqdn));
}

/* The name of the standby cluster or a node with an address of the CMS; or NULL. */
static const char *same_address(
	const struct addresses *cms, const struct addresses *standby, const char **address)
{
	for (size_t i = 0; i < standby->count; i++) {
		*address = standby->address[i];
		if (holds(cms, *address))
			return standby->name[i];
	}
	return NULL;
}

static void judge_addresses(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	struct addresses cms = { .examination = examination, .doubt = text_new(arena) };
	struct addresses standby = cms;
	const char *address = NULL;
	add_name(recovery->cms.fqdn, &cms);
	const bool nowhere = cms.count == 0 && cms.doubt.length == 0;
	add_standby(&recovery->standby_cluster, &standby);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		add_standby(&recovery->standby_nodes[i], &standby);
	const char *name = same_address(&cms, &standby, &address);
	const bool is_known = nowhere || (cms.doubt.length == 0 && standby.doubt.length == 0);
	struct finding *finding = finding_add(examination,
		name != NULL ? OUTCOME_FAIL
		: is_known   ? OUTCOME_PASS
			     : OUTCOME_UNKNOWN,
		SUBJECT_CMS, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = arena_format(arena,
		"Addresses from DNS servers: %zu of %s, %zu of %s and its nodes.", cms.count,
		recovery->cms.fqdn, standby.count, recovery->standby_cluster.fqdn);
	if (name != NULL) {
		finding->summary = arena_format(arena,
			"%s already resolves to an address of the standby cluster.",
			recovery->cms.label);
		finding->proof = arena_format(arena, "%s and %s have the same address, %s.",
			recovery->cms.fqdn, name, address);
		finding->remedy = remedy_format(arena,
			"If %s was recovered there already, or moved by a drill, "
			"there is nothing to recover. If not, "
			"remove what is left of it from the standby cluster, "
			"and fix the record in DNS:\n"
			"    cluster.exe /cluster:%s res",
			recovery->cms.label, recovery->standby_cluster.label);
	} else if (!is_known) {
		finding->proof = arena_format(arena, "%s%s%s", finding->proof,
			cms.doubt.length > 0 ? cms.doubt.data : "",
			standby.doubt.length > 0 ? standby.doubt.data : "");
		finding->summary =
			"Not all addresses of the CMS and of the standby cluster are known.";
		if (cms.doubt.length > 0)
			causes_join(arena, &finding->causes, &cms.causes);
		if (standby.doubt.length > 0)
			causes_join(arena, &finding->causes, &standby.causes);
		/* The proof shows addresses, too, unless a name is wrong. */
		finding->causes.more |=
			cms.count + standby.count > 0 && finding->causes.named_count == 0;
		finding->remedy = "See the findings on DNS (dns.record).";
	} else {
		finding->summary = arena_format(arena, "%s and its nodes have no address of %s.",
			recovery->standby_cluster.label, recovery->cms.label);
	}
}

static const char *both(struct arena *arena, const char *one, const char *other)
{
	if (*one == '\0' || *other == '\0')
		return *one == '\0' ? other : one;
	return arena_format(arena, "%s\n%s", one, other);
}

/* Two answers to one question: the worse one is the finding's, the proof is that of both. */
static void report(const struct examination *examination, const struct finding *owner,
	const struct finding *address)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	const struct finding *worse = address->outcome > owner->outcome ? address : owner;
	struct finding *finding = finding_add(
		examination, worse->outcome, SUBJECT_CMS, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->summary = worse->summary;
	finding->proof = both(arena, owner->proof, address->proof);
	finding->remedy = worse->remedy;
	if (owner->outcome == OUTCOME_PASS && address->outcome == OUTCOME_PASS)
		finding->summary = arena_format(arena, "%s hosts no CMS, nor an address of %s.",
			recovery->standby_cluster.label, recovery->cms.label);
	if (owner->outcome == address->outcome)
		finding->remedy = both(arena, owner->remedy, address->remedy);
	if (worse->outcome != OUTCOME_UNKNOWN)
		return;
	finding->causes = worse->causes;
	if (owner->outcome == address->outcome)
		causes_join(arena, &finding->causes, &address->causes);
}

static void run_standby_clean(const struct examination *examination)
{
	struct findings answers = { .arena = examination->arena };
	struct examination asking = *examination;
	asking.findings = &answers;
	exchange_judge(&asking, owner_judge);
	judge_addresses(&asking);
	report(examination, &answers.finding[0], &answers.finding[1]);
}

static const struct unsaid share_standby_clean_unsaid = {
	.topic = "The standby cluster itself",
	.text = "The quorum, networks and resources of the standby cluster, and the Exchange roles "
		"of its nodes, were not looked at.",
	.how = "On a standby node: cluster.exe node, and cluster.exe res; every "
	       "node is up, and the passive Mailbox role of the same version is "
	       "installed.",
};

const struct check check_share_standby_clean = {
	.id = "share.standby-clean",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does no CMS run on the standby cluster, neither this one nor another?",
	.rule = "No clustered mailbox server lists a standby node as its own. "
		"DNS returns no address for the CMS that the standby cluster or one of its "
		"nodes has. Without standby_nodes: unknown.",
	.why = "/RecoverCMS brings the CMS's name and address online in the standby cluster. "
	       "If they are online there already, left over from a drill or from a recovery that "
	       "was never undone, Setup stops, or two clusters use one name. "
	       "A standby cluster that hosts another CMS is not supported.",
	.evidence = "msExchServerRedundantMachines of every server up to Exchange 2007 in the "
		    "organisation: /RecoverCMS writes the nodes of the cluster into it. "
		    "The addresses of the CMS, of the standby cluster and of its nodes, "
		    "from all DNS servers: none may be the same. "
		    "An address that a wildcard record gives is unknown.",
	.right = "Read Property on the servers' objects in the configuration partition. "
		 "UDP and TCP port 53 of the DNS servers.",
	.remedy = "Remove what is left of a CMS from the standby cluster, "
		  "put its list of nodes right, and fix its DNS record:\n"
		  "    Get-MailboxServer | Format-List Name,RedundantMachines",
	.run = run_standby_clean,
	.unsaid = &share_standby_clean_unsaid,
};
