/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of conditions and claims, MS-DTYP 2.5.1.1: numbers, strings, octets; as text and as bytes.
 * The readers take a value without white space around it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "security/sddl/reader.h"

/* The rest of an ACL of 64 KiB after one ACE's header and its shortest SID. */
enum { SDDL_VALUE_MAX_BYTES = 65508 };

/* Sign and base of the number's text; the codes are those of MS-DTYP 2.4.4.17.5. */
enum number_sign { NUMBER_PLUS = 1, NUMBER_MINUS = 2, NUMBER_UNSIGNED = 3 };
enum number_base { NUMBER_OCTAL = 1, NUMBER_DECIMAL = 2, NUMBER_HEXADECIMAL = 3 };

struct sddl_number {
	uint64_t magnitude;
	uint8_t sign, base;
};

/* Skips white space: %x09-0D and %x20. */
void sddl_space_skip(struct sddl_reader *reader);

/* The value of a hexadecimal digit; NO_DIGIT for other characters. */
enum { NO_DIGIT = 16 };
uint32_t sddl_digit_value(char digit);

/* A leading zero makes the number octal, as in Windows; also a single zero. */
bool sddl_number_read(struct sddl_reader *reader, struct sddl_number *number);
void sddl_number_write(struct text *text, const struct sddl_number *number);

/* In two's complement. */
uint64_t sddl_number_bits(const struct sddl_number *number);

/* In double quotes, without escapes; a double quote or a zero cannot be part of it. */
bool sddl_string_read(struct sddl_reader *reader, struct text *utf16);

/* False, with a part of it added, if it cannot be written as text. */
bool sddl_string_write(struct text *text, struct bytes utf16);

/*
 * Hexadecimal digits, at least one. "#" counts as a zero. An odd number of digits gets a leading
 * zero.
 */
bool sddl_octets_read(struct sddl_reader *reader, struct text *octets);
void sddl_octets_write(struct text *text, struct bytes octets);

/* Adds the length of a SID in bytes, then the SID, MS-DTYP 2.4.2.2. */
void sddl_sized_sid_add(struct text *bytes, const struct sid *sid);

/*
 * A part with its length before it, 32 bits: begin reserves the length and returns its position;
 * end fills it in when the part is complete.
 */
size_t sddl_sized_begin(struct text *bytes);
void sddl_sized_end(struct text *bytes, size_t begin);
