/* SPDX-License-Identifier: MIT */
/*
 * Project: a new one, or a change of the one whose title it has or whose letter it answers. The
 * call goes out to all who may be asked; several projects that wait at once become one call. The
 * contact is asked before anybody else sees the name, unless she orders for herself.
 */
#include <string.h>

#include "core/order_parts.h"
#include "core/workdays.h"

#define MOST_HOURS 1000

static const struct project *target_of(const struct effects *fx, const struct order *order)
{
	const struct project *project =
		order->topic ? snapshot_project(fx->snapshot, order->topic) : NULL;

	if (project && project->state != PROJECT_DONE)
		return project;
	return *order->title ? order_find_project(fx->snapshot, order->title, order->cancel) : NULL;
}

/* The member who is to hold it, 0 for none said; a problem's section when nobody or several fit. */
static const char *read_contact(
	struct effects *fx, const struct order *order, struct view *problem, int64_t *ret_member)
{
	const char *name = order_field(order, FIELD_CONTACT);
	bool several = false;

	*ret_member = 0;
	if (!name)
		return NULL;
	const struct member *member = order_find_named(fx->arena, fx->snapshot, name, &several);
	view_text(fx->arena, problem, "person", name);
	if (!member)
		return several ? "several_members" : "unknown_member";
	*ret_member = member->id;
	return NULL;
}

static const char *read_numbers(struct effects *fx, const struct order *order, struct view *problem)
{
	struct project ignored = {0};
	const char *hours = order_field(order, FIELD_HOURS),
		   *until = order_field(order, FIELD_UNTIL);
	const char *wanted = order_field(order, FIELD_WANTED);
	const char *section = wanted ? wanted_read(fx, wanted, problem, &ignored) : NULL;

	if (section)
		return section;
	if (hours && (order_number(hours) < 0 || order_number(hours) > MOST_HOURS)) {
		view_text(fx->arena, problem, "said", hours);
		return "bad_hours";
	}
	if (!until)
		return NULL;
	day last = day_parse(until);
	if (last == DAY_NONE) {
		view_text(fx->arena, problem, "said", until);
		return "bad_until";
	}
	if (last <= network_day(fx->snapshot->network, fx->now)) {
		view_day(fx->arena, problem, "past_day", last);
		return "past";
	}
	return NULL;
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	const struct project *target = target_of(fx, order);
	int64_t contact;

	if (order->cancel && !target) {
		order_name_projects(fx, problem);
		return "unknown_project";
	}
	if (target) {
		order->topic = target->id;
		if (!*order->title)
			order->title = target->title;
	}
	if (order->cancel)
		return NULL;
	if (!*order->title)
		return "no_project_title";
	if (target && order->fields.n == 0 && !*order->text)
		return "nothing_changed";
	const char *section = read_numbers(fx, order, problem);
	return section ? section : read_contact(fx, order, problem, &contact);
}

static void put_text(const struct order *order, enum order_field field, const char **ret_text)
{
	const char *said = order_field(order, field);

	if (said)
		*ret_text = said;
}

static void put_contact(struct effects *fx, const struct order *order, struct project *project)
{
	int64_t contact;

	if (read_contact(fx, order, view_new(fx->arena), &contact) || contact == 0 ||
		contact == project->contact)
		return;
	project->contact = contact;
	project->contact_agreed = contact == order->member;
	effects_fact(fx,
		(struct fact){.kind = FACT_PROJECT_CONTACT,
			.topic = project->id,
			.member = contact,
			.word = project->contact_agreed ? "agreed" : "asked"});
	if (!project->contact_agreed)
		ask_put(fx, ASK_INTRO, snapshot_member(fx->snapshot, contact), project->id, NULL,
			0);
}

static void put_words(struct effects *fx, const struct order *order, struct project *project)
{
	const char *wanted = order_field(order, FIELD_WANTED),
		   *hours = order_field(order, FIELD_HOURS);

	project->title = order->title;
	put_text(order, FIELD_AIM, &project->aim);
	put_text(order, FIELD_PRODUCT, &project->product);
	put_text(order, FIELD_AFTER, &project->after);
	if (*order->text)
		project->text = order->text;
	if (wanted)
		wanted_read(fx, wanted, view_new(fx->arena), project);
	if (hours)
		project->hours = order_number(hours);
	if (order_field(order, FIELD_UNTIL))
		project->until = order_field_day(order, FIELD_UNTIL);
	put_contact(fx, order, project);
}

static void carry_out(struct effects *fx, struct order *order)
{
	const struct project *target = target_of(fx, order);
	struct project *project = target ? effects_project(fx, target) : effects_new_project(fx);
	struct fact fact = {.kind = FACT_PROJECT_CHANGED,
		.member = order->member,
		.topic = project->id,
		.order = order->id};

	order->topic = project->id;
	if (order->cancel) {
		project->state = PROJECT_DONE;
		fact.kind = FACT_PROJECT_STATE;
		fact.word = project_state_text(PROJECT_DONE);
	} else {
		put_words(fx, order, project);
	}
	if (!target) {
		project->state = PROJECT_RECRUITING;
		project->called = fx->now;
		fact.kind = FACT_PROJECT_MADE;
	}
	effects_fact(fx, fact);
}

void order_fill_project(struct effects *fx, struct view *view, const struct project *project)
{
	const struct member *contact = snapshot_member(fx->snapshot, project->contact);

	view_text(fx->arena, view, "title", project->title);
	view_text(fx->arena, view, "aim", project->aim);
	view_text(fx->arena, view, "product", project->product);
	view_text(fx->arena, view, "after", project->after);
	if (project->wanted > 0)
		view_number(fx->arena, view, "wanted", project->wanted);
	list_each (want, &project->sector_wants) {
		struct view *row = view_row(fx->arena, view, "sectors");
		view_sector(fx->arena, row, "name", want->sector);
		view_number(fx->arena, row, "n", want->n);
	}
	if (project->hours >= 0)
		view_number(fx->arena, view, "hours", project->hours);
	view_day(fx->arena, view, "until", project->until);
	if (contact && project->contact_agreed)
		view_text(fx->arena, view, "contact", contact->name);
}

/* A name that its owner has not agreed to is for the one who ordered alone. */
static void say_contact(struct effects *fx, const struct effects *then, struct view *view,
	const struct project *project)
{
	const struct member *contact = snapshot_member(then->snapshot, project->contact);

	if (!contact || project->contact_agreed)
		return;
	view_text(fx->arena, view, "contact", contact->name);
	view_flag(fx->arena, view, "contact_is_asked", true);
}

/* Shown as somebody else than the one who ordered gets it. */
static int call_all(struct effects *fx, struct draft *preview, struct effects *then,
	const struct project *project, int64_t but)
{
	const struct snapshot *after = then->snapshot;
	day today = network_day(after->network, fx->now);
	int n = 0;

	list_each (member, &after->members) {
		if (member->id == project->contact || !member_is_askable(after, member, today))
			continue;
		n++;
		if (member->id == but || order_shows_language(preview, member->language))
			continue;
		ask_put(then, ASK_SIGNUP, member, 0, &project->id, 1);
		order_show(fx, preview, then);
	}
	return n;
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	const struct order *done;
	struct effects *then = order_outcome(fx, order, &done);
	const struct project *project = snapshot_project(then->snapshot, done->topic);
	bool existing = snapshot_project(fx->snapshot, done->topic) != NULL;

	if (!project)
		return 0;
	order_fill_project(fx, draft->view, project);
	say_contact(fx, then, draft->view, project);
	view_flag(fx->arena, draft->view, "existing", existing);
	view_flag(fx->arena, draft->view, "closed", order->cancel);
	return existing ? 0 : call_all(fx, draft, then, project, order->member);
}

const struct order_ops order_project = {
	.kind = ORDER_PROJECT,
	.name = "project",
	.check = check,
	.preview_template = "preview-project",
	.preview = preview,
	.carry_out = carry_out,
};
