/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the tables in model/evidence.c. Evidence does not contradict itself: what names a
 * record (`..._identity`) names no other in its list, and what cannot be (`..._fault`) is not in
 * it.
 */
#pragma once

#include "codec/record.h"

extern const struct text_form form_time, form_sid, form_dns_name, form_dns_address, form_transport;

const char *entry_identity(struct arena *arena, const void *entry);
const char *part_identity(struct arena *arena, const void *part);
const char *ticket_identity(struct arena *arena, const void *ticket);
const char *directory_visit_identity(struct arena *arena, const void *visit);
const char *dns_answer_identity(struct arena *arena, const void *answer);
const char *dns_visit_identity(struct arena *arena, const void *visit);
const char *share_folder_identity(struct arena *arena, const void *folder);
const char *share_opening_identity(struct arena *arena, const void *opening);
const char *share_visit_identity(struct arena *arena, const void *visit);

const char *entry_rule_fault(struct arena *arena, const void *entry);
const char *directory_visit_fault(struct arena *arena, const void *visit);
const char *dns_record_rule_fault(struct arena *arena, const void *record);
const char *dns_answer_rule_fault(struct arena *arena, const void *answer);
const char *share_opening_fault(struct arena *arena, const void *opening);
