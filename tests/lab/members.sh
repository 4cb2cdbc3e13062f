# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Used by boot and undo.sh: the file servers, and their accounts in the domain.

member_configure() {
	local host=$1 folder=$root/$1
	mkdir -p "$folder/private" "$folder/shares"
	cat >"$folder/smb.conf" <<-EOF
		[global]
			netbios name = $(upper "$host")
			realm = $realm
			workgroup = $workgroup
			security = ads
			kerberos method = secrets only
			interfaces = $(address_of "$host")/8
			bind interfaces only = yes
			private dir = $folder/private
			lock directory = $folder
			state directory = $folder
			cache directory = $folder
			pid directory = $folder
			ncalrpc dir = /run/samba/ncalrpc
			log file = $root/log/$host.%m
			idmap config * : backend = tdb
			idmap config * : range = 10000-19999
			idmap config $workgroup : backend = rid
			idmap config $workgroup : range = 20000-99999
			load printers = no
			disable spoolss = yes
			store dos attributes = no
			vfs objects = acl_xattr
		include = $folder/shares.conf
	EOF
	: >"$folder/shares.conf"
	if [ "$host" = excms01 ]; then
		share_add "$host" ExchangeOAB
	else
		share_add "$host" Logs
	fi
}

member_join() {
	on_host "$1" timeout 60 net ads join --configfile="$root/$1/smb.conf" --no-dns-updates \
		--server="dc1.$domain" --authentication-file="$LAB/admin.auth" \
		osName='Windows Server 2008 Enterprise' osVer='6.0 (6002)' >>"$LAB/log/$1" 2>&1 ||
		return 1
	# Joining sets 28 (RC4 and AES), as a node does. EXCMS01 is a network name of Windows Server
	# 2008, which knows RC4 alone.
	[ "$1" != excms01 ] || on_host "$1" timeout 60 net ads enctypes set 'EXCMS01$' 4 \
		--configfile="$root/$1/smb.conf" --server="dc1.$domain" \
		--authentication-file="$LAB/admin.auth" >>"$LAB/log/$1" 2>&1
}

member_start() {
	local host=$1
	host_new "$host" nsswitch-member.conf
	if [ -z "$LAB_IMAGE" ]; then
		member_join "$host" || return 1
	fi
	[ -n "$LAB_MAKE_IMAGE" ] || member_serve "$host"
}

member_serve() {
	winbindd_start "$1"
	smbd_start "$1"
	wait_for 60 port_open "$(address_of "$1")" 445 &&
		wait_for 60 smb_as_reader "$1" "$(share_of "$1")" ls
}

share_of() {
	if [ "$1" = excms01 ]; then echo ExchangeOAB; else echo Logs; fi
}

# Waits until everything answers that a test will ask for.
members_start() {
	local host pids=()
	for host in $members; do
		member_start "$host" &
		pids+=("$host:$!")
	done
	for host in "${pids[@]}"; do
		wait "${host#*:}" ||
			broken "${host%:*} does not serve its share" "$LAB/log/${host%:*}" \
				"$LAB/log/${host%:*}.smbd" "$LAB/log/${host%:*}.winbindd"
	done
}
