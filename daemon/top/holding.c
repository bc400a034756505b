/* SPDX-License-Identifier: MIT */
/*
 * The hold: letters that leave on the administrator's word alone (`samlad release`).
 *
 * After a backup was put back, what it had queued, the answers to mails that are read again, and
 * what came due before may all have left already, from the machine that is gone. So first all mail
 * that there is is read, then the planner runs as if letters might be made at any hour, and every
 * letter that comes of it awaits a word. What comes due after that is not held.
 *
 * While the clock is not believed nothing is done by it: a rule that ran on a wrong clock would
 * close what is open and could not take it back. Mail is read and answered; letters that nobody
 * asked for and that wait already await a word.
 *
 * The word `--drop` is for both: what came due is found once more in the same way, and written off.
 */
#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/clock_jump.h"
#include "base/log.h"
#include "coordinator_inside.h"

#define TICKS_MOST 20
#define READING_KEPT_S (10 * MINUTE_S)
#define READING_OFF_S MINUTE_S

/* ---- the clock ---- */

static void fill_jump(
	const void *context, const struct network *network, struct effects *fx, struct draft *draft)
{
	const struct hold *hold = context;

	(void)network;
	view_span(fx->arena, draft->view, "shown", hold->clock, hold->clock);
	view_span(fx->arena, draft->view, "expected", hold->expected, hold->expected);
}

/* In one transaction: the hold, the letters that it keeps, and word to whoever can end it. */
static int hold_by_clock(struct coordinator *c, instant expected, instant now, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct machine_letter letter = {"clock-jumped", &c->hold, NULL, fill_jump};
	char shown[INSTANT_TEXT], wanted[INSTANT_TEXT];
	int r = store_begin(c->store, fault);

	c->hold.clock = now;
	c->hold.expected = expected;
	if (r == 0)
		r = store_set_hold(c->store, &c->hold, fault);
	if (r == 0)
		r = store_hold_letters(c->store, false, now, fault);
	if (r == 0)
		r = machine_letter_make(c, arena, &letter, now, fault);
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r < 0) {
		store_rollback(c->store);
		return r;
	}
	/* what was put off, was put off by that clock */
	c->way_down_until = INSTANT_NONE;
	c->pace = (struct pace){0};
	log_warning("the clock shows %s and should show about %s: letters that nobody asked for "
		    "are held until `samlad release`",
		instant_format(now, zone_utc(), shown),
		instant_format(expected, zone_utc(), wanted));
	return 0;
}

/* Not each time: a quiet daemon writes little. */
static bool is_to_be_kept(const struct coordinator *c, const struct clock_reading *before,
	const struct clock_reading *reading)
{
	instant up = reading->up_s - before->up_s;

	return !c->clock_seen || up >= READING_KEPT_S ||
		llabs(reading->wall - before->wall - up) >= READING_OFF_S;
}

static int keep_reading(
	struct coordinator *c, const struct clock_reading *reading, struct fault *fault)
{
	int r = store_begin(c->store, fault);

	if (r == 0)
		r = store_set_clock(c->store, reading, fault);
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r < 0)
		store_rollback(c->store);
	else
		c->clock_seen = true;
	return r;
}

static int look_at_clock(struct coordinator *c, instant now, struct fault *fault)
{
	const struct clock_reading reading = clock_read(c->boot);
	struct clock_reading before;
	instant expected;
	bool known;
	int r = store_clock(c->store, &before, &known, fault);

	if (r < 0)
		return r;
	if (known && clock_compare(&before, &reading, c->clock_seen, &expected) != CLOCK_STEADY)
		return hold_by_clock(c, expected, now, fault);
	return !known || is_to_be_kept(c, &before, &reading) ? keep_reading(c, &reading, fault) : 0;
}

int hold_look(struct coordinator *c, instant now, struct fault *fault)
{
	int r = store_hold(c->store, &c->hold, fault);

	if (r < 0 || !c->settings.watch_clock || c->hold.clock != INSTANT_NONE)
		return r;
	return look_at_clock(c, now, fault);
}

bool coordinator_holds(const struct coordinator *c)
{
	return !hold_lets_tick(c);
}

/* ---- what came before ---- */

bool hold_lets_tick(const struct coordinator *c)
{
	return c->hold.clock == INSTANT_NONE && c->hold.gathering == INSTANT_NONE;
}

int hold_letters_await(struct coordinator *c, bool *ret_await, struct fault *fault)
{
	struct hold hold;

	*ret_await = false;
	if (c->hold.gathering == INSTANT_NONE)
		return 0;
	/* the word may have been given meanwhile */
	int r = store_hold(c->store, &hold, fault);
	if (r == 0)
		*ret_await = hold.gathering != INSTANT_NONE &&
			(c->gathering || hold.restored != INSTANT_NONE);
	return r;
}

static int gather_network(
	struct coordinator *c, const struct network *network, instant now, struct fault *fault)
{
	struct network at_any_hour = *network;
	bool changed = true;
	int r = 0;

	/* on a Saturday too: what was due on Friday has left on Friday */
	at_any_hour.any_hour = true;
	for (int i = 0; i < TICKS_MOST && changed && r == 0; i++) {
		changed = false;
		r = tick_network(c, &at_any_hour, now, &changed, fault);
	}
	return r;
}

static int gather(struct coordinator *c, instant now, struct fault *fault)
{
	int r = store_end_order_holds(c->store, now, fault);

	c->gathering = true;
	list_each (network, &c->settings.config->networks)
		if (r == 0)
			r = gather_network(c, network, now, fault);
	c->gathering = false;
	return r;
}

static int end_gathering(struct coordinator *c, instant now, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct hold *hold = &c->hold;
	struct held_letter *letters;
	size_t n = 0;
	int dropped = 0, r = store_begin(c->store, fault);

	if (r == 0)
		r = store_hold(c->store, hold, fault);
	if (r == 0 && hold->drop != INSTANT_NONE)
		r = store_release_letters(c->store, true, now, &dropped, fault);
	if (r == 0)
		r = store_held_letters(c->store, arena, &letters, &n, fault);
	hold->gathering = hold->drop = INSTANT_NONE;
	if (n == 0)
		hold->restored = hold->backup = INSTANT_NONE;
	if (r == 0)
		r = store_set_hold(c->store, hold, fault);
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r < 0)
		store_rollback(c->store);
	else if (dropped > 0)
		log_info("%d letters were written off", dropped);
	else if (n > 0)
		log_warning("%zu letters are held until `samlad release`; `samlad status` lists "
			    "them",
			n);
	return r;
}

static bool has_read_all(const struct coordinator *c)
{
	for (size_t i = 0; i < coordinator_boxes(c); i++)
		if (!coordinator_fetch_is_well(c, i))
			return false;
	return true;
}

int hold_gather(struct coordinator *c, instant now, bool *ret_changed, struct fault *fault)
{
	bool rereads = c->hold.restored != INSTANT_NONE;

	if (c->hold.gathering == INSTANT_NONE || c->hold.clock != INSTANT_NONE ||
		(rereads && !has_read_all(c)))
		return 0;
	int r = gather(c, now, fault);
	if (r == 0)
		r = end_gathering(c, now, fault);
	if (r == 0)
		*ret_changed = true;
	return r;
}
