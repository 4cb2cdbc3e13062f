/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/file_kind.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"
#include "base/file.h"
#include "codec/encoding.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const kind_name[FILE_KINDS] = {
	[FILE_PLAN] = "a plan",
	[FILE_EVIDENCE] = "evidence",
	[FILE_REPORT] = "a report as JSON",
};

/* Which command writes such a file. */
static const char *const kind_source[FILE_KINDS] = {
	[FILE_PLAN] = "to have a plan written: cmsready discover --domain DOMAIN -o plan.json",
	[FILE_EVIDENCE] = "to collect evidence: cmsready collect PLAN -o evidence.json",
	[FILE_REPORT] = "to have one written: cmsready check PLAN --format json -o report.json",
};

const char *file_word(struct arena *arena, const char *name)
{
	if (strcmp(name, FILE_STANDARD_INPUT) == 0)
		return "-";
	bool plain = *name != '\0' && *name != '-';
	for (const char *at = name; *at != '\0'; at++)
		plain = plain && (isalnum((unsigned char)*at) || strchr("._/+-", *at) != NULL);
	if (plain)
		return name;
	if (*name == '-' || *name == '\0' || strchr(name, '\'') != NULL || !is_harmless(name))
		return "FILE";
	return arena_format(arena, "'%s'", name);
}

static bool has(const struct node *object, const char *key)
{
	struct node member;
	return node_member(object, key, &member);
}

/* A member of a member. */
static bool has_in(const struct node *root, const char *key, const char *inner)
{
	struct node member;
	return node_member(root, key, &member) && json_is_object(member.value) &&
	       has(&member, inner);
}

static enum file_kind kind_of(const struct node *root)
{
	if (!json_is_object(root->value))
		return FILE_UNKNOWN;
	if (has(root, "verdict") && has(root, "findings"))
		return FILE_REPORT;
	if (has(root, "recoveries") || has_in(root, "directory", "domain"))
		return FILE_PLAN;
	if (has(root, "run") || has_in(root, "directory", "visits") ||
		has_in(root, "dns", "visits") || has_in(root, "shares", "visits"))
		return FILE_EVIDENCE;
	return FILE_UNKNOWN;
}

/* JSON that the program knows and does not judge. */
static const char *other_json(const struct node *root)
{
	if (!json_is_object(root->value))
		return NULL;
	if (has(root, "$schema") && has(root, "properties"))
		return "a JSON Schema, which tells editors what a file contains";
	if (has(root, "changes") && has(root, "counts"))
		return "a comparison of reports, which cmsready diff writes";
	if (has(root, "checks") && has(root, "schema_version"))
		return "the list of checks, which cmsready explain writes";
	if (has(root, "sddl") || (has(root, "sd") && has(root, "token")))
		return "a question for cmsready acl, which reads standard input";
	return NULL;
}

static bool begins(struct bytes text, const char *with)
{
	const size_t length = strlen(with);
	return text.length >= length && strncasecmp((const char *)text.data, with, length) == 0;
}

/* Whether the first line is that of a report for people: marks of Markdown, then the verdict. */
static bool is_report_text(struct bytes text)
{
	static const char *const verdicts[] = { "NO-GO", "UNDETERMINED", "GO" };
	while (text.length > 0 && strchr("#*_> \t\r\n", text.data[0]) != NULL && text.data[0] != 0)
		(void)bytes_take(&text, 1);
	if (text.length > 0 && text.data[0] == 0x1b) { /* a colour of the terminal: "\x1b[1;31m" */
		const uint8_t *end = memchr(text.data, 'm', text.length);
		if (end != NULL)
			(void)bytes_take(&text, (size_t)(end + 1 - text.data));
	}
	for (size_t i = 0; i < COUNT(verdicts); i++) {
		const size_t length = strlen(verdicts[i]);
		if (text.length > length && memcmp(text.data, verdicts[i], length) == 0 &&
			!isalnum(text.data[length]))
			return true;
	}
	return false;
}

/* What a file is that is no JSON, by its first bytes; NULL: not known. */
static const char *other_file(struct bytes text)
{
	static const struct {
		const char *begin, *what;
	} files[] = {
		{ "<!doctype html", "an HTML page" },
		{ "<html", "an HTML page" },
		{ "<?xml", "an XML file" },
		{ "{\\rtf", "a document of a word processor (RTF)" },
		{ "%PDF", "a PDF document" },
		{ "PK\003\004", "a ZIP archive or an Office document" },
		{ "\xd0\xcf\x11\xe0", "an Office document" },
		{ "\x1f\x8b", "compressed with gzip (gunzip unpacks it)" },
		{ "BZh", "compressed with bzip2 (bunzip2 unpacks it)" },
		{ "\xfd"
		  "7zXZ",
			"compressed with xz (unxz unpacks it)" },
		{ "\x28\xb5\x2f\xfd", "compressed with zstd (unzstd unpacks it)" },
		{ "\x7f"
		  "ELF",
			"a program" },
		{ "#!", "a script" },
		{ "@echo", "a script" },
		{ "# cmsready fix", "a script" },
		{ "-----BEGIN", "a certificate or a key (PEM)" },
		{ "dn: ", "LDIF" },
		{ "---", "YAML" },
		{ "schema_version:", "YAML" },
	};
	text = encoding_unmarked(text);
	while (text.length > 0 && strchr(" \t\r\n", text.data[0]) != NULL && text.data[0] != 0)
		(void)bytes_take(&text, 1);
	if (text.length == 0)
		return "empty";
	if (is_report_text(text))
		return "a report for people";
	for (size_t i = 0; i < COUNT(files); i++) {
		if (begins(text, files[i].begin))
			return files[i].what;
	}
	return NULL;
}

static bool fail_kind(struct arena *arena, const char *name, enum file_kind is,
	enum file_kind wanted, struct error *error)
{
	const char *word = file_word(arena, name);
	const char *use = "";
	if (is == FILE_PLAN && wanted == FILE_EVIDENCE)
		use = arena_format(
			arena, "to collect evidence: cmsready collect %s -o EVIDENCE", word);
	else if (is == FILE_PLAN)
		use = arena_format(arena, "to judge it: cmsready check %s", word);
	else if (is == FILE_EVIDENCE)
		use = arena_format(arena, "to judge it: cmsready check PLAN --from %s", word);
	else
		use = arena_format(arena, "to show it: cmsready report %s", word);
	return error_set(error, ERROR_MALFORMED, "%s: is %s, not %s; %s", name, kind_name[is],
		kind_name[wanted], use);
}

static bool fail_other(
	const char *name, const char *what, enum file_kind wanted, struct error *error)
{
	return error_set(error, ERROR_MALFORMED, "%s: is %s, not %s; %s", name, what,
		kind_name[wanted], kind_source[wanted]);
}

bool file_kind_parse(struct document *document, struct arena *arena, const char *name,
	struct bytes text, enum file_kind wanted, struct error *error)
{
	struct error no_json = { 0 };
	if (!document_parse(document, arena, name, text, &no_json)) {
		const char *what = other_file(text);
		if (what != NULL)
			return fail_other(name, what, wanted, error);
		*error = error->kind == ERROR_NONE ? no_json : *error;
		return false;
	}
	const struct node root = document_root(document);
	const enum file_kind is = kind_of(&root);
	const char *other = is == FILE_UNKNOWN ? other_json(&root) : NULL;
	if (is == wanted || (is == FILE_UNKNOWN && other == NULL))
		return true;
	if (is == FILE_UNKNOWN)
		fail_other(name, other, wanted, error);
	else
		fail_kind(arena, name, is, wanted, error);
	document_close(document);
	return false;
}
