/* SPDX-License-Identifier: MIT */
/*
 * Attendance: does she come to the meeting? The topic is the meeting. Her copy of it in the
 * calendar has a UID of her own, so that a calendar's answer is known by it; an answer in words
 * that draws a receipt brings the file along with what she said, so that her calendar shows it too.
 *
 * An answer to a letter from before the meeting was moved is an answer to the old day and never
 * counts for the new one.
 */
#include <string.h>

#include "core/ask_parts.h"
#include "core/workdays.h"

static const enum partstat partstats[ANSWER_KINDS] = {
	[ANSWER_YES] = PARTSTAT_ACCEPTED,
	[ANSWER_NO] = PARTSTAT_DECLINED,
	[ANSWER_MAYBE] = PARTSTAT_TENTATIVE,
};

void attendance_fill(struct effects *fx, struct view *view, const struct meeting *meeting)
{
	view_text(fx->arena, view, "title", meeting->title);
	view_span(fx->arena, view, "when", meeting->start, meeting->end);
	view_text(fx->arena, view, "place", meeting->place);
	view_text(fx->arena, view, "link", meeting->link);
	view_text(fx->arena, view, "text", meeting->text);
	const struct project *group = ask_see_project(fx, meeting->group);
	if (group)
		view_text(fx->arena, view, "group", group->title);
}

struct invite *attendance_invite(
	struct effects *fx, const struct meeting *meeting, const struct ask *ask, bool file_only)
{
	struct invite *invite = arena_make(fx->arena, struct invite);
	bool cancelled = meeting->state == MEETING_CANCELLED;

	*invite = (struct invite){.method = cancelled ? INVITE_CANCEL : INVITE_REQUEST,
		.uid = ask->uid,
		.sequence = meeting->sequence,
		.start = meeting->start,
		.end = meeting->end,
		.title = meeting->title,
		.place = meeting->place,
		.link = meeting->link,
		.text = meeting->text,
		.partstat =
			ask_is_answered(ask) ? partstats[ask->answer.kind] : PARTSTAT_NEEDS_ACTION,
		.file_only = file_only};
	return invite;
}

/* In a group's own meeting the letter belongs to the group. */
static struct draft *write_to(struct effects *fx, const char *template, const struct ask *ask)
{
	const struct meeting *meeting = ask_see_meeting(fx, ask->topic);
	struct draft *draft = meeting ? ask_letter(fx, template, ask, CLASS_MEETING) : NULL;

	if (!draft)
		return NULL;
	attendance_fill(fx, draft->view, meeting);
	draft->signed_by_leaders = meeting->group == 0;
	draft->not_after = meeting->start;
	return draft;
}

static struct draft *put(struct effects *fx, struct ask *ask)
{
	const struct meeting *meeting = ask_see_meeting(fx, ask->topic);
	struct draft *draft = write_to(fx, "attendance", ask);

	if (!draft)
		return NULL;
	ask->sequence = meeting->sequence;
	draft->invite = attendance_invite(fx, meeting, ask, false);
	ask_offer_polar(fx, draft);
	return draft;
}

/* The calendar has it already: the reminder brings no second file. */
static struct draft *remind(struct effects *fx, struct ask *ask)
{
	struct draft *draft = write_to(fx, "attendance-reminder", ask);

	if (draft)
		ask_offer_polar(fx, draft);
	return draft;
}

/* She said no, now or to an old day. A no to the old day ends nothing for her once her calendar has
 * the new one. */
static bool has_declined(const struct ask *ask, bool old_no_counts)
{
	if (ask_is_answered(ask))
		return ask->answer.kind == ANSWER_NO;
	return ask->declined_before_move && old_no_counts;
}

struct draft *ask_tell_change(struct effects *fx, const struct ask *ask)
{
	const struct meeting *meeting = ask_see_meeting(fx, ask->topic);
	const struct ask *now = effects_see_ask(fx, ask);

	if (!meeting || now->sequence >= meeting->sequence)
		return NULL;
	bool cancelled = meeting->state == MEETING_CANCELLED;
	bool untold = now->sequence < meeting->moved_sequence;
	bool moved = !cancelled && untold;
	bool declined = has_declined(now, untold || !cancelled);
	if (declined && !moved)
		return NULL;
	struct draft *draft =
		write_to(fx, cancelled ? "attendance-cancelled" : "attendance-moved", now);
	if (!draft)
		return NULL;
	struct ask *copy = effects_ask(fx, ask);
	copy->sequence = meeting->sequence;
	draft->invite = attendance_invite(fx, meeting, copy, false);
	effects_fact(fx,
		(struct fact){.kind = cancelled ? FACT_MEETING_CANCELLED
				: moved		? FACT_MEETING_MOVED
						: FACT_MEETING_CHANGED,
			.member = ask->member,
			.topic = meeting->id,
			.ask = ask->id,
			.word = "told",
			.number = meeting->sequence});
	if (cancelled) {
		ask_close(fx, ask);
		return draft;
	}
	view_flag(fx->arena, draft->view, "moved", moved);
	view_flag(fx->arena, draft->view, "declined", declined);
	view_flag(fx->arena, draft->view, "asks", moved || !ask_is_answered(copy));
	if (moved)
		copy->letter = draft->id;
	if (moved || !ask_is_answered(copy))
		ask_offer_polar(fx, draft);
	return draft;
}

bool attendance_is_for_old_day(const struct answering *answering, const struct meeting *meeting)
{
	const struct understanding *read = answering->read;

	if (meeting->moved == INSTANT_NONE || answering->told_by)
		return false;
	for (size_t i = 0; read && i < read->calendar.n; i++)
		if (read->calendar.at[i].method == ITIP_REPLY)
			return read->calendar.at[i].sequence < meeting->moved_sequence;
	return answering->to_letter > 0 && answering->to_letter < meeting->moved;
}

/* Kept behind, as a move keeps it; she has had, or is about to get, the letter that asks again. */
static void keep_for_old_day(struct answering *answering, const struct meeting *meeting)
{
	struct ask *ask = answering->ask;

	if (ask->sequence < meeting->sequence)
		ask->declined_before_move |= answering->answer->kind == ANSWER_NO;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_MAIL_PLACED,
			.member = ask->member,
			.topic = meeting->id,
			.ask = ask->id,
			.word = "old-day"});
	if (ask->sequence < meeting->sequence || ask_is_answered(ask))
		return;
	struct draft *draft = ask_receipt(answering, "attendance-old-day");
	attendance_fill(answering->fx, draft->view, meeting);
	draft->choices.n = 0;
	ask_offer_polar(answering->fx, draft);
}

static void receipt(struct answering *answering, const struct meeting *meeting)
{
	struct draft *draft = ask_receipt(answering, "attendance-receipt");

	attendance_fill(answering->fx, draft->view, meeting);
	draft->invite = attendance_invite(answering->fx, meeting, answering->ask, true);
	view_flag(answering->fx->arena, draft->view, "manager", answering->answer->manager);
}

static void answered(struct answering *answering)
{
	const struct meeting *meeting = ask_see_meeting(answering->fx, answering->ask->topic);
	const struct answer *said = answering->answer;
	bool polar =
		said->kind == ANSWER_YES || said->kind == ANSWER_NO || said->kind == ANSWER_MAYBE;

	if (!meeting)
		return;
	if (!polar) {
		ask_back(answering, answering->read);
		return;
	}
	if (attendance_is_for_old_day(answering, meeting)) {
		keep_for_old_day(answering, meeting);
		return;
	}
	ask_keep_answer(answering, said->kind);
	answering->ask->declined_before_move = false;
	if (said->person && said->kind == ANSWER_NO)
		ask_to_leaders(answering, "colleague", false);
	if (ask_needs_receipt(answering))
		receipt(answering, meeting);
}

void attendance_refresh(struct answering *answering)
{
	const struct meeting *meeting = ask_see_meeting(answering->fx, answering->ask->topic);

	if (!meeting)
		return;
	struct draft *draft = ask_receipt(answering, "attendance-copy");
	attendance_fill(answering->fx, draft->view, meeting);
	draft->choices.n = 0;
	draft->invite = attendance_invite(answering->fx, meeting, answering->ask, false);
}

static void question(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct question *question)
{
	const struct meeting *meeting = snapshot_meeting(snapshot, ask->topic);

	(void)arena;
	if (!meeting)
		return;
	question->title = meeting->title;
	question->about = network_day(snapshot->network, meeting->start);
}

static void describe(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct view *view)
{
	const struct meeting *meeting = snapshot_meeting(snapshot, ask->topic);

	if (!meeting)
		return;
	view_text(arena, view, "subject_title", meeting->title);
	view_span(arena, view, "subject_when", meeting->start, meeting->end);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	const struct meeting *meeting = snapshot_meeting(snapshot, ask->topic);

	return meeting && meeting->state == MEETING_CALLED && now < meeting->end;
}

const struct ask_ops ask_attendance = {
	.kind = ASK_ATTENDANCE,
	.put = put,
	.remind = remind,
	.answered = answered,
	.question = question,
	.describe = describe,
	.is_live = is_live,
};
