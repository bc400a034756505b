/* SPDX-License-Identifier: MIT */
/*
 * Every date of the reply is looked at with the words around it. Cues stand before a date ("åter
 * 15/2", "t.o.m. 12/2") or behind it ("15/2 är jag tillbaka"); the surest kind that any date has
 * decides, the first date of that kind counts. A span without a cue ("v. 27–30") is an absence up
 * to its end. A day that has been before the mail came is no return.
 */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "text/absence.h"
#include "text/datewords.h"
#include "text/phrases.h"

#define LOOK_BYTES 8192
#define DATES_MOST 40
#define CUE_BYTES 60
#define DEPUTY_LIMIT 160

enum sureness { NO_RETURN, SPAN, UNTIL, THROUGH, BACK };

struct search {
	const struct phrasebook *book;
	const char *text;
	size_t bytes;
	day mail_day;
};

/* The offset of a character's start at most CUE_BYTES before. */
static size_t cue_start(const char *text, size_t before)
{
	size_t from = before > CUE_BYTES ? before - CUE_BYTES : 0;

	while (from < before && ((unsigned char)text[from] & 0xc0) == 0x80)
		from++;
	return from;
}

static bool cue_before(const struct search *search, const char *key, size_t date_start)
{
	struct phrase_match match;
	return phrasebook_match(search->book, NULL, key, search->text, date_start,
		cue_start(search->text, date_start), &match);
}

static bool cue_behind(const struct search *search, const char *key, size_t date_end)
{
	struct phrase_match match;
	size_t to = date_end + CUE_BYTES < search->bytes ? date_end + CUE_BYTES : search->bytes;

	while (to < search->bytes && ((unsigned char)search->text[to] & 0xc0) == 0x80)
		to++;
	return phrasebook_match(search->book, NULL, key, search->text, to, date_end, &match);
}

/* What one date says of the return, and the first day after the absence. */
static enum sureness judge(const struct search *search, const struct dateword *date, day *ret_until)
{
	static const struct {
		const char *before;
		const char *behind;
		enum sureness sureness;
		bool day_after;
	} cues[] = {
		{"absence.back.re", "absence.back-behind.re", BACK, false},
		{"absence.through.re", NULL, THROUGH, true},
		{"absence.until.re", NULL, UNTIL, false},
	};

	for (size_t i = 0; i < sizeof(cues) / sizeof(cues[0]); i++) {
		if (!cue_before(search, cues[i].before, date->start) &&
			!(cues[i].behind && cue_behind(search, cues[i].behind, date->end)))
			continue;
		*ret_until = cues[i].day_after ? date->last + 1 : date->first;
		return cues[i].sureness;
	}
	*ret_until = date->last + 1;
	return date->last > date->first ? SPAN : NO_RETURN;
}

static day find_until(const struct search *search, const char *language, struct str *explain)
{
	struct dateword date;
	enum sureness best = NO_RETURN;
	day until = DAY_NONE;
	size_t from = 0;

	for (int i = 0; i < DATES_MOST &&
		dateword_find(search->book, language, search->text, search->bytes, from,
			search->mail_day, DATE_COMING, &date);
		i++) {
		day candidate;
		from = date.end > from ? date.end : from + 1;
		if (date.first == DAY_NONE)
			continue;
		enum sureness sureness = judge(search, &date, &candidate);
		if (sureness <= best || candidate <= search->mail_day)
			continue;
		best = sureness;
		until = candidate;
		if (explain)
			str_printf(explain, "absence %zu-%zu: \"%.*s\"\n", date.start, date.end,
				(int)(date.end - date.start), search->text + date.start);
	}
	return until;
}

/* "Anna Berg, 08-123 45 67" up to the sentence's end; a full stop inside a number, address or title
 * is none. */
static const char *sentence(struct arena *arena, const char *text, size_t bytes)
{
	size_t n = 0;

	text += strspn(text, " :\n\t");
	while (n < bytes && n < DEPUTY_LIMIT && text[n] && text[n] != '\n' && text[n] != '!' &&
		text[n] != '?' && !(text[n] == '.' && n + 1 >= bytes) &&
		!(text[n] == '.' && (text[n + 1] == ' ' || text[n + 1] == '\n')))
		n++;
	while (n && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	while (n && strchr(" ,;:.-", text[n - 1]))
		n--;
	return n ? arena_strndup(arena, text, n) : NULL;
}

static const char *find_deputy(
	struct arena *arena, const struct search *search, struct str *explain)
{
	struct phrase_match match;

	if (!phrasebook_match(search->book, NULL, "absence.deputy.re", search->text, search->bytes,
		    0, &match))
		return NULL;
	if (explain)
		str_printf(explain, "absence.deputy %zu-%zu\n", match.start, match.end);
	return sentence(arena, search->text + match.end, search->bytes - match.end);
}

#define WORDS_COUNTED 20

/* The language that most of the text's common words are of: "12/2" is a date only where it is
 * known. */
static const char *guess_language(const struct search *search)
{
	const char *best = NULL;
	int most = 0;

	for (size_t i = 0; phrasebook_language(search->book, i); i++) {
		const char *language = phrasebook_language(search->book, i);
		struct phrase_match match = {.end = 0};
		int n = 0;
		while (n < WORDS_COUNTED &&
			phrasebook_match(search->book, language, "absence.language.re",
				search->text, search->bytes, match.end, &match))
			n++;
		if (n > most) {
			most = n;
			best = language;
		}
	}
	return best;
}

struct absence *absence_read(struct arena *arena, const struct phrasebook *book,
	const char *language, const char *text, day mail_day, struct str *explain)
{
	struct absence *absence = arena_make(arena, struct absence);
	struct search search = {.book = book,
		.text = text,
		.bytes = strnlen(text, LOOK_BYTES),
		.mail_day = mail_day};

	while (search.bytes && text[search.bytes] &&
		((unsigned char)text[search.bytes] & 0xc0) == 0x80)
		search.bytes--;
	if (!language)
		language = guess_language(&search);
	absence->until = mail_day == DAY_NONE ? DAY_NONE : find_until(&search, language, explain);
	absence->deputy = find_deputy(arena, &search, explain);
	return absence;
}
