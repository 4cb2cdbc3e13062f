/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/session.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <ldap.h>

#include "base/limits.h"
#include "ldapchk/collect/ldap_reason.h"
#include "ldapchk/collect/session_range.h"
#include "ldapchk/collect/session_state.h"

enum { PAGE_ENTRIES = 1000, MAX_IN_FLIGHT = 64 };

#define OID_SD_FLAGS "1.2.840.113556.1.4.801"

/* A search that was sent, and what has arrived for it. */
struct request {
	const struct search *search;
	struct reply *reply;
	int message; /* the id of its message; -1: none */
	bool paged;
	struct berval cookie;
};

static int send_search(struct session *session, struct request *request)
{
	/* BER: SEQUENCE { INTEGER 7 } */
	static char owner_group_dacl[] = { 0x30, 0x03, 0x02, 0x01, 0x07 };
	LDAPControl descriptors = { (char *)OID_SD_FLAGS,
		{ sizeof owner_group_dacl, owner_group_dacl }, 1 };
	LDAPControl *page = NULL;
	const struct search *search = request->search;
	if (request->paged) {
		int code = ldap_create_page_control(
			session->ldap, PAGE_ENTRIES, &request->cookie, 0, &page);
		if (code != LDAP_SUCCESS)
			return code;
	}
	LDAPControl *controls[3] = { 0 };
	size_t count = 0;
	if (search->descriptors)
		controls[count++] = &descriptors;
	if (request->paged)
		controls[count++] = page;
	struct timeval left = session_time_left(session->deadline);
	session->operations++;
	int code = ldap_search_ext(session->ldap, search->base,
		search->scope == SCOPE_SUBTREE ? LDAP_SCOPE_SUBTREE : LDAP_SCOPE_BASE,
		search->filter, (char **)search->attributes, 0, controls, NULL, &left,
		LDAP_NO_LIMIT, &request->message);
	if (page != NULL)
		ldap_control_free(page);
	return code;
}

/* Lists grow by doubling, so an element may take twice its size. */
static void count_received(struct session *session, size_t bytes, size_t element)
{
	session->received += bytes + 2 * element;
}

static void take_attribute(
	struct session *session, struct entry *entry, const char *name, struct berval **values)
{
	struct arena *arena = session->arena;
	entry->attribute =
		arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
	struct attribute *attribute = &entry->attribute[entry->count++];
	attribute->name = arena_string(arena, name);
	size_t count = values == NULL ? 0 : (size_t)ldap_count_values_len(values);
	attribute->value = arena_alloc(arena, count * sizeof *attribute->value);
	for (; attribute->count < count; attribute->count++) {
		const struct berval *value = values[attribute->count];
		count_received(session, value->bv_len, sizeof *attribute->value);
		attribute->value[attribute->count] =
			bytes_of(arena_copy(arena, value->bv_val, value->bv_len), value->bv_len);
	}
}

/* NULL, with the reply's error, if the entry is not kept. */
static struct entry *add_entry(struct session *session, const char *dn, struct reply *reply)
{
	if (dn == NULL) {
		error_set(&reply->error, ERROR_MALFORMED, "an entry without a name");
		return NULL;
	}
	count_received(session, strlen(dn), sizeof *reply->entry);
	if (strlen(dn) > LIMIT_DN_BYTES)
		error_set(&reply->error, ERROR_MALFORMED, "an entry has a name of %zu bytes",
			strlen(dn));
	else if (reply->count == LIMIT_ENTRIES)
		error_set(&reply->error, ERROR_MALFORMED,
			"the search returned more than %d objects", LIMIT_ENTRIES);
	else {
		reply->entry = arena_more(
			session->arena, reply->entry, reply->count, sizeof *reply->entry);
		reply->entry[reply->count].dn = arena_string(session->arena, dn);
		return &reply->entry[reply->count++];
	}
	return NULL;
}

static bool take_entry(struct session *session, LDAPMessage *message, struct reply *reply)
{
	char *dn = ldap_get_dn(session->ldap, message);
	struct entry *entry = add_entry(session, dn, reply);
	ldap_memfree(dn);
	if (entry == NULL)
		return false;

	BerElement *cursor = NULL;
	for (char *name = ldap_first_attribute(session->ldap, message, &cursor); name != NULL;
		name = ldap_next_attribute(session->ldap, message, cursor)) {
		struct berval **values = ldap_get_values_len(session->ldap, message, name);
		count_received(session, strlen(name), sizeof *entry->attribute);
		if (strlen(name) <= LIMIT_DN_BYTES)
			take_attribute(session, entry, name, values);
		else
			error_set(&reply->error, ERROR_MALFORMED,
				"an attribute has a name of %zu bytes", strlen(name));
		ldap_value_free_len(values);
		ldap_memfree(name);
	}
	int code = LDAP_SUCCESS;
	ldap_get_option(session->ldap, LDAP_OPT_RESULT_CODE, &code);
	ber_free(cursor, 0);
	return code != LDAP_DECODING_ERROR || error_set(&reply->error, ERROR_MALFORMED,
						      "an entry cannot be decoded: %s", entry->dn);
}

/* Repeats a search with pages if it exceeded the server's size limit without them. */
static bool repeats_with_pages(struct request *request, int code)
{
	if (code != LDAP_SIZELIMIT_EXCEEDED || !request->search->few || request->paged)
		return false;
	request->paged = true;
	*request->reply = (struct reply){ 0 };
	return true;
}

/* The end of a page or of the search. Sets `more` and the cookie when a page follows. */
static bool take_end(
	struct session *session, LDAPMessage *message, struct request *request, bool *more)
{
	int code = LDAP_OTHER;
	char *diagnostic = NULL;
	LDAPControl **controls = NULL;
	int parsed = ldap_parse_result(
		session->ldap, message, &code, NULL, &diagnostic, NULL, &controls, 0);
	if (parsed != LDAP_SUCCESS)
		code = parsed;
	ber_memfree(request->cookie.bv_val);
	request->cookie = (struct berval){ 0 };
	*more = false;
	if (code == LDAP_SUCCESS && controls != NULL) {
		LDAPControl *page = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, NULL);
		ber_int_t estimate;
		if (page != NULL)
			code = ldap_parse_pageresponse_control(
				session->ldap, page, &estimate, &request->cookie);
		*more = code == LDAP_SUCCESS && request->cookie.bv_len > 0;
	}
	if (repeats_with_pages(request, code)) {
		code = LDAP_SUCCESS;
		*more = true;
	}
	if (code != LDAP_SUCCESS)
		ldap_reason_set(&request->reply->error, "search", code, diagnostic);
	ldap_memfree(diagnostic);
	ldap_controls_free(controls);
	return code == LDAP_SUCCESS;
}

static struct request *request_of(struct request *requests, size_t count, int message)
{
	for (size_t i = 0; i < count; i++) {
		if (requests[i].message == message)
			return &requests[i];
	}
	return NULL;
}

/*
 * ldap_result waits until something can be read, and then reads a whole packet of the security
 * layer. If only half of it arrives, it would block until the worker is killed, and all results
 * would be lost.
 */
static void limit_reads(const struct session *session, struct timeval left)
{
	int socket = -1;
	if (ldap_get_option(session->ldap, LDAP_OPT_DESC, &socket) == LDAP_OPT_SUCCESS)
		setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &left, sizeof left);
}

/* Takes one message of the server. False if the connection cannot be used any more. */
static bool receive(
	struct session *session, struct request *requests, size_t count, struct error *error)
{
	struct timeval left = session_time_left(session->deadline);
	LDAPMessage *message = NULL;
	limit_reads(session, left);
	int type =
		deadline_left_ms(session->deadline) == 0
			? 0
			: ldap_result(session->ldap, LDAP_RES_ANY, LDAP_MSG_ONE, &left, &message);
	if (type == 0)
		return error_set(error, ERROR_TIMEOUT, "no answer in time");
	if (type < 0) {
		int code = LDAP_SERVER_DOWN;
		ldap_get_option(session->ldap, LDAP_OPT_RESULT_CODE, &code);
		return session_fail(session, code, "search", error);
	}
	struct request *request = request_of(requests, count, ldap_msgid(message));
	bool more = false, usable = true;
	int code = LDAP_SUCCESS;
	if (ldap_msgid(message) == LDAP_RES_UNSOLICITED) {
		/* RFC 4511 4.4.1: nothing more comes, and earlier responses may be missing. */
		usable = error_set(error, ERROR_UNREACHABLE, "the server closed the connection");
	} else if (request != NULL && type == LDAP_RES_SEARCH_ENTRY) {
		take_entry(session, message, request->reply);
	} else if (request != NULL && type == LDAP_RES_SEARCH_RESULT) {
		request->message = -1;
		if (take_end(session, message, request, &more) && more)
			code = send_search(session, request);
	}
	ldap_msgfree(message);
	if (session->received > session->allowed) {
		/* What came with it is not kept: the report would name all of it. */
		for (size_t i = 0; i < count; i++)
			requests[i].reply->count = 0;
		usable = error_set(error, ERROR_MALFORMED, "the server sent more than %zu MiB",
			session->allowed >> 20);
	}
	if (!usable)
		return false;
	return code == LDAP_SUCCESS || session_fail(session, code, "search", error);
}

static size_t count_waiting(const struct request *requests, size_t count)
{
	size_t waiting = 0;
	for (size_t i = 0; i < count; i++)
		waiting += requests[i].message >= 0;
	return waiting;
}

bool session_search_once(struct session *session, const struct search *searches, size_t count,
	struct reply *replies, struct error *error)
{
	struct request requests[MAX_IN_FLIGHT];
	bool ok = true;
	for (size_t first = 0; first < count; first += MAX_IN_FLIGHT) {
		size_t batch = count - first < MAX_IN_FLIGHT ? count - first : MAX_IN_FLIGHT;
		for (size_t i = 0; i < batch; i++) {
			const struct search *search = &searches[first + i];
			requests[i] = (struct request){ .search = search,
				.reply = &replies[first + i],
				.message = -1,
				.paged = search->scope == SCOPE_SUBTREE && !search->few };
			*requests[i].reply = (struct reply){ 0 };
			int code = ok ? send_search(session, &requests[i]) : LDAP_SUCCESS;
			if (code != LDAP_SUCCESS)
				ok = session_fail(session, code, "search", error);
		}
		while (ok && count_waiting(requests, batch) > 0)
			ok = receive(session, requests, batch, error);
		for (size_t i = 0; i < batch; i++) {
			ber_memfree(requests[i].cookie.bv_val);
			if (!ok)
				error_set(
					&requests[i].reply->error, error->kind, "%s", error->text);
		}
	}
	return ok;
}

/* Of a reply that contradicts itself nothing is kept: nobody can know which half of it is true. */
static void refuse_contradictions(struct session *session, struct reply *replies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *fault =
			entries_fault(session->arena, replies[i].entry, replies[i].count);
		if (fault == NULL)
			continue;
		replies[i] = (struct reply){ 0 };
		error_set(&replies[i].error, ERROR_MALFORMED, "the reply cannot be: %s", fault);
	}
}

bool session_search(struct session *session, const struct search *searches, size_t count,
	struct reply *replies, struct error *error)
{
	const bool ok = session_search_once(session, searches, count, replies, error) &&
			session_complete_ranges(session, replies, count, error);
	refuse_contradictions(session, replies, count);
	return ok;
}
