/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options_discover.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
