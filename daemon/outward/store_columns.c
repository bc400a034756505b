/* SPDX-License-Identifier: MIT */
/*
 * One value of a struct to one column of a row and back. What a database holds is trusted to have
 * been written by us, but a word or number that this version does not know reads as the first of
 * its kind and never as a wild one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store_inside.h"

#define LIST_TEXT_LIMIT (1024 * 1024)

void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

void bind_instant(sqlite3_stmt *statement, int at, instant value)
{
	if (value == INSTANT_NONE || value == INSTANT_NEVER)
		sqlite3_bind_null(statement, at);
	else
		sqlite3_bind_int64(statement, at, value);
}

instant column_instant(sqlite3_stmt *statement, int at, instant none)
{
	return sqlite3_column_type(statement, at) == SQLITE_NULL
		? none
		: sqlite3_column_int64(statement, at);
}

const char *column_text(struct arena *arena, sqlite3_stmt *statement, int at)
{
	const char *text = (const char *)sqlite3_column_text(statement, at);

	return text ? arena_strndup(arena, text, (size_t)sqlite3_column_bytes(statement, at))
		    : NULL;
}

struct ints {
	LIST_OF(int) list;
};
struct int64s {
	LIST_OF(int64_t) list;
};
struct texts {
	LIST_OF(const char *) list;
};

static char *join(struct arena *arena, const void *at, enum column_type type)
{
	const struct ints *ints = at;
	const struct int64s *int64s = at;
	const struct texts *texts = at;
	_cleanup_str_ struct str out;

	str_init(&out, LIST_TEXT_LIMIT);
	if (type == COLUMN_INTS)
		for (size_t i = 0; i < ints->list.n; i++)
			str_printf(&out, "%s%d", i ? "," : "", ints->list.at[i]);
	else if (type == COLUMN_INT64S)
		for (size_t i = 0; i < int64s->list.n; i++)
			str_printf(&out, "%s%lld", i ? "," : "", (long long)int64s->list.at[i]);
	else
		for (size_t i = 0; i < texts->list.n; i++)
			str_printf(&out, "%s%s", i ? "\n" : "", texts->list.at[i]);
	return str_in(&out, arena);
}

static void split(struct arena *arena, const char *text, void *at, enum column_type type)
{
	const char *separators = type == COLUMN_TEXTS ? "\n" : ",";

	while (*text) {
		size_t n = strcspn(text, separators);
		if (type == COLUMN_INTS)
			*arena_push(arena, &((struct ints *)at)->list) =
				(int)strtol(text, NULL, 10);
		else if (type == COLUMN_INT64S)
			*arena_push(arena, &((struct int64s *)at)->list) = strtoll(text, NULL, 10);
		else
			*arena_push(arena, &((struct texts *)at)->list) =
				arena_strndup(arena, text, n);
		text += n + (text[n] != '\0');
	}
}

static void bind_day(sqlite3_stmt *statement, int at, day which)
{
	char text[DAY_TEXT];

	bind_text(statement, at, which == DAY_NONE ? NULL : day_format(which, text));
}

void bind_column(sqlite3_stmt *statement, int at, const struct column *column, const void *thing,
	struct arena *arena)
{
	const void *value = (const char *)thing + column->offset;

	switch (column->type) {
	case COLUMN_INT64:
		sqlite3_bind_int64(statement, at, *(const int64_t *)value);
		break;
	case COLUMN_INT:
		sqlite3_bind_int(statement, at, *(const int *)value);
		break;
	case COLUMN_BOOL:
		sqlite3_bind_int(statement, at, *(const bool *)value);
		break;
	case COLUMN_TEXT:
		bind_text(statement, at,
			*(const char *const *)value ? *(const char *const *)value : "");
		break;
	case COLUMN_TEXT_NULL:
		bind_text(statement, at, *(const char *const *)value);
		break;
	case COLUMN_DAY:
		bind_day(statement, at, *(const day *)value);
		break;
	case COLUMN_INSTANT:
		bind_instant(statement, at, *(const instant *)value);
		break;
	case COLUMN_ENUM:
		bind_text(statement, at, column->text(*(const int *)value));
		break;
	case COLUMN_INTS:
	case COLUMN_INT64S:
	case COLUMN_TEXTS:
		bind_text(statement, at, join(arena, value, column->type));
		break;
	case COLUMN_JSON:
		bind_text(statement, at, column->write(arena, value));
		break;
	}
}

static void read_enum(sqlite3_stmt *statement, int at, const struct column *column, int *value)
{
	const char *text = (const char *)sqlite3_column_text(statement, at);
	int found = column->from_text(text ? text : "");

	*value = found < 0 ? 0 : found;
}

void read_column(sqlite3_stmt *statement, int at, const struct column *column, void *thing,
	struct arena *arena)
{
	void *value = (char *)thing + column->offset;
	const char *text;

	switch (column->type) {
	case COLUMN_INT64:
		*(int64_t *)value = sqlite3_column_int64(statement, at);
		break;
	case COLUMN_INT:
		*(int *)value = sqlite3_column_int(statement, at);
		break;
	case COLUMN_BOOL:
		*(bool *)value = sqlite3_column_int(statement, at) != 0;
		break;
	case COLUMN_TEXT:
		text = column_text(arena, statement, at);
		*(const char **)value = text ? text : "";
		break;
	case COLUMN_TEXT_NULL:
		*(const char **)value = column_text(arena, statement, at);
		break;
	case COLUMN_DAY:
		text = (const char *)sqlite3_column_text(statement, at);
		*(day *)value = text ? day_parse(text) : DAY_NONE;
		break;
	case COLUMN_INSTANT:
		*(instant *)value =
			column_instant(statement, at, column->none ? column->none : INSTANT_NONE);
		break;
	case COLUMN_ENUM:
		read_enum(statement, at, column, value);
		break;
	case COLUMN_INTS:
	case COLUMN_INT64S:
	case COLUMN_TEXTS:
		text = column_text(arena, statement, at);
		split(arena, text ? text : "", value, column->type);
		break;
	case COLUMN_JSON:
		text = column_text(arena, statement, at);
		if (text)
			column->read(arena, text, value);
		break;
	}
}
