/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * Who wrote: doubts are asked about at the registered address and nothing changes before she has
 * answered; machines' mail leaves what it tells of and no more.
 */
#include "ask_world.h"
#include "core/bouncing.h"

#define ANNAS "anna@kommun.example"

static void says_number(struct world *w, struct understanding *read, int number)
{
	struct answer *answer = world_says(w, read, ANSWER_CHOICE, true);

	*arena_push(w->arena, &answer->choices) = number;
}

enum said { ME, COLLEAGUE, NEITHER };

/* Somebody answers Anna's invitation from that address; then she says what it was. */
static void doubted(struct world *w, const char *from, enum answer_kind kind, enum said choice)
{
	const struct ask *ask = put_ask(w, ASK_ATTENDANCE, ANNA, SPRING);
	struct understanding *read = world_read(w);

	world_says(w, read, kind, true);
	decide(w, read, ask, (struct post){.from = from, .evidence = EVIDENCE_STRONG});
	assert_string_equal(letters_of(w), "doubt>3");
	assert_string_equal(w->fx.drafts.at[0]->address, ANNAS);
	read = world_read(w);
	struct answer *answer = world_says(w, read, choice == ME ? ANSWER_YES : ANSWER_NO, true);
	answer->person = choice == COLLEAGUE ? "en kollega" : NULL;
	decide(w, read, newest(w, ASK_CONFIRM, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
}

static void it_was_me_counts_and_teaches_the_address(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	doubted(&w, "anna@gmail.example", ANSWER_YES, ME);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "yes");
	assert_true(world_has_fact(&w, FACT_ADDRESS_LEARNED));
	assert_int_equal(
		snapshot_member_by_address(w.snapshot, "anna@gmail.example", NULL)->id, ANNA);
	assert_string_equal(snapshot_member(w.snapshot, ANNA)->addresses.at[0], ANNAS);
	assert_string_equal(letters_of(&w), "attendance-receipt>3");
	world_done(&w);
}

static void a_colleague_comes_in_her_place_and_no_address_is_learned(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	doubted(&w, "maria@kommun.example", ANSWER_YES, COLLEAGUE);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "no");
	assert_string_equal(
		newest(&w, ASK_ATTENDANCE, ANNA)->answer.person, "maria@kommun.example");
	assert_null(snapshot_member_by_address(w.snapshot, "maria@kommun.example", NULL));
	assert_string_equal(looks_of(&w), "colleague doubt");
	world_done(&w);
}

static void neither_changes_nothing(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	doubted(&w, "x@evil.example", ANSWER_NO, NEITHER);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	assert_string_equal(letters_of(&w), "doubt-receipt>3");
	assert_null(snapshot_member_by_address(w.snapshot, "x@evil.example", NULL));
	world_done(&w);
}

static void another_members_address_is_never_learned(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	doubted(&w, "bo@vc.example", ANSWER_YES, ME);
	assert_false(world_has_fact(&w, FACT_ADDRESS_LEARNED));
	assert_int_equal(snapshot_member_by_address(w.snapshot, "bo@vc.example", NULL)->id, BO);
	world_done(&w);
}

static void a_doubt_is_asked_about_once_at_a_time_and_only_she_settles_it(void **state)
{
	struct world w;
	struct understanding *read;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	int64_t id = ask->id;
	for (int i = 0; i < 3; i++) {
		read = world_read(&w);
		world_says(&w, read, ANSWER_NO, true);
		decide(&w, read, snapshot_ask(w.snapshot, id),
			(struct post){.from = "x@evil.example", .evidence = EVIDENCE_STRONG});
		assert_string_equal(letters_of(&w), i == 0 ? "doubt>3" : "-");
	}
	read = world_read(&w);
	world_says(&w, read, ANSWER_YES, true);
	decide(&w, read, newest(&w, ASK_CONFIRM, ANNA),
		(struct post){.from = "x@evil.example", .evidence = EVIDENCE_STRONG});
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	assert_int_equal(newest(&w, ASK_CONFIRM, ANNA)->state, ASK_OPEN);
	answer_strongly(&w, newest(&w, ASK_CONFIRM, ANNA), ANSWER_UNCLEAR, false);
	assert_string_equal(letters_of(&w), "doubt>3"); /* once more, in the same words */
	answer_strongly(&w, newest(&w, ASK_CONFIRM, ANNA), ANSWER_UNCLEAR, false);
	assert_string_equal(letters_of(&w), "-");
	world_done(&w);
}

static void two_who_share_an_address_are_asked_which_of_them(void **state)
{
	struct world w;
	struct understanding *read;

	(void)state;
	world_init(&w);
	world_member(&w, 50, "Ola Berg", "Ola", ANNAS, 0, "sv");
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	put_ask(&w, ASK_ATTENDANCE, 50, SPRING);
	read = world_read(&w);
	world_says(&w, read, ANSWER_NO, true);
	decide(&w, read, NULL, (struct post){.from = ANNAS});
	assert_string_equal(letters_of(&w), "who-of-you>3");
	read = world_read(&w);
	says_number(&w, read, 2);
	decide(&w, read, newest(&w, ASK_CONFIRM, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, 50)), "no");
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, true);
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "yes");
	world_done(&w);
}

/* ---- machines ---- */

static void bounce(struct world *w, enum bounce_class class, enum bounce_address address,
	const char *recipient)
{
	struct understanding *read = world_read(w);

	read->auto_class = AUTO_BOUNCE;
	*arena_push(w->arena, &read->bounces) =
		(struct bounce){.recipient = recipient, .class = class, .address = address};
	decide(w, read, newest(w, ASK_ATTENDANCE, ANNA),
		(struct post){.from = "mailer-daemon@kommun.example", .evidence = EVIDENCE_STRONG});
	assert_string_equal(letters_of(w), "-");
}

static void the_third_day_of_hard_bounces_ends_the_mail(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	bounce(&w, BOUNCE_SOFT, BOUNCE_ADDRESS_UNKNOWN, ANNAS);
	bounce(&w, BOUNCE_HARD, BOUNCE_ADDRESS_FINE, ANNAS);
	bounce(&w, BOUNCE_HARD, BOUNCE_ADDRESS_BAD, "bo@vc.example");
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->hard_bounces, 0);
	for (int i = 1; i <= 3; i++) {
		assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_ACTIVE);
		bounce(&w, BOUNCE_HARD, BOUNCE_ADDRESS_BAD, ANNAS);
		bounce(&w, BOUNCE_HARD, BOUNCE_ADDRESS_BAD, ANNAS);
		assert_int_equal(snapshot_member(w.snapshot, ANNA)->hard_bounces, i);
		w.now += DAY_S;
	}
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_BOUNCING);
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, true);
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_ACTIVE);
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->hard_bounces, 0);
	world_done(&w);
}

/* No notice by mail: the server said so as the letter was to be sent. */
static void a_refusal_by_the_server_counts_like_a_bounce(void **state)
{
	static const char words[] = "550 5.1.1 no such user";
	struct world w;

	(void)state;
	world_init(&w);
	for (int i = 1; i <= 3; i++) {
		const struct undelivered what = {.letter = 7, .reason = words, .at = w.now};
		assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_ACTIVE);
		for (int twice = 0; twice < 2; twice++) {
			world_begin(&w);
			bouncing_count(&w.fx, snapshot_member(w.snapshot, ANNA), &what);
			world_end(&w);
		}
		assert_int_equal(snapshot_member(w.snapshot, ANNA)->hard_bounces, i);
		w.now += DAY_S;
	}
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_BOUNCING);
	world_done(&w);
}

static void an_absence_keeps_its_day_and_not_its_reason(void **state)
{
	struct world w;
	struct absence absence = {.until = day_parse("2027-03-22")};

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	struct understanding *read = world_read(&w);
	read->auto_class = AUTO_REPLY;
	read->absence = &absence;
	read->reply = "Jag är sjukskriven t.o.m. 21 mars";
	decide(&w, read, newest(&w, ASK_ATTENDANCE, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->away_until, day_parse("2027-03-22"));
	assert_string_equal(looks_of(&w), "-");
	assert_string_equal(letters_of(&w), "-");
	world_done(&w);
}

static void a_number_that_was_masked_is_told_of(void **state)
{
	struct world w;
	struct understanding *read;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	read = world_read(&w);
	world_says(&w, read, ANSWER_YES, true);
	read->masked = true;
	decide(&w, read, newest(&w, ASK_ATTENDANCE, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
	assert_string_equal(letters_of(&w), "masked-note>3");
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "yes");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_was_me_counts_and_teaches_the_address),
		cmocka_unit_test(a_colleague_comes_in_her_place_and_no_address_is_learned),
		cmocka_unit_test(neither_changes_nothing),
		cmocka_unit_test(another_members_address_is_never_learned),
		cmocka_unit_test(a_doubt_is_asked_about_once_at_a_time_and_only_she_settles_it),
		cmocka_unit_test(two_who_share_an_address_are_asked_which_of_them),
		cmocka_unit_test(the_third_day_of_hard_bounces_ends_the_mail),
		cmocka_unit_test(a_refusal_by_the_server_counts_like_a_bounce),
		cmocka_unit_test(an_absence_keeps_its_day_and_not_its_reason),
		cmocka_unit_test(a_number_that_was_masked_is_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
