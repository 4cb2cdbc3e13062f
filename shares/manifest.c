/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/manifest.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include <expat.h>

#include "base/escape.h"
#include "base/text.h"

enum { MAX_FILES = 20000, MAX_NAME = 255, ROOT_DEPTH = 1, LIST_DEPTH = 2, FILE_DEPTH = 3 };

struct reading {
	XML_Parser parser;
	struct arena *arena;
	struct manifest *manifest;
	size_t depth;      /* of the element that is being read */
	bool is_book;      /* the root element is OAB */
	bool is_list;      /* within an OAL */
	struct text name;  /* of a file, as far as it was read */
	const char *wrong; /* why the reading was stopped; or NULL */
};

static void stop(struct reading *reading, const char *wrong)
{
	reading->wrong = wrong;
	XML_StopParser(reading->parser, XML_FALSE);
}

/* A document type could declare entities, which address books do not need. */
static void refuse_type(void *data, const XML_Char *name, const XML_Char *system_id,
	const XML_Char *public_id, int has_internal)
{
	(void)name, (void)system_id, (void)public_id, (void)has_internal;
	stop(data, "document types are not allowed");
}

static void element_begins(void *data, const XML_Char *name, const XML_Char **attributes)
{
	(void)attributes;
	struct reading *reading = data;
	reading->depth++;
	if (reading->depth == ROOT_DEPTH)
		reading->is_book = strcmp(name, "OAB") == 0;
	if (reading->depth == LIST_DEPTH) {
		reading->is_list = strcmp(name, "OAL") == 0;
		reading->manifest->lists += reading->is_list;
	}
	reading->name.length = 0;
	reading->name.data[0] = '\0';
}

static void text_continues(void *data, const XML_Char *part, int length)
{
	struct reading *reading = data;
	if (reading->depth != FILE_DEPTH || !reading->is_list)
		return;
	for (int i = 0; i < length; i++) {
		if (reading->name.length == 0 && isspace((unsigned char)part[i]))
			continue;
		if (reading->name.length > 2 * MAX_NAME)
			return;
		text_add_bytes(&reading->name, &part[i], 1);
	}
}

/* A name from a server that becomes part of a path. */
static bool is_file_name(const char *name)
{
	for (const char *at = name; *at != '\0'; at++) {
		if (strchr("/\\:*?\"<>|", *at) != NULL)
			return false;
	}
	return is_harmless(name) && strlen(name) <= MAX_NAME && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static void element_ends(void *data, const XML_Char *name)
{
	(void)name;
	struct reading *reading = data;
	if (reading->depth-- != FILE_DEPTH || !reading->is_list)
		return;
	struct text *file = &reading->name;
	while (file->length > 0 && isspace((unsigned char)file->data[file->length - 1]))
		file->data[--file->length] = '\0';
	struct manifest *manifest = reading->manifest;
	if (file->length == 0)
		return;
	if (manifest->file_count == MAX_FILES || !is_file_name(file->data)) {
		stop(reading, manifest->file_count == MAX_FILES
				      ? "it names too many files"
				      : "it names a file that cannot be in its folder");
		return;
	}
	manifest->file = arena_more(
		reading->arena, manifest->file, manifest->file_count, sizeof *manifest->file);
	manifest->file[manifest->file_count++] = arena_string(reading->arena, file->data);
}

static const char *wrong_with(const struct reading *reading)
{
	return reading->wrong != NULL ? reading->wrong
				      : XML_ErrorString(XML_GetErrorCode(reading->parser));
}

bool manifest_read(
	struct arena *arena, struct bytes text, struct manifest *manifest, struct error *error)
{
	*manifest = (struct manifest){ 0 };
	XML_Parser parser = XML_ParserCreate(NULL);
	if (parser == NULL || text.length > INT32_MAX) {
		if (parser != NULL)
			XML_ParserFree(parser);
		return error_set(error, ERROR_MALFORMED, "oab.xml cannot be read");
	}
	struct reading reading = {
		.parser = parser,
		.arena = arena,
		.manifest = manifest,
		.name = text_new(arena),
	};
	XML_SetUserData(parser, &reading);
	XML_SetElementHandler(parser, element_begins, element_ends);
	XML_SetCharacterDataHandler(parser, text_continues);
	XML_SetStartDoctypeDeclHandler(parser, refuse_type);
	const bool ok =
		XML_Parse(parser, (const char *)text.data, (int)text.length, 1) == XML_STATUS_OK;
	if (!ok)
		error_set(error, ERROR_MALFORMED, "line %lu, column %lu: %s",
			XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser),
			wrong_with(&reading));
	XML_ParserFree(parser);
	if (ok && !reading.is_book)
		return error_set(error, ERROR_MALFORMED, "it is XML but not an address book");
	return ok;
}
