/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/object_type.h"

#include <stddef.h>

const char *object_type_name(const struct guid *type)
{
	static const struct {
		const char *guid, *name;
	} names[] = {
		{ "bf967a86-0de6-11d0-a285-00aa003049e2", "class computer" },
		{ "bf967aba-0de6-11d0-a285-00aa003049e2", "class user" },
		{ "bf967a9c-0de6-11d0-a285-00aa003049e2", "class group" },
		{ "bf967aa8-0de6-11d0-a285-00aa003049e2", "class printQueue" },
		{ "e0fa1e8c-9b45-11d0-afdd-00c04fd930c9", "class dnsNode" },
		{ "e0fa1e69-9b45-11d0-afdd-00c04fd930c9", "dnsRecord" },
		{ "00299570-246d-11d0-a768-00aa006e0529", "Reset Password" },
		{ "ab721a53-1e2f-11d0-9819-00aa0040529b", "Change Password" },
		{ "68b1d179-0d15-4d4f-ab71-46152e79a7bc", "Allowed to Authenticate" },
		{ "f3a64788-5306-11d1-a9c5-0000f80367c1", "servicePrincipalName" },
		{ "72e39547-7b18-11d1-adef-00c04fd8d5cd", "dNSHostName" },
		{ "80863791-dbe9-4eb8-837e-7f0ab55d9ac7", "Additional DNS Host Names" },
		{ "bf967a68-0de6-11d0-a285-00aa003049e2", "userAccountControl" },
		{ "bf967a0a-0de6-11d0-a285-00aa003049e2", "pwdLastSet" },
		{ "3e0abfd0-126a-11d0-a060-00aa006c33ed", "sAMAccountName" },
		{ "bf967953-0de6-11d0-a285-00aa003049e2", "displayName" },
		{ "bf967950-0de6-11d0-a285-00aa003049e2", "description" },
		{ "bf967a7f-0de6-11d0-a285-00aa003049e2", "userCertificate" },
		{ "4c164200-20c0-11d0-a768-00aa006e0529", "set Account Restrictions" },
		{ "e48d0154-bcf8-11d1-8702-00c04fb96050", "set Public Information" },
		{ "59ba2f42-79a2-11d0-9020-00c04fc2d3cf", "set General Information" },
		{ "5f202010-79a5-11d0-9020-00c04fc2d4cf", "set Logon Information" },
		{ "77b5b886-944a-11d1-aebd-0000f80367c1", "set Personal Information" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct guid each;
		if (guid_parse(names[i].guid, &each) && guid_equal(&each, type))
			return names[i].name;
	}
	return NULL;
}
