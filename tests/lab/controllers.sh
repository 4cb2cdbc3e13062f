# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# The domain controllers. Used by boot, and by scripts that restart a domain controller.

# Settings that provisioning does not write to the smb.conf of a DC.
dc_settings() {
	sed -i "/^\[global\]/a\\
	ncalrpc dir = /run/samba/ncalrpc\\
	pid directory = $root/$1\\
	log file = $root/log/$1.%m\\
	tls certfile = $root/dc.pem\\
	tls keyfile = $root/dc.key\\
	tls cafile = $root/ca.pem\\
	ldap server require strong auth = allow_sasl_over_tls\\
	dns update command = /bin/true\\
	spn update command = /bin/true\\
	kccsrv:samba_kcc = false\\
	load printers = no\\
	disable spoolss = yes" "$root/$1/etc/smb.conf"
}

dc1_make() {
	echo '[global]' >"$LAB/empty.conf"
	samba-tool domain provision --configfile="$LAB/empty.conf" --realm="$realm" \
		--domain="$workgroup" --server-role=dc --dns-backend=SAMBA_INTERNAL \
		--adminpass="$(cat "$LAB/admin.pass")" --targetdir="$root/dc1" --host-name=dc1 \
		--host-ip="$dc1_address" --option="interfaces=$dc1_address/8" \
		--option='bind interfaces only=yes' --option='dns forwarder=' \
		>"$LAB/log/provision" 2>&1 ||
		broken 'the domain cannot be provisioned' "$LAB/log/provision"
	dc_settings dc1
	"$python" "$here/directory.py" seed ${LAB_DC2:+dc2} >"$LAB/log/seed" 2>&1 ||
		broken 'the directory cannot be filled' "$LAB/log/seed"
	# shellcheck disable=SC2086 # a command with its arguments
	[ -z "${LAB_FILL:-}" ] || ${LAB_FILL} >"$LAB/log/fill" 2>&1 ||
		broken 'the directory cannot be filled further' "$LAB/log/fill"
}

# A single process needs less memory and starts faster. With two DCs it would be a deadlock: each
# waits for a ticket from the KDC of the other.
dc_start() {
	local model=single
	[ -z "${LAB_DC2:-}" ] || model=standard
	daemon "$LAB/log/$1" nsenter --target "$(cat "$LAB/$1/holder.pid")" --mount --uts -- \
		samba --configfile="$root/$1/etc/smb.conf" --interactive --no-process-group \
		--model=$model
	echo $! >"$LAB/$1/samba.pid"
}

# dc_wait DC: waits until it answers, or returns at once if it has ended
dc_wait() {
	wait_for 90 dc_answers_or_ended "$1"
	"$1_answers" >/dev/null 2>&1 || broken "$1.$domain does not answer" "$LAB/log/$1"
}

dc_answers_or_ended() {
	not kill -0 "$(cat "$LAB/$1/samba.pid")" || "$1_answers"
}

tickets() {
	kinit -c "FILE:$LAB/admin.cc" "Administrator@$realm" <"$LAB/admin.pass" &&
		kinit -c "FILE:$LAB/cc" "reader@$realm" <"$LAB/reader.pass"
}

dc1_answers() {
	port_open "$dc1_address" 636 && port_open "$dc1_address" 445 &&
		dns_ask "$dc1_address" "dc1.$domain" | grep -q 'flags:.* aa' &&
		tickets && ldap_as reader -s base -b "$cms_dn" dn
}

dc2_make() {
	local folder=$root/dc2
	mkdir -p "$folder/etc" "$folder/private" "$folder/state/sysvol/$domain/scripts"
	cat >"$folder/etc/smb.conf" <<-EOF
		[global]
			netbios name = DC2
			realm = $realm
			workgroup = $workgroup
			server role = active directory domain controller
			interfaces = $dc2_address/8
			bind interfaces only = yes
			private dir = $folder/private
			lock directory = $folder
			state directory = $folder/state
			cache directory = $folder/cache
			binddns dir = $folder/bind-dns
		[sysvol]
			path = $folder/state/sysvol
			read only = no
		[netlogon]
			path = $folder/state/sysvol/$domain/scripts
			read only = no
	EOF
	dc_settings dc2
	# Its DNS records are added first, so that the join replicates them.
	{
		"$python" "$here/directory.py" dns-dc2 &&
			KRB5CCNAME=FILE:$LAB/admin.cc on_host dc2 samba-tool domain join \
				"$domain" DC --configfile="$folder/etc/smb.conf" \
				--server="dc1.$domain" --site=DR-Site --use-kerberos=required \
				--no-dns-updates &&
			"$python" "$here/directory.py" names-dc2
	} >"$LAB/log/join" 2>&1 || broken 'the second DC cannot join' "$LAB/log/join"
}

dc2_start() {
	host_new dc2 nsswitch.conf
	[ -n "$LAB_IMAGE" ] || dc2_make
	dc_start dc2
	dc_wait dc2
	[ -n "$LAB_IMAGE" ] || wait_for 20 replicate "DC=DomainDnsZones,$base_dn" ||
		broken 'the second DC does not replicate' "$LAB/log/dc2" "$LAB/log/replicate"
}

dc2_answers() {
	port_open "$dc2_address" 636 && port_open "$dc2_address" 445 &&
		dns_ask "$dc2_address" "excms01.$domain" | grep -q "$cms_address" &&
		dns_ask "$dc2_address" "_ldap._tcp.dc._msdcs.$domain" SRV | grep -q 'dc2\.' &&
		ldap_at dc2 reader -s base -b "$cms_dn" dn
}

dc_stop() {
	family TERM "$(cat "$LAB/$1/samba.pid")"
	wait_until_not 20 kill -0 "$(cat "$LAB/$1/samba.pid")" ||
		broken "$1 does not end" "$LAB/log/$1"
}
