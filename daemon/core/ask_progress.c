/* SPDX-License-Identifier: MIT */
/*
 * Progress: how is it going? The topic is the project. What she tells stands in its line until the
 * next time; "stuck" shows at once in what the leaders see. "Done" ends the asking and is put
 * before the leaders, who alone close a project.
 */
#include <string.h>

#include "core/ask_parts.h"
#include "core/workdays.h"

static struct draft *write_to(struct effects *fx, const char *template, const struct ask *ask)
{
	const struct project *project = ask_see_project(fx, ask->topic);
	struct draft *draft = project ? ask_letter(fx, template, ask, CLASS_PROGRESS) : NULL;

	if (!draft)
		return NULL;
	view_text(fx->arena, draft->view, "title", project->title);
	view_day(fx->arena, draft->view, "until", project->until);
	draft->signed_by_leaders = true;
	draft->unprompted = true;
	draft_choice(fx, draft, "tap.nothing-new");
	draft_choice(fx, draft, "tap.done");
	return draft;
}

static struct draft *put(struct effects *fx, struct ask *ask)
{
	const struct project *project = ask_see_project(fx, ask->topic);
	struct draft *draft = write_to(fx, "progress", ask);
	const char *last = "";

	if (!draft)
		return NULL;
	list_each (told, &fx->snapshot->progress)
		if (told->project == project->id)
			last = told->text;
	view_text(fx->arena, draft->view, "last", last);
	return draft;
}

static struct draft *remind(struct effects *fx, struct ask *ask)
{
	return write_to(fx, "progress-reminder", ask);
}

/* The project as the answers to it say now; after an undo only being stuck is taken back. */
static void settle(struct answering *answering)
{
	struct effects *fx = answering->fx;
	const struct project *known = ask_see_project(fx, answering->ask->topic);
	const struct standing_answer *answer = &answering->ask->answer;

	if (!known)
		return;
	struct project *project = effects_project(fx, known);
	bool stuck = answer->at != INSTANT_NONE && answer->kind == ANSWER_NO;
	project->stuck = stuck ? (*answer->comment ? answer->comment : "…") : "";
	if (!stuck)
		project->stuck_since = DAY_NONE;
	else if (project->stuck_since == DAY_NONE)
		project->stuck_since = network_day(fx->snapshot->network, answering->now);
}

static void tell(struct answering *answering, const char *words)
{
	struct effects *fx = answering->fx;
	const struct ask *ask = answering->ask;
	const struct project *known = ask_see_project(fx, ask->topic);
	struct progress *told = effects_new_progress(fx, ask->topic, ask->member);
	struct project *project = effects_project(fx, known);

	told->kind = ask->answer.kind;
	told->text = words;
	project->last_progress = answering->now;
	project->unanswered = 0;
	effects_fact(fx,
		(struct fact){.kind = FACT_PROGRESS_TOLD,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id,
			.word = answer_kind_text(ask->answer.kind)});
	settle(answering);
}

static void answered(struct answering *answering)
{
	struct answer said = *answering->answer;
	const struct project *project = ask_see_project(answering->fx, answering->ask->topic);
	struct answering kept = *answering;

	if (!project)
		return;
	if (said.kind == ANSWER_MAYBE || said.kind == ANSWER_CHOICE) {
		ask_back(answering, answering->read);
		return;
	}
	if (said.kind == ANSWER_ITEMS)
		said.kind = ANSWER_TEXT;
	said.comment = ask_words(answering);
	kept.answer = &said;
	ask_keep_answer(&kept, said.kind);
	tell(answering, said.comment);
	if (said.kind == ANSWER_YES)
		ask_to_leaders(answering, "done", false);
	if (ask_needs_receipt(&kept)) {
		struct draft *draft = ask_receipt(&kept, "progress-receipt");
		view_text(answering->fx->arena, draft->view, "title", project->title);
	}
}

static void question(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct question *question)
{
	const struct project *project = snapshot_project(snapshot, ask->topic);

	(void)arena;
	question->title = project ? project->title : NULL;
}

static void describe(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct view *view)
{
	const struct project *project = snapshot_project(snapshot, ask->topic);

	if (project)
		view_text(arena, view, "subject_title", project->title);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	const struct project *project = snapshot_project(snapshot, ask->topic);

	(void)now;
	return project && project->state != PROJECT_DONE;
}

const struct ask_ops ask_progress = {
	.kind = ASK_PROGRESS,
	.put = put,
	.remind = remind,
	.answered = answered,
	.settle = settle,
	.question = question,
	.describe = describe,
	.is_live = is_live,
};
