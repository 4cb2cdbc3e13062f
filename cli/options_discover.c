/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options_discover.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char help_discover[] =
	"usage: cmsready discover --domain DOMAIN [--server HOST]... [-o PLAN]\n"
	"                         [--transport sasl|ldaps|starttls] [--ca-file FILE]\n"
	"                         [--bind-dn DN --password-file FILE]\n"
	"                         [--deadline SECONDS] [--quiet]\n"
	"\n"
	"Reads the Exchange organisation in the directory and writes a plan: every\n"
	"clustered mailbox server (CCR and SCC) that is replicated by SCR, with its nodes\n"
	"and SCR targets. The plan has a question for everything that the directory does\n"
	"not show, such as the name of the standby cluster. Write the answer at the place\n"
	"named, and remove the question from \"questions\". Until all are answered, `check`\n"
	"only lists them. The plan's remarks list standalone servers, and clustered ones\n"
	"without SCR.\n"
	"\n"
	"  --domain DOMAIN       the Active Directory domain, such as corp.example.com\n"
	"  --server HOST         ask this domain controller (may be given several times);\n"
	"                        default: those that DNS publishes\n"
	"  --transport WORD      sasl (default), ldaps or starttls\n"
	"  --ca-file FILE        CA certificates to verify the server's certificate with\n"
	"  --bind-dn DN          simple bind (TLS only), together with --password-file\n"
	"                        and --server; default: Kerberos\n"
	"  --password-file FILE  file with the password in its first line\n"
	"  -o PLAN               write the plan to PLAN (mode 0600), not standard output;\n"
	"                        an existing file is not replaced\n"
	"  --deadline SECONDS    how long it may take (60)\n"
	"  --quiet               no progress on standard error\n"
	"\n"
	"Exit status: 0 a plan was written, with or without questions; 65 a plan was\n"
	"written, but has no recovery (its remarks say why); 69 no domain controller\n"
	"could be read, and nothing was written.\n"
	"\n"
	"    kinit admin@CORP.EXAMPLE.COM\n"
	"    cmsready discover --domain corp.example.com -o plan.json\n"
	"    cmsready check plan.json\n";

static const char *transport_set(const char *value, struct plan_directory *directory)
{
	static const char *const names[] = {
		[TRANSPORT_SASL] = "sasl",
		[TRANSPORT_LDAPS] = "ldaps",
		[TRANSPORT_STARTTLS] = "starttls",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(value, names[i]) == 0) {
			directory->transport = (enum transport)i;
			return NULL;
		}
	}
	return "--transport must be sasl, ldaps or starttls";
}

const char *discover_option_set(struct arena *arena, const char *option, const char *value,
	struct plan_directory *directory)
{
	if (*value == '\0')
		return arena_format(arena, "%s needs a value", option);
	if (strcmp(option, "--domain") == 0) {
		directory->domain = value;
	} else if (strcmp(option, "--server") == 0) {
		directory->servers = arena_more(arena, directory->servers, directory->server_count,
			sizeof *directory->servers);
		directory->servers[directory->server_count++] = value;
	} else if (strcmp(option, "--transport") == 0) {
		return transport_set(value, directory);
	} else if (strcmp(option, "--ca-file") == 0) {
		directory->ca_file = value;
	} else if (strcmp(option, "--bind-dn") == 0) {
		directory->bind_dn = value;
	} else {
		directory->password_file = value;
	}
	return NULL;
}

static const char *domain_complete(struct arena *arena, struct plan_directory *directory)
{
	struct name name;
	struct error error = { 0 };
	if (directory->domain == NULL)
		return "discover needs the domain: --domain corp.example.com";
	if (!name_read(arena, directory->domain, directory->domain, &name, &error))
		return arena_string(arena, error.text);
	directory->domain = arena_format(arena, "%.*s", (int)strlen(directory->domain), name.fqdn);
	for (size_t i = 0; i < directory->server_count; i++) {
		if (!name_read(arena, directory->servers[i], directory->domain, &name, &error))
			return arena_string(arena, error.text);
		directory->servers[i] = name.fqdn;
	}
	return NULL;
}

/* Paths in a plan are relative to its own folder. */
static const char *absolute(struct arena *arena, const char *path)
{
	if (path == NULL || *path == '/')
		return path;
	char *folder = getcwd(NULL, 0);
	const char *whole = folder == NULL ? path : arena_format(arena, "%s/%s", folder, path);
	free(folder);
	return whole;
}

const char *discover_options_complete(struct arena *arena, struct plan_directory *directory)
{
	const char *wrong = domain_complete(arena, directory);
	if (wrong != NULL)
		return wrong;
	if ((directory->bind_dn == NULL) != (directory->password_file == NULL))
		return "--bind-dn and --password-file must be given together";
	if (directory->bind_dn != NULL && directory->server_count == 0)
		return "--bind-dn needs --server: the password is only sent to a server that you name, "
		       "not to one that DNS names";
	if (directory->bind_dn != NULL && directory->transport == TRANSPORT_SASL)
		return "a simple bind sends the password: it needs --transport ldaps or starttls";
	directory->bind = directory->bind_dn != NULL ? BIND_SIMPLE : BIND_KERBEROS;
	directory->ca_file = absolute(arena, directory->ca_file);
	directory->password_file = absolute(arena, directory->password_file);
	return NULL;
}
