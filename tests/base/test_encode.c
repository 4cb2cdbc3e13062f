/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers: of RFC 4648, FIPS 180-4, base64(1) and sha256sum(1). */
#include "tests/test.h"

#include <string.h>

#include "base/encode.h"

#define COUNT(array)   (sizeof(array) / sizeof(array)[0])
#define BYTES(literal) literal, sizeof(literal) - 1

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const struct {
	const char *bytes;
	size_t length;
	const char *text, *because;
} base64_rows[] = {
	{ BYTES(""), "", "RFC 4648, 10" },
	{ BYTES("f"), "Zg==", "RFC 4648, 10" },
	{ BYTES("fo"), "Zm8=", "RFC 4648, 10" },
	{ BYTES("foo"), "Zm9v", "RFC 4648, 10" },
	{ BYTES("foob"), "Zm9vYg==", "RFC 4648, 10" },
	{ BYTES("fooba"), "Zm9vYmE=", "RFC 4648, 10" },
	{ BYTES("foobar"), "Zm9vYmFy", "RFC 4648, 10" },
	{ BYTES("\0"), "AA==", "a zero" },
	{ BYTES("\0\0\0"), "AAAA", "three zeros" },
	{ BYTES("\xff\xff\xff"), "////", "all bits" },
	{ BYTES("\xfb\xef\xbe"), "++++", "the sign plus" },
	{ BYTES("a\nb"), "YQpi", "a line break" },
	{ BYTES("\xe9"), "6Q==", "one byte beyond ASCII" },
};

START_TEST(base64_both_ways)
{
	struct bytes from = bytes_of(base64_rows[_i].bytes, base64_rows[_i].length), back;
	const char *because = base64_rows[_i].because;
	const char *text = base64_write(arena, from);
	ck_assert_msg(strcmp(text, base64_rows[_i].text) == 0, "%s: %s", because, text);
	ck_assert_msg(base64_read(arena,
			      bytes_of(base64_rows[_i].text, strlen(base64_rows[_i].text)), &back),
		"%s", because);
	ck_assert_msg(bytes_equal(back, from), "%s", because);
}
END_TEST

START_TEST(base64_of_every_byte)
{
	static const char known[] =
		"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4"
		"OTo7PD0+P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3Bx"
		"cnN0dXZ3eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmq"
		"q6ytrq+wsbKztLW2t7i5uru8vb6/wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t/g4eLj"
		"5OXm5+jp6uvs7e7v8PHy8/T19vf4+fr7/P3+/w==";
	uint8_t every[256];
	for (size_t i = 0; i < sizeof every; i++)
		every[i] = (uint8_t)i;
	struct bytes back;
	ck_assert_str_eq(base64_write(arena, bytes_of(every, sizeof every)), known);
	ck_assert(base64_read(arena, bytes_of(known, strlen(known)), &back));
	ck_assert(bytes_equal(back, bytes_of(every, sizeof every)));
}
END_TEST

START_TEST(base64_of_any_length)
{
	enum { LONGEST = 300 };
	uint8_t data[LONGEST];
	for (size_t i = 0; i < LONGEST; i++)
		data[i] = (uint8_t)(i * 37 + 11);
	for (size_t length = 0; length <= LONGEST; length++) {
		struct bytes from = bytes_of(arena_copy(arena, data, length), length), back;
		const char *text = base64_write(arena, from);
		ck_assert_uint_eq(strlen(text), (length + 2) / 3 * 4);
		ck_assert(base64_read(arena, bytes_of(text, strlen(text)), &back));
		ck_assert(bytes_equal(back, from));
	}
}
END_TEST

static const struct {
	const char *text, *because;
} refused_rows[] = {
	{ "Z", "one letter" },
	{ "Zg", "no padding" },
	{ "Zg=", "half of the padding" },
	{ "Zg===", "too much of it" },
	{ "Zm9v=", "padding that nothing needs" },
	{ "Zm9v====", "four of it" },
	{ "====", "padding alone" },
	{ "=Zm9", "padding in front" },
	{ "Z=g=", "padding inside" },
	{ "Zg==Zg==", "two texts" },
	{ "Zh==", "bits left over" },
	{ "Zm9=", "bits left over" },
	{ "Zm 9v", "a space" },
	{ "Zm9v ", "a space behind" },
	{ "Zm9vZm9\n", "a new line in the place of a letter" },
	{ "Zm9vZm\r\n", "two of them" },
	{ " Zm9", "a space in front" },
	{ "Zm\t9vZm9", "a tab" },
	{ "-_-_", "the alphabet of URLs" },
	{ "Zm9*", "a star" },
	{ "Zm\xc3\xa9", "beyond ASCII" },
	{ "\x80\x81\xfe\xff", "beyond ASCII alone" },
};

START_TEST(base64_refuses)
{
	struct bytes back = bytes_of("x", 1);
	ck_assert_msg(
		!base64_read(arena, bytes_of(refused_rows[_i].text, strlen(refused_rows[_i].text)),
			&back),
		"%s", refused_rows[_i].because);
	ck_assert_msg(back.length == 0, "cleared: %s", refused_rows[_i].because);
}
END_TEST

static const struct {
	const char *bytes;
	size_t length;
	const char *digest, *because;
} sha256_rows[] = {
	{ BYTES(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"nothing (FIPS 180-4)" },
	{ BYTES("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"three bytes (FIPS 180-4)" },
	{ BYTES("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
		"two blocks (FIPS 180-4)" },
	{ BYTES("\0"), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"a zero" },
	{ BYTES("\xff\n"), "e4688624e5f1ad0629505e6768e3bb36244f2f3e33e751215afa820334a76ed3",
		"no text" },
};

START_TEST(sha256)
{
	struct bytes from = bytes_of(sha256_rows[_i].bytes, sha256_rows[_i].length);
	const char *digest = sha256_write(arena, from);
	ck_assert_msg(strcmp(digest, sha256_rows[_i].digest) == 0, "%s: %s",
		sha256_rows[_i].because, digest);
}
END_TEST

START_TEST(sha256_of_a_million)
{
	enum { MILLION = 1000000 };
	char *letters = arena_alloc(arena, MILLION);
	memset(letters, 'a', MILLION);
	ck_assert_str_eq(sha256_write(arena, bytes_of(letters, MILLION)),
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(nothing_may_be_null)
{
	ck_assert_str_eq(base64_write(arena, bytes_of(NULL, 0)), "");
	ck_assert_str_eq(sha256_write(arena, bytes_of(NULL, 0)), sha256_rows[0].digest);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("encode");
	TCase *tcase = tcase_create("encode");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, base64_both_ways, 0, COUNT(base64_rows));
	tcase_add_test(tcase, base64_of_every_byte);
	tcase_add_test(tcase, base64_of_any_length);
	tcase_add_loop_test(tcase, base64_refuses, 0, COUNT(refused_rows));
	tcase_add_loop_test(tcase, sha256, 0, COUNT(sha256_rows));
	tcase_add_test(tcase, sha256_of_a_million);
	tcase_add_test(tcase, nothing_may_be_null);
	suite_add_tcase(suite, tcase);
	return suite;
}
