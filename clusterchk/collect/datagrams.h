/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watches the datagrams of a c-ares channel. c-ares silently drops replies that do not match one of
 * its questions, so a server that answers wrongly looks like one that does not answer.
 */
#pragma once

#include <ares.h>

#include "base/bytes.h"

struct datagram_watch {
	/* Called while the channel sends or receives, with the content of a datagram. */
	void (*sent)(void *context, struct bytes datagram);
	void (*received)(void *context, struct bytes datagram);
	void *context;
};

/* Call before the first question. The watch must outlive the channel. TCP is not watched. */
void datagrams_watch(ares_channel channel, const struct datagram_watch *watch);
