/* SPDX-License-Identifier: MIT */
/*
 * One pass over the text's runs of digits. A number counts only where no digit stands next to it,
 * so a telephone number with a country code or a long invoice number is no candidate; its date must
 * be a real one and its check digit right, which nine of ten chance numbers fail.
 *
 * Years of two digits are not judged (a century is always possible); of four they must be
 * 1800-2099.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/when.h"
#include "text/mask.h"

#define DIGITS_MOST 12

struct candidate {
	int digit[DIGITS_MOST];
	size_t place[DIGITS_MOST]; /* of each digit in the text */
	size_t n;
	size_t end; /* behind the last digit */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes at text that separate the date from the last four: "-", "+", a blank, a dash of any kind; 0
 * for none. */
static size_t separator_length(const char *text)
{
	static const char *const signs[] = {" - ", "-", "+", " ", "\xc2\xa0", "\xe2\x80\x90",
		"\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x88\x92"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (!strncmp(text, signs[i], strlen(signs[i])))
			return strlen(signs[i]);
	return 0;
}

/* Between year, month and day of a date written apart ("1964-08-23-3234", "64 08 23 3234"): one
 * sign. */
static size_t date_separator_length(const char *text)
{
	return *text == '-' || *text == ' ' || *text == '.' || *text == '/' ? 1 : 0;
}

static bool take(const char *text, size_t *at, size_t n, struct candidate *found)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(text[*at]) || found->n == DIGITS_MOST)
			return false;
		found->digit[found->n] = text[*at] - '0';
		found->place[found->n++] = (*at)++;
	}
	return true;
}

/* Reads year (of 2 or 4 digits), month, day, four digits at start, pieces apart or together. */
static bool read_candidate(
	const char *text, size_t start, size_t year_digits, bool apart, struct candidate *found)
{
	size_t at = start;

	*found = (struct candidate){.n = 0};
	if (!take(text, &at, year_digits, found))
		return false;
	size_t sign = apart ? date_separator_length(text + at) : 0;
	if ((apart && !sign) || !take(text, (at += sign, &at), 2, found))
		return false;
	if (apart && (!date_separator_length(text + at) || text[at] != text[at - 3]))
		return false;
	at += apart;
	if (!take(text, &at, 2, found))
		return false;
	at += separator_length(text + at);
	if (!take(text, &at, 4, found) || is_digit(text[at]))
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

static bool date_is_real(const struct candidate *found)
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
	return day_from_civil(century * 100 + two, month, day_of_month) != DAY_NONE ||
		(found->n == 10 && day_from_civil(1900 + two, month, day_of_month) != DAY_NONE);
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
 * "0701234567" and "0101234567" are telephone numbers first of all; as identity numbers they would
 * be of people born in those months of 2007 and 2001 who leave out the sign in the middle.
 */
static bool looks_like_telephone(const struct candidate *found)
{
	return found->n == 10 && found->place[9] == found->place[0] + 9 && !found->digit[0] &&
		(found->digit[1] == 7 || found->digit[1] == 1) && !found->digit[2];
}

static bool find_at(const char *text, size_t at, struct candidate *found)
{
	static const struct {
		size_t year_digits;
		bool apart;
	} shapes[] = {{4, false}, {2, false}, {4, true}, {2, true}};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (read_candidate(text, at, shapes[i].year_digits, shapes[i].apart, found) &&
			luhn_is_right(found->digit + found->n - 10) && date_is_real(found) &&
			!looks_like_telephone(found))
			return true;
	return false;
}

char *mask_in(struct arena *arena, const char *text, bool *ret_masked)
{
	char *masked = NULL;
	struct candidate found;

	if (!text)
		return NULL;
	size_t at = strcspn(text, "0123456789");
	while (text[at]) {
		if (!is_number_start(text, at) || !find_at(text, at, &found)) {
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
