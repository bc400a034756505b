/* SPDX-License-Identifier: MIT */
/* What stands still, with how long as a picture, and the questions that are still open. */
#include "report_inside.h"

#define ROW_HEIGHT 46 /* words, and the bar below them */
#define STALL_WIDTH 560
#define BARS_LEFT 220
#define BARS_WIDTH 380
#define WEEK_DAYS 7

static int weeks_since(const struct report *report, day since)
{
	return report->today > since ? (report->today - since) / WEEK_DAYS : 0;
}

static int longest(const struct report *report)
{
	int most = 1;

	list_each (stall, &report->status->stalls.stalls)
		if (weeks_since(report, stall->since) > most)
			most = weeks_since(report, stall->since);
	return most;
}

static void add_stall(const struct report *report, struct node *rows, const struct stall *stall,
	int row_number, int most)
{
	struct node *row = report_row(report, rows);
	const struct project *project = snapshot_project(report->status->snapshot, stall->project);
	const char *reason =
		arena_printf(report->arena, "reason-%s", stall_reason_text(stall->reason));
	int weeks = weeks_since(report, stall->since), y = row_number * ROW_HEIGHT;
	double width = (double)weeks * STALL_WIDTH / most;

	report_set(report, row, "title", "%s",
		project ? project->title : report_word(report, "whole-network", NULL));
	report_set(report, row, "reason", "%s", report_word(report, reason, NULL));
	report_set(report, row, "since", "%s", report_day(report, stall->since));
	report_set(report, row, "how_long", "%s", report_word_n(report, "so-many-weeks", weeks));
	report_set(report, row, "evidence", "%s",
		status_evidence(report->arena, report->templates, report->status, stall));
	report_set(report, row, "y", "%d", y + 21);
	report_set(report, row, "title_y", "%d", y + 15);
	report_set(report, row, "bar_text_y", "%d", y + 33);
	report_set(report, row, "width", "%.1f", width > 2 ? width : 2);
	report_set(report, row, "text_x", "%.1f", width + 10);
	report_set(report, row, "look", "%s", stall->severity > 1 ? "plain" : "lines");
}

void report_add_stalls(const struct report *report, struct node *page)
{
	struct node *picture = node_object(report->arena), *rows = node_list(report->arena);
	int n = 0, most = longest(report);

	if (report->status->stalls.stalls.n == 0)
		return;
	list_each (stall, &report->status->stalls.stalls)
		add_stall(report, rows, stall, n++, most);
	node_set(report->arena, picture, "rows", rows);
	report_set(report, picture, "height", "%d", n * ROW_HEIGHT + 8);
	report_set(report, picture, "says", "%s", report_word_n(report, "stalls-say", n));
	node_set(report->arena, page, "stalls", picture);
}

struct open_asks {
	int open, reminded, unclear;
	instant oldest;
};

static void count_open(const struct snapshot *snapshot, struct open_asks kinds[ASK_KINDS])
{
	list_each (ask, &snapshot->asks) {
		struct open_asks *kind = &kinds[ask->kind];
		if (ask->state != ASK_OPEN || ask_is_answered(ask))
			continue;
		if (kind->open == 0 || ask->put < kind->oldest)
			kind->oldest = ask->put;
		kind->open++;
		kind->reminded += ask->reminded != INSTANT_NONE;
		kind->unclear += ask->asked_back > 0;
	}
}

void report_add_asks(const struct report *report, struct node *page)
{
	struct open_asks kinds[ASK_KINDS] = {{0}};
	struct node *asks = node_object(report->arena), *rows = node_list(report->arena);
	int most = 0, n = 0;

	count_open(report->status->snapshot, kinds);
	for (int i = 0; i < ASK_KINDS; i++)
		most = kinds[i].open > most ? kinds[i].open : most;
	for (int i = 0; i < ASK_KINDS; i++) {
		if (kinds[i].open == 0)
			continue;
		struct node *row = report_row(report, rows);
		const char *key =
			arena_printf(report->arena, "ask-%s", ask_kind_text((enum ask_kind)i));
		double width = (double)kinds[i].open * BARS_WIDTH / most;
		report_set(report, row, "name", "%s", report_word(report, key, NULL));
		report_set(report, row, "open", "%d", kinds[i].open);
		report_set(report, row, "reminded", "%d", kinds[i].reminded);
		report_set(report, row, "unclear", "%d", kinds[i].unclear);
		report_set(report, row, "oldest", "%s",
			report_day(report, zone_day(report->network->zone, kinds[i].oldest, NULL)));
		report_set(report, row, "y", "%d", n * 26 + 4);
		report_set(report, row, "text_y", "%d", n * 26 + 17);
		report_set(report, row, "width", "%.1f", width);
		report_set(report, row, "text_x", "%.1f", BARS_LEFT + width + 8);
		n++;
	}
	if (n == 0)
		return;
	node_set(report->arena, asks, "rows", rows);
	report_set(report, asks, "height", "%d", n * 26 + 8);
	report_set(report, asks, "says", "%s",
		report_word_n(report, "asks-say", report->status->asks_open));
	node_set(report->arena, page, "asks", asks);
}
