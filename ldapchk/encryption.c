/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/encryption.h"

#include "base/text.h"
#include "base/ticket_request.h"

const char *types_write(struct arena *arena, uint32_t types)
{
	static const struct {
		uint32_t bit;
		const char *name;
	} known[] = {
		{ 0x1, "DES-CBC-CRC" },
		{ 0x2, "DES-CBC-MD5" },
		{ 0x4, "RC4" },
		{ 0x8, "AES128" },
		{ 0x10, "AES256" },
		{ 0x20, "AES session keys" },
	};
	struct text text = text_new(arena);
	text_add(&text, "%u (", types);
	const char *separator = "";
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if ((types & known[i].bit) == 0)
			continue;
		text_add(&text, "%s%s", separator, known[i].name);
		separator = ", ";
	}
	text_add(&text, "%s)", *separator == '\0' ? "no known type" : "");
	return text.data;
}

static bool is_aes(int64_t type)
{
	return type == ENCRYPTION_AES128 || type == ENCRYPTION_AES256;
}

const char *encryption_write(struct arena *arena, int64_t type)
{
	return arena_format(arena, "%s (%lld)",
		type == ENCRYPTION_RC4      ? "RC4"
		: type == ENCRYPTION_AES128 ? "AES128"
		: type == ENCRYPTION_AES256 ? "AES256"
					    : "another encryption type",
		(long long)type);
}

static enum encryption_reason judge_rc4(const struct encryption_state *state)
{
	if ((state->types & TYPES_AES) != 0)
		return ENCRYPTION_ALLOWS_AES;
	if (is_aes(state->encryption))
		return ENCRYPTION_IS_AES;
	if (state->encryption == 0)
		return ENCRYPTION_NOT_KNOWN;
	if (state->encryption != ENCRYPTION_RC4)
		return ENCRYPTION_IS_OTHER;
	return (state->types & TYPES_RC4) != 0 ? ENCRYPTION_FITS : ENCRYPTION_BY_DEFAULT;
}

static enum encryption_reason judge_aes(const struct encryption_state *state)
{
	if (state->encryption == 0)
		return ENCRYPTION_NOT_KNOWN;
	if (!is_aes(state->encryption))
		return state->encryption == ENCRYPTION_RC4 ? ENCRYPTION_IS_OLD
							   : ENCRYPTION_IS_OTHER;
	return (state->types & TYPES_RC4) != 0 && (state->types & TYPES_AES) == 0
		       ? ENCRYPTION_IS_OLD
		       : ENCRYPTION_FITS;
}

enum encryption_reason encryption_judge(
	const struct encryption_state *state, enum cluster_windows windows)
{
	return windows == WINDOWS_RC4 ? judge_rc4(state) : judge_aes(state);
}

enum outcome encryption_outcome(enum encryption_reason reason)
{
	switch (reason) {
	case ENCRYPTION_FITS:
		return OUTCOME_PASS;
	case ENCRYPTION_BY_DEFAULT:
	case ENCRYPTION_IS_OLD:
	case ENCRYPTION_IS_OTHER:
		return OUTCOME_WARN;
	case ENCRYPTION_ALLOWS_AES:
	case ENCRYPTION_IS_AES:
		return OUTCOME_FAIL;
	case ENCRYPTION_NOT_KNOWN:
		break;
	}
	return OUTCOME_UNKNOWN;
}
