# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the file shares: where ExchangeOAB is visible, and servers that do not serve it.

# tree HOST SHARE PATTERN: smbclient prints this when reader opens the share
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

describe share-dfs 'ExchangeOAB of EXCMS01 is a root of the DFS namespace OAB'
fault_share_dfs() {
	try ldap_add <<-EOF
		dn: CN=OAB,CN=Dfs-Configuration,CN=System,$base_dn
		objectClass: fTDfs
		pKT: 0
		pKTGuid:: $(head -c 16 /dev/zero | base64)
		remoteServerName: \\\\EXCMS01\\ExchangeOAB
		remoteServerName: *
	EOF
	seen 'it' found '(&(objectClass=fTDfs)(remoteServerName=*EXCMS01*))' 1
}

# share_name_to NAME: EXCMS01 shares its address book under this name alone
share_name_to() {
	share_remove excms01
	share_add excms01 "$1"
	book_add "$LAB/excms01/shares/$1"
	shares_reread excms01
	seen "$1 at excms01" serves excms01 "$1"
}

describe share-name 'harmless: the share is "OAB 100%25 Bücher #1", which URLs have to encode'
fault_share_name() {
	share_name_to 'OAB 100%25 Bücher #1'
}

describe share-name-decoded 'the share is "OAB 100% Bücher #1", and not the one of share-name'
fault_share_name_decoded() {
	share_name_to 'OAB 100% Bücher #1'
}

describe share-denied 'reader may not open ExchangeOAB'
fault_share_denied() {
	printf 'valid users = "%s\\Administrator"\n' "$workgroup" >>"$LAB/excms01/shares.conf"
	shares_reread excms01
	seen 'no access' tree excms01 ExchangeOAB NT_STATUS_ACCESS_DENIED
}

oab_folder() {
	echo "$LAB/excms01/shares/ExchangeOAB"
}

# permissions PATTERN: reader sees such a line in the permissions of the share's folder
permissions() {
	KRB5CCNAME=FILE:$LAB/cc timeout 20 smbcacls --use-kerberos=required -N --numeric \
		"//excms01.$domain/ExchangeOAB" / | grep -Eq "$1"
}

describe oab-unreadable 'the folder of ExchangeOAB lets nobody read but reader'
fault_oab_unreadable() {
	only_reader "$(oab_folder)" rx
	seen 'reader may read' permissions "^ACL:$(sid_of reader):0/0x0/0x001200a9"
}

describe oab-nested \
	'harmless: the folder of ExchangeOAB lets a group read that holds Exchange Servers'
fault_oab_nested() {
	local sid
	group Readers 4 "CN=Exchange Servers,CN=Users,$base_dn"
	sid=$(sid_of Readers)
	fault_oab_unreadable
	try setfacl -m "g:$((20000 + ${sid##*-})):rx" "$(oab_folder)"
	seen 'the group may read' permissions "^ACL:$sid:0/0x0/0x001200a9"
}

# only_reader PATH RIGHTS: of all accounts but its owner, reader alone has these rights on it
only_reader() {
	local sid
	sid=$(sid_of reader)
	try chmod go-rwx "$1"
	try setfacl -m "u:$((20000 + ${sid##*-})):$2" "$1"
}

describe oab-xml-unreadable 'oab.xml lets nobody read but reader; the folders above let everybody'
fault_oab_xml_unreadable() {
	only_reader "$(oab_folder)/$oab_guid/oab.xml" r
	seen 'oab.xml for reader only' file_permissions "$oab_guid/oab.xml" \
		"^ACL:$(sid_of reader):0/0x0/0x00120089"
}

# file_permissions PATH PATTERN: the same for what is in the share
file_permissions() {
	local said
	said=$(KRB5CCNAME=FILE:$LAB/cc timeout 20 smbcacls --use-kerberos=required -N --numeric \
		"//excms01.$domain/ExchangeOAB" "$1") &&
		grep -Eq "$2" <<<"$said" && ! grep -q '^ACL:S-1-1-0:0/0x0/0x00120' <<<"$said"
}

describe oab-hidden \
	'the folder of the address book is closed to reader, and so not listed (access-based enumeration)'
fault_oab_hidden() {
	printf 'access based share enum = yes\nhide unreadable = yes\n' >>"$LAB/excms01/shares.conf"
	try chmod 700 "$(oab_folder)/$oab_guid"
	shares_reread excms01
	seen 'no folder' smb_lacks "$oab_guid"
	seen 'access denied by name' oab_denied
}

oab_denied() {
	smb_as_reader excms01 ExchangeOAB "get $oab_guid/oab.xml /dev/null" 2>&1 |
		grep -q NT_STATUS_ACCESS_DENIED
}

describe oab-public-only \
	'harmless: a second address book is distributed by public folders, and has no folder'
fault_oab_public_only() {
	try ldap_add <<-LDIF
		dn: CN=Outlook 2003,${oab_dn#*,}
		objectClass: msExchOAB
		offLineABServer: $exchange_cms_dn
	LDIF
	seen 'the book' exchange_holds '(&(cn=Outlook 2003)(offLineABServer=*))' 1
}

describe oab-left-over 'harmless: a folder of an address book that was removed, with an old oab.xml'
fault_oab_left_over() {
	local old
	old=$(oab_folder)/5a4d1c0e-7b2f-4e6a-8c3d-9e0f1a2b3c4d
	mkdir -p "$old"
	echo '<OAB/>' >"$old/oab.xml"
	try touch -d '400 days ago' "$old/oab.xml"
	seen 'the folder' smb_as_reader excms01 ExchangeOAB 'ls 5a4d1c0e-7b2f-4e6a-8c3d-9e0f1a2b3c4d/*'
}

describe oab-files-missing 'a file that oab.xml names is not in its folder'
fault_oab_files_missing() {
	try rm "$(oab_folder)/$oab_guid"/*.lzx
	seen 'no file' not smb_as_reader excms01 ExchangeOAB "ls $oab_guid/*.lzx"
}

describe oab-large \
	'harmless: oab.xml has a megabyte: five lists, each with templates in many languages'
fault_oab_large() {
	local folder list number
	folder=$(oab_folder)/$oab_guid
	{
		echo "<?xml version='1.0' encoding='utf-8'?><OAB>"
		for list in one two three four five; do
			echo "<OAL id='$list' dn='/' name='$list'>"
			for number in {1..900}; do
				echo "<Template seq='1' ver='7' size='5794' uncompressedsize='25620'" \
					"SHA='53fb16d6dcdf1a559b8649e9b269eee84b85c91b'" \
					"langid='0409' type='windows'>$list-lng$number-1.lzx" \
					"</Template>"
			done
			echo '</OAL>'
		done
		echo '</OAB>'
	} >"$folder/oab.xml"
	(cd "$folder" && touch {one,two,three,four,five}-lng{1..900}-1.lzx)
	seen 'the last file' smb_as_reader excms01 ExchangeOAB "ls $oab_guid/five-lng900-1.lzx"
}

describe oab-empty 'ExchangeOAB holds no folder'
fault_oab_empty() {
	try rm -r "$(oab_folder)/$oab_guid"
	seen 'nothing' smb_lacks "$oab_guid"
}

# smb_lacks NAME: the share does not list this file
smb_lacks() {
	local said
	said=$(smb_as_reader excms01 ExchangeOAB ls) && ! grep -qi "$1" <<<"$said"
}

describe oab-old 'the address book in ExchangeOAB was generated nine days ago'
fault_oab_old() {
	try touch -d '9 days ago' "$(oab_folder)/$oab_guid/oab.xml"
	seen 'the day' smb_dated "$(date -d '9 days ago' '+%b %e')"
}

# smb_dated DAY: oab.xml is of that day
smb_dated() {
	smb_as_reader excms01 ExchangeOAB "ls $oab_guid/oab.xml" | grep -q "$1"
}

describe oab-broken 'oab.xml in ExchangeOAB ends in the middle'
fault_oab_broken() {
	try tee "$(oab_folder)/$oab_guid/oab.xml" <<<'<?xml version="1.0"?><OAB><OAL id=' >/dev/null
	seen 'it' smb_as_reader excms01 ExchangeOAB "get $oab_guid/oab.xml /dev/null"
}

describe share-others 'NODE1 has a share Public, which NODE2 and EXCMS01 have not'
fault_share_others() {
	share_add node1 Public
	shares_reread node1
	seen 'Public at node1' serves node1 Public
}

describe share-standby 'DRNODE1 has a share ExchangeOAB'
fault_share_standby() {
	share_give drnode1
}

describe smb-guest "EXCMS01's file server lets in as a guest whomever it does not know"
fault_smb_guest() {
	sed -i '1i [global]\nmap to guest = bad user\nguest account = nobody' \
		"$LAB/excms01/shares.conf"
	echo 'guest ok = yes' >>"$LAB/excms01/shares.conf"
	shares_reread excms01
	(umask 077 && printf 'username = stranger\npassword = none\n' >"$LAB/smb-stranger")
	seen 'ExchangeOAB for guests' smb_as_guest
}

smb_as_guest() {
	timeout 20 smbclient --use-kerberos=off -U stranger%none "//excms01.$domain/ExchangeOAB" \
		-c ls
}

describe smb-old "EXCMS01's file server speaks SMB 1 alone"
fault_smb_old() {
	printf '[global]\nserver min protocol = NT1\nserver max protocol = NT1\n' \
		>>"$LAB/excms01/shares.conf"
	shares_reread excms01
	seen 'nothing later' smb_old
}

# smb_old: the server supports SMB 1 and not SMB 2
smb_old() {
	! smb_as_reader excms01 ExchangeOAB ls >/dev/null 2>&1 && smb_1
}

smb_1() {
	KRB5CCNAME=FILE:$LAB/cc timeout 20 smbclient --use-kerberos=required -N -m NT1 \
		--option='client min protocol=NT1' "//excms01.$domain/ExchangeOAB" -c ls
}

describe smb-2008 \
	"harmless: EXCMS01's file server speaks SMB 2.0.2 alone, as Windows Server 2008 does"
fault_smb_2008() {
	printf '[global]\nserver min protocol = SMB2_02\nserver max protocol = SMB2_02\n' \
		>>"$LAB/excms01/shares.conf"
	shares_reread excms01
	seen 'nothing later' not smb_later
	seen 'ExchangeOAB at excms01' serves excms01 ExchangeOAB
}

smb_later() {
	KRB5CCNAME=FILE:$LAB/cc timeout 20 smbclient --use-kerberos=required -N \
		--option='client min protocol=SMB2_10' "//excms01.$domain/ExchangeOAB" -c ls
}

describe smb-old-mute \
	"the same, and to clients that greet with SMB 2 it says nothing," \
	"as Windows Server 2003 does"
fault_smb_old_mute() {
	local hosts
	fault_smb_old
	daemon "$LAB/log/relay" "$lab_folder/relay.py" old 0 "$relay_address" "$cms_address" 445
	seen 'a listening relay' port_open "$relay_address" 445
	hosts=$(sed "s/^$cms_address /$relay_address /" "$LAB/hosts")
	echo "$hosts" >"$LAB/hosts"
	try net cache flush # the tools remember the address of before
	seen 'SMB 1' smb_1
	seen 'silence' silent_to_smbclient
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

describe 'smb-skew TIME' "the clock of EXCMS01's file server is off by this: +1h"
fault_smb_skew() {
	smb_end
	daemon "$LAB/log/excms01.smbd" nsenter --target "$(cat "$LAB/excms01/holder.pid")" \
		--mount --uts -- env "FAKETIME=$1" \
		LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1 \
		smbd --configfile=/run/lab/excms01/smb.conf --foreground --no-process-group
	echo $! >"$LAB/excms01/smbd.pid"
	seen 'a refused logon' smb_refuses
}

smb_refuses() {
	smb_as_reader excms01 ExchangeOAB ls 2>&1 | grep -q NT_STATUS_LOGON_FAILURE
}

describe smb-no-list "harmless: EXCMS01's file server refuses IPC\$, and with it the list of shares"
fault_smb_no_list() {
	printf '[IPC$]\npath = /\nhosts deny = 0.0.0.0/0\n' >>"$LAB/excms01/shares.conf"
	shares_reread excms01
	seen 'no list' not smb_lists
	seen 'ExchangeOAB at excms01' serves excms01 ExchangeOAB
}

smb_lists() {
	KRB5CCNAME=FILE:$LAB/cc timeout 20 smbclient --use-kerberos=required -N \
		-L "excms01.$domain"
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

describe smb-no-netbios \
	"harmless: EXCMS01's file server serves port 445 alone, and on 139 there is silence"
fault_smb_no_netbios() {
	printf '[global]\nsmb ports = 445\n' >>"$LAB/excms01/shares.conf"
	smb_end
	smbd_start excms01
	# Looks before 139 is silent: smbclient tries both ports, and would wait if 445 were slow.
	seen 'ExchangeOAB at excms01' serves excms01 ExchangeOAB
	daemon "$LAB/log/no-netbios" "$lab_folder/deaf.py" silent "$cms_address" 139
	seen 'silence on port 139' silent_over_netbios
}

silent_over_netbios() {
	timeout 4 smbclient --use-kerberos=required -N -p 139 "//excms01.$domain/ExchangeOAB" -c ls
	[ $? -eq 124 ]
}
