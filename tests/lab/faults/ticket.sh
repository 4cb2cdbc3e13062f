# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Faults of the reader's own ticket.

describe ticket-rc4 'harmless: Kerberos has RC4 alone, as in a domain of Windows Server 2003'
fault_ticket_rc4() {
	sed -i '/^\[libdefaults\]/a permitted_enctypes = rc4-hmac' "$LAB/krb5.conf"
	kinit -c "FILE:$LAB/cc" "reader@$realm" <"$LAB/reader.pass" >/dev/null 2>&1 ||
		broken 'no ticket'
	seen 'RC4' with_rc4
}

with_rc4() {
	klist -e -c "FILE:$LAB/cc" | grep -q 'arcfour-hmac'
}

describe ticket-aes 'Kerberos on this machine has AES alone'
fault_ticket_aes() {
	sed -i '/^\[libdefaults\]/a permitted_enctypes = aes256-cts aes128-cts' "$LAB/krb5.conf"
	seen 'no RC4' not gets_rc4_ticket
}

# A ticket for EXCMS01, which has no other key.
gets_rc4_ticket() {
	cp "$LAB/cc" "$LAB/x" && KRB5CCNAME=FILE:$LAB/x kvno "HOST/excms01.$domain"
}

describe ticket-expired "the reader's ticket has expired"
fault_ticket_expired() {
	try kinit_short
	seen 'expired ticket' not klist -s -c "FILE:$LAB/cc"
	klist -c "FILE:$LAB/cc" | grep -q krbtgt || broken 'no ticket at all'
}

kinit_short() {
	kinit -l 2s -c "FILE:$LAB/cc" "reader@$realm" <"$LAB/reader.pass"
}

describe ticket-missing 'the reader has no ticket'
fault_ticket_missing() {
	try rm "$LAB/cc"
	seen 'no ticket' not klist -s -c "FILE:$LAB/cc"
}

describe ticket-keytab 'the reader has no ticket, but a client keytab'
fault_ticket_keytab() {
	try rm "$LAB/cc"
	try samba-tool domain exportkeytab "$LAB/reader.keytab" --principal=reader \
		-s "$LAB/dc1/etc/smb.conf"
	printf '[libdefaults]\ndefault_client_keytab_name = FILE:%s\n' "$LAB/reader.keytab" \
		>>"$LAB/krb5.conf"
	seen 'no ticket' not klist -s -c "FILE:$LAB/cc"
	seen 'a ticket from the keytab' kinit -k -i -c "FILE:$LAB/x"
}
