/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sockets of a c-ares channel, watched: c-ares passes over what does not belong to a question
 * of its own and tells nobody, so that a server which answers wrongly looks like a silent one.
 */
#pragma once

#include <ares.h>

#include "base/bytes.h"

struct datagram_watch {
	/* Both are called while the channel sends or receives, with what a datagram holds. */
	void (*sent)(void *context, struct bytes datagram);
	void (*received)(void *context, struct bytes datagram);
	void *context;
};

/* From now on; the watch outlives the channel. Streams are not watched. */
void datagrams_watch(ares_channel channel, const struct datagram_watch *watch);
