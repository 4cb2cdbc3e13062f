/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "model/judgement.h"
#include "model/reason.h"
#include "model/root_cause.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { CHECKS = 3, VISITS = 3 };

/*
 * What each check finds about every recovery: unknown because of the gaps of these visits, by
 * digit; "+": and because of something else; a letter: because of an account of that name that does
 * not exist; "=": it reports that itself. "!" before them: it fails; "~": it warns; ".": it passes.
 */
static const char *const *script;

static enum outcome outcome_of(const char **at)
{
	static const char marks[] = { '.', '~', '?', '!' }; /* by enum outcome */
	const char *mark = **at == '\0' ? NULL : memchr(marks, **at, sizeof marks);
	*at += mark != NULL;
	return mark == NULL ? OUTCOME_UNKNOWN : (enum outcome)(mark - marks);
}

static void add_cause(const struct examination *examination, struct causes *causes, char cause)
{
	const struct share_visit *visit = examination->evidence->shares.visit;
	struct arena *in = examination->arena; /* reset when the check has run */
	if (cause == '=')
		causes->reports = true;
	else if (cause == '+' || (cause >= '0' && cause <= '9'))
		causes_add(in, causes, cause == '+' ? NULL : &visit[cause - '0'].gap);
	else
		causes_add_named(in, causes,
			&(const struct cause){ CAUSE_ACCOUNT, arena_format(in, "%c", cause),
				arena_format(
					in, "%s: no account %c", examination->check->id, cause),
				"" });
}

static void find(const struct examination *examination)
{
	const char *at = script[examination->check->question[0] - '0'];
	struct finding *finding = finding_add(examination, outcome_of(&at), SUBJECT_CMS, "s", "s");
	for (; *at != '\0'; at++)
		add_cause(examination, &finding->causes, *at);
}

static const struct check check_zero = {
	.id = "t.zero", .question = "0", .weight = WEIGHT_BLOCKING, .run = find
};
static const struct check check_one = {
	.id = "t.one", .question = "1", .weight = WEIGHT_ADVISORY, .run = find
};
static const struct check check_two = {
	.id = "t.two", .question = "2", .weight = WEIGHT_BLOCKING, .run = find
};

static struct identity identity(
	struct arena *in, const struct evidence *evidence, const struct name *account)
{
	(void)in, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

static struct arena *arena;
static struct judgement judgement;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* Judges two recoveries by three checks; the gaps are those of the shares of s0, s1 and s2. */
static void judge_findings(const char *const found[CHECKS], const char *const gap[VISITS])
{
	static const struct check *const checks[] = { &check_zero, &check_one, &check_two };
	static struct recovery recovery[] = {
		{ .cms = { "EX1", "ex1.example.com" },
			.standby_cluster = { "DR1", "dr1.example.com" } },
		{ .cms = { "EX2", "ex2.example.com" },
			.standby_cluster = { "DR2", "dr2.example.com" } }
	};
	static const char *const name[VISITS] = { "s0", "s1", "s2" };
	const struct catalogue catalogue = { .check = checks, .count = 3, .identity = identity };
	struct plan *plan = arena_alloc(arena, sizeof *plan);
	struct evidence *evidence = arena_alloc(arena, sizeof *evidence);
	plan->recoveries = recovery;
	plan->recovery_count = COUNT(recovery);
	evidence->shares.visit = arena_alloc(arena, VISITS * sizeof *evidence->shares.visit);
	evidence->shares.count = VISITS;
	for (size_t i = 0; i < VISITS; i++) {
		struct share_visit *visit = &evidence->shares.visit[i];
		visit->name = name[i];
		visit->gap = (struct gap){ .cause = gap[i] != NULL ? ERROR_DENIED : ERROR_NONE,
			.text = gap[i] };
	}
	script = found;
	judge(arena, &catalogue, plan, evidence, &judgement);
}

static const struct {
	const char *found[CHECKS], *gap[VISITS];
	size_t roots, gaps, checks, findings, blocking; /* of the first root cause */
	size_t explained;                               /* findings of the first recovery */
	const char *because;
} rows[] = {
	{ { "", "+", "" }, { "refused" }, 0, 0, 0, 0, 0, 0, "no finding is unknown because of it" },
	{ { "0", "", "" }, { "refused" }, 1, 1, 1, 2, 2, 1, "one check of two recoveries" },
	{ { "0", "0", "" }, { "refused" }, 1, 1, 2, 4, 2, 2, "two checks" },
	{ { "!0", "", "" }, { "refused" }, 0, 0, 0, 0, 0, 0, "what failed was seen" },
	{ { "0+", "", "" }, { "refused" }, 1, 1, 1, 2, 2, 0, "there is another cause" },
	{ { "00", "", "" }, { "refused" }, 1, 1, 1, 2, 2, 1, "the same gap twice" },
	{ { "01", "", "" }, { "refused", "refused" }, 1, 2, 1, 2, 2, 1, "two servers, one cause" },
	{ { "0", "1", "" }, { "refused", "refused" }, 1, 2, 2, 4, 2, 2,
		"two servers, one cause, each for a check" },
	{ { "01", "", "" }, { "silent for 9 s", "silent for 12 s" }, 1, 2, 1, 2, 2, 1,
		"two servers, one cause, another time" },
	{ { "0", "1", "" }, { "refused", "silent" }, 2, 1, 1, 2, 2, 2, "two causes" },
	{ { "10", "", "" }, { "refused", "silent" }, 2, 1, 1, 2, 2, 1, "both for one finding" },
	{ { "1", "", "" }, { "idle", "refused" }, 1, 1, 1, 2, 2, 1,
		"the idle one before it is none" },
	{ { "0", "", "" }, { "" }, 1, 1, 1, 2, 2, 1, "a gap without a text" },
	{ { "2", "", "" }, { "refused" }, 0, 0, 0, 0, 0, 0, "no gap there" },
	{ { "A=", "A", "A" }, { NULL }, 1, 0, 3, 6, 4, 2, "a name, reported by the first" },
	{ { "!A=", "~A", "!A" }, { NULL }, 1, 0, 3, 6, 4, 2, "failures and warnings follow, too" },
	{ { "A", "A", ".A" }, { NULL }, 1, 0, 2, 4, 2, 2, "what passed has no cause" },
	{ { "A", "a", "" }, { NULL }, 1, 0, 2, 4, 2, 2, "names have no case" },
	{ { "A", "B", "" }, { NULL }, 2, 0, 1, 2, 2, 2, "two names" },
	{ { "BA", "AB", "" }, { NULL }, 2, 0, 2, 4, 2, 2, "two names for each" },
	{ { "A0", "0", "A" }, { "refused" }, 2, 0, 2, 4, 4, 3, "a name and a gap; the name first" },
	{ { "!A0", "A", "" }, { "refused" }, 1, 0, 2, 4, 2, 1, "a gap is no reason for a failure" },
	{ { "!A+", "A", "" }, { NULL }, 1, 0, 2, 4, 2, 1, "a failure with another cause" },
	{ { "!A=", "", "" }, { NULL }, 1, 0, 1, 2, 2, 0, "nothing follows but its report" },
};

/* The key of the root cause of one finding that is unknown because of these gaps. */
static const char *key_of(const char *found, const char *const gap[VISITS])
{
	judge_findings((const char *const[CHECKS]){ found, "", "" }, gap);
	ck_assert_uint_eq(judgement.roots.count, 1);
	return root_cause_key(arena, "corp.example.com", &judgement.gaps, &judgement.roots.root[0]);
}

static const struct {
	const char *because;
	const char *found, *gap[VISITS]; /* beside "0" of { "no answer for 12 s" } */
	bool same;
} key_rows[] = {
	{ "the same", "0", { "no answer for 12 s" }, true },
	{ "another time", "0", { "no answer for 9 s" }, true },
	{ "another server", "1", { NULL, "no answer for 12 s" }, true },
	{ "one more server", "01", { "no answer for 12 s", "no answer for 12 s" }, true },
	{ "one more before it", "12", { NULL, "no answer for 7 s", "no answer for 12 s" }, true },
	{ "another reason", "0", { "no route to the host" }, false },
	{ "the beginning of it", "0", { "no answer for " }, false },
	{ "more than it", "0", { "no answer for 12 seconds" }, false },
};

START_TEST(keys)
{
	static const char *const before[VISITS] = { "no answer for 12 s" };
	const char *key = key_of("0", before);
	/* printf 'no answer for  s' | sha256sum */
	ck_assert_str_eq(key, "cause/corp.example.com/denied/656afef2966f");
	const bool same = strcmp(key_of(key_rows[_i].found, key_rows[_i].gap), key) == 0;
	ck_assert_msg(same == key_rows[_i].same, "%s", key_rows[_i].because);
}
END_TEST

/* Of a cause that is no gap: its kind and subject, whatever its text says. */
START_TEST(keys_of_names)
{
	static const char *const none[VISITS] = { NULL };
	ck_assert_str_eq(key_of("A", none), "cause/corp.example.com/account/a");
	ck_assert_str_eq(key_of("a", none), "cause/corp.example.com/account/a");
	ck_assert_str_eq(key_of("/", none), "cause/corp.example.com/account/%2F");
}
END_TEST

START_TEST(causes)
{
	judge_findings(rows[_i].found, rows[_i].gap);
	const char *because = rows[_i].because;
	ck_assert_msg(
		judgement.roots.count == rows[_i].roots, "%s: %zu", because, judgement.roots.count);
	size_t explained = 0;
	for (size_t i = 0; i < CHECKS; i++)
		explained += finding_is_explained(&judgement.roots, i);
	ck_assert_msg(explained == rows[_i].explained, "%s: %zu", because, explained);
	if (rows[_i].roots == 0)
		return;
	const struct root_cause *root = &judgement.roots.root[0];
	ck_assert_msg(root->gap_count == rows[_i].gaps, "%s", because);
	ck_assert_msg(root->check_count == rows[_i].checks, "%s", because);
	ck_assert_msg(root->finding_count == rows[_i].findings, "%s", because);
	ck_assert_msg(root->blocking_count == rows[_i].blocking, "%s", because);
	ck_assert_msg(root->recovery_count == 2, "%s", because);
	for (size_t i = 0; i < judgement.findings.count; i++) {
		const struct finding_roots *roots = &judgement.roots.of_finding[i];
		for (size_t k = 0; k < roots->count; k++) {
			ck_assert_uint_lt(roots->root[k], judgement.roots.count);
			ck_assert(k == 0 || roots->root[k] > roots->root[k - 1]);
		}
	}
}
END_TEST

/* The findings and the verdict are unchanged; only the reasons become one. */
START_TEST(reasons_become_one)
{
	static const char *const apart[] = { "", "", "" };
	static const char *const together[] = { "0", "", "0" };
	static const char *const gap[VISITS] = { "refused" };
	judge_findings(apart, gap);
	ck_assert_uint_eq(judgement.reason_count, 2);
	judge_findings(together, gap);
	ck_assert_int_eq(judgement.verdict, VERDICT_UNDETERMINED);
	ck_assert_uint_eq(judgement.findings.count, 6);
	ck_assert_uint_eq(judgement.reason_count, 1);
	ck_assert_ptr_eq(judgement.reason[0].root, &judgement.roots.root[0]);
	ck_assert_str_eq(judgement.reason[0].text, "s0: refused");
}
END_TEST

/* The reasons of a NO-GO are failures, not root causes. */
START_TEST(failures_stay_reasons)
{
	static const char *const found[] = { "0", "", "!0" };
	static const char *const gap[VISITS] = { "refused" };
	judge_findings(found, gap);
	ck_assert_int_eq(judgement.verdict, VERDICT_NO_GO);
	ck_assert_uint_eq(judgement.reason_count, 1);
	ck_assert_uint_eq(judgement.reason[0].recovery_count, 2);
	ck_assert_str_eq(judgement.reason[0].check->id, "t.two");
}
END_TEST

/* What follows from a failure that is a reason is no reason, too. Without it, it is one. */
START_TEST(failures_that_follow)
{
	static const struct {
		const char *found[CHECKS];
		enum verdict verdict;
		size_t reasons;
		const char *named, *because;
	} cases[] = {
		{ { "!A=", "!A", "!A" }, VERDICT_NO_GO, 1, "t.zero: 2 CMSs", "it is reported" },
		{ { "A=", "A", "!A" }, VERDICT_NO_GO, 1, "t.two: ", "its report is unknown" },
		{ { ".", "!A=", "!A" }, VERDICT_NO_GO, 1, "t.two: ", "its report does not block" },
		{ { "!A=", "", "!B" }, VERDICT_NO_GO, 2, "t.zero: ", "another name" },
		{ { "A=", "~A", "A" }, VERDICT_UNDETERMINED, 1,
			"t.zero: no account A: so 4 findings could not be decided, 4 of them blocking",
			"one for all, and for its reports" },
	};
	static const char *const gap[VISITS] = { NULL };
	for (size_t i = 0; i < COUNT(cases); i++) {
		judge_findings(cases[i].found, gap);
		ck_assert_msg(judgement.verdict == cases[i].verdict, "%s", cases[i].because);
		ck_assert_msg(judgement.reason_count == cases[i].reasons, "%s: %zu",
			cases[i].because, judgement.reason_count);
		const char *line = reason_line(arena, &judgement, &judgement.reason[0]);
		ck_assert_msg(
			strstr(line, cases[i].named) == line, "%s: %s", cases[i].because, line);
	}
}
END_TEST

START_TEST(reports_are_found)
{
	static const char *const found[] = { "!A", "!A=", "B" };
	static const char *const gap[VISITS] = { NULL };
	judge_findings(found, gap);
	ck_assert_uint_eq(judgement.roots.count, 2);
	const struct root_cause *root = judgement.roots.root;
	ck_assert_uint_eq(root[0].reported_by, 1);
	ck_assert_uint_eq(root[1].reported_by, NOT_REPORTED);
	ck_assert_uint_eq(root[0].outcome_count[OUTCOME_FAIL], 4);
	ck_assert_uint_eq(root[1].outcome_count[OUTCOME_UNKNOWN], 2);
	ck_assert_str_eq(root_cause_text(&root[0], &judgement.gaps), "t.zero: no account A");
}
END_TEST

/* An absence that is an answer is no gap, and no root cause. */
static void find_folder(const struct examination *examination)
{
	const struct share_folder *folder = examination->evidence->shares.visit->opening->folder;
	struct finding *finding = finding_add(examination, OUTCOME_UNKNOWN, SUBJECT_CMS, "s", "s");
	causes_add(examination->arena, &finding->causes, &folder->gap);
}

START_TEST(answers_are_no_causes)
{
	static const struct check check = { .id = "t.folder", .run = find_folder };
	static const struct check *const checks[] = { &check };
	const struct catalogue catalogue = { .check = checks, .count = 1, .identity = identity };
	struct recovery recovery = { .cms = { "EX1", "ex1.example.com" },
		.standby_cluster = { "DR1", "dr1.example.com" } };
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	struct share_folder folder = { .name = "{1}", .gap = { ERROR_ABSENT, "no such file" } };
	struct share_opening opening = { .share = "x", .folder = &folder, .folder_count = 1 };
	struct share_visit visit = {
		.name = "s0", .gap = { ERROR_DENIED, "d" }, .opening = &opening, .opening_count = 1
	};
	const struct evidence evidence = { .shares = { &visit, 1 } };
	judge(arena, &catalogue, &plan, &evidence, &judgement);
	ck_assert_uint_eq(judgement.roots.count, 0);
	ck_assert(!finding_is_explained(&judgement.roots, 0));
}
END_TEST

/* Gaps of servers and subjects, separated by blanks; "-": none. */
static const struct {
	const char *places;
	struct gap gap;
	const char *line, *because;
} line_rows[] = {
	{ "dc9", { ERROR_UNREACHABLE, "it has no address", NULL, false }, "dc9: it has no address",
		"who and why" },
	{ "node1 node2", { ERROR_TIMEOUT, "no answer", NULL, false }, "node1, node2: no answer",
		"two of one cause" },
	{ "a b c", { ERROR_TIMEOUT, "no answer", NULL, false }, "a, b, c: no answer", "three" },
	{ "a b c d e", { ERROR_TIMEOUT, "no answer", NULL, false },
		"5 servers (a, b, c, ...): no answer", "many" },
	{ "a A a", { ERROR_TIMEOUT, "no answer", NULL, false }, "a: no answer",
		"one server, whatever it was asked" },
	{ "a/CN=X a/CN=X", { ERROR_DENIED, "refused", NULL, false }, "a: CN=X: refused",
		"the object that it is about" },
	{ "a/1 b/2", { ERROR_DENIED, "refused", NULL, false }, "a, b: 1, 2: refused",
		"several objects" },
	{ "a/1 a/2 a/3 a/4", { ERROR_TIMEOUT, "no answer", NULL, false }, "a: no answer",
		"so many that it is the server" },
	{ "-", { ERROR_ABSENT, "no SRV record", NULL, false }, "shares: no SRV record",
		"the source as a whole" },
	{ "a b", { ERROR_DENIED, "there is no ticket", "run: kinit", true }, "there is no ticket",
		"no server is to blame" },
	{ "a", { ERROR_DENIED, NULL, NULL, false }, "a: denied", "a gap without a text" },
	{ "a", { ERROR_DENIED, "", NULL, false }, "a: denied", "the same" },
};

START_TEST(the_headline_names_who_is_at_fault)
{
	struct gap_place place[8];
	size_t gap[8], count = 0;
	struct gap of_row = line_rows[_i].gap;
	char *rest = arena_string(arena, line_rows[_i].places);
	for (char *each; (each = strsep(&rest, " ")) != NULL; count++) {
		char *server = strsep(&each, "/");
		place[count] = (struct gap_place){ SOURCE_SHARES,
			strcmp(server, "-") == 0 ? NULL : server, each, &of_row };
		gap[count] = count;
	}
	const struct gap_places places = { place, count };
	const struct root_cause root = { .gap = gap, .gap_count = count };
	ck_assert_str_eq(root_cause_headline(arena, &places, &root), line_rows[_i].line);
	ck_assert_ptr_eq(root_cause_next(&places, &root), of_row.next);
}
END_TEST

/* A gap that is shared is one reason, one that is not stands behind the finding. */
START_TEST(reasons_name_who_is_at_fault)
{
	static const char *const shared[] = { "01", "", "0" }, *const alone[] = { "", "", "2" };
	static const char *const gap[VISITS] = { "refused", "refused", "silent" };
	judge_findings(shared, gap);
	ck_assert_ptr_nonnull(strstr(judgement.reason[0].text, "s0, s1: refused"));
	judge_findings(alone, gap);
	ck_assert_uint_eq(judgement.reason_count, 2);
	ck_assert_ptr_nonnull(strstr(judgement.reason[0].text, "s2: silent"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("root causes");
	TCase *tcase = tcase_create("root causes");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, keys, 0, COUNT(key_rows));
	tcase_add_test(tcase, keys_of_names);
	tcase_add_loop_test(tcase, causes, 0, COUNT(rows));
	tcase_add_test(tcase, reasons_become_one);
	tcase_add_test(tcase, reasons_name_who_is_at_fault);
	tcase_add_loop_test(tcase, the_headline_names_who_is_at_fault, 0, COUNT(line_rows));
	tcase_add_test(tcase, failures_stay_reasons);
	tcase_add_test(tcase, failures_that_follow);
	tcase_add_test(tcase, reports_are_found);
	tcase_add_test(tcase, answers_are_no_causes);
	suite_add_tcase(suite, tcase);
	return suite;
}
