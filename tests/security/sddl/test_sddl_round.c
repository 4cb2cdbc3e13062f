/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Round trips: reading the text of a descriptor gives the same descriptor. */
#include "tests/test.h"

#include "tests/security/sddl/sddl_case.h"

#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"

static struct arena *arena;
static struct sid domain;

static void arena_up(void)
{
	arena = arena_new();
	domain = sid_of(DOMAIN);
}

static void arena_down(void)
{
	arena_free(arena);
}

/* Not part of the text of a descriptor: revisions, and control bits of an absent ACL. */
static struct bytes bytes_in_text(struct descriptor descriptor)
{
	descriptor.dacl.revision = descriptor.sacl.revision = ACL_REVISION_DS;
	if (descriptor.sacl.state == ACL_ABSENT)
		descriptor.control &= (uint16_t) ~(CONTROL_SACL_INHERIT_REQUIRED |
						   CONTROL_SACL_INHERITED | CONTROL_SACL_PROTECTED);
	if (descriptor.dacl.state == ACL_ABSENT)
		descriptor.control &= (uint16_t) ~(CONTROL_DACL_INHERIT_REQUIRED |
						   CONTROL_DACL_INHERITED | CONTROL_DACL_PROTECTED);
	return plain_of(arena, &descriptor);
}

static void check_there_and_back(
	const struct descriptor *descriptor, const char *text, const char *what)
{
	struct descriptor again;
	struct error error = { 0 };
	ck_assert_msg(
		sddl_read(arena, text_of(arena, text), &domain, OBJECT_DIRECTORY, &again, &error),
		"%s: %s: %s", what, text, error.text);
	ck_assert_msg(bytes_equal(bytes_in_text(*descriptor), plain_of(arena, &again)), "%s: %s",
		what, text);
	const char *same = sddl_write(arena, &again, &domain, &error);
	ck_assert_msg(same != NULL && strcmp(same, text) == 0, "%s: %s", what, text);
}

static const struct {
	const char *name, *because;
} without_text[] = {
	{ "callback_allow.bin", "its condition is empty" },
	{ "callback_deny.bin", "its condition is empty" },
	{ "callback_object_allow.bin", "its condition is empty" },
	{ "callback_object_deny.bin", "a type without letters" },
	{ "sacl_callback_audit.bin", "data that are no condition" },
	{ "sacl_is_dacl.bin", "an audit among the allows" },
	{ "sacl_of_every_type.bin", "types without letters" },
	{ "sacl_unknown_type.bin", "a type without letters" },
	{ "unknown_type.bin", "a type without letters" },
	{ "unknown_type_inherit_only.bin", "a type without letters" },
	{ "unknown_type_of_four_bytes.bin", "a type without letters" },
};

static const char *why_no_text(const char *name)
{
	for (size_t i = 0; i < COUNT(without_text); i++) {
		if (strcmp(without_text[i].name, name) == 0)
			return without_text[i].because;
	}
	return NULL;
}

START_TEST(fixtures)
{
	const char *names[FIXTURE_MAX_FILES];
	const size_t count = fixture_names(arena, GOOD_FOLDER, names);
	size_t refused = 0;
	for (size_t i = 0; i < count; i++) {
		struct descriptor descriptor;
		struct error error = { 0 };
		const struct bytes whole = fixture_load(arena, GOOD_FOLDER, names[i]);
		ck_assert_msg(descriptor_read(whole, arena, &descriptor, &error), "%s", error.text);
		const char *text = sddl_write(arena, &descriptor, &domain, &error);
		const char *reason = why_no_text(names[i]);
		ck_assert_msg((text == NULL) == (reason != NULL), "%s: %s", names[i],
			reason == NULL ? error.text : reason);
		if (text != NULL)
			check_there_and_back(&descriptor, text, names[i]);
		refused += text == NULL;
	}
	ck_assert_uint_eq(refused, COUNT(without_text));
}
END_TEST

static const char *const texts[] = {
	"O:DAG:DUD:PAI(A;;FA;;;DA)(A;CIIO;0x1200a9;;;CO)(D;;DTSD;;;WD)",
	"O:SYG:S-1-5-21-1-2-3-4D:(OA;CI;RPWP;" SPN ";" COMPUTER ";PS)(OD;;CR;;" COMPUTER ";WD)",
	"S:ARAI(AU;SAFA;GA;;;WD)(OU;CISA;WP;" SPN ";;WD)D:NO_ACCESS_CONTROL",
	"D:(XA;;RP;;;WD;(@User.Title == \"x\" && Member_of {SID(DA), SID(S-1-1-0)}))(A;;RP;;;SY)",
	"D:(ZA;CI;CR;" SPN ";;WD;(@Resource.a > 0x10))S:(XU;FA;RP;;;WD;(exists b))",
	"S:(RA;;;;;WD;(\"Project\",TS,0x0,\"a\",\"b;)\"))(ML;;NWNX;;;HI)(SP;;;;;S-1-17-1)",
	"S:(FL;OITP;RP;;;S-1-19-512-4096;(@User.a == 1))(TL;;KR;;;S-1-19-0-0)",
	" O: s- 1- 5-18 D: ar (a; cioi; ga rp;  ; ;wd ) (oa;;0x20;;;ru) S:",
};

/* Either it is refused, with a column in the text, or it round-trips. */
static bool check_text(const char *text, size_t length)
{
	const struct bytes bytes = bytes_of(arena_copy(arena, text, length), length);
	struct descriptor descriptor;
	struct error error = { 0 };
	if (!sddl_read(arena, bytes, &domain, OBJECT_DIRECTORY, &descriptor, &error)) {
		const size_t column = column_of(&error);
		ck_assert_msg(column > 0 && column <= length + 1, "%.*s: %s", (int)length, text,
			error.text);
		return false;
	}
	const char *written = sddl_write(arena, &descriptor, &domain, &error);
	ck_assert_msg(written != NULL, "%.*s: %s", (int)length, text, error.text);
	check_there_and_back(&descriptor, written, "written");
	return true;
}

START_TEST(whole_texts)
{
	ck_assert_msg(check_text(texts[_i], strlen(texts[_i])), "%s", texts[_i]);
}
END_TEST

START_TEST(cut_texts)
{
	for (size_t length = 0; length < strlen(texts[_i]); length++)
		check_text(texts[_i], length);
}
END_TEST

START_TEST(flipped_bits)
{
	const size_t length = strlen(texts[_i]);
	char *text = arena_string(arena, texts[_i]);
	for (size_t i = 0; i < length * 8; i++) {
		text[i / 8] = (char)(text[i / 8] ^ 1 << i % 8);
		check_text(text, length);
		text[i / 8] = (char)(text[i / 8] ^ 1 << i % 8);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sddl_round");
	TCase *tcase = tcase_create("core");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, fixtures);
	tcase_add_loop_test(tcase, whole_texts, 0, COUNT(texts));
	tcase_add_loop_test(tcase, cut_texts, 0, COUNT(texts));
	tcase_add_loop_test(tcase, flipped_bits, 0, COUNT(texts));
	suite_add_tcase(suite, tcase);
	return suite;
}
