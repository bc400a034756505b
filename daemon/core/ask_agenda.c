/* SPDX-License-Identifier: MIT */
/*
 * Agenda: what should be taken up at the meeting? The topic is the meeting. Each answer replaces
 * her earlier items; the thanks list them as they were understood. After the draft has gone to the
 * leaders an item still reaches them, as a mail to look at.
 */
#include <string.h>

#include "core/ask_parts.h"
#include "core/workdays.h"

static struct draft *write_to(struct effects *fx, const char *template, const struct ask *ask)
{
	const struct meeting *meeting = ask_see_meeting(fx, ask->topic);
	const struct network *network = fx->snapshot->network;
	struct draft *draft = meeting ? ask_letter(fx, template, ask, CLASS_MEETING) : NULL;

	if (!draft)
		return NULL;
	attendance_fill(fx, draft->view, meeting);
	view_day(fx->arena, draft->view, "deadline",
		delay_day_before(network, network->agenda_deadline, meeting->start));
	draft->signed_by_leaders = true;
	draft->unprompted = true;
	draft->not_after = meeting->start;
	draft_choice(fx, draft, "tap.nothing");
	return draft;
}

static struct draft *put(struct effects *fx, struct ask *ask)
{
	return write_to(fx, "agenda", ask);
}

static struct draft *remind(struct effects *fx, struct ask *ask)
{
	return write_to(fx, "agenda-reminder", ask);
}

static void withdraw(struct effects *fx, const struct item *item)
{
	effects_item(fx, item)->withdrawn = true;
	effects_fact(fx,
		(struct fact){
			.kind = FACT_ITEM_WITHDRAWN, .member = item->member, .topic = item->id});
}

static void withdraw_all(struct effects *fx, const struct ask *ask)
{
	list_each (item, &fx->snapshot->items)
		if (item->meeting == ask->topic && item->member == ask->member && !item->withdrawn)
			withdraw(fx, item);
}

static void add(struct effects *fx, const struct ask *ask, const char *text)
{
	struct item *item = effects_new_item(fx, ask->topic, ask->member, text);

	effects_fact(fx,
		(struct fact){.kind = FACT_ITEM_ADDED, .member = ask->member, .topic = item->id});
}

/* The items are those of the answer: its lines are kept as the answer's comment. */
static void settle(struct answering *answering)
{
	struct effects *fx = answering->fx;
	const struct ask *ask = answering->ask;
	char *lines = arena_strdup(fx->arena, ask->answer.comment), *rest = lines;

	withdraw_all(fx, ask);
	if (!ask_is_answered(ask) || ask->answer.kind != ANSWER_ITEMS)
		return;
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			add(fx, ask, line);
}

static const char *join(struct arena *arena, const struct answer *answer)
{
	char *all = arena_strdup(arena, "");

	list_each (item, &answer->items)
		all = arena_printf(arena, "%s%s%s", all, *all ? "\n" : "", *item);
	return all;
}

static void receipt(struct answering *answering)
{
	struct effects *fx = answering->fx;
	const struct meeting *meeting = ask_see_meeting(fx, answering->ask->topic);
	struct draft *draft = ask_receipt(answering, "agenda-receipt");
	char *lines = arena_strdup(fx->arena, answering->ask->answer.comment), *rest = lines;

	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			view_text(
				fx->arena, view_row(fx->arena, draft->view, "items"), "name", line);
	view_flag(
		fx->arena, draft->view, "late", meeting && meeting->agenda_drafted != INSTANT_NONE);
}

static void answered(struct answering *answering)
{
	struct effects *fx = answering->fx;
	struct answer said = *answering->answer;
	const struct meeting *meeting = ask_see_meeting(fx, answering->ask->topic);
	bool items = said.kind == ANSWER_ITEMS || said.kind == ANSWER_TEXT;

	if (!items && said.kind != ANSWER_NO) {
		ask_back(answering, answering->read);
		return;
	}
	if (items && said.items.n == 0)
		*arena_push(fx->arena, &said.items) = ask_words(answering);
	if (items)
		said.comment = join(fx->arena, &said);
	struct answering kept = *answering;
	kept.answer = &said;
	ask_keep_answer(&kept, items ? ANSWER_ITEMS : ANSWER_NO);
	settle(answering);
	if (items && meeting && meeting->agenda_drafted != INSTANT_NONE)
		ask_to_leaders(answering, "late-item", true);
	if (!kept.repeated && (items || answering->receipt_due || said.question))
		receipt(&kept);
}

static void describe(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct view *view)
{
	ask_attendance.describe(snapshot, ask, arena, view);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	const struct meeting *meeting = snapshot_meeting(snapshot, ask->topic);

	return meeting && meeting->state == MEETING_CALLED && now < meeting->start;
}

const struct ask_ops ask_agenda = {
	.kind = ASK_AGENDA,
	.put = put,
	.remind = remind,
	.answered = answered,
	.settle = settle,
	.describe = describe,
	.is_live = is_live,
};
