/* SPDX-License-Identifier: MIT */
/* Small makers of nodes and words for the report's parts. */
#include <stdarg.h>

#include "letters/letter.h"
#include "report_inside.h"

void report_set(
	const struct report *report, struct node *node, const char *name, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	node_set(report->arena, node, name,
		node_text(report->arena, arena_vprintf(report->arena, format, args)));
	va_end(args);
}

void report_flag(const struct report *report, struct node *node, const char *name, bool flag)
{
	node_set(report->arena, node, name, node_flag(report->arena, flag));
}

struct node *report_row(const struct report *report, struct node *list)
{
	struct node *row = node_object(report->arena);

	node_append(report->arena, list, row);
	return row;
}

const char *report_word(const struct report *report, const char *key, const struct view *view)
{
	return letter_phrase(report->arena, report->templates, report->network,
		report->network->language, arena_printf(report->arena, "report.%s", key),
		view ? view : view_new(report->arena));
}

const char *report_word_n(const struct report *report, const char *key, int n)
{
	struct view *view = view_new(report->arena);

	view_number(report->arena, view, "n", n);
	return report_word(report, key, view);
}

const char *report_day(const struct report *report, day which)
{
	struct view *view = view_new(report->arena);

	view_day(report->arena, view, "day", which);
	return report_word(report, "day", view);
}
