/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ldap.h>
#include <sasl/sasl.h>

#include "ldapchk/collect/session.h"

const char *session_library(struct arena *arena)
{
	const char *implementation;
	int number = 0;
	sasl_version_info(&implementation, NULL, NULL, NULL, NULL, NULL);
	sasl_version(NULL, &number);
	LDAPAPIInfo info = { .ldapai_info_version = LDAP_API_INFO_VERSION };
	int version = LDAP_VENDOR_VERSION;
	if (ldap_get_option(NULL, LDAP_OPT_API_INFO, &info) == LDAP_OPT_SUCCESS) {
		version = info.ldapai_vendor_version;
		ldap_memfree(info.ldapai_vendor_name);
		ber_memvfree((void **)info.ldapai_extensions);
	}
	return arena_format(arena, "OpenLDAP %d.%d.%d, Cyrus SASL %d.%d.%d", version / 10000,
		version / 100 % 100, version % 100, number >> 24, number >> 16 & 0xff,
		number & 0xffff);
}
