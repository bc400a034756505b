/* SPDX-License-Identifier: MIT */
/* Between the files of the report: what was gathered, and how its parts become nodes for the
 * templates. */
#ifndef SAMLAD_TOP_REPORT_INSIDE_H
#define SAMLAD_TOP_REPORT_INSIDE_H

#include "letters/node.h"
#include "top/report.h"
#include "top/status.h"

#define REPORT_WEEKS_MOST 53

/* What answers are counted as in pictures, in this order from the axis outwards. */
enum tone { TONE_YES, TONE_MAYBE, TONE_NO, TONE_WORDS, TONES };

struct report_week {
	day monday;
	int orders, letters, answers;
	int tones[TONES];
	LIST_OF(const struct meeting *) meetings;
};
struct report {
	struct arena *arena;
	const struct templates *templates;
	const struct network *network;
	const struct network_status *status;
	instant as_of;
	day today;
	struct report_week weeks[REPORT_WEEKS_MOST]; /* the last one is the newest */
	int n_weeks;
	int orders, letters, answers;
};

/* Weeks from the journal's first fact to as_of, and on to a meeting that is called; the newest
 * REPORT_WEEKS_MOST. */
int report_gather(struct store *store, struct report *report, struct fault *fault);

/* Each adds its part to the page. */
void report_add_weeks(const struct report *report, struct node *page);
void report_add_answers(const struct report *report, struct node *page);
void report_add_coverage(const struct report *report, struct node *page);
void report_add_stalls(const struct report *report, struct node *page);
void report_add_asks(const struct report *report, struct node *page);

/* ---- nodes ---- */
void report_set(const struct report *report, struct node *node, const char *name,
	const char *format, ...) __attribute__((format(printf, 4, 5)));
void report_flag(const struct report *report, struct node *node, const char *name, bool flag);
/* One more row of a list, numbered by nothing. */
struct node *report_row(const struct report *report, struct node *list);
/* A word of `subjects`: report.<key>; with a view where it has values. */
const char *report_word(const struct report *report, const char *key, const struct view *view);
/* The word with one number in it, {{n}}. */
const char *report_word_n(const struct report *report, const char *key, int n);
const char *report_day(const struct report *report, day which); /* "9 mars" */

#endif
