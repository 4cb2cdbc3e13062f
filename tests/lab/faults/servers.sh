# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2016,SC2154
#
# Faults of the domain controller, and of the connection to it.

# cmsready receives about 14,000 bytes: the accounts up to byte 11,000, their groups around 11,500,
# and only names from 12,500.
half_way_bytes=7000
slow_bytes_per_second=200

describe dc-stop 'the domain controller is stopped (LDAP, KDC and DNS): connection refused'
fault_dc_stop() {
	local port
	family KILL "$(cat "$LAB/dc1/samba.pid")"
	for port in 53 88 389 445 636 3268; do
		wait_until_not 10 port_open "$dc1_address" "$port" ||
			broken "port $port still answers"
	done
}

ldap_silent() {
	timeout 3 ldapsearch -x -H "ldap://dc1.$domain" -s base -b '' dnsHostName
	[ $? -eq 124 ]
}

describe dc-hang 'the domain controller is suspended: LDAP, KDC and DNS accept and never answer'
fault_dc_hang() {
	family STOP "$(cat "$LAB/dc1/samba.pid")"
	seen 'connections' port_open "$dc1_address" 389
	seen 'silence' ldap_silent
	not answer 'status:' || broken 'DNS still answers'
}

describe 'ldaps-sha1 [allowed]' \
	"dc1's certificate is signed with SHA-1; allowed: harmless, ldap.conf takes such ones"
fault_ldaps_sha1() {
	(
		cd "$LAB" || exit 1
		umask 077
		try openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Old CA' \
			-keyout old.key -out ca.pem
		try openssl req -new -key dc.key -subj "/CN=dc1.$domain" -out old.csr
		try openssl x509 -req -sha1 -in old.csr -CA ca.pem -CAkey old.key -CAcreateserial \
			-days 30 -extfile <(echo "subjectAltName=DNS:dc1.$domain") -out dc.pem
	) || exit
	fault_dc_stop
	# shellcheck source=/dev/null
	. "$lab_folder/controllers.sh"
	dc_start dc1
	seen 'SHA-1' signed_with_sha1
	seen 'the directory' ldap_as reader -s base -b "$cms_dn" dn
	seen 'DNS' answer 'flags: qr aa'
	[ "${1:-}" != allowed ] ||
		echo 'TLS_CIPHER_SUITE NORMAL:%VERIFY_ALLOW_SIGN_WITH_SHA1' >"$LAB/ldap.conf"
}

signed_with_sha1() {
	timeout 10 openssl s_client -connect "$dc1_address:636" -CAfile "$LAB/ca.pem" </dev/null |
		openssl x509 -noout -text | grep -q 'Signature Algorithm: sha1WithRSA'
}

describe dc-reverse \
	"harmless: the address of dc1 leads back to another name," \
	"and krb5.conf does not say whether that counts"
fault_dc_reverse() {
	local hosts
	sed -i '/rdns/d; /dns_canonicalize_hostname/d' "$LAB/krb5.conf"
	# The first line with the address gives its name. The line with the name gives the full
	# name.
	hosts=$(echo "$dc1_address oldname.$domain" && cat "$LAB/hosts")
	echo "$hosts" >"$LAB/hosts"
	seen 'the other name' leads_back_to "oldname.$domain" "$dc1_address"
	not ldap_as reader -s base -b '' dn || broken 'MIT Kerberos does not mind'
}

leads_back_to() {
	getent hosts "$2" | grep -qw "$1"
}

describe 'ldap-conf [PROPERTIES]' \
	"harmless: ldap.conf asks for these security properties of SASL (maxssf=0)"
fault_ldap_conf() {
	echo "SASL_SECPROPS ${1:-maxssf=0}" >"$LAB/ldap.conf"
	seen 'a setting that counts' not ldap_by_conf
	rm "$LAB/ldap.conf"
	ldap_by_conf || broken 'the tools would not get there anyway'
	echo "SASL_SECPROPS ${1:-maxssf=0}" >"$LAB/ldap.conf"
}

describe 'ldap-tls SETTING' \
	"harmless: ldap.conf says cacert (it names the CA) or never (no certificate is looked at)"
fault_ldap_tls() {
	not ldap_over_tls || broken 'the tools trust dc1 anyway'
	case $1 in
	cacert) echo "TLS_CACERT $LAB/ca.pem" >"$LAB/ldap.conf" ;;
	never) echo 'TLS_REQCERT never' >"$LAB/ldap.conf" ;;
	esac
	seen 'trust' ldap_over_tls
}

describe ldaprc \
	"harmless: ldaprc in the working folder, LDAPRC, LDAPCONF and LDAPTLS_CACERT name the CA" \
	"of dc1's certificate, and other variables of libldap would end the session"
fault_ldaprc() {
	mkdir "$LAB/folder"
	echo "TLS_CACERT $LAB/ca.pem" >"$LAB/folder/ldaprc"
	seen 'trust' ldap_in_folder
}

ldap_in_folder() {
	(cd "$LAB/folder" && timeout 20 ldapsearch -x -H "ldaps://dc1.$domain" -s base -b '' dn)
}

ldap_over_tls() {
	LDAPCONF=$LAB/ldap.conf timeout 20 ldapsearch -x -H "ldaps://dc1.$domain" -s base -b '' dn
}

# SASL encryption without TLS, and none inside TLS. All other settings come from the file.
ldap_by_conf() {
	local -x KRB5CCNAME=FILE:$LAB/cc LDAPCONF=$LAB/ldap.conf LDAPTLS_CACERT=$LAB/ca.pem
	local ask=(timeout 20 ldapsearch -LLL -Q -N -Y GSSAPI -H "ldap://dc1.$domain" -s base \
		-b '' dn)
	"${ask[@]}" -O minssf=56 && "${ask[@]}" -ZZ -O maxssf=0
}

# relay_start MODE NUMBER: the name dc1 leads to the relay from now on. It relays LDAP that way, and
# Kerberos unchanged.
relay_start() {
	local hosts
	daemon "$LAB/log/relay-kdc" "$lab_folder/relay.py" pass 0 "$relay_address" "$dc1_address" 88
	seen 'a relay to the KDC' port_open "$relay_address" 88
	daemon "$LAB/log/relay" "$lab_folder/relay.py" "$1" "$2" "$relay_address" "$dc1_address" \
		389 636 3268 3269
	seen 'a listening relay' port_open "$relay_address" 3269
	hosts=$(sed "s/^$dc1_address /$relay_address /" "$LAB/hosts")
	# In place, because this very file is mounted over /etc/hosts.
	echo "$hosts" >"$LAB/hosts"
	seen 'the name leads to the relay' name_leads_to "$relay_address"
}

name_leads_to() {
	getent ahostsv4 "dc1.$domain" | grep -q "^$1 "
}

describe ldap-relay 'harmless: LDAP goes through a relay that does nothing else'
fault_ldap_relay() {
	relay_start pass 0
	seen 'LDAP through the relay' ldap_as reader -s base -b "$cms_dn" dn
}

describe member-poses 'NODE1, a member server, answers LDAP for dc1, and DNS publishes it beside dc1'
fault_member_poses() {
	try ldap_change <<-EOF
		dn: DC=_ldap._tcp.dc,$msdcs_dn
		changetype: modify
		add: dnsRecord
		dnsRecord:: $("$dns_records" srv "10 0 389 node1.$domain" 600)
	EOF
	seen 'the record' answer '10[[:space:]]+0[[:space:]]+389[[:space:]]+node1' '' "$dc_service" SRV
	daemon "$LAB/log/relay" "$lab_folder/relay.py" pass 0 "$(address_of node1)" "$dc1_address" \
		389 3268
	seen 'LDAP' port_open "$(address_of node1)" 3268
	seen 'no ticket for it as a domain controller' not dc_ticket node1
}

# dc_ticket HOST: whether the KDC issues a ticket for it as a domain controller
dc_ticket() {
	KRB5CCNAME=FILE:$LAB/cc timeout 10 kvno -q --out-cache "FILE:$LAB/cc.dc" \
		"ldap/$1.$domain/$domain@${domain^^}"
}

describe ldap-hang 'LDAP accepts connections and never answers; KDC and DNS do'
fault_ldap_hang() {
	relay_start hang 0
	seen 'silence' ldap_silent
}

# bytes_of_answers BYTES: a negative number counts from the end of the answers to an undisturbed run
# of $CMSREADY
bytes_of_answers() {
	local whole
	[ "$1" -lt 0 ] || {
		echo "$1"
		return
	}
	daemon "$LAB/log/measure" "$lab_folder/relay.py" pass 0 "$relay_address" "$dc1_address" \
		389 3268
	seen 'a listening relay' port_open "$relay_address" 3268
	sed "s/^$dc1_address /$relay_address /" "$LAB/hosts" >"$LAB/hosts.relayed"
	unshare --mount -- sh -c '
		mount --bind "$LAB/hosts.relayed" /etc/hosts && exec "$0" collect "$1" -o "$2"' \
		"$CMSREADY" "$LAB/plan-dns.json" "$LAB/measured.json" 2>>"$LAB/log/measure" ||
		broken 'no run to measure'
	pkill -f "relay.py pass 0 $relay_address"
	seen 'the end of the relay' not port_open "$relay_address" 389
	whole=$(sed -n 's/^port 389: \([0-9]*\) .*/\1/p' "$LAB/log/measure" | sort -n | tail -n 1)
	[ "${whole:-0}" -gt 5000 ] || broken 'the relay has not counted'
	echo $((whole + $1))
}

describe 'ldap-dies-halfway [BYTES]' \
	"LDAP connections break after BYTES of the answers ($half_way_bytes)"
fault_ldap_dies_halfway() {
	relay_start die "$(bytes_of_answers "${1:-$half_way_bytes}")"
	seen 'a broken connection' not ldap_as reader -b "$base_dn"
}

describe 'ldap-stalls [BYTES]' \
	"LDAP connections fall silent after BYTES of the answers ($half_way_bytes)"
fault_ldap_stalls() {
	relay_start stall "$(bytes_of_answers "${1:-$half_way_bytes}")"
	seen 'a connection that falls silent' ldap_stalls
}

ldap_stalls() {
	KRB5CCNAME=FILE:$LAB/cc timeout 3 ldapsearch -LLL -Q -N -Y GSSAPI -O minssf=56 \
		-H "ldap://dc1.$domain" -b "$base_dn"
	[ $? -eq 124 ]
}

describe 'ldap-slow [BYTES]' "LDAP answers trickle in at BYTES per second ($slow_bytes_per_second)"
fault_ldap_slow() {
	relay_start slow "${1:-$slow_bytes_per_second}"
	seen 'slowness' ldap_silent_or_slow
}

ldap_silent_or_slow() {
	timeout 3 ldapsearch -x -H "ldap://dc1.$domain" -s base -b '' '*'
	[ $? -eq 124 ]
}

describe dc2-stale 'with --dc2: the second DC does not replicate, and has not seen the grant yet'
fault_dc2_stale() {
	local cno grant
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	cno=$(sid_of 'DRCLU01$')
	grant="allow flags=0x00 mask=0x000f01ff object=- inherited=- $cno\$"
	aces --drop '{DRCLU01$}'
	seen 'the DC without the grant' no_ace ".* $cno\$"
	replicate
	seen 'the second DC without the grant' no_ace ".* $cno\$" dc2
	KRB5CCNAME=FILE:$LAB/admin.cc try samba-tool drs options "dc2.$domain" \
		--dsa-option=+DISABLE_INBOUND_REPL --use-kerberos=required
	aces --first "(A;;$full;;;{DRCLU01\$})"
	seen 'the grant at the DC' ace "$grant"
	not replicate || broken 'the second DC still replicates'
	seen 'no grant at the second DC' no_ace ".* $cno\$" dc2
}
