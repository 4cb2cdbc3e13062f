/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/session_state.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "base/lookup.h"
#include "base/ticket.h"
#include "shares/collect/smb_reason.h"
#include "shares/collect/smb_url.h"

enum { LEAST_TIMEOUT_MS = 1000, MAX_LISTED = 10000 };

/* State for the call-backs of the library. */
struct logon {
	const struct credentials *credentials;
	smbc_get_cached_srv_fn library_find; /* the library's own functions */
	smbc_add_cached_srv_fn library_keep;
	bool logged_on; /* a logon succeeded */
};

static void put(char *to, int room, const char *text)
{
	if (room > 0)
		snprintf(to, (size_t)room, "%s", text);
}

static void authenticate(SMBCCTX *context, const char *server, const char *share, char *domain,
	int domain_room, char *user, int user_room, char *password, int password_room)
{
	(void)server;
	(void)share;
	const struct logon *logon = smb->getOptionUserData(context);
	if (logon->credentials == NULL)
		return;
	put(domain, domain_room, logon->credentials->domain);
	put(user, user_room, logon->credentials->user);
	put(password, password_room, logon->credentials->password);
}

/* The library's messages would appear between the lines of the progress. */
static void ignore_message(void *data, int level, const char *text)
{
	(void)data, (void)level, (void)text;
}

/* The SMB versions to offer. The library does not return the negotiated one. */
struct generation {
	const char *name, *least, *most;
};
static const struct generation smb_2 = { "SMB 2 or later", "SMB2_02", "SMB3_11" },
			       smb_1 = { "SMB 1", "NT1", "NT1" };

/*
 * To read permissions, the library opens another session to resolve SIDs. Names are not needed
 * here: the session of the list of shares is enough.
 */
static SMBCSRV *find_session(SMBCCTX *context, const char *server, const char *share,
	const char *domain, const char *user)
{
	const struct logon *logon = smb->getOptionUserData(context);
	return logon->library_find(
		context, server, strcmp(share, "*IPC$") == 0 ? "IPC$" : share, domain, user);
}

static int keep_session(SMBCCTX *context, SMBCSRV *session, const char *server, const char *share,
	const char *domain, const char *user)
{
	struct logon *logon = smb->getOptionUserData(context);
	logon->logged_on = true;
	return logon->library_keep(context, session, server, share, domain, user);
}

static SMBCCTX *context_new(struct logon *logon, const struct generation *generation,
	int64_t timeout_ms, struct error *error)
{
	SMBCCTX *context = smb->new_context();
	if (context == NULL) {
		error_set(error, ERROR_CRASHED, "libsmbclient did not create a context");
		return NULL;
	}
	smb->setDebug(context, 0);
	smb->setOptionDebugToStderr(context, 1);
	smb->setLogCallback(context, NULL, ignore_message);
	smb->setOptionUserData(context, logon);
	smb->setFunctionAuthDataWithContext(context, authenticate);
	logon->library_find = smb->getFunctionGetCachedServer(context);
	smb->setFunctionGetCachedServer(context, find_session);
	logon->library_keep = smb->getFunctionAddCachedServer(context);
	smb->setFunctionAddCachedServer(context, keep_session);
	smb->setOptionNoAutoAnonymousLogin(context, 1);
	smb->setOptionUseKerberos(context, logon->credentials == NULL);
	smb->setOptionFallbackAfterKerberos(context, logon->credentials != NULL);
	smb->setOptionUseCCache(context, 0);
	smb->setTimeout(
		context, timeout_ms > LEAST_TIMEOUT_MS ? (int)timeout_ms : LEAST_TIMEOUT_MS);
	if (!smb->setOptionProtocols(context, generation->least, generation->most) ||
		smb->init_context(context) == NULL) {
		error_set(
			error, ERROR_CONFIG, "libsmbclient cannot be started: %s", strerror(errno));
		smb->free_context(context, 1);
		return NULL;
	}
	return context;
}

/*
 * The library has the same error for a refused logon and a refused list of shares. Stop after one
 * refusal: each further one may lock the account.
 */
static bool fail_logon(const struct logon *logon, const char *account, struct error *error)
{
	return error_set(error, ERROR_DENIED, "the server refuses the logon of %s: %s",
		account == NULL ? "this account" : account,
		logon->credentials == NULL
			? "the account is disabled, or may not log on there"
			: "the user name or the password in credentials_file is wrong, "
			  "or the account is disabled, or may not log on there");
}

/* Whether the error is an answer of an SMB server. */
static bool was_answer(int number)
{
	return number == EACCES || number == EPERM || number == ENOENT || number == ENODEV;
}

static bool list_shares(
	struct arena *arena, SMBCCTX *context, struct share_visit *visit, int *reason)
{
	errno = 0;
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
	errno = 0;
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
		return error_set(error, ERROR_UNREACHABLE, "the name does not resolve: %s",
			gai_strerror(code));
	freeaddrinfo(found);
	return true;
}

static bool read_shares(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	struct share_visit *visit, struct error *error)
{
	const struct logon *logon = smb->getOptionUserData(context);
	struct error reason = { 0 };
	int number = 0;
	bool answered = list_shares(arena, context, visit, &number);
	if (!answered) {
		smb_reason(arena, number, "read the list of shares", &reason);
		if (reason.kind == ERROR_DENIED && !logon->logged_on)
			return fail_logon(logon, visit->account, error);
		answered = was_answer(number);
		if (!answered)
			return error_set(error, reason.kind, "%s", reason.text);
		visit->list_gap = gap_of(arena, &reason);
	}

	for (size_t i = 0; i < visit->opening_count; i++) {
		struct share_opening *opening = &visit->opening[i];
		const char *url = smb_url_in(arena, smb_url(arena, visit->name), opening->share);
		if (open_share(context, url, &number)) {
			opening->status = "opened";
			session_read_content(arena, context, deadline, url, opening);
			continue;
		}
		struct error why = { 0 };
		const char *doing = arena_format(arena, "open the share %s", opening->share);
		opening->status = smb_reason(arena, number, doing, &why);
		/* that the share does not exist is an answer, not a gap */
		if (why.kind != ERROR_ABSENT)
			opening->gap = gap_of(arena, &why);
	}
	return true;
}

static bool read_over(struct arena *arena, struct logon *logon, const struct generation *generation,
	int64_t timeout_ms, struct deadline deadline, struct share_visit *visit,
	struct error *error)
{
	SMBCCTX *context = context_new(logon, generation, timeout_ms, error);
	if (context == NULL)
		return false;
	const bool answered = read_shares(arena, context, deadline, visit, error);
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

bool share_read(struct arena *arena, const char *name, const char *const *shares, size_t count,
	const struct credentials *credentials, bool allow_smb1, struct deadline deadline,
	struct share_visit *visit, struct error *error)
{
	visit->name = name;
	visit->opening = arena_alloc(arena, count * sizeof *visit->opening);
	for (size_t i = 0; i < count; i++)
		visit->opening[visit->opening_count++].share = shares[i];

	if (!resolves(name, error))
		return false;
	visit->account = account_of(arena, credentials);
	struct logon logon = { .credentials = credentials };
	/*
	 * Windows Server 2003 neither answers the SMB 2 negotiation nor closes the connection. If
	 * SMB 1 is allowed, the timeout must leave time for it.
	 */
	const int64_t first_ms = wait_ms(deadline) / (allow_smb1 ? 3 : 1);
	if (read_over(arena, &logon, &smb_2, first_ms, deadline, visit, error))
		return true;
	/* The error of the first attempt is kept, unless the second one succeeds. */
	struct error older = { 0 };
	if (!allow_smb1 || error->kind == ERROR_DENIED ||
		!read_over(arena, &logon, &smb_1, wait_ms(deadline), deadline, visit, &older))
		return false;
	*error = older;
	return true;
}
