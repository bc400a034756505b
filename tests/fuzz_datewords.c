/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/dates.tsv mails/findings/datewords */
/*
 * Whatever is written: each date found stands where it says, lies behind the one before, and is a
 * day and a time that there are. An input is a row of mails/dates.tsv as far as its text: language,
 * sense, words.
 */
#include "answer_table.h"
#include "fuzz_book.h"
#include "text/datewords.h"

#define COLUMNS 3
#define FINDS_MOST 1000

static void check(const struct dateword *found, size_t from, size_t bytes)
{
	assert(found->start >= from && found->end > found->start && found->end <= bytes);
	assert(found->first != DAY_NONE || found->start_minute >= 0);
	if (found->first != DAY_NONE)
		assert(found->first >= DAY_FIRST && found->last >= found->first &&
			found->last <= DAY_LAST);
	assert(found->start_minute >= -1 && found->start_minute < 24 * 60);
	assert(found->end_minute == -1 ||
		(found->end_minute > found->start_minute && found->end_minute <= 24 * 60));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	char *columns[COLUMNS], *row = arena_strndup(arena, (const char *)data, bytes);
	struct dateword found;
	size_t from = 0;

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i] = row ? strsep(&row, "\t") : "";
	const char *text = utf8_clean_in(arena, columns[2], strlen(columns[2]));
	enum date_sense sense = strcmp(columns[1], "nearest") ? DATE_COMING : DATE_NEAREST;
	for (size_t i = 0; i < FINDS_MOST &&
		dateword_find(fuzz_book(), columns[0], text, strlen(text), from,
			day_from_civil(2027, 2, 15), sense, &found);
		i++) {
		check(&found, from, strlen(text));
		from = found.end;
	}
	return 0;
}
