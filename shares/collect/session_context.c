/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "shares/collect/session_state.h"

enum { LEAST_TIMEOUT_MS = 1000 };

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

/* Not printed: the library's messages would appear between the lines of the progress. */
static void take_message(void *data, int level, const char *text)
{
	(void)level;
	struct logon *logon = data;
	smb_log_take(&logon->log, text);
}

/*
 * To read permissions, the library opens another session to resolve SIDs. Names are not needed
 * here: the session of the list of shares is enough, or that of the share if IPC$ is closed.
 */
static SMBCSRV *find_session(SMBCCTX *context, const char *server, const char *share,
	const char *domain, const char *user)
{
	const struct logon *logon = smb->getOptionUserData(context);
	if (strcmp(share, "*IPC$") != 0)
		return logon->library_find(context, server, share, domain, user);
	SMBCSRV *session = logon->library_find(context, server, "IPC$", domain, user);
	return session != NULL || logon->share == NULL
		       ? session
		       : logon->library_find(context, server, logon->share, domain, user);
}

static int keep_session(SMBCCTX *context, SMBCSRV *session, const char *server, const char *share,
	const char *domain, const char *user)
{
	struct logon *logon = smb->getOptionUserData(context);
	logon->logged_on = true;
	return logon->library_keep(context, session, server, share, domain, user);
}

SMBCCTX *session_context(struct logon *logon, const struct generation *generation,
	int64_t timeout_ms, struct error *error)
{
	SMBCCTX *context = smb->new_context();
	if (context == NULL) {
		error_set(error, ERROR_CRASHED, "libsmbclient did not create a context");
		return NULL;
	}
	smb->setOptionDebugToStderr(context, 1);
	smb->setLogCallback(context, logon, take_message);
	smb->setDebug(context, SMB_LOG_LEVEL);
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

void session_begin(SMBCCTX *context)
{
	struct logon *logon = smb->getOptionUserData(context);
	logon->log = (struct smb_log){ 0 };
	errno = 0;
}
