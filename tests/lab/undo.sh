# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC1091,SC2154,SC2317
#
# Inside the lab: undoes a fault, so that no new lab is needed. The fault's own files and processes
# are always removed. Databases and servers are restored only if the fault changes them.

clean=/run/clean
declare -A clean_logs=()

# undo_prepare IMAGE: records the current state of the lab, which was started from IMAGE
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

# undo PART...: undoes a fault that changes these parts, see assertions.sh
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
	# Clears the caches of the tools for names, and below the reader's service tickets.
	net cache flush || return 1
	[ ${#controllers[@]} -eq 0 ] || controllers_anew "${controllers[@]}"
	"$directory" && tickets || return 1
	for part in "${members[@]}"; do
		member_anew "$part" || return 1
	done
}

# processes_in HOST: sets lives to the processes in the namespaces of that server, without the one
# that holds the namespaces. processes_in own: those of the lab itself, without its first process
# and this one.
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

# Unmounts in reverse order.
mounts_end() {
	local mounts place
	mapfile -t mounts </proc/self/mounts
	while [ ${#mounts[@]} -gt "$mounts_before" ]; do
		read -r _ place _ <<<"${mounts[-1]}"
		umount "$place" || return 1
		mapfile -t mounts </proc/self/mounts
	done
}

# In place, because some of these files are mounted over files of /etc.
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

# server_end HOST: ends all its processes and keeps its namespaces
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

# Two DCs replicate with each other, so both are ended before one is started.
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
