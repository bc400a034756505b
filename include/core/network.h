/* SPDX-License-Identifier: MIT */
/* A network's settings as the config gives them: plain values, read-only for everybody but the config's reader. */
#ifndef SAMLAD_CORE_NETWORK_H
#define SAMLAD_CORE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/when.h"

/* A sector's name in the network's language and in the other one (the same where only one was given). */
struct sector {
	const char *name;
	const char *other_name;
};

/* "21d", "2wd" (working days), "10m": how long before or after. */
enum delay_unit { DELAY_SECONDS, DELAY_DAYS, DELAY_WORKING_DAYS };
struct delay {
	int n;
	enum delay_unit unit;
};

/* "1 in 7 days": at most so many letters in so many days. */
struct budget_rule {
	int letters;
	int days;
};

struct network {
	const char *slug;
	const char *name;
	const char *address; /* as address_normal_in() gives it */
	const char *mailbox; /* the config's name of its way in */
	const char *language;
	const struct zone *zone;
	LIST_OF(struct sector) sectors;
	LIST_OF(const char *) leaders; /* addresses, normal; these alone make someone a leader */
	const char *phone;		/* NULL: letters leave the line out */
	bool live;			/* `mode = live`: live from the start */
	bool first_letter;
	bool plus_addressing;
	int hold_s;
	unsigned workdays;		/* bit 0 Monday - bit 6 Sunday */
	int opens_s, closes_s;		/* seconds since midnight by the wall clock */
	bool any_hour;			/* letters may be made at any hour: never by config, see top/holding */
	const char *holidays;		/* country, or NULL for none */
	LIST_OF(struct budget_rule) budget;
	struct delay attendance_reminder, details, numbers;		 /* before the meeting */
	struct delay agenda_call, agenda_deadline, agenda_reminder;	 /* before the meeting */
	struct delay signup_reminder, understaffed_after;		 /* after the call */
	struct delay progress_every, silent_after, preview_expires;
	int alert_weekday; /* 1 Monday */
	int alert_s;	   /* seconds since midnight */
};

/* The sector of that name (either language, folded), or -1. */
int network_find_sector(const struct network *network, const char *name);
/* The sector's name in that language; "" for -1. */
const char *network_sector_name(const struct network *network, int sector, const char *language);
bool network_is_leader(const struct network *network, const char *address);

#endif
