/* SPDX-License-Identifier: MIT */
/*
 * Every date of the reply is looked at with the words around it. Cues stand before a date ("åter
 * 15/2", "t.o.m. 12/2", and within it: "till augusti") or behind it ("15/2 är jag tillbaka",
 * "14.2. asti"); the surest kind that any date has decides, the first date of that kind counts. A
 * span without a cue ("v. 27–30") is an absence up to its end, and so is the mail's own day ("I am
 * out sick today"). A cue of return between two dates is the second one's unless something parts
 * them ("ledig v. 9 och inte tillbaka förrän 8/3"). A day that has been before the mail came is no
 * return.
 */
#include <string.h>

#include "absence_parts.h"
#include "base/arena.h"
#include "text/absence.h"
#include "text/datewords.h"

#define LOOK_BYTES 8192
#define DATES_MOST 40
#define CUE_BYTES 60
#define LEAD_WORDS 3 /* of a date's own, in which a cue may stand */

enum sureness { NO_RETURN, TODAY, SPAN, UNTIL, THROUGH, BACK };

static const struct cue {
	const char *before;
	const char *behind;
	enum sureness sureness;
	bool day_after; /* the day said is the last one away */
} cues[] = {
	{"absence.back.re", "absence.back-behind.re", BACK, false},
	{"absence.through.re", "absence.through-behind.re", THROUGH, true},
	{"absence.until.re", "absence.until-behind.re", UNTIL, false},
};

/* The dates of the text in order, of days alone. */
struct dates {
	struct dateword at[DATES_MOST];
	size_t n;
};

static size_t character_start(const char *text, size_t at, size_t end)
{
	while (at < end && ((unsigned char)text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static size_t next_word(const char *text, size_t at, size_t end)
{
	while (at < end && text[at] != ' ')
		at++;
	while (at < end && text[at] == ' ')
		at++;
	return at;
}

static bool cue_before(
	const struct search *search, const struct cue *cue, const struct dates *dates, size_t i)
{
	const struct dateword *date = &dates->at[i];
	size_t from = date->start > CUE_BYTES ? date->start - CUE_BYTES : 0, end = date->start;
	struct phrase_match match;

	if (cue->sureness == BACK && i > 0 && dates->at[i - 1].end > from)
		from = dates->at[i - 1].end;
	from = character_start(search->text, from, end);
	for (int word = 0; word <= LEAD_WORDS && end < date->end; word++) {
		if (phrasebook_match(
			    search->book, NULL, cue->before, search->text, end, from, &match))
			return true;
		end = next_word(search->text, end, date->end);
	}
	return false;
}

/* Nothing parts the cue from the next date. */
static bool leads_on(const struct search *search, size_t from, const struct dateword *next)
{
	for (size_t i = from; i < next->start; i++)
		if (strchr(".!?\n,;", search->text[i]))
			return false;
	return true;
}

static bool cue_behind(
	const struct search *search, const struct cue *cue, const struct dates *dates, size_t i)
{
	const struct dateword *date = &dates->at[i], *next = i + 1 < dates->n ? date + 1 : NULL;
	size_t to = date->end + CUE_BYTES < search->bytes ? date->end + CUE_BYTES : search->bytes;
	struct phrase_match match;

	if (next && next->start < to)
		to = next->start;
	to = character_start(search->text, to, search->bytes);
	return phrasebook_match(
		       search->book, NULL, cue->behind, search->text, to, date->end, &match) &&
		!(next && leads_on(search, match.end, next));
}

/* "today", said so: "I don't work Fridays" on a Friday is no absence of one day. */
static bool is_today(const struct search *search, const struct dateword *date)
{
	_cleanup_arena_ struct arena *scratch = arena_new();

	return phrasebook_is_word(search->book, NULL, "date.today",
		arena_strndup(scratch, search->text + date->start, date->end - date->start));
}

/* What one date says of the return, and the first day after the absence. */
static enum sureness judge(
	const struct search *search, const struct dates *dates, size_t i, day *ret_until)
{
	const struct dateword *date = &dates->at[i];

	for (size_t k = 0; k < sizeof(cues) / sizeof(cues[0]); k++) {
		if (!cue_before(search, &cues[k], dates, i) &&
			!cue_behind(search, &cues[k], dates, i))
			continue;
		*ret_until = cues[k].day_after ? date->last + 1 : date->first;
		return cues[k].sureness;
	}
	*ret_until = date->last + 1;
	if (date->last > date->first)
		return SPAN;
	return is_today(search, date) ? TODAY : NO_RETURN;
}

static void find_dates(const struct search *search, const char *language, struct dates *dates)
{
	size_t from = 0;
	struct dateword date;

	while (dates->n < DATES_MOST &&
		dateword_find(search->book, language, search->text, search->bytes, from,
			search->mail_day, DATE_COMING, &date)) {
		if (date.first != DAY_NONE)
			dates->at[dates->n++] = date;
		from = date.end > from ? date.end : from + 1;
	}
}

static day find_until(const struct search *search, const char *language)
{
	struct dates dates = {.n = 0};
	enum sureness best = NO_RETURN;
	day until = DAY_NONE;

	find_dates(search, language, &dates);
	for (size_t i = 0; i < dates.n; i++) {
		const struct dateword *date = &dates.at[i];
		day candidate;
		enum sureness sureness = judge(search, &dates, i, &candidate);
		if (sureness <= best || candidate <= search->mail_day)
			continue;
		best = sureness;
		until = candidate;
		if (search->explain)
			str_printf(search->explain, "absence %zu-%zu: \"%.*s\"\n", date->start,
				date->end, (int)(date->end - date->start),
				search->text + date->start);
	}
	return until;
}

#define WORDS_COUNTED 20

/* The language that most of the text's common words are of: "12/2" is a date only where it is
 * known. NULL where no language has any. */
static const char *own_language(const struct search *search)
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

/* "Automatiskt svar: Kommer du den 9 mars?": what stands behind the colon is the subject of the
 * mail that it answers. */
static const char *own_subject(
	struct arena *arena, const struct phrasebook *book, const char *subject)
{
	const char *colon = strchr(subject, ':');

	if (!colon)
		return subject;
	const char *prefix = arena_strndup(arena, subject, (size_t)(colon - subject));
	return phrasebook_is_word(book, NULL, "auto.prefix", prefix) ? "" : subject;
}

struct absence *absence_read(struct arena *arena, const struct phrasebook *book,
	const char *language, const char *subject, const char *reply, day mail_day,
	struct str *explain)
{
	struct absence *absence = arena_make(arena, struct absence);
	const char *text =
		arena_printf(arena, "%s\n\n%s", own_subject(arena, book, subject), reply);
	struct search search = {.book = book,
		.text = text,
		.bytes = strnlen(text, LOOK_BYTES),
		.mail_day = mail_day,
		.explain = explain};

	while (search.bytes && text[search.bytes] &&
		((unsigned char)text[search.bytes] & 0xc0) == 0x80)
		search.bytes--;
	const char *own = own_language(&search);
	absence->until =
		mail_day == DAY_NONE ? DAY_NONE : find_until(&search, own ? own : language);
	absence->deputy = absence_find_deputy(arena, &search);
	return absence;
}
