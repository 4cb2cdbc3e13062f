/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON reports held against the schema, and read. */
#pragma once

#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"

#define SCHEMA "docs/report.schema.json"

/* The status of tests/report/validate for files that hold these reports. */
static inline int validate_all(const char *schema, const struct bytes *report, size_t count)
{
	char folder[] = "/tmp/cmsready-report-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(folder));
	char path[64], command[256];
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%zu.json", folder, i);
		FILE *file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		ck_assert_uint_eq(
			fwrite(report[i].data, 1, report[i].length, file), report[i].length);
		ck_assert_int_eq(fclose(file), 0);
	}
	snprintf(command, sizeof command, "tests/report/validate %s %s/*.json", schema, folder);
	int status = system(command);
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%zu.json", folder, i);
		unlink(path);
	}
	rmdir(folder);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static inline int validate(const char *schema, struct bytes report)
{
	return validate_all(schema, &report, 1);
}

static inline json_t *parse(struct bytes report)
{
	ck_assert_uint_eq(strlen((const char *)report.data), report.length);
	json_t *root = json_loads((const char *)report.data, JSON_REJECT_DUPLICATES, NULL);
	ck_assert_ptr_nonnull(root);
	return root;
}

static inline const char *string_at(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	ck_assert_msg(json_is_string(value), "%s", key);
	return json_string_value(value);
}
