/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offline address books that the CMS generates, and so should be in its share. Pure. */
#pragma once

#include "exchange/oab_index.h"
#include "model/check.h"

struct expected_books {
	const struct oab_index *index; /* NULL: no directory server showed the CMS and a book */
	const struct oab_book *own;
	bool distribution_asked; /* older evidence does not say which books need a folder */
	struct causes causes;    /* why they are not known */
};

/* From the first directory server that shows the CMS and an address book. */
struct expected_books expected_books_find(const struct examination *examination);

enum distribution {
	DISTRIBUTION_WEB,      /* Client Access servers copy it: it needs a folder */
	DISTRIBUTION_PUBLIC,   /* by public folders only */
	DISTRIBUTION_UNREAD,   /* the attribute that says it could not be read */
	DISTRIBUTION_NOT_SHOWN /* no book shows any: there is none, or it may not be read */
};

enum distribution expected_distribution(
	const struct expected_books *expected, const struct address_book *book);

/*
 * Whether the share has to have that folder in good order. Folders that belong to no book of this
 * CMS are left over, and nobody copies them. True if the books are not known.
 */
bool expected_needs(const struct expected_books *expected, const char *folder);
