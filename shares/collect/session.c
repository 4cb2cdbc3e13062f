/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/session_state.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/lookup.h"
#include "base/port.h"
#include "base/ticket.h"
#include "base/ticket_reason.h"
#include "shares/collect/smb_clock.h"
#include "shares/collect/smb_reason.h"
#include "shares/collect/smb_url.h"

enum { MAX_LISTED = 10000, CLOCK_MS = 3000, EXPLAIN_MS = 1500, SMB_PORT = 445 };

static const struct generation smb_2 = { "SMB 2 or later", "SMB2_02", "SMB3_11" },
			       smb_1 = { "SMB 1", "NT1", "NT1" };

/*
 * Whether the logon itself was refused, not only a share. Each further attempt with a password may
 * lock the account. Without the log the library's error is the same for both: then it counts as the
 * logon.
 */
static bool is_logon_refused(const struct logon *logon, int number)
{
	const bool is_denied = number == EACCES || number == EPERM;
	return logon->log.refused_logon ||
	       (is_denied && !logon->logged_on && logon->log.status == 0);
}

/* By how many seconds the server's clock is ahead of this machine's; 0 if it cannot be asked. */
static int64_t clock_ahead(const char *server, struct deadline deadline)
{
	time_t there;
	const struct deadline soon = deadline_earlier(deadline, deadline_after(CLOCK_MS));
	return smb_clock_ask(server, soon, &there) ? (int64_t)there - (int64_t)time(NULL) : 0;
}

/* The library takes what a KDC says about clocks for all kinds of errors. */
static bool fail_ticket(const struct logon *logon, const struct share_visit *visit,
	struct deadline deadline, struct error *error)
{
	if (ticket_is_foreign(logon->domain, error))
		return false;
	const int64_t ahead = clock_ahead(visit->name, deadline);
	return llabs(ahead) > KERBEROS_SKEW_SECONDS
		       ? ticket_refuse_clock(ahead, error)
		       : smb_logon_reason(&logon->log, false, 0, visit->account, error);
}

static bool fail_logon(const struct logon *logon, const struct share_visit *visit,
	struct deadline deadline, struct error *error)
{
	const bool password = logon->credentials != NULL;
	if (!password && *logon->log.kerberos != '\0')
		return fail_ticket(logon, visit, deadline, error);
	const bool may_be_clock = !password && logon->log.status == SMB_LOGON_FAILURE;
	return smb_logon_reason(&logon->log, password,
		may_be_clock ? clock_ahead(visit->name, deadline) : 0, visit->account, error);
}

/* Whether the error is an answer of an SMB server. */
static bool was_answer(int number)
{
	return number == EACCES || number == EPERM || number == ENOENT || number == ENODEV;
}

/*
 * Where there was no session: what the port says, which the library does not tell apart. Without a
 * reason where the port is open.
 */
static void explain(const char *server, int number, int64_t waited_ms, struct deadline deadline,
	struct error *error)
{
	const int64_t half_ms = deadline_left_ms(deadline) / 2;
	const struct deadline soon = deadline_after(half_ms < EXPLAIN_MS ? half_ms : EXPLAIN_MS);
	int socket;
	if (!port_connect(server, SMB_PORT, waited_ms, soon, &socket, error)) {
		error_next(error, "see whether file sharing (the Server service) runs there, and "
				  "whether a firewall refuses port 445");
		return;
	}
	close(socket);
	if (number == ETIMEDOUT)
		error_set(error, ERROR_TIMEOUT,
			"port 445 is open, and the server gave no answer over SMB for %lld s",
			(long long)(waited_ms + 500) / 1000);
}

static bool list_shares(
	struct arena *arena, SMBCCTX *context, struct share_visit *visit, int *reason)
{
	session_begin(context);
	SMBCFILE *folder = smb->getFunctionOpendir(context)(
		context, smb_url_in(arena, smb_url(arena, visit->name), ""));
	if (folder == NULL) {
		*reason = errno;
		return false;
	}
	const struct smbc_dirent *item;
	struct error error = { 0 };
	while ((item = smb->getFunctionReaddir(context)(context, folder)) != NULL) {
		if (item->smbc_type != SMBC_FILE_SHARE)
			continue;
		if (visit->listed_count == MAX_LISTED) {
			error_set(&error, ERROR_MALFORMED, "more than %d shares are listed",
				MAX_LISTED);
			break;
		}
		visit->listed = arena_more(
			arena, visit->listed, visit->listed_count, sizeof *visit->listed);
		visit->listed[visit->listed_count++] =
			arena_format(arena, "%.*s", (int)item->namelen, item->name);
	}
	smb->getFunctionClosedir(context)(context, folder);
	visit->list_gap = gap_of(arena, &error);
	return true;
}

static bool open_share(SMBCCTX *context, const char *url, int *reason)
{
	session_begin(context);
	SMBCFILE *folder = smb->getFunctionOpendir(context)(context, url);
	if (folder == NULL) {
		*reason = errno;
		return false;
	}
	smb->getFunctionClosedir(context)(context, folder);
	return true;
}

/* Checked first: the library has one error for this and for many other problems. */
static bool resolves(const char *name, struct error *error)
{
	lookup_without_search_list(); /* for the library as well */
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	int code = getaddrinfo(name, NULL, &hints, &found);
	if (code != 0)
		return lookup_fail(code, error);
	freeaddrinfo(found);
	return true;
}

/* Reads the list of shares. False, with the reason, if there was no session. */
static bool read_list(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	struct share_visit *visit, struct error *error)
{
	const struct logon *logon = smb->getOptionUserData(context);
	int number = 0;
	if (list_shares(arena, context, visit, &number))
		return true;
	if (is_logon_refused(logon, number))
		return fail_logon(logon, visit, deadline, error);
	struct error reason = { 0 };
	if (logon->log.status == SMB_ACCESS_DENIED && !logon->logged_on)
		error_set(&reason, ERROR_DENIED,
			"cannot read the list of shares: IPC$ is closed to this account");
	else
		smb_reason(arena, number, &logon->log, "read the list of shares", &reason);
	if (!was_answer(number)) {
		explain(visit->name, number, logon->wait_ms, deadline, error);
		return error_pass(error, &reason);
	}
	visit->list_gap = gap_of(arena, &reason);
	return true;
}

static void read_folders(const struct share_request *request, const struct share_reader *reader)
{
	if (request->folder_count == 0)
		session_read_content(reader);
	for (size_t i = 0; i < request->folder_count; i++) {
		const struct named_folder *folder = &request->folder[i];
		if (strcasecmp(folder->share, reader->opening->share) == 0)
			session_read_book(reader, folder->name);
	}
}

static void read_share(struct arena *arena, SMBCCTX *context, const struct share_request *request,
	struct deadline deadline, struct share_visit *visit, struct share_opening *opening)
{
	struct logon *logon = smb->getOptionUserData(context);
	const char *url = smb_url_in(arena, smb_url(arena, visit->name), opening->share);
	const struct share_reader reader = { arena, context, url, deadline, opening };
	int number = 0;
	logon->share = opening->share;
	if (open_share(context, url, &number)) {
		opening->status = "opened";
		read_folders(request, &reader);
		return;
	}
	struct error why = { 0 };
	const char *doing = arena_format(arena, "open the share %s", opening->share);
	opening->status = smb_reason(arena, number, &logon->log, doing, &why);
	/* that the share does not exist is an answer, not a gap */
	if (why.kind != ERROR_ABSENT)
		opening->gap = gap_of(arena, &why);
}

/* A share may open even if the list is refused. */
static bool read_shares(struct arena *arena, SMBCCTX *context, const struct share_request *request,
	struct deadline deadline, struct share_visit *visit, struct error *error)
{
	if (!read_list(arena, context, deadline, visit, error))
		return false;
	for (size_t i = 0; i < visit->opening_count; i++)
		read_share(arena, context, request, deadline, visit, &visit->opening[i]);
	return true;
}

static bool read_over(struct arena *arena, const struct share_request *request,
	const struct generation *generation, int64_t timeout_ms, struct deadline deadline,
	struct share_visit *visit, struct error *error)
{
	struct logon logon = {
		.credentials = request->credentials,
		.domain = request->domain,
		.wait_ms = timeout_ms,
	};
	SMBCCTX *context = session_context(&logon, generation, timeout_ms, error);
	if (context == NULL)
		return false;
	const bool answered = read_shares(arena, context, request, deadline, visit, error);
	if (answered)
		visit->protocol = generation->name;
	smb->free_context(context, 1);
	return answered;
}

/*
 * The timeout of each wait. It leaves time to return what was read before the server stopped
 * answering.
 */
static int64_t wait_ms(struct deadline deadline)
{
	return deadline_left_ms(deadline) * 3 / 4;
}

static const char *account_of(struct arena *arena, const struct credentials *credentials)
{
	if (credentials == NULL)
		return ticket_account(arena);
	return *credentials->domain == '\0'
		       ? credentials->user
		       : arena_format(arena, "%s\\%s", credentials->domain, credentials->user);
}

bool share_read(struct arena *arena, const struct share_request *request, struct deadline deadline,
	struct share_visit *visit, struct error *error)
{
	visit->name = request->name;
	visit->opening = arena_alloc(arena, request->share_count * sizeof *visit->opening);
	for (size_t i = 0; i < request->share_count; i++)
		visit->opening[visit->opening_count++].share = request->shares[i];

	if (!resolves(request->name, error))
		return false;
	visit->account = account_of(arena, request->credentials);
	/*
	 * Windows Server 2003 neither answers the SMB 2 negotiation nor closes the connection. If
	 * SMB 1 is allowed, the timeout must leave time for it.
	 */
	const int64_t first_ms = wait_ms(deadline) / (request->allow_smb1 ? 3 : 1);
	if (read_over(arena, request, &smb_2, first_ms, deadline, visit, error))
		return true;
	/* The error of the first attempt is kept, unless the second one succeeds. */
	struct error older = { 0 };
	if (!request->allow_smb1 || error->kind == ERROR_DENIED ||
		!read_over(arena, request, &smb_1, wait_ms(deadline), deadline, visit, &older))
		return false;
	*error = older;
	return true;
}
