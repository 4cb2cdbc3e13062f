# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC1091,SC2154,SC2317
#
# Inside the lab: makes it what it was before a fault, without a new lab. What a fault leaves in files and processes
# of its own is always taken away; databases and servers are put back where the fault changes them.

clean=/run/clean
declare -A clean_logs=()

# undo_prepare IMAGE: remembers the lab as it is now, which has been started from that folder
undo_prepare() {
	local mounts file
	image=$1
	# shellcheck disable=SC2034 # controllers.sh uses it
	LAB_DC2=
	# shellcheck disable=SC2034
	[ ! -d "$LAB/dc2" ] || LAB_DC2=1
	: >"$LAB/log/undo"
	mkdir -m 0700 "$clean"
	find "$LAB" -maxdepth 1 -type f -exec cp -a -t "$clean" {} +
	for file in "$LAB"/log/*; do
		clean_logs[${file##*/}]=1
	done
	mapfile -t mounts </proc/self/mounts
	mounts_before=${#mounts[@]}
}

# undo PART...: after a fault that changes these, see assertions.sh
undo() {
	local part controllers=() directory=true members=()
	for part in "$@"; do
		case $part in
		dc1 | dc2) controllers+=("$part") ;;
		directory) directory=directory_put_back ;;
		nothing | everything) ;;
		*) members+=("$part") ;;
		esac
	done
	processes_end own && mounts_end && files_put_back || return 1
	# What the tools remember of names; and below the reader's tickets for servers.
	net cache flush || return 1
	[ ${#controllers[@]} -eq 0 ] || controllers_anew "${controllers[@]}"
	"$directory" && tickets || return 1
	for part in "${members[@]}"; do
		member_anew "$part" || return 1
	done
}

# processes_in HOST: sets lives to those in the namespaces of that server, but for the one that keeps them; own: to
# those in the namespaces of the lab itself, but for its first one and this one
processes_in() {
	local keeper=1 place process
	[ "$1" = own ] || keeper=$(<"$LAB/$1/holder.pid")
	lives=()
	for place in /proc/[0-9]*; do
		process=${place#/proc/}
		if [ "$place/ns/mnt" -ef "/proc/$keeper/ns/mnt" ] && [ "$process" -ne "$keeper" ] &&
			[ "$process" -ne $$ ]; then
			lives+=("$process")
		fi
	done
	[ ${#lives[@]} -gt 0 ]
}

processes_end() {
	local lives
	while processes_in "$1"; do
		kill -KILL "${lives[@]}" 2>/dev/null
		sleep 0.02
	done
}

directory_put_back() {
	"$python" "$lab_folder/directory_undo.py" "$image"
}

# The last one that was mounted is the first to go.
mounts_end() {
	local mounts place
	mapfile -t mounts </proc/self/mounts
	while [ ${#mounts[@]} -gt "$mounts_before" ]; do
		read -r _ place _ <<<"${mounts[-1]}"
		umount "$place" || return 1
		mapfile -t mounts </proc/self/mounts
	done
}

# In place, as some are mounted over files of /etc.
files_put_back() {
	local file
	for file in "$LAB"/*; do
		[ ! -f "$file" ] || [ -e "$clean/${file##*/}" ] || rm "$file"
	done
	for file in "$clean"/*; do
		cmp -s "$file" "$LAB/${file##*/}" && continue
		if [ -e "$LAB/${file##*/}" ]; then
			cat "$file" >"$LAB/${file##*/}"
		else
			cp -a "$file" "$LAB/"
		fi
	done
	for file in "$LAB"/log/*; do
		[ -n "${clean_logs[${file##*/}]:-}" ] || rm -r "$file"
	done
	return 0
}

# server_end HOST: nothing is left of it but its namespaces
server_end() {
	processes_end "$1"
	find "$LAB/$1" -mindepth 1 -maxdepth 1 ! -name holder.pid -exec rm -r {} +
	on_host "$1" find /run/samba -mindepth 1 -delete
	on_host "$1" mkdir /run/samba/ncalrpc
}

member_anew() {
	server_end "$1"
	cp -a "$image/$1" "$LAB/"
	member_configure "$1"
	member_serve "$1"
}

# Two replicate with each other: both are ended before one is started.
controllers_anew() {
	local dc
	for dc in "$@"; do
		server_end "$dc"
		cp -a "$image/$dc" "$LAB/"
	done
	for dc in "$@"; do
		dc_start "$dc"
	done
	for dc in "$@"; do
		dc_wait "$dc"
	done
}
