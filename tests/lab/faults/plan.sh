# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Changes in the directory after the plan was written.

describe plan-node 'EXCMS01 runs on NODE1 and NODE9: NODE2 was replaced'
fault_plan_node() {
	exchange_set "$exchange_cms_dn" msExchServerRedundantMachines NODE1 NODE9
	seen 'the other node' exchange_holds \
		'(&(msExchServerRedundantMachines=NODE9)(!(msExchServerRedundantMachines=NODE2)))' 1
}

describe plan-group 'the Second Storage Group of EXCMS01 is gone'
fault_plan_group() {
	local group="CN=Second Storage Group,CN=InformationStore,$exchange_cms_dn"
	try ldap_change <<-EOF
		dn: CN=Mailbox Database,$group
		changetype: delete

		dn: $group
		changetype: delete
	EOF
	seen 'one storage group' exchange_holds '(objectClass=msExchStorageGroup)' 1 \
		"$exchange_cms_dn"
}

describe plan-scc \
	'EXCMS02 is replicated to DRNODE1, too, and the third CMS EXCMS03 to the cluster DRCLU01'
fault_plan_scc() {
	exchange_set "CN=First Storage Group,CN=InformationStore,CN=EXCMS02,$exchange_servers_dn" \
		msExchStandbyCopyMachines 'DRNODE1;1'
	try ldap_add <<-EOF
		dn: CN=EXCMS03,$exchange_servers_dn
		objectClass: msExchExchangeServer
		msExchCurrentServerRoles: 2
		msExchClusterStorageType: 2
		msExchServerRedundantMachines: NODE5
		versionNumber: 1912701168

		dn: CN=InformationStore,CN=EXCMS03,$exchange_servers_dn
		objectClass: msExchInformationStore

		dn: CN=First Storage Group,CN=InformationStore,CN=EXCMS03,$exchange_servers_dn
		objectClass: msExchStorageGroup
		msExchStandbyCopyMachines: DRCLU01;1
	EOF
	seen 'a third CMS' exchange_holds '(msExchStandbyCopyMachines=DRCLU01*)' 1
}
