# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults between two domain controllers: dc1 in the source's site, dc2 in the standby cluster's
# site.

# dc2_inbound +|-: stops (+) or restarts (-) its replication from dc1
dc2_inbound() {
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	KRB5CCNAME=FILE:$LAB/admin.cc try samba-tool drs options "dc2.$domain" \
		"--dsa-option=$1DISABLE_INBOUND_REPL" --use-kerberos=required
}

grant_of_cno() {
	echo "allow flags=0x00 mask=0x000f01ff object=- inherited=- $(sid_of 'DRCLU01$')\$"
}

describe dc2-replicated 'harmless: with --dc2: as dc2-stale, and then replication has caught up'
fault_dc2_replicated() {
	fault_dc2_stale
	dc2_inbound -
	replicate || broken 'the second DC does not replicate'
	seen 'the grant at the second DC' ace_at_dc2 "$(grant_of_cno)"
}

ace_at_dc2() {
	dacl_seen "$cms_dn" reader dc2 | grep -Eq "^ace $1"
}

describe dc2-ahead \
	'with --dc2: the second DC has the grant, the first has lost it, and nothing replicates'
fault_dc2_ahead() {
	local cno
	cno=$(sid_of 'DRCLU01$')
	seen 'the grant at the second DC' ace_at_dc2 "$(grant_of_cno)"
	dc2_inbound +
	aces --drop '{DRCLU01$}'
	seen 'no grant at the first DC' no_ace ".* $cno\$"
	not replicate || broken 'the second DC still replicates'
	seen 'the grant at the second DC' ace_at_dc2 "$(grant_of_cno)"
}

describe dc2-names 'with --dc2: the CMS got a name more at the first DC, and nothing replicates'
fault_dc2_names() {
	dc2_inbound +
	try ldap_change <<-EOF
		dn: $cms_dn
		changetype: modify
		add: servicePrincipalName
		servicePrincipalName: exchangeAB/EXCMS01
	EOF
	seen 'the name at the first DC' found '(servicePrincipalName=exchangeAB/EXCMS01)' 1
	not replicate || broken 'the second DC still replicates'
	seen 'not at the second DC' not name_at_dc2
}

name_at_dc2() {
	ldap_at dc2 reader -s base -b "$cms_dn" servicePrincipalName | grep -q exchangeAB/
}

describe dc2-alone 'with --dc2: the first DC, in the site of the source, is stopped'
fault_dc2_alone() {
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	# Its SPNs were written at the first DC, and its own KDC needs them.
	wait_for 20 replicate || broken 'the second DC does not replicate'
	fault_dc_stop
	seen 'the second DC' ldap_at dc2 reader -s base -b "$cms_dn" dn
}

describe dc2-gone 'with --dc2: the second DC, in the standby site, is stopped'
fault_dc2_gone() {
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	family KILL "$(cat "$LAB/dc2/samba.pid")"
	wait_until_not 10 port_open "$dc2_address" 389 || broken 'it still answers'
	wait_until_not 10 port_open "$dc2_address" 53 || broken 'its DNS still answers'
}

describe 'dc2-kdc [silent]' \
	'with --dc2: the KDC of the second DC is stopped; silent: it accepts and never answers'
fault_dc2_kdc() {
	local stat session signal=KILL
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	[ "${1:-}" != silent ] || signal=STOP
	for stat in $(grep -lF 'kdc[task]' /proc/[0-9]*/comm); do
		stat=${stat%comm}
		# After the name in parentheses: state, parent, process group, session.
		read -r session <"${stat}stat"
		read -r _ _ _ session _ <<<"${session##*) }"
		[ "$session" != "$(cat "$LAB/dc2/samba.pid")" ] ||
			kill "-$signal" "$(basename "$stat")"
	done
	seen 'no answer' not kdc_answers "$dc2_address"
	seen 'the directory' ldap_at dc2 reader -s base -b "$cms_dn" dn
}

# kdc_answers ADDRESS: to half a request, by closing the connection
kdc_answers() {
	timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/88" && printf "\0\0\0\1x" >&3 && cat <&3' "$1"
}

describe dc2-unpublished 'harmless: with --dc2: DNS has no SRV record of the second DC among all'
fault_dc2_unpublished() {
	local dc service=_ldap._tcp.dc
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	for dc in dc1 dc2; do
		KRB5CCNAME=FILE:$LAB/admin.cc samba-tool dns delete "$dc.$domain" "_msdcs.$domain" \
			"$service" SRV "dc2.$domain 389 0 100" --use-kerberos=required \
			>>"$LAB/log/dns-change" 2>&1
	done
	seen 'one SRV record at the first DC' srv_is_single "$dc1_address"
	seen 'one SRV record at the second DC' srv_is_single "$dc2_address"
}

srv_is_single() {
	local said
	said=$(dig +short "@$1" "_ldap._tcp.dc._msdcs.$domain" SRV) &&
		[ "$(grep -c dc1 <<<"$said")" -eq 1 ] &&
		! grep -q dc2 <<<"$said"
}
