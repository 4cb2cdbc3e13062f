/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.create-path */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define COMPUTER_CLASS "bf967a86-0de6-11d0-a285-00aa003049e2"
#define USER_CLASS     "bf967aba-0de6-11d0-a285-00aa003049e2"
#define COMPUTERS      "CN=Computers,DC=corp,DC=example,DC=com"
#define EVERYBODY      "S-1-1-0"

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define ACE(type, mask, sid, object_type)                                                          \
	{                                                                                          \
		(type), 0, (mask), (sid), (object_type)                                            \
	}
#define READ            ACE(ACE_ALLOW, RIGHT_READ_PROPERTY, EVERYBODY, NULL)
#define CREATE(sid)     ACE(ACE_OBJECT_ALLOW, RIGHT_CREATE_CHILD, sid, COMPUTER_CLASS)
#define REFUSE(sid)     ACE(ACE_OBJECT_DENY, RIGHT_CREATE_CHILD, sid, COMPUTER_CLASS)
#define ON(...)         .usual = { .ace = { __VA_ARGS__ } }
#define ON_OWN(...)     .own = { .ace = { __VA_ARGS__ } }
#define QUOTA(number)   .quota = (number)
#define CREATED_BY(...) .created = { __VA_ARGS__ }

enum { MAX_CREATED = 4 };

static const struct row {
	const char *because;
	struct expected expected;
	bool has_cms, no_cluster, older, hides;
	const char *version; /* operatingSystemVersion of the node; NULL: Windows Server 2008 */
	const char *known;   /* of wellKnownObjects; NULL: the computers; "": none is shown */
	struct object usual, own; /* the descriptors of both containers; none: it is not shown */
	enum error_kind gap, created_gap;
	const char *quota;
	const char *created[MAX_CREATED]; /* by whom */
} rows[] = {
	{ .because = "there is an object",
		.has_cms = true,
		.older = true,
		EXPECT(PASS, .subject_id = CMS_SID, .proof_holds = "CN=EXCMS01," BASE_DN) },
	{ .because = "there may be one that is hidden",
		.hides = true,
		ON(READ, CREATE(CNO_SID)),
		EXPECT(UNKNOWN, .proof_holds = "cannot list:\n- CN=Computers,") },
	{ .because = "the right to create computers",
		ON(READ, CREATE(CNO_SID)),
		EXPECT(PASS, .proof_holds = "granted by ACE 1") },
	{ .because = "the right to create any class",
		ON(READ, ACE(ACE_ALLOW, RIGHT_CREATE_CHILD, CNO_SID, NULL)),
		IS(PASS, NULL) },
	{ .because = "a group's right", ON(READ, CREATE(DOMAIN_SID "515")), IS(PASS, NULL) },
	{ .because = "another class is none",
		ON(READ, ACE(ACE_OBJECT_ALLOW, RIGHT_CREATE_CHILD, CNO_SID, USER_CLASS)),
		QUOTA("0"),
		EXPECT(FAIL, .remedy_holds = "CN=EXCMS01," COMPUTERS) },
	{ .because = "to create takes to read, too",
		ON(CREATE(CNO_SID)),
		QUOTA("0"),
		EXPECT(FAIL, .proof_holds = "to read all properties: not granted") },
	{ .because = "a deny before it",
		ON(REFUSE(CNO_SID), READ, CREATE(CNO_SID)),
		QUOTA("0"),
		EXPECT(FAIL, .proof_holds = "denied by ACE 0") },
	{ .because = "a deny that may be meant",
		ON(REFUSE("S-1-5-2"), READ, CREATE(CNO_SID)),
		EXPECT(UNKNOWN, .proof_holds = "in doubt because of ACE 0") },
	{ .because = "a condition",
		ON(READ, ACE(ACE_CALLBACK_ALLOW, RIGHT_CREATE_CHILD, CNO_SID, NULL)),
		EXPECT(UNKNOWN, .proof_holds = "may count or not:\n- ACE 1") },
	{ .because = "the whole quota is left",
		ON(READ),
		QUOTA("10"),
		EXPECT(WARN, .proof_holds = "so far (mS-DS-CreatorSID): 0") },
	{ .because = "one is left",
		ON(READ),
		QUOTA("3"),
		CREATED_BY(CNO_SID, OTHER_SID, CNO_SID),
		EXPECT(WARN, .proof_holds = "so far (mS-DS-CreatorSID): 2") },
	{ .because = "none is left",
		ON(READ),
		QUOTA("2"),
		CREATED_BY(CNO_SID, OTHER_SID, CNO_SID),
		EXPECT(FAIL, .remedy_holds = "DRCLU1$@corp.example.com:GA") },
	{ .because = "more were created than are allowed by now",
		ON(READ),
		QUOTA("1"),
		CREATED_BY(CNO_SID, CNO_SID),
		IS(FAIL, NULL) },
	{ .because = "a quota below nothing", ON(READ), QUOTA("-1"), IS(FAIL, NULL) },
	{ .because = "the quota is not shown",
		ON(READ),
		EXPECT(UNKNOWN, .proof_holds = "ms-DS-MachineAccountQuota") },
	{ .because = "the quota is no number", ON(READ), QUOTA("ten"), IS(UNKNOWN, NULL) },
	{ .because = "what was created could not be read",
		ON(READ),
		QUOTA("10"),
		.created_gap = ERROR_DENIED,
		EXPECT(UNKNOWN, .proof_holds = "not to be read") },
	{ .because = "the quota does not matter to whom has the right",
		ON(READ, CREATE(CNO_SID)),
		QUOTA("0"),
		IS(PASS, NULL) },
	{ .because = "the containers could not be read",
		ON(READ, CREATE(CNO_SID)),
		.gap = ERROR_TIMEOUT,
		EXPECT(UNKNOWN, .proof_holds = "not to be read") },
	{ .because = "the container is not shown", EXPECT(UNKNOWN, .proof_holds = COMPUTERS) },
	{ .because = "no descriptor",
		.usual = { .descriptor_gap = ERROR_DENIED },
		EXPECT(UNKNOWN, .remedy_holds = "dsacls \"" COMPUTERS "\" /G \"ACCOUNT:RC\"") },
	{ .because = "a NULL DACL", .usual = { .descriptor = "null_dacl" }, IS(PASS, NULL) },
	{ .because = "older evidence", .older = true, IS(UNKNOWN, NULL) },
	{ .because = "the default container is not known",
		.known = "",
		ON(READ, CREATE(CNO_SID)),
		EXPECT(UNKNOWN, .proof_holds = "wellKnownObjects") },
	{ .because = "another GUID is another container",
		.known = "B:32:A9D1CA15768811D1ADED00C04FD8D5CD:" COMPUTERS,
		ON(READ, CREATE(CNO_SID)),
		EXPECT(UNKNOWN, .proof_holds = "wellKnownObjects") },
	{ .because = "no cluster",
		.no_cluster = true,
		ON(READ),
		EXPECT(UNKNOWN, .proof_holds = "DRCLU1$ was not found") },
	{ .because = "Windows Server 2003",
		.version = "5.2 (3790)",
		ON(READ, CREATE(CNO_SID)),
		EXPECT(UNKNOWN, .proof_holds = "5.2") },
	{ .because = "later ones use the container of the cluster's account",
		.version = "6.2 (9200)",
		ON(READ),
		QUOTA("0"),
		ON_OWN(READ, CREATE(CNO_SID)),
		EXPECT(PASS, .proof_holds = "In " BASE_DN) },
	{ .because = "and that alone",
		.version = "6.2 (9200)",
		ON(READ, CREATE(CNO_SID)),
		QUOTA("0"),
		ON_OWN(READ),
		EXPECT(FAIL, .remedy_holds = "CN=EXCMS01," BASE_DN) },
	{ .because = "not known which one: both",
		.version = "",
		ON(READ, CREATE(CNO_SID)),
		ON_OWN(READ, CREATE(CNO_SID)),
		EXPECT(PASS, .proof_holds = "In " BASE_DN) },
	{ .because = "not known which one, and they differ",
		.version = "6.1 (7601)",
		ON(READ),
		QUOTA("0"),
		ON_OWN(READ, CREATE(CNO_SID)),
		EXPECT(UNKNOWN, .remedy_holds = "CN=EXCMS01," COMPUTERS) },
};

static void add_part(struct directory_visit *visit, enum part_kind kind, enum error_kind gap,
	struct entry *entry, size_t count)
{
	visit->part[visit->part_count++] = (struct directory_part){
		.kind = part_kind_name(kind),
		.gap = { gap, "not to be read" },
		.entry = entry,
		.count = count,
	};
}

static struct entry bare(struct arena *arena, const char *dn)
{
	struct entry entry = { .dn = dn };
	entry.attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *entry.attribute);
	return entry;
}

static void add_containers(
	struct arena *arena, const struct row *row, struct directory_visit *visit)
{
	const struct object *const objects[] = { &row->usual, &row->own };
	static const char *const dn[] = { COMPUTERS, BASE_DN };
	struct entry *entry = arena_alloc(arena, 2 * sizeof *entry);
	size_t count = 0;
	for (size_t i = 0; i < COUNT_OF(objects); i++) {
		const struct object *object = objects[i];
		if (object->ace[0].sid == NULL && object->descriptor == NULL &&
			object->descriptor_gap == ERROR_NONE)
			continue;
		entry[count] = bare(arena, dn[i]);
		add_descriptor(arena, &entry[count++], object);
	}
	add_part(visit, PART_CONTAINERS, row->gap, entry, count);
}

static void add_created(struct arena *arena, const struct row *row, struct directory_visit *visit)
{
	struct entry *entry = arena_alloc(arena, MAX_CREATED * sizeof *entry);
	size_t count = 0;
	while (count < MAX_CREATED && row->created[count] != NULL) {
		entry[count] = bare(arena, arena_format(arena, "CN=OLD%zu," COMPUTERS, count));
		add_sids(arena, &entry[count], "mS-DS-CreatorSID", &row->created[count], 1,
			ERROR_NONE);
		count++;
	}
	add_part(visit, PART_CREATED, row->created_gap, entry, count);
}

static void add_domain(struct arena *arena, const struct row *row, struct directory_visit *visit)
{
	struct entry *domain = arena_alloc(arena, sizeof *domain);
	*domain = bare(arena, "DC=corp,DC=example,DC=com");
	add_text(arena, domain, "ms-DS-MachineAccountQuota", row->quota);
	const char *known = row->known != NULL ? row->known
					       : "B:32:AA312825768811D1ADED00C04FD8D5CD:" COMPUTERS;
	if (*known != '\0')
		add_text(arena, domain, "wellKnownObjects", known);
	add_part(visit, PART_DOMAIN, ERROR_NONE, domain, 1);
}

static void check_row(const struct row *row)
{
	struct arena *arena = arena_new();
	const struct copy copy = {
		.server = "dc1",
		.object = { { NODE_ACCOUNT },
			{ .cn = row->no_cluster ? NULL : "DRCLU1",
				.sam = row->no_cluster ? NULL : "DRCLU1$",
				.control = ENABLED,
				.sid = CNO_SID,
				.primary_group = "515" },
			{ .cn = row->has_cms ? "EXCMS01" : NULL,
				.sam = row->has_cms ? "EXCMS01$" : NULL,
				.sid = CMS_SID } },
	};
	struct directory_visit visit = visit_of(arena, &copy);
	add_text(arena, &visit.entry[0], "operatingSystemVersion",
		row->version != NULL ? row->version : "6.0 (6002)");
	visit.part = arena_alloc(arena, 4 * sizeof *visit.part);
	visit.part_count = 0;
	add_domain(arena, row, &visit);
	visit.part[visit.part_count++] = parents_of(arena, row->hides);
	if (!row->older) {
		add_containers(arena, row, &visit);
		add_created(arena, row, &visit);
	}
	struct name nodes[] = { { "DRNODE1", "drnode1.corp.example.com" } };
	struct recovery recovery = {
		.cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
		.standby_nodes = nodes,
		.standby_node_count = 1,
	};
	struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	plan.directory.domain = "corp.example.com";
	struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	examine(arena, &check_ad_create_path, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}

START_TEST(create_path)
{
	check_row(&rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("checks_creation");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, create_path, 0, (int)COUNT_OF(rows));
	suite_add_tcase(suite, test);
	return suite;
}
