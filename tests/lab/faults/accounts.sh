# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the accounts themselves: names, passwords, operating systems.

# account_set NAME ATTRIBUTE [VALUE...]: replaces all values; without VALUE removes the attribute
account_set() {
	exchange_set "CN=$1,$computers_dn" "${@:2}"
}

describe cms-hidden 'EXCMS01 is in an organizational unit that reader may not list'
fault_cms_hidden() {
	local ou=OU=Clusters,$base_dn
	try ldap_add < <(printf 'dn: %s\nobjectClass: organizationalUnit\n' "$ou")
	try ldap_change <<-EOF
		dn: $cms_dn
		changetype: modrdn
		newrdn: CN=EXCMS01
		deleteoldrdn: 1
		newsuperior: $ou
	EOF
	try "$python" "$lab_folder/directory.py" aces "$ou" --first '(D;;LCLO;;;{reader})'
	try "$python" "$lab_folder/directory.py" aces "CN=EXCMS01,$ou" --first '(D;;RPLCLORC;;;{reader})'
	seen 'the account is hidden' found '(sAMAccountName=EXCMS01$)' 0
}

describe spn-missing 'EXCMS01 has its HOST names only'
fault_spn_missing() {
	account_set EXCMS01 servicePrincipalName HOST/EXCMS01 "HOST/EXCMS01.$domain"
	seen 'no other names' found '(servicePrincipalName=exchangeMDB/EXCMS01)' 0
}

# Writes to the database directly, because the server refuses a duplicate, as Windows does.
spn_twice() {
	try "$python" "$lab_folder/directory.py" spn "CN=MBX1,$computers_dn" exchangeMDB/EXCMS01
	seen 'two holders' found '(servicePrincipalName=exchangeMDB/EXCMS01)' 2
}

describe spn-duplicate 'MBX1 has a service principal name of EXCMS01, too'
fault_spn_duplicate() {
	spn_twice
}

describe spn-duplicate-disabled 'the same, and the account MBX1 is disabled'
fault_spn_duplicate_disabled() {
	spn_twice
	disabled "CN=MBX1,$computers_dn"
}

describe 'spn-alias [NAME]' 'MBX1 has the name NAME, which stands for HOST of EXCMS01'
fault_spn_alias() {
	account_set MBX1 servicePrincipalName HOST/MBX1 "${1:-cifs/excms01.$domain}"
	seen 'it' found "(&(cn=MBX1)(servicePrincipalName=${1:-cifs/excms01.$domain}))" 1
}

describe spn-address-book 'EXCMS01 has a name of the address book service'
fault_spn_address_book() {
	try ldap_change <<-EOF
		dn: $cms_dn
		changetype: modify
		add: servicePrincipalName
		servicePrincipalName: exchangeAB/EXCMS01
	EOF
	seen 'it' found '(servicePrincipalName=exchangeAB/EXCMS01)' 1
}

# The KDC finds two accounts.
describe spn-host-duplicate 'MBX1 has the HOST name of EXCMS01, too'
fault_spn_host_duplicate() {
	try "$python" "$lab_folder/directory.py" spn "CN=MBX1,$computers_dn" "HOST/excms01.$domain"
	seen 'two holders' found "(servicePrincipalName=HOST/excms01.$domain)" 2
}

describe cms-no-hostname 'EXCMS01 has no dNSHostName'
fault_cms_no_hostname() {
	try ldap_change < <(printf 'dn: %s\nchangetype: modify\ndelete: dNSHostName\n' "$cms_dn")
	seen 'none' found '(&(cn=EXCMS01)(!(dNSHostName=*)))' 1
}

describe cno-old-password 'the password of DRCLU01 has to be set anew'
fault_cno_old_password() {
	account_set DRCLU01 pwdLastSet 0
	seen 'it' found '(&(cn=DRCLU01)(pwdLastSet=0))' 1
}

describe password-old 'the files with the password of reader hold another one'
fault_password_old() {
	echo 'Not-The-Password-1' >"$LAB/reader.pass"
	sed -i 's/^password = .*/password = Not-The-Password-1/' "$LAB/smb-credentials"
	seen 'a refusal' logon_refused
}

logon_refused() {
	smbclient -A "$LAB/smb-credentials" "//excms01.$domain/ExchangeOAB" -c ls |
		grep -q NT_STATUS_LOGON_FAILURE
}

describe create-granted \
	'EXCMS01 is deleted; DRCLU01 may create computer objects where they are made'
fault_create_granted() {
	fault_cms_missing
	try "$python" "$lab_folder/directory.py" aces "$computers_dn" \
		--first "(OA;;CC;$computer_class;;{DRCLU01\$})"
	seen 'the right' dsacl_has "$computers_dn" "OA;;CC;$computer_class;;$(sid_of 'DRCLU01$')"
}

describe create-denied 'the same with a deny for Authenticated Users before it, and a quota of 10'
fault_create_denied() {
	fault_create_granted
	try "$python" "$lab_folder/directory.py" aces "$computers_dn" --first '(D;;CC;;;AU)'
	seen 'the deny' dsacl_has "$computers_dn" 'D;;CC;;;AU'
}

describe create-spent 'EXCMS01 is deleted; DRCLU01 has created as many objects as the quota lets it'
fault_create_spent() {
	local cno
	fault_cms_missing
	cno=$(ldap_as reader -b "$base_dn" '(sAMAccountName=DRCLU01$)' objectSid |
		sed -n 's/^objectSid:: //p')
	exchange_set "$base_dn" ms-DS-MachineAccountQuota 1
	try ldap_add <<-EOF
		dn: CN=OLDNAME,$computers_dn
		objectClass: computer
		sAMAccountName: OLDNAME\$
		userAccountControl: 4096
		mS-DS-CreatorSID:: $cno
	EOF
	seen 'the quota' found '(&(objectClass=domainDNS)(ms-DS-MachineAccountQuota=1))' 1
	seen 'what was created' found '(&(cn=OLDNAME)(mS-DS-CreatorSID=*))' 1
}

# dsacl_has DN ACE: the DACL of the object has this ACE (SDDL)
dsacl_has() {
	KRB5CCNAME=FILE:$LAB/admin.cc samba-tool dsacl get -H "ldap://dc1.$domain" \
		--use-kerberos=required --objectdn="$1" | grep -qF "($2)"
}

# os_is VERSION NAME...
os_is() {
	local version=$1 name
	shift
	for name in "$@"; do
		account_set "$name" operatingSystemVersion "$version"
		seen "$name" found "(&(cn=$name)(operatingSystemVersion=${version%% *}*))" 1
	done
}

describe os-2003 'all nodes run Windows Server 2003'
fault_os_2003() {
	os_is '5.2 (3790)' NODE1 NODE2 DRNODE1 DRNODE2
}

describe os-mixed 'the source nodes run Windows Server 2003, the standby nodes 2008'
fault_os_mixed() {
	os_is '5.2 (3790)' NODE1 NODE2
}

describe os-r2 'a standby node runs Windows Server 2008 R2'
fault_os_r2() {
	os_is '6.1 (7601)' DRNODE1
}

describe node-disabled 'DRNODE1 and DRNODE2 are disabled'
fault_node_disabled() {
	disabled "CN=DRNODE1,$computers_dn"
	disabled "CN=DRNODE2,$computers_dn"
}

describe node-other-disabled 'DRNODE2 is disabled; no storage group is replicated to it'
fault_node_other_disabled() {
	disabled "CN=DRNODE2,$computers_dn"
}

describe node-target-unjoined 'a storage group is replicated to NODE9, too, which has no account'
fault_node_target_unjoined() {
	exchange_set "$first_group_dn" msExchStandbyCopyMachines 'DRNODE1;1;0;0' 'NODE9;1;0;0'
	seen 'no account' found '(sAMAccountName=NODE9$)' 0
}

# Seconds since 1970 as the directory writes them.
filetime() {
	echo $((($1 + 11644473600) * 10000000))
}

# The standby cluster has no file server, so its password can be set and tried at the KDC.
cluster_password=Lab-Pass-77x
cluster_password_set() {
	try env "KRB5CCNAME=FILE:$LAB/admin.cc" samba-tool user setpassword 'DRCLU01$' \
		--newpassword "$cluster_password" -H "ldap://dc1.$domain" --use-kerberos=required
	seen 'a ticket' cluster_logs_on
}

cluster_logs_on() {
	kinit -c "FILE:$LAB/cluster.cc" "DRCLU01\$@$realm" <<<"$cluster_password" >/dev/null 2>&1
}

cluster_is_refused() {
	! cluster_logs_on
}

describe account-expired 'the account of that name expired a day ago'
fault_account_expired() {
	account_set "$1" accountExpires "$(filetime $(($(date +%s) - 86400)))"
	seen 'it' found "(&(cn=$1)(accountExpires>=1)(accountExpires<=$(filetime "$(date +%s)")))" 1
}

describe cno-expired 'DRCLU01 expired a day ago, and the KDC refuses it'
fault_cno_expired() {
	cluster_password_set
	fault_account_expired DRCLU01
	seen 'no ticket' cluster_is_refused
}

describe cno-hours 'DRCLU01 may log on at no hour, and the KDC refuses it'
fault_cno_hours() {
	cluster_password_set
	try ldap_change <<-EOF
		dn: $cno_dn
		changetype: modify
		replace: logonHours
		logonHours:: $(head -c 21 /dev/zero | base64)
	EOF
	seen 'no ticket' cluster_is_refused
}

describe cno-des 'DRCLU01 may use DES keys alone, and the KDC refuses it'
fault_cno_des() {
	cluster_password_set
	account_set DRCLU01 userAccountControl $((0x201000))
	seen 'no ticket' cluster_is_refused
}

describe cno-locked 'lockoutTime of DRCLU01 is set, which does not lock a computer out'
fault_cno_locked() {
	cluster_password_set
	account_set DRCLU01 lockoutTime "$(filetime "$(date +%s)")"
	# A logon clears it.
	seen 'a ticket' cluster_logs_on
	account_set DRCLU01 lockoutTime "$(filetime "$(date +%s)")"
	seen 'it' found '(&(cn=DRCLU01)(lockoutTime=*)(!(lockoutTime=0)))' 1
}

# rename_computer OLD NEW DNS_NAME: the account and its common name; DNS_NAME in the domain
rename_computer() {
	try ldap_change <<-EOF
		dn: CN=$1,$computers_dn
		changetype: modrdn
		newrdn: CN=$2
		deleteoldrdn: 1

		dn: CN=$2,$computers_dn
		changetype: modify
		replace: sAMAccountName
		sAMAccountName: $2\$
		-
		replace: dNSHostName
		dNSHostName: $3.$domain
	EOF
}

# address_added NAME ADDRESS: a record of that name
address_added() {
	try ldap_add <<-EOF
		dn: DC=$1,$zone_dn
		objectClass: dnsNode
		dnsRecord:: $("$dns_records" a "$2" 300)
	EOF
}

describe names-long 'the standby cluster and its second node have names of 17 letters'
fault_names_long() {
	local form cluster=drexchange-clu-01 node=drexchange-nod-02
	rename_computer DRCLU01 DREXCHANGE-CLU- $cluster
	rename_computer DRNODE2 DREXCHANGE-NOD- $node
	address_added $cluster 127.0.2.1
	address_added $node "$drnode2_address"
	for form in "whole $cluster $node" "whole-fqdn $cluster.$domain $node.$domain" \
		'cut DREXCHANGE-CLU- DREXCHANGE-NOD-' \
		"cut-fqdn drexchange-clu-.$domain drexchange-nod-.$domain"; do
		# shellcheck disable=SC2086 # the words of a form
		set -- $form
		sed "s/\"DRCLU01\"/\"$2\"/; s/\"DRNODE2\"/\"$3\"/" "$lab_folder/plan.json" \
			>"$LAB/plan-names-$1.json"
	done
	seen 'the address' answer "$cluster.*127.0.2.1" "$dc1_address" "$cluster.$domain"
}

describe names-long-other 'the account DREXCHANGE-CLU- is that of another cluster'
fault_names_long_other() {
	fault_names_long
	account_set DREXCHANGE-CLU- dNSHostName "drexchange-clu-02.$domain"
}

describe conflict 'a replication conflict left objects of EXCMS01, DRCLU01 and DRNODE1'
fault_conflict() {
	local name
	for name in EXCMS01 DRCLU01 DRNODE1; do
		try "$python" "$lab_folder/directory.py" conflict "$name" "\$DUPLICATE-$name\$"
	done
	seen 'the objects' found '(cn=*CNF:*)' 3
}

describe conflict-same 'a replication conflict left a second account DRCLU01$'
fault_conflict_same() {
	try "$python" "$lab_folder/directory.py" conflict DRCLU01 'DRCLU01$'
	seen 'both' found '(sAMAccountName=DRCLU01$)' 2
}

describe os-2012 'all nodes run Windows Server 2012'
fault_os_2012() {
	os_is '6.2 (9200)' NODE1 NODE2 DRNODE1 DRNODE2
}

# types_seen NAME VALUE: the account allows these encryption types; no VALUE: it says nothing
types_seen() {
	local types='(msDS-SupportedEncryptionTypes=*)'
	if [ -n "$2" ]; then
		found "(&(cn=$1)(msDS-SupportedEncryptionTypes=$2))" 1
	else
		found "(&(cn=$1)(!$types))" 1
	fi
}

# kdc_issues NAME TYPE: the ticket for HOST/NAME, which goes into a cache of its own
kdc_issues() {
	cp "$LAB/cc" "$LAB/issued.cc" && KRB5CCNAME=FILE:$LAB/issued.cc kvno "HOST/$1.$domain" &&
		klist -e -c "FILE:$LAB/issued.cc" | grep -A1 "HOST/$1" | grep -q "tkt).*, .*$2"
}

describe 'cms-types [VALUE]' 'EXCMS01 allows the encryption types VALUE; without: says nothing'
fault_cms_types() {
	account_set EXCMS01 msDS-SupportedEncryptionTypes ${1:+"$1"}
	seen 'them' types_seen EXCMS01 "${1:-}"
}

describe 'cno-types [VALUE]' 'the same of DRCLU01'
fault_cno_types() {
	account_set DRCLU01 msDS-SupportedEncryptionTypes ${1:+"$1"}
	seen 'them' types_seen DRCLU01 "${1:-}"
}
