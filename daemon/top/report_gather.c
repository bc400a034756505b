/* SPDX-License-Identifier: MIT */
/* The journal counted by weeks of the network's own zone. */
#include "report_inside.h"

#include <string.h>

#define WEEK_DAYS 7

static day monday_of(day which)
{
	return which - (day_weekday(which) - 1);
}

static day local_day(const struct report *report, instant at)
{
	return zone_day(report->network->zone, at, NULL);
}

static struct report_week *week_of(struct report *report, instant at)
{
	if (at < INSTANT_FIRST || at > INSTANT_LAST || report->n_weeks == 0)
		return NULL;
	int i = (monday_of(local_day(report, at)) - report->weeks[0].monday) / WEEK_DAYS;
	return local_day(report, at) >= report->weeks[0].monday && i < report->n_weeks
		? &report->weeks[i]
		: NULL;
}

static void set_weeks(struct report *report, day first, day last)
{
	day monday = monday_of(first);
	int n = (monday_of(last) - monday) / WEEK_DAYS + 1;

	if (n > REPORT_WEEKS_MOST) {
		monday += (n - REPORT_WEEKS_MOST) * WEEK_DAYS;
		n = REPORT_WEEKS_MOST;
	}
	report->n_weeks = n;
	for (int i = 0; i < n; i++)
		report->weeks[i].monday = monday + i * WEEK_DAYS;
}

static int take_first(void *context, const struct journal_row *row)
{
	*(instant *)context = row->at;
	return 1;
}

/* The last week shown: this one, or that of the last meeting that is called. */
static day last_day(const struct report *report)
{
	day last = report->today;

	list_each (meeting, &report->status->snapshot->meetings)
		if (meeting->state == MEETING_CALLED && local_day(report, meeting->start) > last)
			last = local_day(report, meeting->start);
	return last > report->today + 26 * WEEK_DAYS ? report->today + 26 * WEEK_DAYS : last;
}

static enum tone tone_of(const char *word)
{
	int kind = word ? answer_kind_from_text(word) : -1;

	return kind == ANSWER_YES      ? TONE_YES
		: kind == ANSWER_MAYBE ? TONE_MAYBE
		: kind == ANSWER_NO    ? TONE_NO
				       : TONE_WORDS;
}

/* A leader's yes to a preview is part of the order. */
static bool is_about_an_order(const struct report *report, const struct fact *fact)
{
	const struct ask *ask = snapshot_ask(report->status->snapshot, fact->ask);

	return (ask && ask->kind == ASK_CONFIRM) || fact->order != 0;
}

static int count_fact(void *context, const struct journal_row *row)
{
	struct report *report = context;
	struct report_week *week = row->at <= report->as_of ? week_of(report, row->at) : NULL;
	const struct fact *fact = &row->fact;

	if (!week)
		return 0;
	if (fact->kind == FACT_ORDER_MADE) {
		week->orders++;
		report->orders++;
	} else if (fact->kind == FACT_LETTER_SENT) {
		week->letters++;
		report->letters++;
	} else if (fact->kind == FACT_ANSWERED && !is_about_an_order(report, fact)) {
		week->answers++;
		week->tones[tone_of(fact->word)]++;
		report->answers++;
	}
	return 0;
}

static void add_meetings(struct report *report)
{
	list_each (meeting, &report->status->snapshot->meetings) {
		struct report_week *week = week_of(report, meeting->start);
		if (week)
			*arena_push(report->arena, &week->meetings) = meeting;
	}
}

int report_gather(struct store *store, struct report *report, struct fault *fault)
{
	instant first = report->as_of;
	int r = store_journal(
		store, report->network->slug, INSTANT_NONE, 0, NULL, take_first, &first, fault);

	if (r < 0)
		return r;
	if (first > report->as_of)
		first = report->as_of;
	set_weeks(report, local_day(report, first), last_day(report));
	add_meetings(report);
	r = store_journal(
		store, report->network->slug, INSTANT_NONE, 0, NULL, count_fact, report, fault);
	return r < 0 ? r : 0;
}
