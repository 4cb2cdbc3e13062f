/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One ACE of an SDDL text, "(type;flags;rights;object;inherited object;SID)", with a condition or a
 * resource attribute as a seventh field where its type has one. Used inside sddl_*.c.
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
	uint8_t flags; /* those it may carry */
};

/* The type of those letters, of which there are one or two; NULL where they are none. */
const struct sddl_ace_type *sddl_ace_type_named(const char letters[2]);

/* The letters of a type; NULL where SDDL has none, as for a callback object deny. */
const struct sddl_ace_type *sddl_ace_type_of(uint8_t type);

/*
 * The flag of those letters (a pair, sddl_token.h); 0 where an ACE of the type may carry none of
 * that name: SA and FA belong to ACEs that audit, TP to access filters.
 */
uint8_t sddl_ace_flag_named(const struct sddl_ace_type *type, uint16_t letters);
void sddl_ace_flags_write(struct text *text, const struct sddl_ace_type *type, uint8_t flags);

/*
 * What Windows objects to in a mask or in a trustee of an ACE of that type; NULL where it is fine.
 */
const char *sddl_mask_objection(const struct ace *ace);
const char *sddl_trustee_objection(const struct ace *ace);

/* "DACL", "SACL" */
const char *sddl_acl_name(bool sacl);

/* The bytes it takes, without slack. More than an ACL may have where the condition is too long. */
size_t sddl_ace_size(const struct ace *ace);

enum { SDDL_ACL_HEADER_BYTES = 8, SDDL_ACL_BYTES_MAX = UINT16_MAX };

/* Takes one ACE, its parentheses included. All of it is set but the index. */
bool sddl_ace_read(struct sddl_reader *reader, bool sacl, struct ace *ace);

/* Adds one ACE with its parentheses. False, naming the ACE, where no text stands for it. */
bool sddl_ace_write(struct text *text, const struct ace *ace, bool sacl, const struct sid *domain,
	struct error *error);
