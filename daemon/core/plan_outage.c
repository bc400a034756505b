/* SPDX-License-Identifier: MIT */
/*
 * After an outage the leaders get one line: which letters were late by more than a day, and which
 * were not sent at all because they had outlived their use.
 *
 * Two things can have been out. samlad stood still: then something was due long ago, and what would
 * have gone out since is found by letting the rules run ahead from then, against what goes out now.
 * Or nothing could be sent: then letters left late, or were dropped in the outbox; that is told
 * once it is over. Letters that waited for somebody's word were not late: their `not_before` is
 * when the word was given.
 */
#include <string.h>

#include "core/alert_parts.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

#define REPLIES "" /* all of them are one kind */
#define AHEAD_S (14 * (instant)DAY_S)

struct outage_line {
	const char *template;
	int64_t topic;
	int late, dropped;
};
struct outage {
	LIST_OF(struct outage_line) lines;
	int late, dropped;
};

static void count(struct arena *arena, struct outage *outage, const char *template, int64_t topic,
	int late, int dropped)
{
	struct outage_line *found = NULL;

	if (late == 0 && dropped == 0)
		return;
	list_each (line, &outage->lines)
		if (line->topic == topic && strcmp(line->template, template) == 0)
			found = line;
	if (!found)
		*(found = arena_push(arena, &outage->lines)) =
			(struct outage_line){.template = template, .topic = topic};
	found->late += late;
	found->dropped += dropped;
	outage->late += late;
	outage->dropped += dropped;
}

static int letters_of(const struct forecast *forecast, const struct forecast_line *kind)
{
	int n = 0;

	list_each (line, &forecast->lines)
		if (line->topic == kind->topic && strcmp(line->template, kind->template) == 0)
			n += line->letters;
	return n;
}

static bool is_first_of_kind(const struct forecast *forecast, const struct forecast_line *kind)
{
	list_each (line, &forecast->lines)
		if (line->topic == kind->topic && strcmp(line->template, kind->template) == 0)
			return line == kind;
	return true;
}

/* Nobody did what was due. */
static void stood_still(struct plan *plan, struct outage *outage)
{
	struct arena *arena = plan->fx->arena;
	instant due = plan->snapshot->state.due;
	struct forecast missed, coming;

	if (due == INSTANT_NONE || plan->now - due <= LETTER_LATE_S)
		return;
	plan_ahead(plan->snapshot, due, plan->now - LETTER_LATE_S, arena, &missed);
	plan_ahead(plan->snapshot, plan->now, plan->now + AHEAD_S, arena, &coming);
	list_each (line, &missed.lines) {
		if (!is_first_of_kind(&missed, line))
			continue;
		int wanted = letters_of(&missed, line), now = letters_of(&coming, line);
		int late = now < wanted ? now : wanted;
		count(arena, outage, line->template, line->topic, late, wanted - late);
	}
}

/* Since they were told the last time; what lies ahead of now was written by a wrong clock. */
static bool is_news(const struct plan *plan, instant at)
{
	return at != INSTANT_NONE && at > plan->snapshot->state.outage_told && at <= plan->now;
}

static bool is_free(const struct letter *letter)
{
	return letter->state == LETTER_WAITING && !letter->held && !letter->awaits;
}

static instant late_at(const struct letter *letter)
{
	return letter_leaves(letter) + LETTER_LATE_S;
}

/* What still waits is told with the rest, for it leaves or is dropped in this very moment, and that
 * is no news then: it was late, or useless, when they were told. */
static bool is_useless(const struct plan *plan, const struct letter *letter)
{
	if (is_free(letter))
		return letter->not_after < plan->now;
	return letter->state == LETTER_DROPPED && is_news(plan, letter->outdated) &&
		letter->not_after >= plan->snapshot->state.outage_told;
}

static bool is_late(const struct plan *plan, const struct letter *letter)
{
	if (is_free(letter))
		return late_at(letter) < plan->now && !is_useless(plan, letter);
	return letter_was_late(letter) && is_news(plan, letter->sent) &&
		late_at(letter) >= plan->snapshot->state.outage_told;
}

/* Letters were made and did not get away. True while some still don't. */
static bool could_not_send(struct plan *plan, struct outage *outage)
{
	bool goes_on = false;

	list_each (letter, &plan->snapshot->letters) {
		bool reply = letter->class == CLASS_REPLY;
		if (letter->class == CLASS_LEADERS)
			continue;
		bool late = is_late(plan, letter);
		goes_on |= late && is_free(letter);
		count(plan->fx->arena, outage, reply ? REPLIES : letter->template,
			reply ? 0 : letter->topic, late, is_useless(plan, letter));
	}
	return goes_on;
}

static void say_kinds(struct plan *plan, struct view *view, const char *list,
	const struct outage *outage, bool dropped)
{
	bool first = true;

	list_each (line, &outage->lines) {
		int n = dropped ? line->dropped : line->late;
		if (n == 0)
			continue;
		struct view *row = view_row(plan->fx->arena, view, list);
		view_flag(plan->fx->arena, row, "first", first);
		view_number(plan->fx->arena, row, "people", n);
		view_word(plan->fx->arena, row, "what",
			strcmp(line->template, REPLIES) == 0 ? "plan.reply"
							     : alert_letter_name(line->template));
		view_text(plan->fx->arena, row, "title",
			alert_topic_title(plan->snapshot, line->topic));
		first = false;
	}
}

static void tell(struct plan *plan, const struct outage *outage)
{
	struct effects *fx = plan->fx;

	for (const struct member *to = NULL; (to = plan_next_leader(plan, to));) {
		struct draft *draft = effects_draft(fx, "outage", to, CLASS_LEADERS);
		draft->not_before = hours_next_open(plan->network, plan->now);
		if (outage->late > 0)
			view_number(fx->arena, draft->view, "late", outage->late);
		if (outage->dropped > 0)
			view_number(fx->arena, draft->view, "dropped", outage->dropped);
		say_kinds(plan, draft->view, "late_kinds", outage, false);
		say_kinds(plan, draft->view, "dropped_kinds", outage, true);
	}
	effects_state(fx)->outage_told = plan->now;
	effects_fact(fx, (struct fact){.kind = FACT_OUTAGE_TOLD, .number = outage->late});
}

instant plan_outage(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);
	struct outage outage = {0}, unsent = {0};

	/* what came due before a restore was not late: it has left from elsewhere */
	if (snapshot->network->any_hour)
		return INSTANT_NEVER;
	stood_still(&plan, &outage);
	if (!could_not_send(&plan, &unsent) || outage.lines.n > 0)
		list_each (line, &unsent.lines)
			count(fx->arena, &outage, line->template, line->topic, line->late,
				line->dropped);
	if (outage.lines.n > 0)
		tell(&plan, &outage);
	return plan.next;
}
