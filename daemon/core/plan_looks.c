/* SPDX-License-Identifier: MIT */
/*
 * What can't wait for Monday: mails that samlad could not place and where something is at stake (a
 * deadline, a cry for help, a request for records) are told to all leaders the same working day, in
 * one letter. That goes out in trial and while the network is stopped too: it is no letter to
 * members.
 */
#include <string.h>

#include "core/plan_parts.h"
#include "core/workdays.h"

static bool is_waiting(const struct look *look)
{
	return look->at_stake && look->told == INSTANT_NONE;
}

void plan_fill_look(struct effects *fx, struct view *view, const struct look *look)
{
	const struct member *member = snapshot_member(fx->snapshot, look->member);

	/* never empty: a name that is missing here would be taken from around, and be the reader's
	 */
	bool strangers = !member && strcmp(look->why, "storm") == 0;
	view_word(fx->arena, view, "name", strangers ? "look.strangers" : "look.somebody");
	view_text(fx->arena, view, "name", member && *member->name ? member->name : look->from);
	view_text(fx->arena, view, "from", look->from);
	view_text(fx->arena, view, "text", look->text);
	view_flag(fx->arena, view, look->why, true);
}

static void fill(const struct plan *plan, struct effects *fx, struct view *view)
{
	list_each (look, &plan->snapshot->looks)
		if (is_waiting(look))
			plan_fill_look(fx, view_row(fx->arena, view, "looks"), look);
}

instant plan_looks(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);
	int waiting = 0;

	list_each (look, &snapshot->looks)
		waiting += is_waiting(look);
	if (waiting == 0 || !plan_is_due(&plan, hours_next_open(plan.network, now)))
		return plan.next;
	for (const struct member *to = NULL; (to = plan_next_leader(&plan, to));) {
		struct draft *draft = effects_draft(fx, "looks", to, CLASS_LEADERS);
		view_number(fx->arena, draft->view, "mails", waiting);
		fill(&plan, fx, draft->view);
	}
	list_each (look, &snapshot->looks) {
		if (!is_waiting(look))
			continue;
		effects_look(fx, look)->told = now;
		plan_fact(&plan, FACT_LOOK_TOLD, look->id);
	}
	return plan.next;
}
