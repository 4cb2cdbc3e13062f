/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/labels.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static void add(struct labels *labels, const char *label)
{
	labels->label =
		arena_more(labels->arena, labels->label, labels->count, sizeof *labels->label);
	labels->label[labels->count++] = label;
}

void labels_add(struct labels *labels, const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add(labels, names[i].label);
		if (name_is_cut(&names[i]))
			add(labels, name_host(labels->arena, &names[i]));
	}
}

static int compare_labels(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void labels_sort(struct labels *labels)
{
	size_t kept = 0;
	if (labels->count > 0)
		qsort(labels->label, labels->count, sizeof *labels->label, compare_labels);
	for (size_t i = 0; i < labels->count; i++) {
		if (kept == 0 || strcmp(labels->label[kept - 1], labels->label[i]) != 0)
			labels->label[kept++] = labels->label[i];
	}
	labels->count = kept;
}

bool labels_contain(const struct labels *labels, const char *label)
{
	for (size_t i = 0; i < labels->count; i++) {
		if (strcasecmp(labels->label[i], label) == 0)
			return true;
	}
	return false;
}

void labels_note_asked(const struct labels *labels, struct directory_visit *visit)
{
	for (size_t i = 0; i < labels->count; i++) {
		visit->asked = arena_more(
			labels->arena, visit->asked, visit->asked_count, sizeof *visit->asked);
		visit->asked[visit->asked_count++] = labels->label[i];
	}
}

/* Names contain no characters that must be escaped in a filter (name_read). */
const char *labels_filter(const struct labels *labels, size_t first, size_t count)
{
	const size_t rest = labels->count - first;
	struct text filter = text_new(labels->arena);
	text_add(&filter, "(&(objectCategory=computer)(|");
	for (size_t i = first; i < first + (count < rest ? count : rest); i++)
		text_add(
			&filter, "(sAMAccountName=%s$)(cn=%s)", labels->label[i], labels->label[i]);
	text_add(&filter, "))");
	return filter.data;
}
