# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the file shares: where ExchangeOAB is seen, and servers that do not serve.

# tree HOST SHARE PATTERN: what smbclient says as reader when it opens the share
tree() {
	smb_as_reader "$1" "$2" ls 2>&1 | grep -q "$3"
}

serves() {
	smb_as_reader "$1" "$2" ls
}

share_remove() {
	: >"$LAB/$1/shares.conf"
	shares_reread "$1"
	seen "no ExchangeOAB at $1" tree "$1" ExchangeOAB NT_STATUS_BAD_NETWORK_NAME
}

share_give() {
	share_add "$1" ExchangeOAB
	shares_reread "$1"
	seen "ExchangeOAB at $1" serves "$1" ExchangeOAB
}

describe share-node-scope 'ExchangeOAB is seen under NODE1 and no longer under EXCMS01'
fault_share_node_scope() {
	share_remove excms01
	share_give node1
}

describe share-nowhere 'ExchangeOAB is seen under no name'
fault_share_nowhere() {
	share_remove excms01
}

describe share-both 'ExchangeOAB is seen under EXCMS01 and under NODE1'
fault_share_both() {
	share_give node1
	seen 'ExchangeOAB at excms01' serves excms01 ExchangeOAB
}

describe share-denied 'reader may not open ExchangeOAB'
fault_share_denied() {
	printf 'valid users = "%s\\Administrator"\n' "$workgroup" >>"$LAB/excms01/shares.conf"
	shares_reread excms01
	seen 'no access' tree excms01 ExchangeOAB NT_STATUS_ACCESS_DENIED
}

smb_end() {
	family KILL "$(cat "$LAB/excms01/smbd.pid")"
	wait_until_not 10 port_open "$cms_address" 445 || broken 'the server still answers'
}

describe smb-stop "EXCMS01's file server is stopped: connection refused"
fault_smb_stop() {
	smb_end
	seen 'connection refused' tree excms01 ExchangeOAB NT_STATUS_CONNECTION_REFUSED
}

silent_to_smbclient() {
	timeout 4 smbclient --use-kerberos=required -N "//excms01.$domain/ExchangeOAB" -c ls
	[ $? -eq 124 ]
}

describe smb-silent "EXCMS01's file server accepts connections and stays silent"
fault_smb_silent() {
	smb_end
	daemon "$LAB/log/smb-silent" "$lab_folder/deaf.py" silent "$cms_address" 139 445
	seen 'a listening server' port_open "$cms_address" 445
	seen 'silence' silent_to_smbclient
}

describe smb-hang "EXCMS01's file server is suspended"
fault_smb_hang() {
	family STOP "$(cat "$LAB/excms01/smbd.pid")"
	seen 'silence' silent_to_smbclient
}
