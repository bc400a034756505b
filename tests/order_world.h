/* SPDX-License-Identifier: MIT */
/*
 * A small network for the orders' tests: two leaders, four members, one group with a contact, one
 * meeting to come. Monday 1 February 2027, 09.00. The asks' letters are stood in for by bare drafts
 * (weak symbols), so that an order is tested and not how an invitation is written.
 */
#ifndef SAMLAD_TESTS_ORDER_WORLD_H
#define SAMLAD_TESTS_ORDER_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/alert.h"
#include "core/budget.h"
#include "core/order.h"
#include "core/outcome.h"
#include "core/suggest.h"
#include "core/workdays.h"

enum { EVA = 1, KARIN, ANNA, BO, SIV, LENA, SPRING, GROUP, FIRST_FREE = 100 };

struct world {
	struct arena *arena;
	struct network network;
	struct snapshot *snapshot;
	struct effects fx; /* of the last step */
	instant now;
};

extern const struct ask_ops ask_intro;

/* ---- what stands in for the asks, the alert and the budget ---- */
#define STANDS_IN __attribute__((weak))

STANDS_IN struct ask *ask_put(struct effects *fx, enum ask_kind kind, const struct member *member,
	int64_t topic, const int64_t *offers, size_t n_offers)
{
	struct ask *ask = effects_new_ask(fx, kind, member->id, topic);
	struct draft *draft;

	for (size_t i = 0; i < n_offers; i++)
		*arena_push(fx->arena, &ask->offers) = offers[i];
	effects_fact(fx, (struct fact){.kind = FACT_ASK_PUT, .ask = ask->id, .member = member->id});
	if (kind == ASK_CONFIRM)
		draft = order_confirm_put(fx, ask);
	else if (kind == ASK_INTRO)
		draft = ask_intro.put(fx, ask);
	else
		draft = effects_draft(fx, ask_kind_text(kind), member, CLASS_MEETING);
	draft->ask = ask->id;
	draft->ask_kind = kind;
	ask->letter = draft->id;
	return ask;
}

STANDS_IN void ask_remind(struct effects *fx, const struct ask *ask)
{
	effects_ask(fx, ask)->reminded = fx->now;
	effects_draft(fx, "reminder", snapshot_member(fx->snapshot, ask->member), CLASS_GROUP);
}

STANDS_IN void ask_close(struct effects *fx, const struct ask *ask)
{
	effects_ask(fx, ask)->state = ASK_CLOSED;
	effects_fact(fx, (struct fact){.kind = FACT_ASK_CLOSED, .ask = ask->id});
}

STANDS_IN void ask_withdraw(struct effects *fx, const struct ask *ask)
{
	effects_ask(fx, ask)->state = ASK_WITHDRAWN;
	effects_fact(fx, (struct fact){.kind = FACT_ASK_WITHDRAWN, .ask = ask->id});
}

STANDS_IN void ask_keep_answer(struct answering *answering, enum answer_kind kind)
{
	answering->ask->before = answering->ask->answer;
	answering->ask->answer.kind = kind;
	answering->ask->answer.at = answering->now;
	answering->ask->answer.evidence = answering->evidence;
	answering->ask->answer.told_by = answering->told_by;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_ANSWERED,
			.ask = answering->ask->id,
			.member = answering->member->id,
			.word = answer_kind_text(kind)});
}

STANDS_IN void ask_back(struct answering *answering, const struct understanding *read)
{
	(void)read;
	effects_draft(answering->fx, "ask-back", answering->member, CLASS_REPLY);
}

STANDS_IN struct draft *ask_receipt(struct answering *answering, const char *template)
{
	return effects_draft(answering->fx, template, answering->member, CLASS_REPLY);
}

STANDS_IN struct draft *ask_tell_change(struct effects *fx, const struct ask *ask)
{
	struct ask *copy = effects_ask(fx, ask);
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, ask->topic);

	if (copy->sequence >= meeting->sequence ||
		(copy->answer.kind == ANSWER_NO && meeting->state == MEETING_CANCELLED))
		return NULL;
	copy->sequence = meeting->sequence;
	return effects_draft(
		fx, "change", snapshot_member(fx->snapshot, ask->member), CLASS_MEETING);
}

static void told_answered(struct answering *answering)
{
	ask_keep_answer(answering, answering->answer->kind);
}

STANDS_IN const struct ask_ops *ask_ops(enum ask_kind kind)
{
	static const struct ask_ops any = {.answered = told_answered};

	return kind == ASK_INTRO ? &ask_intro : &any;
}

STANDS_IN void alert_view(
	const struct snapshot *snapshot, instant now, struct effects *fx, struct view *view)
{
	(void)snapshot, (void)now;
	view_flag(fx->arena, view, "alert", true);
}

STANDS_IN const struct project *alert_row(const struct snapshot *snapshot, int row)
{
	return row > 0 && (size_t)row <= snapshot->state.alert_rows.n
		? snapshot_project(snapshot, snapshot->state.alert_rows.at[row - 1])
		: NULL;
}

STANDS_IN size_t suggest_members(const struct snapshot *snapshot, const struct project *project,
	instant now, const struct member *ret_members[], size_t n)
{
	(void)project, (void)now, (void)n;
	ret_members[0] = snapshot_member(snapshot, BO);
	ret_members[1] = snapshot_member(snapshot, LENA);
	return 2;
}

STANDS_IN instant budget_fits_at(
	const struct effects *fx, const struct member *member, enum letter_class class)
{
	(void)member, (void)class;
	return fx->now;
}

STANDS_IN void desk_to_leaders(struct effects *fx, const struct arrival *arrival,
	const struct member *member, const char *why, const char *text, bool at_stake)
{
	(void)arrival, (void)member, (void)at_stake;
	effects_new_look(fx, why)->text = text;
	effects_fact(fx, (struct fact){.kind = FACT_MAIL_TO_LOOK_AT, .word = why});
}

/* ---- the network ---- */
static inline const struct zone *world_zone(struct arena *arena)
{
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Stockholm", "rb");
	char *bytes = arena_alloc(arena, 65536);

	assert_non_null(file);
	size_t n = fread(bytes, 1, 65536, file);
	fclose(file);
	const struct zone *zone = zone_parse(arena, "Europe/Stockholm", bytes, n);
	assert_non_null(zone);
	return zone;
}

static inline struct member *world_member(struct world *w, int64_t id, const char *name,
	const char *given_name, const char *address, int sector, const char *language)
{
	struct member *member = arena_push(w->arena, &w->snapshot->members);

	*member = (struct member){.id = id,
		.name = name,
		.given_name = given_name,
		.organisation = "",
		.sector = sector,
		.language = language,
		.paused_until = DAY_NONE,
		.away_until = DAY_NONE,
		.first_letter = INSTANT_NONE,
		.last_heard = INSTANT_NONE,
		.last_asked = INSTANT_NONE,
		.last_bounce = DAY_NONE};
	*arena_push(w->arena, &member->addresses) = address;
	return member;
}

static inline struct ask *world_ask(
	struct world *w, enum ask_kind kind, int64_t member, int64_t topic, enum answer_kind answer)
{
	struct ask *ask = arena_push(w->arena, &w->snapshot->asks);

	*ask = (struct ask){.id = w->snapshot->next_id++,
		.kind = kind,
		.member = member,
		.topic = kind == ASK_SIGNUP ? 0 : topic,
		.put = w->now - DAY_S,
		.reminded = INSTANT_NONE,
		.closed = INSTANT_NONE,
		.uid = "uid@samlad"};
	if (kind == ASK_SIGNUP)
		*arena_push(w->arena, &ask->offers) = topic;
	ask->answer.at = answer == ANSWER_UNCLEAR ? INSTANT_NONE : w->now - HOUR_S;
	ask->answer.kind = answer;
	ask->before.at = INSTANT_NONE;
	return ask;
}

static inline void world_settings(struct world *w)
{
	static const struct sector sectors[] = {{"äldreomsorg", "elder care"},
		{"primärvård", "primary care"}, {"specialistvård", "specialist care"},
		{"privata utförare", "private providers"}};
	struct network *network = &w->network;

	*network = (struct network){.slug = "elder-care",
		.name = "Nätverket för äldre",
		.address = "natverk@fou.example",
		.language = "sv",
		.zone = world_zone(w->arena),
		.phone = "018-00 00 00",
		.first_letter = true,
		.hold_s = 600,
		.workdays = 0x1f,
		.opens_s = 7 * HOUR_S + 1800,
		.closes_s = 17 * HOUR_S,
		.holidays = "SE",
		.attendance_reminder = {21, DELAY_DAYS},
		.preview_expires = {7, DELAY_DAYS}};
	for (size_t i = 0; i < 4; i++)
		*arena_push(w->arena, &network->sectors) = sectors[i];
	*arena_push(w->arena, &network->leaders) = "eva@fou.example";
	*arena_push(w->arena, &network->leaders) = "karin@fou.example";
}

static inline void world_things(struct world *w)
{
	struct meeting *meeting = arena_push(w->arena, &w->snapshot->meetings);
	struct project *project = arena_push(w->arena, &w->snapshot->projects);

	*meeting = (struct meeting){.id = SPRING,
		.title = "Vårmöte om utskrivning",
		.start = instant_parse("2027-03-09T13:00:00+01:00"),
		.end = instant_parse("2027-03-09T16:00:00+01:00"),
		.place = "FoU-centrum, sal 2",
		.link = "",
		.text = "",
		.ordered_by = EVA,
		.called = w->now - DAY_S,
		.moved = INSTANT_NONE,
		.numbers_told = INSTANT_NONE,
		.details_told = INSTANT_NONE,
		.agenda_called = INSTANT_NONE,
		.agenda_drafted = INSTANT_NONE,
		.rehearsed = INSTANT_NONE};
	*project = (struct project){.id = GROUP,
		.title = "Kartlägg korttidsvården",
		.aim = "ta reda på vilka platser som finns",
		.product = "en sida per kommun",
		.after = "",
		.text = "",
		.stuck = "",
		.wanted = 4,
		.hours = 6,
		.until = day_parse("2027-05-31"),
		.contact = SIV,
		.contact_agreed = true,
		.made = w->now - 20 * DAY_S,
		.called = w->now - 20 * DAY_S,
		.started = INSTANT_NONE,
		.paused_until = DAY_NONE,
		.taken_until = DAY_NONE,
		.last_progress = INSTANT_NONE,
		.progress_asked = INSTANT_NONE,
		.stuck_since = DAY_NONE,
		.rehearsed = INSTANT_NONE};
}

static inline void world_init(struct world *w)
{
	*w = (struct world){.arena = arena_new()};
	w->now = instant_parse("2027-02-01T09:00:00+01:00");
	world_settings(w);
	w->snapshot = arena_make(w->arena, struct snapshot);
	w->snapshot->network = &w->network;
	w->snapshot->next_id = FIRST_FREE;
	w->snapshot->state = (struct network_state){.live = true,
		.first_order = INSTANT_NONE,
		.last_alert = DAY_NONE,
		.hold_until = DAY_NONE,
		.worked = INSTANT_NONE};
	*arena_push(w->arena, &w->snapshot->state.alert_rows) = GROUP;
	world_member(w, EVA, "Eva Ek", "Eva", "eva@fou.example", 2, "sv")->role = ROLE_LEADER;
	world_member(w, KARIN, "Karin Dal", "Karin", "karin@fou.example", 0, "sv")->role =
		ROLE_LEADER;
	world_member(w, ANNA, "Anna Berg", "Anna", "anna@kommun.example", 0, "sv");
	world_member(w, BO, "Bo Lind", "Bo", "bo@vc.example", 1, "sv");
	world_member(w, SIV, "Siv Dal", "Siv", "siv@kommun.example", 0, "sv");
	world_member(w, LENA, "Lena Ek", "Lena", "lena@hospital.example", 2, "en");
	world_things(w);
}

static inline void world_done(struct world *w)
{
	arena_free(w->arena);
}

/* ---- steps: each decides on the snapshot, which then is what it left ---- */
static inline void world_begin(struct world *w)
{
	effects_init(&w->fx, w->arena, w->snapshot, w->now);
}

static inline void world_end(struct world *w)
{
	w->snapshot = outcome_snapshot(&w->fx);
}

static inline struct understanding *world_read(struct world *w)
{
	struct understanding *read = arena_make(w->arena, struct understanding);

	read->subject = "Möte: …";
	read->message_id = "m1@fou.example";
	read->reply = "";
	read->date = INSTANT_NONE;
	return read;
}

/* An order's mail. fields: "day=2027-03-09;time=13:00-16:00", with the names of order_field_text().
 */
static inline struct understanding *world_order(
	struct world *w, enum order_word word, const char *title, const char *fields)
{
	struct understanding *read = world_read(w);
	char *copy = arena_strdup(w->arena, fields ? fields : ""), *rest = copy;

	read->order = arena_make(w->arena, struct order_read);
	read->order->word = word;
	read->order->title = title;
	read->order->text = "";
	for (char *one; (one = strsep(&rest, ";"));) {
		char *is = strchr(one, '=');
		if (!is)
			continue;
		*is = '\0';
		assert_true(order_field_from_text(one) >= 0);
		*arena_push(w->arena, &read->order->fields) =
			(struct field){(enum order_field)order_field_from_text(one), is + 1};
	}
	return read;
}

static inline void world_take(struct world *w, int64_t member, const struct understanding *read)
{
	struct arrival arrival = {.mail = 1, .at = w->now, .read = read};

	world_begin(w);
	order_take(&w->fx, &arrival, snapshot_member(w->snapshot, member));
	world_end(w);
}

static inline void world_plan(struct world *w, instant now)
{
	w->now = now;
	world_begin(w);
	order_plan(w->snapshot, now, &w->fx);
	world_end(w);
}

static inline const struct ask *world_confirm(const struct world *w, int64_t member)
{
	for (size_t i = w->snapshot->asks.n; i-- > 0;)
		if (w->snapshot->asks.at[i].kind == ASK_CONFIRM &&
			w->snapshot->asks.at[i].member == member)
			return &w->snapshot->asks.at[i];
	return NULL;
}

/* An answer to the member's newest preview; read may be NULL. */
static inline void world_answer(struct world *w, int64_t member, enum answer_kind kind,
	const struct understanding *read, enum evidence evidence)
{
	struct answer answer = {.kind = kind, .date = DAY_NONE, .hours = -1};
	const struct ask *ask = world_confirm(w, member);

	assert_non_null(ask);
	world_begin(w);
	struct answering answering = {.snapshot = w->snapshot,
		.fx = &w->fx,
		.now = w->now,
		.mail = 2,
		.mail_id = "m2@fou.example",
		.mail_subject = "Re: Ska inbjudan gå ut?",
		.member = snapshot_member(w->snapshot, member),
		.ask = effects_ask(&w->fx, ask),
		.answer = &answer,
		.read = read ? read : world_read(w),
		.evidence = evidence};
	order_confirmed(&answering);
	world_end(w);
}

static inline void world_yes(struct world *w, int64_t member)
{
	world_answer(w, member, ANSWER_YES, NULL, EVIDENCE_STRONG);
}

/* The newest order. */
static inline const struct order *world_last(const struct world *w)
{
	return w->snapshot->orders.n ? &w->snapshot->orders.at[w->snapshot->orders.n - 1] : NULL;
}

static inline const struct draft *world_draft(const struct world *w, const char *template)
{
	for (size_t i = 0; i < w->fx.drafts.n; i++)
		if (strcmp(w->fx.drafts.at[i]->template, template) == 0)
			return w->fx.drafts.at[i];
	return NULL;
}

static inline bool draft_says(const struct draft *draft, const char *name)
{
	const struct value *value = draft ? view_find(draft->view, name) : NULL;

	return value && (value->type != VALUE_FLAG || value->number);
}

static inline int64_t draft_number(const struct draft *draft, const char *name)
{
	const struct value *value = draft ? view_find(draft->view, name) : NULL;

	return value ? value->number : -1;
}

static inline bool world_has_fact(const struct world *w, enum fact_kind kind)
{
	for (size_t i = 0; i < w->fx.facts.n; i++)
		if (w->fx.facts.at[i].kind == kind)
			return true;
	return false;
}

#endif
