/* SPDX-License-Identifier: MIT */
/*
 * One pass over the text's runs of digits. A number counts only where no digit stands next to it,
 * so a telephone number with a country code or a long invoice number is no candidate; its date must
 * be a real one and its check digit right, which nine of ten chance numbers fail.
 *
 * Years of two digits are not judged (a century is always possible); of four they must be
 * 1800-2099, and no later than the mail. Characters that nobody sees may stand between the digits.
 */
#include "text/mask.h"

#include <string.h>

#include "base/arena.h"
#include "text/phrases.h"

#define DIGITS_MOST 12
#define BLANKS_MOST 2
#define CUE_BYTES 32
#define WRAPPED_COLUMNS 50 /* a line this long may have been broken inside a number */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct candidate {
	int digit[DIGITS_MOST];
	size_t place[DIGITS_MOST]; /* of each digit in the text */
	size_t n;
	size_t end; /* behind the last digit */
};

static const char *const blanks[] = {" ", "\t", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf"};
static const char *const dashes[] = {"-", "+", "_", "/", "\xe2\x80\x90", "\xe2\x80\x91",
	"\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x88\x92"};
/* soft hyphen, zero-width space and joiners, word joiner */
static const char *const unseen[] = {
	"\xc2\xad", "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x81\xa0"};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the one of these texts that stands here; 0 for none. */
static size_t length_of(const char *text, const char *const these[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strncmp(text, these[i], strlen(these[i])))
			return strlen(these[i]);
	return 0;
}

static size_t skip_unseen(const char *text, size_t at)
{
	size_t n;

	while ((n = length_of(text + at, unseen, COUNT(unseen))))
		at += n;
	return at;
}

static size_t skip_blanks(const char *text, size_t at)
{
	at = skip_unseen(text, at);
	for (int i = 0; i < BLANKS_MOST; i++)
		at = skip_unseen(text, at + length_of(text + at, blanks, COUNT(blanks)));
	return at;
}

/* The line that ends at `end` is long enough to have been broken by a program. */
static bool is_wrapped(const char *text, size_t end)
{
	size_t from = end;

	while (from && text[from - 1] != '\n' && end - from < WRAPPED_COLUMNS)
		from--;
	return end - from >= WRAPPED_COLUMNS;
}

/* Behind the date: blanks, a dash, blanks, and perhaps a line's end with quotation marks behind it,
 * which needs the dash or a long line. */
static size_t skip_separator(const char *text, size_t start)
{
	size_t at = skip_blanks(text, start);
	size_t dash = length_of(text + at, dashes, COUNT(dashes));

	at = skip_blanks(text, at + dash);
	if (text[at] != '\n')
		return at;
	size_t line_end = at++;
	at += strspn(text + at, "> \t");
	if (!dash) {
		dash = length_of(text + at, dashes, COUNT(dashes));
		at = skip_blanks(text, at + dash);
	}
	return dash || is_wrapped(text, line_end) ? at : start;
}

static bool take(const char *text, size_t *at, size_t n, struct candidate *found)
{
	for (size_t i = 0; i < n; i++) {
		*at = skip_unseen(text, *at);
		if (!is_digit(text[*at]) || found->n == DIGITS_MOST)
			return false;
		found->digit[found->n] = text[*at] - '0';
		found->place[found->n++] = (*at)++;
	}
	return true;
}

/* Reads year (of 2 or 4 digits), month, day, four digits at start; apart: signs between the date's
 * pieces, the same twice. */
static bool read_candidate(
	const char *text, size_t start, size_t year_digits, bool apart, struct candidate *found)
{
	size_t at = start;

	*found = (struct candidate){.n = 0};
	if (!take(text, &at, year_digits, found))
		return false;
	char sign = text[at];
	if (apart && (!sign || !strchr("- ./", sign)))
		return false;
	at += apart;
	if (!take(text, &at, 2, found) || (apart && text[at] != sign))
		return false;
	at += apart;
	if (!take(text, &at, 2, found))
		return false;
	at = skip_separator(text, at);
	if (!take(text, &at, 2, found))
		return false;
	at += text[at] == ' ' && is_digit(text[at + 1]);
	if (!take(text, &at, 2, found) || is_digit(text[skip_unseen(text, at)]))
		return false;
	found->end = at;
	return true;
}

static bool luhn_is_right(const int *ten)
{
	int sum = 0;

	for (int i = 0; i < 10; i++) {
		int value = ten[i] * (i % 2 ? 1 : 2);
		sum += value / 10 + value % 10;
	}
	return sum % 10 == 0;
}

static bool date_is_real(const struct candidate *found, day latest)
{
	const int *ten = found->digit + found->n - 10;
	int month = ten[2] * 10 + ten[3];
	int day_of_month = ten[4] * 10 + ten[5];
	int two = ten[0] * 10 + ten[1];
	int century = found->n == 12 ? found->digit[0] * 10 + found->digit[1] : 20;

	if (century < 18 || century > 20)
		return false;
	if (day_of_month > 60)
		day_of_month -= 60;
	day born = day_from_civil(century * 100 + two, month, day_of_month);
	if (found->n == 12)
		return born != DAY_NONE && (latest == DAY_NONE || born <= latest);
	return born != DAY_NONE || day_from_civil(1900 + two, month, day_of_month) != DAY_NONE;
}

static bool is_number_start(const char *text, size_t at)
{
	if (!is_digit(text[at]) || (at && is_digit(text[at - 1])))
		return false;
	/* "+46 70 123 45 67" and decimals are something else */
	return !at ||
		(text[at - 1] != '+' &&
			!(at > 1 && (text[at - 1] == '.' || text[at - 1] == ',') &&
				is_digit(text[at - 2])));
}

/*
 * Ten or twelve digits in one may be anything: "0701234567" and "0101234567" are telephone numbers
 * first of all (as identity numbers they would be of people born in those months of 2007 and 2001),
 * and the words before a number may say what it is.
 */
static bool is_called_otherwise(
	const struct mask *mask, const char *text, const struct candidate *found)
{
	size_t start = found->place[0], from = start > CUE_BYTES ? start - CUE_BYTES : 0;
	struct phrase_match match;

	if (found->end - start != found->n)
		return false;
	if (found->n == 10 && !found->digit[0] && !found->digit[2] &&
		(found->digit[1] == 7 || found->digit[1] == 1))
		return true;
	while (from < start && ((unsigned char)text[from] & 0xc0) == 0x80)
		from++;
	return mask->book &&
		phrasebook_match(mask->book, NULL, "mask.not-behind.re", text, start, from, &match);
}

static bool find_at(const struct mask *mask, const char *text, size_t at, struct candidate *found)
{
	static const struct {
		size_t year_digits;
		bool apart;
	} shapes[] = {{4, false}, {2, false}, {4, true}, {2, true}};

	for (size_t i = 0; i < COUNT(shapes); i++)
		if (read_candidate(text, at, shapes[i].year_digits, shapes[i].apart, found) &&
			luhn_is_right(found->digit + found->n - 10) &&
			date_is_real(found, mask->latest) &&
			!is_called_otherwise(mask, text, found))
			return true;
	return false;
}

char *mask_in(struct arena *arena, const struct mask *mask, const char *text, bool *ret_masked)
{
	char *masked = NULL;
	struct candidate found;

	if (!text)
		return NULL;
	size_t at = strcspn(text, "0123456789");
	while (text[at]) {
		if (!is_number_start(text, at) || !find_at(mask, text, at, &found)) {
			at++;
			at += strcspn(text + at, "0123456789");
			continue;
		}
		if (!masked)
			masked = arena_strdup(arena, text);
		for (size_t i = 0; i < found.n; i++)
			masked[found.place[i]] = '*';
		at = found.end;
	}
	if (!masked)
		return (char *)text;
	*ret_masked = true;
	return masked;
}
