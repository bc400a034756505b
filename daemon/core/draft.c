/* SPDX-License-Identifier: MIT */
/* Typed values for a letter, gathered by the rules that write it. */
#include "core/draft.h"

#include <string.h>

struct view *view_new(struct arena *arena)
{
	return arena_make(arena, struct view);
}

const struct value *view_find(const struct view *view, const char *name)
{
	list_each (value, &view->values)
		if (strcmp(value->name, name) == 0)
			return value;
	return NULL;
}

/* The value of that name, made anew: the last word on a name is what counts. */
static struct value *view_value(
	struct arena *arena, struct view *view, const char *name, enum value_type type)
{
	struct value *value = (struct value *)view_find(view, name);

	if (!value)
		value = arena_push(arena, &view->values);
	*value = (struct value){.name = name, .type = type};
	return value;
}

void view_text(struct arena *arena, struct view *view, const char *name, const char *text)
{
	if (text && *text)
		view_value(arena, view, name, VALUE_TEXT)->text = text;
}

void view_number(struct arena *arena, struct view *view, const char *name, int64_t number)
{
	view_value(arena, view, name, VALUE_NUMBER)->number = number;
}

void view_flag(struct arena *arena, struct view *view, const char *name, bool flag)
{
	view_value(arena, view, name, VALUE_FLAG)->number = flag;
}

void view_day(struct arena *arena, struct view *view, const char *name, day which)
{
	if (which != DAY_NONE)
		view_value(arena, view, name, VALUE_DAY)->day = which;
}

void view_span(struct arena *arena, struct view *view, const char *name, instant start, instant end)
{
	struct value *value = view_value(arena, view, name, VALUE_SPAN);

	value->start = start;
	value->end = end;
}

void view_word(struct arena *arena, struct view *view, const char *name, const char *key)
{
	view_value(arena, view, name, VALUE_WORD)->text = key;
}

void view_sector(struct arena *arena, struct view *view, const char *name, int sector)
{
	if (sector >= 0)
		view_value(arena, view, name, VALUE_SECTOR)->number = sector;
}

struct view *view_row(struct arena *arena, struct view *view, const char *list)
{
	struct value *value = (struct value *)view_find(view, list);

	if (!value || value->type != VALUE_LIST)
		value = view_value(arena, view, list, VALUE_LIST);
	struct view *row = view_new(arena);
	*arena_push(arena, &value->rows) = row;
	return row;
}
