/* SPDX-License-Identifier: MIT */
/*
 * Days, weeks and times as people write them ("tis 3 mars kl. 13–16", "v. 12", "efter påsk", "nästa vecka",
 * "3/3", "2027-03-03", "March 3rd, 1-4 pm"), counted from the mail's own day. Day and month are never swapped by
 * guess: what can be read both ways is no date.
 */
#ifndef SAMLAD_TEXT_DATEWORDS_H
#define SAMLAD_TEXT_DATEWORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/when.h"

struct phrasebook;

struct dateword {
	day first;	  /* DAY_NONE where only a time was found */
	day last;	  /* of a span ("v. 12", "3-5 mars"), else as first */
	int start_minute; /* since midnight, 0-1439; -1 where none is said */
	int end_minute;	  /* behind start_minute, at most 1440; -1 where none is said */
	bool year_said;
	int weekday;	  /* 1-7 where one stands before another day ("tis 9 mars"), whether it fits or not; 0 */
	size_t start, end; /* where it stands in the text */
};

enum date_sense {
	DATE_COMING, /* the next such day on or after today: deadlines, meetings */
	DATE_NEAREST, /* the nearest one: what somebody tells of */
};

/* The first one at or after offset from; false when there is none. language as in answer.h, may be NULL. */
bool dateword_find(const struct phrasebook *book, const char *language, const char *text, size_t bytes, size_t from,
	day today, enum date_sense sense, struct dateword *ret_found);

#endif
