/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * Attendance from the invitation to after the meeting: the calendar's answers, changes of mind,
 * moved and cancelled meetings, answers that come late, and one word that undoes.
 */
#include "ask_world.h"

#define ANNAS "anna@kommun.example"

static struct calendar *calendar_says(
	struct world *w, struct understanding *read, enum itip_method method, int partstat)
{
	struct calendar *calendar = arena_push(w->arena, &read->calendar);

	*calendar = (struct calendar){.method = (int)method,
		.uid = "uid-of-anna@samlad",
		.attendee = ANNAS,
		.partstat = partstat};
	return calendar;
}

static struct ask *invited(struct world *w, int64_t member)
{
	const struct ask *ask = put_ask(w, ASK_ATTENDANCE, member, SPRING);
	struct ask *copy = (struct ask *)(uintptr_t)ask;

	copy->uid = member == ANNA ? "uid-of-anna@samlad" : "uid-of-another@samlad";
	return copy;
}

static void the_invitation_has_a_copy_of_her_own(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_begin(&w);
	ask_put(&w.fx, ASK_ATTENDANCE, snapshot_member(w.snapshot, ANNA), SPRING, NULL, 0);
	const struct draft *draft = w.fx.drafts.at[0];
	assert_string_equal(draft->template, "attendance");
	assert_int_equal(draft->invite->method, INVITE_REQUEST);
	assert_null(draft->invite->uid); /* whoever composes it allots one */
	assert_int_equal(draft->invite->partstat, PARTSTAT_NEEDS_ACTION);
	assert_false(draft->invite->file_only);
	assert_false(draft->unprompted);
	assert_int_equal(draft->choices.n, 3);
	world_done(&w);
}

static void a_receipt_brings_the_calendar_file_with_what_she_said(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, invited(&w, ANNA), ANSWER_YES, false);
	const struct invite *invite = w.fx.drafts.at[0]->invite;
	assert_int_equal(invite->partstat, PARTSTAT_ACCEPTED);
	assert_true(invite->file_only);
	assert_string_equal(invite->uid, "uid-of-anna@samlad");
	world_done(&w);
}

static void wrong_brings_back_what_stood_before(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, invited(&w, ANNA), ANSWER_YES, true);
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_NO, false);
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_UNDO, true);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "yes");
	assert_string_equal(letters_of(&w), "undone>3");
	assert_true(world_has_fact(&w, FACT_ANSWER_UNDONE));
	world_done(&w);
	world_init(&w);
	answer_strongly(&w, invited(&w, ANNA), ANSWER_UNDO, true);
	assert_string_equal(letters_of(&w), "unclear>3");
	world_done(&w);
}

static void move(struct world *w, const char *start)
{
	struct understanding *read = world_order(w, ORDER_MEETING, "Vårmöte om utskrivning", start);

	w->network.hold_s = 0;
	world_take(w, EVA, read);
	world_yes(w, EVA);
	world_plan(w, w->now);
}

static void tell(struct world *w, int64_t member)
{
	world_begin(w);
	ask_tell_change(&w->fx, newest(w, ASK_ATTENDANCE, member));
	world_end(w);
}

static void a_move_asks_again_and_tells_those_who_said_no(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, invited(&w, ANNA), ANSWER_YES, true);
	answer_strongly(&w, invited(&w, BO), ANSWER_NO, true);
	move(&w, "day=2027-03-16");
	tell(&w, ANNA);
	assert_string_equal(letters_of(&w), "attendance-moved>3");
	assert_int_equal(w.fx.drafts.at[0]->invite->sequence, 1);
	assert_int_equal(w.fx.drafts.at[0]->invite->partstat, PARTSTAT_NEEDS_ACTION);
	assert_false(draft_says(w.fx.drafts.at[0], "declined"));
	tell(&w, ANNA);
	assert_string_equal(letters_of(&w), "-");
	tell(&w, BO);
	assert_true(draft_says(w.fx.drafts.at[0], "declined"));
	world_done(&w);
}

static void an_answer_to_the_old_day_never_counts_for_the_new_one(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	const struct ask *old = invited(&w, ANNA);
	const struct letter *letter = snapshot_letter(w.snapshot, old->letter);
	w.now += HOUR_S;
	move(&w, "day=2027-03-16");
	tell(&w, ANNA);
	const struct ask *now = newest(&w, ASK_ATTENDANCE, ANNA);
	struct ask *to_the_old_letter = (struct ask *)(uintptr_t)now;
	int64_t fresh_letter = now->letter;
	to_the_old_letter->letter = letter->id;
	answer_strongly(&w, to_the_old_letter, ANSWER_YES, true);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	assert_string_equal(letters_of(&w), "attendance-old-day>3");
	struct understanding *read = world_read(&w);
	calendar_says(&w, read, ITIP_REPLY, PARTSTAT_ACCEPTED)->sequence = 0;
	decide(&w, read, newest(&w, ASK_ATTENDANCE, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	to_the_old_letter = (struct ask *)(uintptr_t)newest(&w, ASK_ATTENDANCE, ANNA);
	to_the_old_letter->letter = fresh_letter;
	answer_strongly(&w, to_the_old_letter, ANSWER_YES, true);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "yes");
	world_done(&w);
}

static void a_yes_to_the_new_day_forgets_the_old_no(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, invited(&w, ANNA), ANSWER_NO, true);
	answer_strongly(&w, invited(&w, BO), ANSWER_NO, true);
	w.now += HOUR_S;
	move(&w, "day=2027-03-16");
	tell(&w, ANNA);
	tell(&w, BO);
	for (size_t i = 0; i < w.snapshot->letters.n; i++)
		w.snapshot->letters.at[i].state = LETTER_SENT;
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, true);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "yes");
	w.snapshot->meetings.at[0].state = MEETING_CANCELLED;
	w.snapshot->meetings.at[0].sequence++;
	tell(&w, ANNA);
	assert_string_equal(letters_of(&w), "attendance-cancelled>3");
	tell(&w, BO); /* his calendar has the new day */
	assert_string_equal(letters_of(&w), "attendance-cancelled>4");
	world_done(&w);
}

static void a_new_place_keeps_the_answer_and_a_no_is_left_in_peace(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, invited(&w, ANNA), ANSWER_YES, true);
	answer_strongly(&w, invited(&w, BO), ANSWER_NO, true);
	move(&w, "place=Sal 9");
	tell(&w, ANNA);
	assert_int_equal(w.fx.drafts.at[0]->invite->partstat, PARTSTAT_ACCEPTED);
	assert_false(draft_says(w.fx.drafts.at[0], "asks"));
	tell(&w, BO);
	assert_string_equal(letters_of(&w), "-");
	world_done(&w);
}

static void a_cancelled_meeting_is_called_off_for_all_but_the_nos(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	invited(&w, ANNA);
	answer_strongly(&w, invited(&w, BO), ANSWER_NO, true);
	struct meeting *meeting = &w.snapshot->meetings.at[0];
	meeting->state = MEETING_CANCELLED;
	meeting->sequence = 1;
	tell(&w, BO);
	assert_string_equal(letters_of(&w), "-");
	tell(&w, ANNA);
	assert_string_equal(letters_of(&w), "attendance-cancelled>3");
	assert_int_equal(w.fx.drafts.at[0]->invite->method, INVITE_CANCEL);
	assert_int_equal(newest(&w, ASK_ATTENDANCE, ANNA)->state, ASK_CLOSED);
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, true);
	assert_string_equal(letters_of(&w), "late>3");
	assert_true(draft_says(w.fx.drafts.at[0], "cancelled"));
	world_done(&w);
}

static void after_the_meeting_she_is_thanked_and_nothing_changes(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	invited(&w, ANNA);
	w.now = instant_parse("2027-03-10T09:00:00+01:00");
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, true);
	assert_string_equal(letters_of(&w), "late>3");
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	world_done(&w);
}

static void an_old_letter_leads_to_the_only_open_ask_of_its_kind(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	const struct ask *old = invited(&w, ANNA);
	int64_t old_id = old->id;
	((struct ask *)(uintptr_t)old)->state = ASK_CLOSED;
	struct meeting *next = arena_push(w.arena, &w.snapshot->meetings);
	*next = w.snapshot->meetings.at[0];
	next->id = 77;
	next->start += 60 * DAY_S;
	next->end += 60 * DAY_S;
	put_ask(&w, ASK_ATTENDANCE, ANNA, 77);
	answer_strongly(&w, snapshot_ask(w.snapshot, old_id), ANSWER_NO, true);
	assert_string_equal(
		standing_of(snapshot_find_ask(w.snapshot, ASK_ATTENDANCE, ANNA, 77)), "no");
	assert_string_equal(standing_of(snapshot_ask(w.snapshot, old_id)), "-");
	assert_string_equal(letters_of(&w), "attendance-receipt>3");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_invitation_has_a_copy_of_her_own),
		cmocka_unit_test(a_receipt_brings_the_calendar_file_with_what_she_said),
		cmocka_unit_test(wrong_brings_back_what_stood_before),
		cmocka_unit_test(a_move_asks_again_and_tells_those_who_said_no),
		cmocka_unit_test(an_answer_to_the_old_day_never_counts_for_the_new_one),
		cmocka_unit_test(a_yes_to_the_new_day_forgets_the_old_no),
		cmocka_unit_test(a_new_place_keeps_the_answer_and_a_no_is_left_in_peace),
		cmocka_unit_test(a_cancelled_meeting_is_called_off_for_all_but_the_nos),
		cmocka_unit_test(after_the_meeting_she_is_thanked_and_nothing_changes),
		cmocka_unit_test(an_old_letter_leads_to_the_only_open_ask_of_its_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
