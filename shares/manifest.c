/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/manifest.h"

#include <stdint.h>
#include <string.h>

#include <expat.h>

/* is_book: the root element is OAB. */
struct reading {
	XML_Parser parser;
	bool begun, is_book;
};

/* A document type could declare entities, which address books do not need. */
static void refuse_type(void *data, const XML_Char *name, const XML_Char *system_id,
	const XML_Char *public_id, int has_internal)
{
	(void)name, (void)system_id, (void)public_id, (void)has_internal;
	struct reading *reading = data;
	XML_StopParser(reading->parser, XML_FALSE);
}

static void element_begins(void *data, const XML_Char *name, const XML_Char **attributes)
{
	(void)attributes;
	struct reading *reading = data;
	if (!reading->begun)
		reading->is_book = strcmp(name, "OAB") == 0;
	reading->begun = true;
}

bool manifest_check(const char *text, struct error *error)
{
	const size_t length = strlen(text);
	XML_Parser parser = XML_ParserCreate(NULL);
	if (parser == NULL || length > INT32_MAX) {
		if (parser != NULL)
			XML_ParserFree(parser);
		return error_set(error, ERROR_MALFORMED, "oab.xml cannot be read");
	}
	struct reading reading = { .parser = parser };
	XML_SetUserData(parser, &reading);
	XML_SetStartElementHandler(parser, element_begins);
	XML_SetStartDoctypeDeclHandler(parser, refuse_type);
	const bool ok = XML_Parse(parser, text, (int)length, 1) == XML_STATUS_OK;
	if (!ok)
		error_set(error, ERROR_MALFORMED, "line %lu, column %lu: %s",
			XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser),
			XML_GetErrorCode(parser) == XML_ERROR_ABORTED
				? "document types are not allowed"
				: XML_ErrorString(XML_GetErrorCode(parser)));
	XML_ParserFree(parser);
	if (ok && !reading.is_book)
		return error_set(error, ERROR_MALFORMED, "it is XML but not an address book");
	return ok;
}
