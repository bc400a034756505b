/* SPDX-License-Identifier: MIT */
/*
 * What becomes of an answer, whatever was asked: it is kept beside the one before it, undone by one
 * word, receipted where something was inferred, or asked back when it was not clear. Nothing here
 * guesses: an unclear answer changes nothing.
 */
#include <string.h>

#include "core/ask_parts.h"
#include "core/workdays.h"

#define QUOTE_LIMIT_BYTES 600
#define STAKE_WORKING_DAYS 5 /* a question this near a meeting can't wait for Monday */

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* Word for word what stands already; choices aside, of which a receipt tells again. */
static bool is_same(
	const struct standing_answer *stands, const struct answer *said, enum answer_kind kind)
{
	return stands->at != INSTANT_NONE && stands->kind == kind && said->choices.n == 0 &&
		said->declined.n == 0 && stands->choices.n == 0 &&
		strcmp(stands->comment, or_empty(said->comment)) == 0 &&
		strcmp(stands->person, or_empty(said->person)) == 0 && stands->date == said->date &&
		stands->hours == said->hours && stands->manager == said->manager;
}

void ask_keep_answer(struct answering *answering, enum answer_kind kind)
{
	const struct answer *said = answering->answer;
	struct ask *ask = answering->ask;
	struct standing_answer *kept = &ask->answer;

	answering->repeated = is_same(kept, said, kind);
	if (!answering->repeated)
		ask->before = ask->answer;
	*kept = (struct standing_answer){.at = answering->now,
		.kind = kind,
		.comment = or_empty(said->comment),
		.date = said->date,
		.person = or_empty(said->person),
		.hours = said->hours,
		.manager = said->manager,
		.evidence = answering->evidence,
		.told_by = answering->told_by};
	for (size_t i = 0; i < said->choices.n; i++)
		*arena_push(answering->fx->arena, &kept->choices) = said->choices.at[i];
	for (size_t i = 0; i < said->declined.n; i++)
		*arena_push(answering->fx->arena, &kept->declined) = said->declined.at[i];
	ask->asked_back = 0;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_ANSWERED,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id,
			.word = answer_kind_text(kind)});
}

const char *ask_words(const struct answering *answering)
{
	return or_empty(answering->answer->comment);
}

/* As much of her words as a letter quotes; cut between characters. */
static const char *quote_in(struct arena *arena, const char *text)
{
	size_t n = strlen(or_empty(text));

	if (n <= QUOTE_LIMIT_BYTES)
		return or_empty(text);
	for (n = QUOTE_LIMIT_BYTES; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
		n--;
	return arena_printf(arena, "%.*s …", (int)n, text);
}

bool ask_needs_receipt(const struct answering *answering)
{
	if (answering->told_by || (answering->repeated && !answering->answer->question))
		return false;
	return answering->receipt_due || answering->on_behalf || answering->answer->question ||
		!answering->answer->bare;
}

static struct draft *reply(struct answering *answering, const char *template)
{
	struct effects *fx = answering->fx;
	struct draft *draft = effects_draft(fx, template, answering->member, CLASS_REPLY);

	draft->reply_to_id = answering->mail_id;
	draft->reply_to_subject = answering->mail_subject;
	draft->ask = answering->ask->id;
	draft->ask_kind = answering->ask->kind;
	draft->topic = answering->ask->topic;
	ask_describe(fx, answering->ask, draft->view);
	return draft;
}

struct draft *ask_receipt(struct answering *answering, const char *template)
{
	struct effects *fx = answering->fx;
	struct draft *draft = reply(answering, template);
	const struct standing_answer *kept = &answering->ask->answer;

	view_flag(fx->arena, draft->view, answer_kind_text(kept->kind), true);
	view_text(fx->arena, draft->view, "comment", quote_in(fx->arena, kept->comment));
	view_text(fx->arena, draft->view, "person", kept->person);
	view_text(fx->arena, draft->view, "on_behalf", answering->on_behalf);
	view_flag(fx->arena, draft->view, "question", answering->answer->question);
	draft_choice(fx, draft, "tap.wrong");
	return draft;
}

/* What stands now, in words that the template undone has for each kind. */
static void tell_undone(struct answering *answering)
{
	struct effects *fx = answering->fx;
	struct draft *draft = reply(answering, "undone");
	const struct standing_answer *now = &answering->ask->answer;

	if (now->at != INSTANT_NONE)
		view_word(fx->arena, draft->view, "stands",
			arena_printf(fx->arena, "stands.%s.%s", ask_kind_text(answering->ask->kind),
				answer_kind_text(now->kind)));
	view_flag(fx->arena, draft->view, "unanswered", now->at == INSTANT_NONE);
}

bool ask_undo(struct answering *answering)
{
	const struct ask_ops *ops = ask_ops(answering->ask->kind);
	struct ask *ask = answering->ask;

	if (!ask_is_answered(ask))
		return false;
	struct standing_answer undone = ask->answer;
	ask->answer = ask->before;
	ask->before = undone;
	ask->asked_back = 0;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_ANSWER_UNDONE,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id,
			.word = answer_kind_text(undone.kind)});
	if (ops && ops->settle)
		ops->settle(answering);
	ask->before = ask_no_answer();
	tell_undone(answering);
	return true;
}

static bool is_near(const struct answering *answering)
{
	const struct network *network = answering->snapshot->network;
	const struct meeting *meeting = ask_see_meeting(answering->fx, answering->ask->topic);

	return meeting && meeting->start > answering->now &&
		network_day(network, meeting->start) <=
		workday_add(network, network_day(network, answering->now), STAKE_WORKING_DAYS);
}

/* Of a clear answer, and what it asks, only what the reader let stand beside it (no reason of
 * health is kept); her whole words where there is no other way to understand her. */
static const char *for_leaders(const struct answering *answering)
{
	const struct answer *said = answering->answer;
	const char *person = or_empty(said->person), *comment = or_empty(said->comment);

	if (answering->read && (said->kind == ANSWER_UNCLEAR || (said->question && !*comment)))
		return answering->read->reply;
	if (strstr(comment, person))
		return comment;
	return arena_printf(
		answering->fx->arena, "%s%s%s", person, *person && *comment ? ". " : "", comment);
}

struct look *ask_to_leaders(struct answering *answering, const char *why, bool at_stake)
{
	return effects_to_leaders(answering->fx,
		(struct look){.why = why,
			.mail = answering->mail,
			.member = answering->member->id,
			.from = answering->read ? answering->read->from : NULL,
			.text = for_leaders(answering),
			.at_stake = at_stake || is_near(answering)},
		answering->ask->id);
}

static const char *const polar_taps[ANSWER_KINDS] = {
	[ANSWER_YES] = "tap.yes", [ANSWER_NO] = "tap.no", [ANSWER_MAYBE] = "tap.maybe"};

/* The readings, most likely first; what has none gets the kind's own answers. */
static void offer_readings(
	struct answering *answering, const struct understanding *read, struct draft *draft)
{
	struct effects *fx = answering->fx;
	bool confirm = answering->ask->kind == ASK_CONFIRM;

	for (size_t i = 0; read && i < read->readings.n; i++) {
		const struct reading *reading = &read->readings.at[i];
		if (reading->choice > 0)
			draft_choice_say(fx, draft, arena_printf(fx->arena, "%d", reading->choice));
		else if (reading->kind < ANSWER_KINDS && polar_taps[reading->kind])
			draft_choice(fx, draft,
				confirm && reading->kind == ANSWER_YES ? "tap.send"
								       : polar_taps[reading->kind]);
	}
	if (draft->choices.n >= 2)
		return;
	draft->choices.n = 0;
	if (answering->ask->offers.n > 1) {
		for (size_t i = 0; i < answering->ask->offers.n; i++)
			draft_choice_say(fx, draft, arena_printf(fx->arena, "%zu", i + 1));
		draft_choice(fx, draft, "tap.none");
	} else if (confirm) {
		draft_choice(fx, draft, "tap.send");
		draft_choice(fx, draft, "tap.no");
	} else if (answering->ask->kind != ASK_AGENDA && answering->ask->kind != ASK_PROGRESS) {
		ask_offer_polar(fx, draft);
	}
}

/* One question back at most for each clear answer: what is unclear twice is for a person. An
 * order's preview is answered by a leader herself, so it always asks back. */
void ask_back(struct answering *answering, const struct understanding *read)
{
	struct ask *ask = answering->ask;

	if (ask->asked_back > 0 && ask->kind != ASK_CONFIRM) {
		ask_to_leaders(answering, "unclear", false);
		return;
	}
	struct draft *draft = reply(answering, "unclear");
	view_text(answering->fx->arena, draft->view, "said",
		quote_in(answering->fx->arena, read ? read->reply : ""));
	bool weak = answering->evidence == EVIDENCE_WEAK;
	view_flag(answering->fx->arena, draft->view, "unplaced", weak && !answering->to_letter);
	view_flag(answering->fx->arena, draft->view, "doubted",
		weak && answering->to_letter && answering->answer->kind != ANSWER_UNCLEAR);
	offer_readings(answering, read, draft);
	ask->asked_back++;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_ASKED_BACK,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id});
}
