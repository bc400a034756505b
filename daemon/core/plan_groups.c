/* SPDX-License-Identifier: MIT */
/*
 * A group that has its people begins: it runs, and its members, who all said yes to it, are told of
 * each other. Where no number was wanted it begins with two or more when the call has been out as
 * long as an understaffed one would have.
 */
#include "core/order_parts.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

#define SMALLEST_GROUP 2

static int people(const struct plan *plan, const struct project *project)
{
	int n = 0;

	list_each (member, &plan->snapshot->members)
		n += member->standing != STANDING_LEFT &&
			project_has_member(plan->snapshot, project, member->id);
	return n;
}

static bool is_complete(struct plan *plan, const struct project *project)
{
	if (project->wanted > 0)
		return project_count(plan->snapshot, project).yes >= project->wanted;
	day which =
		delay_day_after(plan->network, plan->network->understaffed_after, project->called);
	return people(plan, project) >= SMALLEST_GROUP &&
		plan_is_due(plan, hours_opening(plan->network, which));
}

/* first and last let the template write "Anna, Bo och Siv" of richer rows. */
static void name_people(struct plan *plan, const struct project *project, struct view *view)
{
	struct arena *arena = plan->fx->arena;

	list_each (member, &plan->snapshot->members) {
		if (member->standing == STANDING_LEFT ||
			!project_has_member(plan->snapshot, project, member->id))
			continue;
		struct view *row = view_row(arena, view, "people");
		view_text(arena, row, "name", member->name);
		view_text(arena, row, "organisation", member->organisation);
		view_flag(arena, row, "is_contact",
			member->id == project->contact && project->contact_agreed);
	}
}

static void introduce(struct plan *plan, const struct project *project)
{
	list_each (member, &plan->snapshot->members) {
		if (!member_is_askable(plan->snapshot, member, plan->today) ||
			!project_has_member(plan->snapshot, project, member->id))
			continue;
		struct draft *draft =
			effects_draft(plan->fx, "group-introduced", member, CLASS_GROUP);
		draft->topic = project->id;
		draft->signed_by_leaders = true;
		order_fill_project(plan->fx, draft->view, project);
		if (!project->contact_agreed)
			view_flag(plan->fx->arena, draft->view, "contact", false);
		name_people(plan, project, draft->view);
	}
}

instant plan_groups(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (project, &snapshot->projects) {
		if (!snapshot->state.live || project->state != PROJECT_RECRUITING ||
			project->called == INSTANT_NONE || !is_complete(&plan, project) ||
			!plan_may_mail(&plan))
			continue;
		struct project *copy = effects_project(fx, project);
		copy->state = PROJECT_RUNNING;
		copy->started = now;
		effects_fact(fx,
			(struct fact){.kind = FACT_PROJECT_STATE,
				.topic = project->id,
				.word = project_state_text(PROJECT_RUNNING)});
		introduce(&plan, copy);
	}
	return plan.next;
}
