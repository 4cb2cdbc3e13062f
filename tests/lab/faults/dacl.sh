# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the directory: less than Full Control, denied parts of it, and DACLs that will change.

reset_password=00299570-246d-11d0-a768-00aa006e0529
dns_host_name=72e39547-7b18-11d1-adef-00c04fd8d5cd
description_attribute=bf967950-0de6-11d0-a285-00aa003049e2

describe cno-minimum \
	'DRCLU01 may reset the password and write SPNs and the DNS host name, and no more'
fault_cno_minimum() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --drop '{DRCLU01$}' --first "(OA;;CR;$reset_password;;{DRCLU01\$})" \
		--first "(OA;;SW;$spn_attribute;;{DRCLU01\$})" \
		--first "(OA;;SW;$dns_host_name;;{DRCLU01\$})"
	seen 'right to reset' ace \
		"object-allow flags=0x00 mask=0x00000100 object=$reset_password .* $cno\$"
	seen 'no plain ACE' no_ace "allow .* $cno\$"
}

describe cno-minimum-disabled 'the same, and the account EXCMS01 is disabled'
fault_cno_minimum_disabled() {
	fault_cno_minimum
	disabled "$cms_dn"
}

describe cno-hole \
	'resetting the password is denied to DRCLU01 by an ACE of its own, before the grant'
fault_cno_hole() {
	aces --first "(OD;;CR;$reset_password;;{DRCLU01\$})"
	seen 'object deny' ace "object-deny flags=0x00 mask=0x00000100 object=$reset_password .*"
}

describe cno-hole-other 'harmless: writing the description is denied to DRCLU01'
fault_cno_hole_other() {
	aces --first "(OD;;WP;$description_attribute;;{DRCLU01\$})"
	seen 'object deny' ace \
		"object-deny flags=0x00 mask=0x00000020 object=$description_attribute .*"
}

describe cno-owner 'DRCLU01 owns EXCMS01 and has no grant'
fault_cno_owner() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --owner '{DRCLU01$}' --drop '{DRCLU01$}'
	seen 'owner' owner_is "$cno"
	seen 'no ACE for DRCLU01' no_ace ".* $cno\$"
}

owner_is() {
	dacl_seen | grep -qx "owner $1"
}

describe cno-creator 'harmless: DRCLU01 owns EXCMS01, and has its grant'
fault_cno_creator() {
	aces --owner '{DRCLU01$}'
	seen 'owner' owner_is "$(sid_of 'DRCLU01$')"
}

describe node-no-spn 'DRNODE1 may not write the SPNs of EXCMS01'
fault_node_no_spn() {
	local node
	node=$(sid_of 'DRNODE1$')
	aces --drop '{DRNODE1$}'
	seen 'no ACE for DRNODE1' no_ace ".* $node\$"
}

describe dacl-order 'a deny, of an account that is gone, stands behind the grants'
fault_dacl_order() {
	local gone
	group 'Gone Operators' 2 "$cno_dn"
	gone=$(sid_of 'Gone Operators')
	aces --last '(D;;WP;;;{Gone Operators})'
	try ldap_remove "CN=Gone Operators,CN=Users,$base_dn"
	seen 'deny ACE' ace "deny flags=0x00 mask=0x00000020 .* $gone\$"
	seen 'its trustee is gone' found '(sAMAccountName=Gone Operators)' 0
}

describe dacl-protected 'EXCMS01 inherits nothing'
fault_dacl_protected() {
	aces --protect yes
	seen 'protected' control_has 0x1000
}

describe dacl-admin \
	'EXCMS01 inherits nothing and has adminCount 1, as a member of a protected group'
fault_dacl_admin() {
	fault_dacl_protected
	try ldap_change <<-EOF
		dn: $cms_dn
		changetype: modify
		replace: adminCount
		adminCount: 1
	EOF
	seen 'adminCount' found '(&(cn=EXCMS01)(adminCount=1))' 1
}

# control_has BITS: these bits of the control field of the descriptor are set
control_has() {
	local control
	control=$(dacl_seen | sed -n 's/^control //p') && (((control & $1) == $1))
}

# token_lacks SID: the DC does not have it in the tokenGroups of DRCLU01, and has others
token_lacks() {
	token_has "$(sid_of 'Domain Computers')" && ! token_has "$1"
}

describe deny-everybody-group \
	'Full Control is denied to a local group that holds a group that holds Authenticated Users'
fault_deny_everybody_group() {
	local everybody
	group 'All Logged On' 4 "CN=S-1-5-11,CN=ForeignSecurityPrincipals,$base_dn"
	group 'Locked Out' 4 "CN=All Logged On,CN=Users,$base_dn"
	aces --first '(D;;GA;;;{Locked Out})'
	everybody=$(sid_of 'Locked Out')
	seen 'deny ACE' ace "deny flags=0x00 mask=0x000f01ff object=- inherited=- $everybody\$"
	seen 'not in tokenGroups' token_lacks "$everybody"
}

describe cno-class \
	'DRCLU01 has all rights for the class of EXCMS01, as from dsacls /G "...:GA;computer"'
fault_cno_class() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	aces --drop '{DRCLU01$}' --first "(OA;;GA;$computer_class;;{DRCLU01\$})"
	seen 'object ACE' ace \
		"object-allow flags=0x00 mask=0x000f01ff object=$computer_class .* $cno\$"
	seen 'no plain ACE' no_ace "allow .* $cno\$"
}

describe deny-class \
	'extended rights for the class of EXCMS01 are denied to Everyone, before the grant'
fault_deny_class() {
	aces --first "(OD;;CR;$computer_class;;WD)"
	seen 'object deny' ace \
		"object-deny flags=0x00 mask=0x00000100 object=$computer_class .* S-1-1-0\$"
}

describe 'deny-unlisted SID' \
	'all rights to write are denied to SID, which a domain controller adds to tokens itself'
fault_deny_unlisted() {
	aces --first "(D;;WPSWCRWDWO;;;$1)"
	seen 'deny ACE' ace "deny flags=0x00 mask=0x000c0128 object=- inherited=- $1\$"
	seen 'not in tokenGroups' token_lacks "$1"
}
