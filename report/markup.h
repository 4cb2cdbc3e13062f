/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in HTML and XML: no text of a report can become markup. */
#pragma once

#include <stdarg.h>

#include "base/text.h"

/* Adds a text, escaped for an element or an attribute in quotes. */
void markup_text(struct text *to, const char *text);

/* Adds markup; knows %s, which goes through markup_text(), %zu and %%. */
void markup_put(struct text *to, const char *format, ...);
void markup_put_list(struct text *to, const char *format, va_list arguments);
