/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/manifest.h"

#include <stdint.h>
#include <string.h>

#include <expat.h>

/* A document type could declare entities, which no address book needs. */
static void refuse_type(void *data, const XML_Char *name, const XML_Char *system_id,
	const XML_Char *public_id, int has_internal)
{
	(void)name, (void)system_id, (void)public_id, (void)has_internal;
	XML_StopParser(data, XML_FALSE);
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
	XML_SetUserData(parser, parser);
	XML_SetStartDoctypeDeclHandler(parser, refuse_type);
	const bool ok = XML_Parse(parser, text, (int)length, 1) == XML_STATUS_OK;
	if (!ok)
		error_set(error, ERROR_MALFORMED, "line %lu, column %lu: %s",
			XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser),
			XML_GetErrorCode(parser) == XML_ERROR_ABORTED
				? "a document type"
				: XML_ErrorString(XML_GetErrorCode(parser)));
	XML_ParserFree(parser);
	return ok;
}
