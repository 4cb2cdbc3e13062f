/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "fix/apply.h"
#include "fix/copy.h"
#include "security/sddl/sddl.h"
#include "tests/test.h"

#define CMS "CN=EXCMS01,DC=corp,DC=com"
#define CNO "S-1-5-21-1-2-3-1104"

static struct bytes *text_value(struct arena *arena, const char *text)
{
	struct bytes *value = arena_alloc(arena, sizeof *value);
	*value = bytes_of(text, strlen(text));
	return value;
}

static struct bytes *descriptor_value(struct arena *arena, const char *sddl)
{
	struct bytes *value = arena_alloc(arena, sizeof *value);
	struct descriptor descriptor;
	struct error error = { 0 };
	ck_assert(sddl_read(
		arena, bytes_of(sddl, strlen(sddl)), NULL, OBJECT_DIRECTORY, &descriptor, &error));
	ck_assert(descriptor_write_plain(arena, &descriptor, value, &error));
	return value;
}

static struct bytes *sid_value(struct arena *arena, const char *sid_text)
{
	struct sid sid;
	struct text text = text_new(arena);
	struct bytes *value = arena_alloc(arena, sizeof *value);
	ck_assert(sid_parse(sid_text, &sid));
	sid_add(&text, &sid);
	*value = bytes_of(text.data, text.length);
	return value;
}

/* One server with the CMS's object, which has that DACL, and the cluster's account. */
static struct evidence *forest(struct arena *arena, const char *sddl)
{
	struct attribute *cms = arena_alloc(arena, 3 * sizeof *cms);
	cms[0] = (struct attribute){
		.name = "nTSecurityDescriptor", .value = descriptor_value(arena, sddl), .count = 1
	};
	cms[1] = (struct attribute){
		.name = "userAccountControl", .value = text_value(arena, "4098"), .count = 1
	};
	cms[2] = (struct attribute){
		.name = "sAMAccountName", .value = text_value(arena, "EXCMS01$"), .count = 1
	};
	struct attribute *cno = arena_alloc(arena, 2 * sizeof *cno);
	cno[0] = (struct attribute){
		.name = "sAMAccountName", .value = text_value(arena, "DRCLU01$"), .count = 1
	};
	cno[1] = (struct attribute){
		.name = "objectSid", .value = sid_value(arena, CNO), .count = 1
	};
	struct entry *entry = arena_alloc(arena, 2 * sizeof *entry);
	entry[0] = (struct entry){ CMS, cms, 3 };
	entry[1] = (struct entry){ "CN=DRCLU01,DC=corp,DC=com", cno, 2 };
	struct directory_visit *visit = arena_alloc(arena, 2 * sizeof *visit);
	visit[0] = (struct directory_visit){ .server = "dc1", .entry = entry, .entry_count = 2 };
	visit[1] =
		(struct directory_visit){ .server = "dc2", .entry = &entry[1], .entry_count = 1 };
	struct evidence *evidence = arena_alloc(arena, sizeof *evidence);
	*evidence = (struct evidence){ .directory = { .visit = visit, .count = 2 } };
	return evidence;
}

/* The DACL after the fix; the evidence itself must stay as it is. */
static char *dacl_after(struct arena *arena, const char *sddl, const struct fix *fix)
{
	const struct evidence *before = forest(arena, sddl);
	struct evidence *after = evidence_copy(arena, before);
	fix_apply(arena, after, fix);
	struct descriptor descriptor;
	struct error error = { 0 };
	const struct entry *old = &before->directory.visit[0].entry[0];
	ck_assert(bytes_equal(entry_attribute(old, "nTSecurityDescriptor")->value[0],
		*descriptor_value(arena, sddl)));
	const struct entry *entry = entry_of_dn(&after->directory.visit[0], CMS);
	ck_assert(descriptor_read(entry_attribute(entry, "nTSecurityDescriptor")->value[0], arena,
		&descriptor, &error));
	return sddl_write(arena, &descriptor, NULL, &error);
}

#define ALLOW  "(A;;RP;;;S-1-5-11)"
#define DENY   "(D;;WP;;;" CNO ")"
#define IDENY  "(D;ID;SD;;;S-1-1-0)"
#define IALLOW "(A;ID;GR;;;S-1-5-11)"
#define GRANT  "(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;" CNO ")"
#define SPN    "(OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;" CNO ")"

static const struct {
	enum fix_action action;
	const char *before, *value, *after, *because;
} dacls[] = {
	{ FIX_GRANT_FULL_CONTROL, "D:" ALLOW, NULL, "D:" GRANT "(A;;RP;;;AU)", "no deny" },
	{ FIX_GRANT_FULL_CONTROL, "D:" DENY ALLOW IDENY, NULL,
		"D:" DENY GRANT "(A;;RP;;;AU)(D;ID;SD;;;WD)", "behind explicit denies" },
	{ FIX_GRANT_FULL_CONTROL, "D:" IDENY IALLOW, NULL,
		"D:" GRANT "(D;ID;SD;;;WD)(A;ID;GR;;;AU)", "before what is inherited" },
	{ FIX_GRANT_SPN_WRITE, "D:" ALLOW, NULL, "D:" SPN "(A;;RP;;;AU)", "an attribute" },
	{ FIX_REMOVE_DENY, "D:" DENY ALLOW IDENY, CNO, "D:(A;;RP;;;AU)(D;ID;SD;;;WD)",
		"only those of the trustee" },
	{ FIX_REORDER_DACL, "D:" IDENY ALLOW DENY, NULL, "D:" DENY "(A;;RP;;;AU)(D;ID;SD;;;WD)",
		"the order of Windows" },
};

/* As this program writes it. */
static char *normal(struct arena *arena, const char *sddl)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	ck_assert(sddl_read(
		arena, bytes_of(sddl, strlen(sddl)), NULL, OBJECT_DIRECTORY, &descriptor, &error));
	return sddl_write(arena, &descriptor, NULL, &error);
}

START_TEST(access_lists)
{
	struct arena *arena = arena_new();
	const struct fix fix = { .action = dacls[_i].action,
		.object = CMS,
		.account = "DRCLU01$@corp.com",
		.value = dacls[_i].value };
	const char *after = dacl_after(arena, dacls[_i].before, &fix);
	ck_assert_msg(strcmp(after, normal(arena, dacls[_i].after)) == 0, "%s: %s",
		dacls[_i].because, after);
	arena_free(arena);
}
END_TEST

START_TEST(an_account_and_its_copy)
{
	struct arena *arena = arena_new();
	struct evidence *evidence = evidence_copy(arena, forest(arena, "D:" ALLOW));
	fix_apply(arena, evidence,
		&(struct fix){
			.action = FIX_ENABLE_ACCOUNT, .object = "cn=excms01,dc=corp,dc=com" });
	const struct entry *entry = entry_of_dn(&evidence->directory.visit[0], CMS);
	ck_assert_str_eq(entry_text(arena, entry, "userAccountControl"), "4096");
	ck_assert_ptr_null(entry_of_dn(&evidence->directory.visit[1], CMS));
	fix_apply(arena, evidence,
		&(struct fix){ .action = FIX_REPLICATE,
			.account = "EXCMS01",
			.server = "dc2",
			.value = "dc1" });
	entry = entry_of_dn(&evidence->directory.visit[1], CMS);
	ck_assert_str_eq(entry_text(arena, entry, "userAccountControl"), "4096");
	arena_free(arena);
}
END_TEST

START_TEST(what_is_not_there_is_left_alone)
{
	struct arena *arena = arena_new();
	struct evidence *evidence = evidence_copy(arena, forest(arena, "D:" ALLOW));
	/* Without members, and with those of nothing that exists. */
	for (int action = 0; action < FIX_ACTION_COUNT; action++) {
		fix_apply(arena, evidence, &(struct fix){ .action = (enum fix_action)action });
		fix_apply(arena, evidence,
			&(struct fix){ (enum fix_action)action, "CN=x", "x", "x", "x" });
	}
	const struct entry *entry = entry_of_dn(&evidence->directory.visit[0], CMS);
	ck_assert_str_eq(entry_text(arena, entry, "userAccountControl"), "4098");
	ck_assert_uint_eq(evidence->directory.visit[0].entry_count, 2);
	arena_free(arena);
}
END_TEST

/* The TTL of a record in the directory is big-endian; records of other names stay. */
START_TEST(a_ttl)
{
	struct arena *arena = arena_new();
	static const uint8_t record[] = { 4, 0, 1, 0, 5, 240, 0, 0, 1, 0, 0, 0, 0, 0, 4, 176, 0, 0,
		0, 0, 0, 0, 0, 0, 192, 0, 2, 1 };
	struct bytes value = bytes_of(record, sizeof record);
	struct attribute attribute = { .name = "dnsRecord", .value = &value, .count = 1 };
	struct entry node[] = {
		{ "DC=excms01,DC=corp.com,CN=MicrosoftDNS,DC=x", &attribute, 1 },
		{ "DC=excms02,DC=corp.com,CN=MicrosoftDNS,DC=x", &attribute, 1 },
	};
	struct directory_visit visit = { .server = "dc1", .entry = node, .entry_count = 2 };
	struct dns_record answered[] = { { "excms01.corp.com", "A", 1200, "192.0.2.1" },
		{ "excms02.corp.com", "A", 1200, "192.0.2.2" },
		{ "excms01.corp.com", "AAAA", 60, "2001:db8::1" } };
	struct dns_answer answer = {
		.name = "excms01.corp.com", .type = "A", .record = answered, .count = 3
	};
	struct dns_visit dns = { .server = "dc1", .answer = &answer, .count = 1 };
	const struct evidence before = { .directory = { .visit = &visit, .count = 1 },
		.dns = { .visit = &dns, .count = 1 } };
	struct evidence *after = evidence_copy(arena, &before);
	fix_apply(arena, after,
		&(struct fix){
			.action = FIX_SET_TTL, .object = "excms01.corp.com", .value = "300" });
	const struct entry *changed = after->directory.visit[0].entry;
	static const uint8_t ttl[] = { 0, 0, 1, 44 };
	ck_assert_mem_eq(entry_attribute(&changed[0], "dnsRecord")->value[0].data + 12, ttl, 4);
	ck_assert_mem_eq(
		entry_attribute(&changed[1], "dnsRecord")->value[0].data, record, sizeof record);
	const struct dns_record *shown = after->dns.visit[0].answer[0].record;
	ck_assert_int_eq(shown[0].ttl, 300);
	ck_assert_int_eq(shown[1].ttl, 1200);
	ck_assert_int_eq(shown[2].ttl, 60);
	ck_assert_int_eq(answered[0].ttl, 1200);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("fixes applied");
	TCase *tcase = tcase_create("apply");
	tcase_add_loop_test(tcase, access_lists, 0, (int)(sizeof dacls / sizeof *dacls));
	tcase_add_test(tcase, an_account_and_its_copy);
	tcase_add_test(tcase, what_is_not_there_is_left_alone);
	tcase_add_test(tcase, a_ttl);
	suite_add_tcase(suite, tcase);
	return suite;
}
