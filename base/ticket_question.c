/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket_question.h"

#include <stdlib.h>
#include <string.h>

#include <krb5.h>

#include "base/kdc.h"
#include "base/kerberos_error.h"
#include "base/lookup.h"
#include "base/ticket.h"

enum {
	ANSWER_MS = 5000, /* a KDC answers in some milliseconds */
	/* The library may need that long for the silent KDCs of a realm, and cannot be stopped. */
	OTHER_REALM_MS = 10000,
};

static const char cache_name[] = "MEMORY:cmsready-tickets";

struct ticket_questions {
	struct arena *arena;
	const char *host, *port, *realm;
	struct deadline deadline; /* of all answers; the process may run on until `whole` */
	struct deadline whole;
	krb5_context context;
	krb5_ccache cache;
	krb5_principal account;
	struct offered_types offered;

	/* About the name that is being asked for. */
	bool has_answer;
	uint32_t code; /* the KDC's error; 0: none */
	const char *referral;
	struct error *error;
};

static void note_answer(struct ticket_questions *questions, const krb5_data *message)
{
	krb5_error *refusal;
	questions->has_answer = true;
	if (krb5_rd_error(questions->context, message, &refusal) == 0) {
		questions->code = (uint32_t)refusal->error;
		krb5_free_error(questions->context, refusal);
	}
}

static bool is_realm(const krb5_data *realm, const char *name)
{
	return realm->length == strlen(name) && memcmp(realm->data, name, realm->length) == 0;
}

/* The library would ask the KDC that a referral names, or the same one in another way. */
static krb5_error_code refuse_second(struct ticket_questions *questions, const krb5_data *realm)
{
	if (!is_realm(realm, questions->realm))
		questions->referral = arena_text(questions->arena, realm->data, realm->length);
	return KRB5_KDC_UNREACH;
}

/*
 * Called by the library in place of asking a KDC of its own choice; without an answer it does that.
 * So the way from another realm into this one is the library's.
 */
static krb5_error_code send_to_kdc(krb5_context context, void *data, const krb5_data *realm,
	const krb5_data *message, krb5_data **changed, krb5_data **answer)
{
	struct ticket_questions *questions = data;
	struct bytes received;
	(void)changed;
	if (questions->has_answer)
		return refuse_second(questions, realm);
	if (!is_realm(realm, questions->realm)) {
		if (deadline_left_ms(questions->whole) >= OTHER_REALM_MS)
			return 0;
		error_set(questions->error, ERROR_TIMEOUT,
			"the way from the realm %.*s to %s may take %d s, which are not left",
			(int)realm->length, realm->data, questions->realm, OTHER_REALM_MS / 1000);
		return KRB5_KDC_UNREACH;
	}
	const struct bytes request = bytes_of(message->data, message->length);
	questions->offered = ticket_request_offers(request);
	const struct deadline deadline =
		deadline_earlier(questions->deadline, deadline_after(ANSWER_MS));
	if (!kdc_exchange(questions->arena, questions->host, questions->port, request, deadline,
		    &received, questions->error))
		return KRB5_KDC_UNREACH;
	const krb5_data copied = { .length = (unsigned)received.length,
		.data = (char *)(uintptr_t)received.data };
	note_answer(questions, &copied);
	return krb5_copy_data(context, &copied, answer);
}

static bool fail(const struct ticket_questions *questions, krb5_error_code code,
	enum error_kind kind, const char *doing, struct error *error)
{
	const char *reason = krb5_get_error_message(questions->context, code);
	error_set(error, kind, "%s: %s", doing, reason);
	krb5_free_error_message(questions->context, reason);
	return false;
}

/* True if the default cache is now the copy. */
static bool use_copy(struct error *error)
{
	if (!ticket_usable(error))
		return false;
	if (ticket_needs_keytab() || !ticket_cache_use(cache_name, error))
		return error_set(error, ERROR_DENIED, "there is no Kerberos ticket");
	const char *used = getenv("KRB5CCNAME");
	return (used != NULL && strcmp(used, cache_name) == 0) ||
	       error_set(error, ERROR_DENIED,
		       "there is no ticket-granting ticket; run: kinit USER@REALM");
}

struct ticket_questions *ticket_questions_open(struct arena *arena, const char *host,
	const char *port, const char *realm, struct deadline deadline, struct error *error)
{
	if (!use_copy(error))
		return NULL;
	struct ticket_questions *questions = arena_alloc(arena, sizeof *questions);
	*questions = (struct ticket_questions){
		.arena = arena,
		.host = host,
		.port = port,
		.realm = realm,
		.deadline = deadline_before(deadline, deadline_left_ms(deadline) / 2),
		.whole = deadline,
	};
	lookup_without_kdc(realm);
	if (krb5_init_context(&questions->context) != 0) {
		error_set(error, ERROR_CONFIG,
			"the Kerberos configuration (krb5.conf) cannot be read");
		return NULL;
	}
	krb5_set_kdc_send_hook(questions->context, send_to_kdc, questions);
	krb5_error_code code = krb5_cc_default(questions->context, &questions->cache);
	if (code == 0)
		code = krb5_cc_get_principal(
			questions->context, questions->cache, &questions->account);
	if (code == 0)
		return questions;
	fail(questions, code, ERROR_DENIED, "the Kerberos tickets cannot be read", error);
	ticket_questions_close(questions);
	return NULL;
}

static krb5_error_code request(
	struct ticket_questions *questions, const char *name, int32_t *encryption)
{
	krb5_context context = questions->context;
	krb5_creds wanted = { .client = questions->account }, *issued = NULL;
	krb5_ticket *ticket = NULL;
	krb5_error_code code = krb5_parse_name(context,
		arena_format(questions->arena, "%s@%s", name, questions->realm), &wanted.server);
	if (code == 0)
		code = krb5_get_credentials(context, 0, questions->cache, &wanted, &issued);
	if (code == 0)
		code = krb5_decode_ticket(&issued->ticket, &ticket);
	if (code == 0)
		*encryption = ticket->enc_part.enctype;
	krb5_free_ticket(context, ticket);
	krb5_free_creds(context, issued);
	krb5_free_principal(context, wanted.server);
	return code;
}

bool ticket_ask(struct ticket_questions *questions, const char *name, struct ticket_answer *answer,
	struct error *error)
{
	struct arena *arena = questions->arena;
	questions->has_answer = false;
	questions->code = 0;
	questions->referral = NULL;
	questions->error = error;
	*answer = (struct ticket_answer){ 0 };
	const krb5_error_code code = request(questions, name, &answer->encryption);
	if (code == 0)
		return true;
	if (error->kind != ERROR_NONE)
		return false;
	if (questions->code == 0)
		answer->referral = questions->referral;
	if (answer->referral != NULL)
		return true;
	const char *about_asker = kerberos_error_about_asker(questions->code);
	if (about_asker != NULL)
		return error_set(error, ERROR_DENIED, "no ticket: %s (%s)", about_asker,
			kerberos_error_name(arena, questions->code));
	if (questions->code != 0) {
		answer->refusal = kerberos_error_name(arena, questions->code);
		return true;
	}
	if (questions->has_answer)
		return error_set(error, ERROR_MALFORMED, "the KDC's answer cannot be understood");
	return fail(questions, code, code == KRB5_KDC_UNREACH ? ERROR_UNREACHABLE : ERROR_DENIED,
		"no ticket could be asked for", error);
}

struct offered_types ticket_questions_offered(const struct ticket_questions *questions)
{
	return questions->offered;
}

void ticket_questions_close(struct ticket_questions *questions)
{
	krb5_free_principal(questions->context, questions->account);
	if (questions->cache != NULL)
		krb5_cc_destroy(questions->context, questions->cache);
	krb5_free_context(questions->context);
}
