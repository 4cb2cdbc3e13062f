/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/attributes.h"

const char of_root[] = "rootDSE";
const char of_computer[] = "computer";
const char of_node[] = "node";
const char of_account[] = "account";
const char of_service[] = "service";
const char of_principal[] = "principal";
const char of_site[] = "site";
const char of_exchange[] = "Exchange";
const char of_domain[] = "domain";
const char of_zone[] = "zone";
const char of_holder[] = "holder";
const char of_cluster[] = "cluster";
const char of_container[] = "container";
const char of_created[] = "created";

#define READ_PROPERTY "Read Property (Authenticated Users have it by default)"

const struct directory_attribute directory_attributes[] = {
	{ "configurationNamingContext", of_root, "none" },
	{ "currentTime", of_root, "none" },
	{ "defaultNamingContext", of_root, "none" },
	{ "dnsHostName", of_root, "none" },
	{ "domainFunctionality", of_root, "none" },
	{ "dsServiceName", of_root, "none" },
	{ "isGlobalCatalogReady", of_root, "none" },
	{ "isSynchronized", of_root, "none" },
	{ "rootDomainNamingContext", of_root, "none" },
	{ "adminCount", of_computer, READ_PROPERTY },
	{ "cn", of_computer, READ_PROPERTY },
	{ "dNSHostName", of_computer, READ_PROPERTY },
	{ "memberOf", of_computer, READ_PROPERTY },
	{ "nTSecurityDescriptor", of_computer,
		"Read Permissions (READ_CONTROL; Authenticated Users have it by default)" },
	{ "operatingSystem", of_computer, READ_PROPERTY },
	{ "operatingSystemVersion", of_computer, READ_PROPERTY },
	{ "objectGUID", of_computer, READ_PROPERTY },
	{ "objectSid", of_computer, READ_PROPERTY },
	{ "primaryGroupID", of_computer, READ_PROPERTY },
	{ "pwdLastSet", of_computer, READ_PROPERTY },
	{ "replPropertyMetaData", of_computer, READ_PROPERTY },
	{ "sAMAccountName", of_computer, READ_PROPERTY },
	{ "servicePrincipalName", of_computer, READ_PROPERTY },
	{ "sIDHistory", of_computer, READ_PROPERTY },
	{ "uSNChanged", of_computer, READ_PROPERTY },
	{ "userAccountControl", of_computer, READ_PROPERTY },
	{ "whenChanged", of_computer, READ_PROPERTY },
	{ "cn", of_node, READ_PROPERTY },
	{ "dNSHostName", of_node, READ_PROPERTY },
	{ "memberOf", of_node, READ_PROPERTY },
	{ "objectGUID", of_node, READ_PROPERTY },
	{ "objectSid", of_node, READ_PROPERTY },
	{ "operatingSystem", of_node, READ_PROPERTY },
	{ "operatingSystemVersion", of_node, READ_PROPERTY },
	{ "primaryGroupID", of_node, READ_PROPERTY },
	{ "sAMAccountName", of_node, READ_PROPERTY },
	{ "sIDHistory", of_node, READ_PROPERTY },
	{ "userAccountControl", of_node, READ_PROPERTY },
	{ "tokenGroups", of_account,
		READ_PROPERTY ", and a global catalog that the server can reach" },
	{ "cn", of_service, READ_PROPERTY },
	{ "dSHeuristics", of_service, READ_PROPERTY },
	{ "memberOf", of_principal, READ_PROPERTY },
	{ "objectClass", of_principal, READ_PROPERTY },
	{ "objectSid", of_principal, READ_PROPERTY },
	{ "sAMAccountName", of_principal, READ_PROPERTY },
	{ "sIDHistory", of_principal, READ_PROPERTY },
	{ "cn", of_site, READ_PROPERTY },
	{ "cost", of_site, READ_PROPERTY },
	{ "dNSHostName", of_site, READ_PROPERTY },
	{ "hasMasterNCs", of_site, READ_PROPERTY },
	{ "msDS-hasMasterNCs", of_site, READ_PROPERTY },
	{ "objectClass", of_site, READ_PROPERTY },
	{ "options", of_site, READ_PROPERTY },
	{ "replInterval", of_site, READ_PROPERTY },
	{ "schedule", of_site, READ_PROPERTY },
	{ "serverReference", of_site, READ_PROPERTY },
	{ "siteList", of_site, READ_PROPERTY },
	{ "siteObject", of_site, READ_PROPERTY },
	{ "cn", of_exchange, READ_PROPERTY },
	{ "msExchClusterStorageType", of_exchange, READ_PROPERTY },
	{ "msExchCurrentServerRoles", of_exchange, READ_PROPERTY },
	{ "msExchEDBFile", of_exchange, READ_PROPERTY },
	{ "msExchESEParamBaseName", of_exchange, READ_PROPERTY },
	{ "msExchESEParamLogFilePath", of_exchange, READ_PROPERTY },
	{ "msExchESEParamSystemPath", of_exchange, READ_PROPERTY },
	{ "msExchHasLocalCopy", of_exchange, READ_PROPERTY },
	{ "msExchRestore", of_exchange, READ_PROPERTY },
	{ "msExchServerRedundantMachines", of_exchange, READ_PROPERTY },
	{ "msExchServerSite", of_exchange, READ_PROPERTY },
	{ "msExchStandbyCopyMachines", of_exchange, READ_PROPERTY },
	{ "networkAddress", of_exchange, READ_PROPERTY },
	{ "objectClass", of_exchange, READ_PROPERTY },
	{ "objectGUID", of_exchange, READ_PROPERTY },
	{ "offLineABServer", of_exchange, READ_PROPERTY },
	{ "otherWellKnownObjects", of_exchange, READ_PROPERTY },
	{ "serialNumber", of_exchange, READ_PROPERTY },
	{ "versionNumber", of_exchange, READ_PROPERTY },
	{ "ms-DS-MachineAccountQuota", of_domain, READ_PROPERTY },
	{ "objectSid", of_domain, READ_PROPERTY },
	{ "wellKnownObjects", of_domain, READ_PROPERTY },
	{ "dNSProperty", of_zone, READ_PROPERTY },
	{ "dNSTombstoned", of_zone, READ_PROPERTY },
	{ "dnsRecord", of_zone, READ_PROPERTY },
	{ "nTSecurityDescriptor", of_zone, "Read Permissions" },
	{ "name", of_zone, READ_PROPERTY },
	{ "objectClass", of_zone, READ_PROPERTY },
	{ "objectSid", of_holder, READ_PROPERTY },
	{ "sAMAccountName", of_holder, READ_PROPERTY },
	{ "servicePrincipalName", of_holder, READ_PROPERTY },
	{ "userAccountControl", of_holder, READ_PROPERTY },
	{ "cn", of_cluster, READ_PROPERTY },
	{ "dNSHostName", of_cluster, READ_PROPERTY },
	{ "operatingSystem", of_cluster, READ_PROPERTY },
	{ "sAMAccountName", of_cluster, READ_PROPERTY },
	{ "servicePrincipalName", of_cluster, READ_PROPERTY },
	{ "nTSecurityDescriptor", of_container, "Read Permissions" },
	{ "mS-DS-CreatorSID", of_created, READ_PROPERTY },
};
const size_t directory_attribute_count = sizeof directory_attributes / sizeof *directory_attributes;

const char *const *attributes_of(struct arena *arena, const char *kind)
{
	const char **names = arena_alloc(arena, (directory_attribute_count + 1) * sizeof *names);
	size_t count = 0;
	for (size_t i = 0; i < directory_attribute_count; i++) {
		if (directory_attributes[i].of == kind)
			names[count++] = directory_attributes[i].name;
	}
	return names;
}
