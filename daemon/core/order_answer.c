/* SPDX-License-Identifier: MIT */
/*
 * Answer: what others have told a leader ("Bo kommer, Siv kan inte"), or a member's mail that she
 * forwards. The reader says of each clause whether it is a yes or a no; here it is found out whom
 * it names and which of her asks it answers: that of the forwarded letter, of the project that is
 * named, else of the nearest meeting. What is kept from the first reading to the release are the
 * order's fields `who` (numbers of members and answers): nobody's words are read twice.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "core/order_parts.h"

/* "12:yes 14:no": how FIELD_WHO holds what was understood. */
static void add_told(struct effects *fx, struct order *order, int64_t member, enum answer_kind kind)
{
	const char *before = order_field(order, FIELD_WHO);

	order_set_field(fx->arena, order, FIELD_WHO,
		arena_printf(fx->arena, "%s%s%lld:%s", before ? before : "", before ? " " : "",
			(long long)member, answer_kind_text(kind)));
}

/* Walks FIELD_WHO; false at its end. */
static bool next_told(const char **at, int64_t *ret_member, enum answer_kind *ret_kind)
{
	long long member;
	char word[16];
	int used = 0;

	if (!*at || sscanf(*at, "%lld:%15[a-z]%n", &member, word, &used) != 2)
		return false;
	*at += used;
	*at += strspn(*at, " ");
	*ret_member = member;
	*ret_kind = (enum answer_kind)answer_kind_from_text(word);
	return *ret_kind == ANSWER_YES || *ret_kind == ANSWER_NO || *ret_kind == ANSWER_MAYBE;
}

/* "Bo, Siv and Lena are coming": a clause that is a name and nothing else has the answer of the one
 * behind it. */
static void name_clause(struct effects *fx, struct order *order, const struct told *told,
	enum answer_kind kind, const char **unclear)
{
	bool several;
	const struct member *member = told->kind == ANSWER_UNCLEAR
		? snapshot_member_by_name(fx->snapshot, told->clause, NULL)
		: order_find_named(fx->arena, fx->snapshot, told->clause, &several);

	if (!member || kind == ANSWER_UNCLEAR)
		*unclear = told->clause;
	else
		add_told(fx, order, member->id, kind);
}

static void read_clauses(struct effects *fx, struct order *order, const struct order_read *read)
{
	const char *unclear = NULL;

	for (size_t i = 0; i < read->told.n; i++) {
		enum answer_kind kind = ANSWER_UNCLEAR;
		for (size_t j = i; j < read->told.n && kind == ANSWER_UNCLEAR; j++)
			kind = read->told.at[j].kind;
		name_clause(fx, order, &read->told.at[i], kind, &unclear);
	}
	order_set_field(fx->arena, order, FIELD_PRESENT, unclear);
}

static void read_forwarded(struct effects *fx, struct order *order, const struct arrival *arrival)
{
	const struct order_read *read = arrival->read->order;
	const struct member *member =
		snapshot_member_by_address(fx->snapshot, arrival->read->forwarded_from, NULL);
	enum answer_kind kind = read->told.n == 1 ? read->told.at[0].kind : ANSWER_UNCLEAR;

	if (member && kind != ANSWER_UNCLEAR)
		add_told(fx, order, member->id, kind);
	else
		order_set_field(fx->arena, order, FIELD_PRESENT,
			member ? member->name : arrival->read->forwarded_from);
	if (member && arrival->letter_ask && arrival->letter_ask->member == member->id)
		order->topic = arrival->letter_ask->offers.n ? arrival->letter_ask->offers.at[0]
							     : arrival->letter_ask->topic;
}

static void begin(struct effects *fx, struct order *order, const struct arrival *arrival,
	const struct member *member)
{
	(void)member;
	order_set_field(fx->arena, order, FIELD_WHO, NULL);
	if (arrival->read->forwarded_from)
		read_forwarded(fx, order, arrival);
	else
		read_clauses(fx, order, arrival->read->order);
}

/* The thing that it is about: what the letter was about, the named group, else the next meeting. */
static int64_t topic_of(const struct effects *fx, const struct order *order)
{
	const struct snapshot *snapshot = fx->snapshot;
	const char *group = order_field(order, FIELD_GROUP);
	const struct project *project = group ? order_find_project(snapshot, group, true) : NULL;

	if (snapshot_meeting(snapshot, order->topic) || snapshot_project(snapshot, order->topic))
		return order->topic;
	if (group)
		return project ? project->id : 0;
	const struct meeting *meeting = order_next_meeting(snapshot, 0, fx->now);
	return meeting ? meeting->id : 0;
}

static const struct ask *ask_of(const struct effects *fx, int64_t topic, int64_t member)
{
	bool signup = snapshot_project(fx->snapshot, topic) != NULL;

	return snapshot_find_ask(fx->snapshot, signup ? ASK_SIGNUP : ASK_ATTENDANCE, member, topic);
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	const char *at = order_field(order, FIELD_WHO), *group = order_field(order, FIELD_GROUP);
	const char *said = order_field(order, FIELD_PRESENT);
	int64_t topic = topic_of(fx, order), member;
	enum answer_kind kind;

	view_text(fx->arena, problem, "said", said);
	if (!at && said && address_normal_in(fx->arena, said) &&
		!snapshot_member_by_address(fx->snapshot, said, NULL))
		return "told_stranger";
	if (!topic && group) {
		view_text(fx->arena, problem, "group", group);
		order_name_projects(fx, problem);
		return "unknown_group";
	}
	if (!topic)
		return "nothing_to_answer";
	order->topic = topic;
	if (!at)
		return "told_unclear";
	while (next_told(&at, &member, &kind)) {
		const struct member *who = snapshot_member(fx->snapshot, member);
		if (!who || ask_of(fx, topic, member))
			continue;
		view_text(fx->arena, problem, "person", who->name);
		return "not_asked";
	}
	return NULL;
}

static void take_told(
	struct effects *fx, const struct order *order, int64_t member, enum answer_kind kind)
{
	const struct ask *ask = ask_of(fx, order->topic, member);
	const struct member *who = snapshot_member(fx->snapshot, member);
	struct answer answer = {.kind = kind, .date = DAY_NONE, .hours = -1, .bare = true};

	if (!ask || !who)
		return;
	for (size_t i = 0; i < ask->offers.n && ask->offers.n > 1; i++)
		if (ask->offers.at[i] == order->topic && kind == ANSWER_NO)
			*arena_push(fx->arena, &answer.declined) = (int)i + 1;
		else if (ask->offers.at[i] == order->topic)
			*arena_push(fx->arena, &answer.choices) = (int)i + 1;
	if (answer.choices.n || answer.declined.n)
		answer.kind = kind == ANSWER_MAYBE ? ANSWER_MAYBE : ANSWER_CHOICE;
	struct answering answering = {.snapshot = fx->snapshot,
		.fx = fx,
		.now = fx->now,
		.member = who,
		.ask = effects_ask(fx, ask),
		.answer = &answer,
		.evidence = EVIDENCE_TOLD,
		.told_by = order->member};
	ask_ops(ask->kind)->answered(&answering);
}

static void carry_out(struct effects *fx, struct order *order)
{
	const char *at = order_field(order, FIELD_WHO);
	enum answer_kind kind;
	int64_t member;

	while (next_told(&at, &member, &kind))
		take_told(fx, order, member, kind);
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, order->topic);
	const struct project *project = snapshot_project(fx->snapshot, order->topic);
	const char *at = order_field(order, FIELD_WHO);
	enum answer_kind kind;
	int64_t member;

	if (meeting)
		view_span(fx->arena, draft->view, "when", meeting->start, meeting->end);
	view_text(fx->arena, draft->view, "title",
		meeting		  ? meeting->title
			: project ? project->title
				  : "");
	view_flag(fx->arena, draft->view, "project", project != NULL);
	while (next_told(&at, &member, &kind)) {
		const struct member *who = snapshot_member(fx->snapshot, member);
		struct view *row = view_row(fx->arena, draft->view, "answers");
		view_text(fx->arena, row, "name", who ? who->name : "");
		view_flag(fx->arena, row, answer_kind_text(kind), true);
	}
	view_text(fx->arena, draft->view, "unclear", order_field(order, FIELD_PRESENT));
	return 0;
}

const struct order_ops order_answer = {
	.kind = ORDER_ANSWER,
	.name = "answer",
	.begin = begin,
	.check = check,
	.preview_template = "preview-answer",
	.preview = preview,
	.carry_out = carry_out,
};
