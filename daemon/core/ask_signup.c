/* SPDX-License-Identifier: MIT */
/*
 * Signup: does she join? One call can offer several projects, numbered as in the letter. What she
 * offers (hours, a later day) is kept. Who comes when all places are taken is told that she is in
 * reserve; who must ask her manager gets a letter to hand on, and is asked again once.
 */
#include <string.h>

#include "core/ask_parts.h"
#include "core/order_parts.h"
#include "core/workdays.h"

bool signup_is_full(const struct snapshot *snapshot, const struct project *project, int64_t but_for)
{
	int taken = 0;

	if (project->wanted <= 0)
		return false;
	list_each (member, &snapshot->members) {
		const struct ask *ask =
			snapshot_find_ask(snapshot, ASK_SIGNUP, member->id, project->id);
		taken += member->id != but_for && member->standing != STANDING_LEFT && ask &&
			ask->state != ASK_WITHDRAWN &&
			ask_offer_answer(ask, project->id) == ANSWER_YES;
	}
	return taken >= project->wanted;
}

const struct project *signup_only_project(const struct effects *fx, const struct ask *ask)
{
	return ask->offers.n == 1 ? ask_see_project(fx, ask->offers.at[0]) : NULL;
}

/* ---- what a receipt says of each offer ---- */

static const char *list_for(
	const struct answering *answering, const struct project *project, enum answer_kind kind)
{
	if (kind == ANSWER_NO)
		return "declined";
	if (kind == ANSWER_MAYBE)
		return "undecided";
	if (kind != ANSWER_YES)
		return NULL;
	return signup_is_full(answering->snapshot, project, answering->member->id) ? "reserve"
										   : "joined";
}

static void say_offers(const struct answering *answering, struct view *view)
{
	const struct ask *ask = answering->ask;

	for (size_t i = 0; i < ask->offers.n; i++) {
		const struct project *project = ask_see_project(answering->fx, ask->offers.at[i]);
		const char *list = project
			? list_for(answering, project, ask_offer_answer(ask, project->id))
			: NULL;
		if (list)
			view_text(answering->fx->arena, view_row(answering->fx->arena, view, list),
				"name", project->title);
	}
}

/* A letter that she hands on, from her own mailbox, to whoever decides about her time. */
static void add_managers_letter(struct answering *answering, struct draft *receipt)
{
	struct effects *fx = answering->fx;
	const struct project *project = signup_only_project(fx, answering->ask);
	struct effects apart;

	effects_init(&apart, fx->arena, fx->snapshot, fx->now);
	struct draft *inner =
		effects_draft(&apart, "manager-letter", answering->member, CLASS_REPLY);
	inner->address = "";
	view_text(fx->arena, inner->view, "by",
		*answering->member->name ? answering->member->name : NULL);
	if (project)
		order_fill_project(&apart, inner->view, project);
	for (size_t i = 0; !project && i < answering->ask->offers.n; i++) {
		const struct project *one = ask_see_project(fx, answering->ask->offers.at[i]);
		if (one)
			view_text(fx->arena, view_row(fx->arena, inner->view, "offers"), "name",
				one->title);
	}
	*arena_push(fx->arena, &receipt->shown) = inner;
}

static void receipt(struct answering *answering)
{
	struct effects *fx = answering->fx;
	const struct standing_answer *kept = &answering->ask->answer;
	bool manager = kept->manager;
	struct draft *draft = ask_receipt(answering, manager ? "signup-manager" : "signup-receipt");
	const struct project *project = signup_only_project(fx, answering->ask);

	if (project)
		view_text(fx->arena, draft->view, "title", project->title);
	say_offers(answering, draft->view);
	if (kept->hours >= 0)
		view_number(fx->arena, draft->view, "hours", kept->hours);
	view_day(fx->arena, draft->view, "later", kept->date);
	view_day(fx->arena, draft->view, "again",
		network_day(fx->snapshot->network, ask_follow_up_at(fx->snapshot, answering->ask)));
	if (manager)
		add_managers_letter(answering, draft);
}

/* ---- the answer ---- */

static bool is_clear(const struct ask *ask, const struct answer *said)
{
	if (said->kind == ANSWER_YES || said->kind == ANSWER_CHOICE)
		return ask->offers.n == 1 || said->choices.n > 0 || said->declined.n > 0;
	return said->kind == ANSWER_NO || said->kind == ANSWER_MAYBE;
}

/* What the leaders should see of one group's places: why, or NULL. */
static const char *news_of(
	const struct answering *answering, const struct project *project, const struct ask *old)
{
	bool was = ask_offer_answer(old, project->id) == ANSWER_YES;
	bool is = ask_offer_answer(answering->ask, project->id) == ANSWER_YES;
	bool begun = project->state == PROJECT_RUNNING;

	if (was == is)
		return NULL;
	if (was)
		return begun ? "left-group" : NULL;
	if (signup_is_full(answering->snapshot, project, answering->member->id))
		return "reserve";
	return begun ? "joined-group" : NULL;
}

/* Who stands in reserve, and who leaves or joins a group that has begun: with the group's name. */
static bool tell_leaders_of_groups(struct answering *answering)
{
	struct arena *arena = answering->fx->arena;
	const struct ask *ask = answering->ask;
	struct ask old = *ask;
	bool joined = false;

	old.answer = ask->before;
	for (size_t i = 0; i < ask->offers.n && !answering->repeated; i++) {
		const struct project *project = ask_see_project(answering->fx, ask->offers.at[i]);
		const char *why = project ? news_of(answering, project, &old) : NULL;
		if (!why)
			continue;
		struct look *look = ask_to_leaders(answering, why, false);
		look->text = *look->text ? arena_printf(arena, "%s\n%s", project->title, look->text)
					 : project->title;
		joined = joined || ask_offer_answer(ask, project->id) == ANSWER_YES;
	}
	return joined;
}

static void answered(struct answering *answering)
{
	struct ask *ask = answering->ask;
	struct answer said = *answering->answer;
	struct answering kept = *answering;

	if (!is_clear(ask, &said)) {
		ask_back(answering, answering->read);
		return;
	}
	if (said.kind == ANSWER_CHOICE && ask->offers.n == 1)
		said.kind = said.choices.n ? ANSWER_YES : ANSWER_NO;
	kept.answer = &said;
	ask_keep_answer(&kept, said.kind);
	if (said.manager || (said.kind == ANSWER_MAYBE && said.date != DAY_NONE))
		ask->reminded = INSTANT_NONE;
	if (said.person)
		ask_to_leaders(answering, "suggested", false);
	bool joined = tell_leaders_of_groups(&kept);
	bool must_tell = !kept.repeated && !kept.told_by && (joined || said.manager);
	if (ask_needs_receipt(&kept) || must_tell)
		receipt(&kept);
}

/* ---- as the reader and other letters see it ---- */

static void question(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct question *question)
{
	const char **titles = arena_make_n(arena, const char *, OPTIONS_MOST);
	const struct project *first = snapshot_project(snapshot, ask->offers.at[0]);

	question->title = first ? first->title : NULL;
	if (ask->offers.n < 2)
		return;
	question->n_options = ask->offers.n < OPTIONS_MOST ? ask->offers.n : OPTIONS_MOST;
	for (size_t i = 0; i < question->n_options; i++) {
		const struct project *project = snapshot_project(snapshot, ask->offers.at[i]);
		titles[i] = project ? project->title : "";
	}
	question->options = titles;
}

static void describe(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct view *view)
{
	for (size_t i = 0; i < ask->offers.n; i++) {
		const struct project *project = snapshot_project(snapshot, ask->offers.at[i]);
		if (!project)
			continue;
		if (ask->offers.n == 1)
			view_text(arena, view, "subject_title", project->title);
		struct view *row = view_row(arena, view, "subject_offers");
		view_text(arena, row, "number", arena_printf(arena, "%zu", i + 1));
		view_text(arena, row, "name", project->title);
	}
	view_flag(arena, view, "subject_several", ask->offers.n > 1);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	(void)now;
	for (size_t i = 0; i < ask->offers.n; i++) {
		const struct project *project = snapshot_project(snapshot, ask->offers.at[i]);
		if (project && project->state != PROJECT_DONE)
			return true;
	}
	return false;
}

const struct ask_ops ask_signup = {
	.kind = ASK_SIGNUP,
	.put = signup_put,
	.remind = signup_remind,
	.answered = answered,
	.question = question,
	.describe = describe,
	.is_live = is_live,
};
