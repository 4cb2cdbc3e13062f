# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Part of boot: the system files, addresses and hosts that the processes of a lab see.

# hide FILE PLACE: bind FILE over PLACE, which may be a dangling symbolic link into /run
hide() {
	local place
	place=$(readlink -m "$2")
	if [ ! -e "$place" ]; then
		case $place in
		/run/*) mkdir -p "$(dirname "$place")" && : >"$place" ;;
		esac
	fi
	mount --bind "$1" "$place" || broken "cannot mount over $2"
}

private_system() {
	ip link set lo up || broken 'no loopback device'
	# With only 127/8 addresses, getaddrinfo(AI_ADDRCONFIG) returns no IPv4 address.
	ip address add 192.0.2.1/32 dev lo || broken 'no address for the loopback device'
	mount -t tmpfs -o mode=0755 run /run || broken 'cannot mount a tmpfs'
	mkdir -p "$root/log" /run/lock /run/samba/ncalrpc
	mount --bind "$root" "$LAB" || broken 'cannot mount the lab'
	local folder
	for folder in /var/lib/samba /var/cache/samba /var/log/samba; do
		[ ! -d "$folder" ] || mount -t tmpfs -o mode=0755 samba "$folder" ||
			broken "cannot mount over $folder"
	done
	[ ! -d /var/lib/samba ] || mkdir -p /var/lib/samba/private
	cat >"$LAB/hosts" <<-EOF
		127.0.0.1 localhost
		$dc1_address dc1.$domain dc1
		$cms_address excms01.$domain excms01
		$node1_address node1.$domain node1
		$node2_address node2.$domain node2
		$drnode1_address drnode1.$domain drnode1
		$drnode2_address drnode2.$domain drnode2
	EOF
	[ -z "$LAB_DC2" ] || echo "$dc2_address dc2.$domain dc2" >>"$LAB/hosts"
	echo "nameserver $dc1_address" >"$LAB/resolv.conf"
	[ -z "$LAB_DC2" ] || echo "nameserver $dc2_address" >>"$LAB/resolv.conf"
	printf '%s\n' 'passwd: files' 'group: files' 'hosts: files dns' 'services: files' \
		>"$LAB/nsswitch.conf"
	printf '%s\n' 'passwd: files winbind' 'group: files winbind' 'hosts: files dns' \
		'services: files' >"$LAB/nsswitch-member.conf"
	# The kdc must be on its own line: Samba's Kerberos library reads no other form.
	cat >"$LAB/krb5.conf" <<-EOF
		[libdefaults]
			default_realm = $realm
			dns_lookup_kdc = false
			dns_lookup_realm = false
			dns_canonicalize_hostname = false
			rdns = false
		[realms]
			$realm = {
				kdc = $dc1_address${LAB_DC2:+
				kdc = $dc2_address}
			}
		[domain_realm]
			.$domain = $realm
	EOF
	printf '%s\n' '[global]' "workgroup = $workgroup" "realm = $realm" \
		'interfaces = 127.0.0.1/8' >"$LAB/smb.conf"
	hide "$LAB/hosts" /etc/hosts
	hide "$LAB/resolv.conf" /etc/resolv.conf
	hide "$LAB/nsswitch.conf" /etc/nsswitch.conf
	[ ! -e /etc/samba/smb.conf ] || hide "$LAB/smb.conf" /etc/samba/smb.conf
	export KRB5_CONFIG=$LAB/krb5.conf
}

# host_new HOST NSSWITCH: namespaces for the host, kept by a sleeping process
host_new() {
	mkdir -p "$LAB/$1"
	# shellcheck disable=SC2016 # expanded by the inner shell
	daemon "$LAB/log/$1.holder" unshare --mount --uts --propagation private -- sh -c '
		hostname "$1" && mount -t tmpfs -o mode=0755 samba /run/samba &&
			mkdir /run/samba/ncalrpc && mount --bind "$2" /etc/nsswitch.conf || exit 1
		echo $$ >"$3.new" && mv "$3.new" "$3" && exec sleep infinity' \
		sh "$1" "$LAB/$2" "$LAB/$1/holder.pid"
	wait_for 10 test -s "$LAB/$1/holder.pid" ||
		broken "no namespace for $1" "$LAB/log/$1.holder"
}
