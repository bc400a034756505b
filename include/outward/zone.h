/* SPDX-License-Identifier: MIT */
/* The system's time zones: finds a zone's file (RFC 8536) by its name and hands the bytes to
 * base/when. */
#ifndef SAMLAD_OUTWARD_ZONE_H
#define SAMLAD_OUTWARD_ZONE_H

#include "base/when.h"

struct arena;
struct fault;

#define ZONE_DIRECTORY "/usr/share/zoneinfo"

/*
 * name: "Europe/Stockholm". -EINVAL for what is no zone's name (a path that climbs or starts at the
 * root, blanks), -ENOENT for one that this machine has not, -EUCLEAN for a file that is no zone.
 */
int zone_load(
	struct arena *arena, const char *name, const struct zone **ret_zone, struct fault *fault);
/* The same beneath another directory. */
int zone_load_from(struct arena *arena, const char *directory, const char *name,
	const struct zone **ret_zone, struct fault *fault);

#endif
