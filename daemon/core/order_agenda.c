/* SPDX-License-Identifier: MIT */
/*
 * The agenda. After the deadline its draft goes to the leaders, made of the items that came in;
 * their `skicka` sends it, and what they send back edited is the agenda. It goes out with the
 * calendar file to those who come and those who are undecided. Items carry no names there: nobody
 * is named before others unasked. The agenda's text is one point a line, in the order's text.
 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "core/order_parts.h"

#define AGENDA_LIMIT_BYTES 20000

static bool is_proposed(const struct item *item, const struct meeting *meeting)
{
	return item->meeting == meeting->id && !item->withdrawn;
}

/* Two may have thought of the same. */
static bool was_said_before(const struct effects *fx, const struct meeting *meeting, size_t i)
{
	const struct item *items = fx->snapshot->items.at;

	for (size_t k = 0; k < i; k++)
		if (is_proposed(&items[k], meeting) &&
			utf8_equal_fold(items[k].text, items[i].text))
			return true;
	return false;
}

static char *draft_text(const struct effects *fx, const struct meeting *meeting)
{
	_cleanup_str_ struct str text;

	str_init(&text, AGENDA_LIMIT_BYTES);
	for (size_t i = 0; i < fx->snapshot->items.n; i++)
		if (is_proposed(&fx->snapshot->items.at[i], meeting) &&
			!was_said_before(fx, meeting, i))
			str_printf(&text, "%s\n", fx->snapshot->items.at[i].text);
	str_trim_right(&text);
	return str_in(&text, fx->arena);
}

void order_agenda_draft(struct effects *fx, const struct meeting *meeting)
{
	struct order *order = effects_new_order(fx);

	order->kind = ORDER_KIND_AGENDA;
	order->topic = meeting->id;
	order->title = meeting->title;
	order->text = draft_text(fx, meeting);
	effects_meeting(fx, meeting)->agenda_drafted = fx->now;
	effects_fact(fx,
		(struct fact){
			.kind = FACT_AGENDA_DRAFTED, .topic = meeting->id, .order = order->id});
	list_each (leader, &fx->snapshot->members) {
		if (leader->standing != STANDING_ACTIVE || !member_is_leader(fx->snapshot, leader))
			continue;
		if (order->member == 0)
			order->member = leader->id;
		order_ask(fx, order, leader, NULL);
	}
	order->other_asked = fx->now;
}

/* "- Point", "2. Point", "3) Point": the point alone. */
static const char *without_bullet(const char *line)
{
	const char *at = line + strspn(line, " \t");
	const char *number = at + strspn(at, "0123456789");

	if (strncmp(at, "•", sizeof("•") - 1) == 0)
		at += sizeof("•") - 1;
	else if (*at == '-' || *at == '*')
		at++;
	else if (number > at && (*number == '.' || *number == ')') && number[1] == ' ')
		at = number + 1;
	return at + strspn(at, " \t");
}

static void add_lines(struct effects *fx, const char *text, struct view *view)
{
	char *lines = arena_strdup(fx->arena, text), *rest = lines;

	for (char *line; (line = strsep(&rest, "\n"));)
		if (*without_bullet(line))
			view_text(fx->arena, view_row(fx->arena, view, "items"), "name",
				without_bullet(line));
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, order->topic);

	(void)problem;
	if (!meeting || meeting->state != MEETING_CALLED || meeting->start <= fx->now)
		return "meeting_is_over";
	return *order->text ? NULL : "agenda_empty";
}

/* Whatever she sends back is the agenda, but for the word that would send it. */
static bool change(struct effects *fx, struct order *order, const struct answering *answering)
{
	const struct answer *answer = answering->answer;
	_cleanup_str_ struct str text;

	str_init(&text, AGENDA_LIMIT_BYTES);
	list_each (item, &answer->items)
		str_printf(&text, "%s\n", *item);
	if (answer->items.n == 0 && answering->read)
		str_puts(&text, answering->read->reply);
	str_trim_right(&text);
	if (text.len == 0)
		return false;
	order->text = str_in(&text, fx->arena);
	return true;
}

static bool gets_agenda(const struct ask *ask, const struct meeting *meeting)
{
	return ask->kind == ASK_ATTENDANCE && ask->topic == meeting->id &&
		ask->state != ASK_WITHDRAWN && ask_is_answered(ask) &&
		(ask->answer.kind == ANSWER_YES || ask->answer.kind == ANSWER_MAYBE);
}

static void send_to(struct effects *fx, const struct order *order, const struct meeting *meeting,
	const struct ask *ask)
{
	const struct member *member = snapshot_member(fx->snapshot, ask->member);
	struct invite *invite = arena_make(fx->arena, struct invite);

	if (!member || member->standing == STANDING_LEFT)
		return;
	struct draft *draft = effects_draft(fx, "agenda-final", member, CLASS_MEETING);
	*invite = (struct invite){.method = INVITE_REQUEST,
		.uid = ask->uid,
		.sequence = ask->sequence,
		.start = meeting->start,
		.end = meeting->end,
		.title = meeting->title,
		.place = meeting->place,
		.link = meeting->link,
		.text = meeting->text,
		.partstat = ask->answer.kind == ANSWER_YES ? PARTSTAT_ACCEPTED : PARTSTAT_TENTATIVE,
		.file_only = true};
	draft->invite = ask->uid ? invite : NULL;
	draft->ask = ask->id;
	draft->ask_kind = ASK_ATTENDANCE;
	draft->topic = meeting->id;
	draft->signed_by_leaders = true;
	draft->not_after = meeting->start;
	view_text(fx->arena, draft->view, "title", meeting->title);
	view_span(fx->arena, draft->view, "when", meeting->start, meeting->end);
	view_text(fx->arena, draft->view, "place", meeting->place);
	view_text(fx->arena, draft->view, "link", meeting->link);
	add_lines(fx, order->text, draft->view);
	view_flag(fx->arena, draft->view, "undecided", ask->answer.kind == ANSWER_MAYBE);
}

static void carry_out(struct effects *fx, struct order *order)
{
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, order->topic);

	list_each (ask, &fx->snapshot->asks)
		if (meeting && gets_agenda(ask, meeting))
			send_to(fx, order, meeting, ask);
}

/* Who suggested what is for the leaders alone. */
static void say_items(struct effects *fx, const struct order *order, struct view *view)
{
	list_each (item, &fx->snapshot->items) {
		const struct member *by = snapshot_member(fx->snapshot, item->member);
		if (item->meeting != order->topic || item->withdrawn)
			continue;
		struct view *row = view_row(fx->arena, view, "suggestions");
		view_text(fx->arena, row, "text", item->text);
		view_text(fx->arena, row, "name", by ? by->name : "");
	}
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, order->topic);
	struct effects apart;

	effects_init(&apart, fx->arena, fx->snapshot, fx->now);
	carry_out(&apart, order_copy(fx->arena, order));
	order_show(fx, draft, &apart);
	add_lines(fx, order->text, draft->view);
	if (order->replaces == 0)
		say_items(fx, order, draft->view);
	if (meeting)
		view_span(fx->arena, draft->view, "when", meeting->start, meeting->end);
	return (int)apart.drafts.n;
}

const struct order_ops order_agenda = {
	.kind = ORDER_KIND_AGENDA,
	.name = "agenda",
	.check = check,
	.preview_template = "preview-agenda",
	.preview = preview,
	.change = change,
	.carry_out = carry_out,
};
