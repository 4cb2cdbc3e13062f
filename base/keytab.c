/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/keytab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <krb5.h>

#define KEYTAB_MEMORY "MEMORY:cmsready"

enum { MAX_KEYS = 1024 };

/* A keytab in memory lasts as long as it is open. */
static struct {
	krb5_context context;
	krb5_keytab keytab;
	char file[MAX_KEYTAB_NAME_LEN];
} kept;

static size_t read_all(krb5_keytab from, krb5_keytab_entry *entries)
{
	krb5_kt_cursor cursor;
	size_t count = 0;
	if (krb5_kt_start_seq_get(kept.context, from, &cursor) != 0)
		return 0;
	while (count < MAX_KEYS &&
		krb5_kt_next_entry(kept.context, from, &entries[count], &cursor) == 0)
		count++;
	krb5_kt_end_seq_get(kept.context, from, &cursor);
	return count;
}

/* Each entry is put before the others, so the last comes first: the first account counts. */
static bool copy(krb5_keytab from)
{
	krb5_keytab_entry *entries = calloc(MAX_KEYS, sizeof *entries);
	size_t count = entries == NULL ? 0 : read_all(from, entries);
	bool whole = count > 0;
	for (; count > 0; count--) {
		krb5_keytab_entry *entry = &entries[count - 1];
		whole = krb5_kt_add_entry(kept.context, kept.keytab, entry) == 0 && whole;
		krb5_free_keytab_entry_contents(kept.context, entry);
	}
	free(entries);
	return whole;
}

bool keytab_keep(void)
{
	krb5_keytab from;
	if (kept.keytab != NULL)
		return true;
	if (krb5_init_context(&kept.context) != 0)
		return false;
	if (krb5_kt_client_default(kept.context, &from) == 0) {
		krb5_kt_get_name(kept.context, from, kept.file, sizeof kept.file);
		if (krb5_kt_resolve(kept.context, KEYTAB_MEMORY, &kept.keytab) == 0 && copy(from) &&
			setenv("KRB5_CLIENT_KTNAME", KEYTAB_MEMORY, 1) == 0) {
			krb5_kt_close(kept.context, from);
			return true;
		}
		krb5_kt_close(kept.context, from);
	}
	if (kept.keytab != NULL)
		krb5_kt_close(kept.context, kept.keytab);
	krb5_free_context(kept.context);
	kept.keytab = NULL;
	return false;
}

void keytab_name(char *name, size_t room)
{
	krb5_context context;
	krb5_keytab keytab;
	snprintf(name, room, "%s", kept.file);
	if (kept.keytab != NULL || krb5_init_context(&context) != 0)
		return;
	if (krb5_kt_client_default(context, &keytab) == 0) {
		krb5_kt_get_name(context, keytab, name, (unsigned)room);
		krb5_kt_close(context, keytab);
	}
	krb5_free_context(context);
}
