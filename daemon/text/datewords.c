/* SPDX-License-Identifier: MIT */
/*
 * Where a date begins is tried token by token; a date is a day, perhaps with a weekday before and a
 * time behind, or a time with a day behind it. Small words between ("den", "kl", a comma) are
 * stepped over, at most three.
 *
 * A long text is looked through in windows that overlap by more than any date is long, so that a
 * caller who walks from find to find never has the whole text cut into words again each time.
 */
#include "text/datewords.h"

#include <string.h>

#include "text/dates.h"
#include "text/phrases.h"

#define FILLERS_MOST 3
#define WINDOW_BYTES 4096
#define OVERLAP_BYTES 256
#define WINDOW_TOKENS 2048

static size_t fillers_at(const struct date_reader *reader, size_t i)
{
	size_t n = 0;

	while (n < FILLERS_MOST) {
		const struct token *token = date_token(reader, i + n);
		bool iso_time = token->joined && !strcmp(token->folded, "t"); /* RFC 3339 */
		if (!token_has(token, WORD_DATE_FILLER) && !iso_time &&
			!token_is_sign(token, ",(@") && !(token_is_sign(token, ".") && n == 0) &&
			token->kind != TOKEN_LINE)
			break;
		if (token->kind == TOKEN_LINE && n > 0)
			break;
		n++;
	}
	return n;
}

static const struct dateword nothing = {
	.first = DAY_NONE, .last = DAY_NONE, .start_minute = -1, .end_minute = -1};

/* What stands behind the first part, at most a few small words on. 0: nothing does. */
static size_t behind(
	const struct date_reader *reader, size_t i, bool day_came_first, struct dateword *found)
{
	size_t most = fillers_at(reader, i);

	for (size_t skip = 0; skip <= most; skip++) {
		struct dateword more = nothing;
		if (day_came_first) {
			size_t n = date_time_at(reader, i + skip, true, &more);
			if (n > 0) {
				found->start_minute = more.start_minute;
				found->end_minute = more.end_minute;
				return skip + n;
			}
			continue;
		}
		size_t n = date_day_at(reader, i + skip, &more);
		if (n > 0) {
			found->first = more.first;
			found->last = more.last;
			found->year_said = more.year_said;
			found->weekday = more.weekday;
			return skip + n;
		}
	}
	return 0;
}

size_t date_at(const struct date_reader *reader, size_t i, struct dateword *ret_found)
{
	struct dateword found = nothing;
	if (reader->today == DAY_NONE)
		return 0; /* a mail that came on no day: nothing can be counted from it */
	size_t n = date_day_at(reader, i, &found);

	if (n > 0) {
		n += behind(reader, i + n, true, &found);
	} else {
		n = date_time_at(reader, i, false, &found);
		if (n == 0)
			return 0;
		n += behind(reader, i + n, false, &found);
	}
	found.start = reader->tokens[i].start;
	found.end = reader->tokens[i + n - 1].end;
	*ret_found = found;
	return n;
}

static bool find_in(struct arena *arena, const struct dictionary *dictionary, int language,
	const char *text, size_t bytes, day today, enum date_sense sense,
	struct dateword *ret_found)
{
	struct word_mask ignored = word_mask_but(NULL, 0);
	ignored.bits[WORD_OTHER_TIME / 64] |= (uint64_t)1 << (WORD_OTHER_TIME % 64);
	struct tokens *tokens = tokens_read(
		arena, dictionary, language, &ignored, text, bytes, WINDOW_TOKENS, false);
	struct date_reader reader = {
		.tokens = tokens->list.at, .n = tokens->list.n, .today = today, .sense = sense};

	for (size_t i = 0; i < tokens->list.n; i++)
		if (date_at(&reader, i, ret_found) > 0)
			return true;
	return false;
}

static size_t blank_before(const char *text, size_t from, size_t end)
{
	size_t at = end;

	while (at > from && text[at - 1] != ' ' && text[at - 1] != '\n')
		at--;
	return at > from ? at : end;
}

bool dateword_find(const struct phrasebook *book, const char *language, const char *text,
	size_t bytes, size_t from, day today, enum date_sense sense, struct dateword *ret_found)
{
	const struct dictionary *dictionary = phrasebook_dictionary(book);
	int lean = dictionary_language(dictionary, language);

	while (from < bytes) {
		_cleanup_arena_ struct arena *window = arena_new();
		size_t end = bytes - from > WINDOW_BYTES
			? blank_before(text, from, from + WINDOW_BYTES)
			: bytes;
		struct dateword found;
		bool last = end == bytes;
		if (find_in(window, dictionary, lean, text + from, end - from, today, sense,
			    &found) &&
			(last || found.start < end - from - OVERLAP_BYTES)) {
			found.start += from;
			found.end += from;
			*ret_found = found;
			return true;
		}
		if (last)
			return false;
		from = blank_before(text, from, end - OVERLAP_BYTES);
	}
	return false;
}
