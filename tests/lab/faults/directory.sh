# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the directory: the accounts, and the rights of the standby cluster on the CMS's account.

full=RPWPCRCCDCLCLORCWOWDSDDTSW
computer_class=bf967a86-0de6-11d0-a285-00aa003049e2
spn_attribute=f3a64788-5306-11d1-a9c5-0000f80367c1
uac_disabled_computer=4098

ldap_change() {
	KRB5CCNAME=FILE:$LAB/admin.cc ldapmodify -Q -N -Y GSSAPI -O minssf=56 \
		-H "ldap://dc1.$domain"
}

# ldap_add: LDIF records on stdin
ldap_add() {
	KRB5CCNAME=FILE:$LAB/admin.cc ldapadd -Q -N -Y GSSAPI -O minssf=56 -H "ldap://dc1.$domain"
}

ldap_remove() {
	KRB5CCNAME=FILE:$LAB/admin.cc ldapdelete -Q -N -Y GSSAPI -O minssf=56 \
		-H "ldap://dc1.$domain" "$1"
}

# aces OPTION ACE ...: changes the DACL of the CMS's account, see directory.py
aces() {
	try "$python" "$lab_folder/directory.py" aces "$cms_dn" "$@"
}

# found FILTER COUNT: reader finds exactly COUNT objects
found() {
	local said
	said=$(ldap_as reader -b "$base_dn" "$1" dn) && [ "$(grep -c '^dn:' <<<"$said")" -eq "$2" ]
}

# ace PATTERN: reader sees such an ACE in the DACL (an extended regular expression, at the start)
ace() {
	dacl_seen | grep -Eq "^ace $1"
}

# no_ace PATTERN [DC]: reader sees the DACL, and no such ACE in it
no_ace() {
	local said
	said=$(dacl_seen "$cms_dn" reader "${2:-dc1}") && grep -q '^dacl [1-9]' <<<"$said" &&
		! grep -Eq "^ace $1" <<<"$said"
}

# group NAME TYPE MEMBER_DN: a security group. TYPE 4 is domain-local, 2 is global.
group() {
	try ldap_add <<-EOF
		dn: CN=$1,CN=Users,$base_dn
		objectClass: group
		sAMAccountName: $1
		groupType: $((-2147483648 + $2))
		member: $3
	EOF
}

disabled() {
	try ldap_change <<-EOF
		dn: $1
		changetype: modify
		replace: userAccountControl
		userAccountControl: $uac_disabled_computer
	EOF
	seen 'account disabled' found \
		"(&(distinguishedName=$1)(userAccountControl:1.2.840.113556.1.4.803:=2))" 1
}

describe cms-missing 'the computer account EXCMS01 is deleted; its DNS record and its server stay'
fault_cms_missing() {
	try ldap_remove "$cms_dn"
	seen 'no account' found '(sAMAccountName=EXCMS01$)' 0
}

describe cms-twice 'a second computer object with the cn EXCMS01, in another OU'
fault_cms_twice() {
	try ldap_add <<-EOF
		dn: CN=EXCMS01,OU=Old,$base_dn
		objectClass: computer
		sAMAccountName: EXCMS01OLD\$
		userAccountControl: 4096
	EOF
	seen 'two objects' found '(&(objectClass=computer)(cn=EXCMS01))' 2
}

describe cms-disabled 'the account EXCMS01 is disabled'
fault_cms_disabled() {
	disabled "$cms_dn"
}

describe cno-missing 'the account DRCLU01 is deleted'
fault_cno_missing() {
	try ldap_remove "$cno_dn"
	seen 'no account' found '(sAMAccountName=DRCLU01$)' 0
}

describe cno-disabled 'the account DRCLU01 is disabled'
fault_cno_disabled() {
	disabled "$cno_dn"
}

describe cno-recreated \
	'the account DRCLU01 was deleted and made again: the grant is for its old SID'
fault_cno_recreated() {
	local old
	old=$(sid_of 'DRCLU01$')
	try ldap_remove "$cno_dn"
	try ldap_add <<-EOF
		dn: $cno_dn
		objectClass: computer
		sAMAccountName: DRCLU01\$
		userAccountControl: 4096
		dNSHostName: drclu01.$domain
	EOF
	seen 'the account' found '(sAMAccountName=DRCLU01$)' 1
	seen 'the grant for the old one' ace \
		"allow flags=0x00 mask=0x000f01ff object=- inherited=- $old\$"
	seen 'no ACE for the new one' no_ace ".* $(sid_of 'DRCLU01$')\$"
}

describe cno-revoke 'DRCLU01 has no grant on EXCMS01'
fault_cno_revoke() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --drop '{DRCLU01$}'
	seen 'no ACE for DRCLU01' no_ace ".* $cno\$"
}

describe cno-nested 'harmless: its Full Control comes through two nested groups only'
fault_cno_nested() {
	local cno local_group
	cno=$(sid_of 'DRCLU01$')
	group 'DR Clusters' 2 "$cno_dn"
	group 'CMS Operators' 4 "CN=DR Clusters,CN=Users,$base_dn"
	aces --drop '{DRCLU01$}' --first "(A;;$full;;;{CMS Operators})"
	local_group=$(sid_of 'CMS Operators')
	seen 'ACE for the group' ace \
		"allow flags=0x00 mask=0x000f01ff object=- inherited=- $local_group\$"
	seen 'no ACE for DRCLU01' no_ace ".* $cno\$"
	seen 'nested membership' token_has "$local_group"
}

# token_has SID: the DC has it in the tokenGroups of DRCLU01
token_has() {
	ldap_as reader -s base -b "$cno_dn" tokenGroups | sed 's/^tokenGroups/objectSid/' |
		decoded |
		grep -qx "objectSid $1"
}

describe cno-deny 'WRITE_PROPERTY is denied to DRCLU01 before the grant'
fault_cno_deny() {
	aces --first '(D;;WP;;;{DRCLU01$})'
	seen 'deny ACE' ace \
		"deny flags=0x00 mask=0x00000020 object=- inherited=- $(sid_of 'DRCLU01$')\$"
}

describe cno-deny-group 'WRITE_PROPERTY is denied to a group that DRCLU01 is nested in'
fault_cno_deny_group() {
	local denied
	group 'DR Clusters' 2 "$cno_dn"
	group 'CMS Readers' 4 "CN=DR Clusters,CN=Users,$base_dn"
	aces --first '(D;;WP;;;{CMS Readers})'
	denied=$(sid_of 'CMS Readers')
	seen 'deny ACE' ace "deny flags=0x00 mask=0x00000020 object=- inherited=- $denied\$"
	seen 'nested membership' token_has "$denied"
}

describe cno-guard \
	'harmless: the guard against accidental deletion (Everyone denied DELETE, DELETE_TREE)'
fault_cno_guard() {
	aces --first '(D;;SDDT;;;WD)'
	seen 'deny ACE' ace 'deny flags=0x00 mask=0x00010040 object=- inherited=- S-1-1-0$'
}

describe cno-inherit-only 'DRCLU01 has Full Control in an inherit-only ACE only'
fault_cno_inherit_only() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --drop '{DRCLU01$}' --first "(A;CIIO;$full;;;{DRCLU01\$})"
	seen 'inherit-only ACE' ace "allow flags=0x0a mask=0x000f01ff object=- inherited=- $cno\$"
	seen 'no other ACE' no_ace ".* flags=0x00 .* $cno\$"
}

describe cno-object-ace 'DRCLU01 has its rights on servicePrincipalName only'
fault_cno_object_ace() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --drop '{DRCLU01$}' --first "(OA;;$full;$spn_attribute;;{DRCLU01\$})"
	seen 'object ACE' ace \
		"object-allow flags=0x00 mask=0x000f01ff object=$spn_attribute inherited=- $cno\$"
	seen 'no plain ACE' no_ace "allow .* $cno\$"
}

describe cno-partial 'DRCLU01 has all rights but WRITE_DAC and WRITE_OWNER'
fault_cno_partial() {
	aces --drop '{DRCLU01$}' --first "(A;;RPWPCRCCDCLCLORCSDDTSW;;;{DRCLU01\$})"
	seen 'partial ACE' ace \
		"allow flags=0x00 mask=0x000301ff object=- inherited=- $(sid_of 'DRCLU01$')\$"
}

describe cno-inherited-type \
	'harmless: Full Control in an object ACE with an InheritedObjectType only'
fault_cno_inherited_type() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --drop '{DRCLU01$}' --first "(OA;;$full;;$computer_class;{DRCLU01\$})"
	seen 'object ACE' ace \
		"object-allow flags=0x00 mask=0x000f01ff object=- inherited=$computer_class $cno\$"
	seen 'no plain ACE' no_ace "allow .* $cno\$"
}

describe sd-refused 'reader may not read the descriptor of EXCMS01'
fault_sd_refused() {
	aces --first '(D;;RC;;;{reader})'
	seen 'the object without its descriptor' descriptor_refused
}

descriptor_refused() {
	local said
	said=$(ldap_as reader -s base -E '!1.2.840.113556.1.4.801=::MAMCAQc=' -b "$cms_dn" \
		cn nTSecurityDescriptor) && grep -q '^cn: EXCMS01' <<<"$said" &&
		! grep -q '^nTSecurityDescriptor' <<<"$said"
}

describe sd-null 'EXCMS01 has a null DACL: everything is granted to everybody'
fault_sd_null() {
	try "$python" "$lab_folder/directory.py" dacl "$cms_dn" null
	seen 'null DACL' dacl_is null reader
}

describe sd-empty 'EXCMS01 has an empty DACL: nobody but its owner may even read it'
fault_sd_empty() {
	aces --owner '{Domain Admins}'
	try "$python" "$lab_folder/directory.py" dacl "$cms_dn" empty
	seen 'empty DACL' dacl_is 0 admin
	seen 'reader gets no descriptor' not dacl_is '.*' reader
}

dacl_is() {
	dacl_seen "$cms_dn" "$2" | grep -qx "dacl $1"
}
