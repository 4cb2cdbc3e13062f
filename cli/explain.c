/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/explain.h"

#include <string.h>

#include "base/wrap.h"
#include "ldapchk/attributes.h"

enum {
	ID_COLUMNS = 26,
	WEIGHT_COLUMNS = 10,
	INDENT = 4,
	ATTRIBUTE_COLUMNS = 36,
	OBJECT_COLUMNS = 10
};

static const char *weight_name(enum weight weight)
{
	return weight == WEIGHT_BLOCKING ? "blocking" : "advisory";
}

char *explain_all(struct arena *arena, const struct catalogue *catalogue)
{
	struct text text = text_new(arena);
	wrap_add(&text,
		"Each check asks one question about each recovery of the plan. "
		"A blocking check that fails makes the verdict NO-GO; "
		"one that cannot be decided makes it UNDETERMINED. "
		"An advisory check only informs. A plan may set other weights than these "
		"(policy.weights).",
		0, 0);
	text_add(&text, "\n");
	for (size_t i = 0; i < catalogue->count; i++) {
		cell_add(&text, catalogue->check[i]->id, ID_COLUMNS);
		cell_add(&text, weight_name(catalogue->check[i]->weight), WEIGHT_COLUMNS);
		wrap_add(&text, catalogue->check[i]->question, ID_COLUMNS + WEIGHT_COLUMNS,
			ID_COLUMNS + WEIGHT_COLUMNS);
	}
	text_add(&text, "\nDetails of one check: cmsready explain CHECK\n");
	return text.data;
}

static void add_part(struct text *text, const char *heading, const char *body)
{
	text_add(text, "\n%s\n", heading);
	for (const char *line = body; *line != '\0';) {
		size_t length = strcspn(line, "\n");
		spaces_add(text, INDENT);
		wrap_add(
			text, arena_format(text->arena, "%.*s", (int)length, line), INDENT, INDENT);
		line += length + (line[length] == '\n');
	}
}

/* "directory, dns" */
static const char *sources_write(struct arena *arena, unsigned sources)
{
	struct text text = text_new(arena);
	for (unsigned each = SOURCE_DIRECTORY; each <= SOURCES_ALL; each <<= 1) {
		if ((sources & each) != 0)
			text_add(&text, "%s%s", text.length == 0 ? "" : ", ",
				source_name((enum source)each));
	}
	return text.data;
}

char *explain_check(struct arena *arena, const struct check *check)
{
	struct text text = text_new(arena);
	text_add(&text, "%s (%s)\n", check->id, weight_name(check->weight));
	add_part(&text, "Question", check->question);
	add_part(&text, "Rule", check->rule);
	add_part(&text, "Why it matters for /RecoverCMS", check->why);
	add_part(&text, "Evidence", check->evidence);
	add_part(&text, "Sources", sources_write(arena, check->sources));
	add_part(&text, "Required right", check->right);
	add_part(&text, "How to fix it", check->remedy);
	if (check->unsaid != NULL)
		add_part(&text, "What a pass does not say",
			arena_format(arena, "%s %s", check->unsaid->text, check->unsaid->how));
	return text.data;
}

/* The objects whose attributes are read. */
static const struct {
	enum attribute_of of;
	const char *what;
} objects[] = {
	{ OF_ROOT, "the rootDSE, in which a directory server describes itself" },
	{ OF_COMPUTER, "the computer objects of the CMSs and the standby clusters" },
	{ OF_NODE, "the computer objects of the source nodes and the standby nodes" },
	{ OF_ACCOUNT, "those of them whose access is checked: their groups" },
	{ OF_SERVICE, "CN=Directory Service in the configuration partition" },
	{ OF_PRINCIPAL, "accounts and groups that are named in access lists and memberships" },
	{ OF_SITE, "sites, subnets, servers and their settings below CN=Sites" },
	{ OF_EXCHANGE, "the Exchange organisation in the configuration partition" },
	{ OF_DOMAIN, "the object of the domain itself" },
	{ OF_ZONE, "the DNS zones, and the CMS's record in them" },
	{ OF_HOLDER, "accounts with a service principal name of Exchange, in a global catalog" },
	{ OF_CONTAINER,
		"where an account is missing: the containers in which it could be created" },
	{ OF_CREATED,
		"computer objects that a cluster's account created, which count for its quota" },
	{ OF_NAMESPACE, "the DFS namespaces of the domain and their root targets" },
	{ OF_PARENT, "where an account is missing: the containers in which it could be hidden" },
	{ OF_SESSION, "where an account is missing: the rootDSE, for the groups of the account "
		      "that asks" },
	{ OF_CLUSTER, "for discover: the accounts of clusters, and of the servers, "
		      "nodes and SCR targets that Exchange names" },
};

char *explain_rights(struct arena *arena)
{
	struct text text = text_new(arena);
	text_add(&text, "What is read in the directory, and the required right. Nothing is ever "
			"written.\n\n");
	for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
		cell_add(&text, attribute_of_name(objects[i].of), OBJECT_COLUMNS);
		wrap_add(&text, objects[i].what, OBJECT_COLUMNS, OBJECT_COLUMNS);
	}
	text_add(&text, "\n");
	for (size_t i = 0; i < directory_attribute_count; i++) {
		const struct directory_attribute *attribute = &directory_attributes[i];
		cell_add(&text, attribute->name, ATTRIBUTE_COLUMNS);
		cell_add(&text, attribute_of_name(attribute->of), OBJECT_COLUMNS);
		wrap_add(&text, attribute->right, ATTRIBUTE_COLUMNS + OBJECT_COLUMNS,
			ATTRIBUTE_COLUMNS + OBJECT_COLUMNS);
	}
	return text.data;
}
