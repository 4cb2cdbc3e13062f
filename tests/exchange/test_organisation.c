/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "exchange/organisation.h"
#include "ldapchk/known_object.h"
#include "tests/exchange/forest.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const struct forest
	usual = { .row = {
			  /* Out of order, as a server sends them. */
			  { "CN=DB2,CN=Two\\, three,CN=InformationStore,CN=EXCMS01," SERVERS,
				  "msExchPublicMDB", { "cn=DB2" } },
			  { "cn=db1,cn=one," STORE("excms01"), "msExchPrivateMDB",
				  { "cn=DB1", "msExchEDBFile=E:\\one.edb" } },
			  { "CN=One," STORE("EXCMS01"), "msExchStorageGroup",
				  { "cn=One", "msExchESEParamLogFilePath=E:\\logs",
					  "msExchESEParamBaseName=E00",
					  "msExchStandbyCopyMachines=DRNODE1.Corp;1;2",
					  "msExchStandbyCopyMachines=short",
					  "msExchHasLocalCopy=1" } },
			  { "CN=Two\\, three," STORE("EXCMS01"), "msExchStorageGroup",
				  { "cn=Two, three" } },
			  { "CN=Lost," STORE("GONE"), "msExchStorageGroup", { "cn=Lost" } },
			  { "CN=MBX1," SERVERS, "msExchExchangeServer",
				  { "cn=MBX1", "versionNumber=7638" } },
			  { "CN=EXCMS01," SERVERS, "msExchExchangeServer",
				  { "cn=EXCMS01", "msExchCurrentServerRoles=2",
					  "msExchClusterStorageType=1",
					  "msExchServerRedundantMachines=NODE1",
					  "msExchServerRedundantMachines=node2.corp",
					  "versionNumber=1912701168",
					  "networkAddress=netbios:EXCMS01",
					  "networkAddress=NCACN_IP_TCP:excms01.corp",
					  "msExchServerSite=CN=Head "
					  "Office,CN=Sites,CN=Configuration,DC=corp" } },
			  { "CN=Book,CN=Lists," ORGANISATION, "msExchOAB",
				  { "cn=Book", "offLineABServer=CN=EXCMS01," SERVERS,
					  "objectGUID=0123456789abcdef" } },
			  { ORGANISATION, "msExchOrganizationContainer",
				  { "cn=First Organization" } },
			  { "CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp",
				  "msExchConfigurationContainer",
				  { "otherWellKnownObjects=B:32:00000000000000000000000000000000:"
				    "CN=Other",
					  "otherWellKnownObjects=B:32:"
					  "a7d2016c83f003458132789eeb127b84:CN=ExServers" } },
		  } };

START_TEST(all_of_it)
{
	const struct directory_visit visit = visit_of(arena, &usual);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert_str_eq(organisation.name, "First Organization");
	ck_assert_str_eq(exchange_servers_dn(arena, &visit), "CN=ExServers");
	ck_assert_uint_eq(organisation.server_count, 2);
	ck_assert_uint_eq(organisation.book_count, 1);
	ck_assert_str_eq(organisation.book[0].server_dn, "CN=EXCMS01," SERVERS);
	ck_assert_str_eq(organisation.book[0].guid, "33323130-3534-3736-3839-616263646566");

	const struct exchange_server *cms = organisation_server(&organisation, "excms01");
	ck_assert_ptr_nonnull(cms);
	ck_assert_str_eq(cms->fqdn, "excms01.corp");
	ck_assert_str_eq(cms->site, "Head Office");
	ck_assert_uint_eq(cms->roles, ROLE_MAILBOX);
	ck_assert_int_eq(cms->storage, STORAGE_CCR);
	ck_assert_uint_eq(cms->node_count, 2);
	ck_assert_str_eq(cms->node[1], "node2.corp");
	ck_assert_str_eq(exchange_version_write(arena, cms), "8.1.240 (SP1)");
	ck_assert_uint_eq(cms->group_count, 2);
	const struct storage_group *one = &cms->group[0];
	ck_assert_str_eq(one->name, "One");
	ck_assert_str_eq(one->log_path, "E:\\logs");
	ck_assert_ptr_null(one->system_path);
	ck_assert(one->has_local_copy);
	ck_assert_uint_eq(one->target_count, 2);
	ck_assert_str_eq(one->target[0].raw, "DRNODE1.Corp;1;2");
	ck_assert_str_eq(one->target[0].machine, "drnode1.corp");
	ck_assert_str_eq(one->target[1].machine, "short");
	ck_assert_uint_eq(one->database_count, 1);
	ck_assert_str_eq(one->database[0].file, "E:\\one.edb");
	ck_assert(!one->database[0].is_public);
	ck_assert_uint_eq(cms->group[1].database_count, 1);
	ck_assert(cms->group[1].database[0].is_public);

	const struct exchange_server *alone = organisation_server(&organisation, "MBX1");
	ck_assert_int_eq(alone->storage, STORAGE_STANDALONE);
	ck_assert_msg(!alone->version.known, "the layout of Exchange 2003 has no bit 15");
	ck_assert_ptr_null(organisation_server(&organisation, "EXCMS0"));
	ck_assert_ptr_null(organisation_server(&organisation, "GONE"));
}
END_TEST

static const struct {
	struct forest forest;
	enum error_kind kind;
	const char *because;
} unread_rows[] = {
	{ { .no_part = true }, ERROR_CONFIG, "older evidence" },
	{ { .gap = ERROR_TIMEOUT }, ERROR_TIMEOUT, "a search that was not answered" },
	{ { .gap = ERROR_ABSENT }, ERROR_ABSENT, "no such base" },
	{ { .row = { { 0 } } }, ERROR_ABSENT, "nothing is shown" },
	{ { .row = { { ORGANISATION, "msExchOrganizationContainer", { "cn=O" } } } }, ERROR_ABSENT,
		"servers are not shown" },
	{ { .gap = ERROR_ABSENT,
		  .row = { { "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } } } },
		ERROR_ABSENT, "a base that went away while it was read" },
	{ { .gap = ERROR_DENIED,
		  .row = { { "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } } } },
		ERROR_DENIED, "what was read before a gap is not all" },
};

START_TEST(unread)
{
	const struct directory_visit visit = visit_of(arena, &unread_rows[_i].forest);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert_msg(!organisation_read(arena, &visit, &organisation, &error), "%s",
		unread_rows[_i].because);
	ck_assert_msg(error.kind == unread_rows[_i].kind, "%s", unread_rows[_i].because);
}
END_TEST

/* versionNumber and msExchClusterStorageType of a server, valid or not. */
static const struct {
	const char *number, *storage, *version;
	enum cluster_storage kind;
	const char *because;
} server_rows[] = {
	{ "1937801568", "0", "14.0.352", STORAGE_STANDALONE, "Exchange 2010" },
	{ "1942127251", "2", "15.2.659", STORAGE_SCC, "Exchange 2019" },
	{ "1912635392", NULL, "8.0.0 (RTM)", STORAGE_STANDALONE, "RTM" },
	{ "-1", "3", "unknown", STORAGE_UNKNOWN, "a negative number; an undefined type" },
	{ "4294967296", "-1", "unknown", STORAGE_UNKNOWN, "33 bits" },
	{ "", "", "unknown", STORAGE_UNKNOWN, "empty values" },
	{ "12x", "1x", "unknown", STORAGE_UNKNOWN, "no numbers" },
};

START_TEST(servers)
{
	struct forest forest = {
		.row = { { "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } } }
	};
	forest.row[0].attribute[1] =
		arena_format(arena, "versionNumber=%s", server_rows[_i].number);
	if (server_rows[_i].storage != NULL)
		forest.row[0].attribute[2] =
			arena_format(arena, "msExchClusterStorageType=%s", server_rows[_i].storage);
	const struct directory_visit visit = visit_of(arena, &forest);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert_str_eq(
		exchange_version_write(arena, &organisation.server[0]), server_rows[_i].version);
	ck_assert_msg(organisation.server[0].storage == server_rows[_i].kind, "%s",
		server_rows[_i].because);
}
END_TEST

static const struct {
	const char *a, *b;
	bool match;
} machine_rows[] = {
	{ "NODE1", "node1", true },
	{ "node1", "NODE1.corp.example.com", true },
	{ "node1.corp", "NODE1.CORP", true },
	{ "node1.corp", "node1.other", false },
	{ "node1", "node11", false },
	{ "", "", false },
	{ ".corp", ".corp", false },
	{ "exchange-node-01", "EXCHANGE-NODE-0", true },
	{ "exchange-node-01.corp", "EXCHANGE-NODE-0", true },
	{ "exchange-node-01.corp", "exchange-node-0.corp", true },
	{ "exchange-node-01.corp", "exchange-node-0.other", false },
	{ "exchange-node-01", "EXCHANGE-NODE-", false },
	{ "exchange-node-01", "exchange-node-02.corp", false },
};

START_TEST(machines)
{
	ck_assert_int_eq(
		name_texts_match(machine_rows[_i].a, machine_rows[_i].b), machine_rows[_i].match);
	ck_assert_int_eq(
		name_texts_match(machine_rows[_i].b, machine_rows[_i].a), machine_rows[_i].match);
}
END_TEST

/* The targets and the kind of a storage group. */
static const struct {
	const char *attribute[4];
	bool shown, recovery;
	size_t count;
	const char *machine, *because;
} group_rows[] = {
	{ { "msExchESEParamBaseName=E00" }, .shown = true, .because = "none is set" },
	{ { NULL }, .because = "not even what is mandatory is shown" },
	{ { "msExchStandbyCopyMachines=N1;1" }, .count = 1, .machine = "n1",
		.because = "one is shown, there may be more" },
	{ { "msExchESEParamSystemPath=E:\\A", "msExchStandbyCopyMachines= N1.Corp ;1;0" },
		.shown = true, .count = 1, .machine = "n1.corp", .because = "spaces around it" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchStandbyCopyMachines=" }, .shown = true,
		.count = 1, .because = "an empty value" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchStandbyCopyMachines=;;" }, .shown = true,
		.count = 1, .because = "nothing before the semicolon" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchStandbyCopyMachines=1;N1;0" }, .shown = true,
		.count = 1, .because = "a number first" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchStandbyCopyMachines=1.00:00:00;N1" },
		.shown = true, .count = 1, .because = "a time first" },
	{ { "msExchESEParamLogFilePath=E:\\A",
		  "msExchStandbyCopyMachines=6f9619ff-8b86-d011-b42d-00c04fc964ff;1" },
		.shown = true, .count = 1, .because = "a GUID first" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchStandbyCopyMachines=2N.Corp.;1" },
		.shown = true, .count = 1, .machine = "2n.corp",
		.because = "a digit first, a dot at the end" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchRestore=TRUE" }, .shown = true,
		.recovery = true, .because = "a recovery storage group" },
	{ { "msExchESEParamLogFilePath=E:\\A", "msExchRestore=FALSE" }, .shown = true,
		.because = "none" },
};

START_TEST(groups)
{
	struct forest forest = {
		.row = { { "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } },
			{ "CN=G," STORE("A"), "msExchStorageGroup", { "cn=G" } } }
	};
	for (size_t i = 0; i < COUNT_OF(group_rows[_i].attribute); i++)
		forest.row[1].attribute[i + 1] = group_rows[_i].attribute[i];
	const struct directory_visit visit = visit_of(arena, &forest);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	const struct storage_group *group = &organisation.server[0].group[0];
	ck_assert_msg(group->targets_shown == group_rows[_i].shown, "%s", group_rows[_i].because);
	ck_assert_int_eq(group->is_recovery, group_rows[_i].recovery);
	ck_assert_uint_eq(group->target_count, group_rows[_i].count);
	if (group_rows[_i].count > 0)
		ck_assert_pstr_eq(group->target[0].machine, group_rows[_i].machine);
}
END_TEST

/* A target that is no text may be the required one. */
START_TEST(a_target_that_is_no_text)
{
	const struct forest forest = {
		.row = { { "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } },
			{ "CN=G," STORE("A"), "msExchStorageGroup",
				{ "cn=G", "msExchESEParamBaseName=E00",
					"msExchStandbyCopyMachines=N1" } } }
	};
	struct directory_visit visit = visit_of(arena, &forest);
	struct entry *entry = &visit.part->entry[1];
	entry->attribute[3].value[0] = bytes_of("N\0", 2);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert(!organisation.server[0].group[0].targets_shown);
	ck_assert_uint_eq(organisation.server[0].group[0].target_count, 0);

	entry->attribute[3].count = 0;
	entry->attribute[3].gap = (struct gap){ .cause = ERROR_DENIED, .text = "refused" };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert(!organisation.server[0].group[0].targets_shown);
}
END_TEST

/* Unusual DNs: the objects belong to no server, and do no harm. */
static const char *const odd_dns[] = { "", ",", ",,,", "=", "CN", "CN=", "CN=,", "CN=x,", "\\",
	"CN=x\\", "CN=x\\,CN=A," SERVERS, "a,b=c", "CN=InformationStore",
	"CN=G,CN=InformationStore,", "CN=G,CN=InformationStore,CN=A",
	"CN=G,CN=Protocols,CN=A," SERVERS, "CN=InformationStore,CN=A," SERVERS };

START_TEST(odd)
{
	static const char *const classes[] = { "msExchStorageGroup", "msExchPrivateMDB",
		"msExchOAB", "msExchOrganizationContainer", "msExchConfigurationContainer" };
	for (size_t i = 0; i < COUNT_OF(classes); i++) {
		const struct forest forest = {
			.row = { { odd_dns[_i], classes[i], { NULL } },
				{ "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } } }
		};
		const struct directory_visit visit = visit_of(arena, &forest);
		struct organisation organisation;
		struct error error = { 0 };
		ck_assert(organisation_read(arena, &visit, &organisation, &error));
		ck_assert_uint_eq(organisation.server[0].group_count, 0);
		ck_assert_uint_eq(organisation.book_count, i == 2);
		if (i == 2)
			ck_assert_ptr_nonnull(organisation.book[0].name);
	}
	const struct forest lone = { .row = { { odd_dns[_i], "msExchExchangeServer", { NULL } } } };
	const struct directory_visit visit = visit_of(arena, &lone);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert_ptr_eq(organisation_server_at(&organisation, odd_dns[_i]), organisation.server);
}
END_TEST

/* Two servers with the same name are ambiguous. */
START_TEST(twice)
{
	const struct forest forest = {
		.row = { { "CN=A," SERVERS, "msExchExchangeServer", { "cn=A" } },
			{ "CN=a,CN=Other," ORGANISATION, "msExchExchangeServer", { "cn=a" } },
			{ "CN=B," SERVERS, "msExchExchangeServer", { "cn=B" } } }
	};
	const struct directory_visit visit = visit_of(arena, &forest);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert(organisation_server(&organisation, "A")->is_ambiguous);
	ck_assert(!organisation_server(&organisation, "B")->is_ambiguous);
	ck_assert_str_eq(
		organisation_server_at(&organisation, "cn=a,cn=other," ORGANISATION)->name, "a");
	ck_assert_ptr_null(organisation_server_at(&organisation, "CN=C," SERVERS));
}
END_TEST

enum { MANY = 10000 };

/* With a linear search for each object this takes minutes. */
START_TEST(many)
{
	struct directory_part part = { .kind = part_kind_name(PART_EXCHANGE),
		.entry = arena_alloc(arena, 3 * MANY * sizeof *part.entry) };
	for (size_t i = 0; i < MANY; i++) {
		const size_t turned = MANY - 1 - i;
		const struct row rows[] = {
			{ arena_format(arena, "CN=DB,CN=G,CN=InformationStore,CN=S%05zu," SERVERS,
				  turned),
				"msExchPrivateMDB", { "cn=DB" } },
			{ arena_format(
				  arena, "CN=G,CN=InformationStore,CN=S%05zu," SERVERS, turned),
				"msExchStorageGroup", { "cn=G" } },
			{ arena_format(arena, "CN=S%05zu," SERVERS, turned), "msExchExchangeServer",
				{ NULL } },
		};
		for (size_t k = 0; k < COUNT_OF(rows); k++)
			part.entry[part.count++] = entry_of(arena, &rows[k]);
	}
	const struct directory_visit visit = { .server = "dc1", .part = &part, .part_count = 1 };
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	ck_assert_uint_eq(organisation.server_count, MANY);
	const struct exchange_server *one = organisation_server(&organisation, "s04321");
	ck_assert_ptr_nonnull(one);
	ck_assert_str_eq(one->dn, "CN=S04321," SERVERS);
	ck_assert_uint_eq(one->group_count, 1);
	ck_assert_uint_eq(one->group[0].database_count, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("organisation");
	TCase *tests = tcase_create("all");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_test(tests, all_of_it);
	tcase_add_loop_test(tests, unread, 0, COUNT_OF(unread_rows));
	tcase_add_loop_test(tests, servers, 0, COUNT_OF(server_rows));
	tcase_add_loop_test(tests, machines, 0, COUNT_OF(machine_rows));
	tcase_add_loop_test(tests, groups, 0, COUNT_OF(group_rows));
	tcase_add_test(tests, a_target_that_is_no_text);
	tcase_add_loop_test(tests, odd, 0, COUNT_OF(odd_dns));
	tcase_add_test(tests, twice);
	tcase_add_test(tests, many);
	suite_add_tcase(suite, tests);
	return suite;
}
