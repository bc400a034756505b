/* SPDX-License-Identifier: MIT */
/*
 * The letters of a call: what it is about, what it costs, until when. How many have joined is said
 * as one number; nothing of who was asked, who hasn't answered, or how it looks sector by sector.
 */
#include "core/ask_parts.h"
#include "core/order_parts.h"

static bool wants_her_sector(const struct project *project, const struct member *member)
{
	for (size_t i = 0; i < project->sector_wants.n; i++)
		if (member->sector >= 0 && project->sector_wants.at[i].sector == member->sector)
			return true;
	return false;
}

static void say_project(struct effects *fx, struct view *view, const struct project *project,
	const struct member *to)
{
	struct project shown = *project;
	int have = project_count(fx->snapshot, project).yes;

	shown.contact = project->contact_agreed ? project->contact : 0;
	order_fill_project(fx, view, &shown);
	view_text(fx->arena, view, "text", project->text);
	if (have > 0)
		view_number(fx->arena, view, "have", have);
	if (wants_her_sector(project, to))
		view_sector(fx->arena, view, "sector", to->sector);
}

static void say_offers(
	struct effects *fx, struct draft *draft, const struct ask *ask, const struct member *to)
{
	for (size_t i = 0; i < ask->offers.n; i++) {
		const struct project *project = ask_see_project(fx, ask->offers.at[i]);
		const char *number = arena_printf(fx->arena, "%zu", i + 1);
		if (!project)
			continue;
		struct view *row = view_row(fx->arena, draft->view, "offers");
		view_text(fx->arena, row, "number", number);
		view_text(fx->arena, row, "name", project->title);
		say_project(fx, row, project, to);
		draft_choice_say(fx, draft, number);
	}
	view_number(fx->arena, draft->view, "n_offers", (int64_t)ask->offers.n);
	draft_choice(fx, draft, "tap.none");
}

static struct draft *write_to(struct effects *fx, const char *template, const struct ask *ask)
{
	const struct member *to = snapshot_member(fx->snapshot, ask->member);
	const struct project *only = signup_only_project(fx, ask);
	struct draft *draft = ask->offers.n ? ask_letter(fx, template, ask, CLASS_GROUP) : NULL;

	if (!draft)
		return NULL;
	draft->signed_by_leaders = true;
	draft->unprompted = true;
	if (only) {
		draft->topic = only->id;
		say_project(fx, draft->view, only, to);
		ask_offer_polar(fx, draft);
	} else {
		say_offers(fx, draft, ask, to);
	}
	draft_choice(fx, draft, "tap.manager");
	return draft;
}

struct draft *signup_put(struct effects *fx, struct ask *ask)
{
	return write_to(fx, "signup", ask);
}

/* Who said maybe (the manager, after Easter) is asked how it went; the silent get the call once
 * more. */
struct draft *signup_remind(struct effects *fx, struct ask *ask)
{
	bool silent = !ask_is_answered(ask);
	struct draft *draft = write_to(fx, silent ? "signup-reminder" : "signup-follow-up", ask);

	if (draft && silent)
		view_flag(fx->arena, draft->view, "again", ask->reminded != INSTANT_NONE);
	else if (draft)
		view_flag(fx->arena, draft->view, "manager", ask->answer.manager);
	return draft;
}
