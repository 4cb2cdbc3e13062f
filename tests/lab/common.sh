# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2016,SC2034
#
# Shared by lab, boot, fault and selftest: names, addresses, and functions that act on a host of the
# lab.

lab_folder=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
realm=CORP.EXAMPLE.COM
domain=corp.example.com
workgroup=CORP
base_dn=DC=corp,DC=example,DC=com
computers_dn=CN=Computers,$base_dn
zone_dn=DC=$domain,CN=MicrosoftDNS,DC=DomainDnsZones,$base_dn
cms_dn=CN=EXCMS01,$computers_dn
cno_dn=CN=DRCLU01,$computers_dn

dc1_address=127.0.0.11
dc2_address=127.0.0.12
relay_address=127.0.0.31
dns_unreached_address=127.0.0.3
dns_silent_address=127.0.0.41
dns_second_address=127.0.0.42
dns_cache_address=127.0.0.43
dns_garbage_address=127.0.0.44
dns_refused_address=127.0.0.45
dns_truncating_address=127.0.0.46
dns_forging_address=127.0.0.47
dns_late_address=127.0.0.48
cms_address=127.0.1.1
moved_cms_address=127.0.1.99
node1_address=127.0.1.2
node2_address=127.0.1.3
drnode1_address=127.0.2.2
drnode2_address=127.0.2.3

# The servers see $LAB under this path. Every account can enter it, and it is the same in each lab,
# because the databases of an image contain it.
root=/run/lab

oab_guid=0c9f8f2b-6a1d-4f0e-9b57-3f2a8f3f6b11

# The members with a file server.
members='excms01 node1 node2 drnode1 drnode2'

# Samba's modules are installed for the system's Python, which may not be the first in PATH.
python=/usr/bin/python3

# The exit status if a lab does not start or a fault does not take effect (EX_SOFTWARE).
exit_broken=70

# upper NAME: the NetBIOS form of a host's name
upper() {
	tr '[:lower:]' '[:upper:]' <<<"$1"
}

address_of() {
	case $1 in
	dc1) echo "$dc1_address" ;;
	dc2) echo "$dc2_address" ;;
	excms01) echo "$cms_address" ;;
	node1) echo "$node1_address" ;;
	node2) echo "$node2_address" ;;
	drnode1) echo "$drnode1_address" ;;
	drnode2) echo "$drnode2_address" ;;
	*) return 1 ;;
	esac
}

# on_host HOST COMMAND...: runs it with the host's own /run/samba, nsswitch.conf and host name
on_host() {
	local host=$1
	shift
	nsenter --target "$(cat "$LAB/$host/holder.pid")" --mount --uts -- "$@"
}

# daemon LOG COMMAND...: runs it in its own session, out of reach of signals of the terminal
daemon() {
	local log=$1
	shift
	setsid -- "$@" >>"$log" 2>&1 </dev/null &
	disown $!
}

# wait_for SECONDS COMMAND...: until COMMAND succeeds
wait_for() {
	local deadline=$((${EPOCHREALTIME/[.,]/} + $1 * 1000000))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "${EPOCHREALTIME/[.,]/}" -lt "$deadline" ] || return 1
		sleep 0.05
	done
}

# wait_until_not SECONDS COMMAND...: until COMMAND fails
wait_until_not() {
	local seconds=$1
	shift
	wait_for "$seconds" not "$@"
}

not() {
	! "$@"
}

port_open() {
	timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2"
}

# ldap_at DC WHO ARGUMENT...: ldapsearch with the ticket of reader or admin, signed and sealed
ldap_at() {
	local dc=$1 cache=$LAB/cc
	[ "$2" != admin ] || cache=$LAB/admin.cc
	shift 2
	KRB5CCNAME=FILE:$cache timeout 20 ldapsearch -LLL -Q -N -Y GSSAPI -O minssf=56 \
		-H "ldap://$dc.$domain" -o ldif-wrap=no -o nettimeout=5 "$@"
}

# ldap_as WHO ARGUMENT...: the same at dc1
ldap_as() {
	ldap_at dc1 "$@"
}

# smb_as_reader HOST SHARE COMMAND
smb_as_reader() {
	KRB5CCNAME=FILE:$LAB/cc timeout 20 smbclient --use-kerberos=required \
		"//$1.$domain/$2" -c "$3"
}

# dns_ask SERVER NAME [TYPE]: the whole answer of that server, without recursion
dns_ask() {
	dig +norecurse +tries=1 +time=3 "@$1" "$2" "${3:-A}"
}

winbindd_start() {
	daemon "$LAB/log/$1.winbindd" nsenter --target "$(cat "$LAB/$1/holder.pid")" \
		--mount --uts -- \
		winbindd --configfile="/run/lab/$1/smb.conf" --foreground --no-process-group
	echo $! >"$LAB/$1/winbindd.pid"
}

smbd_start() {
	daemon "$LAB/log/$1.smbd" nsenter --target "$(cat "$LAB/$1/holder.pid")" --mount --uts -- \
		smbd --configfile="/run/lab/$1/smb.conf" --foreground --no-process-group
	echo $! >"$LAB/$1/smbd.pid"
}

# share_add HOST SHARE [SETTING...]: a folder like that of Exchange, and a share of it
share_add() {
	local host=$1 share=$2 folder=$LAB/$1/shares/$2
	shift 2
	mkdir -p "$folder"
	if [ "$share" = ExchangeOAB ]; then
		book_add "$folder"
	else
		echo 'nothing happened' >"$folder/log.txt"
	fi
	{
		printf '[%s]\n' "$share"
		printf 'path = /run/lab/%s/shares/%s\n' "$host" "$share"
		[ $# -eq 0 ] || printf '%s\n' "$@"
	} >>"$LAB/$host/shares.conf"
}

# book_add FOLDER: the lab's address book in this folder of a share, as MS-OXWOAB 4 shows one
book_add() {
	local list=2c3b1a4e-5d6f-4708-9a1b-c2d3e4f50617 folder=$1/$oab_guid
	mkdir -p "$folder"
	cat >"$folder/oab.xml" <<-XML
		<?xml version="1.0" encoding="utf-8"?>
		<OAB>
		  <OAL id='$list' dn='/' name='\\Global Address List'>
		    <Full seq='1' ver='32' size='14' uncompressedsize='14' SHA='00'>
		      $list-data-1.lzx
		    </Full>
		  </OAL>
		</OAB>
	XML
	echo 'nobody here' >"$folder/$list-data-1.lzx"
}

# shares_reread HOST: makes its smbd read shares.conf again
shares_reread() {
	kill -HUP "$(cat "$LAB/$1/smbd.pid")"
}

# family SIGNAL LEADER: sends the signal to every process of the session that daemon started
family() {
	local stat fields
	for stat in /proc/[0-9]*/stat; do
		{ read -r fields <"$stat"; } 2>/dev/null || continue
		# The fields after the name in parentheses: state, parent, process group, session.
		read -r _ _ _ session _ <<<"${fields##*) }"
		[ "$session" != "$2" ] || {
			stat=${stat%/stat}
			kill "-$1" "${stat#/proc/}" 2>/dev/null
		}
	done
}

# plan_dns NAME ADDRESS...: $LAB/plan-NAME.json, the plan with these DNS servers
plan_dns() {
	local name=$1 servers
	shift
	servers=$(printf '"%s", ' "$@")
	sed "s|^\(  \"schema_version.*\)|\1\n  \"dns\": { \"servers\": [${servers%, }] },|" \
		"$LAB/plan.json" >"$LAB/plan-$name.json"
}

# decoded: reads LDIF on stdin, writes its SIDs and descriptors as text
decoded() {
	"$lab_folder/decode.py"
}

# dacl_seen [DN [WHO [DC]]]: the descriptor as reader (or admin) receives it
dacl_seen() {
	ldap_at "${3:-dc1}" "${2:-reader}" -s base -E '!1.2.840.113556.1.4.801=::MAMCAQc=' \
		-b "${1:-$cms_dn}" nTSecurityDescriptor | decoded
}

# sid_of ACCOUNT
sid_of() {
	ldap_as reader -b "$base_dn" "(sAMAccountName=$1)" objectSid | decoded |
		sed -n 's/^objectSid //p'
}

# replicate [PARTITION]: dc2 fetches the changes from dc1
replicate() {
	KRB5CCNAME=FILE:$LAB/admin.cc samba-tool drs replicate "dc2.$domain" "dc1.$domain" \
		"${1:-$base_dn}" --use-kerberos=required >>"$LAB/log/replicate" 2>&1
}
