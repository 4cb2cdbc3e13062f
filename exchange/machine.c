/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/machine.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ldapchk/account.h"

/* An account's name has at most 15 letters: longer host names are cut. */
static bool labels_are_alike(const char *a, const char *b)
{
	const size_t one = strcspn(a, "."), other = strcspn(b, ".");
	const bool cut = one >= ACCOUNT_LETTERS && other >= ACCOUNT_LETTERS &&
			 (one == ACCOUNT_LETTERS || other == ACCOUNT_LETTERS);
	return (cut || one == other) && strncasecmp(a, b, cut ? ACCOUNT_LETTERS : one) == 0;
}

static bool is_of_word(char letter)
{
	return isalnum((unsigned char)letter) || letter == '-' || letter == '_' ||
	       (unsigned char)letter > 0x7f;
}

static bool has_word(const char *text, const char *word, size_t length)
{
	for (const char *at = text; *at != '\0'; at++) {
		if (strncasecmp(at, word, length) == 0 && (at == text || !is_of_word(at[-1])) &&
			!is_of_word(at[length]))
			return true;
	}
	return false;
}

bool text_mentions(const char *text, const struct name *machine)
{
	return has_word(text, machine->label, strlen(machine->label)) ||
	       has_word(text, machine->fqdn, strcspn(machine->fqdn, "."));
}

/* The DNS name that the account of that machine has in that copy; NULL: none is shown. */
static const char *account_dns_name(
	struct arena *arena, const struct directory_visit *visit, const struct name *machine)
{
	const struct accounts accounts = accounts_named(arena, visit, machine->label);
	return accounts.found ? entry_text(arena, accounts.own.entry, "dNSHostName") : NULL;
}

enum answer machine_is(struct arena *arena, const struct directory_visit *visit, const char *text,
	const struct name *machine)
{
	if (!name_is_dns(text))
		return text_mentions(text, machine) ? ANSWER_MAYBE : ANSWER_NO;
	if (name_texts_match(text, machine->fqdn))
		return ANSWER_YES;
	if (!labels_are_alike(text, machine->label))
		return ANSWER_NO;
	if (strchr(text, '.') == NULL && strlen(text) == ACCOUNT_LETTERS)
		return ANSWER_YES;
	const char *held = account_dns_name(arena, visit, machine);
	if (held == NULL)
		return ANSWER_MAYBE;
	if (name_texts_match(held, text))
		return ANSWER_YES;
	return strcasecmp(held, machine->fqdn) == 0 ? ANSWER_NO : ANSWER_MAYBE;
}

const struct name *machine_among(struct arena *arena, const struct directory_visit *visit,
	const char *text, const struct name *machines, size_t count, enum answer *answer)
{
	const struct name *found = NULL;
	*answer = ANSWER_NO;
	for (size_t i = 0; i < count && *answer != ANSWER_YES; i++) {
		const enum answer is = machine_is(arena, visit, text, &machines[i]);
		if (is == ANSWER_NO || (is == ANSWER_MAYBE && found != NULL))
			continue;
		found = &machines[i];
		*answer = is;
	}
	return found;
}
