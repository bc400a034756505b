/* SPDX-License-Identifier: MIT */
/*
 * The ask to a project's contact: a leader has named her, and she is asked before anybody else sees
 * the name. A yes makes her the contact, a no leaves the project without one (the leaders' letter
 * says so); nothing is asked of the reason. The ask's topic is the project.
 */
#include "core/order_parts.h"

static struct draft *put(struct effects *fx, struct ask *ask)
{
	const struct member *to = snapshot_member(fx->snapshot, ask->member);
	const struct project *project = NULL;

	list_each (changed, &fx->projects)
		if ((*changed)->id == ask->topic)
			project = *changed;
	if (!project)
		project = snapshot_project(fx->snapshot, ask->topic);
	if (!project || !to)
		return NULL;
	struct draft *draft = effects_draft(fx, "contact", to, CLASS_GROUP);
	order_fill_project(fx, draft->view, project);
	draft->ask = ask->id;
	draft->ask_kind = ASK_INTRO;
	draft->topic = project->id;
	draft->signed_by_leaders = true;
	ask->letter = draft->id;
	draft_choice(fx, draft, "tap.yes");
	draft_choice(fx, draft, "tap.no");
	return draft;
}

static void set_contact(struct effects *fx, const struct project *named, bool agreed)
{
	struct project *project = effects_project(fx, named);

	effects_fact(fx,
		(struct fact){.kind = FACT_PROJECT_CONTACT,
			.topic = project->id,
			.member = project->contact,
			.word = agreed ? "agreed" : "declined"});
	project->contact_agreed = agreed;
	if (!agreed)
		project->contact = 0;
}

/* While she hasn't decided, and after a no, the name stays unseen. */
static void answered(struct answering *answering)
{
	const struct project *project =
		snapshot_project(answering->snapshot, answering->ask->topic);
	enum answer_kind kind = answering->answer->kind;

	ask_keep_answer(answering, kind);
	if (!project || (kind != ANSWER_YES && kind != ANSWER_NO))
		return;
	if (project->contact == answering->member->id)
		set_contact(answering->fx, project, kind == ANSWER_YES);
	else if (project->contact == 0 && kind == ANSWER_YES) {
		effects_project(answering->fx, project)->contact = answering->member->id;
		set_contact(answering->fx, project, true);
	}
	if (answering->receipt_due) {
		struct draft *draft = ask_receipt(answering, "contact-receipt");
		view_flag(
			answering->fx->arena, draft->view, kind == ANSWER_YES ? "yes" : "no", true);
		view_text(answering->fx->arena, draft->view, "title", project->title);
	}
}

static void describe(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct view *view)
{
	const struct project *project = snapshot_project(snapshot, ask->topic);

	if (project)
		view_text(arena, view, "subject_title", project->title);
	view_flag(arena, view, "subject_contact", true);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	const struct project *project = snapshot_project(snapshot, ask->topic);

	(void)now;
	return project && project->state != PROJECT_DONE;
}

extern const struct ask_ops ask_intro; /* its row in ask.c */
const struct ask_ops ask_intro = {
	.kind = ASK_INTRO,
	.put = put,
	.answered = answered,
	.describe = describe,
	.is_live = is_live,
};
