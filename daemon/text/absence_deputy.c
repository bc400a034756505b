/* SPDX-License-Identifier: MIT */
/*
 * "Kontakta min kollega Bo Ek, 08-123 45 67": what stands behind the cue up to the sentence's end,
 * or what the cue's pattern catches where the name comes first ("Lena Berg is covering for me").
 * Words that lead on from the name ("… in my absence", "… då jag är sjuk") end it, so that nothing
 * of the reason goes along; a cue behind which such words follow at once ("ring mig", "ring 112")
 * names nobody.
 */
#include <string.h>

#include "absence_parts.h"
#include "base/arena.h"

#define DEPUTY_LIMIT 160
#define CUES_MOST 8 /* looked at in one text */
#define WRAPPED_COLUMNS 55 /* a line this long goes on in the next */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* The line end at n is one that a mail program put into a long line. */
static bool is_wrap(const char *text, size_t start, size_t n)
{
	size_t from = n;

	while (from > start && text[from - 1] != '\n')
		from--;
	return n - from >= WRAPPED_COLUMNS && text[n + 1] && !is_blank(text[n + 1]);
}

/* A full stop inside a number or an address is no sentence's end, nor is one before a number
 * ("Tel. 030 123"). */
static bool ends_sentence(const struct search *search, size_t at)
{
	const char *text = search->text;

	if (text[at] == '\n')
		return !is_wrap(text, 0, at);
	if (text[at] == '!' || text[at] == '?')
		return true;
	if (text[at] != '.')
		return false;
	size_t next = at + 1;
	while (next < search->bytes && is_blank(text[next]))
		next++;
	if (next == at + 1)
		return next >= search->bytes;
	return next >= search->bytes || text[next - 1] == '\n' ||
		!strchr("+0123456789", text[next]);
}

static const char *words_at(
	struct arena *arena, const struct search *search, size_t from, size_t to)
{
	struct phrase_match end;
	size_t n = 0;

	while (from < to && is_blank(search->text[from]))
		from++;
	while (from + n < to && n < DEPUTY_LIMIT && !ends_sentence(search, from + n))
		n++;
	while (n && ((unsigned char)search->text[from + n] & 0xc0) == 0x80)
		n--;
	char *words = arena_strndup(arena, search->text + from, n);
	for (char *at = words; *at; at++)
		if (*at == '\n')
			*at = ' ';
	if (phrasebook_match(search->book, NULL, "absence.deputy-end.re", words, n, 0, &end))
		n = end.start;
	while (n && strchr(" ,;:.-", words[n - 1]))
		n--;
	words[n] = '\0';
	return n ? words : NULL;
}

const char *absence_find_deputy(struct arena *arena, const struct search *search)
{
	struct phrase_match match = {.end = 0};
	const char *deputy = NULL;

	for (int i = 0; i < CUES_MOST && !deputy; i++) {
		if (!phrasebook_match(search->book, NULL, "absence.deputy.re", search->text,
			    search->bytes, match.end, &match))
			return NULL;
		bool caught = match.capture_start[1] != SIZE_MAX;
		deputy = words_at(arena, search, caught ? match.capture_start[1] : match.end,
			caught ? match.capture_end[1] : search->bytes);
	}
	if (deputy && search->explain)
		str_printf(search->explain, "absence.deputy %zu-%zu\n", match.start, match.end);
	return deputy;
}
