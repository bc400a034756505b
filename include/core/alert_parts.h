/* SPDX-License-Identifier: MIT */
/* What the files of the leaders' letter share: its content, looked up once for all leaders, and its sections. */
#ifndef SAMLAD_CORE_ALERT_PARTS_H
#define SAMLAD_CORE_ALERT_PARTS_H

#include "core/effects.h"
#include "core/plan_parts.h"
#include "core/stall.h"

struct alert {
	const struct snapshot *snapshot;
	instant now;
	day today;
	struct arena *arena;
	struct stalls stalls;
	struct forecast forecast;
	LIST_OF(int64_t) rows; /* projects by row number */
};

/* fresh: rows are numbered anew, worst first. Otherwise those of the last letter keep their numbers, so that an answer to
 * it still means what it meant, and new ones come after them. */
void alert_collect(struct alert *alert, const struct snapshot *snapshot, instant now, struct arena *arena, bool fresh);
void alert_fill(struct effects *fx, const struct alert *alert, struct view *view);

/* What a letter is called, as a key of `subjects`; and what it is about, or NULL. */
const char *alert_letter_name(const char *template);
const char *alert_topic_title(const struct snapshot *snapshot, int64_t topic);

/* The sections, in the order of the letter. */
void alert_say_stalls(struct effects *fx, const struct alert *alert, struct view *view);
void alert_say_waits(struct effects *fx, const struct alert *alert, struct view *view);
void alert_say_moving(struct effects *fx, const struct alert *alert, struct view *view);
void alert_say_meeting(struct effects *fx, const struct alert *alert, struct view *view);
void alert_say_week(struct effects *fx, const struct alert *alert, struct view *view);
void alert_say_looks(struct effects *fx, const struct alert *alert, struct view *view);

#endif
