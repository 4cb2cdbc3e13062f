# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2016,SC2154
#
# Faults of DNS: the CMS's record in the directory, and DNS servers that answer something else.

cms_name=excms01.$domain
cms_node_dn=DC=excms01,$zone_dn
dns_records=$lab_folder/dnsrecord.py
msdcs_dn=DC=_msdcs.$domain,CN=MicrosoftDNS,DC=ForestDnsZones,$base_dn
dc_service=_ldap._tcp.dc._msdcs.$domain

# answer PATTERN [SERVER [NAME [TYPE]]]: a line of the whole answer matches
answer() {
	dns_ask "${2:-$dc1_address}" "${3:-$cms_name}" "${4:-A}" | grep -Eq "$1"
}

# record_replace BASE64: replaces the record in the DNS node of the CMS
record_replace() {
	try ldap_change <<-EOF
		dn: $cms_node_dn
		changetype: modify
		replace: dnsRecord
		dnsRecord:: $1
	EOF
}

# unbound_start NAME ADDRESS SETTING...: settings are lines of unbound.conf
unbound_start() {
	local name=$1 address=$2
	shift 2
	{
		printf '%s\n' 'server:' "interface: $address" 'do-ip6: no' 'username: ""' \
			'chroot: ""' 'pidfile: ""' 'directory: "/run/lab"' 'use-syslog: no' \
			'module-config: "iterator"' 'do-not-query-localhost: no' \
			'so-reuseport: no' 'num-threads: 1'
		printf '%s\n' "$@" 'remote-control:' 'control-enable: no'
	} >"$LAB/$name.conf"
	daemon "$LAB/log/$name" unbound -d -c "$LAB/$name.conf"
}

describe 'dns-ttl [SECONDS]' "the TTL of the CMS's address (1200)"
fault_dns_ttl() {
	local ttl=${1:-1200}
	record_replace "$("$dns_records" a "$cms_address" "$ttl")"
	seen "TTL $ttl" answer \
		"^$cms_name\\.[[:space:]]+${ttl}[[:space:]]+IN[[:space:]]+A[[:space:]]"
}

describe dns-standby-taken 'the name of the standby cluster leads to the address of the CMS'
fault_dns_standby_taken() {
	try ldap_change <<-EOF
		dn: DC=drclu01,$zone_dn
		changetype: modify
		replace: dnsRecord
		dnsRecord:: $("$dns_records" a "$cms_address" 300)
	EOF
	seen 'that address' answer "IN[[:space:]]+A[[:space:]]+$cms_address" "$dc1_address" \
		"drclu01.$domain"
}

describe dns-record-missing 'the CMS has no record in DNS'
fault_dns_record_missing() {
	try ldap_remove "$cms_node_dn"
	seen 'no such name' answer 'status: NXDOMAIN'
}

# wildcard_add ADDRESS
wildcard_add() {
	try ldap_add <<-EOF
		dn: DC=*,$zone_dn
		objectClass: dnsNode
		dnsRecord:: $("$dns_records" a "$1" 300)
	EOF
	seen 'the wildcard' answer "IN[[:space:]]+A[[:space:]]+$1" '' "any-name.$domain"
}

describe 'dns-wildcard [ADDRESS]' \
	"the CMS has no record in DNS; a wildcard leads to ADDRESS ($cms_address)"
fault_dns_wildcard() {
	try ldap_remove "$cms_node_dn"
	wildcard_add "${1:-$cms_address}"
}

describe dns-wildcard-beside "harmless: a wildcard leads to the CMS's address, which has its record"
fault_dns_wildcard_beside() {
	wildcard_add "$cms_address"
	seen 'the record' record_shows dnsRecord
}

describe dns-ns-stale 'the zone has an NS record of olddc, which has no address'
fault_dns_ns_stale() {
	try ldap_change <<-EOF
		dn: DC=@,$zone_dn
		changetype: modify
		add: dnsRecord
		dnsRecord:: $("$dns_records" ns "olddc.$domain" 3600)
	EOF
	seen 'the record' answer "IN[[:space:]]+NS[[:space:]]+olddc" '' "$domain" NS
	seen 'no such name' answer 'status: NXDOMAIN' '' "olddc.$domain"
}

describe dns-srv-stale 'DNS publishes olddc as a domain controller, which is in no site and has no address'
fault_dns_srv_stale() {
	try ldap_change <<-EOF
		dn: DC=_ldap._tcp.dc,$msdcs_dn
		changetype: modify
		add: dnsRecord
		dnsRecord:: $("$dns_records" srv "10 0 389 olddc.$domain" 600)
	EOF
	seen 'the record' answer '10[[:space:]]+0[[:space:]]+389[[:space:]]+olddc' '' "$dc_service" SRV
}

describe 'dns-cname [SECONDS]' "the CMS's name is an alias of one whose address has that TTL (1200)"
fault_dns_cname() {
	local ttl=${1:-1200}
	try ldap_add <<-EOF
		dn: DC=mail-cluster,$zone_dn
		objectClass: dnsNode
		dnsRecord:: $("$dns_records" a "$cms_address" "$ttl")
	EOF
	record_replace "$("$dns_records" cname "mail-cluster.$domain" 300)"
	seen 'alias' answer "^$cms_name\\.[[:space:]]+300[[:space:]]+IN[[:space:]]+CNAME[[:space:]]"
	seen "TTL $ttl" answer \
		"^mail-cluster\\.$domain\\.[[:space:]]+${ttl}[[:space:]]+IN[[:space:]]+A[[:space:]]"
}

describe dns-silent "$dns_silent_address never answers; plan-dns-silent.json names it and dc1"
fault_dns_silent() {
	daemon "$LAB/log/dns-silent" "$lab_folder/deaf.py" silent "$dns_silent_address" 53
	plan_dns dns-silent "$dc1_address" "$dns_silent_address"
	seen 'a listening server' port_open "$dns_silent_address" 53
	not answer 'status:' "$dns_silent_address" || broken 'it answers'
}

describe dns-garbage \
	"$dns_garbage_address answers random bytes; plan-dns-garbage.json names it and dc1"
fault_dns_garbage() {
	daemon "$LAB/log/dns-garbage" "$lab_folder/deaf.py" garbage "$dns_garbage_address" 53
	plan_dns dns-garbage "$dc1_address" "$dns_garbage_address"
	seen 'a listening server' port_open "$dns_garbage_address" 53
	not answer "^$cms_name.*IN" "$dns_garbage_address" || broken 'it answers the question'
}

describe 'dns-forges [MODE]' \
	"$dns_forging_address answers with another id (other-id) or of another name (other-name);" \
	"plan-dns-forges.json names it and dc1"
fault_dns_forges() {
	local mode=${1:-other-id}
	daemon "$LAB/log/dns-forges" "$lab_folder/deaf.py" "$mode" "$dns_forging_address" 53
	plan_dns dns-forges "$dc1_address" "$dns_forging_address"
	seen 'a listening server' port_open "$dns_forging_address" 53
	not answer "^$cms_name.*IN" "$dns_forging_address" || broken 'it answers the question'
}

# zone_of_machines SERIAL TTL: the zone of dc1 as a zone file
zone_of_machines() {
	printf '%s\n' "\$ORIGIN $domain." "\$TTL $2" "@ SOA dc1 hostmaster $1 900 600 86400 3600" \
		'@ NS dc1' "dc1 A $dc1_address" "excms01 A $cms_address" "node1 A $node1_address" \
		"node2 A $node2_address" 'drclu01 A 127.0.2.1' "drnode1 A $drnode1_address" \
		"drnode2 A $drnode2_address"
}

# serial_at SERVER: the serial of the zone there
serial_at() {
	dig +norecurse +short +tries=1 +time=3 "@$1" "$domain" SOA | awk '{ print $3 }'
}

describe 'dns-lags [TTL]' \
	"$dns_late_address is a secondary of dc1 that lags by one serial, with that TTL (300);" \
	"plan-dns-lags.json names both"
fault_dns_lags() {
	local ttl=${1:-300} serial
	serial=$(serial_at "$dc1_address")
	zone_of_machines $((serial - 1)) "$ttl" >"$LAB/dns-late.zone"
	unbound_start dns-late "$dns_late_address" 'access-control: 127.0.0.0/8 allow' \
		'auth-zone:' "name: $domain" 'zonefile: "/run/lab/dns-late.zone"' \
		'for-downstream: yes' 'for-upstream: no'
	plan_dns dns-lags "$dc1_address" "$dns_late_address"
	seen 'an authoritative answer' answer 'flags: qr aa' "$dns_late_address"
	[ "$(serial_at "$dns_late_address")" -eq $((serial - 1)) ] || broken 'it has another serial'
}

describe dns-six "harmless: ::1 answers as dc1 does; plan-dns-six.json names it alone"
fault_dns_six() {
	zone_of_machines "$(serial_at "$dc1_address")" 300 >"$LAB/dns-six.zone"
	unbound_start dns-six ::1 'do-ip6: yes' 'access-control: ::1 allow' \
		'auth-zone:' "name: $domain" 'zonefile: "/run/lab/dns-six.zone"' \
		'for-downstream: yes' 'for-upstream: no'
	plan_dns dns-six ::1
	seen 'an authoritative answer' answer 'flags: qr aa' ::1
}

describe dns-two-addresses \
	"harmless: ns7 is dc1, and has the address $dns_unreached_address before that," \
	"where nobody answers; plan-dns-two-addresses.json names it alone"
fault_dns_two_addresses() {
	daemon "$LAB/log/dns-silent" "$lab_folder/deaf.py" silent "$dns_unreached_address" 53
	try ldap_add <<-EOF
		dn: DC=ns7,$zone_dn
		objectClass: dnsNode
		dnsRecord:: $("$dns_records" a "$dns_unreached_address" 300)
		dnsRecord:: $("$dns_records" a "$dc1_address" 300)
	EOF
	plan_dns dns-two-addresses "ns7.$domain"
	seen 'a listening server' port_open "$dns_unreached_address" 53
	not answer 'status:' "$dns_unreached_address" || broken 'it answers'
	seen 'both addresses, that one first' leads_first_to "ns7.$domain" \
		"$dns_unreached_address" "$dc1_address"
}

# leads_first_to NAME ADDRESS ADDRESS: the resolver gives these two addresses, in this order
leads_first_to() {
	[ "$(getent ahosts "$1" | awk '/DGRAM/ { print $1 }' | tr '\n' ' ')" = "$2 $3 " ]
}

describe dns-search \
	"the search list and HOSTALIASES make dc1 of ns9.example.net and ns8;" \
	"plan-dns-search.json names these two"
fault_dns_search() {
	try ldap_add <<-EOF
		dn: DC=ns9.example.net,$zone_dn
		objectClass: dnsNode
		dnsRecord:: $("$dns_records" a "$dc1_address" 300)
	EOF
	echo "search $domain" >>"$LAB/resolv.conf"
	echo "ns8 dc1.$domain" >"$LAB/hostaliases"
	plan_dns dns-search ns9.example.net ns8
	seen 'the search list' leads_to_dc1 ns9.example.net
	HOSTALIASES=$LAB/hostaliases seen 'the alias' leads_to_dc1 ns8
}

# leads_to_dc1 NAME: the resolver of this machine gives the address of dc1
leads_to_dc1() {
	getent ahosts "$1" | grep -q "^$dc1_address "
}

describe dns-stray "the CMS's name has a second address, of no known subnet, and one of IPv6"
fault_dns_stray() {
	try ldap_change <<-EOF
		dn: $cms_node_dn
		changetype: modify
		add: dnsRecord
		dnsRecord:: $("$dns_records" a 192.0.2.77 300)
		dnsRecord:: $("$dns_records" aaaa 2001:db8::77 300)
	EOF
	seen 'the second address' answer 'IN[[:space:]]+A[[:space:]]+192.0.2.77$'
	seen 'the address of IPv6' answer 'IN[[:space:]]+AAAA[[:space:]]+2001:db8::77$' '' '' AAAA
}

describe 'dns-cluster-ttl [SECONDS]' "the TTL of the standby cluster's own name (1200)"
fault_dns_cluster_ttl() {
	local ttl=${1:-1200}
	try ldap_change <<-EOF
		dn: DC=drclu01,$zone_dn
		changetype: modify
		replace: dnsRecord
		dnsRecord:: $("$dns_records" a 127.0.2.1 "$ttl")
	EOF
	seen "TTL $ttl" answer "[[:space:]]${ttl}[[:space:]]+IN[[:space:]]+A[[:space:]]" '' \
		"drclu01.$domain"
}

describe 'dns-reverse [NAME]' "a reverse zone, where the CMS's address leads back to NAME (node9)"
fault_dns_reverse() {
	local zone=1.0.127.in-addr.arpa name=${1:-node9}.$domain
	KRB5CCNAME=FILE:$LAB/admin.cc try samba-tool dns zonecreate "dc1.$domain" "$zone" \
		--use-kerberos=required
	KRB5CCNAME=FILE:$LAB/admin.cc try samba-tool dns add "dc1.$domain" "$zone" 1 PTR "$name" \
		--use-kerberos=required
	seen 'the way back' answer "IN[[:space:]]+PTR[[:space:]]+$name" '' "1.$zone" PTR
}

describe dns-two-servers-disagree \
	"$dns_second_address gives another address; plan-dns-disagree.json names it and dc1"
fault_dns_two_servers_disagree() {
	zone_of_machines 1 300 | sed "s/^excms01 A .*/excms01 A $moved_cms_address/" \
		>"$LAB/dns-second.zone"
	unbound_start dns-second "$dns_second_address" 'access-control: 127.0.0.0/8 allow' \
		'auth-zone:' "name: $domain" 'zonefile: "/run/lab/dns-second.zone"' \
		'for-downstream: yes' 'for-upstream: no'
	plan_dns dns-disagree "$dc1_address" "$dns_second_address"
	seen 'an authoritative answer' answer 'flags: qr aa' "$dns_second_address"
	seen 'another address' answer "IN[[:space:]]+A[[:space:]]+$moved_cms_address" \
		"$dns_second_address"
	seen 'the right one at dc1' answer "IN[[:space:]]+A[[:space:]]+$cms_address"
}

describe dns-not-authoritative \
	"$dns_cache_address is a cache that answers without AA; plan-dns-cache.json names it alone"
fault_dns_not_authoritative() {
	local name
	# Without recursion it answers only from its cache (allow_snoop). Recursive questions fill
	# the cache first.
	unbound_start dns-cache "$dns_cache_address" 'access-control: 127.0.0.0/8 allow_snoop' \
		'local-zone: "127.in-addr.arpa." nodefault' 'forward-zone:' 'name: "."' \
		"forward-addr: $dc1_address"
	plan_dns dns-cache "$dns_cache_address"
	seen 'an answer' port_open "$dns_cache_address" 53
	for name in "$cms_name" "dc1.$domain"; do
		try dig +tries=1 +time=5 "@$dns_cache_address" "$name" A
	done
	try dig +tries=1 +time=5 "@$dns_cache_address" "$domain" NS
	try dig +tries=1 +time=5 "@$dns_cache_address" "$domain" SOA
	seen 'an answer from the cache' answer "^$cms_name.*IN[[:space:]]+A" "$dns_cache_address"
	answer 'flags:[a-z ]* aa' "$dns_cache_address" && broken 'it answers with AA'
	return 0
}

describe dns-refused "$dns_refused_address refuses; plan-dns-refused.json names it alone"
fault_dns_refused() {
	# Refused by zone, not by client: only then the answer repeats the question, as it must.
	unbound_start dns-refused "$dns_refused_address" 'access-control: 127.0.0.0/8 allow' \
		"local-zone: \"$domain.\" always_refuse"
	plan_dns dns-refused "$dns_refused_address"
	seen 'a refusal' answer 'status: REFUSED' "$dns_refused_address"
}

describe dns-resolver-refuses \
	"harmless: $dns_refused_address refuses, and is the first resolver of this machine"
fault_dns_resolver_refuses() {
	local others
	others=$(cat "$LAB/resolv.conf")
	unbound_start dns-refused "$dns_refused_address" 'access-control: 127.0.0.0/8 allow' \
		'local-zone: "." always_refuse'
	seen 'a refusal' answer 'status: REFUSED' "$dns_refused_address"
	printf '%s\n' "nameserver $dns_refused_address" "$others" >"$LAB/resolv.conf"
	seen 'the second resolver' leads_to_dc1 "dc1.$domain"
}

# hide_here PLACE: this machine sees standard input as that file. The servers still see the old
# file.
hide_here() {
	local file
	file=$(mktemp "$LAB/here.XXXXXX")
	cat >"$file"
	chmod 0644 "$file"
	try mount --bind "$file" "$(readlink -m "$1")"
}

describe dns-resolver-silent \
	"harmless: $dns_silent_address never answers and is the first resolver of this machine," \
	"which has to ask for every name and for the KDC"
fault_dns_resolver_silent() {
	local others
	daemon "$LAB/log/dns-silent" "$lab_folder/deaf.py" silent "$dns_silent_address" 53
	seen 'a listening server' port_open "$dns_silent_address" 53
	not answer 'status:' "$dns_silent_address" || broken 'it answers'
	others=$(cat "$LAB/resolv.conf")
	printf '%s\n' "nameserver $dns_silent_address" "$others" | hide_here /etc/resolv.conf
	echo "127.0.0.1 localhost $(hostname)" | hide_here /etc/hosts
	printf '%s\n' '[libdefaults]' "default_realm = $realm" | hide_here "$LAB/krb5.conf"
	seen 'the second resolver' leads_to_dc1 "dc1.$domain"
}

describe dc-no-address \
	'DNS publishes dc1, and this machine finds no address of it: the hosts file alone is asked'
fault_dc_no_address() {
	grep -v "dc1[.]$domain" /etc/hosts | hide_here /etc/hosts
	echo 'hosts: files' | hide_here /etc/nsswitch.conf
	seen 'no address' not getent hosts "dc1.$domain"
}

describe dns-truncates \
	"harmless: $dns_truncating_address answers over TCP only;" \
	"plan-dns-truncates.json names it alone"
fault_dns_truncates() {
	daemon "$LAB/log/dns-truncates" "$lab_folder/deaf.py" truncated "$dns_truncating_address" 53
	daemon "$LAB/log/dns-truncates" "$lab_folder/relay.py" pass 0 "$dns_truncating_address" \
		"$dc1_address" 53
	plan_dns dns-truncates "$dns_truncating_address"
	seen 'truncation' dns_truncated "$dns_truncating_address"
	seen 'an answer over TCP' answer 'flags: qr aa' "$dns_truncating_address"
}

describe dns-tcp-only \
	"harmless: $dns_truncating_address answers over TCP, and is silent over UDP;" \
	"plan-dns-tcp-only.json names it alone"
fault_dns_tcp_only() {
	daemon "$LAB/log/dns-tcp-only" "$lab_folder/deaf.py" silent-udp "$dns_truncating_address" 53
	daemon "$LAB/log/dns-tcp-only" "$lab_folder/relay.py" pass 0 "$dns_truncating_address" \
		"$dc1_address" 53
	plan_dns dns-tcp-only "$dns_truncating_address"
	seen 'an answer over TCP' dns_tcp_answers "$dns_truncating_address"
	not answer 'status:' "$dns_truncating_address" || broken 'it answers over UDP'
}

dns_tcp_answers() {
	dig +norecurse +tcp +tries=1 +time=3 "@$1" "$cms_name" | grep -q 'flags: qr aa'
}

dns_truncated() {
	dig +norecurse +ignore +tries=1 +time=3 "@$1" "$cms_name" | grep -q 'flags: qr aa tc'
}
