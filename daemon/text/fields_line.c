/* SPDX-License-Identifier: MIT */
/*
 * `Field: value` lines, in any order, case and spacing, with `:` or `=`. A field's name is one to
 * three words that stand under "field.NAME"; a name that two fields share is the one that the
 * order's word uses. Days become ISO dates and times 13:00-16:00; a day that cannot be read stays
 * in the text, where a person sees it.
 *
 * From a quoted mail's header block on ("Från: … Skickat: …") nothing is read: that is another
 * mail.
 */
#include "text/fields_rules.h"

#include <string.h>

#include "text/dates.h"
#include "text/phrases.h"

#define NAME_BYTES_MOST 40
#define HEADER_LINES 4 /* in which a header block shows itself */
#define WRAPPED_COLUMNS 60 /* a line this long goes on in the next */

/* Fields that an order with this word uses, first choice first, where a name stands for several. */
static const struct {
	enum order_word word;
	enum order_field field;
} uses[] = {
	{ORDER_TASK, FIELD_DUE},
	{ORDER_TASK, FIELD_WHO},
	{ORDER_POLL, FIELD_CLOSE},
	{ORDER_DATES, FIELD_CLOSE},
	{ORDER_NOTES, FIELD_PRESENT},
	{ORDER_PROJECT, FIELD_UNTIL},
	{ORDER_PROJECT, FIELD_WANTED},
	{ORDER_MEETING, FIELD_DAY},
	{ORDER_MEETING, FIELD_CLOSE},
	{ORDER_MEMBER, FIELD_ORGANISATION},
};

static bool is_field_name(const struct ordering *ordering, enum order_field field, const char *name)
{
	const char *key = arena_printf(ordering->arena, "field.%s", order_field_text(field));

	return phrasebook_is_word(ordering->book, NULL, key, name);
}

static int field_of(const struct ordering *ordering, const char *name)
{
	if (ordering->has_word)
		for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
			if (uses[i].word == ordering->order->word &&
				is_field_name(ordering, uses[i].field, name))
				return (int)uses[i].field;
	for (int field = 0; field < ORDER_FIELDS; field++)
		if (is_field_name(ordering, (enum order_field)field, name))
			return field;
	return -1;
}

/* The line's name and where its value begins; NULL where it is no such line. */
static const char *name_of(
	const struct ordering *ordering, const char *line, size_t n, size_t *ret_value)
{
	size_t from = 0, to;

	while (from < n && strchr(" \t*-", line[from]))
		from++;
	for (to = from;
		to < n && to - from <= NAME_BYTES_MOST && line[to] != ':' && line[to] != '='; to++)
		;
	if (to == n || to == from || to - from > NAME_BYTES_MOST)
		return NULL;
	*ret_value = to + 1;
	while (to > from && strchr(" \t*", line[to - 1]))
		to--;
	while (*ret_value < n && strchr(" \t*", line[*ret_value]))
		(*ret_value)++;
	return arena_strndup(ordering->arena, line + from, to - from);
}

const char *order_time_text(struct arena *arena, int start_minute, int end_minute)
{
	if (start_minute < 0)
		return NULL;
	if (end_minute < 0)
		return arena_printf(arena, "%02d:%02d", start_minute / 60, start_minute % 60);
	return arena_printf(arena, "%02d:%02d-%02d:%02d", start_minute / 60, start_minute % 60,
		end_minute / 60, end_minute % 60);
}

static bool is_day_field(enum order_field field)
{
	return field == FIELD_DAY || field == FIELD_UNTIL || field == FIELD_CLOSE ||
		field == FIELD_DUE;
}

#define LONGEST_SPAN 14 /* days from the first to the last of what still may be a meeting's */

bool order_is_month(const struct dateword *found)
{
	return found->last - found->first > LONGEST_SPAN;
}

void order_note_weekday(struct ordering *ordering, const struct dateword *found)
{
	if (!order_has(ordering, FIELD_DAY) && found->weekday && found->first == found->last &&
		found->weekday != day_weekday(found->first))
		ordering->order->weekday = found->weekday;
}

static bool set_day_field(struct ordering *ordering, enum order_field field, const char *value)
{
	struct dateword found;
	char text[DAY_TEXT];
	const struct questions *questions = ordering->questions;

	if (!dateword_find(ordering->book, questions->language, value, strlen(value), 0,
		    questions->mail_day, DATE_COMING, &found) ||
		found.first == DAY_NONE)
		return false;
	if (field == FIELD_DAY && order_is_month(&found))
		return false;
	/* "Klart senast: v. 12" is that week's last day; a meeting's is its first. */
	day_format(field == FIELD_DAY ? found.first : found.last, text);
	if (field == FIELD_DAY)
		order_note_weekday(ordering, &found);
	order_set(ordering, field, arena_strdup(ordering->arena, text));
	if (field == FIELD_DAY)
		order_set(ordering, FIELD_TIME,
			order_time_text(ordering->arena, found.start_minute, found.end_minute));
	return true;
}

static bool set_time_field(struct ordering *ordering, const char *value)
{
	const struct dictionary *dictionary = phrasebook_dictionary(ordering->book);
	struct word_mask ignored = word_mask_but(NULL, 0);
	struct tokens *tokens = tokens_read(ordering->arena, dictionary,
		dictionary_language(dictionary, ordering->questions->language), &ignored, value,
		strlen(value), 60, false);
	struct date_reader reader = {
		tokens->list.at, tokens->list.n, ordering->questions->mail_day, DATE_COMING};

	for (size_t i = 0; i < tokens->list.n; i++) {
		struct dateword found = {.start_minute = -1, .end_minute = -1};
		if (date_time_at(&reader, i, true, &found) == 0)
			continue;
		order_set(ordering, FIELD_TIME,
			order_time_text(ordering->arena, found.start_minute, found.end_minute));
		set_day_field(ordering, FIELD_DAY, value);
		return true;
	}
	return false;
}

static bool take_field(struct ordering *ordering, enum order_field field, const char *value)
{
	if (order_has(ordering, field))
		return false;
	if (is_day_field(field))
		return set_day_field(ordering, field, value);
	if (field == FIELD_TIME)
		return set_time_field(ordering, value);
	order_set(ordering, field, value);
	return order_has(ordering, field);
}

static size_t next_line(const char *text, size_t at)
{
	size_t n = strcspn(text + at, "\n");

	return text[at + n] ? at + n + 1 : at + n;
}

static bool is_header_line(
	const struct ordering *ordering, const char *text, size_t at, const char *key)
{
	size_t value;
	const char *name = name_of(ordering, text + at, strcspn(text + at, "\n"), &value);

	return name && phrasebook_is_word(ordering->book, NULL, key, name);
}

/* A quoted mail's header begins here. */
static bool is_header_block(const struct ordering *ordering, const char *text, size_t at)
{
	int others = 0;

	if (!is_header_line(ordering, text, at, "field.header-from"))
		return false;
	for (int i = 0; i < HEADER_LINES && text[at]; i++) {
		at = next_line(text, at);
		others += is_header_line(ordering, text, at, "field.header-other");
	}
	return others >= 2;
}

/* A long value's next line, where the line was wrapped. */
static size_t value_end(const struct ordering *ordering, const char *text, size_t at, size_t end)
{
	size_t value, line = at;

	while (text[end] && end - line >= WRAPPED_COLUMNS) {
		size_t next = end + 1, n = strcspn(text + next, "\n");
		if (n == 0 || strchr(" \t-*", text[next]))
			break;
		if (name_of(ordering, text + next, n, &value))
			break;
		line = next;
		end = next + n;
	}
	return end;
}

static char *value_of(const struct ordering *ordering, const char *text, size_t from, size_t to)
{
	char *value;

	while (to > from && strchr(" \t\r\n*", text[to - 1]))
		to--;
	value = arena_strndup(ordering->arena, text + from, to - from);
	for (char *at = value; *at; at++)
		if (*at == '\n' || *at == '\r')
			*at = ' ';
	return value;
}

void order_take_lines(struct ordering *ordering, const char *text, struct str *rest)
{
	for (size_t at = 0; text[at];) {
		size_t end = at + strcspn(text + at, "\n"), value;
		if (is_header_block(ordering, text, at))
			break;
		const char *name = name_of(ordering, text + at, end - at, &value);
		int field = name ? field_of(ordering, name) : -1;
		if (field >= 0) {
			size_t last = value_end(ordering, text, at, end);
			if (take_field(ordering, (enum order_field)field,
				    value_of(ordering, text, at + value, last))) {
				ordering->has_field = true;
				at = text[last] ? last + 1 : last;
				continue;
			}
		}
		str_add(rest, text + at, end - at);
		str_putc(rest, '\n');
		at = text[end] ? end + 1 : end;
	}
}
