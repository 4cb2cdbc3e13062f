# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the Exchange organisation in the configuration partition.

exchange_dn="CN=Microsoft Exchange,CN=Services,CN=Configuration,$base_dn"
organization_dn="CN=First Organization,$exchange_dn"
exchange_servers_dn="CN=Exchange Administrative Group (FYDIBOHF23SPDLT)"
exchange_servers_dn="CN=Servers,$exchange_servers_dn,CN=Administrative Groups,$organization_dn"
exchange_cms_dn="CN=EXCMS01,$exchange_servers_dn"
first_group_dn="CN=First Storage Group,CN=InformationStore,$exchange_cms_dn"
oab_dn="CN=Offline Address Lists,CN=Address Lists Container,$organization_dn"
oab_dn="CN=Default Offline Address List,$oab_dn"

# exchange_holds FILTER COUNT [BASE]: reader sees exactly COUNT such objects
exchange_holds() {
	local said
	said=$(ldap_as reader -b "${3:-$exchange_dn}" "$1" dn) &&
		[ "$(grep -c '^dn:' <<<"$said")" -eq "$2" ]
}

# exchange_set DN ATTRIBUTE [VALUE...]: replaces all values; without VALUE removes the attribute
exchange_set() {
	local dn=$1 attribute=$2 value
	shift 2
	try ldap_change < <(
		printf 'dn: %s\nchangetype: modify\nreplace: %s\n' "$dn" "$attribute"
		for value in "$@"; do
			printf '%s: %s\n' "$attribute" "$value"
		done
	)
}

describe ex-rtm 'EXCMS01 is at 8.0.685, before SP1'
fault_ex_rtm() {
	exchange_set "$exchange_cms_dn" versionNumber $((7 << 28 | 8 << 22 | 1 << 15 | 685))
	seen 'the version' exchange_holds \
		"(&(cn=EXCMS01)(versionNumber=$((7 << 28 | 8 << 22 | 1 << 15 | 685))))" 1
}

describe ex-standalone 'EXCMS01 is no clustered mailbox server'
fault_ex_standalone() {
	exchange_set "$exchange_cms_dn" msExchClusterStorageType
	seen 'no storage type' exchange_holds '(&(cn=EXCMS01)(!(msExchClusterStorageType=*)))' 1
}

describe ex-no-target 'the First Storage Group of EXCMS01 is replicated to nobody'
fault_ex_no_target() {
	exchange_set "$first_group_dn" msExchStandbyCopyMachines
	seen 'no target' exchange_holds \
		'(&(objectClass=msExchStorageGroup)(!(msExchStandbyCopyMachines=*)))' 1 \
		"$first_group_dn"
}

describe ex-other-target 'the First Storage Group of EXCMS01 is replicated to MBX1 only'
fault_ex_other_target() {
	exchange_set "$first_group_dn" msExchStandbyCopyMachines \
		"MBX1.$domain;1;1.00:00:00;00:00:00"
	seen 'the target' exchange_holds '(msExchStandbyCopyMachines=MBX1.*)' 1 "$first_group_dn"
}

describe ex-foreign-target \
	'the First Storage Group of EXCMS01 is also replicated to a machine of another domain'
fault_ex_foreign_target() {
	exchange_set "$first_group_dn" msExchStandbyCopyMachines "DRNODE1.$domain;1" \
		'DRNODE1.other.example.com;1'
	seen 'the target' exchange_holds '(msExchStandbyCopyMachines=*other.example.com*)' 1 \
		"$first_group_dn"
}

describe ex-five-targets 'the First Storage Group of EXCMS01 has five SCR targets'
fault_ex_five_targets() {
	exchange_set "$first_group_dn" msExchStandbyCopyMachines "DRNODE1.$domain;1" \
		"DRNODE2.$domain;1" "NODE3.$domain;1" "NODE4.$domain;1" "SPARE1.$domain;1"
	seen 'five targets' exchange_holds \
		'(&(msExchStandbyCopyMachines=NODE4*)(msExchStandbyCopyMachines=SPARE1*))' 1 \
		"$first_group_dn"
}

describe ex-two-databases 'the First Storage Group of EXCMS01 has a second database'
fault_ex_two_databases() {
	try ldap_add <<-EOF
		dn: CN=Second Database,$first_group_dn
		objectClass: msExchPrivateMDB
		msExchEDBFile: E:\\Second.edb
	EOF
	seen 'two databases' exchange_holds '(objectClass=msExchPrivateMDB)' 2 "$first_group_dn"
}

describe ex-same-paths \
	'EXCMS02 is replicated to DRNODE1, too, and its logs lie where those of EXCMS01 do'
fault_ex_same_paths() {
	local path other="CN=EXCMS02,$exchange_servers_dn"
	other="CN=First Storage Group,CN=InformationStore,$other"
	path=$(ldap_as reader -s base -b "$first_group_dn" msExchESEParamLogFilePath |
		sed -n 's/^msExchESEParamLogFilePath: //p')
	exchange_set "$other" msExchESEParamLogFilePath "$path"
	exchange_set "$other" msExchStandbyCopyMachines 'DRNODE1;1'
	seen 'the target' exchange_holds '(msExchStandbyCopyMachines=DRNODE1;1)' 1 "$other"
}

describe ex-oab-elsewhere 'EXCMS02 generates the offline address book, and the share is at the node'
fault_ex_oab_elsewhere() {
	exchange_set "$oab_dn" offLineABServer "CN=EXCMS02,$exchange_servers_dn"
	seen 'the other server' exchange_holds \
		"(offLineABServer=CN=EXCMS02,$(ldap_escaped "$exchange_servers_dn"))" 1 "$oab_dn"
	fault_share_node_scope
}

# ldap_escaped VALUE: escaped for a filter
ldap_escaped() {
	sed 's/(/\\28/g; s/)/\\29/g' <<<"$1"
}

describe ex-oab-orphaned 'the server that generated the offline address book was deleted'
fault_ex_oab_orphaned() {
	local gone="CN=OLDMBX,$exchange_servers_dn"
	try ldap_add <<-EOF
		dn: $gone
		objectClass: msExchExchangeServer
		versionNumber: 1912701168
	EOF
	exchange_set "$oab_dn" offLineABServer "$gone"
	try ldap_remove "$gone"
	seen 'no such server' exchange_holds '(cn=OLDMBX)' 0
	seen 'a server of the address book' exchange_holds '(offLineABServer=*)' 1 "$oab_dn"
}

describe ex-oab-unknown 'the offline address book names no server'
fault_ex_oab_unknown() {
	exchange_set "$oab_dn" offLineABServer
	seen 'no server' exchange_holds '(!(offLineABServer=*))' 1 "$oab_dn"
}

describe ex-public 'EXCMS01 has a public folder database beside that of MBX1'
fault_ex_public() {
	try ldap_add <<-EOF
		dn: CN=Third Storage Group,CN=InformationStore,$exchange_cms_dn
		objectClass: msExchStorageGroup
		msExchESEParamLogFilePath: E:\\Third
		msExchESEParamSystemPath: E:\\Third
		msExchStandbyCopyMachines: DRNODE1.$domain;1

		dn: CN=Public,CN=Third Storage Group,CN=InformationStore,$exchange_cms_dn
		objectClass: msExchPublicMDB
		msExchEDBFile: E:\\Third\\Public.edb
	EOF
	seen 'two of them' exchange_holds '(objectClass=msExchPublicMDB)' 2
}

describe ex-other-node 'EXCMS01 also names a machine that the plan does not'
fault_ex_other_node() {
	exchange_set "$exchange_cms_dn" msExchServerRedundantMachines NODE1 NODE2 EXCMS01-REPL1
	seen 'three machines' exchange_holds \
		'(&(cn=EXCMS01)(msExchServerRedundantMachines=EXCMS01-REPL1))' 1
}

describe ex-namesake 'the Exchange server EXCMS01 is a machine of another domain'
fault_ex_namesake() {
	exchange_set "$exchange_cms_dn" networkAddress 'ncacn_ip_tcp:excms01.emea.example.com'
	seen 'its address' exchange_holds '(networkAddress=ncacn_ip_tcp:excms01.emea.example.com)' 1
}

# standby_added VERSION: adds a server object of DRNODE1
standby_added() {
	try ldap_add <<-EOF
		dn: CN=DRNODE1,$exchange_servers_dn
		objectClass: msExchExchangeServer
		msExchCurrentServerRoles: 2
		versionNumber: $1
	EOF
	seen 'the version' exchange_holds "(&(cn=DRNODE1)(versionNumber=$1))" 1
}

describe ex-standby-rtm 'DRNODE1 has a server object of its own and is at 8.0.685'
fault_ex_standby_rtm() {
	standby_added $((7 << 28 | 8 << 22 | 1 << 15 | 685))
}

describe ex-standby-sp2 'DRNODE1 has a server object of its own and is at 8.2.176, EXCMS01 is not'
fault_ex_standby_sp2() {
	standby_added $((7 << 28 | 8 << 22 | 2 << 16 | 1 << 15 | 176))
}

# group_added NAME ATTRIBUTE...: a storage group of EXCMS01 with its own folders and a mailbox
# database
group_added() {
	local name=$1
	shift
	try ldap_add < <(
		printf 'dn: CN=%s,CN=InformationStore,%s\nobjectClass: msExchStorageGroup\n' \
			"$name" "$exchange_cms_dn"
		printf 'msExchESEParamLogFilePath: E:\\%s\nmsExchESEParamSystemPath: E:\\%s\n' \
			"$name" "$name"
		printf '%s\n' "$@"
		printf '\ndn: CN=DB,CN=%s,CN=InformationStore,%s\n' "$name" "$exchange_cms_dn"
		printf 'objectClass: msExchPrivateMDB\nmsExchEDBFile: E:\\%s\\DB.edb\n' "$name"
	)
}

describe ex-recovery-group \
	'harmless: EXCMS01 has a recovery storage group, which is replicated to nobody'
fault_ex_recovery_group() {
	group_added Recovery 'msExchRestore: TRUE'
	seen 'the recovery storage group' exchange_holds '(&(cn=Recovery)(msExchRestore=TRUE))' 1
}

describe ex-group-hidden 'reader may not see a third storage group of EXCMS01, only its database'
fault_ex_group_hidden() {
	group_added Third
	try "$python" "$lab_folder/directory.py" aces \
		"CN=Third,CN=InformationStore,$exchange_cms_dn" --first '(D;;RP;;;{reader})'
	seen 'not the storage group' exchange_holds \
		'(&(objectClass=msExchStorageGroup)(cn=Third))' 0
	seen 'its database' exchange_holds '(&(objectClass=msExchPrivateMDB)(cn=DB))' 1
}

describe ex-nested-paths \
	'EXCMS02 is replicated to DRNODE1, too, and its logs lie in a folder of those of EXCMS01'
fault_ex_nested_paths() {
	local path database other="CN=EXCMS02,$exchange_servers_dn"
	other="CN=First Storage Group,CN=InformationStore,$other"
	path=$(ldap_as reader -s base -b "$first_group_dn" msExchESEParamLogFilePath |
		sed -n 's/^msExchESEParamLogFilePath: //p')
	database=$(ldap_as reader -b "$other" '(objectClass=msExchPrivateMDB)' dn |
		sed -n 's/^dn: //p')
	exchange_set "$other" msExchESEParamLogFilePath "$path\\EXCMS02"
	exchange_set "$other" msExchESEParamSystemPath 'E:\EXCMS02'
	exchange_set "$database" msExchEDBFile 'E:\EXCMS02\DB.edb'
	exchange_set "$other" msExchStandbyCopyMachines 'DRNODE1;1'
	seen 'the target' exchange_holds '(msExchStandbyCopyMachines=DRNODE1;1)' 1 "$other"
}

describe ex-public-scc \
	'harmless: EXCMS01 is a single copy cluster with public folders that are not replicated' \
	'so, as MBX1 has'
fault_ex_public_scc() {
	exchange_set "$exchange_cms_dn" msExchClusterStorageType 2
	try ldap_add <<-EOF
		dn: CN=Third,CN=InformationStore,$exchange_cms_dn
		objectClass: msExchStorageGroup
		msExchESEParamLogFilePath: E:\\Third
		msExchESEParamSystemPath: E:\\Third

		dn: CN=Public,CN=Third,CN=InformationStore,$exchange_cms_dn
		objectClass: msExchPublicMDB
		msExchEDBFile: E:\\Third\\Public.edb
	EOF
	seen 'two of them' exchange_holds '(objectClass=msExchPublicMDB)' 2
}

describe ex-recovered \
	'EXCMS01 was recovered in a drill that was never taken back: it lists the standby nodes'
fault_ex_recovered() {
	exchange_set "$exchange_cms_dn" msExchServerRedundantMachines DRNODE1 DRNODE2
	seen 'the standby nodes' exchange_holds \
		'(&(cn=EXCMS01)(msExchServerRedundantMachines=DRNODE1))' 1
}

describe ex-standby-taken 'the standby nodes belong to EXCMS02, which lists one of them'
fault_ex_standby_taken() {
	exchange_set "CN=EXCMS02,$exchange_servers_dn" msExchServerRedundantMachines NODE3 \
		"drnode2.$domain"
	seen 'the standby node' exchange_holds \
		'(&(cn=EXCMS02)(msExchServerRedundantMachines=drnode2.*))' 1
}

describe ex-target-layout 'the SCR targets of EXCMS01 are written in another layout'
fault_ex_target_layout() {
	local group
	for group in First Second; do
		exchange_set "CN=$group Storage Group,CN=InformationStore,$exchange_cms_dn" \
			msExchStandbyCopyMachines "2;DRNODE1.$domain;864000000000"
	done
	seen 'both targets' exchange_holds '(msExchStandbyCopyMachines=2;DRNODE1.*)' 2
}

describe ex-targets-apart 'the storage groups of EXCMS01 are replicated to a standby node each'
fault_ex_targets_apart() {
	exchange_set "$first_group_dn" msExchStandbyCopyMachines "drnode2.$domain;1"
	seen 'the other node' exchange_holds '(msExchStandbyCopyMachines=drnode2.*)' 1
}

describe ex-public-later \
	'EXCMS01 has a public folder database, and so has EX2010, a server of Exchange 2010'
fault_ex_public_later() {
	local server="CN=EX2010,$exchange_servers_dn" group
	group=${exchange_servers_dn#CN=Servers,}
	fault_ex_public
	try ldap_remove "$(ldap_as reader -b "CN=MBX1,$exchange_servers_dn" \
		'(objectClass=msExchPublicMDB)' dn | sed -n 's/^dn: //p')"
	try ldap_add <<-EOF
		dn: $server
		objectClass: msExchExchangeServer
		msExchCurrentServerRoles: 54
		versionNumber: $((7 << 28 | 14 << 22 | 1 << 16 | 1 << 15 | 218))

		dn: CN=Databases,$group
		objectClass: msExchContainer

		dn: CN=PF 2010,CN=Databases,$group
		objectClass: msExchPublicMDB
		msExchEDBFile: D:\\PF.edb
		msExchOwningServer: $server
	EOF
	seen 'two of them' exchange_holds '(objectClass=msExchPublicMDB)' 2
}

describe ex-hidden 'reader may not see the Exchange servers'
fault_ex_hidden() {
	try "$python" "$lab_folder/directory.py" aces "$exchange_servers_dn" \
		--first '(D;;LC;;;{reader})'
	seen 'nothing' exchange_holds '(objectClass=msExchExchangeServer)' 0
}

describe ex-servers-deleted 'the group Exchange Servers was deleted'
fault_ex_servers_deleted() {
	try ldap_remove "CN=Exchange Servers,CN=Users,$base_dn"
	seen 'a deleted group' servers_deleted
}

# servers_deleted: the well-known object of the group is in Deleted Objects
servers_deleted() {
	ldap_as reader -s base -b "CN=Microsoft Exchange,CN=Services,CN=Configuration,$base_dn" \
		otherWellKnownObjects | grep -q 'CN=Deleted Objects'
}
