/* SPDX-License-Identifier: MIT */
/*
 * Two pictures over the weeks: what happened in four lanes (orders, meetings, letters, answers),
 * and the answers by what they say. Places are computed here in the picture's own units; how things
 * look stands in templates/report/.
 */
#include "report_inside.h"

#define LEFT 104 /* room for the lanes' names */
#define WIDTH 600 /* of all weeks */
#define WEEK_WIDEST 90
#define LABELS_MOST 13
#define LANE_BARS 56
#define ANSWERS_HEIGHT 160

struct scale {
	int most;
	int height;
};

static double week_width(const struct report *report)
{
	double width = (double)WIDTH / report->n_weeks;

	return width > WEEK_WIDEST ? WEEK_WIDEST : width;
}

static double week_x(const struct report *report, int i)
{
	return LEFT + i * week_width(report);
}

static double height_of(const struct scale *scale, int n)
{
	return scale->most > 0 ? (double)n * scale->height / scale->most : 0;
}

static int week_number(const struct report_week *week)
{
	return day_iso_week(week->monday, NULL);
}

/* Names of weeks below, so many that they don't meet; and the line of today. */
static void add_axis(const struct report *report, struct node *picture)
{
	struct node *labels = node_list(report->arena);
	int step = (report->n_weeks + LABELS_MOST - 1) / LABELS_MOST;
	double today = 0;

	for (int i = 0; i < report->n_weeks; i++) {
		const struct report_week *week = &report->weeks[i];
		if (report->today >= week->monday)
			today = week_x(report, i) +
				week_width(report) * (report->today - week->monday + 0.5) / 7;
		if (i % step)
			continue;
		struct node *label = report_row(report, labels);
		report_set(report, label, "x", "%.1f", week_x(report, i) + week_width(report) / 2);
		report_set(report, label, "text", "%s",
			report_word_n(report, "week-short", week_number(week)));
	}
	node_set(report->arena, picture, "labels", labels);
	report_set(report, picture, "today_x", "%.1f", today);
	report_set(report, picture, "right", "%.1f", week_x(report, report->n_weeks));
}

static void add_bar(const struct report *report, struct node *bars, int i, double top,
	double height, int n, const char *look)
{
	if (n == 0)
		return;
	struct node *bar = report_row(report, bars);
	double width = week_width(report);

	report_set(report, bar, "x", "%.1f", week_x(report, i) + width * 0.15);
	report_set(report, bar, "y", "%.1f", top);
	report_set(report, bar, "width", "%.1f", width * 0.7);
	report_set(report, bar, "height", "%.1f", height);
	report_set(report, bar, "middle", "%.1f", week_x(report, i) + width / 2);
	report_set(report, bar, "above", "%.1f", top - 4);
	report_set(report, bar, "n", "%d", n);
	report_set(report, bar, "look", "%s", look);
	report_flag(report, bar, "room", width >= 14);
}

/* One lane of bars that stand on base. */
static void add_lane(const struct report *report, struct node *picture, const char *name, int base,
	size_t offset, const char *look)
{
	struct scale scale = {.height = LANE_BARS};
	struct node *bars = node_list(report->arena);

	for (int i = 0; i < report->n_weeks; i++) {
		int n = *(const int *)((const char *)&report->weeks[i] + offset);
		scale.most = n > scale.most ? n : scale.most;
	}
	for (int i = 0; i < report->n_weeks; i++) {
		int n = *(const int *)((const char *)&report->weeks[i] + offset);
		add_bar(report, bars, i, base - height_of(&scale, n), height_of(&scale, n), n,
			look);
	}
	node_set(report->arena, picture, name, bars);
}

static void add_marks(const struct report *report, struct node *picture)
{
	struct node *orders = node_list(report->arena), *meetings = node_list(report->arena);

	for (int i = 0; i < report->n_weeks; i++) {
		const struct report_week *week = &report->weeks[i];
		double middle = week_x(report, i) + week_width(report) / 2;
		if (week->orders > 0) {
			struct node *mark = report_row(report, orders);
			report_set(report, mark, "x", "%.1f", middle);
			report_set(report, mark, "n", "%d", week->orders);
		}
		if (week->meetings.n > 0) {
			struct node *mark = report_row(report, meetings);
			report_set(report, mark, "x", "%.1f", middle);
			report_set(report, mark, "text", "%s",
				report_day(report,
					zone_day(report->network->zone, week->meetings.at[0]->start,
						NULL)));
			report_flag(report, mark, "cancelled",
				week->meetings.at[0]->state == MEETING_CANCELLED);
		}
	}
	node_set(report->arena, picture, "orders", orders);
	node_set(report->arena, picture, "meetings", meetings);
}

static void add_meeting_names(
	const struct report *report, struct node *row, const struct report_week *week)
{
	struct node *names = node_list(report->arena);

	for (size_t i = 0; i < week->meetings.n; i++) {
		const struct meeting *meeting = week->meetings.at[i];
		struct node *name = report_row(report, names);
		report_set(report, name, "title", "%s", meeting->title);
		report_set(report, name, "day", "%s",
			report_day(report, zone_day(report->network->zone, meeting->start, NULL)));
		report_flag(report, name, "cancelled", meeting->state == MEETING_CANCELLED);
	}
	node_set(report->arena, row, "meetings", names);
}

/* The same as a table, weeks in which nothing happened left out. */
static struct node *table(const struct report *report)
{
	static const char *const tones[TONES] = {"yes", "maybe", "no", "words"};
	struct node *rows = node_list(report->arena);

	for (int i = 0; i < report->n_weeks; i++) {
		const struct report_week *week = &report->weeks[i];
		if (!week->orders && !week->letters && !week->answers && !week->meetings.n)
			continue;
		struct node *row = report_row(report, rows);
		report_set(report, row, "week", "%s",
			report_word_n(report, "week-long", week_number(week)));
		report_set(report, row, "from", "%s", report_day(report, week->monday));
		report_set(report, row, "orders", "%d", week->orders);
		report_set(report, row, "letters", "%d", week->letters);
		report_set(report, row, "answers", "%d", week->answers);
		for (int tone = 0; tone < TONES; tone++)
			report_set(report, row, tones[tone], "%d", week->tones[tone]);
		add_meeting_names(report, row, week);
	}
	return rows;
}

void report_add_weeks(const struct report *report, struct node *page)
{
	struct node *picture = node_object(report->arena);
	struct view *view = view_new(report->arena);

	add_axis(report, picture);
	add_marks(report, picture);
	add_lane(report, picture, "letters", 190, offsetof(struct report_week, letters), "plain");
	add_lane(report, picture, "answers", 270, offsetof(struct report_week, answers), "lines");
	node_set(report->arena, picture, "rows", table(report));
	view_number(report->arena, view, "weeks", report->n_weeks);
	view_number(report->arena, view, "orders", report->orders);
	view_number(report->arena, view, "letters", report->letters);
	view_number(report->arena, view, "answers", report->answers);
	report_set(report, picture, "says", "%s", report_word(report, "weeks-say", view));
	node_set(report->arena, page, "weeks", picture);
}

static void add_stack(
	const struct report *report, struct node *bars, int i, const struct scale *scale)
{
	static const char *const looks[TONES] = {"plain", "dots", "lines", "open"};
	double top = 20 + ANSWERS_HEIGHT;

	for (int tone = 0; tone < TONES; tone++) {
		double height = height_of(scale, report->weeks[i].tones[tone]);
		top -= height;
		add_bar(report, bars, i, top, height, report->weeks[i].tones[tone], looks[tone]);
	}
}

void report_add_answers(const struct report *report, struct node *page)
{
	struct node *picture = node_object(report->arena), *bars = node_list(report->arena);
	struct scale scale = {.height = ANSWERS_HEIGHT};

	if (report->answers == 0)
		return;
	for (int i = 0; i < report->n_weeks; i++)
		if (report->weeks[i].answers > scale.most)
			scale.most = report->weeks[i].answers;
	for (int i = 0; i < report->n_weeks; i++)
		add_stack(report, bars, i, &scale);
	add_axis(report, picture);
	report_set(report, picture, "most", "%d", scale.most);
	if (scale.most > 1) {
		report_set(report, picture, "half", "%d", scale.most / 2);
		report_set(report, picture, "half_y", "%.1f",
			20 + ANSWERS_HEIGHT - height_of(&scale, scale.most / 2));
	}
	node_set(report->arena, picture, "bars", bars);
	node_set(report->arena, picture, "rows", table(report));
	report_set(report, picture, "says", "%s",
		report_word_n(report, "answers-say", report->answers));
	node_set(report->arena, page, "answers", picture);
}
