/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/signature.h"

#include <string.h>

#include "base/program.h"
#include "base/utc.h"
#include "base/wrap.h"

static const char package[] = "openssh-client";

/* The first line of what it says, for a message. */
static const char *said(struct arena *arena, const struct program_end *end)
{
	const char *text = (const char *)end->said.data;
	return safe_line(arena, arena_text(arena, text, strcspn(text, "\r\n")));
}

bool signature_make(struct arena *arena, const char *key, struct bytes text,
	struct deadline deadline, struct bytes *signature, struct error *error)
{
	const char *const argument[] = { "ssh-keygen", "-Y", "sign", "-q", "-f", key, "-n",
		SIGNATURE_NAMESPACE, NULL };
	const struct program program = { .argument = argument, .package = package, .input = text };
	struct program_end end;
	if (!program_run(arena, &program, deadline, &end, error))
		return false;
	if (end.status != 0 || end.output.length == 0)
		return error_set(error, ERROR_DENIED,
			"%s: the report could not be signed: %s; a key with a passphrase must be "
			"in an agent (ssh-add)",
			key, said(arena, &end));
	*signature = end.output;
	return true;
}

/* "-Overify-time=20261201033055Z" */
static const char *time_option(struct arena *arena, int64_t at)
{
	const char *time = utc_write(arena, at);
	return time == NULL ? "-Overify-time="
			    : arena_format(arena, "-Overify-time=%.4s%.2s%.2s%.2s%.2s%.2sZ", time,
				      time + 5, time + 8, time + 11, time + 14, time + 17);
}

static bool verify_as(struct arena *arena, const struct signature_check *check, const char *signer,
	struct deadline deadline, bool *good, struct error *error)
{
	const char *const argument[] = { "ssh-keygen", "-Y", "verify", "-q", "-f", PROGRAM_FILE_1,
		"-I", signer, "-n", SIGNATURE_NAMESPACE, "-s", PROGRAM_FILE_0,
		time_option(arena, check->at), NULL };
	const struct program program = { .argument = argument,
		.package = package,
		.input = check->text,
		.file = { check->signature, check->signers },
		.file_count = 2 };
	struct program_end end;
	if (!program_run(arena, &program, deadline, &end, error))
		return false;
	*good = end.status == 0;
	return *good || error_set(error, ERROR_DENIED,
				"its signature is not valid (the report or the signature was "
				"changed, or it is one of something else): %s",
				said(arena, &end));
}

bool signature_verify(struct arena *arena, const struct signature_check *check,
	struct deadline deadline, const char **signer, struct error *error)
{
	const char *const argument[] = { "ssh-keygen", "-Y", "find-principals", "-f",
		PROGRAM_FILE_1, "-s", PROGRAM_FILE_0, time_option(arena, check->at), NULL };
	const struct program program = { .argument = argument,
		.package = package,
		.file = { check->signature, check->signers },
		.file_count = 2 };
	struct program_end end;
	if (!program_run(arena, &program, deadline, &end, error))
		return false;
	if (end.status != 0)
		return error_set(error, ERROR_DENIED, "it is not signed by an allowed signer: %s",
			said(arena, &end));
	bool tried = false, good = false;
	const char *text = (const char *)end.output.data;
	for (const char *line = text; *line != '\0' && !good;) {
		const size_t length = strcspn(line, "\r\n");
		const char *name = arena_text(arena, line, length);
		line += length + strspn(line + length, "\r\n");
		if (length == 0 || (check->signer != NULL && strcmp(name, check->signer) != 0))
			continue;
		tried = true;
		*signer = name;
		if (!verify_as(arena, check, name, deadline, &good, error) &&
			error->kind != ERROR_DENIED)
			return false;
	}
	if (!tried)
		return error_set(error, ERROR_DENIED, "it is signed by %s, not by %s",
			safe_line(arena, arena_text(arena, text, strcspn(text, "\r\n"))),
			check->signer == NULL ? "anybody" : check->signer);
	return good;
}
