/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/action.h"

#include <string.h>
#include <strings.h>

#include "model/name.h"

enum { HOST_ROOM = 256 };

const char *fix_member(const struct fix *fix, const char *name, size_t length, enum fix_form *form)
{
	const struct fix_kind *kind = fix_kind_of(fix->action);
	const struct {
		const char *name, *text;
		enum fix_form form;
	} member[] = {
		{ "object", fix->object, kind->object },
		{ "account", fix->account, kind->account },
		{ "value", fix->value, kind->value },
		{ "server", fix->server, kind->server },
	};
	for (size_t i = 0; i < sizeof member / sizeof *member; i++) {
		if (strlen(member[i].name) != length || strncmp(member[i].name, name, length) != 0)
			continue;
		*form = member[i].form;
		return member[i].text == NULL ? "" : member[i].text;
	}
	return NULL;
}

static bool is_number(const char *text)
{
	const size_t length = strlen(text);
	return length > 0 && length <= 10 && strspn(text, "0123456789") == length;
}

/* A host's name; an account of a machine ends with "$". */
static bool is_host(const char *text, size_t length)
{
	char host[HOST_ROOM];
	if (length == 0 || length >= sizeof host)
		return false;
	memcpy(host, text, length);
	host[length] = '\0';
	return name_is_host(host);
}

static bool is_trustee(const char *text)
{
	const char *domain = strstr(text, "$@");
	return domain != NULL && is_host(text, (size_t)(domain - text)) &&
	       is_host(domain + 2, strlen(domain + 2));
}

static bool is_spn(const char *text)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	const size_t service = strspn(text, letters);
	return service > 0 && text[service] == '/' &&
	       is_host(text + service + 1, strlen(text + service + 1));
}

static bool is_sid(const char *text)
{
	return strncmp(text, "S-1-", 4) == 0 && strspn(text + 4, "0123456789-") == strlen(text + 4);
}

/* The relative DNs that occur here; the domain's is the end. */
static bool is_dn(const char *text)
{
	static const char *const begin[] = { "CN=", "OU=", "DC=" };
	static const char domain[] = ",DC=";
	const char *last = strrchr(text, ',');
	if (last == NULL || strncasecmp(last, domain, sizeof domain - 1) != 0 ||
		!name_is_dns(last + sizeof domain - 1))
		return false;
	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
		if (strncasecmp(text, begin[i], 3) == 0)
			return true;
	}
	return false;
}

/* Of a share or a storage group. A "$" at the end hides a share. */
static bool is_name(const char *text)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789 ._-()";
	const size_t length = strspn(text, allowed);
	return length > 0 && strcmp(text + length + (text[length] == '$'), "") == 0;
}

static bool is_unc(const char *text)
{
	const char *share = strncmp(text, "\\\\", 2) != 0 ? NULL : strchr(text + 2, '\\');
	return share != NULL && is_host(text + 2, (size_t)(share - text - 2)) && is_name(share + 1);
}

bool fix_form_fits(enum fix_form form, const char *text)
{
	switch (form) {
	case FORM_NONE:
		return false;
	case FORM_DN:
		return is_dn(text);
	case FORM_HOST:
		return is_host(
			text, strlen(text) - (*text != '\0' && text[strlen(text) - 1] == '$'));
	case FORM_TRUSTEE:
		return is_trustee(text);
	case FORM_NUMBER:
		return is_number(text);
	case FORM_SPN:
		return is_spn(text);
	case FORM_SID:
		return is_sid(text);
	case FORM_UNC:
		return is_unc(text);
	case FORM_NAME:
		return is_name(text);
	case FORM_SWITCH:
		return strcmp(text, "-DISABLE_INBOUND_REPL") == 0 ||
		       strcmp(text, "-DISABLE_OUTBOUND_REPL") == 0;
	}
	return false;
}
