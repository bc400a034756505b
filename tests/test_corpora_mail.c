/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Other projects' test mails, where they are at hand (SAMLAD_CORPORA, or ../shared/corpora beside
 * the repository): bounces, automatic mail, calendar mail, broken mail. The floors are what the
 * reader has to reach on them; without the mails the tests are skipped. The best peers: Sisimai for
 * bounces, Discourse for automatic mail (which it finds at 13 of 180 people taken for machines),
 * Python's email package for broken mail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "corpora.h"

enum { BOUNCE_RECIPIENTS, BOUNCE_CLASS, BOUNCE_AT_FAULT, BOUNCE_FALSE, BOUNCE_SCORES };

/* The bounce of one expected recipient ("a@x.se|b@y.se": either name will do). */
static const struct bounce *bounce_find(
	struct arena *arena, const struct understanding *read, const char *names)
{
	char *rest = arena_strdup(arena, names);

	for (char *name; (name = strsep(&rest, "|"));)
		list_each (bounce, &read->bounces)
			if (!strcasecmp(bounce->recipient, name))
				return bounce;
	return NULL;
}

/* The value for the i-th recipient of a cell that has one for all, or one for each. */
static const char *nth(struct arena *arena, const char *cell, size_t i)
{
	char *rest = arena_strdup(arena, cell);
	const char *word = strsep(&rest, " ");

	for (; i && rest; i--)
		word = strsep(&rest, " ");
	return word;
}

static void check_bounce(struct arena *arena, char *columns[COLUMNS],
	const struct understanding *read, void *context)
{
	static const char *const none[] = {"none", "complaint", "delivered", NULL};
	struct score *scores = context;
	char *rest = columns[1];
	bool found = true, class = true;
	size_t n = 0;

	if (is_one_of(columns[2], none)) {
		count(&scores[BOUNCE_FALSE], !read->bounces.n && read->auto_class != AUTO_BOUNCE);
		return;
	}
	if (!*columns[1])
		return;
	for (char *names; (names = strsep(&rest, " ")); n++) {
		const struct bounce *bounce = bounce_find(arena, read, names);
		const char *wanted = nth(arena, columns[2], n), *status = nth(arena, columns[3], n);
		bool by_address = !strcmp(columns[5], "address");
		found = found && bounce;
		if (!bounce || !*wanted)
			continue;
		if (by_address)
			count(&scores[BOUNCE_AT_FAULT],
				(bounce->address == BOUNCE_ADDRESS_BAD) == !strcmp(wanted, "hard"));
		bool hard = by_address ? *status == '5' : !strcmp(wanted, "hard");
		class = class && (bounce->class == BOUNCE_HARD) == hard;
	}
	found = found && n == read->bounces.n;
	count(&scores[BOUNCE_RECIPIENTS], found);
	count(&scores[BOUNCE_CLASS], found && class);
}

static void test_bounces(void **state)
{
	(void)state;
	struct score scores[BOUNCE_SCORES] = {
		[BOUNCE_RECIPIENTS] = {.set = "bounces: recipients", .floor = 97, .peer = 92},
		[BOUNCE_CLASS] = {.set = "bounces: recipients and class", .floor = 95, .peer = 89},
		[BOUNCE_AT_FAULT] = {.set = "bounces: the address at fault",
			.floor = 85,
			.peer = 76},
		[BOUNCE_FALSE] = {.set = "bounces: none where none is", .floor = 100},
	};

	walk("bounces", check_bounce, scores);
	check(scores, BOUNCE_SCORES);
}

static void check_auto(struct arena *arena, char *columns[COLUMNS],
	const struct understanding *read, void *context)
{
	struct score *scores = context;
	bool machine = read->auto_class != AUTO_NONE && read->auto_class != AUTO_LIST;

	(void)arena;
	count(&scores[strcmp(columns[1], "yes") ? 1 : 0], machine == !strcmp(columns[1], "yes"));
	if (!strcmp(columns[2], "human"))
		count(&scores[1], read->auto_class == AUTO_NONE);
}

static void test_automatic_mail(void **state)
{
	(void)state;
	struct score scores[] = {{.set = "automatic mail: found", .floor = 95, .peer = 89},
		{.set = "automatic mail: people let be", .floor = 100, .peer = 93}};

	walk("auto", check_auto, scores);
	check(scores, 2);
}

static bool cell_is(const char *cell, const char *value)
{
	return !*cell || (value && !strcasecmp(cell, value));
}

static void check_calendar(struct arena *arena, char *columns[COLUMNS],
	const struct understanding *read, void *context)
{
	const struct calendar *calendar = read->calendar.n ? &read->calendar.at[0] : NULL;
	const char *wanted = arena_printf(
		arena, "%s%s%s%s%s", columns[1], columns[2], columns[3], columns[4], columns[5]);

	if (!*wanted)
		return;
	count(context,
		calendar &&
			cell_is(columns[1],
				calendar->method < 0
					? NULL
					: itip_method_text((enum itip_method)calendar->method)) &&
			cell_is(columns[2], calendar->uid) &&
			cell_is(nth(arena, columns[3], 0), calendar->attendee) &&
			cell_is(nth(arena, columns[4], 0),
				calendar->partstat < 0
					? NULL
					: partstat_text((enum partstat)calendar->partstat)) &&
			cell_is(columns[5], arena_printf(arena, "%d", calendar->sequence)));
}

static void test_calendar_mail(void **state)
{
	(void)state;
	struct score score = {.set = "calendar mail", .floor = 98};

	walk("itip", check_calendar, &score);
	check(&score, 1);
}

/* Controls and blanks to one blank, trimmed, the first 60 characters, trimmed. */
static const char *squeezed(struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text), *to = out;
	size_t characters = 0;

	for (; *text && characters < 60; text++) {
		bool blank = (unsigned char)*text <= ' ' || *text == 127;
		bool nbsp = !strncmp(text, "\xc2\xa0", 2);
		text += nbsp;
		if (!blank && !nbsp)
			*to++ = *text;
		else if (to > out && to[-1] != ' ')
			*to++ = ' ';
		else
			continue;
		characters += (to[-1] & 0xc0) != 0x80;
	}
	while (*text && (*text & 0xc0) == 0x80)
		*to++ = *text++;
	while (to > out && to[-1] == ' ')
		to--;
	*to = '\0';
	return out;
}

enum { MIME_FROM, MIME_SUBJECT, MIME_BODY, MIME_SCORES };

static void check_mime(struct arena *arena, char *columns[COLUMNS],
	const struct understanding *read, void *context)
{
	struct score *scores = context;
	bool body_alone = !strncmp(columns[4], "body:", 5);
	const char *text = "";

	if (!body_alone && strncmp(columns[4], "asserted", 8) != 0)
		return;
	list_each (part, &read->parts)
		if (strlen(text) < 2000)
			text = arena_printf(arena, "%s%s\n", text, part->text);
	if (*columns[1] && !body_alone)
		count(&scores[MIME_FROM], cell_is(columns[1], read->from));
	if (*columns[2] && !body_alone)
		count(&scores[MIME_SUBJECT],
			!strcmp(squeezed(arena, columns[2]), squeezed(arena, read->subject)));
	if (*columns[3])
		count(&scores[MIME_BODY],
			!strcmp(squeezed(arena, columns[3]), squeezed(arena, text)));
}

static void test_broken_mail(void **state)
{
	(void)state;
	struct score scores[MIME_SCORES] = {
		[MIME_FROM] = {.set = "broken mail: from", .floor = 98, .peer = 95},
		[MIME_SUBJECT] = {.set = "broken mail: subject", .floor = 96, .peer = 89},
		[MIME_BODY] = {.set = "broken mail: first text", .floor = 93, .peer = 74},
	};

	walk("mime", check_mime, scores);
	check(scores, MIME_SCORES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounces),
		cmocka_unit_test(test_automatic_mail),
		cmocka_unit_test(test_calendar_mail),
		cmocka_unit_test(test_broken_mail),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
