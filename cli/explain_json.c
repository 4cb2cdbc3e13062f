/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/explain_json.h"

#include "base/version.h"
#include "codec/fields.h"
#include "ldapchk/attributes.h"
#include "model/source.h"

/* A check as text, in JSON. */
struct explained {
	const char *id, *weight, *question, *rule, *why, *evidence, *right, *remedy;
	const char **source;
	size_t source_count;
};

struct attribute_right {
	const char *attribute, *object, *right;
};

struct explanation {
	const char *schema_version, *version;
	struct explained *check;
	size_t check_count;
	struct attribute_right *right;
	size_t right_count;
};

static const struct field explained_fields[] = {
	{ TEXT("id", struct explained, id) },
	{ TEXT("weight", struct explained, weight) },
	{ TEXT("question", struct explained, question) },
	{ TEXT("rule", struct explained, rule) },
	{ TEXT("why", struct explained, why) },
	{ TEXT("evidence", struct explained, evidence) },
	{ TEXTS("sources", struct explained, source, source_count) },
	{ TEXT("right", struct explained, right) },
	{ TEXT("remedy", struct explained, remedy) },
};
static const struct shape explained_shape = OPEN_SHAPE(struct explained, explained_fields);

static const struct field right_fields[] = {
	{ TEXT("attribute", struct attribute_right, attribute) },
	{ TEXT("object", struct attribute_right, object) },
	{ TEXT("right", struct attribute_right, right) },
};
static const struct shape right_shape = OPEN_SHAPE(struct attribute_right, right_fields);

static const struct field explanation_fields[] = {
	{ TEXT("schema_version", struct explanation, schema_version) },
	{ TEXT("version", struct explanation, version) },
	{ RECORDS("checks", struct explanation, check, check_count, &explained_shape) },
	{ RECORDS("rights", struct explanation, right, right_count, &right_shape) },
};
static const struct shape explanation_shape = OPEN_SHAPE(struct explanation, explanation_fields);

static struct explained explained_of(struct arena *arena, const struct check *check)
{
	struct explained of = {
		.id = check->id,
		.weight = check->weight == WEIGHT_BLOCKING ? "blocking" : "advisory",
		.question = check->question,
		.rule = check->rule,
		.why = check->why,
		.evidence = check->evidence,
		.right = check->right,
		.remedy = check->remedy,
	};
	for (unsigned each = SOURCE_DIRECTORY; each <= SOURCES_ALL; each <<= 1) {
		if ((check->sources & each) == 0)
			continue;
		of.source = arena_more(arena, of.source, of.source_count, sizeof *of.source);
		of.source[of.source_count++] = source_name((enum source)each);
	}
	return of;
}

struct bytes explain_json(struct arena *arena, const struct catalogue *catalogue, bool with_rights)
{
	struct explanation all = {
		.schema_version = "1.0",
		.version = CMSREADY_VERSION,
		.check = arena_alloc(arena, catalogue->count * sizeof *all.check),
		.check_count = catalogue->count,
		.right = arena_alloc(arena, directory_attribute_count * sizeof *all.right),
		.right_count = with_rights ? directory_attribute_count : 0,
	};
	for (size_t i = 0; i < all.check_count; i++)
		all.check[i] = explained_of(arena, catalogue->check[i]);
	for (size_t i = 0; i < all.right_count; i++) {
		const struct directory_attribute *attribute = &directory_attributes[i];
		all.right[i] = (struct attribute_right){ attribute->name,
			attribute_of_name(attribute->of), attribute->right };
	}
	return record_write_text(arena, &explanation_shape, &all);
}
