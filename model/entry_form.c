/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/entry_form.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "security/guid.h"
#include "security/sid.h"

enum syntax {
	OCTETS,
	TEXT, /* without a zero byte, at which programs would cut it */
	NUMBER,
	LARGE_NUMBER,
	TRUTH,
	TIME,
	SID,
	GUID,
};

static const struct form {
	const char *name;
	enum syntax syntax;
	bool single;
} forms[] = {
	/* Sorted, ignoring case. */
	{ "accountExpires", LARGE_NUMBER, true },
	{ "adminCount", NUMBER, true },
	{ "cn", TEXT, true },
	{ "configurationNamingContext", TEXT, true },
	{ "cost", NUMBER, true },
	{ "currentTime", TIME, true },
	{ "defaultNamingContext", TEXT, true },
	{ "dNSHostName", TEXT, true },
	{ "dNSTombstoned", TRUTH, true },
	{ "domainFunctionality", NUMBER, true },
	{ "dSHeuristics", TEXT, true },
	{ "dsServiceName", TEXT, true },
	{ "hasMasterNCs", TEXT, false },
	{ "isGlobalCatalogReady", TRUTH, true },
	{ "isSynchronized", TRUTH, true },
	{ "logonHours", OCTETS, true },
	{ "memberOf", TEXT, false },
	{ "mS-DS-CreatorSID", SID, true },
	{ "ms-DS-MachineAccountQuota", NUMBER, true },
	{ "msDFS-TargetListv2", OCTETS, true },
	{ "msDS-hasMasterNCs", TEXT, false },
	{ "msDS-SupportedEncryptionTypes", NUMBER, true },
	{ "msDS-User-Account-Control-Computed", NUMBER, true },
	{ "msExchClusterStorageType", NUMBER, true },
	{ "msExchCurrentServerRoles", NUMBER, true },
	{ "msExchEDBFile", TEXT, true },
	{ "msExchESEParamBaseName", TEXT, true },
	{ "msExchESEParamLogFilePath", TEXT, true },
	{ "msExchESEParamSystemPath", TEXT, true },
	{ "msExchHasLocalCopy", NUMBER, true },
	{ "msExchOABVirtualDirectoriesLink", TEXT, false },
	{ "msExchOwningServer", TEXT, true },
	{ "msExchRestore", TRUTH, true },
	{ "msExchServerRedundantMachines", TEXT, false },
	{ "msExchServerSite", TEXT, true },
	{ "msExchStandbyCopyMachines", TEXT, false },
	{ "name", TEXT, true },
	{ "networkAddress", TEXT, false },
	{ "nTSecurityDescriptor", OCTETS, true },
	{ "objectClass", TEXT, false },
	{ "objectGUID", GUID, true },
	{ "objectSid", SID, true },
	{ "offLineABServer", TEXT, true },
	{ "operatingSystem", TEXT, true },
	{ "operatingSystemVersion", TEXT, true },
	{ "options", NUMBER, true },
	{ "primaryGroupID", NUMBER, true },
	{ "pwdLastSet", LARGE_NUMBER, true },
	{ "replInterval", NUMBER, true },
	{ "replPropertyMetaData", OCTETS, true },
	{ "rootDomainNamingContext", TEXT, true },
	{ "sAMAccountName", TEXT, true },
	{ "schedule", OCTETS, true },
	{ "serverReference", TEXT, true },
	{ "servicePrincipalName", TEXT, false },
	{ "sIDHistory", SID, false },
	{ "siteList", TEXT, false },
	{ "siteObject", TEXT, true },
	{ "siteObjectBL", TEXT, false },
	{ "sPNMappings", TEXT, false },
	{ "tokenGroups", SID, false },
	{ "userAccountControl", NUMBER, true },
	{ "userWorkstations", TEXT, true },
	{ "uSNChanged", LARGE_NUMBER, true },
	{ "versionNumber", NUMBER, true },
	{ "whenChanged", TIME, true },
};

static int compare_form(const void *key, const void *item)
{
	const struct form *form = item;
	return strcasecmp(key, form->name);
}

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_number(struct bytes value, size_t most_digits)
{
	const size_t sign = value.length > 0 && value.data[0] == '-';
	for (size_t i = sign; i < value.length; i++) {
		if (!is_digit(value.data[i]))
			return false;
	}
	return value.length > sign && value.length - sign <= most_digits;
}

/* GeneralizedTime as directories write it: "20261121013529.0Z" (RFC 4517 3.3.13). */
static bool is_time(struct bytes value)
{
	enum { SECONDS = 14 };
	size_t at = 0;
	while (at < value.length && is_digit(value.data[at]))
		at++;
	if (at != SECONDS)
		return false;
	if (at < value.length && value.data[at] == '.') {
		at++;
		while (at < value.length && is_digit(value.data[at]))
			at++;
	}
	return at + 1 == value.length && value.data[at] == 'Z';
}

static bool is_word(struct bytes value, const char *word)
{
	return value.length == strlen(word) && memcmp(value.data, word, value.length) == 0;
}

static bool fits(enum syntax syntax, struct bytes value)
{
	enum { DIGITS = 10, LARGE_DIGITS = 19 };
	struct sid sid;
	switch (syntax) {
	case OCTETS:
		return true;
	case TEXT:
		return value.length == 0 || memchr(value.data, '\0', value.length) == NULL;
	case NUMBER:
		return is_number(value, DIGITS);
	case LARGE_NUMBER:
		return is_number(value, LARGE_DIGITS);
	case TRUTH:
		return is_word(value, "TRUE") || is_word(value, "FALSE");
	case TIME:
		return is_time(value);
	case SID:
		return sid_read_whole(value, &sid);
	case GUID:
		return value.length == sizeof(struct guid);
	}
	return false;
}

static const char *attribute_fault(struct arena *arena, const struct attribute *attribute)
{
	static const char *const what[] = {
		[OCTETS] = "data",
		[TEXT] = "text",
		[NUMBER] = "a number",
		[LARGE_NUMBER] = "a number",
		[TRUTH] = "TRUE or FALSE",
		[TIME] = "a time",
		[SID] = "a SID",
		[GUID] = "a GUID",
	};
	const struct form *form = bsearch(
		attribute->name, forms, sizeof forms / sizeof *forms, sizeof *forms, compare_form);
	if (form == NULL)
		return NULL;
	if (form->single && attribute->count > 1)
		return arena_format(
			arena, "%s has %zu values, and can have one", form->name, attribute->count);
	for (size_t i = 0; i < attribute->count; i++) {
		if (!fits(form->syntax, attribute->value[i]))
			return arena_format(
				arena, "a value of %s is not %s", form->name, what[form->syntax]);
	}
	return NULL;
}

/* Options such as ";range=0-1499" make no other attribute. */
static const char *repeated(struct arena *arena, const struct entry *entry)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < entry->count; i++) {
		const char *text = entry->attribute[i].name;
		name_index_add(arena, &names, bytes_of(text, strcspn(text, ";")), i);
	}
	name_index_sort(&names);
	const struct named_place *place = name_index_repeated(&names);
	return place == NULL ? NULL : entry->attribute[place->at].name;
}

const char *entry_fault(struct arena *arena, const struct entry *entry)
{
	const char *name = repeated(arena, entry), *of = "the rootDSE";
	if (*entry->dn != '\0')
		of = arena_format(arena, "\"%s\"", entry->dn);
	if (name != NULL)
		return arena_format(arena, "%s has the attribute %s twice", of, name);
	for (size_t i = 0; i < entry->count; i++) {
		const char *fault = attribute_fault(arena, &entry->attribute[i]);
		if (fault != NULL)
			return arena_format(arena, "%s: %s", of, fault);
	}
	return NULL;
}
