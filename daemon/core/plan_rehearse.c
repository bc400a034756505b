/* SPDX-License-Identifier: MIT */
/*
 * Trial: what would have gone to many goes to the leaders, once. The letters are made on the side
 * by the very code that makes the real ones; of each template the leaders get one, headed with whom
 * it would have gone to. It carries no ask, so nothing that a leader taps in it counts as her
 * answer, and no calendar file, so nothing lands in her calendar that isn't real.
 */
#include "core/plan_parts.h"

#include <string.h>

#include "base/str.h"

#define NAMED 2
#define NAMES_LIMIT_BYTES 400

struct effects *plan_apart(const struct plan *plan)
{
	struct effects *apart = arena_make(plan->fx->arena, struct effects);

	effects_init(apart, plan->fx->arena, plan->snapshot, plan->now);
	apart->next_id = plan->fx->next_id;
	return apart;
}

/* "Anna Ek, Bo Lind (+36)": the same in every language. */
static char *names_of(const struct plan *plan, const struct effects *apart, const char *template)
{
	_cleanup_str_ struct str names;
	int n = 0;

	str_init(&names, NAMES_LIMIT_BYTES);
	list_each (draft, &apart->drafts) {
		const struct member *to = snapshot_member(plan->snapshot, (*draft)->member);
		if (!to || strcmp((*draft)->template, template) != 0)
			continue;
		if (n++ < NAMED)
			str_printf(&names, "%s%s", n > 1 ? ", " : "",
				*to->name ? to->name : (*draft)->address);
	}
	if (n > NAMED)
		str_printf(&names, " (+%d)", n - NAMED);
	return str_in(&names, plan->fx->arena);
}

/* The one to show her: in her language if there is one, a member's rather than a leader's. */
static const struct draft *pick(const struct plan *plan, const struct effects *apart,
	const char *template, const struct member *leader)
{
	const struct draft *found = NULL;
	int best = -1;

	list_each (draft, &apart->drafts) {
		if (strcmp((*draft)->template, template) != 0)
			continue;
		const struct member *to = snapshot_member(plan->snapshot, (*draft)->member);
		int worth = 2 * (strcmp((*draft)->language, leader->language) == 0) +
			(to && !member_is_leader(plan->snapshot, to));
		if (worth <= best)
			continue;
		best = worth;
		found = *draft;
	}
	return found;
}

/* The words stay the member's ("Hej Anna!"), the name on the envelope is the leader's. */
static struct view *readdressed(
	struct arena *arena, const struct view *view, const struct member *leader)
{
	struct view *copy = view_new(arena);

	list_each (value, &view->values)
		*arena_push(arena, &copy->values) = *value;
	view_text(arena, copy, "name", leader->name);
	return copy;
}

static void show(struct plan *plan, const struct effects *apart, const struct draft *shown,
	const struct member *leader)
{
	struct draft *draft = arena_memdup(plan->fx->arena, shown, sizeof(*shown));

	*arena_push(plan->fx->arena, &plan->fx->drafts) = draft;
	draft->id = plan->fx->next_id++;
	draft->member = leader->id;
	draft->address = leader->addresses.at[0];
	draft->view = readdressed(plan->fx->arena, shown->view, leader);
	draft->ask = 0;
	draft->class = CLASS_LEADERS;
	draft->unprompted = false;
	draft->invite = NULL;
	draft->rehearsed_for = names_of(plan, apart, shown->template);
}

static bool is_first_of_template(const struct effects *apart, size_t which)
{
	for (size_t i = 0; i < which; i++)
		if (strcmp(apart->drafts.at[i]->template, apart->drafts.at[which]->template) == 0)
			return false;
	return true;
}

void plan_rehearse(struct plan *plan, const struct effects *apart)
{
	for (size_t i = 0; i < apart->drafts.n; i++) {
		if (!is_first_of_template(apart, i))
			continue;
		const char *template = apart->drafts.at[i]->template;
		for (const struct member *to = NULL; (to = plan_next_leader(plan, to));)
			show(plan, apart, pick(plan, apart, template, to), to);
	}
}
