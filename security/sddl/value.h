/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as conditions and claims write them, MS-DTYP 2.5.1.1: numbers, strings, octets; and their
 * bytes. The readers take a value from the place, without white space around it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "security/sddl/reader.h"

/* What an ACL of 64 KiB has room for behind one ACE's header and its shortest SID. */
enum { SDDL_VALUE_MAX_BYTES = 65508 };

/* Sign and base as they were written; the codes are those of MS-DTYP 2.4.4.17.5. */
enum number_sign { NUMBER_PLUS = 1, NUMBER_MINUS = 2, NUMBER_UNSIGNED = 3 };
enum number_base { NUMBER_OCTAL = 1, NUMBER_DECIMAL = 2, NUMBER_HEXADECIMAL = 3 };

struct sddl_number {
	uint64_t magnitude;
	uint8_t sign, base;
};

/* Passes white space: %x09-0D and %x20. */
void sddl_space_skip(struct sddl_reader *reader);

/* Of a hexadecimal digit; NO_DIGIT for what is none. */
enum { NO_DIGIT = 16 };
uint32_t sddl_digit_value(char digit);

/* A leading zero makes it octal, as Windows has it: also a zero alone. */
bool sddl_number_read(struct sddl_reader *reader, struct sddl_number *number);
void sddl_number_write(struct text *text, const struct sddl_number *number);

/* In two's complement. */
uint64_t sddl_number_bits(const struct sddl_number *number);

/* In double quotes, between which all but they and a zero stands for itself. */
bool sddl_string_read(struct sddl_reader *reader, struct text *utf16);

/* False, with a part of it added, when no text stands for it. */
bool sddl_string_write(struct text *text, struct bytes utf16);

/*
 * Hexadecimal digits, at least one. "#" is a zero too, and one is put in front of an odd number of
 * digits.
 */
bool sddl_octets_read(struct sddl_reader *reader, struct text *octets);
void sddl_octets_write(struct text *text, struct bytes octets);

/* The bytes of a SID, MS-DTYP 2.4.2.2, behind their length. */
void sddl_sized_sid_add(struct text *bytes, const struct sid *sid);

/*
 * A part that has its length in front, 32 bits: begin gives the place of the length, end fills it
 * in when the part is complete.
 */
size_t sddl_sized_begin(struct text *bytes);
void sddl_sized_end(struct text *bytes, size_t begin);
