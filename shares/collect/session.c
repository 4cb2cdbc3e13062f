/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/session_state.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "base/lookup.h"
#include "base/ticket.h"
#include "shares/collect/smb_reason.h"

enum { LEAST_TIMEOUT_MS = 1000, MAX_LISTED = 10000, SMB_PORT = 445 };

/* What the library's call-backs read. */
struct looker {
	const struct credentials *credentials;
	smbc_get_cached_srv_fn find; /* the library's own, as the next one */
	smbc_add_cached_srv_fn keep;
	bool let_in; /* there was a session */
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
	const struct looker *looker = smb->getOptionUserData(context);
	if (looker->credentials == NULL)
		return;
	put(domain, domain_room, looker->credentials->domain);
	put(user, user_room, looker->credentials->user);
	put(password, password_room, looker->credentials->password);
}

/* What the library says beside its results: it would stand between the lines of the progress. */
static void ignore_message(void *data, int level, const char *text)
{
	(void)data, (void)level, (void)text;
}

/* The generations that are offered; which of several was taken the library does not tell. */
struct generation {
	const char *name, *least, *most;
};
static const struct generation smb_2 = { "SMB 2 or later", "SMB2_02", "SMB3_11" },
			       smb_1 = { "SMB 1", "NT1", "NT1" };

/*
 * With the port: without one the library tries NetBIOS (139) first, and waits long where a firewall
 * drops that.
 */
static char *url_of(struct arena *arena, const char *server, const char *share)
{
	return arena_format(arena, "smb://%s:%d/%s", server, SMB_PORT, share);
}

/*
 * For permissions the library makes another session, to ask for names of SIDs, which are not asked
 * for: that of the list of shares will do.
 */
static SMBCSRV *find_session(SMBCCTX *context, const char *server, const char *share,
	const char *domain, const char *user)
{
	const struct looker *looker = smb->getOptionUserData(context);
	return looker->find(
		context, server, strcmp(share, "*IPC$") == 0 ? "IPC$" : share, domain, user);
}

static int keep_session(SMBCCTX *context, SMBCSRV *session, const char *server, const char *share,
	const char *domain, const char *user)
{
	struct looker *looker = smb->getOptionUserData(context);
	looker->let_in = true;
	return looker->keep(context, session, server, share, domain, user);
}

static SMBCCTX *context_new(struct looker *looker, const struct generation *generation,
	int64_t patience_ms, struct error *error)
{
	SMBCCTX *context = smb->new_context();
	if (context == NULL) {
		error_set(error, ERROR_CRASHED, "libsmbclient did not create a context");
		return NULL;
	}
	smb->setDebug(context, 0);
	smb->setOptionDebugToStderr(context, 1);
	smb->setLogCallback(context, NULL, ignore_message);
	smb->setOptionUserData(context, looker);
	smb->setFunctionAuthDataWithContext(context, authenticate);
	looker->find = smb->getFunctionGetCachedServer(context);
	smb->setFunctionGetCachedServer(context, find_session);
	looker->keep = smb->getFunctionAddCachedServer(context);
	smb->setFunctionAddCachedServer(context, keep_session);
	smb->setOptionNoAutoAnonymousLogin(context, 1);
	smb->setOptionUseKerberos(context, looker->credentials == NULL);
	smb->setOptionFallbackAfterKerberos(context, looker->credentials != NULL);
	smb->setOptionUseCCache(context, 0);
	smb->setTimeout(
		context, patience_ms > LEAST_TIMEOUT_MS ? (int)patience_ms : LEAST_TIMEOUT_MS);
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
 * The library has one error for a logon that is refused and for a list that is. One refusal is
 * enough: each one more brings an account nearer to being locked.
 */
static bool fail_logon(const struct looker *looker, const char *account, struct error *error)
{
	return error_set(error, ERROR_DENIED, "the server refuses the logon of %s: %s",
		account == NULL ? "this account" : account,
		looker->credentials == NULL
			? "the account is disabled, or may not log on there"
			: "the user name or the password in credentials_file is wrong, "
			  "or the account is disabled, or may not log on there");
}

/* Whether the failure was said by the server, so that there is one that speaks SMB. */
static bool was_answer(int number)
{
	return number == EACCES || number == EPERM || number == ENOENT || number == ENODEV;
}

static bool list_shares(
	struct arena *arena, SMBCCTX *context, struct share_visit *visit, int *reason)
{
	errno = 0;
	SMBCFILE *folder =
		smb->getFunctionOpendir(context)(context, url_of(arena, visit->name, ""));
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

/* Looked at first: the library has one error for this and for much else. */
static bool resolves(const char *name, struct error *error)
{
	lookup_names_as_they_stand(); /* for the library as well */
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	int code = getaddrinfo(name, NULL, &hints, &found);
	if (code != 0)
		return error_set(error, ERROR_UNREACHABLE, "the name does not resolve: %s",
			gai_strerror(code));
	freeaddrinfo(found);
	return true;
}

static bool look(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	struct share_visit *visit, struct error *error)
{
	const struct looker *looker = smb->getOptionUserData(context);
	struct error reason = { 0 };
	int number = 0;
	bool spoken = list_shares(arena, context, visit, &number);
	if (!spoken) {
		smb_reason(arena, number, "read the list of shares", &reason);
		if (reason.kind == ERROR_DENIED && !looker->let_in)
			return fail_logon(looker, visit->account, error);
		spoken = was_answer(number);
		if (!spoken)
			return error_set(error, reason.kind, "%s", reason.text);
		visit->list_gap = gap_of(arena, &reason);
	}

	for (size_t i = 0; i < visit->opening_count; i++) {
		struct share_opening *opening = &visit->opening[i];
		const char *url = url_of(arena, visit->name, opening->share);
		if (open_share(context, url, &number)) {
			opening->status = "opened";
			session_look_inside(arena, context, deadline, url, opening);
			continue;
		}
		struct error why = { 0 };
		const char *doing = arena_format(arena, "open the share %s", opening->share);
		opening->status = smb_reason(arena, number, doing, &why);
		if (why.kind != ERROR_ABSENT) /* that there is none is an answer, not a gap */
			opening->gap = gap_of(arena, &why);
	}
	return true;
}

static bool look_by(struct arena *arena, struct looker *looker, const struct generation *generation,
	int64_t patience_ms, struct deadline deadline, struct share_visit *visit,
	struct error *error)
{
	SMBCCTX *context = context_new(looker, generation, patience_ms, error);
	if (context == NULL)
		return false;
	const bool spoken = look(arena, context, deadline, visit, error);
	if (spoken)
		visit->protocol = generation->name;
	smb->free_context(context, 1);
	return spoken;
}

/* For each wait. What was seen before a server fell silent is still to be told in time. */
static int64_t patience(struct deadline deadline)
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

bool share_look(struct arena *arena, const char *name, const char *const *shares, size_t count,
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
	struct looker looker = { .credentials = credentials };
	/*
	 * Windows Server 2003 neither answers the greeting of SMB 2 nor hangs up: where it may be
	 * asked over SMB 1, its silence must leave the time for that.
	 */
	const int64_t first_ms = patience(deadline) / (allow_smb1 ? 3 : 1);
	if (look_by(arena, &looker, &smb_2, first_ms, deadline, visit, error))
		return true;
	/* What was said of the first attempt stands, unless the second one succeeds. */
	struct error older = { 0 };
	if (!allow_smb1 || error->kind == ERROR_DENIED ||
		!look_by(arena, &looker, &smb_1, patience(deadline), deadline, visit, &older))
		return false;
	*error = older;
	return true;
}
