/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dns_form.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

enum { MAX_LABEL = 63, MAX_NAME = 255, MAX_RCODE = 0xfff, MAX_16_BITS = 0xffff };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes one byte of a label: "a", "\." or "\032". */
static bool take_byte(const char **text)
{
	const char *at = *text;
	if (*at <= ' ' || *at > '~')
		return false;
	if (*at == '\\') {
		at++;
		if (is_digit(at[0]) && is_digit(at[1]) && is_digit(at[2])) {
			*text = at + 3;
			return (at[0] - '0') * 100 + (at[1] - '0') * 10 + at[2] - '0' <= UINT8_MAX;
		}
		if (*at <= ' ' || *at > '~' || is_digit(*at))
			return false;
	}
	*text = at + 1;
	return true;
}

/* Each label takes a byte more than its text, and the root one (RFC 1035 3.1). */
bool dns_name_fits(const char *text)
{
	size_t label = 0, bytes = 1;
	if (strcmp(text, ".") == 0)
		return true;
	for (const char *at = text; *at != '\0';) {
		if (*at == '.') {
			if (label == 0)
				return false;
			label = 0;
			at++;
			continue;
		}
		bytes += label == 0 ? 2 : 1;
		if (!take_byte(&at) || ++label > MAX_LABEL || bytes > MAX_NAME)
			return false;
	}
	return label > 0;
}

static bool is_address(int family, const char *text)
{
	unsigned char address[sizeof(struct in6_addr)];
	return inet_pton(family, text, address) == 1;
}

/* Takes a decimal number up to a limit, and the space behind it. */
static bool take_number(const char **text, uint64_t most)
{
	uint64_t number = 0;
	const char *at = *text;
	if (!is_digit(*at))
		return false;
	for (; is_digit(*at); at++) {
		number = number * 10 + (uint64_t)(*at - '0');
		if (number > most)
			return false;
	}
	*text = at + (*at == ' ');
	return *at == ' ' || *at == '\0';
}

static bool take_name(struct arena *arena, const char **text)
{
	const size_t length = strcspn(*text, " ");
	const char *name = arena_text(arena, *text, length);
	*text += length + ((*text)[length] == ' ');
	return dns_name_fits(name);
}

static bool is_soa(struct arena *arena, const char *data)
{
	bool ok = take_name(arena, &data) && take_name(arena, &data);
	for (int i = 0; i < 5 && ok; i++)
		ok = take_number(&data, UINT32_MAX);
	return ok && *data == '\0';
}

/* Priority, weight, port, target (RFC 2782). */
static bool is_service(struct arena *arena, const char *data)
{
	(void)arena;
	bool ok = true;
	for (int i = 0; i < 3 && ok; i++)
		ok = take_number(&data, MAX_16_BITS);
	return ok && dns_name_fits(data);
}

static bool is_ipv4(struct arena *arena, const char *data)
{
	(void)arena;
	return is_address(AF_INET, data);
}

static bool is_ipv6(struct arena *arena, const char *data)
{
	(void)arena;
	return is_address(AF_INET6, data);
}

static bool is_name(struct arena *arena, const char *data)
{
	(void)arena;
	return dns_name_fits(data);
}

static bool is_hexadecimal(struct arena *arena, const char *data)
{
	(void)arena;
	const size_t length = strspn(data, "0123456789abcdef");
	return data[length] == '\0' && length % 2 == 0;
}

static const struct {
	const char *type;
	bool (*fits)(struct arena *arena, const char *data);
	const char *what;
} types[] = {
	{ "A", is_ipv4, "an IPv4 address" },
	{ "AAAA", is_ipv6, "an IPv6 address" },
	{ "CNAME", is_name, "a domain name" },
	{ "NS", is_name, "a domain name" },
	{ "PTR", is_name, "a domain name" },
	{ "SOA", is_soa, "two names and five numbers" },
	{ "SRV", is_service, "three numbers and a domain name" },
};

/* "TYPE46", RFC 3597 5. */
static bool is_numbered(const char *type)
{
	return strncmp(type, "TYPE", 4) == 0 && is_digit(type[4]) && strlen(type) <= 9 &&
	       type[4 + strspn(type + 4, "0123456789")] == '\0';
}

const char *dns_record_fault(struct arena *arena, const struct dns_record *record)
{
	if (!dns_name_fits(record->name))
		return arena_format(arena, "\"%s\" is not a domain name", record->name);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (strcmp(types[i].type, record->type) == 0)
			return types[i].fits(arena, record->data)
				       ? NULL
				       : arena_format(arena, "%s %s: \"%s\" is not %s",
						 record->name, record->type, record->data,
						 types[i].what);
	}
	if (!is_numbered(record->type))
		return arena_format(arena, "\"%s\" is not a type of records", record->type);
	return is_hexadecimal(arena, record->data)
		       ? NULL
		       : arena_format(arena, "%s %s: \"%s\" is not hexadecimal", record->name,
				 record->type, record->data);
}

bool dns_address_fits(const char *text)
{
	char host[INET6_ADDRSTRLEN];
	const bool bracketed = *text == '[';
	const char *from = text + bracketed;
	const char *end = bracketed ? strchr(from, ']') : strchr(from, ':');
	const char *port = end == NULL ? NULL : end + bracketed;
	/* A link-local address names its interface: "[fe80::1%eth0]:53". */
	const size_t length = strcspn(from, bracketed ? "]%" : ":");
	if (port == NULL || *port++ != ':' || length >= sizeof host)
		return false;
	memcpy(host, from, length);
	host[length] = '\0';
	return is_address(bracketed ? AF_INET6 : AF_INET, host) &&
	       take_number(&port, MAX_16_BITS) && *port == '\0';
}

/* Signatures (RRSIG), and aliases of whole domains (DNAME), which come with a CNAME. */
static bool goes_with_any(const char *type)
{
	return strcmp(type, "TYPE46") == 0 || strcmp(type, "TYPE39") == 0;
}

static struct name_index aliased_names(struct arena *arena, const struct dns_answer *answer)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < answer->count; i++) {
		const char *data = answer->record[i].data;
		if (strcmp(answer->record[i].type, "CNAME") == 0)
			name_index_add(arena, &names, bytes_of(data, strlen(data)), i);
	}
	name_index_sort(&names);
	return names;
}

const char *dns_answer_fault(struct arena *arena, const struct dns_answer *answer)
{
	const struct name_index aliased = aliased_names(arena, answer);
	if (answer->rcode > MAX_RCODE)
		return arena_format(arena, "%lld is not a response code", (long long)answer->rcode);
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		size_t count = 0;
		if (goes_with_any(record->type))
			continue;
		if (strcmp(record->type, answer->type) != 0 && strcmp(record->type, "CNAME") != 0)
			return arena_format(arena, "asked for %s %s, it has a record of type %s",
				answer->name, answer->type, record->type);
		if (strcasecmp(record->name, answer->name) != 0 &&
			name_index_find(&aliased, record->name, &count) == NULL)
			return arena_format(arena, "asked for %s %s, it has a record of %s",
				answer->name, answer->type, record->name);
	}
	return NULL;
}
