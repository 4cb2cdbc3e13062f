/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/spn_alias.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_ALIASES = 256 };

static const char host[] = "host=";

/* What a new forest has. */
static const char installed[] =
	"alerter,appmgmt,cisvc,clipsrv,browser,dhcp,dnscache,replicator,eventlog,eventsystem,"
	"policyagent,oakley,dmserver,dns,mcsvc,fax,msiserver,ias,messenger,netlogon,netman,netdde,"
	"netddedsm,nmagent,plugplay,protectedstorage,rasman,rpclocator,rpc,rpcss,remoteaccess,rsvp,"
	"samss,scardsvr,scesrv,seclogon,scm,dcom,cifs,spooler,snmp,schedule,tapisrv,trksvr,trkwks,"
	"ups,time,wins,www,http,w3svc,iisadmin,msdtc";

/* A service that can stand in a filter as it is. */
static bool is_plain(const char *service, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!isalnum((unsigned char)service[i]) && strchr("-_.", service[i]) == NULL)
			return false;
	}
	return length > 0;
}

static void add_list(struct arena *arena, struct spn_aliases *aliases, const char *list)
{
	while (*list != '\0' && aliases->count < MAX_ALIASES) {
		list += strspn(list, ", ");
		const size_t length = strcspn(list, ", ");
		if (is_plain(list, length)) {
			aliases->service = arena_more(
				arena, aliases->service, aliases->count, sizeof *aliases->service);
			aliases->service[aliases->count++] = arena_text(arena, list, length);
		}
		list += length;
	}
}

struct spn_aliases spn_aliases_read(struct arena *arena, const struct entry *directory_service)
{
	struct spn_aliases aliases = { 0 };
	const struct attribute *mappings =
		directory_service == NULL ? NULL
					  : entry_attribute(directory_service, "sPNMappings");
	for (size_t i = 0; mappings != NULL && i < mappings->count; i++) {
		const char *mapping = value_text(arena, mappings->value[i]);
		if (mapping != NULL && strncasecmp(mapping, host, sizeof host - 1) == 0)
			add_list(arena, &aliases, mapping + sizeof host - 1);
	}
	if (aliases.count == 0)
		add_list(arena, &aliases, installed);
	return aliases;
}

bool spn_split(struct bytes spn, struct bytes *service, struct bytes *host_name)
{
	const uint8_t *slash = spn.length == 0 ? NULL : memchr(spn.data, '/', spn.length);
	if (slash == NULL)
		return false;
	*service = bytes_take(&spn, (size_t)(slash - spn.data));
	bytes_take(&spn, 1);
	*host_name = spn;
	return true;
}

bool spn_is_alias(const struct spn_aliases *aliases, struct bytes service)
{
	for (size_t i = 0; i < aliases->count; i++) {
		if (strlen(aliases->service[i]) == service.length &&
			strncasecmp(aliases->service[i], (const char *)service.data,
				service.length) == 0)
			return true;
	}
	return false;
}
