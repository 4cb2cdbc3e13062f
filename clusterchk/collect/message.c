/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/message.h"

#include <ctype.h>
#include <limits.h>
#include <netinet/in.h>
#include <string.h>

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <resolv.h>

#include "base/limits.h"
#include "base/text.h"

enum { SRV_FIXED_BYTES = 6, SOA_FIXED_BYTES = 20 };

static const struct {
	const char *name;
	int type;
} types[] = {
	{ "A", ns_t_a },
	{ "AAAA", ns_t_aaaa },
	{ "CNAME", ns_t_cname },
	{ "NS", ns_t_ns },
	{ "PTR", ns_t_ptr },
	{ "SOA", ns_t_soa },
	{ "SRV", ns_t_srv },
};

int message_type(const char *name)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	}
	return 0;
}

static const char *type_name(struct arena *arena, int type)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (types[i].type == type)
			return types[i].name;
	}
	return arena_format(arena, "TYPE%d", type); /* RFC 3597 */
}

static const char *name_in_lower_case(struct arena *arena, const char *name)
{
	char *copy = arena_string(arena, name);
	size_t length = strlen(copy);
	if (length > 1 && copy[length - 1] == '.')
		copy[length - 1] = '\0';
	for (char *at = copy; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

static const char *address_data(struct arena *arena, int family, const ns_rr *record, size_t length)
{
	char text[INET6_ADDRSTRLEN];
	if (ns_rr_rdlen(*record) != length ||
		inet_ntop(family, ns_rr_rdata(*record), text, sizeof text) == NULL)
		return NULL;
	return arena_string(arena, text);
}

/*
 * The domain name that fills a record's data from an offset to its end. It may point to other
 * parts of the message (compression).
 */
static const char *name_in_data(
	struct arena *arena, const ns_msg *message, const ns_rr *record, size_t offset)
{
	char name[NS_MAXDNAME];
	if (ns_rr_rdlen(*record) <= offset ||
		ns_name_uncompress(ns_msg_base(*message), ns_msg_end(*message),
			ns_rr_rdata(*record) + offset, name,
			sizeof name) != (int)(ns_rr_rdlen(*record) - offset))
		return NULL;
	return name_in_lower_case(arena, name);
}

static const char *srv_data(struct arena *arena, const ns_msg *message, const ns_rr *record)
{
	const char *target = name_in_data(arena, message, record, SRV_FIXED_BYTES);
	if (target == NULL)
		return NULL;
	const unsigned char *data = ns_rr_rdata(*record);
	return arena_format(arena, "%u %u %u %s", ns_get16(data), ns_get16(data + 2),
		ns_get16(data + 4), target);
}

/* Two names, one after the other, and five numbers (RFC 1035 3.3.13). */
static const char *soa_data(struct arena *arena, const ns_msg *message, const ns_rr *record)
{
	char primary[NS_MAXDNAME], mailbox[NS_MAXDNAME];
	const unsigned char *data = ns_rr_rdata(*record), *end = ns_msg_end(*message);
	const int length = ns_rr_rdlen(*record);
	if (length < SOA_FIXED_BYTES)
		return NULL;
	const int first =
		ns_name_uncompress(ns_msg_base(*message), end, data, primary, sizeof primary);
	if (first < 0 || first >= length - SOA_FIXED_BYTES)
		return NULL;
	const int second = ns_name_uncompress(
		ns_msg_base(*message), end, data + first, mailbox, sizeof mailbox);
	if (second < 0 || first + second != length - SOA_FIXED_BYTES)
		return NULL;
	data += first + second;
	return arena_format(arena, "%s %s %lu %lu %lu %lu %lu", name_in_lower_case(arena, primary),
		name_in_lower_case(arena, mailbox), ns_get32(data), ns_get32(data + 4),
		ns_get32(data + 8), ns_get32(data + 12), ns_get32(data + 16));
}

static const char *hexadecimal(struct arena *arena, const ns_rr *record)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < ns_rr_rdlen(*record); i++)
		text_add(&text, "%02x", ns_rr_rdata(*record)[i]);
	return text.data;
}

/* The data of a record as text; NULL: malformed for its type. */
static const char *data_of(struct arena *arena, const ns_msg *message, const ns_rr *record)
{
	switch (ns_rr_type(*record)) {
	case ns_t_a:
		return address_data(arena, AF_INET, record, NS_INADDRSZ);
	case ns_t_aaaa:
		return address_data(arena, AF_INET6, record, NS_IN6ADDRSZ);
	case ns_t_cname:
	case ns_t_ns:
	case ns_t_ptr:
		return name_in_data(arena, message, record, 0);
	case ns_t_soa:
		return soa_data(arena, message, record);
	case ns_t_srv:
		return srv_data(arena, message, record);
	default:
		return hexadecimal(arena, record);
	}
}

/* With EDNS the upper eight of twelve bits are in the TTL field of the OPT record (RFC 6891 6.1.3).
 */
static int64_t rcode_of(ns_msg *message)
{
	const int64_t low = ns_msg_getflag(*message, ns_f_rcode);
	for (int i = 0; i < ns_msg_count(*message, ns_s_ar); i++) {
		ns_rr record;
		if (ns_parserr(message, ns_s_ar, i, &record) == 0 && ns_rr_type(record) == ns_t_opt)
			return (int64_t)(ns_rr_ttl(record) >> 24) << 4 | low;
	}
	return low;
}

static bool has_few_addresses(struct dns_answer *answer, struct error *error)
{
	size_t count = 0;
	for (size_t i = 0; i < answer->count; i++)
		count += strcmp(answer->record[i].type, "A") == 0 ||
			 strcmp(answer->record[i].type, "AAAA") == 0;
	if (count <= LIMIT_ADDRESSES)
		return true;
	answer->count = 0;
	return error_set(error, ERROR_MALFORMED,
		"the answer has %zu addresses; more than %d are not believed", count,
		LIMIT_ADDRESSES);
}

bool message_read(
	struct arena *arena, struct bytes bytes, struct dns_answer *answer, struct error *error)
{
	ns_msg message;
	if (bytes.length > INT_MAX || ns_initparse(bytes.data, (int)bytes.length, &message) < 0)
		return error_set(error, ERROR_MALFORMED, "the reply is no DNS message");
	/* The message may be a query, or of another operation (RFC 1035 4.1.1). */
	if (ns_msg_getflag(message, ns_f_qr) == 0 ||
		ns_msg_getflag(message, ns_f_opcode) != ns_o_query)
		return error_set(error, ERROR_MALFORMED, "the reply is not the answer to a query");
	answer->rcode = rcode_of(&message);
	answer->authoritative = ns_msg_getflag(message, ns_f_aa) != 0;
	answer->truncated = ns_msg_getflag(message, ns_f_tc) != 0;
	answer->recursion_available = ns_msg_getflag(message, ns_f_ra) != 0;

	size_t count = ns_msg_count(message, ns_s_an);
	if (count > LIMIT_RECORDS)
		return error_set(
			error, ERROR_MALFORMED, "the answer claims to have %zu records", count);
	for (size_t i = 0; i < count; i++) {
		ns_rr record;
		const char *data = NULL;
		if (ns_parserr(&message, ns_s_an, (int)i, &record) == 0 &&
			ns_rr_class(record) == ns_c_in)
			data = data_of(arena, &message, &record);
		if (data == NULL)
			return error_set(error, ERROR_MALFORMED,
				"record %zu of the answer cannot be read", i + 1);
		answer->record =
			arena_more(arena, answer->record, answer->count, sizeof *answer->record);
		answer->record[answer->count++] = (struct dns_record){
			.name = name_in_lower_case(arena, ns_rr_name(record)),
			.type = type_name(arena, (int)ns_rr_type(record)),
			.ttl = ns_rr_ttl(record),
			.data = data,
		};
	}
	return has_few_addresses(answer, error);
}

const char *message_question(struct arena *arena, struct bytes bytes, int *type)
{
	ns_msg message;
	ns_rr question;
	if (bytes.length > INT_MAX || ns_initparse(bytes.data, (int)bytes.length, &message) < 0 ||
		ns_msg_count(message, ns_s_qd) != 1 ||
		ns_parserr(&message, ns_s_qd, 0, &question) < 0)
		return NULL;
	*type = (int)ns_rr_type(question);
	return name_in_lower_case(arena, ns_rr_name(question));
}

static void put16(unsigned char *at, unsigned value)
{
	at[0] = (unsigned char)(value >> 8);
	at[1] = (unsigned char)value;
}

size_t message_query(const char *name, const char *type, uint16_t id,
	unsigned char message[MESSAGE_QUERY_BYTES], size_t size)
{
	const int code = message_type(type);
	if (code == 0 || size < NS_HFIXEDSZ + NS_QFIXEDSZ)
		return 0;
	memset(message, 0, NS_HFIXEDSZ);
	put16(message, id);
	put16(message + 4, 1); /* one question */
	const int length = ns_name_compress(
		name, message + NS_HFIXEDSZ, size - NS_HFIXEDSZ - NS_QFIXEDSZ, NULL, NULL);
	if (length < 0)
		return 0;
	unsigned char *after = message + NS_HFIXEDSZ + length;
	put16(after, (unsigned)code);
	put16(after + 2, ns_c_in);
	return (size_t)(after + NS_QFIXEDSZ - message);
}
