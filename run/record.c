/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/record.h"

#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/utc.h"
#include "base/version.h"

/* A random UUID, RFC 4122 4.4. */
static const char *run_id(struct arena *arena)
{
	unsigned char b[16] = { 0 };
	if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
		return arena_format(arena, "%ld-%d", (long)time(NULL), (int)getpid());
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	return arena_format(arena,
		"%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
		b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
		b[15]);
}

static const char *host_name(struct arena *arena)
{
	char name[256] = "unknown";
	gethostname(name, sizeof name - 1);
	return arena_string(arena, name);
}

struct run run_record(struct arena *arena, const struct plan *plan)
{
	return (struct run){
		.id = run_id(arena),
		.version = CMSREADY_VERSION,
		.host = host_name(arena),
		.started = utc_write(arena, time(NULL)),
		.plan_sha256 = plan->sha256,
	};
}
