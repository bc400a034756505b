/* SPDX-License-Identifier: MIT */
/*
 * Days, times and numbers as people say them, by the words and patterns of a language's `subjects`: "tisdag 9 mars
 * kl. 13–16", "Tuesday 9 March, 13:00–16:00". The year is said where leaving it out could mislead: when the day is
 * over ten months from today.
 */
#ifndef SAMLAD_LETTERS_DAYS_H
#define SAMLAD_LETTERS_DAYS_H

#include "base/lexicon.h"
#include "base/when.h"

struct arena;

char *days_day(struct arena *arena, const struct lexicon *words, day which, day today);	/* "tisdag 9 mars" */
char *days_short(struct arena *arena, const struct lexicon *words, day which, day today); /* "9 mars" */
char *days_span(struct arena *arena, const struct lexicon *words, const struct zone *zone, instant start, instant end,
	day today); /* "tisdag 9 mars kl. 13–16" */
char *days_hours(struct arena *arena, const struct lexicon *words, const struct zone *zone, instant start, instant end);
char *days_number(struct arena *arena, const struct lexicon *words, int64_t number); /* "fyra", up to twelve */

#endif
