/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evidence: what servers answered, without judgement. Where something could not be read there is a
 * gap instead: for a whole source, one visited server, or one question. What is absent without a
 * gap was not asked for; that proves nothing either.
 *
 * The same JSON carries a worker's part over its pipe, a saved run, and a loaded one; `check`
 * judges only evidence that was read from it. Lives in the arena it was read into.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/name_index.h"
#include "codec/attribute.h"
#include "codec/gap.h"
#include "model/part_kind.h"
#include "model/rcode.h"

struct run {
	const char *id;      /* a UUID */
	const char *version; /* of cmsready */
	const char *host;
	const char *started, *ended; /* RFC 3339, UTC, seconds */
	const char *plan_sha256;
	/* "by SIGINT after 7 s: 3 of 12 answers were there"; since 1.6, or NULL */
	const char *interrupted;
};

/*
 * What one search of a directory server returned besides the accounts of the plan. With a gap there
 * may be more; ERROR_ABSENT: the search base does not exist there, or is not visible.
 */
struct directory_part {
	const char *kind; /* name of an enum part_kind, perhaps of a later version */
	struct gap gap;
	struct entry *entry;
	size_t count;
};

/*
 * What a directory server, as a Kerberos server (KDC), answered about a ticket for a name. Either
 * it issued one, or it refused, or it named another realm.
 */
struct ticket {
	const char *name;     /* "HOST/excms01.corp.example.com", "EXCMS01$" */
	int64_t encryption;   /* of the ticket, RFC 3961 8: 18, 17 (AES), 23 (RC4); 0: none */
	const char *refusal;  /* "KDC_ERR_S_PRINCIPAL_UNKNOWN"; or NULL */
	const char *referral; /* "EAST.EXAMPLE.COM"; or NULL */
};

/*
 * What one directory server answered. `text` is the JSON that the visit was read from, or empty;
 * evidence_write() copies it unchanged. It is not itself in the file. The same in other visits.
 */
struct directory_visit {
	const char *server;
	struct bytes text;
	const char *found_by; /* "plan", "SRV record 0 100 389" or "Sites container" */
	struct gap gap;       /* then the rest is incomplete */
	const char **asked;   /* the names (labels) whose computer objects were searched for */
	size_t asked_count;
	struct entry root; /* the rootDSE */
	struct entry *entry;
	size_t entry_count;

	/* From version 1.1 on; absent in older evidence. */
	const struct entry *directory_service; /* CN=Directory Service; NULL: not asked for */
	struct gap names_gap;                  /* then there may be more principals */
	const char **sids_asked;               /* the SIDs whose objects were searched for */
	size_t sids_asked_count;
	struct entry *principal; /* the accounts and groups that were found */
	size_t principal_count;

	struct directory_part *part; /* from version 1.2 on */
	size_t part_count;
	int64_t operations; /* requests that were sent; from version 1.2 on, 0 where not known */

	/* From version 1.4 on. Without a ticket and a gap, none was asked for. */
	struct gap tickets_gap; /* then there may be more tickets */
	struct gap types_gap;   /* then their encryption types are not what other clients get */
	struct ticket *ticket;
	size_t ticket_count;

	/* Not evidence: indexes of the names in `asked`, and of the account and common names in
	 * `entry`. NULL in evidence that was not read from text. */
	const struct name_index *asked_names, *entry_names;
};

/* Whether the server was asked about that name. */
bool directory_was_asked(const struct directory_visit *visit, const char *label);

/*
 * The entries that may have that name: those with it as account or common name; all entries where
 * there is no index. directory_candidate() returns one for each index below `count`; NULL: that
 * entry was returned before.
 */
struct directory_candidates {
	const struct directory_visit *visit;
	const struct named_place *place;
	size_t count;
};
struct directory_candidates directory_candidates(
	const struct directory_visit *visit, const char *label);
const struct entry *directory_candidate(
	const struct directory_candidates *candidates, size_t index);

/* The part of that kind; NULL when it was not asked for. */
const struct directory_part *directory_part(
	const struct directory_visit *visit, enum part_kind kind);

struct directory_evidence {
	struct gap gap; /* the servers could not be found */
	struct directory_visit *visit;
	size_t count;
};

struct dns_record {
	const char *name; /* lower case, without a final dot */
	const char *type; /* "A", "AAAA", "CNAME", "PTR", ..., or "TYPEn" */
	int64_t ttl;      /* seconds */
	const char *data; /* an address, a name, names and numbers (SOA, SRV), or hexadecimal */
};

/* One question and its answer section. */
struct dns_answer {
	const char *name, *type;
	struct gap gap;
	int64_t rcode; /* of enum dns_rcode, or another */
	bool authoritative, truncated, recursion_available;
	struct dns_record *record;
	size_t count;

	/* Not in the file (clusterchk/wildcards.h): why it may come from a wildcard, or NULL; and
	 * the gap behind that, or NULL. */
	const char *wildcard;
	const struct gap *wildcard_gap;
};

/* What one DNS server answered. */
struct dns_visit {
	const char *server;
	struct bytes text;
	const char *address;   /* and port, as asked */
	const char *transport; /* "TCP" if it did not reply over UDP, else NULL; since 1.4 */
	const char *found_by;  /* "plan", "NS record of ZONE" or FOUND_IN_SITES */
	struct gap gap;        /* ERROR_ABSENT: its name has no address */
	struct dns_answer *answer;
	size_t count;
	struct dns_answer *probe; /* about names that cannot exist: of wildcards; since 1.4 */
	size_t probe_count;
	const struct name_index *answer_names; /* as above */
};

/* The answer about that name and type; NULL when it was not asked. */
const struct dns_answer *dns_answer(
	const struct dns_visit *visit, const char *name, const char *type);

/*
 * A domain controller that was asked as a DNS server because of its site: no NS record and no plan
 * names it as one, and it may be none.
 */
#define FOUND_IN_SITES "Sites container"
bool dns_visit_is_unpublished(const struct dns_visit *visit);

/*
 * Whether it was asked, or was to be asked, for the addresses of that name: it may serve other
 * zones of the plan. A visit with a gap and without answers may have been about any name. One that
 * is not published counts only if it answers for the name with authority.
 */
bool dns_was_asked(const struct dns_visit *visit, const char *name);

/* Whether it is an authoritative answer, even that there is no such record. `answer` may be NULL.
 */
bool dns_answer_serves(const struct dns_answer *answer);

/* Whether its code is neither NOERROR nor NXDOMAIN. */
bool dns_answer_refuses(const struct dns_answer *answer);

struct dns_evidence {
	struct gap gap;
	struct dns_visit *visit;
	size_t count;
};

/* A folder of a share, named by the GUID of an offline address book. */
struct share_folder {
	const char *name;
	struct gap gap; /* its oab.xml could not be read; ERROR_ABSENT: there is none */
	int64_t size;   /* of oab.xml, bytes */
	const char
		*modified; /* of oab.xml, RFC 3339, UTC; NULL: it was not found, or not asked for */
	const char *manifest; /* its text; NULL: it was not read, or is too long to be kept */

	/* From version 1.4 on: what the manifest lists, whether its text was kept or not. */
	const char *broken;   /* why it cannot be parsed; or NULL */
	int64_t lists;        /* address lists */
	int64_t files;        /* files that it names: each was looked for in the folder */
	const char **missing; /* of these, those that are not there */
	size_t missing_count;
	struct gap files_gap; /* then there may be more */
};

/* The same permissions of folders and files of a share, once for all that have them. */
struct share_permissions {
	const char **path; /* in the share: "GUID", "GUID/oab.xml" */
	size_t path_count;
	struct gap gap;
	const char *descriptor; /* as that of the share's folder */
};

/* An attempt to open a share. */
struct share_opening {
	const char *share;
	struct gap gap;
	const char *status; /* "opened", or the name of errno: "ENOENT", "EACCES" */

	/* From version 1.3 on, of a share that opened. */
	struct gap descriptor_gap;
	const char *descriptor; /* of its folder, as libsmbclient writes it; NULL: not asked for */
	struct gap folders_gap; /* then there may be more folders */
	struct share_folder *folder;
	size_t folder_count;

	/* From version 1.4 on, of what is in the share. */
	struct share_permissions *permissions;
	size_t permissions_count;
};

/* What a file server answered under one name. */
struct share_visit {
	const char *name; /* the name it was addressed by, fully qualified */
	struct bytes text;
	bool lost; /* not in the file: judged as if its server were gone (model/loss.h) */
	struct gap gap;
	const char *protocol; /* "SMB 2 or later" */
	const char *account;  /* that asked: "reader@CORP.EXAMPLE.COM"; since 1.3, or NULL */
	struct gap list_gap;  /* the list of shares could not be read */
	const char **listed;
	size_t listed_count;
	struct share_opening *opening;
	size_t opening_count;
};

struct share_evidence {
	struct share_visit *visit;
	size_t count;

	/* From version 1.4 on: folders of address books that no list showed, asked for by name. */
	struct share_visit *by_name;
	size_t by_name_count;

	const struct name_index *visit_names; /* as above */
};

/* The visit under that name, and its attempt to open the share; NULL: there was none. */
const struct share_visit *share_visit_of(const struct share_evidence *shares, const char *name);
const struct share_opening *share_opening_of(const struct share_visit *visit, const char *share);
bool share_opened(const struct share_opening *opening);

/* The folder of that name, or NULL. */
const struct share_folder *share_folder_of(const struct share_opening *opening, const char *name);

/* Why it may have more folders than these, for people; NULL: these are all. */
const char *share_folders_doubt(const struct share_opening *opening);

struct loss;
struct stale;

struct evidence {
	const char *schema_version; /* of the format it was read from */
	const char *sha256;         /* of the text it was read from */
	struct run run;
	struct directory_evidence directory;
	struct dns_evidence dns;
	struct share_evidence shares;

	/*
	 * What the resolver of this machine answered about servers: the SRV records of the domain,
	 * the NS records of the zones. Its gaps are those of the sources, too. From version 1.5 on;
	 * NULL: the plan named the servers, or not known.
	 */
	const struct dns_visit *resolver;

	/* Not in the file: judged as if a site were gone (model/loss.h); or NULL. */
	const struct loss *loss;
	/* Not in the file: the servers that were taken out (model/stale.h); NULL: not looked for.
	 */
	const struct stale *stale;
	/* Not in the file: why it must not be judged any more (model/age.h); or NULL. */
	const char *outdated;
};

/*
 * Why a directory server cannot have returned these entries: two of one DN, or one that cannot be
 * (model/entry_form.h). NULL: it can. For DNS: model/dns_form.h.
 */
const char *entries_fault(struct arena *arena, const struct entry *entry, size_t count);

/* Reads the JSON file of a whole run. `name` is for messages: the file. ERROR_MALFORMED. */
bool evidence_read(struct arena *arena, const char *name, struct bytes file,
	struct evidence *evidence, struct error *error);

struct bytes evidence_write(struct arena *arena, const struct evidence *evidence);

struct record_gap; /* codec/record.h */

/* All gaps, in the order of the file: by source and server. */
struct record_gap *evidence_gaps(
	struct arena *arena, const struct evidence *evidence, size_t *count);

/* The parts that workers return, in the same format as in the whole file. */
bool directory_visit_read(struct arena *arena, const char *name, struct bytes text,
	struct directory_visit *visit, struct error *error);
struct bytes directory_visit_write(struct arena *arena, const struct directory_visit *visit);
bool dns_visit_read(struct arena *arena, const char *name, struct bytes text,
	struct dns_visit *visit, struct error *error);
struct bytes dns_visit_write(struct arena *arena, const struct dns_visit *visit);
bool share_visit_read(struct arena *arena, const char *name, struct bytes text,
	struct share_visit *visit, struct error *error);
struct bytes share_visit_write(struct arena *arena, const struct share_visit *visit);

/* Builds the name indexes that the look-ups above use. */
void evidence_index(struct arena *arena, struct evidence *evidence);
