/* SPDX-License-Identifier: MIT */
/*
 * Start. In trial its preview holds every standard letter whole, as a member will see it; the yes
 * approves them all and the network is live: the first letters go out by the planner. A network
 * that was stopped goes on with what waited.
 */
#include "core/order_parts.h"
#include "core/outcome.h"
#include "core/workdays.h"

/* How each standard letter is made for its preview; the ask kinds that have no row yet are left
 * out. */
enum about { ABOUT_NOTHING, ABOUT_MEETING, ABOUT_PROJECT };
enum stage { STAGE_PUT, STAGE_REMINDER, STAGE_FOLLOW_UP };
struct standard {
	const char *template;
	enum about about;
	int kind; /* enum ask_kind; -1: carries no ask */
	enum stage stage; /* all but the first: of the last ask that was put */
};
static const struct standard standards[] = {
	{"first-letter", ABOUT_NOTHING, -1, STAGE_PUT},
	{"attendance", ABOUT_MEETING, ASK_ATTENDANCE, STAGE_PUT},
	{"attendance-reminder", ABOUT_MEETING, ASK_ATTENDANCE, STAGE_REMINDER},
	{"details", ABOUT_MEETING, -1, STAGE_PUT},
	{"agenda", ABOUT_MEETING, ASK_AGENDA, STAGE_PUT},
	{"agenda-reminder", ABOUT_MEETING, ASK_AGENDA, STAGE_REMINDER},
	{"agenda-final", ABOUT_MEETING, -1, STAGE_PUT},
	{"signup", ABOUT_PROJECT, ASK_SIGNUP, STAGE_PUT},
	{"signup-reminder", ABOUT_PROJECT, ASK_SIGNUP, STAGE_REMINDER},
	{"signup-follow-up", ABOUT_PROJECT, ASK_SIGNUP, STAGE_FOLLOW_UP},
	{"contact", ABOUT_PROJECT, ASK_INTRO, STAGE_PUT},
	{"group-introduced", ABOUT_PROJECT, -1, STAGE_PUT},
	{"progress", ABOUT_PROJECT, ASK_PROGRESS, STAGE_PUT},
	{"progress-reminder", ABOUT_PROJECT, ASK_PROGRESS, STAGE_REMINDER},
};
#define N_STANDARDS (sizeof(standards) / sizeof(standards[0]))
#define SAMPLE_TITLE "…" /* of a meeting or project that is made up, in any language */

/* What the letters of the preview are about: the network's own next meeting and project, or ones
 * made up. */
struct sample {
	struct effects fx;
	int64_t meeting, project;
	const struct member *member;
};

static const struct member *sample_member(const struct effects *fx, const struct member *reader)
{
	const struct member *found = NULL;
	day today = network_day(fx->snapshot->network, fx->now);

	list_each (member, &fx->snapshot->members) {
		if (!member_is_askable(fx->snapshot, member, today))
			continue;
		bool better = !member_is_leader(fx->snapshot, member);
		if (!found || (better && member_is_leader(fx->snapshot, found)))
			found = member;
	}
	return found ? found : reader;
}

static int64_t sample_meeting(struct effects *apart)
{
	const struct network *network = apart->snapshot->network;
	const struct meeting *next = order_next_meeting(apart->snapshot, 0, apart->now);

	if (next)
		return next->id;
	struct meeting *meeting = effects_new_meeting(apart);
	day which = workday_on_or_after(network, network_day(network, apart->now) + 42);
	meeting->title = SAMPLE_TITLE;
	meeting->start = zone_instant(network->zone, which, 13 * HOUR_S);
	meeting->end = meeting->start + 3 * HOUR_S;
	return meeting->id;
}

static int64_t sample_project(struct effects *apart, const struct member *member)
{
	if (apart->snapshot->projects.n)
		return apart->snapshot->projects.at[0].id;
	struct project *project = effects_new_project(apart);
	project->title = SAMPLE_TITLE;
	project->called = apart->now;
	project->contact = member->id;
	project->contact_agreed = true;
	return project->id;
}

static void sample_init(struct sample *sample, struct effects *fx, const struct member *reader)
{
	struct effects apart;

	effects_init(&apart, fx->arena, fx->snapshot, fx->now);
	apart.next_id = fx->next_id;
	sample->member = sample_member(fx, reader);
	sample->meeting = sample_meeting(&apart);
	sample->project = sample_project(&apart, sample->member);
	effects_init(&sample->fx, fx->arena, outcome_snapshot(&apart), fx->now);
}

static void fill_meeting(struct effects *fx, struct view *view, const struct meeting *meeting)
{
	view_text(fx->arena, view, "title", meeting->title);
	view_span(fx->arena, view, "when", meeting->start, meeting->end);
	view_text(fx->arena, view, "place", meeting->place);
	view_text(fx->arena, view, "link", meeting->link);
}

static void askless_letter(struct sample *sample, const struct standard *standard)
{
	struct effects *fx = &sample->fx;
	struct draft *draft = effects_draft(fx, standard->template, sample->member, CLASS_REST);
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, sample->meeting);
	const struct project *project = snapshot_project(fx->snapshot, sample->project);

	draft->signed_by_leaders = true;
	view_text(fx->arena, draft->view, "organisation", sample->member->organisation);
	if (standard->about == ABOUT_MEETING && meeting)
		fill_meeting(fx, draft->view, meeting);
	if (standard->about == ABOUT_PROJECT && project) {
		order_fill_project(fx, draft->view, project);
		view_text(fx->arena, view_row(fx->arena, draft->view, "people"), "name",
			sample->member->name);
	}
}

/* Asked once more, after she said that her manager must be asked first. */
static void follow_up(struct effects *fx, const struct ask *ask)
{
	struct ask *copy = effects_ask(fx, ask);

	copy->answer.at = fx->now;
	copy->answer.kind = ANSWER_MAYBE;
	copy->answer.manager = true;
	ask_remind(fx, copy);
}

/* The ask is made once; its reminder is of the same. */
static void sample_letter(
	struct sample *sample, const struct standard *standard, const struct ask **ask)
{
	bool signup = standard->kind == ASK_SIGNUP;
	int64_t topic = standard->about == ABOUT_PROJECT ? sample->project : sample->meeting;

	if (standard->kind < 0)
		askless_letter(sample, standard);
	else if (!ask_ops((enum ask_kind)standard->kind))
		return;
	else if (standard->stage == STAGE_REMINDER)
		ask_remind(&sample->fx, *ask);
	else if (standard->stage == STAGE_FOLLOW_UP)
		follow_up(&sample->fx, *ask);
	else
		*ask = ask_put(&sample->fx, (enum ask_kind)standard->kind, sample->member,
			signup ? 0 : topic, &sample->project, signup ? 1 : 0);
}

static void show_standards(struct effects *fx, struct draft *preview, const struct member *reader)
{
	struct sample sample;
	const struct ask *ask = NULL;

	sample_init(&sample, fx, reader);
	for (size_t i = 0; i < N_STANDARDS; i++)
		sample_letter(&sample, &standards[i], &ask);
	list_each (draft, &sample.fx.drafts)
		*arena_push(fx->arena, &preview->shown) = *draft;
}

static int count_first_letters(const struct effects *fx)
{
	day today = network_day(fx->snapshot->network, fx->now);
	int n = 0;

	list_each (member, &fx->snapshot->members)
		n += member->first_letter == INSTANT_NONE &&
			member_is_askable(fx->snapshot, member, today);
	return fx->snapshot->network->first_letter ? n : 0;
}

static int count_waiting(const struct effects *fx)
{
	int n = 0;

	list_each (letter, &fx->snapshot->letters)
		n += letter->state == LETTER_WAITING && letter->held;
	return n;
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	(void)order, (void)problem;
	return fx->snapshot->state.live && !fx->snapshot->state.stopped ? "already_running" : NULL;
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	const struct member *reader = snapshot_member(fx->snapshot, order->member);

	if (fx->snapshot->state.live) {
		int waiting = count_waiting(fx);
		view_flag(fx->arena, draft->view, "goes_on", true);
		if (waiting > 0)
			view_number(fx->arena, draft->view, "waiting", waiting);
		return waiting;
	}
	int first = count_first_letters(fx);
	if (reader)
		show_standards(fx, draft, reader);
	view_flag(fx->arena, draft->view, "from_trial", true);
	if (first > 0)
		view_number(fx->arena, draft->view, "first_letters", first);
	return first;
}

static void go_live(struct effects *fx, const struct order *order)
{
	struct network_state *state = effects_state(fx);

	state->live = true;
	effects_fact(fx,
		(struct fact){
			.kind = FACT_NETWORK_LIVE, .member = order->member, .order = order->id});
	for (size_t i = 0; i < N_STANDARDS; i++) {
		*arena_push(fx->arena, &state->approved) = standards[i].template;
		effects_fact(fx,
			(struct fact){.kind = FACT_STANDARD_APPROVED,
				.order = order->id,
				.word = standards[i].template});
	}
}

static void carry_out(struct effects *fx, struct order *order)
{
	if (!fx->snapshot->state.live)
		go_live(fx, order);
	if (!fx->snapshot->state.stopped)
		return;
	effects_state(fx)->stopped = false;
	effects_fact(fx, (struct fact){.kind = FACT_NETWORK_STARTED, .order = order->id});
	list_each (letter, &fx->snapshot->letters) {
		if (letter->state != LETTER_WAITING || !letter->held)
			continue;
		effects_hold_letter(fx, letter, false);
	}
}

const struct order_ops order_start = {
	.kind = ORDER_START,
	.name = "start",
	.check = check,
	.preview_template = "preview-start",
	.preview = preview,
	.carry_out = carry_out,
};
