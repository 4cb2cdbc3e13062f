/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_words.h"

#include <ctype.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Objects of the plan, as messages name them. */
#define TOP       "the plan itself, beside \"directory\""
#define DIRECTORY "\"directory\""
#define DNS       "\"dns\""
#define SHARES    "\"shares\""
#define POLICY    "\"policy\""
#define WAIVER    "each of the \"waivers\""
#define RECOVERY  "each of the \"recoveries\""

/* Every key, and where it belongs. tests/plan-schema compares them with the schema. */
static const struct place {
	const char *key, *home;
} places[] = {
	{ "schema_version", TOP },
	{ "environment", TOP },
	{ "directory", TOP },
	{ "dns", TOP },
	{ "shares", TOP },
	{ "policy", TOP },
	{ "waivers", TOP },
	{ "recoveries", TOP },
	{ "questions", TOP },
	{ "remarks", TOP },
	{ "domain", DIRECTORY },
	{ "servers", DIRECTORY " (domain controllers) or " DNS " (DNS servers)" },
	{ "transport", DIRECTORY },
	{ "ca_file", DIRECTORY },
	{ "bind", DIRECTORY },
	{ "bind_dn", DIRECTORY },
	{ "password_file", DIRECTORY },
	{ "credentials_file", SHARES },
	{ "allow_smb1", SHARES },
	{ "max_ttl_seconds", POLICY },
	{ "max_outage_seconds", POLICY },
	{ "max_password_days", POLICY },
	{ "max_oab_days", POLICY },
	{ "deadline_seconds", POLICY },
	{ "max_workers", POLICY },
	{ "accept", POLICY },
	{ "max_evidence_age", POLICY },
	{ "max_waiver_days", POLICY },
	{ "check", WAIVER },
	{ "recovery", WAIVER },
	{ "subject", WAIVER },
	{ "owner", WAIVER },
	{ "reason", WAIVER },
	{ "ticket", WAIVER },
	{ "expires", WAIVER },
	{ "unknown", WAIVER },
	{ "weights", POLICY },
	{ "cms", RECOVERY },
	{ "source_nodes", RECOVERY },
	{ "standby_cluster", RECOVERY },
	{ "standby_nodes", RECOVERY },
	{ "standby_site", RECOVERY },
	{ "oab_share", RECOVERY },
	{ "discovered", RECOVERY },
};

/* Other words, in lists with a blank at both ends, and what to say about them. */
static const struct {
	const char *words, *key; /* the key that is meant; or NULL: */
	const char *advice;
} confusions[] = {
	{ " dc dcs domain_controller domain_controllers ldap_server ldap_servers global_catalog ",
		NULL, "domain controllers are listed as \"servers\" in " DIRECTORY },
	{ " dns_server dns_servers name_server name_servers nameserver nameservers resolver ", NULL,
		"DNS servers are listed as \"servers\" in " DNS },
	{ " node nodes ", NULL,
		"nodes are listed as \"source_nodes\", where the CMS runs now, and "
		"\"standby_nodes\"" },
	{ " password passwd bind_password pass pwd secret ", NULL,
		"a plan has no passwords: \"password_file\" in " DIRECTORY
		" names a file with the password in its first line" },
	{ " comment comments _comment note notes description // # ", NULL,
		"texts for people are listed as \"remarks\", beside \"directory\"" },
	{ " source_cluster cluster_name ", NULL,
		"the cluster that the CMS runs on now is not named, but its nodes are: "
		"\"source_nodes\"" },
	{ " server ", "servers", NULL },
	{ " server servers exchange exchange_server exchange_servers mailbox_server cms_name name "
	  "clustered_mailbox_server virtual_server ",
		"cms", NULL },
	{ " recovery ", "recoveries", NULL },
	{ " cluster standby target standby_cluster_name target_cluster dr_cluster backup_cluster "
	  "cno ",
		"standby_cluster", NULL },
	{ " active_nodes sources production_nodes ", "source_nodes", NULL },
	{ " target_nodes passive_nodes dr_nodes backup_nodes standbys ", "standby_nodes", NULL },
	{ " site dr_site target_site backup_site ", "standby_site", NULL },
	{ " user username bind_user bind_name login account ", "bind_dn", NULL },
	{ " tls ssl ldaps starttls protocol port ", "transport", NULL },
	{ " ca cafile ca_cert ca_certificate cacert certificate cert ", "ca_file", NULL },
	{ " auth authentication kerberos sasl bind_method ", "bind", NULL },
	{ " realm domain_name dns_domain ad_domain forest ", "domain", NULL },
	{ " ttl max_ttl ", "max_ttl_seconds", NULL },
	{ " timeout deadline ", "deadline_seconds", NULL },
	{ " workers threads parallel ", "max_workers", NULL },
	{ " max_age evidence_age age ", "max_evidence_age", NULL },
	{ " waiver exceptions exemptions accepted ", "waivers", NULL },
	{ " expiry expiration until valid_until end ", "expires", NULL },
	{ " justification comment why ", "reason", NULL },
	{ " change issue case ", "ticket", NULL },
	{ " responsible approver by ", "owner", NULL },
	{ " smb1 smbv1 allow_smbv1 ", "allow_smb1", NULL },
	{ " credentials smb_credentials auth_file ", "credentials_file", NULL },
	{ " oab share ", "oab_share", NULL },
	{ " version ", "schema_version", NULL },
};

static bool is_among(const char *key, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(keys[i], key) == 0)
			return true;
	}
	return false;
}

/* "sourceNodes", "Source-Nodes" and "source nodes" are "source_nodes". */
static const char *normal(struct arena *arena, const char *key)
{
	struct text text = text_new(arena);
	for (const char *at = key; *at != '\0'; at++) {
		const unsigned char here = (unsigned char)*at;
		if (isupper(here) && at > key && islower((unsigned char)at[-1]))
			text_add_string(&text, "_");
		const char letter = (char)(strchr("- .", *at) != NULL ? '_' : tolower(here));
		text_add_bytes(&text, &letter, 1);
	}
	return text.data;
}

static const char *home_of(const char *key)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		if (strcmp(places[i].key, key) == 0)
			return places[i].home;
	}
	return NULL;
}

/* What to say about the key that is meant; NULL: the plan has no such key. */
static const char *pointer_to(
	struct arena *arena, const char *key, const char *const *keys, size_t count)
{
	if (is_among(key, keys, count))
		return arena_format(arena, "did you mean \"%s\"?", key);
	const char *home = home_of(key);
	return home == NULL ? NULL : arena_format(arena, "\"%s\" belongs in %s", key, home);
}

/* What is said about this word. `here`: only if the object has the key that is meant. */
static const char *confused(
	struct arena *arena, const char *word, const char *const *keys, size_t count, bool here)
{
	const char *listed = arena_format(arena, " %s ", word);
	for (size_t i = 0; i < COUNT(confusions); i++) {
		const char *key = confusions[i].key;
		if (strstr(confusions[i].words, listed) == NULL ||
			(here && (key == NULL || !is_among(key, keys, count))))
			continue;
		return key == NULL ? confusions[i].advice : pointer_to(arena, key, keys, count);
	}
	return NULL;
}

/* The key that is nearest: of the object, or else of the whole plan. */
static const char *nearest_key(const char *word, const char *const *keys, size_t count)
{
	const char *near = nearest(word, keys, count), *all[COUNT(places)];
	for (size_t i = 0; i < COUNT(places); i++)
		all[i] = places[i].key;
	return near != NULL ? near : nearest(word, all, COUNT(places));
}

static const char *advice(
	struct arena *arena, const char *key, const char *const *keys, size_t count)
{
	const char *word = normal(arena, key);
	const char *said = confused(arena, word, keys, count, true);
	if (said == NULL)
		said = pointer_to(arena, word, keys, count);
	if (said == NULL)
		said = confused(arena, word, keys, count, false);
	if (said != NULL)
		return said;
	const char *near = nearest_key(word, keys, count);
	return near == NULL ? NULL : pointer_to(arena, near, keys, count);
}

bool plan_keys_ok(
	const struct node *node, const char *const *keys, size_t count, struct error *error)
{
	const char *key;
	json_t *value;
	json_object_foreach(node->value, key, value)
	{
		if (is_among(key, keys, count))
			continue;
		const struct node unknown = { node->document, value, node, key, 0 };
		const char *said = advice(node->document->arena, key, keys, count);
		return node_fail(&unknown, error, "unknown key%s%s", said == NULL ? "" : "; ",
			said == NULL ? "" : said);
	}
	return node_is_object(node, keys, count, error);
}
