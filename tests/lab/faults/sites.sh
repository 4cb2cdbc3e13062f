# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the sites: a second one without a writable domain controller.

dr_subnet_dn="CN=127.0.2.0/24,CN=Subnets,CN=Sites,CN=Configuration,$base_dn"
dr_site_dn=CN=DR-Site,CN=Sites,CN=Configuration,$base_dn
first_site_dn=CN=Default-First-Site-Name,CN=Sites,CN=Configuration,$base_dn

# config_found FILTER COUNT [BASE]: reader finds exactly COUNT objects in the configuration
config_found() {
	local said
	said=$(ldap_as reader -b "${3:-CN=Configuration,$base_dn}" "$1" dn) &&
		[ "$(grep -c '^dn:' <<<"$said")" -eq "$2" ]
}

# config_lacks DN: reader does not find that object by its class
config_lacks() {
	local said
	said=$(ldap_as reader -b "CN=Sites,CN=Configuration,$base_dn" \
		'(|(objectClass=site)(objectClass=subnet)(objectClass=server)(objectClass=nTDSDSA))' dn) &&
		! grep -qix "dn: $1" <<<"$said"
}

dr_site_added() {
	[ ! -s "$LAB/dc2/samba.pid" ] || broken 'is for a lab without --dc2'
	try "$python" "$lab_folder/directory.py" "$1"
	seen 'the subnet in DR-Site' config_found "(siteObject=$dr_site_dn)" 1 "$dr_subnet_dn"
}

describe site-empty 'the subnet of the standby nodes is in DR-Site, which has no domain controller'
fault_site_empty() {
	dr_site_added site-empty
	seen 'no server there' config_found '(objectClass=server)' 0 "$dr_site_dn"
}

# hidden_dn KIND: the object that sites-hidden hides
hidden_dn() {
	case $1 in
		site) echo "$dr_site_dn" ;;
		subnet) echo "$dr_subnet_dn" ;;
		server) echo "CN=RODC1,CN=Servers,$dr_site_dn" ;;
		settings) echo "CN=NTDS Settings,CN=DC1,CN=Servers,$first_site_dn" ;;
	esac
}

describe 'sites-hidden site|subnet|server|settings' \
	'site-rodc with that object hidden: reader may not read its properties'
fault_sites_hidden() {
	local dn
	dn=$(hidden_dn "$1")
	dr_site_added site-rodc
	# Without this, an address outside the hidden subnet would be in no subnet.
	[ "$1" != subnet ] || try ldap_add <<-EOF
		dn: CN=127.0.0.0/16,CN=Subnets,CN=Sites,CN=Configuration,$base_dn
		objectClass: subnet
		siteObject: $first_site_dn
	EOF
	try "$python" "$lab_folder/directory.py" aces "$dn" --first '(D;;RP;;;{reader})'
	seen 'it is hidden' config_lacks "$dn"
}

describe site-rodc 'the same with one read-only domain controller, RODC1, which is not running'
fault_site_rodc() {
	dr_site_added site-rodc
	seen 'its settings' config_found '(&(objectClass=nTDSDSARO)(options=1))' 1 "$dr_site_dn"
	seen 'its account' found \
		'(&(sAMAccountName=RODC1$)(userAccountControl=83890176)(primaryGroupID=521))' 1
}

describe dc-left-over \
	'OLDDC was demoted long ago: its NTDS Settings are left, without a computer account'
fault_dc_left_over() {
	try "$python" "$lab_folder/directory.py" dc-left-over
	seen 'its settings' config_found '(objectClass=nTDSDSA)' 1 \
		"CN=OLDDC,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,$base_dn"
	seen 'no account' found '(sAMAccountName=OLDDC$)' 0
}

describe dc-evil-name 'The object of a domain controller has a URI of LDAP as its host name'
fault_dc_evil_name() {
	try "$python" "$lab_folder/directory.py" dc-left-over 'x,ldap://127.0.0.11/'
	seen 'the URI' config_found '(dNSHostName=x,ldap://127.0.0.11/)' 1 \
		"CN=OLDDC,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,$base_dn"
}
