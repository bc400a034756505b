/* SPDX-License-Identifier: MIT */
/*
 * A signature without delimiter or sign-off: the last lines, known by telephone numbers, addresses
 * and labels
 * ("Tel:", "Besöksadress:"). Two such lines are needed, for one number in an answer is a number she
 * tells us.
 */
#include <string.h>

#include "base/utf8.h"
#include "reply_lines.h"
#include "text/phrases.h"

#define PARAGRAPH_LINES 12
#define PICTURE_BYTES 6

#define DIGITS "0123456789"

/* "2027-03-09" (with bytes 10), "13:00" and "9.30" (5 and 4): no part of a telephone number. */
static size_t date_or_time(const char *at, char before)
{
	size_t first = strspn(at, DIGITS), second;

	if (first == 4 && at[4] == '-' && strspn(at + 5, DIGITS) == 2 && at[7] == '-' &&
		strspn(at + 8, DIGITS) == 2)
		return 10;
	if (first > 2 || !at[first] || !strchr(":.", at[first]) || before == '.')
		return 0;
	second = first + 1;
	return strspn(at + second, DIGITS) == 2 && at[second + 2] != '.' ? second + 2 : 0;
}

/* Digits that may be a telephone's. */
static size_t count_digits(const char *text)
{
	size_t digits = 0;
	char before = '\0';

	for (const char *at = text; *at;) {
		size_t run = strspn(at, DIGITS), skip = run ? date_or_time(at, before) : 1;
		if (run && !skip)
			digits += skip = run;
		before = at[skip - 1];
		at += skip;
	}
	return digits;
}

bool reply_is_picture(const struct reply_line *line)
{
	return line->bytes >= PICTURE_BYTES && line->text[0] == '[' &&
		line->text[line->bytes - 1] == ']';
}

/* A telephone number, an address, "Tel: …": a line of a signature and of nothing else. */
static bool is_contact(struct reply *reply, const struct reply_line *line)
{
	char label[24];
	size_t digits = count_digits(line->text), letters = 0, n = strcspn(line->text, ":");

	if (line->bytes > 100)
		return false;
	for (const char *at = line->text; *at; at++)
		letters += (*at | 32) >= 'a' && (*at | 32) <= 'z';
	if (n < sizeof(label) && line->text[n]) {
		memcpy(label, line->text, n);
		label[n] = '\0';
		if (reply_spend(reply) &&
			phrasebook_is_word(
				reply->book, NULL, "signature.label", label + strspn(label, "*_ ")))
			return true;
	}
	if (digits >= 7 && letters <= 12)
		return true;
	if (reply_is_picture(line))
		return true;
	const char *at_sign = strchr(line->text, '@');
	if (at_sign && !strchr(line->text, ' '))
		return true;
	return strncmp(line->text, "www.", 4) == 0 ||
		(strncmp(line->text, "http", 4) == 0 && !strchr(line->text, ' '));
}

/* "Anna Berg", "*Karen The Green* |": two words or more, each with a capital, or the writer's own
 * name. */
static bool is_full_name(const struct reply *reply, const struct reply_line *line)
{
	size_t words = 0;

	if (line->bytes > 60 || strpbrk(line->text, "0123456789?!:;.,"))
		return false;
	if (reply->writer && utf8_equal_fold(line->text, reply->writer))
		return true;
	for (const char *at = line->text; *at; at += strcspn(at, " *|")) {
		at += strspn(at, " *|");
		if (!*at)
			break;
		if (*at >= 'a' && *at <= 'z')
			return false;
		words++;
	}
	return words >= 2;
}

struct paragraph {
	size_t first, from; /* from: where its signature begins */
	size_t contacts;
	bool fits; /* few short lines that are still text */
};

/* The paragraph that ends at end. */
static struct paragraph paragraph_above(struct reply *reply, struct stretch stretch, size_t end)
{
	struct paragraph here = {.first = end, .from = end, .fits = true};

	for (; here.first > stretch.first && !reply->at[here.first - 1].blank; here.first--) {
		const struct reply_line *line = &reply->at[here.first - 1];
		here.fits = here.fits && line->kind == PART_TEXT && line->bytes <= 90 &&
			end - here.first < PARAGRAPH_LINES;
		if (!here.fits)
			return here;
		bool contact = is_contact(reply, line);
		here.contacts += contact;
		if (contact || is_full_name(reply, line))
			here.from = here.first - 1;
	}
	return here;
}

/*
 * Addresses and numbers at the end, two at least, or one below her own name. A paragraph without
 * any is taken only between two that have some, and of the topmost one only what stands from a full
 * name on: "Ja, jag kommer" may be its first line.
 */
void reply_mark_contacts(struct reply *reply, struct stretch stretch)
{
	struct stretch left = reply_trimmed(reply, stretch);
	size_t contacts = 0, found = left.end, strange = 0;

	for (size_t end = left.end; end > left.first;) {
		struct paragraph here = paragraph_above(reply, left, end);
		bool name = here.from == here.first && end - here.first == 1;
		if (!here.fits || (!here.contacts && !(name && contacts) && ++strange > 2))
			break;
		if (here.contacts || (name && contacts)) {
			contacts += here.contacts;
			found = here.from;
			strange = 0;
			if (here.from > here.first)
				break;
		}
		end = here.first;
		while (end > left.first && reply->at[end - 1].blank)
			end--;
	}
	bool own = contacts && found > left.first && reply_is_own_name(reply, &reply->at[found]);
	if (contacts >= 2 || own)
		reply_take(reply, (struct stretch){found, left.end}, PART_SIGNATURE,
			"reply.signature");
}
