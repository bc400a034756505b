/* SPDX-License-Identifier: MIT */
/*
 * Replies to the leaders' letter: "1 fråga", "2 vi tar det till 1 maj", "vänta". What mails nobody
 * takes effect at once where the letter itself came back to us, with a receipt that "fel" undoes;
 * otherwise, and where members get mail, there is a preview first.
 *
 * A choice is an order whose title is the project's and whose text is the choice's word
 * (choice_word_text); FIELD_UNTIL holds its day. So it is kept, shown and undone like any other.
 */
#include <string.h>

#include "core/alert.h"
#include "core/order_parts.h"
#include "core/suggest.h"
#include "core/workdays.h"

#define TAKEN_DAYS 28 /* where no day is said */
#define SUGGEST_MOST 3

/* One choice on its way. */
struct choosing {
	struct effects *fx;
	const struct arrival *arrival;
	const struct member *member;
	const struct alert_choice *choice;
	const struct project *project; /* NULL for row 0 */
};

static struct draft *say(const struct choosing *choosing, const char *template)
{
	struct effects *fx = choosing->fx;
	struct draft *draft = order_reply(fx, template, choosing->member, choosing->arrival->read);

	view_number(fx->arena, draft->view, "row", choosing->choice->row);
	if (choosing->project) {
		view_text(fx->arena, draft->view, "title", choosing->project->title);
		draft->topic = choosing->project->id;
	}
	return draft;
}

static void say_rows(struct effects *fx, struct view *view)
{
	for (size_t i = 0; i < fx->snapshot->state.alert_rows.n; i++) {
		const struct project *project = alert_row(fx->snapshot, (int)i + 1);
		if (!project)
			continue;
		struct view *row = view_row(fx->arena, view, "rows");
		view_number(fx->arena, row, "row", (int64_t)i + 1);
		view_text(fx->arena, row, "name", project->title);
	}
}

/* What can't be done so, and what can be written instead. */
static void explain(const struct choosing *choosing, const char *section)
{
	struct draft *draft = say(choosing, "choice-problem");

	view_flag(choosing->fx->arena, draft->view, section, true);
	say_rows(choosing->fx, draft->view);
}

static day default_until(const struct choosing *choosing)
{
	const struct network *network = choosing->fx->snapshot->network;
	day today = network_day(network, choosing->fx->now);
	struct civil civil = civil_from_day(today);
	day autumn = day_from_civil(civil.year, 9, 1),
	    winter = day_from_civil(civil.year + 1, 1, 15);

	switch (choosing->choice->word) {
	case CHOICE_PAUSE:
		return autumn > today + 30 ? autumn : winter;
	case CHOICE_WE_TAKE_IT:
		return workday_on_or_before(network, today + TAKEN_DAYS);
	case CHOICE_HOLD:
		return today + 8 - day_weekday(today);
	default:
		return DAY_NONE;
	}
}

static void fill_order(const struct choosing *choosing, struct order *order)
{
	struct arena *arena = choosing->fx->arena;
	day until = choosing->choice->until;
	char text[DAY_TEXT];

	*order = (struct order){.kind = ORDER_KIND_CHOICE,
		.member = choosing->member->id,
		.title = choosing->project ? choosing->project->title : "",
		.topic = choosing->project ? choosing->project->id : 0,
		.text = choice_word_text(choosing->choice->word),
		.release = INSTANT_NONE,
		.other_asked = INSTANT_NONE,
		.made = choosing->fx->now};
	until = until == DAY_NONE ? default_until(choosing) : until;
	if (until != DAY_NONE)
		order_set_field(
			arena, order, FIELD_UNTIL, arena_strdup(arena, day_format(until, text)));
}

/* Her own letter came back, and nobody doubts it. */
static bool is_sure(const struct choosing *choosing)
{
	const struct arrival *arrival = choosing->arrival;

	return arrival->evidence == EVIDENCE_STRONG && arrival->letter &&
		arrival->letter->member == choosing->member->id && !arrival->trust.failed;
}

static void with_preview(const struct choosing *choosing)
{
	struct order order;

	fill_order(choosing, &order);
	order_begin(choosing->fx, &order, choosing->member, choosing->arrival->read->message_id);
}

static void at_once(const struct choosing *choosing)
{
	struct effects *fx = choosing->fx;
	day until = choosing->choice->until;

	if (until != DAY_NONE && until <= network_day(fx->snapshot->network, fx->now)) {
		explain(choosing, "past");
		return;
	}
	if (!is_sure(choosing)) {
		with_preview(choosing);
		return;
	}
	struct order *order = effects_new_order(fx), filled;
	int64_t id = order->id;
	fill_order(choosing, &filled);
	*order = filled;
	order->id = id;
	order->state = ORDER_DONE;
	order->decided_by = choosing->member->id;
	choice_apply(fx, order);
	effects_fact(fx,
		(struct fact){.kind = FACT_ORDER_DONE,
			.member = order->member,
			.order = id,
			.topic = order->topic,
			.word = order->text});
	/* the receipt waits for nothing; "fel" to it is found all the same */
	ask_close(fx, order_ask(fx, order, choosing->member, choosing->arrival->read->message_id));
}

/* Whom she might ask herself, each with a letter to send from her own mailbox. */
static void suggest(const struct choosing *choosing)
{
	struct effects *fx = choosing->fx, apart;
	const struct member *found[SUGGEST_MOST];
	size_t n = suggest_members(fx->snapshot, choosing->project, fx->now, found, SUGGEST_MOST);
	struct draft *draft = say(choosing, "choice-ask");

	effects_init(&apart, fx->arena, fx->snapshot, fx->now);
	for (size_t i = 0; i < n; i++) {
		struct view *row = view_row(fx->arena, draft->view, "people");
		view_text(fx->arena, row, "name", found[i]->name);
		view_text(fx->arena, row, "organisation", found[i]->organisation);
		view_sector(fx->arena, row, "sector", found[i]->sector);
		struct draft *own = effects_draft(&apart, "personal-ask", found[i], CLASS_REST);
		view_text(fx->arena, own->view, "by", order_call_name(choosing->member));
		order_fill_project(fx, own->view, choosing->project);
		*arena_push(fx->arena, &draft->shown) = own;
	}
}

/* A smaller task: the project's own words, ready to be changed and sent back. */
static void smaller(const struct choosing *choosing)
{
	order_fill_project(choosing->fx, say(choosing, "choice-smaller")->view, choosing->project);
}

static void not_by_mail(const struct choosing *choosing)
{
	explain(choosing, choosing->choice->word == CHOICE_MERGE ? "merge" : "ask_heads");
}

struct choice_row {
	void (*take)(const struct choosing *choosing);
	bool without_row; /* may stand without a number */
};
static const struct choice_row choice_rows[CHOICE_WORDS] = {
	[CHOICE_ASK] = {.take = suggest},
	[CHOICE_ASK_ALL] = {.take = with_preview},
	[CHOICE_SMALLER] = {.take = smaller},
	[CHOICE_MERGE] = {.take = not_by_mail},
	[CHOICE_PAUSE] = {.take = at_once},
	[CHOICE_PARK] = {.take = at_once},
	[CHOICE_ASK_HEADS] = {.take = not_by_mail},
	[CHOICE_WE_TAKE_IT] = {.take = at_once},
	[CHOICE_CLOSE] = {.take = at_once},
	[CHOICE_HOLD] = {.take = at_once, .without_row = true},
};

/* A word without a number means the only row there is; what ends a project is asked back. */
static int row_meant(const struct snapshot *snapshot, const struct alert_choice *choice)
{
	bool only = snapshot->state.alert_rows.n == 1 && choice->word != CHOICE_CLOSE;

	return choice->row == 0 && only ? 1 : choice->row;
}

static const char *no_row(const struct snapshot *snapshot, const struct alert_choice *choice)
{
	if (snapshot->state.alert_rows.n == 0)
		return "no_rows";
	return choice->row ? "no_such_row" : "which_row";
}

bool order_take_choices(
	struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	if (!member_is_leader(fx->snapshot, member) || arrival->read->choices.n == 0)
		return false;
	list_each (said, &arrival->read->choices) {
		const struct choice_row *row = &choice_rows[said->word];
		struct alert_choice *choice = arena_make(fx->arena, struct alert_choice);
		struct choosing choosing = {fx, arrival, member, choice, NULL};
		*choice = *said;
		if (!row->without_row) {
			choice->row = row_meant(fx->snapshot, said);
			choosing.project = alert_row(fx->snapshot, choice->row);
		}
		effects_fact(fx,
			(struct fact){.kind = FACT_MAIL_PLACED,
				.member = member->id,
				.topic = choosing.project ? choosing.project->id : 0,
				.word = choice_word_text(choice->word),
				.number = choice->row});
		if (!row->without_row && !choosing.project)
			explain(&choosing, no_row(fx->snapshot, choice));
		else
			row->take(&choosing);
	}
	return true;
}

void order_choices_unread(
	struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	const struct alert_choice none = {.until = DAY_NONE};
	const struct choosing choosing = {fx, arrival, member, &none, NULL};

	effects_fact(fx,
		(struct fact){.kind = FACT_MAIL_PLACED, .member = member->id, .word = "no-choice"});
	explain(&choosing, fx->snapshot->state.alert_rows.n ? "unread" : "no_rows");
}
