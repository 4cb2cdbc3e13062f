/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/old_report.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool has(struct bytes head, const char *text)
{
	return memmem(head.data, head.length, text, strlen(text)) != NULL;
}

static bool begins_with(struct bytes head, const char *text)
{
	const size_t length = strlen(text);
	return head.length >= length && memcmp(head.data, text, length) == 0;
}

/* "NO-GO: do not run ..." */
static bool begins(struct bytes head, const char *verdict)
{
	const size_t length = strlen(verdict);
	return begins_with(head, verdict) && head.length > length && head.data[length] == ':';
}

bool is_report(struct bytes head)
{
	static const char *const verdicts[] = { "GO", "NO-GO", "UNDETERMINED" };
	/* Members that all versions have; what is quoted within a text has a backslash. */
	static const char *const members[] = { "\"coverage\"", "\"verdict\"", "\"dedupe_key\"",
		"\"id\": \"cmsready/" };
	/* Of the formats for other systems. */
	static const char *const beginnings[] = {
		"{\"additional_info\": \"{\\\"blocking\\\": ",
		"[\n{\"annotations\": {\"description\": ",
		"CMSREADY ",
		"# HELP cmsready_",
	};
	if (head.length == 0)
		return false;
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		if (begins_with(head, beginnings[i]))
			return true;
	}
	if (head.data[0] == '{') {
		for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
			if (has(head, members[i]))
				return true;
		}
		return false;
	}
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		if (begins(head, verdicts[i]) || (has(head, verdicts[i]) && has(head, "cmsready")))
			return true;
	}
	return false;
}

static bool is_old_report(const char *file)
{
	uint8_t head[OLD_REPORT_HEAD];
	struct stat status;
	const int opened = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (opened < 0)
		return false;
	size_t length = 0;
	if (fstat(opened, &status) == 0 && S_ISREG(status.st_mode)) {
		ssize_t got;
		while ((got = read(opened, head + length, sizeof head - length)) > 0)
			length += (size_t)got;
	}
	close(opened);
	return is_report(bytes_of(head, length));
}

bool old_report_remove(const char *file, struct error *error)
{
	if (!is_old_report(file) || unlink(file) == 0)
		return true;
	struct error why = { 0 };
	error_set_errno(&why, file, "remove the report of an earlier run");
	const int opened = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
	if (opened < 0)
		return error_set(
			error, why.kind, "%s; its verdict is not that of this run", why.text);
	close(opened);
	return true;
}
