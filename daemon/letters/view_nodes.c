/* SPDX-License-Identifier: MIT */
/* Typed values in a language. A kind of value is a row of makers[]. */
#include "letters/view_nodes.h"

#include <string.h>

#include "base/lexicon.h"
#include "base/str.h"
#include "base/utf8.h"
#include "letters/days.h"
#include "letters/mustache.h"

#define PHRASE_LIMIT 4096

static void as_it_is(struct str *out, const char *text)
{
	str_puts(out, text);
}

char *speak(const struct speech *speech, const char *key, const struct node *data)
{
	static const struct mustache_settings plain = {.escape = as_it_is};
	const char *pattern = lexicon_word(speech->words, key);
	_cleanup_str_ struct str out;

	str_init(&out, PHRASE_LIMIT);
	if (pattern && mustache_render(pattern, strlen(pattern), data, &plain, &out, NULL) < 0)
		str_clear(&out);
	return str_in(&out, speech->arena);
}

char *speak_joined(const struct speech *speech, const char *const *names, size_t n)
{
	const char *and = lexicon_word(speech->words, "list.and");
	_cleanup_str_ struct str out;

	str_init(&out, PHRASE_LIMIT);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && i + 1 == n)
			str_printf(&out, " %s ", and? and : "&");
		else if (i > 0)
			str_puts(&out, ", ");
		str_puts(&out, names[i]);
	}
	return str_in(&out, speech->arena);
}

static void set(const struct speech *speech, struct node *node, const char *name, const char *text)
{
	if (*text)
		node_set(speech->arena, node, name, node_text(speech->arena, text));
}

static struct node *text_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	(void)all;
	return node_text(speech->arena, value->text);
}

static struct node *number_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	struct node *node = node_text(
		speech->arena, arena_printf(speech->arena, "%lld", (long long)value->number));

	(void)all;
	set(speech, node, "words", days_number(speech->arena, speech->words, value->number));
	node_set(speech->arena, node, "none", node_flag(speech->arena, value->number == 0));
	node_set(speech->arena, node, "one", node_flag(speech->arena, value->number == 1));
	node_set(speech->arena, node, "many", node_flag(speech->arena, value->number > 1));
	return node;
}

static struct node *flag_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	(void)all;
	return node_flag(speech->arena, value->number != 0);
}

static void set_day_names(const struct speech *speech, struct node *node, day which)
{
	set(speech, node, "short", days_short(speech->arena, speech->words, which, speech->today));
	set(speech, node, "week", arena_printf(speech->arena, "%d", day_iso_week(which, NULL)));
}

static struct node *day_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	const char *text = days_day(speech->arena, speech->words, value->day, speech->today);
	struct node *node = node_text(speech->arena, text);

	(void)all;
	set(speech, node, "capital", utf8_capital_in(speech->arena, text));
	set_day_names(speech, node, value->day);
	return node;
}

static struct node *span_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	const struct zone *zone = speech->network->zone;
	day first = zone_day(zone, value->start, NULL);
	const char *text = days_span(
		speech->arena, speech->words, zone, value->start, value->end, speech->today);
	struct node *node = node_text(speech->arena, text);

	(void)all;
	set(speech, node, "capital", utf8_capital_in(speech->arena, text));
	set(speech, node, "day", days_day(speech->arena, speech->words, first, speech->today));
	set(speech, node, "hours",
		days_hours(speech->arena, speech->words, zone, value->start, value->end));
	set(speech, node, "start",
		days_hours(speech->arena, speech->words, zone, value->start, value->start));
	set_day_names(speech, node, first);
	return node;
}

static struct node *word_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	return node_text(speech->arena, speak(speech, value->text, all));
}

static struct node *sector_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	(void)all;
	return node_text(speech->arena,
		network_sector_name(speech->network, (int)value->number, speech->language));
}

static const char *row_name(const struct view *row)
{
	const struct value *name = view_find(row, "name");

	return name && name->type == VALUE_TEXT ? name->text : NULL;
}

static struct node *list_node(
	const struct speech *speech, const struct value *value, struct node *all)
{
	struct node *list = node_list(speech->arena);
	const char **names = arena_make_n(speech->arena, const char *, value->rows.n + 1);
	size_t n = 0;

	(void)all;
	for (size_t i = 0; i < value->rows.n; i++) {
		node_append(speech->arena, list, view_nodes(speech, value->rows.at[i]));
		if (row_name(value->rows.at[i]))
			names[n++] = row_name(value->rows.at[i]);
	}
	set(speech, list, "joined", speak_joined(speech, names, n));
	struct value count = {.number = (int64_t)value->rows.n};
	node_set(speech->arena, list, "count", number_node(speech, &count, NULL));
	return list;
}

typedef struct node *value_maker(
	const struct speech *speech, const struct value *value, struct node *all);

static value_maker *const makers[] = {
	[VALUE_TEXT] = text_node,
	[VALUE_NUMBER] = number_node,
	[VALUE_FLAG] = flag_node,
	[VALUE_DAY] = day_node,
	[VALUE_SPAN] = span_node,
	[VALUE_WORD] = word_node,
	[VALUE_SECTOR] = sector_node,
	[VALUE_LIST] = list_node,
};

struct node *view_nodes(const struct speech *speech, const struct view *view)
{
	struct node *all = node_object(speech->arena);

	/* words last: they are rendered with the other values of their view */
	list_each (value, &view->values)
		if (value->type != VALUE_WORD)
			node_set(speech->arena, all, value->name,
				makers[value->type](speech, value, all));
	list_each (value, &view->values)
		if (value->type == VALUE_WORD)
			node_set(speech->arena, all, value->name,
				makers[VALUE_WORD](speech, value, all));
	return all;
}
