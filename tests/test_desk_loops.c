/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Machines that answer everything, and floods of mail: each ends by itself. */
#include "ask_world.h"

#define ANNAS "anna@kommun.example"
#define EVAS "eva@fou.example"
#define STRONG .evidence = EVIDENCE_STRONG

/* A machine that answers everything, in two ways; a person who changes her mind all day. */
static int letters_of_a_day(enum answer_kind first, enum answer_kind then, bool question)
{
	struct world w;
	int letters = 0;

	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	for (int i = 0; i < 40; i++) {
		struct understanding *read = world_read(&w);
		world_says(&w, read, i % 2 ? then : first, false)->question = question;
		decide(&w, read, newest(&w, ASK_ATTENDANCE, ANNA), (struct post){ANNAS, STRONG});
		letters += (int)w.fx.drafts.n;
		w.now += 10 * MINUTE_S;
	}
	world_done(&w);
	return letters;
}

static void machines_that_answer_everything_stop_by_themselves(void **state)
{
	(void)state;
	assert_int_equal(letters_of_a_day(ANSWER_UNCLEAR, ANSWER_UNCLEAR, false), 1);
	assert_int_equal(letters_of_a_day(ANSWER_UNCLEAR, ANSWER_UNCLEAR, true), 3);
	assert_int_equal(letters_of_a_day(ANSWER_NO, ANSWER_NO, false), 1);
	assert_int_equal(letters_of_a_day(ANSWER_YES, ANSWER_NO, false), 12);
}

/* The looks of a day's mails from these senders, and how many of them only say that there are more.
 */
static int looks_of_a_day(const char *from, const char *other, int *ret_storms, int *ret_letters)
{
	struct world w;
	int looks = 0;

	world_init(&w);
	*ret_storms = *ret_letters = 0;
	for (int i = 0; i < 60; i++) {
		struct understanding *read = world_read(&w);
		world_says(&w, read, ANSWER_UNCLEAR, false)->question = true;
		decide(&w, read, NULL,
			(struct post){.from = i % 2 ? from : other, .storm = i > 40});
		looks += (int)w.fx.looks.n;
		*ret_storms += strcmp(looks_of(&w), "storm") == 0;
		*ret_letters += (int)w.fx.drafts.n;
		w.now += 10 * MINUTE_S;
	}
	world_done(&w);
	return looks;
}

static void a_flood_is_shown_a_dozen_times_and_then_told_of_once(void **state)
{
	int storms, letters;

	(void)state;
	assert_int_equal(looks_of_a_day(ANNAS, ANNAS, &storms, &letters), 13);
	assert_int_equal(storms, 1);
	assert_int_equal(letters, 3);
	assert_int_equal(looks_of_a_day("a@evil.example", "b@evil.example", &storms, &letters), 13);
	assert_int_equal(storms, 1);
	assert_int_equal(letters, 0);
}

/* A machine whose words say something else each time, in reply to whatever it gets. */
static void a_chain_of_replies_ends_after_three(void **state)
{
	struct world w;
	int letters = 0;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	const struct letter *last = snapshot_letter(w.snapshot, ask->letter);
	for (int i = 0; i < 20; i++) {
		struct understanding *read = world_read(&w);
		world_says(&w, read, ANSWER_MAYBE, false)->comment =
			arena_printf(w.arena, "ärende %d", i);
		struct arrival arrival = arrive(&w, read, ask, (struct post){ANNAS, STRONG});
		arrival.letter = last;
		decide_arrival(&w, read, arrival, (struct post){ANNAS, STRONG});
		letters += (int)w.fx.drafts.n;
		if (w.fx.drafts.n)
			last = snapshot_letter(w.snapshot, w.fx.drafts.at[0]->id);
		w.now += 10 * MINUTE_S;
	}
	assert_int_equal(letters, 3);
	assert_string_equal(newest(&w, ASK_ATTENDANCE, ANNA)->answer.comment, "ärende 19");
	world_done(&w);
}

/* What a leader's mails are, one every ten minutes: each an order, or none that is known; in reply
 * to our last letter, or new ones. */
struct machine {
	const char *name;
	bool replies, orders;
	int letters; /* of a day's forty mails */
};

static const struct machine at_leaders[] = {
	{"a machine that answers her letters", true, false, 3},
	{"a machine that writes anew", false, false, 12},
	{"one whose words are orders", true, true, 24},
	{"she at work", false, true, 40},
};

static void mail_of_leader(
	struct world *w, const struct machine *machine, int i, const struct letter **last)
{
	struct understanding *read = machine->orders
		? world_order(w, ORDER_MEETING, arena_printf(w->arena, "Möte %d", i),
			  "day=2027-03-09;time=13:00-16:00")
		: world_read(w);

	read->subject = arena_printf(w->arena, "Mejl %d", i);
	if (!machine->orders)
		world_says(w, read, ANSWER_UNCLEAR, false)->question = true;
	if (machine->replies && *last)
		decide_to(w, read, *last, (struct post){EVAS, STRONG});
	else
		decide(w, read, NULL, (struct post){.from = EVAS});
	if (w->fx.drafts.n)
		*last = snapshot_letter(w->snapshot, w->fx.drafts.at[0]->id);
}

static void a_leaders_machine_is_left_alone_and_she_is_not(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof(at_leaders) / sizeof(at_leaders[0]); k++) {
		const struct machine *machine = &at_leaders[k];
		struct world w;
		const struct letter *last = NULL;
		int letters = 0, told = 0;
		world_init(&w);
		for (int i = 0; i < 40; i++) {
			mail_of_leader(&w, machine, i, &last);
			letters += (int)w.fx.drafts.n;
			told += strcmp(looks_of(&w), "storm") == 0;
			w.now += 10 * MINUTE_S;
		}
		if (letters != machine->letters || told != (machine->letters < 40))
			fail_msg("%s: %d letters, told %d times", machine->name, letters, told);
		world_done(&w);
	}
}

/* In a storm no order is taken, hers or forged; stop always is. */
static void a_storm_orders_nothing_but_to_stop(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	decide(&w, world_order(&w, ORDER_MEETING, "Möte", "day=2027-03-09"), NULL,
		(struct post){.from = EVAS, .storm = true});
	assert_int_equal(w.fx.orders.n, 0);
	assert_int_equal(w.fx.drafts.n, 0);
	assert_string_equal(looks_of(&w), "unplaced");
	decide(&w, world_order(&w, ORDER_STOP, NULL, NULL), NULL,
		(struct post){.from = EVAS, .storm = true});
	assert_true(w.fx.state && w.fx.state->stopped);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(machines_that_answer_everything_stop_by_themselves),
		cmocka_unit_test(a_flood_is_shown_a_dozen_times_and_then_told_of_once),
		cmocka_unit_test(a_chain_of_replies_ends_after_three),
		cmocka_unit_test(a_leaders_machine_is_left_alone_and_she_is_not),
		cmocka_unit_test(a_storm_orders_nothing_but_to_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
