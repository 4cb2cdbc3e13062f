/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/clusterchk/zone/zone_case.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* Head: length, type, version, rank, flags, serial, TTL, reserved, hours. */
#define HEAD(length, type, ttl, hours)                                                             \
	length " " type " 05 f0 0000 07000000 " ttl " 00000000 " hours " "

static const struct {
	const char *hex;
	bool ok;
	uint16_t type;
	uint32_t ttl, hours;
	const char *text;    /* NULL: of no type that has one */
	const char *written; /* NULL: not looked at */
	const char *because;
} record_rows[] = {
	{ HEAD("0400", "0100", "0000012c", "00000000") "c000020a", true, 1, 300, 0, "192.0.2.10",
		"A 192.0.2.10, 300 s, static", "an address; the TTL alone is big-endian" },
	{ HEAD("0400", "0100", "000004b0", "d05a3100") "c000020a", true, 1, 1200, 3234512,
		"192.0.2.10", "A 192.0.2.10, 1200 s, refreshed 1969-12-29 08:00 UTC",
		"64 hours before 1970" },
	{ HEAD("1000", "1c00", "0000012c", "00000000") "20010db8000000000000000000000010", true, 28,
		300, 0, "2001:db8::10", NULL, "an address of IPv6" },
	{ HEAD("0c00", "0500", "0000003c", "00000000") "0a 02 01 61 06 622e5c20ff63 00", true, 5,
		60, 0, "a.b\\.\\\\\\032\\255c", NULL,
		"a name of two labels, with characters that must be escaped" },
	{ HEAD("0300", "0500", "0000003c", "00000000") "01 00 00", true, 5, 60, 0, ".", NULL,
		"the root" },
	{ HEAD("0300", "1000", "0000003c", "00000000") "026162", true, 16, 60, 0, NULL,
		"TYPE16 (3 bytes), 60 s, static", "another type is kept as it is" },
	{ HEAD("0000", "2100", "ffffffff", "ffffffff"), true, 33, UINT32_MAX, UINT32_MAX, NULL,
		NULL, "no data, and the greatest numbers" },
	{ HEAD("0300", "0100", "0000012c", "00000000") "c00002", false, 0, 0, 0, NULL, NULL,
		"an address of three bytes" },
	{ HEAD("0500", "0100", "0000012c", "00000000") "c000020a00", false, 0, 0, 0, NULL, NULL,
		"an address of five bytes" },
	{ HEAD("0400", "1c00", "0000012c", "00000000") "c000020a", false, 0, 0, 0, NULL, NULL,
		"IPv6 in four bytes" },
	{ HEAD("0500", "0100", "0000012c", "00000000") "c000020a", false, 0, 0, 0, NULL, NULL,
		"shorter than it says" },
	{ HEAD("0400", "0100", "0000012c", "00000000") "c000020a00", false, 0, 0, 0, NULL, NULL,
		"longer than it says" },
	{ "0400 0100 04 f0 0000 07000000 0000012c 00000000 00000000 c000020a", false, 0, 0, 0, NULL,
		NULL, "another version" },
	{ HEAD("0500", "0500", "0000003c", "00000000") "03 02 01 61 00", false, 0, 0, 0, NULL, NULL,
		"fewer labels than it says: the zero is none" },
	{ HEAD("0700", "0500", "0000003c", "00000000") "05 01 01 61 01 62 00", false, 0, 0, 0, NULL,
		NULL, "more labels than it says" },
	{ HEAD("0500", "0500", "0000003c", "00000000") "04 01 01 61 00", false, 0, 0, 0, NULL, NULL,
		"a name longer than it says" },
	{ HEAD("0500", "0500", "0000003c", "00000000") "03 01 c0 61 00", false, 0, 0, 0, NULL, NULL,
		"a compressed name" },
	{ HEAD("0400", "0500", "0000003c", "00000000") "02 01 01 61", false, 0, 0, 0, NULL, NULL,
		"a name without its end" },
};

START_TEST(records_are_read)
{
	const char *because = record_rows[_i].because;
	const struct bytes value = hex_bytes(arena, record_rows[_i].hex);
	uint8_t *copy = exact_copy(value.data, value.length);
	struct zone_record record;
	struct error error = { 0 };
	const bool ok = zone_record_read(arena, bytes_of(copy, value.length), &record, &error);
	ck_assert_msg(ok == record_rows[_i].ok, "%s: %s", because, error.text);
	ck_assert(error.kind == (ok ? ERROR_NONE : ERROR_MALFORMED));
	ck_assert_msg(record.type == record_rows[_i].type, "%s", because);
	ck_assert_msg(record.ttl == record_rows[_i].ttl, "%s", because);
	ck_assert_msg(record.hours == record_rows[_i].hours, "%s", because);
	ck_assert_msg((record.text == NULL) == (record_rows[_i].text == NULL), "%s", because);
	if (record.text != NULL)
		ck_assert_str_eq(record.text, record_rows[_i].text);
	if (record_rows[_i].written != NULL)
		ck_assert_str_eq(zone_record_write(arena, &record), record_rows[_i].written);
	free(copy);
}
END_TEST

/* Every valid value, truncated at any byte, is malformed. */
START_TEST(cut_records_are_refused)
{
	const struct bytes value = hex_bytes(arena, record_rows[_i].hex);
	for (size_t length = 0; record_rows[_i].ok && length < value.length; length++) {
		uint8_t *copy = exact_copy(value.data, length);
		struct zone_record record;
		struct error error = { 0 };
		ck_assert_msg(!zone_record_read(arena, bytes_of(copy, length), &record, &error),
			"%s at %zu", record_rows[_i].because, length);
		ck_assert(error.kind == ERROR_MALFORMED && record.text == NULL);
		free(copy);
	}
}
END_TEST

/* A flipped bit makes the record malformed, or changes what is read. */
START_TEST(turned_bits_are_seen)
{
	enum { FLAGS = 6, RESERVED = 16 }; /* what is not looked at */
	const struct bytes value = hex_bytes(arena, record_rows[_i].hex);
	struct error error = { 0 };
	struct zone_record before, after;
	if (!zone_record_read(arena, value, &before, &error))
		return;
	for (size_t bit = 0; bit < 8 * value.length; bit++) {
		uint8_t *copy = exact_copy(value.data, value.length);
		copy[bit / 8] ^= (uint8_t)(1U << bit % 8);
		struct error wrong = { 0 };
		const bool ok =
			zone_record_read(arena, bytes_of(copy, value.length), &after, &wrong);
		const bool is_blind = (bit / 8 >= FLAGS && bit / 8 < FLAGS + 2) ||
				      (bit / 8 >= RESERVED && bit / 8 < RESERVED + 4);
		const bool same = ok && after.type == before.type && after.rank == before.rank &&
				  after.serial == before.serial && after.ttl == before.ttl &&
				  after.hours == before.hours &&
				  bytes_equal(after.data, before.data);
		ck_assert_msg(same == is_blind, "%s, bit %zu", record_rows[_i].because, bit);
		free(copy);
	}
}
END_TEST

static const struct {
	const char *fqdn;
	struct zone_held held;
	const char *zone, *host, *node; /* NULL: none */
	bool is_twice, has_tombstone, has_gap;
	const char *because;
} copy_rows[] = {
	{ NAME, { 0 }, DOMAIN, "excms01", "DC=excms01,DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION,
		false, false, false, "the zone of the domain" },
	{ "EXCMS01.Corp.Example.COM", { 0 }, "Corp.Example.COM", "EXCMS01",
		"DC=excms01,DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION, false, false, false,
		"case does not count" },
	{ NAME, { .zone = "example.com", .host = "excms01.corp" }, "example.com", "excms01.corp",
		"DC=excms01.corp,DC=example.com,CN=MicrosoftDNS," PARTITION, false, false, false,
		"a host of two labels" },
	{ NAME, { .zone = NAME, .host = "@" }, NAME, "@",
		"DC=@,DC=" NAME ",CN=MicrosoftDNS," PARTITION, false, false, false,
		"a zone of its own" },
	{ NAME, { .zone = "orp.example.com" }, NULL, NULL, NULL, false, false, false,
		"a zone ends at a label" },
	{ NAME, { .zone = "" }, NULL, NULL, NULL, false, false, false, "no zone" },
	{ NAME, { .property = { SOME(PROPERTY("\4", "\1", "\4\0\0\0")) } }, DOMAIN, "excms01", NULL,
		false, false, false, "a conditional forwarder has no node" },
	{ NAME, { .host = "" }, DOMAIN, "excms01", NULL, false, false, false, "no node" },
	{ NAME, { .host = "excms012" }, DOMAIN, "excms01", NULL, false, false, false,
		"another's node" },
	{ NAME, { .is_tombstoned = true }, DOMAIN, "excms01", NULL, false, true, false,
		"a tombstone is no node" },
	{ NAME, { .is_twice = true }, DOMAIN, "excms01",
		"DC=excms01,DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION, true, false, false,
		"the zone twice" },
	{ NAME, { .gap = ERROR_ABSENT }, DOMAIN, "excms01",
		"DC=excms01,DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION, false, false, false,
		"a part that does not exist holds nothing" },
	{ NAME, { .other_gap = ERROR_DENIED }, DOMAIN, "excms01",
		"DC=excms01,DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION, false, false, true,
		"a part that could not be read may hold something" },
	{ NAME, { .older = true }, NULL, NULL, NULL, false, false, true, "not asked" },
};

static void same_text(const char *is, const char *wanted, const char *because)
{
	ck_assert_msg((is == NULL) == (wanted == NULL), "%s: %s", because, is == NULL ? "-" : is);
	if (is != NULL)
		ck_assert_msg(strcmp(is, wanted) == 0, "%s: %s", because, is);
}

START_TEST(names_are_found)
{
	struct directory_visit visit = { .server = "dc1" };
	add_zones(arena, &copy_rows[_i].held, &visit);
	const char *because = copy_rows[_i].because;
	const struct zone_copy copy = zone_copy_of(NULL, arena, &visit, copy_rows[_i].fqdn);
	same_text(copy.zone_name, copy_rows[_i].zone, because);
	same_text(copy.host, copy_rows[_i].host, because);
	same_text(copy.node == NULL ? NULL : copy.node->dn, copy_rows[_i].node, because);
	ck_assert_msg((copy.zone != NULL || copy.elsewhere != NULL) == (copy_rows[_i].zone != NULL),
		"%s", because);
	ck_assert_msg(copy.zone == NULL || copy.elsewhere == NULL, "%s", because);
	ck_assert_msg((copy.twin != NULL) == copy_rows[_i].is_twice, "%s", because);
	ck_assert_msg((copy.tombstone != NULL) == copy_rows[_i].has_tombstone, "%s", because);
	ck_assert_msg((copy.gap != NULL) == copy_rows[_i].has_gap, "%s", because);
	ck_assert_msg(copy.asked == !copy_rows[_i].held.older, "%s", because);
}
END_TEST

/* The host's name within another zone is not this host. */
START_TEST(the_node_is_in_the_zone)
{
	struct directory_visit visit = { .server = "dc1" };
	struct zone_held held = { .host = "" };
	add_zones(arena, &held, &visit);
	struct directory_part *forest = &visit.part[1];
	held = (struct zone_held){ .zone = "example.net" };
	struct directory_visit other = { .server = "dc1" };
	add_zones(arena, &held, &other);
	forest->entry = other.part[0].entry;
	forest->count = other.part[0].count;
	const struct zone_copy copy = zone_copy_of(NULL, arena, &visit, NAME);
	ck_assert_str_eq(copy.zone_name, DOMAIN);
	ck_assert_ptr_null(copy.node);
	const struct zone_copy far = zone_copy_of(NULL, arena, &visit, "excms01.example.net");
	ck_assert_ptr_nonnull(far.node);
}
END_TEST

START_TEST(the_partition_is_named)
{
	static const struct {
		const char *zone, *partition;
	} rows[] = {
		{ "DC=a,CN=MicrosoftDNS," PARTITION, PARTITION },
		{ "DC=a\\,b,CN=MicrosoftDNS,CN=System,DC=x", "DC=x" },
		{ "DC=a", "" },
		{ "DC=a\\", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct entry zone = { .dn = rows[i].zone };
		ck_assert_str_eq(zone_partition(&zone), rows[i].partition);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *all = suite_create("zone");
	TCase *cases = tcase_create("zone");
	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_loop_test(cases, records_are_read, 0, COUNT_OF(record_rows));
	tcase_add_loop_test(cases, cut_records_are_refused, 0, COUNT_OF(record_rows));
	tcase_add_loop_test(cases, turned_bits_are_seen, 0, COUNT_OF(record_rows));
	tcase_add_loop_test(cases, names_are_found, 0, COUNT_OF(copy_rows));
	tcase_add_test(cases, the_node_is_in_the_zone);
	tcase_add_test(cases, the_partition_is_named);
	suite_add_tcase(all, cases);
	return all;
}
