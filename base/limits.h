/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The longest lists that are believed. Each is far above what real forests have. What a server
 * sends beyond is a gap of that server, and no check takes a part of the list for all of it.
 * docs/design.md has the same table.
 */
#pragma once

enum limit {
	/* Microsoft supports 1,200 domain controllers per domain; the Sites container lists those
	 * of all domains. */
	LIMIT_CONTROLLERS = 5000,
	/* Each domain controller of a zone may be a name server of it. */
	LIMIT_NAME_SERVERS = 2000,
	/* A DNS message has at most 64 KiB; the smallest record with data has 16 bytes. */
	LIMIT_RECORDS = 4096,
	/* A clustered server has one address per network, and a router some dozen. */
	LIMIT_ADDRESSES = 256,
	/* Of one search; the largest forests have some ten thousand subnets and dnsNodes. */
	LIMIT_ENTRIES = 100000,
	/* A distinguished name, and the name of an attribute; a component has at most 255
	 * characters. */
	LIMIT_DN_BYTES = 8 << 10,
	/* Computer objects of one search, which names at most 125; a conflict adds one or two. */
	LIMIT_COMPUTERS = 1000,
	/* A Windows token holds at most 1,024 SIDs. */
	LIMIT_TOKEN_GROUPS = 4096,
	/* One message of LDAP, which holds one entry at most; servers return at most 5,000 values
	 * of an attribute at once. */
	LIMIT_LDAP_MESSAGE_BYTES = 8 << 20,
	/* Everything received from one directory server, with what keeping it takes in memory.
	 * A recovery has about 25 KiB of it, and allows LIMIT_CMS_BYTES more. */
	LIMIT_RECEIVED_BYTES = 64 << 20,
	/* The result of one worker, and the results of all: the run has them twice for a moment,
	 * and then the values in them. For each recovery of the plan both may be longer. */
	LIMIT_RESULT_BYTES = 64 << 20,
	LIMIT_RUN_BYTES = 96 << 20,
	LIMIT_CMS_BYTES = 256 << 10,
	LIMIT_RUN_ITEMS = 3 << 20,
	LIMIT_CMS_ITEMS = 8 << 10,

	/* Gaps behind one finding. The text of a gap names no server, so there are few. */
	LIMIT_CAUSES = 64,
	/* Different proofs in one finding; servers of one proof that are named. */
	LIMIT_PROOFS = 64,
	LIMIT_SERVERS_NAMED = 1500,
	/* Bytes of one text of a finding; once all texts are as long as LIMIT_LONG_TEXTS, the
	 * second: a thousand recoveries have a hundred thousand texts. */
	LIMIT_TEXT = 64 << 10,
	LIMIT_SHORT_TEXT = 2 << 10,
	LIMIT_LONG_TEXTS = 64 << 20,
	/* Fixes of one finding. */
	LIMIT_FIXES = 64,
	/* Lines about objects of one kind in a proof or a remedy. */
	LIMIT_LINES = 20,
};
