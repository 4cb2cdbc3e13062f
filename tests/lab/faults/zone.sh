# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2016,SC2154
#
# Faults of DNS in the directory: who may write the CMS's record, and replicas that lag.

# record_aces OPTION ACE ...: changes the DACL of the CMS's record, see directory.py
record_aces() {
	try "$python" "$lab_folder/directory.py" aces "$cms_node_dn" "$@"
}

# record_ace ACCOUNT [DN]: reader sees that the account has Full Control of the record
record_ace() {
	dacl_seen "${2:-$cms_node_dn}" |
		grep -q "^ace allow flags=0x00 mask=0x000f01ff .* $(sid_of "$1")\$"
}

# record_no_ace ACCOUNT: reader sees the record's DACL, and no ACE of the account in it
record_no_ace() {
	local said
	said=$(dacl_seen "$cms_node_dn") && grep -q '^dacl [1-9]' <<<"$said" &&
		! grep -q " $(sid_of "$1")\$" <<<"$said"
}

# record_owner ACCOUNT
record_owner() {
	dacl_seen "$cms_node_dn" | grep -qx "owner $(sid_of "$1")"
}

describe record-foreign \
	"the CMS's record belongs to NODE1; neither EXCMS01 nor DRCLU01 may write it"
fault_record_foreign() {
	record_aces --drop '{EXCMS01$}' --drop '{DRCLU01$}' --owner '{NODE1$}' \
		--first '(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;{NODE1$})'
	seen 'no grant for EXCMS01' record_no_ace 'EXCMS01$'
	seen 'no grant for DRCLU01' record_no_ace 'DRCLU01$'
	seen 'another owner' record_owner 'NODE1$'
}

describe record-cms-only "EXCMS01 may write the CMS's record, and DRCLU01 may not"
fault_record_cms_only() {
	record_aces --drop '{DRCLU01$}'
	seen 'no grant for DRCLU01' record_no_ace 'DRCLU01$'
	seen 'the grant for EXCMS01' record_ace 'EXCMS01$'
}

describe record-cno-only "DRCLU01 may write the CMS's record, and EXCMS01 may not"
fault_record_cno_only() {
	record_aces --drop '{EXCMS01$}'
	seen 'no grant for EXCMS01' record_no_ace 'EXCMS01$'
	seen 'the grant for DRCLU01' record_ace 'DRCLU01$'
}

# record_shows ATTRIBUTE: reader sees this attribute of the DNS node
record_shows() {
	ldap_as reader -s base -E '!1.2.840.113556.1.4.801=::MAMCAQc=' -b "$cms_node_dn" name "$1" |
		grep -qi "^$1:"
}

describe record-denied-to-reader "reader may not read the CMS's record"
fault_record_denied_to_reader() {
	record_aces --first '(D;;RPLCLORC;;;{reader})'
	seen 'nothing of it' not record_shows name
	seen 'an answer all the same' answer "^$cms_name.*IN[[:space:]]+A"
}

describe record-sd-refused "reader may not read the descriptor of the CMS's record"
fault_record_sd_refused() {
	record_aces --first '(D;;RC;;;{reader})'
	seen 'the record' record_shows dnsRecord
	seen 'no descriptor' not record_shows nTSecurityDescriptor
}

describe record-tombstoned "the CMS's record is deleted, and its object is left (dNSTombstoned)"
fault_record_tombstoned() {
	try ldap_change <<-EOF
		dn: $cms_node_dn
		changetype: modify
		replace: dNSTombstoned
		dNSTombstoned: TRUE
		-
		replace: dnsRecord
		dnsRecord:: CAAAAAUAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
	EOF
	seen 'no such name' answer 'status: NXDOMAIN'
	seen 'the object' record_shows dNSTombstoned
}

describe record-unregistrable 'the CMS has no record, and only administrators may create one'
fault_record_unregistrable() {
	try ldap_remove "$cms_node_dn"
	try "$python" "$lab_folder/directory.py" aces "$zone_dn" --drop S-1-5-11
	seen 'no such name' answer 'status: NXDOMAIN'
	seen 'no right to create' zone_closed
}

zone_closed() {
	local said
	said=$(dacl_seen "$zone_dn") && grep -q '^dacl [1-9]' <<<"$said" &&
		! grep -q ' S-1-5-11$' <<<"$said"
}

# zone_property UPDATES: the value of dNSProperty for the updates that the zone accepts (0 none,
# 1 all, 2 secure)
zone_property() {
	# Little-endian: the length, three numbers, the id of the property (2); then the value; no
	# name.
	printf '\1\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0%b\0\0\0\0' "\\$1" | base64
}

# zone_says UPDATES: reader sees this value
zone_says() {
	ldap_as reader -s base -b "$zone_dn" dNSProperty |
		grep -qxF "dNSProperty:: $(zone_property "$1")"
}

describe 'zone-updates [NUMBER]' "the CMS's zone takes no dynamic updates (0), or all (1)"
fault_zone_updates() {
	seen 'secure updates before' zone_says 2
	try ldap_change <<-EOF
		dn: $zone_dn
		changetype: modify
		delete: dNSProperty
		dNSProperty:: $(zone_property 2)
		-
		add: dNSProperty
		dNSProperty:: $(zone_property "${1:-0}")
	EOF
	seen 'other updates' zone_says "${1:-0}"
	not zone_says 2 || broken 'secure updates as well'
}

# zone_seen: reader sees the object of the CMS's zone
zone_seen() {
	ldap_as reader -b "DC=DomainDnsZones,$base_dn" "(&(objectClass=dnsZone)(name=$domain))" dn |
		grep -qi '^dn:'
}

describe zone-hidden 'reader sees no zones in the directory; DNS answers all the same'
fault_zone_hidden() {
	local dn
	seen 'the zone before' zone_seen
	for dn in "$zone_dn" "CN=MicrosoftDNS,DC=DomainDnsZones,$base_dn"; do
		try "$python" "$lab_folder/directory.py" aces "$dn" \
			--first '(D;CI;RPLCLORC;;;{reader})'
	done
	seen 'no zone' not zone_seen
}

# zone_ages: reader sees a value of dNSProperty that says so (property 0x40, 1)
zone_ages() {
	ldap_as reader -s base -b "$zone_dn" dNSProperty | grep -qxF "dNSProperty:: $aging_property"
}
aging_property=$(printf '\4\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\100\0\0\0\1\0\0\0\0' | base64)

# record_refreshed HOURS: the CMS's record was refreshed that long ago, give or take an hour
record_refreshed() {
	local hours
	hours=$(ldap_as reader -s base -b "$cms_node_dn" dnsRecord | sed -n 's/^dnsRecord:: //p' |
		base64 -d | od -An -tu4 -j20 -N4)
	local ago=$((3234576 + $(date +%s) / 3600 - hours))
	[ "$ago" -ge "$1" ] && [ "$ago" -le $(($1 + 1)) ]
}

describe 'record-aging [HOURS]' \
	"the zone ages, and the CMS's record was refreshed two years (17520 h) ago"
fault_record_aging() {
	local ago=${1:-17520}
	record_replace "$("$dns_records" a "$cms_address" 300 "$ago")"
	try ldap_change <<-EOF
		dn: $zone_dn
		changetype: modify
		add: dNSProperty
		dNSProperty:: $aging_property
	EOF
	seen 'a zone that ages' zone_ages
	seen 'the time' record_refreshed "$ago"
}

describe dc2-no-ns \
	'harmless: with --dc2: DNS has no NS record of the second DC, which serves the zone'
fault_dc2_no_ns() {
	local dc
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	for dc in dc1 dc2; do
		KRB5CCNAME=FILE:$LAB/admin.cc samba-tool dns delete "$dc.$domain" "$domain" @ NS \
			"dc2.$domain" --use-kerberos=required >>"$LAB/log/dns-change" 2>&1
	done
	seen 'one NS record at the first DC' ns_is_single "$dc1_address"
	seen 'one NS record at the second DC' ns_is_single "$dc2_address"
	seen 'an answer of the second DC' answer 'flags: qr aa' "$dc2_address"
}

ns_is_single() {
	[ "$(dig +short "@$1" "$domain" NS)" = "dc1.$domain." ]
}

describe 'dc2-slow-link [MINUTES]' "with --dc2: the two sites replicate every three hours (180)"
fault_dc2_slow_link() {
	local minutes=${1:-180} link="CN=Inter-Site Transports,CN=Sites,CN=Configuration,$base_dn"
	link="CN=DEFAULTIPSITELINK,CN=IP,$link"
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	try ldap_change <<-EOF
		dn: $link
		changetype: modify
		replace: replInterval
		replInterval: $minutes
	EOF
	seen 'the interval' link_says "$minutes"
}

# link_says MINUTES: reader sees this interval
link_says() {
	ldap_as reader -b "CN=Sites,CN=Configuration,$base_dn" '(objectClass=siteLink)' \
		replInterval |
		grep -qx "replInterval: $1"
}

describe dc2-zone-stale \
	"with --dc2: the second DC does not replicate, and still has the record's old TTL"
fault_dc2_zone_stale() {
	[ -s "$LAB/dc2/samba.pid" ] || broken 'needs lab run --dc2'
	seen 'the record at the second DC' \
		answer "^$cms_name\\.[[:space:]]+300[[:space:]]" "$dc2_address"
	KRB5CCNAME=FILE:$LAB/admin.cc try samba-tool drs options "dc2.$domain" \
		--dsa-option=+DISABLE_INBOUND_REPL --use-kerberos=required
	record_replace "$("$dns_records" a "$cms_address" 120)"
	seen 'the new TTL' answer "^$cms_name\\.[[:space:]]+120[[:space:]]"
	not replicate "DC=DomainDnsZones,$base_dn" || broken 'the second DC still replicates'
	seen 'the old TTL at the second DC' \
		answer "^$cms_name\\.[[:space:]]+300[[:space:]]" "$dc2_address"
}
