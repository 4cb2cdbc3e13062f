/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/replica.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ldapchk/entry_descriptor.h"

static bool is_unread(const struct attribute *attribute)
{
	return attribute != NULL && gap_is(&attribute->gap);
}

static size_t count_of(const struct attribute *attribute)
{
	return attribute == NULL ? 0 : attribute->count;
}

static int lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
}

/* Ignores case, as the directory does for names. */
static int compare_values(const void *a, const void *b)
{
	const struct bytes *one = a, *other = b;
	const size_t shorter = one->length < other->length ? one->length : other->length;
	for (size_t i = 0; i < shorter; i++) {
		if (lower(one->data[i]) != lower(other->data[i]))
			return lower(one->data[i]) - lower(other->data[i]);
	}
	return (one->length > other->length) - (one->length < other->length);
}

/* The values are a set: servers return them in any order. */
static struct bytes *sorted(struct arena *arena, const struct attribute *attribute)
{
	const size_t count = count_of(attribute);
	struct bytes *values = arena_alloc(arena, (count + 1) * sizeof *values);
	if (count > 0)
		memcpy(values, attribute->value, count * sizeof *values);
	qsort(values, count, sizeof *values, compare_values);
	return values;
}

static enum replica_comparison compare_set(
	struct arena *arena, const struct attribute *one, const struct attribute *other)
{
	if (is_unread(one) || is_unread(other))
		return REPLICA_UNKNOWN;
	if (count_of(one) != count_of(other))
		return REPLICA_DIFFERS;
	const struct bytes *left = sorted(arena, one), *right = sorted(arena, other);
	for (size_t i = 0; i < count_of(one); i++) {
		if (compare_values(&left[i], &right[i]) != 0)
			return REPLICA_DIFFERS;
	}
	return REPLICA_SAME;
}

static enum replica_comparison compare_spns(
	const struct examination *examination, const struct entry *one, const struct entry *other)
{
	return compare_set(examination->arena, entry_attribute(one, "servicePrincipalName"),
		entry_attribute(other, "servicePrincipalName"));
}

static enum replica_comparison compare_host(
	const struct examination *examination, const struct entry *one, const struct entry *other)
{
	return compare_set(examination->arena, entry_attribute(one, "dNSHostName"),
		entry_attribute(other, "dNSHostName"));
}

/* Every account has this attribute: if it is missing, it was not shown. */
static enum replica_comparison compare_control(
	const struct examination *examination, const struct entry *one, const struct entry *other)
{
	const struct attribute *left = entry_attribute(one, "userAccountControl");
	const struct attribute *right = entry_attribute(other, "userAccountControl");
	return count_of(left) == 0 || count_of(right) == 0
		       ? REPLICA_UNKNOWN
		       : compare_set(examination->arena, left, right);
}

static bool same_owner(const struct descriptor *one, const struct descriptor *other)
{
	if (one->owner == NULL || other->owner == NULL)
		return one->owner == other->owner;
	return raw_sid_size(one->owner) == raw_sid_size(other->owner) &&
	       memcmp(one->owner, other->owner, raw_sid_size(one->owner)) == 0;
}

static bool same_entries(const struct acl *one, const struct acl *other)
{
	if (one->state != other->state || one->count != other->count)
		return false;
	for (size_t i = 0; i < one->count; i++) {
		if (!bytes_equal(one->ace[i].raw, other->ace[i].raw))
			return false;
	}
	return true;
}

static enum replica_comparison compare_descriptors(
	const struct examination *examination, const struct entry *one, const struct entry *other)
{
	const struct entry_descriptor *read[] = { entry_descriptor(examination, one),
		entry_descriptor(examination, other) };
	if (read[0] == NULL || read[0]->fault != NULL || read[1] == NULL || read[1]->fault != NULL)
		return REPLICA_UNKNOWN;
	const struct descriptor *left = &read[0]->descriptor, *right = &read[1]->descriptor;
	const bool same = same_owner(left, right) && same_entries(&left->dacl, &right->dacl) &&
			  ((left->control ^ right->control) & CONTROL_DACL_PROTECTED) == 0;
	return same ? REPLICA_SAME : REPLICA_DIFFERS;
}

const struct replica_attribute replica_attributes[REPLICA_ATTRIBUTES] = {
	{ "nTSecurityDescriptor", REPLICATED_DESCRIPTOR, compare_descriptors },
	{ "userAccountControl", REPLICATED_ACCOUNT_CONTROL, compare_control },
	{ "servicePrincipalName", REPLICATED_SPN, compare_spns },
	{ "dNSHostName", REPLICATED_DNS_HOST_NAME, compare_host },
};

const struct replica_attribute *replica_attribute(enum replicated_attribute number)
{
	for (size_t i = 0; i < REPLICA_ATTRIBUTES; i++) {
		if (replica_attributes[i].number == number)
			return &replica_attributes[i];
	}
	return NULL;
}

static bool find_last(const struct entry *copy, const struct replica_attribute *attribute,
	struct originating_write *last)
{
	const struct attribute *metadata = entry_attribute(copy, "replPropertyMetaData");
	return count_of(metadata) == 1 &&
	       replication_metadata_find(metadata->value[0], attribute->number, last);
}

int replica_newer(const struct entry *one, const struct entry *other,
	const struct replica_attribute *attribute)
{
	struct originating_write left, right;
	if (!find_last(one, attribute, &left) || !find_last(other, attribute, &right))
		return 0;
	if (left.version != right.version)
		return left.version > right.version ? 1 : -1;
	return (left.seconds > right.seconds) - (left.seconds < right.seconds);
}

const char *replica_version(
	struct arena *arena, const struct entry *copy, const struct replica_attribute *attribute)
{
	struct originating_write last;
	return find_last(copy, attribute, &last) ? originating_write_text(arena, &last)
						 : "a version that is not shown";
}
