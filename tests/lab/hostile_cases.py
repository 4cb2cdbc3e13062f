# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of `hostile`: which server misbehaves how, and the expected result."""

import itertools
import json
import os
import resource
import subprocess

import hostile_dns as dns
import hostile_ldap as ldap
import hostile_smb as smb
import hostile_sockets as sockets

DOMAIN = "corp.example.com"
DC, CMS = "dc1." + DOMAIN, "excms01." + DOMAIN
DC_ADDRESS, CMS_ADDRESS = "127.0.0.11", "127.0.1.1"
LDAP_PORTS, LDAPS_PORTS, SMB_PORTS, KDC_PORTS = (389, 3268), (636, 3269), (445,), (88,)
RECOVERY = {"cms": "EXCMS01", "source_nodes": ["NODE1", "NODE2"], "standby_cluster": "DRCLU01",
            "standby_nodes": ["DRNODE1", "DRNODE2"]}
ANY = {"timeout", "unreachable", "malformed", "denied", "absent"}
NO_WORD = {"timeout"}
MAX_SOCKETS = 8192
addresses = (f"127.0.{high}.{low}" for high in range(100, 200) for low in range(1, 250))


def plan(**more):
    return {"schema_version": "1.0", "directory": {"domain": DOMAIN},
            "dns": {"servers": [DC_ADDRESS]}, "recoveries": [RECOVERY], **more}


class Case:
    """One run with one server that misbehaves."""

    goes = False  # whether it may be a GO

    def __init__(self, title, source, server, causes=frozenset(ANY), lasts=False, statuses=(3,),
                 deadline=8):
        self.title, self.source, self.server = f"{source}: {title}", source, server
        self.causes, self.lasts = causes, lasts
        self.statuses, self.deadline = statuses, deadline
        self.plan, self.hosts, self.resolver, self.said = plan(), {}, None, None

    def judge(self, run, gaps):
        """If the answer is complete but does not help, there is no gap. Then the finding of the
        check `said` names the server."""
        if self.said is not None:
            heard = [finding for finding in run.report["findings"] if finding["check"] == self.said]
            text = json.dumps(heard)
            named = '"unknown"' in text and self.server in text
            return [] if named else [f"{self.said} does not say so: {text}"]
        heard = [gap for gap in gaps
                 if gap["source"] == self.source and self.server in (gap["server"] or "")]
        if not heard and 0 not in self.statuses:
            return ["no gap names the server"]
        return [f"a gap for another cause: {gap}" for gap in heard
                if gap["cause"] not in self.causes]


def has_gap(value):
    if isinstance(value, dict):
        return any(key == "gap" or key.endswith("_gap") or has_gap(each)
                   for key, each in value.items())
    return isinstance(value, list) and any(map(has_gap, value))


class Cuts(Case):
    """Many servers in one run. Each stops after another number of bytes; the last one sends all."""

    def __init__(self, title, source, servers, key, strip):
        super().__init__(title, source, "", deadline=20)
        # servers: name -> bytes that it sends; with "!" there must be a gap
        self.servers, self.key, self.strip = servers, key, strip

    def parts_of(self, visit):
        """The parts of a visit that are compared separately."""
        found = visit.get("answers")
        if found is None:
            return [visit]
        return [{key: value for key, value in visit.items() if key != "answers"}, *found]

    def plain(self, part):
        return {key: value for key, value in part.items() if key not in self.strip}

    def judge(self, run, gaps):
        visits = {visit[self.key]: visit for visit in run.evidence[self.folder()]["visits"]}
        *cut, good = self.servers
        if has_gap(visits[good]):
            return [f"the server that never breaks off has a gap: {visits[good]}"]
        wanted = [self.plain(part) for part in self.parts_of(visits[good])]
        wrong = []
        for server in cut:
            found = self.parts_of(visits[server])
            sound = [self.plain(part) for part in found if not has_gap(part)]
            if any(part not in wanted for part in sound):
                wrong.append(f"{server}, {self.servers[server]}: other than the good server says, "
                             "and no gap")
            if self.servers[server].endswith("!") and len(sound) == len(found) and \
                    not has_gap(visits[server]):
                wrong.append(f"{server}, {self.servers[server]}: no gap")
            named = any(server in (gap["server"] or "") for gap in gaps)
            if has_gap(visits[server]) and not named:
                wrong.append(f"{server}: no gap of the report names it")
        return wrong[:5]

    def folder(self):
        return {"directory": "directory", "dns": "dns", "shares": "shares"}[self.source]


def dns_case(title, answer, causes=frozenset(ANY), slow=False, **more):
    address = next(addresses)
    sockets.listen_dns(address, answer, slow)
    case = Case(title, "dns", address, causes, **more)
    case.plan["dns"]["servers"] = [address]
    return case


def resolver_case(title, answer):
    """The resolver of the machine misbehaves, and all names are resolved through it."""
    address = next(addresses)
    sockets.listen_dns(address, answer)
    case = Case(title, "dns", "", lasts=True)
    del case.plan["dns"]
    case.resolver = address
    return case


class NameCase(Case):
    """DNS names a server whose name is no host name. Nobody may be asked because of it: evil listens
    under every address that could be read out of the name."""

    def __init__(self, kind, target):
        self.heard = []
        evil, resolver = next(addresses), next(addresses)
        target = target.replace("EVIL", evil)
        super().__init__(f"a server called {target}", {dns.SRV: "directory", dns.NS: "dns"}[kind],
                         target.replace(" ", "\\032"), {"malformed"})
        sockets.listen(evil, (389, 636, 3268, 3269, 9999), self.hear)
        sockets.listen_dns(evil, self.hear_question)
        sockets.listen_dns(resolver, dns.everywhere(
            lambda question: dns.named(DC_ADDRESS, question, kind, target)))
        self.hosts["evil.example.org"] = evil
        self.resolver = resolver
        del self.plan["dns"]

    def hear(self, client, port):
        self.heard.append(f"a connection to port {port}")
        client.close()

    def hear_question(self, _question, _over_tcp):
        self.heard.append("a question for port 53")
        return []

    def judge(self, run, gaps):
        return super().judge(run, gaps) + self.heard


def name_cases():
    for target in ("x,ldap://evil.example.org/", "x ldap://evil.example.org", "EVIL", "EVIL:9999/",
                   "evil.example.org:9999/", "evil.example.org/x?", "[::1]"):
        yield NameCase(dns.SRV, target)
    for target in ("EVIL", "EVIL:53", "evil.example.org:53", "evil.example.org,x"):
        yield NameCase(dns.NS, target)


def dns_cuts(title, cut, positions):
    case = Cuts(title, "dns", {}, "server", ("server", "address", "probes"))
    for length in positions:
        address = next(addresses)
        sockets.listen_dns(address, (lambda length: cut(DC_ADDRESS, length))(length))
        case.servers[address] = f"{length} bytes" + "!" * (length < 40)
    good = next(addresses)
    sockets.listen_dns(good, lambda question, tcp: [dns.framed(dns.ask(DC_ADDRESS, question), tcp)])
    case.servers[good] = "all"
    case.plan["dns"]["servers"] = list(case.servers)
    return case


def dns_cases():
    yield dns_case("silence", lambda question, tcp: [], NO_WORD, lasts=True)
    yield dns_case("a byte a second, over TCP", dns.truncated_first(
        lambda question: [dns.framed(dns.ask(DC_ADDRESS, question), True)]),
                   NO_WORD, slow=True, lasts=True)
    for title, make in dns.UNREADABLE.items():
        yield dns_case(title, dns.everywhere(make), {"malformed", "timeout"}, lasts=True)
    for title, make in dns.WORTHLESS.items():
        case = dns_case(title, dns.everywhere(make), lasts=True)
        case.said = "dns.record"
        yield case
    for title, make in dns.STREAMS.items():
        yield dns_case("over TCP " + title, dns.truncated_first(make),
                       {"malformed", "timeout", "unreachable"}, lasts=True)
    yield dns_cuts("over UDP cut at each byte", dns.cut_udp, range(0, 64))
    yield dns_cuts("over TCP closed at each byte", dns.cut_tcp, range(0, 66))
    yield resolver_case("a resolver that names 2,600 servers", dns.everywhere(dns.many_servers))
    yield resolver_case("a resolver that points in a circle", dns.everywhere(dns.loop_of_two))


def ldap_case(title, serve, ports, causes=frozenset(ANY), transport=None, **more):
    address = next(addresses)
    sockets.listen(address, ports, serve)
    case = Case(title, "directory", DC, causes, **more)
    case.hosts[DC] = address
    if transport is not None:
        case.plan["directory"].update(transport)
    return case


def ldap_cuts(title, positions, tls, transport):
    case = Cuts(title, "directory", {}, "server", ("server", "root", "operations"))
    for number, limit in enumerate([*positions, None]):
        name, address = f"h{number}.{DOMAIN}", next(addresses)
        sockets.listen(address, LDAPS_PORTS, sockets.Relay(DC_ADDRESS, tls=tls, limit=limit))
        sockets.listen(address, KDC_PORTS, sockets.Relay(DC_ADDRESS))
        case.hosts[name] = address
        case.servers[name] = "all" if limit is None else f"{limit} bytes" + "!" * (limit < 9000)
    case.plan["directory"].update(transport, servers=list(case.servers))
    return case


def ldap_ranges(tls, transport):
    """A server that returns attributes in parts: nothing of them is missing in the end."""
    relays = {"ranges": sockets.Relay(DC_ADDRESS, sockets.ldap_messages,
                                      ldap.in_ranges(ldap.one_by_one), tls),
              "cut!": sockets.Relay(DC_ADDRESS, tls=tls, limit=200),
              "all": sockets.Relay(DC_ADDRESS, sockets.ldap_messages, lambda _, m: [m], tls)}
    case = Cuts("ranges of one value each", "directory", {}, "server",
                ("server", "root", "operations"))
    for name, relay in relays.items():
        address = next(addresses)
        host = f"{name.strip('!')}.{DOMAIN}"
        sockets.listen(address, LDAPS_PORTS, relay)
        sockets.listen(address, KDC_PORTS, sockets.Relay(DC_ADDRESS))
        case.hosts[host], case.servers[host] = address, name
    case.plan["directory"].update(transport, servers=list(case.servers))
    return case


def ldap_cases(tls, transport):
    yield ldap_case("silence", sockets.silence, LDAP_PORTS, NO_WORD, lasts=True)
    yield ldap_case("silence instead of TLS", sockets.silence, LDAPS_PORTS, NO_WORD, transport,
                    lasts=True)
    yield ldap_case("a byte a second", sockets.Relay(DC_ADDRESS, slow=True), LDAP_PORTS, NO_WORD,
                    lasts=True)
    yield ldap_case("noise instead of TLS", sockets.says(smb.NOISE.randbytes(4096)), LDAPS_PORTS,
                    {"unreachable", "denied", "malformed"}, transport)
    yield ldap_case("an element without end",
                    sockets.says(b"\x30" + ldap.HUGE, bytes(65536), again=True), LDAP_PORTS,
                    lasts=True)
    for title, edit in ldap.EDITS.items():
        relay = sockets.Relay(DC_ADDRESS, sockets.ldap_messages, edit, tls)
        yield ldap_case(title, relay, LDAPS_PORTS, transport=transport, lasts=True)
    for title, edit in ldap.CONTRADICTIONS.items():
        relay = sockets.Relay(DC_ADDRESS, sockets.ldap_messages, edit, tls)
        yield ldap_case(title, relay, LDAPS_PORTS, {"malformed"}, transport, lasts=True)
    for title, edit in ldap.SEALED.items():
        relay = sockets.Relay(DC_ADDRESS, sockets.chunks, edit)
        yield ldap_case(title, relay, LDAP_PORTS, lasts=True)
    yield ldap_ranges(tls, transport)
    yield ldap_cuts("closed at each of the first bytes", range(1, 33), tls, transport)
    yield ldap_cuts("closed at some of 14,000 bytes", range(200, 14000, 430), tls, transport)


class KdcCase(Case):
    """The directory server is a good one, but not as a KDC. Its tickets only advise: it is a GO."""

    goes = True

    def judge(self, run, gaps):
        heard = [gap for gap in gaps if gap["subject"] == "Kerberos tickets"]
        found = {finding["outcome"] for finding in run.report["findings"]
                 if finding["check"] == "ad.kerberos"}
        return super().judge(run, heard) + ([] if heard else ["no gap of the tickets"]) + \
            ([] if found == {"unknown"} else [f"ad.kerberos is {found}"])


def kdc_case(title, serve, causes):
    address = next(addresses)
    sockets.listen(address, LDAP_PORTS, sockets.Relay(DC_ADDRESS))
    sockets.listen(address, KDC_PORTS, serve)
    case = KdcCase("KDC: " + title, "directory", DC, causes, statuses=(0,), deadline=30)
    case.hosts[DC] = address
    return case


def kdc_cases():
    yield kdc_case("silence", sockets.silence, NO_WORD)
    yield kdc_case("a byte a second", sockets.Relay(DC_ADDRESS, slow=True), NO_WORD)
    yield kdc_case("closed within an answer", sockets.Relay(DC_ADDRESS, limit=100), {"unreachable"})
    yield kdc_case("an answer of 2 GiB", sockets.says(b"\x7f\xff\xff\xff", bytes(65536)),
                   {"malformed"})
    for title, answer in (("noise", smb.NOISE.randbytes(4096)),
                          ("an error without a code", b"\x7e\x02\x30\x00"),
                          ("an answer without a ticket", b"\x6d\x02\x30\x00"),
                          ("a length of its own", b"\x6d\x84\xff\xff\xff\xff")):
        framed = len(answer).to_bytes(4, "big") + answer
        yield kdc_case(title, sockets.says(framed), {"malformed"})


def smb_case(title, serve, causes=frozenset(ANY), **more):
    address = next(addresses)
    sockets.listen(address, SMB_PORTS, serve)
    case = Case(title, "shares", CMS, causes, **more)
    case.hosts[CMS] = address
    return case


def smb_cuts(title, positions, credentials):
    """With a password, because the KDC has no tickets for these names."""
    case = Cuts(title, "shares", {}, "name", ("name",))
    for number, limit in enumerate([*positions, None]):
        name, address = f"h{number}.{DOMAIN}", next(addresses)
        sockets.listen(address, SMB_PORTS, sockets.Relay(CMS_ADDRESS, limit=limit))
        case.hosts[name] = address
        case.servers[name] = "all" if limit is None else f"{limit} bytes" + "!" * (limit < 1000)
    case.plan["recoveries"] = [{**RECOVERY, "source_nodes": list(case.servers)}]
    case.plan["shares"] = {"credentials_file": credentials}
    return case


def smb_cases():
    yield smb_case("silence", sockets.silence, NO_WORD, lasts=True)
    yield smb_case("a byte a second", sockets.Relay(CMS_ADDRESS, slow=True), NO_WORD, lasts=True)
    yield smb_case("a frame without end",
                   sockets.says(b"\0\xff\xff\xff", bytes(65536), again=True), lasts=True)
    for title, edit in itertools.chain(smb.EDITS.items(), smb.SIZES.items()):
        relay = sockets.Relay(CMS_ADDRESS, sockets.smb_messages, edit)
        yield smb_case(title, relay, lasts=True, statuses=(0, 3) if title in smb.SIZES else (3,))
    credentials = os.path.join(os.environ["LAB"], "smb-credentials")
    yield smb_cuts("closed at each of the first bytes", range(1, 81), credentials)
    yield smb_cuts("closed at some of 3,000 bytes", range(85, 3000, 53), credentials)


def cases(folder):
    def run(*command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_SOCKETS, MAX_SOCKETS))
    folder = str(folder)
    tls = sockets.tls_contexts(folder, DOMAIN, run)
    transport = {"transport": "ldaps", "ca_file": folder + "/hostile-ca.pem", "bind": "simple", "servers": [DC],
                 "bind_dn": "reader@" + DOMAIN,
                 "password_file": os.path.join(os.environ["LAB"], "reader.pass")}
    return [*dns_cases(), *name_cases(), *ldap_cases(tls, transport), *kdc_cases(), *smb_cases()]
