/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket_export.h"

#include <krb5.h>

/* Entries that configure MIT's cache mean nothing to another library. */
static bool add(
	struct arena *arena, struct ticket_export *export, krb5_context context, krb5_creds *ticket)
{
	krb5_data *data;
	if (krb5_is_config_principal(context, ticket->server))
		return true;
	if (krb5_marshal_credentials(context, ticket, &data) != 0)
		return false;
	export->ticket = arena_more(arena, export->ticket, export->count, sizeof *export->ticket);
	export->ticket[export->count++] =
		bytes_of(arena_copy(arena, data->data, data->length), data->length);
	krb5_free_data(context, data);
	return true;
}

static bool add_all(
	struct arena *arena, struct ticket_export *export, krb5_context context, krb5_ccache cache)
{
	krb5_cc_cursor cursor;
	krb5_creds ticket;
	bool whole = true;
	if (krb5_cc_start_seq_get(context, cache, &cursor) != 0)
		return false;
	while (whole && krb5_cc_next_cred(context, cache, &cursor, &ticket) == 0) {
		whole = add(arena, export, context, &ticket);
		krb5_free_cred_contents(context, &ticket);
	}
	krb5_cc_end_seq_get(context, cache, &cursor);
	return whole && export->count > 0;
}

static bool read_account(
	struct arena *arena, struct ticket_export *export, krb5_context context, krb5_ccache cache)
{
	krb5_principal owner;
	char *name;
	if (krb5_cc_get_principal(context, cache, &owner) != 0)
		return false;
	const bool named = krb5_unparse_name(context, owner, &name) == 0;
	krb5_free_principal(context, owner);
	if (!named)
		return false;
	export->account = arena_string(arena, name);
	krb5_free_unparsed_name(context, name);
	return true;
}

bool ticket_export_read(struct arena *arena, struct ticket_export *export)
{
	krb5_context context;
	krb5_ccache cache;
	krb5_timestamp ahead = 0;
	krb5_int32 microseconds = 0;
	*export = (struct ticket_export){ 0 };
	if (krb5_init_context(&context) != 0)
		return false;
	bool whole = krb5_cc_default(context, &cache) == 0;
	if (whole) {
		whole = read_account(arena, export, context, cache) &&
			add_all(arena, export, context, cache);
		krb5_cc_close(context, cache);
	}
	if (krb5_get_time_offsets(context, &ahead, &microseconds) == 0)
		export->kdc_ahead_seconds = ahead;
	krb5_free_context(context);
	return whole;
}
