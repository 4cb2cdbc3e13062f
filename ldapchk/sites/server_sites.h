/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sites of the servers and recoveries of a judgement, for reports. Pure. */
#pragma once

#include "model/judgement.h"

/* The server_sites_function of the catalogue: what the topology of the evidence says. */
void topology_server_sites(
	struct arena *arena, const struct examination *examination, struct server_sites *sites);
