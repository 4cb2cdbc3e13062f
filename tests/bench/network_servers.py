# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers of `network`, inside the lab: a DNS server with many records, two file servers with
1,500 names and addresses, and silent ones.

The file servers are the lab's EXCMS01, with the names of all clustered mailbox servers, and its
NODE1, with those of all nodes. Each has its own network namespace with a network of RFC 2544. Their
accounts get service principal names for all these names, so that the KDC issues tickets for them.
ExchangeOAB is visible only under the names of the clustered mailbox servers, as it should be."""

import dataclasses
import itertools
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

import make_fleet as fleet

LAB = pathlib.Path(os.environ.get("LAB", "/nowhere"))
DNS_ADDRESS, RECORDS = "127.0.0.60", 20000
FAR_ADDRESS, FAR_MS = "127.0.0.61", 1
HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass(frozen=True)
class Room:
    """The place of a file server: an account of the lab, its own network, and the link to it."""
    account: str
    number: int
    shares: str

    def addresses(self):
        return (f"198.18.{high}.{low}" for high in range(128 * self.number, 128 * (self.number + 1))
                for low in range(1, 255))

    @property
    def network(self):
        return f"198.18.{128 * self.number}.0/17"

    def end(self, which):
        return f"198.19.{self.number}.{which}"


OF_CMSS = Room("excms01", 0, "[ExchangeOAB]\npath = /run/lab/excms01/oab\n")
OF_NODES = Room("node1", 1, "[Logs]\npath = /run/lab/node1/oab\n")


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL,
                          **more)


def fqdn(name):
    return f"{name.lower()}.{fleet.DOMAIN}"


def names_of(count):
    """The names whose shares are read: each CMS, its nodes, and those of the standby clusters."""
    cmss = fleet.cms_names(count)
    nodes = [node for name in cmss for node in fleet.nodes("N" + name[5:])]
    nodes += [node for cluster in fleet.clusters(count) for node in fleet.nodes(cluster)]
    return {OF_CMSS: cmss, OF_NODES: nodes}


def share_names(count):
    return [name for names in names_of(count).values() for name in names]


def places(count):
    return {name: address for room, names in names_of(count).items()
            for name, address in zip(names, room.addresses())}


def wait_for(what, ready):
    until = time.monotonic() + 30
    while not ready():
        if time.monotonic() > until:
            raise SystemExit(f"network: no {what}")
        time.sleep(0.1)


def answers(address, port):
    try:
        socket.create_connection((address, port), 2).close()
        return True
    except OSError:
        return False


def dns_start(count):
    """20,000 records: the names of the fleet, and as many others as needed."""
    records = [f"{name.lower()} A {address}" for name, address in places(count).items()]
    records += [f"{name.lower()} A 198.19.1.1" for name in fleet.clusters(count)]
    others = range(RECORDS - len(records))
    records += [f"host{number} A 203.0.113.{number % 250 + 1}" for number in others]
    zone = LAB / "network.zone"
    zone.write_text("\n".join([
        f"$ORIGIN {fleet.DOMAIN}.", "$TTL 300", "@ SOA dc1 hostmaster 1 900 600 86400 3600",
        "@ NS dc1", "dc1 A 127.0.0.11", *records, ""]), encoding="ascii")
    (LAB / "network-dns").mkdir()
    settings = LAB / "network-dns.conf"
    settings.write_text("\n".join([
        "server:", " user: root:root", f" listen: {DNS_ADDRESS}@53", " rundir: /run/lab",
        " udp-workers: 1", " tcp-workers: 1", " background-workers: 1",
        "database:", " storage: /run/lab/network-dns",
        "log:", " - target: stderr", "   any: warning",
        "zone:", f" - domain: {fleet.DOMAIN}", "   file: /run/lab/network.zone", ""]),
        encoding="ascii")
    with open(LAB / "log/network-dns", "wb") as log:
        subprocess.Popen(["knotd", "-c", settings], stdout=log, stderr=log, start_new_session=True)
    wait_for("DNS server", lambda: answers(DNS_ADDRESS, 53))
    subprocess.Popen([HERE / "far.py", FAR_ADDRESS, DNS_ADDRESS, str(FAR_MS)],
                     start_new_session=True)
    wait_for("way to the DNS server", lambda: subprocess.run(
        ["dig", "+tries=1", "+time=1", "@" + FAR_ADDRESS, fleet.DOMAIN, "SOA"],
        stdout=subprocess.DEVNULL, check=False).returncode == 0)


def names_add(room, names):
    """Adds service principal names to the file server's account."""
    change = f"dn: CN={room.account.upper()},CN=Computers,{fleet.BASE}\n" \
             "changetype: modify\nadd: servicePrincipalName\n" + \
             "".join(f"servicePrincipalName: cifs/{fqdn(name)}\n" for name in names)
    run("ldapmodify", "-Q", "-Y", "GSSAPI", "-O", "minssf=56", "-H", "ldap://dc1." + fleet.DOMAIN,
        input=change.encode(), env={**os.environ, "KRB5CCNAME": f"FILE:{LAB}/admin.cc"})


def hosts_add(where):
    with open(LAB / "hosts", "a", encoding="ascii") as file:
        file.write("".join(f"{address} {fqdn(name)}\n" for name, address in where.items()))


def hosts_move(where):
    """Writes in place, because this very file is mounted over /etc/hosts."""
    moved = {fqdn(name): address for name, address in where.items()}
    lines = [line.split() for line in (LAB / "hosts").read_text(encoding="ascii").splitlines()]
    (LAB / "hosts").write_text("".join(
        " ".join([moved.get(line[1], line[0]), *line[1:]]) + "\n" for line in lines),
        encoding="ascii")


def room_open(room):
    """Makes the network namespace of a file server. Returns a process that holds it."""
    holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"], start_new_session=True)
    inside = ["nsenter", f"--net=/proc/{holder.pid}/ns/net", "--"]
    outer = f"fleet{room.number}"
    wait_for("network namespace", lambda: os.readlink(f"/proc/{holder.pid}/ns/net") !=
             os.readlink("/proc/self/ns/net"))
    run("ip", "link", "add", outer, "type", "veth", "peer", "name", "inner", "netns", holder.pid)
    run("ip", "address", "add", room.end(1) + "/30", "dev", outer)
    run("ip", "link", "set", outer, "up")
    run(*inside, "ip", "link", "set", "lo", "up")
    run(*inside, "ip", "address", "add", room.end(2) + "/30", "dev", "inner")
    run(*inside, "ip", "link", "set", "inner", "up")
    run(*inside, "ip", "route", "add", "default", "via", room.end(1))
    run(*inside, "ip", "route", "add", "local", room.network, "dev", "lo")
    run("ip", "route", "add", room.network, "via", room.end(2))
    return holder


def file_server_start(room, names):
    names_add(room, names)
    folder = LAB / room.account
    for server in ("smbd", "samba-dcerpcd"):  # samba-dcerpcd would keep the old list of shares
        file = folder / (server + ".pid")
        if file.exists():
            os.kill(int(file.read_text()), signal.SIGTERM)
    (folder / "oab").mkdir()
    settings = [line for line in (folder / "smb.conf").read_text().splitlines(True)
                if "interfaces" not in line and "include" not in line]
    (folder / "network.conf").write_text("".join([*settings, room.shares]), encoding="ascii")
    holder = room_open(room)
    view = (folder / "holder.pid").read_text().strip()
    with open(LAB / f"log/network-{room.account}", "wb") as log:
        subprocess.Popen(["nsenter", "--target", view, "--mount", "--uts",
                          f"--net=/proc/{holder.pid}/ns/net", "--",
                          "smbd", f"--configfile=/run/lab/{room.account}/network.conf",
                          "--foreground", "--no-process-group"],
                         stdout=log, stderr=log, start_new_session=True)
    wait_for("file server", lambda: answers(next(room.addresses()), 445))


def file_servers_start(count):
    hosts_add(places(count))
    for room, names in names_of(count).items():
        file_server_start(room, names)


def silent_start(names):
    """Moves these names to servers that accept connections and send nothing."""
    silent = (f"127.3.{high}.{low}" for high, low in itertools.product(range(256), range(1, 255)))
    where = dict(zip(names, silent))
    kept = []

    def take(listener):
        while True:
            kept.append(listener.accept())

    for address in where.values():
        listener = socket.create_server((address, 445), backlog=64)
        threading.Thread(target=take, args=(listener,), daemon=True).start()
    hosts_move(where)
