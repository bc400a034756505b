/* SPDX-License-Identifier: MIT */
/*
 * The rule at the end of a TZif file: a POSIX TZ string as RFC 8536 section 3.3.1 allows it, that is with hours
 * from -167 to 167 in the times of its changes. It holds for all years after the table.
 */
#ifndef SAMLAD_BASE_ZONE_RULE_H
#define SAMLAD_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/when.h"

#define ZONE_NAME_TEXT 16

enum rule_form { RULE_MONTH_WEEK_DAY, RULE_DAY_WITHOUT_LEAP, RULE_DAY_FROM_ZERO };

/* When a change comes in a year. */
struct rule_date {
	enum rule_form form;
	int month, week, weekday; /* M: 1-12, 1-5, 1 Monday - 7 Sunday */
	int day_of_year;	  /* J: 1-365, 29 February is never counted; n: 0-365 */
	int at_s;		  /* wall clock before the change */
};

struct zone_rule {
	char standard_name[ZONE_NAME_TEXT];
	char daylight_name[ZONE_NAME_TEXT];
	int standard_s; /* east is positive */
	int daylight_s;
	bool has_daylight;
	struct rule_date to_daylight, to_standard;
};

/* False, and ret_rule untouched, when the text is no such rule. */
bool zone_rule_parse(const char *text, size_t bytes, struct zone_rule *ret_rule);
int zone_rule_offset_s(const struct zone_rule *rule, instant at);

#endif
