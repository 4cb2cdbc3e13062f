/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether Exchange servers may read the share of the address book; their group is in the directory.
 */
#include <string.h>

#include "base/text.h"
#include "exchange/oab.h"
#include "model/check.h"
#include "security/file_descriptor.h"
#include "shares/checks/expected_books.h"
#include "shares/checks/oab_share.h"
#include "shares/checks/servers_group.h"

enum { MAX_PATHS = 4 };

/* What was found so far, from the share's folder down to each oab.xml. */
struct reading {
	const struct examination *examination;
	const struct oab_share *share;
	const struct servers_group *servers;
	struct text proof;
	struct causes causes;
	enum outcome worst;
	const char *where; /* has the worst outcome, if it is not PASS */
};

static struct finding *add(const struct examination *examination, enum outcome outcome,
	const char *summary, const char *proof, const char *remedy)
{
	const struct name *cms = &examination->recovery->cms;
	struct finding *finding =
		finding_add(examination, outcome, SUBJECT_CMS, cms->fqdn, cms->fqdn);
	finding->summary = summary;
	finding->proof = proof;
	if (remedy != NULL)
		finding->remedy = remedy;
	return finding;
}

static void take_outcome(struct reading *reading, enum outcome outcome, const char *where)
{
	if (outcome <= reading->worst)
		return;
	reading->worst = outcome;
	reading->where = where;
}

/* Judges one descriptor; `gap` is why it was not read. `more` follows the name of the place. */
static void read_place(struct reading *reading, const char *where, const char *more,
	const char *descriptor, const struct gap *gap)
{
	struct arena *arena = reading->examination->arena;
	struct descriptor parsed;
	struct error error = { 0 };
	text_add(&reading->proof, "%s%s%s: ", reading->proof.length == 0 ? "" : "\n", where, more);
	if (descriptor == NULL) {
		text_add_string(&reading->proof,
			gap != NULL && gap_is(gap) ? gap->text : "its permissions were not read");
		causes_add(arena, &reading->causes, gap);
		take_outcome(reading, OUTCOME_UNKNOWN, where);
	} else if (!file_descriptor_read(arena, descriptor, &parsed, &error)) {
		text_add_string(&reading->proof, error.text);
		reading->causes.more = true;
		take_outcome(reading, OUTCOME_UNKNOWN, where);
	} else {
		const enum outcome outcome =
			servers_group_may_read(arena, reading->servers, &parsed, &reading->proof);
		reading->causes.more = reading->causes.more || outcome == OUTCOME_UNKNOWN;
		take_outcome(reading, outcome, where);
	}
}

static const char *place_of(const struct reading *reading, const char *path)
{
	struct arena *arena = reading->examination->arena;
	const char *place = arena_format(
		arena, "\\\\%s\\%s", reading->share->server, reading->share->opening->share);
	if (path == NULL)
		return place;
	char *windows = arena_format(arena, "%s\\%s", place, path);
	for (char *at = windows; (at = strchr(at, '/')) != NULL;)
		*at = '\\';
	return windows;
}

/* The folder that the path is in: "GUID" of "GUID/oab.xml". */
static bool is_needed(struct arena *arena, const struct expected_books *expected, const char *path)
{
	return expected_needs(expected, arena_format(arena, "%.*s", (int)strcspn(path, "/"), path));
}

/* Judges equal permissions once; the proof names the first few places that have them. */
static void read_permissions(struct reading *reading, const struct expected_books *expected,
	const struct share_permissions *permissions)
{
	struct arena *arena = reading->examination->arena;
	if (permissions->gap.cause == ERROR_ABSENT && gap_is(&permissions->gap))
		return; /* what does not exist is reported by other checks */
	struct text more = text_new(arena);
	const char *first = NULL;
	size_t count = 0;
	for (size_t i = 0; i < permissions->path_count; i++) {
		if (!is_needed(arena, expected, permissions->path[i]))
			continue;
		if (count == 0)
			first = permissions->path[i];
		else if (count < MAX_PATHS)
			text_add(&more, ", %s", permissions->path[i]);
		count++;
	}
	if (count == 0)
		return;
	if (count > MAX_PATHS)
		text_add(&more, " and %zu more", count - MAX_PATHS);
	read_place(reading, place_of(reading, first), more.data, permissions->descriptor,
		&permissions->gap);
}

static bool has_permissions(const struct share_opening *opening, const char *path)
{
	for (size_t i = 0; i < opening->permissions_count; i++) {
		const struct share_permissions *permissions = &opening->permissions[i];
		for (size_t k = 0; k < permissions->path_count; k++) {
			if (strcmp(permissions->path[k], path) == 0)
				return true;
		}
	}
	return false;
}

/* Older evidence has the permissions of the share's folder only. */
static void read_unread(struct reading *reading, const struct expected_books *expected)
{
	struct arena *arena = reading->examination->arena;
	const struct share_opening *opening = reading->share->opening;
	for (size_t i = 0; i < opening->folder_count; i++) {
		const char *name = opening->folder[i].name;
		if (expected_needs(expected, name) && !has_permissions(opening, name))
			read_place(reading, place_of(reading, name), "", NULL, NULL);
		const char *file = arena_format(arena, "%s/oab.xml", name);
		const bool exists = opening->folder[i].gap.cause != ERROR_ABSENT;
		if (exists && expected_needs(expected, name) && !has_permissions(opening, file))
			read_place(reading, place_of(reading, file), "", NULL, NULL);
	}
}

static void conclude(struct reading *reading)
{
	struct arena *arena = reading->examination->arena;
	text_add_string(
		&reading->proof, "\nThe permissions of the share itself cannot be read from here.");
	const char *summary = "Exchange servers may read the shared folder and its address books.";
	const char *remedy = NULL;
	if (reading->worst == OUTCOME_UNKNOWN)
		summary = arena_format(arena,
			"It is not known whether Exchange servers may read %s.", reading->where);
	if (reading->worst == OUTCOME_FAIL)
		summary = arena_format(arena,
			"Exchange servers may not read %s: "
			"no Client Access server can copy the address book.",
			reading->where);
	if (reading->worst != OUTCOME_PASS)
		remedy = "Grant it on the shared folder and all that is in it, on the node that "
			 "has it:\n"
			 "    icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R /T\n"
			 "The share needs the same: Read for Exchange Servers. What could not be "
			 "read: give the account that runs this check Read Permissions there, or "
			 "look at the Security tab.";
	struct finding *finding =
		add(reading->examination, reading->worst, summary, reading->proof.data, remedy);
	if (reading->worst == OUTCOME_UNKNOWN)
		finding->causes = reading->causes;
	if (reading->worst == OUTCOME_FAIL)
		fixes_add(arena, &finding->fixes,
			(struct fix){ .action = FIX_GRANT_SHARE_READ,
				.object = place_of(reading, NULL),
				.account = reading->servers->dn,
				.value = sid_write(arena, &reading->servers->sid[0]) });
}

static void judge_readable(const struct examination *examination, const struct oab_share *share,
	const struct servers_group *servers)
{
	const struct expected_books expected = expected_books_find(examination);
	const struct share_opening *opening = share->opening;
	struct reading reading = {
		.examination = examination,
		.share = share,
		.servers = servers,
		.proof = text_new(examination->arena),
	};
	text_add(&reading.proof, "For %s:", servers->dn);
	read_place(&reading, place_of(&reading, NULL), "", opening->descriptor,
		&opening->descriptor_gap);
	for (size_t i = 0; i < opening->permissions_count; i++)
		read_permissions(&reading, &expected, &opening->permissions[i]);
	read_unread(&reading, &expected);
	conclude(&reading);
}

/* The group was deleted, and with it what it was granted and who its members were. */
static void judge_deleted(
	const struct examination *examination, const struct servers_group *servers)
{
	const bool differ = servers->count > 0;
	struct finding *finding = add(examination, differ ? OUTCOME_UNKNOWN : OUTCOME_FAIL,
		differ ? "Directory servers differ on whether the group Exchange Servers exists."
		       : "The group Exchange Servers was deleted: "
			 "no Exchange server has its rights any more.",
		arena_format(examination->arena,
			"otherWellKnownObjects of the Exchange container names %s%s%s.",
			servers->deleted_dn, differ ? ", and elsewhere " : "",
			differ ? servers->dn : ""),
		"Create it again from the Exchange 2007 media, wait for replication, and see that "
		"it has the computer accounts of all Exchange servers as members:\n"
		"    setup.com /PrepareAD");
	finding->causes.more = differ;
}

static void run_oab_readable(const struct examination *examination)
{
	struct oab_share share;
	if (!oab_share_open(examination, &share))
		return;
	const struct servers_group servers = servers_group_find(examination);
	if (servers.deleted_dn != NULL) {
		judge_deleted(examination, &servers);
	} else if (servers.count == 0) {
		struct finding *finding = add(examination, OUTCOME_UNKNOWN,
			"The group of the Exchange servers is not known.",
			"No directory server returned the group that otherWellKnownObjects "
			"of the Exchange container names.",
			"Give the account that runs this check Read Property in the configuration "
			"partition and on the group Exchange Servers.");
		servers_group_causes(examination, &finding->causes);
	} else {
		judge_readable(examination, &share, &servers);
	}
}

static const struct unsaid share_oab_readable_unsaid = {
	.topic = "Permissions of the share",
	.text = "The access list of the folder was read, not that of the share "
		"itself.",
	.how = "On the node that owns the share: net share ExchangeOAB. Who must read the folder must be allowed there, too.",
};

const struct check check_share_oab_readable = {
	.id = "share.oab-readable",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "May Exchange servers read the folder of the offline address book?",
	.rule = "The group Exchange Servers, found by its well-known GUID, exists and may read the "
		"folder of the share of the offline address book, the folder of each address book "
		"that the CMS generates, and its oab.xml. "
		"The permissions of the share itself are not checked.",
	.why = "Client Access servers copy the address book as members "
	       "of the group Exchange Servers, which needs Read on the share, the folders and "
	       "the files (events 1021 and 1022 of MSExchangeFDS). "
	       "Without it clients get no updates of the address book, "
	       "and new clients get none at all.",
	.evidence = "The permissions of the shared folder, under the CMS's name or a node's, "
		    "and of the folders and oab.xml in it. "
		    "The group is found by its well-known GUID, even if it was renamed, "
		    "together with the groups that it is a member of. "
		    "The permissions of the share itself are not checked.",
	.right = "Read and Read Permissions on the folders and files.",
	.remedy = "Grant it on the folder with all that is in it, and on the share:\n"
		  "    icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R /T\n"
		  "If the group was deleted: setup.com /PrepareAD",
	.run = run_oab_readable,
	.unsaid = &share_oab_readable_unsaid,
	.relief = &oab_relief,
};
