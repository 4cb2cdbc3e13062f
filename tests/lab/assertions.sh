# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2016,SC2034,SC2154,SC2317
#
# The effects that each fault must have, checked with tools that are independent of cmsready, and
# the parts of the lab that it changes.

# The keys are the names of the faults. assertions_of lists them in the order of the table.
declare -A changes_of=() arguments_of=() changed=() kept=()
assertions_of=()

# changes PART...: what the faults below change besides their own files and processes, for undo.sh:
# directory (dc1's databases), names of servers (which undo.sh restarts), nothing, or everything (a
# new lab is needed).
changes() {
	changes=$*
}

# on NAME 'ARGUMENTS' CHANGED [KEPT]: CHANGED is false before the fault and true after it. KEPT is
# true after it. In both, $1 is the fault's argument. ARGUMENTS are used if scenarios.txt has no row
# for the fault.
on() {
	assertions_of+=("$1")
	changes_of[$1]=$changes
	arguments_of[$1]=$2
	changed[$1]=$3
	kept[$1]=${4:-true}
}

# result WHAT COMMAND...: prints whether the command succeeds
result() {
	local what=$1
	shift
	if "$@" >/dev/null 2>&1; then echo "ok $what"; else echo "FAILED $what"; fi
}

# holds CODE [ARGUMENT...]: evaluates CODE; the arguments are $1 and so on
holds() {
	local code=$1
	shift
	eval "$code"
}

# inflict FAULT [ARGUMENT...]: causes the fault and prints its assertions, one line each
inflict() {
	local fault=$1
	result "$*: not so before" not holds "${changed[$fault]}" "${@:2}"
	result "$*: inflicted" "$lab_folder/fault" "$@"
	result "$*: in effect" holds "${changed[$fault]}" "${@:2}"
	result "$*: the rest as before" holds "${kept[$fault]}" "${@:2}"
}

admin_finds() {
	[ "$(ldap_as admin -b "$base_dn" "$1" dn | grep -c '^dn: ')" -eq 1 ]
}

uac_has() {
	found "(&(distinguishedName=$1)(userAccountControl:1.2.840.113556.1.4.803:=$2))" 1
}

dns_silent() {
	dig +tries=1 +time=2 "@$1" "$cms_name" | grep -q 'no servers could be reached'
}

kdc_silent() {
	timeout 3 kinit -c "$LAB/x" "reader@$realm" <"$LAB/reader.pass"
	[ $? -eq 124 ]
}

smb_says() {
	smb_as_reader "$1" "${3:-ExchangeOAB}" ls 2>&1 | grep -q "$2"
}

plan_names() {
	grep -q "$2" "$LAB/plan-$1.json" && python3 -m json.tool "$LAB/plan-$1.json"
}

# exchange_version SERVER NUMBER: reader sees this version of the server
exchange_version() {
	exchange_holds "(&(cn=$1)(versionNumber=$2))" 1
}

# aes_or_rc4 [TYPES]: what Samba 4.17 issues for an account with these types
aes_or_rc4() {
	if (((${1:-0} & 24) != 0)); then echo aes256; else echo arcfour; fi
}

first_ace() {
	dacl_seen "$cms_dn" | grep -m 1 '^ace' | grep -q "^ace $1"
}

address='answer "IN[[:space:]]+A[[:space:]]+127.0.1.1$"'
oab='serves excms01 ExchangeOAB'
cno='$(sid_of DRCLU01$)'
plain='flags=0x00 mask=0x000f01ff object=- inherited=-'

changes directory
on share-dfs '' 'found "(objectClass=fTDfs)" 1' "$oab"
on cms-missing '' 'found "(&(objectClass=computer)(cn=EXCMS01))" 0' "$address"
on cms-hidden '' 'found "(cn=EXCMS01)" 0' 'admin_finds "(sAMAccountName=EXCMS01\$)"'
on cms-twice '' 'found "(cn=EXCMS01)" 2' "$address"
on cms-disabled '' 'uac_has "$cms_dn" 2' "found '(sAMAccountName=EXCMS01\$)' 1"
on cno-missing '' 'found "(sAMAccountName=DRCLU01$)" 0'
on cno-disabled '' 'uac_has "$cno_dn" 2' 'ace "allow '"$plain $cno"'\$"'
on node-disabled '' 'uac_has "CN=DRNODE1,$computers_dn" 2 && uac_has "CN=DRNODE2,$computers_dn" 2' \
	'uac_has "$cno_dn" 4096'
on node-other-disabled '' 'uac_has "CN=DRNODE2,$computers_dn" 2' \
	'uac_has "CN=DRNODE1,$computers_dn" 4096 && not uac_has "CN=DRNODE1,$computers_dn" 2'
on node-target-unjoined '' 'exchange_holds "(msExchStandbyCopyMachines=NODE9*)" 1' \
	'found "(sAMAccountName=NODE9$)" 0'
on account-expired DRCLU01 \
	'found "(&(cn=$1)(accountExpires>=1)(accountExpires<=$(filetime "$(date +%s)")))" 1' \
	'uac_has "CN=$1,$computers_dn" 4096'
on cno-expired '' 'found "(&(cn=DRCLU01)(accountExpires<=$(filetime "$(date +%s)")))" 1' \
	'uac_has "$cno_dn" 4096 && cluster_is_refused'
on cno-hours '' 'found "(&(cn=DRCLU01)(logonHours=*))" 1' \
	'uac_has "$cno_dn" 4096 && cluster_is_refused'
on cno-des '' 'uac_has "$cno_dn" 2097152' 'uac_has "$cno_dn" 4096 && cluster_is_refused'
on cno-locked '' 'found "(&(cn=DRCLU01)(lockoutTime=*)(!(lockoutTime=0)))" 1' \
	'uac_has "$cno_dn" 4096'
on names-long '' 'found "(&(sAMAccountName=DREXCHANGE-CLU-$)(dNSHostName=drexchange-clu-01*))" 1' \
	"$address"
on names-long-other '' \
	'found "(&(sAMAccountName=DREXCHANGE-CLU-$)(dNSHostName=drexchange-clu-02*))" 1' "$address"
on conflict '' 'found "(cn=*CNF:*)" 3' 'found "(sAMAccountName=DRCLU01$)" 1'
on conflict-same '' 'found "(sAMAccountName=DRCLU01$)" 2' 'uac_has "$cno_dn" 4096'
on cno-recreated '' 'no_ace ".*'"$cno"'\$"' 'found "(sAMAccountName=DRCLU01$)" 1'
on cno-revoke '' 'no_ace ".*'"$cno"'\$"' 'found "(sAMAccountName=DRCLU01$)" 1'
on cno-nested '' 'token_has "$(sid_of "CMS Operators")"' 'no_ace ".*'"$cno"'\$"'
on cno-deny '' 'first_ace "deny .* mask=0x00000020 .*'"$cno"'"' 'ace "allow '"$plain $cno"'\$"'
on cno-deny-group '' 'token_has "$(sid_of "CMS Readers")"' 'first_ace "deny .* mask=0x00000020"'
on cno-guard '' 'first_ace "deny flags=0x00 mask=0x00010040 .* S-1-1-0"' \
	'ace "allow '"$plain $cno"'\$"'
on cno-inherit-only '' 'ace "allow flags=0x0a .*'"$cno"'\$"' 'no_ace "allow '"$plain $cno"'\$"'
on cno-object-ace '' 'ace "object-allow .* object=f3a64788[-0-9a-f]* inherited=- '"$cno"'\$"' \
	'no_ace "allow .*'"$cno"'\$"'
on cno-partial '' 'ace "allow .* mask=0x000301ff .*'"$cno"'\$"' 'no_ace "allow '"$plain $cno"'\$"'
on cno-class '' 'ace "object-allow .* mask=0x000f01ff object=bf967a86.*'"$cno"'\$"' \
	'no_ace "allow '"$plain $cno"'\$"'
on deny-class '' 'first_ace "object-deny .* mask=0x00000100 object=bf967a86.* S-1-1-0"' \
	'ace "allow '"$plain $cno"'\$"'
on deny-unlisted S-1-18-1 'first_ace "deny .* mask=0x000c0128 .* $1"' 'ace "allow '"$plain $cno"'\$"'
on deny-everybody-group '' 'first_ace "deny .* mask=0x000f01ff .* $(sid_of "Locked Out")"' \
	'ace "allow '"$plain $cno"'\$"'
on cno-minimum '' 'ace "object-allow .* mask=0x00000100 object=00299570.*'"$cno"'\$"' \
	'no_ace "allow '"$plain $cno"'\$"'
on cno-minimum-disabled '' 'uac_has "$cms_dn" 2' 'no_ace "allow '"$plain $cno"'\$"'
on cno-hole '' 'first_ace "object-deny .* mask=0x00000100 object=00299570.*'"$cno"'"' \
	'ace "allow '"$plain $cno"'\$"'
on cno-hole-other '' 'first_ace "object-deny .* mask=0x00000020 object=bf967950.*'"$cno"'"' \
	'ace "allow '"$plain $cno"'\$"'
on cno-owner '' "owner_is \"$cno\"" 'no_ace ".*'"$cno"'\$"'
on cno-creator '' "owner_is \"$cno\""
on node-no-spn '' 'no_ace ".*$(sid_of DRNODE1$)\$"' 'ace ".*$(sid_of DRNODE2$)\$"'
on dacl-order '' 'ace "deny flags=0x00 mask=0x00000020"' 'ace "allow '"$plain $cno"'\$"'
on dacl-protected '' 'control_has 0x1000' 'ace "allow '"$plain $cno"'\$"'
on dacl-admin '' 'found "(&(cn=EXCMS01)(adminCount=1))" 1' 'ace "allow '"$plain $cno"'\$"'
on cno-inherited-type '' 'ace "object-allow .* object=- inherited=bf967a86[-0-9a-f]* '"$cno"'\$"' \
	'no_ace "allow .*'"$cno"'\$"'
on sd-refused '' descriptor_refused "found '(cn=EXCMS01)' 1"
on sd-null '' 'dacl_is null reader' "found '(cn=EXCMS01)' 1"
on sd-empty '' 'dacl_is 0 admin' 'not dacl_is ".*" reader'
on dns-standby-taken '' \
	'answer "IN[[:space:]]+A[[:space:]]+$cms_address" "$dc1_address" "drclu01.$domain"' "$oab"
on dns-ttl 77 'answer "^$cms_name\\.[[:space:]]+${1:-1200}[[:space:]]"' "$address"
on dns-record-missing '' 'answer NXDOMAIN' 'found "(cn=EXCMS01)" 1'
on dns-wildcard 127.0.1.77 \
	'answer "IN[[:space:]]+A[[:space:]]+${1:-$cms_address}" "" "other.$domain"' \
	'not ldap_as reader -s base -b "$cms_node_dn" dn'
on dns-wildcard-beside '' 'answer "IN[[:space:]]+A[[:space:]]+$cms_address" "" "other.$domain"' \
	'ldap_as reader -s base -b "$cms_node_dn" dn'
on dns-ns-stale '' 'answer "NS[[:space:]]+olddc" "" "$domain" NS' \
	'answer NXDOMAIN "" "olddc.$domain"'
on member-poses '' 'answer "389[[:space:]]+node1" "" "$dc_service" SRV' \
	'dc_ticket dc1 && not dc_ticket node1'
on dns-srv-stale '' 'answer "389[[:space:]]+olddc" "" "$dc_service" SRV' \
	'config_found "(cn=OLDDC)" 0'
on dns-cname 900 'answer "^mail-cluster.*[[:space:]]${1:-1200}[[:space:]].*$cms_address"' \
	'answer "^$cms_name.*CNAME"'
on dns-two-addresses '' \
	'leads_first_to ns7.corp.example.com 127.0.0.3 127.0.0.11 && dns_silent 127.0.0.3' \
	'plan_names dns-two-addresses ns7'
on dns-search '' 'leads_to_dc1 ns9.example.net && HOSTALIASES=$LAB/hostaliases leads_to_dc1 ns8' \
	'not leads_to_dc1 ns8 && plan_names dns-search ns9.example.net && '"$address"
on dns-stray '' 'answer 192.0.2.77 && answer 2001:db8::77 "" "" AAAA' "$address"
on dns-cluster-ttl 77 \
	'answer "[[:space:]]${1:-1200}[[:space:]]+IN[[:space:]]+A[[:space:]]+127.0.2.1" "" \
		"drclu01.$domain"' "$address"
on zone-hidden '' 'not zone_seen' "$address"
on record-aging 24 'zone_ages && record_refreshed "${1:-17520}"' "$address"
on zone-updates 1 'zone_says "${1:-0}"' 'not zone_says 2'
on record-foreign '' 'record_owner NODE1$ && record_no_ace EXCMS01$ && record_no_ace DRCLU01$' \
	"$address"
on record-cms-only '' 'record_no_ace DRCLU01$' 'record_ace EXCMS01$'
on record-cno-only '' 'record_no_ace EXCMS01$' 'record_ace DRCLU01$'
on record-denied-to-reader '' 'not record_shows name' "$address"
on record-sd-refused '' 'not record_shows nTSecurityDescriptor' 'record_shows dnsRecord'
on record-tombstoned '' 'answer NXDOMAIN' 'record_shows name'
on record-unregistrable '' 'answer NXDOMAIN && zone_closed' 'found "(cn=EXCMS01)" 1'
on ex-rtm '' \
	'exchange_holds "(&(cn=EXCMS01)(versionNumber=1912701168))" 0 &&
		exchange_version EXCMS01 $((7 << 28 | 8 << 22 | 1 << 15 | 685))' "$address"
on ex-standalone '' \
	'standalone="(msExchCurrentServerRoles=2)(!(msExchClusterStorageType=*))" &&
		exchange_holds "(&(cn=EXCMS01)$standalone)" 1' "$address"
on ex-no-target '' 'exchange_holds "(msExchStandbyCopyMachines=DRNODE1*)" 1' "$address"
on ex-other-target '' 'exchange_holds "(msExchStandbyCopyMachines=MBX1*)" 1' "$address"
on ex-foreign-target '' 'exchange_holds "(msExchStandbyCopyMachines=*other.example.com*)" 1' \
	"$address"
on ex-five-targets '' 'exchange_holds "(msExchStandbyCopyMachines=NODE4*)" 1' "$address"
on ex-two-databases '' 'exchange_holds "(objectClass=msExchPrivateMDB)" 2 "$first_group_dn"' \
	"$address"
on ex-same-paths '' 'exchange_holds "(msExchStandbyCopyMachines=DRNODE1;1)" 1' "$address"
on ex-oab-orphaned '' \
	'not exchange_holds "(offLineABServer=$(ldap_escaped "$exchange_cms_dn"))" 1' \
	'exchange_holds "(cn=OLDMBX)" 0'
on ex-servers-deleted '' servers_deleted 'exchange_holds "(objectClass=msExchOAB)" 1'
on oab-public-only '' 'exchange_holds "(cn=Outlook 2003)" 1' "$oab"
on ex-oab-unknown '' 'exchange_holds "(&(objectClass=msExchOAB)(!(offLineABServer=*)))" 1' "$address"
on ex-public '' 'exchange_holds "(objectClass=msExchPublicMDB)" 2' "$address"
on ex-other-node '' 'exchange_holds "(msExchServerRedundantMachines=EXCMS01-REPL1)" 1' "$address"
on ex-namesake '' 'exchange_holds "(networkAddress=*emea*)" 1' "$address"
on ex-standby-rtm '' 'exchange_version DRNODE1 $((7 << 28 | 8 << 22 | 1 << 15 | 685))' "$address"
on ex-standby-sp2 '' \
	'exchange_version DRNODE1 $((7 << 28 | 8 << 22 | 2 << 16 | 1 << 15 | 176))' "$address"
on ex-recovery-group '' 'exchange_holds "(msExchRestore=TRUE)" 1' "$address"
on ex-group-hidden '' 'exchange_holds "(&(objectClass=msExchPrivateMDB)(cn=DB))" 1' \
	'exchange_holds "(&(objectClass=msExchStorageGroup)(cn=Third))" 0'
on ex-nested-paths '' 'exchange_holds "(msExchStandbyCopyMachines=DRNODE1;1)" 1' "$address"
on ex-public-scc '' 'exchange_holds "(objectClass=msExchPublicMDB)" 2' "$address"
on ex-recovered '' \
	'exchange_holds "(&(cn=EXCMS01)(msExchServerRedundantMachines=DRNODE2))" 1 &&
		exchange_holds "(msExchServerRedundantMachines=NODE1)" 0' "$address"
on ex-standby-taken '' 'exchange_holds "(msExchServerRedundantMachines=drnode2.$domain)" 1' "$address"
on ex-target-layout '' 'exchange_holds "(msExchStandbyCopyMachines=2;*)" 2' "$address"
on ex-targets-apart '' 'exchange_holds "(msExchStandbyCopyMachines=drnode2.*)" 1' \
	'exchange_holds "(msExchStandbyCopyMachines=DRNODE1.*)" 1'
on ex-public-later '' 'exchange_holds "(&(objectClass=msExchPublicMDB)(msExchOwningServer=*))" 1' \
	'exchange_holds "(objectClass=msExchPublicMDB)" 2'
on ex-hidden '' 'exchange_holds "(objectClass=msExchExchangeServer)" 0' "$address"
on spn-missing '' 'found "(servicePrincipalName=exchangeMDB/EXCMS01)" 0' "$address"
on spn-duplicate '' 'found "(servicePrincipalName=exchangeMDB/EXCMS01)" 2' "$address"
on spn-duplicate-disabled '' 'found "(servicePrincipalName=exchangeMDB/EXCMS01)" 2' \
	'uac_has "CN=MBX1,$computers_dn" 4096'
on spn-alias '' 'found "(&(cn=MBX1)(servicePrincipalName=${1:-cifs/excms01.$domain}))" 1' "$address"
on spn-address-book '' 'found "(servicePrincipalName=exchangeAB/EXCMS01)" 1' "$address"
on spn-host-duplicate '' 'found "(servicePrincipalName=HOST/excms01.$domain)" 2 &&
	not kdc_issues excms01 arcfour' 'kdc_issues drclu01 arcfour'
on cms-no-hostname '' 'found "(&(cn=EXCMS01)(!(dNSHostName=*)))" 1' "$address"
on cno-old-password '' 'found "(&(cn=DRCLU01)(pwdLastSet=0))" 1' "$address"
on password-old '' logon_refused 'smb_as_reader excms01 ExchangeOAB ls'
on create-granted '' 'found "(sAMAccountName=EXCMS01$)" 0' "$address"
on create-denied '' 'found "(sAMAccountName=EXCMS01$)" 0' "$address"
on create-spent '' 'found "(mS-DS-CreatorSID=*)" 1' "$address"
on os-2003 '' 'found "(operatingSystemVersion=5.2*)" 4' "$address"
on os-mixed '' 'found "(operatingSystemVersion=5.2*)" 2' "$address"
on os-2012 '' 'found "(operatingSystemVersion=6.2*)" 4' "$address"
on cms-types 28 'types_seen EXCMS01 "${1:-}" && kdc_issues excms01 "$(aes_or_rc4 "${1:-}")"' \
	'kdc_issues drclu01 arcfour'
on cno-types '' 'types_seen DRCLU01 "${1:-}"' 'kdc_issues excms01 arcfour'
on os-r2 '' 'found "(&(cn=DRNODE1)(operatingSystemVersion=6.1*))" 1' "$address"
on plan-node '' 'exchange_holds "(msExchServerRedundantMachines=NODE9)" 1' "$address"
on plan-group '' 'exchange_holds "(objectClass=msExchStorageGroup)" 1 "$exchange_cms_dn"' "$address"
on plan-scc '' 'exchange_holds "(msExchStandbyCopyMachines=DRCLU01;1)" 1' "$address"
on site-empty '' 'config_found "(siteObject=$dr_site_dn)" 1 "$dr_subnet_dn"' \
	'ace "allow '"$plain $cno"'\$"'
on sites-hidden site \
	'config_found "(objectClass=nTDSDSARO)" 1 "$dr_site_dn" && config_lacks "$(hidden_dn "$1")"' \
	"$address"
on dc-evil-name '' 'config_found "(dNSHostName=x,ldap://127.0.0.11/)" 1' "$address"
on dc-left-over '' 'config_found "(&(cn=OLDDC)(objectClass=server))" 1' "$address"
on site-rodc '' 'config_found "(objectClass=nTDSDSARO)" 1 "$dr_site_dn"' "$address"

changes nothing
on ticket-rc4 '' with_rc4 'ldap_as reader -s base -b "" dn'
on ticket-aes '' 'not gets_rc4_ticket' 'ldap_as reader -s base -b "" dn'
on ticket-expired '' 'not ldap_as reader -s base -b "" dn' 'klist -c "$LAB/cc"'
on ticket-missing '' 'not ldap_as reader -s base -b "" dn' 'not test -e "$LAB/cc"'
on ticket-keytab '' 'klist -k "$LAB/reader.keytab"' 'ldap_as reader -s base -b "" dn'
on dns-silent '' 'port_open 127.0.0.41 53' \
	'dns_silent 127.0.0.41 && plan_names dns-silent 127.0.0.41'
on dns-garbage '' 'port_open 127.0.0.44 53' \
	'not answer "$cms_name.*127.0.1" 127.0.0.44 && plan_names dns-garbage 127.0.0.44'
on dns-two-servers-disagree '' 'answer "$cms_name.*127.0.1.99" 127.0.0.42' \
	'answer "flags: qr aa" 127.0.0.42 && answer "IN[[:space:]]SOA" 127.0.0.42 "$domain" SOA &&
	plan_names dns-disagree 127.0.0.42 && '"$address"
on dns-not-authoritative '' 'answer "$cms_name.*127.0.1.1" 127.0.0.43' \
	'not answer "flags:[a-z ]* aa" 127.0.0.43 && plan_names dns-cache 127.0.0.43'
on dns-truncates '' 'dns_truncated 127.0.0.46' \
	'answer "$cms_name.*300.*127.0.1.1" 127.0.0.46 && plan_names dns-truncates 127.0.0.46'
on dns-tcp-only '' 'dns_tcp_answers 127.0.0.46' \
	'not answer status: 127.0.0.46 && plan_names dns-tcp-only 127.0.0.46'
on dns-refused '' 'answer REFUSED 127.0.0.45' 'plan_names dns-refused 127.0.0.45'
on dns-resolver-refuses '' 'answer REFUSED 127.0.0.45' 'leads_to_dc1 "dc1.$domain"'
on dc-no-address '' 'not getent hosts dc1.$domain' 'answer "$dc1_address" "" dc1.$domain'
on dns-resolver-silent '' \
	'dns_silent 127.0.0.41 && sed -n 1p /etc/resolv.conf | grep -q 127.0.0.41' \
	'leads_to_dc1 "dc1.$domain"'
on dns-forges other-name 'port_open 127.0.0.47 53' \
	'not answer "$cms_name.*127.0.1" 127.0.0.47 && plan_names dns-forges 127.0.0.47'
on dns-lags 120 \
	'answer "$cms_name.*[[:space:]]${1:-300}[[:space:]].*127.0.1.1" 127.0.0.48 &&
		answer "flags: qr aa" 127.0.0.48' \
	'[ "$(serial_at 127.0.0.48)" -lt "$(serial_at 127.0.0.11)" ] &&
		plan_names dns-lags 127.0.0.48 && '"$address"
on dns-six '' 'answer "flags: qr aa" ::1 && answer "$cms_name.*127.0.1.1" ::1' \
	'plan_names dns-six ::1'
on dc-reverse '' 'leads_back_to oldname.corp.example.com 127.0.0.11' 'name_leads_to 127.0.0.11'
on ldap-tls cacert ldap_over_tls 'ldap_as reader -s base -b "" dn'
on ldaprc '' ldap_in_folder 'ldap_as reader -s base -b "" dn'
on ldap-conf maxssf=0 'grep -q "${1:-maxssf=0}" "$LAB/ldap.conf"' 'ldap_as reader -s base -b "" dn'
on ldap-relay '' 'name_leads_to 127.0.0.31' 'ace "allow '"$plain $cno"'\$"'
on ldap-hang '' ldap_silent "$address"
on ldap-dies-halfway 5000 'not ldap_as reader -b "$base_dn"' \
	'ldap_as reader -s base -b "$cms_dn" cn'
on ldap-stalls 5000 ldap_stalls 'ldap_as reader -s base -b "$cms_dn" cn'
on ldap-slow '' ldap_silent_or_slow "$address"

changes excms01
on share-nowhere '' 'smb_says excms01 BAD_NETWORK_NAME' 'smb_says node1 BAD_NETWORK_NAME'
on share-name '' 'serves excms01 "OAB 100%25 Bücher #1"' 'serves node1 Logs'
on share-name-decoded '' 'serves excms01 "OAB 100% Bücher #1"' 'serves node1 Logs'
on smb-guest '' smb_as_guest "$oab"
on smb-skew +1h smb_refuses 'serves node1 Logs'
on smb-no-list '' 'not smb_lists' "$oab"
on oab-unreadable '' 'permissions "^ACL:S-1-5-21-[0-9-]*:0/0x0/0x001200a9"' 'serves node1 Logs'
on oab-xml-unreadable '' \
	'file_permissions "$oab_guid/oab.xml" "^ACL:S-1-5-21-[0-9-]*:0/0x0/0x00120089"' "$oab"
on oab-hidden '' oab_denied 'smb_as_reader excms01 ExchangeOAB "ls *"'
on oab-left-over '' 'smb_as_reader excms01 ExchangeOAB "ls 5a4d1c0e*"' "$oab"
on oab-files-missing '' 'not smb_as_reader excms01 ExchangeOAB "ls $oab_guid/*.lzx"' "$oab"
on oab-large '' 'smb_as_reader excms01 ExchangeOAB "ls $oab_guid/five-lng900-1.lzx"' "$oab"
on oab-empty '' "smb_lacks $oab_guid" 'serves node1 Logs'
on oab-old '' 'smb_dated "$(date -d "9 days ago" "+%b %e")"' 'serves node1 Logs'
on oab-broken '' 'grep -q "id=$" "$(oab_folder)/$oab_guid/oab.xml"' 'serves node1 Logs'
on share-denied '' 'smb_says excms01 ACCESS_DENIED' "serves node1 Logs"
on smb-old '' smb_old 'serves node1 Logs'
on smb-old-mute '' 'smb_1 && silent_to_smbclient' 'serves node1 Logs'
on smb-stop '' 'smb_says excms01 CONNECTION_REFUSED' "serves node1 Logs"
on smb-silent '' silent_to_smbclient 'port_open 127.0.1.1 445'
on smb-hang '' silent_to_smbclient 'port_open 127.0.1.1 445'
on smb-2008 '' 'not smb_later' 'smb_as_reader excms01 ExchangeOAB ls'
on smb-no-netbios '' silent_over_netbios "$oab"

changes node1
on share-both '' 'serves node1 ExchangeOAB' "$oab"
on share-others '' 'serves node1 Public' "$oab"

changes drnode1
on share-standby '' 'serves drnode1 ExchangeOAB' "$oab"

changes excms01 node1
on share-node-scope '' 'serves node1 ExchangeOAB' 'smb_says excms01 BAD_NETWORK_NAME'

changes directory excms01
on oab-nested '' 'permissions "^ACL:$(sid_of Readers):0/0x0/0x001200a9"' 'serves node1 Logs'

changes directory excms01 node1
on ex-oab-elsewhere '' \
	'not exchange_holds "(offLineABServer=$(ldap_escaped "$exchange_cms_dn"))" 1' "$address"

changes dc1
on dns-reverse '' 'answer "PTR[[:space:]]+${1:-node9}" "" 1.1.0.127.in-addr.arpa PTR' "$address"
on ldaps-sha1 '' signed_with_sha1 'ldap_as reader -s base -b "" dn'

changes dc1 dc2
on dc2-replicated '' 'test -s "$LAB/log/replicate"' 'ace "allow '"$plain $cno"'\$"'
on dc2-ahead '' 'no_ace ".*'"$cno"'\$"' \
	'dacl_seen "$cms_dn" reader dc2 | grep -q "^ace allow '"$plain $cno"'\$"'
on dc2-names '' 'found "(servicePrincipalName=exchangeAB/EXCMS01)" 1' \
	'ldap_at dc2 reader -s base -b "$cms_dn" dn'
on dc2-unpublished '' 'srv_is_single "$dc1_address"' 'ldap_at dc2 reader -s base -b "$cms_dn" dn'
on dc2-kdc '' 'not kdc_answers "$dc2_address"' 'kdc_answers "$dc1_address"'
on dc2-stale '' 'no_ace ".*'"$cno"'\$" dc2' 'ace "allow '"$plain $cno"'\$"'
on dc2-slow-link 240 'link_says "${1:-180}"' "$address"
on dc2-no-ns '' 'ns_is_single "$dc1_address" && ns_is_single "$dc2_address"' \
	'answer "flags: qr aa" "$dc2_address"'
on dc2-zone-stale '' 'answer "^$cms_name.*120.*IN" && ! answer "^$cms_name.*120.*IN" 127.0.0.12' \
	'answer "^$cms_name.*300.*IN" 127.0.0.12'

changes everything
on dc-stop '' 'not port_open 127.0.0.11 389' 'not port_open 127.0.0.11 53'
on dc-hang '' 'dns_silent 127.0.0.11' 'port_open 127.0.0.11 389 && kdc_silent'
on dc2-alone '' 'not port_open "$dc1_address" 389' 'port_open "$dc2_address" 389'
on dc2-gone '' 'not port_open "$dc2_address" 389' 'port_open "$dc1_address" 389'
