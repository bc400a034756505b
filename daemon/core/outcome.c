/* SPDX-License-Identifier: MIT */
/*
 * Effects laid over the snapshot that they were decided on. Each list is copied before it is
 * changed, so nobody who still reads the old snapshot sees anything move.
 */
#include "core/outcome.h"

#include <stdlib.h>

#define LAY_OVER(type, list)                                                                       \
	static void lay_##list(                                                                    \
		struct arena *arena, struct snapshot *after, const struct effects *fx)             \
	{                                                                                          \
		after->list.at = arena_memdup(                                                     \
			arena, after->list.at, after->list.n * sizeof(*after->list.at));           \
		after->list.cap = after->list.n;                                                   \
		list_each (changed, &fx->list) {                                                   \
			struct type *old = NULL;                                                   \
			list_each (candidate, &after->list)                                        \
				if (candidate->id == (*changed)->id)                               \
					old = candidate;                                           \
			if (!old)                                                                  \
				old = arena_push(arena, &after->list);                             \
			*old = **changed;                                                          \
		}                                                                                  \
	}
LAY_OVER(member, members)
LAY_OVER(meeting, meetings)
LAY_OVER(project, projects)
LAY_OVER(ask, asks)
LAY_OVER(order, orders)
LAY_OVER(item, items)
LAY_OVER(progress, progress)
LAY_OVER(idea, ideas)
LAY_OVER(look, looks)
LAY_OVER(letter, letters)

static int by_start(const void *a, const void *b)
{
	const struct meeting *first = a, *second = b;

	return (first->start > second->start) - (first->start < second->start);
}

static void lay_drafts(struct arena *arena, struct snapshot *after, const struct effects *fx)
{
	list_each (draft, &fx->drafts) {
		struct letter *letter = arena_push(arena, &after->letters);
		*letter = (struct letter){.id = (*draft)->id,
			.member = (*draft)->member,
			.ask = (*draft)->ask,
			.topic = (*draft)->topic,
			.template = (*draft)->template,
			.class = (*draft)->class,
			.unprompted = (*draft)->unprompted,
			.state = LETTER_WAITING,
			.token = "",
			.code = "",
			.message_id = "",
			.subject = "",
			.made = fx->now,
			.not_before = (*draft)->not_before,
			.not_after = (*draft)->not_after,
			.sent = INSTANT_NONE,
			.outdated = INSTANT_NONE};
	}
}

struct snapshot *outcome_snapshot(const struct effects *fx)
{
	struct snapshot *after = arena_memdup(fx->arena, fx->snapshot, sizeof(*after));

	lay_members(fx->arena, after, fx);
	lay_meetings(fx->arena, after, fx);
	lay_projects(fx->arena, after, fx);
	lay_asks(fx->arena, after, fx);
	lay_orders(fx->arena, after, fx);
	lay_items(fx->arena, after, fx);
	lay_progress(fx->arena, after, fx);
	lay_ideas(fx->arena, after, fx);
	lay_looks(fx->arena, after, fx);
	lay_letters(fx->arena, after, fx);
	lay_drafts(fx->arena, after, fx);
	if (after->meetings.n > 1)
		qsort(after->meetings.at, after->meetings.n, sizeof(*after->meetings.at), by_start);
	if (fx->state)
		after->state = *fx->state;
	after->next_id = fx->next_id;
	return after;
}
