/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_tickets.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/ticket.h"
#include "base/ticket_export.h"
#include "shares/collect/smb_library.h"

enum { MAX_CREDENTIAL = 1024 }; /* Heimdal's krb5_creds has some 200 bytes */

/*
 * What is used of Heimdal's library. Its header cannot be included beside MIT's; the types are
 * opaque here, and the functions have been the same since Heimdal 1.0.
 */
struct heimdal {
	int32_t (*krb5_init_context)(void **context);
	void (*krb5_free_context)(void *context);
	int32_t (*krb5_parse_name)(void *context, const char *name, void **principal);
	void (*krb5_free_principal)(void *context, void *principal);
	int32_t (*krb5_cc_resolve)(void *context, const char *name, void **cache);
	int32_t (*krb5_cc_initialize)(void *context, void *cache, void *principal);
	int32_t (*krb5_cc_set_kdc_offset)(void *context, void *cache, time_t offset);
	int32_t (*krb5_cc_store_cred)(void *context, void *cache, void *credential);
	int32_t (*krb5_cc_close)(void *context, void *cache);
	void *(*krb5_storage_from_readonly_mem)(const void *bytes, size_t length);
	int32_t (*krb5_ret_creds)(void *storage, void *credential);
	int32_t (*krb5_storage_free)(void *storage);
	int32_t (*krb5_free_cred_contents)(void *context, void *credential);
};

static const struct {
	const char *name;
	size_t place;
} functions[] = {
#define FUNCTION(name)                                                                             \
	{                                                                                          \
#name, offsetof(struct heimdal, name)                                              \
	}
	FUNCTION(krb5_init_context),
	FUNCTION(krb5_free_context),
	FUNCTION(krb5_parse_name),
	FUNCTION(krb5_free_principal),
	FUNCTION(krb5_cc_resolve),
	FUNCTION(krb5_cc_initialize),
	FUNCTION(krb5_cc_set_kdc_offset),
	FUNCTION(krb5_cc_store_cred),
	FUNCTION(krb5_cc_close),
	FUNCTION(krb5_storage_from_readonly_mem),
	FUNCTION(krb5_ret_creds),
	FUNCTION(krb5_storage_free),
	FUNCTION(krb5_free_cred_contents),
#undef FUNCTION
};

static bool find_functions(struct heimdal *heimdal)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		void *function = smb_library_find(functions[i].name);
		if (function == NULL)
			return false;
		memcpy((char *)heimdal + functions[i].place, &function, sizeof function);
	}
	return true;
}

static bool store(const struct heimdal *heimdal, void *context, void *cache, struct bytes ticket)
{
	max_align_t credential[MAX_CREDENTIAL / sizeof(max_align_t)];
	void *storage = heimdal->krb5_storage_from_readonly_mem(ticket.data, ticket.length);
	if (storage == NULL)
		return false;
	bool stored = false;
	if (heimdal->krb5_ret_creds(storage, credential) == 0) {
		stored = heimdal->krb5_cc_store_cred(context, cache, credential) == 0;
		heimdal->krb5_free_cred_contents(context, credential);
	}
	heimdal->krb5_storage_free(storage);
	return stored;
}

/* Heimdal's caches in memory belong to the process, and stay when the context is freed. */
static bool fill(const struct heimdal *heimdal, void *context, const struct ticket_export *tickets)
{
	void *owner, *cache;
	if (heimdal->krb5_parse_name(context, tickets->account, &owner) != 0)
		return false;
	bool whole = heimdal->krb5_cc_resolve(context, TICKET_MEMORY, &cache) == 0;
	if (whole) {
		whole = heimdal->krb5_cc_initialize(context, cache, owner) == 0;
		heimdal->krb5_cc_set_kdc_offset(context, cache, tickets->kdc_ahead_seconds);
		for (size_t i = 0; whole && i < tickets->count; i++)
			whole = store(heimdal, context, cache, tickets->ticket[i]);
		heimdal->krb5_cc_close(context, cache);
	}
	heimdal->krb5_free_principal(context, owner);
	return whole;
}

/* Gives the tickets of our default cache to the Kerberos library of libsmbclient. */
static bool hand_over(struct arena *arena)
{
	struct heimdal heimdal;
	struct ticket_export tickets;
	void *context;
	if (smb_library_find("krb5_cc_resolve") == dlsym(RTLD_DEFAULT, "krb5_cc_resolve"))
		return true; /* it is ours */
	if (!find_functions(&heimdal) || !ticket_export_read(arena, &tickets) ||
		heimdal.krb5_init_context(&context) != 0)
		return false;
	const bool whole = fill(&heimdal, context, &tickets);
	heimdal.krb5_free_context(context);
	return whole;
}

bool smb_tickets_use(struct arena *arena, const char *home, struct error *error)
{
	if (!ticket_cache_use(TICKET_MEMORY, error))
		return false;
	/* A cache with no ticket-granting ticket is used as it is. */
	const char *cache = getenv("KRB5CCNAME");
	if (cache == NULL || strcmp(cache, TICKET_MEMORY) != 0 || hand_over(arena))
		return true;
	return ticket_cache_use(arena_format(arena, "FILE:%s/krb5cc", home), error);
}
