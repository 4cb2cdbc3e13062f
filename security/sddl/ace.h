/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One ACE of an SDDL text, "(type;flags;rights;object;inherited object;SID)", with a condition or a
 * resource attribute as a seventh field where its type has one. Used inside sddl/ only.
 */
#pragma once

#include "base/text.h"
#include "security/descriptor.h"
#include "security/sddl/reader.h"

enum sddl_extra { EXTRA_NONE, EXTRA_CONDITION, EXTRA_CLAIM };

struct sddl_ace_type {
	char letters[3];
	uint8_t type;
	enum sddl_extra extra;
	uint8_t flags; /* allowed flags */
};

/* The type of one or two letters; NULL if there is none. */
const struct sddl_ace_type *sddl_ace_type_named(const char letters[2]);

/* The letters of a type; NULL if SDDL has none, as for a callback object deny. */
const struct sddl_ace_type *sddl_ace_type_of(uint8_t type);

/*
 * The flag of a pair of letters (sddl/token.h); 0 if an ACE of the type may not have such a flag:
 * SA and FA belong to audit ACEs, TP to access filters.
 */
uint8_t sddl_ace_flag_named(const struct sddl_ace_type *type, uint16_t letters);
void sddl_ace_flags_write(struct text *text, const struct sddl_ace_type *type, uint8_t flags);

/*
 * Why Windows refuses the mask or the trustee in an ACE of its type; NULL if it accepts it.
 */
const char *sddl_mask_objection(const struct ace *ace);
const char *sddl_trustee_objection(const struct ace *ace);

/* "DACL", "SACL" */
const char *sddl_acl_name(bool sacl);

/* Its size in bytes without slack. More than fits an ACL if the condition is too long. */
size_t sddl_ace_size(const struct ace *ace);

enum { SDDL_ACL_HEADER_BYTES = 8, SDDL_ACL_BYTES_MAX = UINT16_MAX };

/* Takes one ACE with its parentheses. Sets all members except the index. */
bool sddl_ace_read(struct sddl_reader *reader, bool sacl, struct ace *ace);

/* Adds one ACE with its parentheses. False, naming the ACE, if SDDL cannot express it. */
bool sddl_ace_write(struct text *text, const struct ace *ace, bool sacl, const struct sid *domain,
	struct error *error);
