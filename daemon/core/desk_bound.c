/* SPDX-License-Identifier: MIT */
/*
 * How much a mail may cause. Three letters a day to one member that answer what was no clear
 * answer, and three about one question in answer to replies of ours, so that two machines writing
 * to each other stop by themselves; a dozen of any kind; a storm of mails is taken and never
 * answered. A leader at work with orders is not counted, but for the storm, and where what answers
 * in her place must be a machine: three letters in a row that change nothing in answer to replies
 * to ours, a dozen to other mails, two dozen of any kind; then the leaders are told. A dozen mails
 * a day from one member, and from all strangers together, are laid before the leaders; then they
 * are told once that more lie in the mailbox. In trial nothing leaves but to leaders: what would
 * have gone to a member goes to them, headed with her name.
 */
#include <string.h>

#include "core/desk_parts.h"

#define UNSURE_A_DAY 3
#define CHAINED_A_DAY 3
#define REPLIES_A_DAY 12
#define LEADERS_REPLIES_A_DAY 24
#define LOOKS_A_DAY 12

static bool is_one_of(const char *template, const char *const *templates)
{
	for (; *templates; templates++)
		if (strcmp(*templates, template) == 0)
			return true;
	return false;
}

/* Letters that answer what was no clear answer: what a machine's mails would draw without end. */
static bool is_unsure(const char *template)
{
	static const char *const templates[] = {"unclear", "question-forwarded", "late", "standing",
		"doubt", "who-of-you", "masked-note", "help-member", "order-problem", "undone",
		NULL};

	return is_one_of(template, templates);
}

/* Letters to a leader after which everything is as it was. */
static bool is_idle(const char *template)
{
	static const char *const templates[] = {"change-unclear", "choice-problem", "help-leader",
		"order-decided", "order-weak", "status", NULL};

	return is_unsure(template) || is_one_of(template, templates);
}

/* Replies of one day to one member; `about` one ask, 0 for none. */
struct tally {
	int64_t about;
	int unsure, about_it, all;
	int idle; /* in a row, the last ones */
};

static void count(struct tally *tally, const char *template, int64_t ask)
{
	tally->all++;
	tally->unsure += is_unsure(template);
	tally->about_it += ask != 0 && ask == tally->about;
	tally->idle = is_idle(template) ? tally->idle + 1 : 0;
}

static struct tally sent_today(const struct desk *desk, int64_t member, int64_t about)
{
	struct tally tally = {.about = about};

	list_each (letter, &desk->snapshot->letters)
		if (letter->member == member && letter->class == CLASS_REPLY &&
			letter->state != LETTER_DROPPED && letter->made > desk->now - DAY_S)
			count(&tally, letter->template, letter->ask);
	return tally;
}

/* A letter of ours that was itself an answer, or the leaders' own, was answered: what a machine
 * does that answers everything. */
static bool is_chained(const struct desk *desk)
{
	const struct letter *letter =
		desk_copied_letter(desk->snapshot, desk->arrival, desk->fx->arena);

	return letter && (letter->class == CLASS_REPLY || letter->class == CLASS_LEADERS);
}

int desk_replies_left(const struct desk *desk)
{
	if (desk->arrival->storm)
		return 0;
	if (!desk->member || member_is_leader(desk->snapshot, desk->member))
		return UNSURE_A_DAY;
	int left = UNSURE_A_DAY - sent_today(desk, desk->member->id, 0).unsure;
	return left > 0 ? left : 0;
}

static bool is_too_many_for_leader(
	const struct desk *desk, const struct draft *draft, const struct tally *sent)
{
	bool chained = is_chained(desk);

	return (chained && sent->all >= LEADERS_REPLIES_A_DAY) ||
		(is_idle(draft->template) &&
			sent->idle >= (chained ? CHAINED_A_DAY : REPLIES_A_DAY));
}

static bool is_too_many(
	const struct desk *desk, const struct draft *draft, const struct tally *made)
{
	const struct member *to = snapshot_member(desk->snapshot, draft->member);

	if (draft->class != CLASS_REPLY || !to)
		return false;
	if (desk->arrival->storm)
		return true;
	struct tally sent = sent_today(desk, to->id, draft->ask);
	if (member_is_leader(desk->snapshot, to))
		return is_too_many_for_leader(desk, draft, &sent);
	return sent.all + made->all >= REPLIES_A_DAY ||
		(is_chained(desk) && sent.about_it >= CHAINED_A_DAY) ||
		(is_unsure(draft->template) && sent.unsure + made->unsure >= UNSURE_A_DAY);
}

/* True where a flood was cut off, which the leaders have to know of. */
static bool drop_letters(struct desk *desk)
{
	struct effects *fx = desk->fx;
	size_t kept = 0;
	struct tally made = {0};
	bool flood = false;

	for (size_t i = 0; i < fx->drafts.n; i++) {
		struct draft *draft = fx->drafts.at[i];
		if (is_too_many(desk, draft, &made)) {
			flood = flood || desk->arrival->storm ||
				member_is_leader(desk->snapshot,
					snapshot_member(desk->snapshot, draft->member));
			effects_fact(fx,
				(struct fact){.kind = FACT_LETTER_DROPPED,
					.member = draft->member,
					.ask = draft->ask,
					.word = desk->arrival->storm ? "storm" : "too-many"});
			continue;
		}
		if (draft->class == CLASS_REPLY)
			count(&made, draft->template, draft->ask);
		fx->drafts.at[kept++] = draft;
	}
	fx->drafts.n = kept;
	return flood;
}

/* ---- what is laid before the leaders ---- */

static bool is_new(const struct desk *desk, const struct look *look)
{
	return look->id >= desk->snapshot->next_id;
}

/* A doubt's ask is about its look. */
static bool is_asked_about(const struct desk *desk, const struct look *look)
{
	list_each (ask, &desk->fx->asks)
		if ((*ask)->topic == look->id)
			return true;
	return false;
}

/* Of the last day, about mails of hers, or (0) of all whom we don't know. */
static int looks_today(const struct desk *desk, int64_t member, const char *why)
{
	int n = 0;

	list_each (look, &desk->snapshot->looks)
		n += look->member == member && look->at > desk->now - DAY_S &&
			(!why || strcmp(look->why, why) == 0);
	return n;
}

static void take_back(struct desk *desk, const struct look *look)
{
	list_each (fact, &desk->fx->facts)
		if (fact->kind == FACT_MAIL_TO_LOOK_AT && fact->topic == look->id)
			*fact = (struct fact){.kind = FACT_MAIL_IGNORED,
				.member = look->member,
				.word = "storm",
				.day = DAY_NONE};
}

/* Once a day. */
static void tell_storm(struct desk *desk, int64_t member, const char *from)
{
	if (looks_today(desk, member, "storm") > 0)
		return;
	effects_to_leaders(desk->fx,
		(struct look){.why = "storm",
			.mail = desk->arrival->mail,
			.member = member,
			.from = member ? from : NULL,
			.at_stake = true},
		0);
}

/* The last one that was too many; NULL. */
static const struct look *drop_looks(struct desk *desk)
{
	struct effects *fx = desk->fx;
	size_t kept = 0, n = fx->looks.n;
	const struct look *dropped = NULL;

	for (size_t i = 0; i < n; i++) {
		struct look *look = fx->looks.at[i];
		int today = looks_today(desk, look->member, NULL);
		bool flood = today >= LOOKS_A_DAY || (desk->arrival->storm && today > 0);
		if (flood && is_new(desk, look) && !is_asked_about(desk, look)) {
			take_back(desk, look);
			dropped = look;
			continue;
		}
		fx->looks.at[kept++] = look;
	}
	fx->looks.n = kept;
	return dropped;
}

static const struct member *any_leader(const struct snapshot *snapshot)
{
	list_each (member, &snapshot->members)
		if (member->standing == STANDING_ACTIVE && member_is_leader(snapshot, member))
			return member;
	return NULL;
}

static void redirect_in_trial(struct desk *desk)
{
	const struct snapshot *snapshot = desk->snapshot;
	const struct network_state *state = desk->fx->state ? desk->fx->state : &snapshot->state;
	const struct member *leader = any_leader(snapshot);

	if (state->live || !leader)
		return;
	for (size_t i = 0; i < desk->fx->drafts.n; i++) {
		struct draft *draft = desk->fx->drafts.at[i];
		const struct member *to = snapshot_member(snapshot, draft->member);
		if (!to || member_is_leader(snapshot, to))
			continue;
		draft->rehearsed_for = *to->name ? to->name : draft->address;
		draft->member = leader->id;
		draft->address = leader->addresses.at[0];
		draft->class = CLASS_LEADERS;
		draft->ask = 0;
		draft->invite = NULL;
		draft->reply_to_id = NULL;
		draft->reply_to_subject = NULL;
	}
}

void desk_bound(struct desk *desk)
{
	bool flood = drop_letters(desk);
	const struct look *dropped = drop_looks(desk);

	if (dropped)
		tell_storm(desk, dropped->member, dropped->from);
	else if (flood)
		tell_storm(desk, desk->member ? desk->member->id : 0, desk->read->from);
	redirect_in_trial(desk);
}
