/* SPDX-License-Identifier: MIT */
/*
 * Letters from the outbox to the sender, one in flight. A letter is sent only when the sender has
 * said DONE; what is LATER is tried again with growing pauses, and while the way itself is down
 * every letter waits. By SMTP to another machine no more than 30 leave in a minute; what a restart
 * forgets of that, the server puts off, and it goes later. Who is told to stop waits for the answer
 * about the letter in flight: only a crash may send one twice.
 */
#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "coordinator_inside.h"
#include "outward/delivery.h"
#include "outward/sender.h"

#define ANSWER_TIMEOUT_MS (10 * 60 * 1000)
#define END_TIMEOUT_MS 30000
#define FIRST_PAUSE_S 60
#define MOST_PAUSE_S (4 * 60 * 60)
#define LETTERS_A_ROUND 200

static int start_sender(struct coordinator *c, struct fault *fault)
{
	static const struct wire_options options = {.send_timeout_ms = 60000};
	int fd;

	if (c->sender_wire)
		return 0;
	if (!c->sender)
		c->sender = process_new(c->starter, "sender", c->settings.config_path);
	int r = process_start(c->sender, &fd, fault);
	if (r < 0)
		return r;
	c->sender_wire = wire_new(fd, &options);
	return 0;
}

static void lose_sender(struct coordinator *c)
{
	wire_free(c->sender_wire);
	c->sender_wire = NULL;
	c->letter_in_flight = 0;
	if (c->sender)
		process_stop(c->sender, 1000);
}

/* 1 min, 2, 4 … 4 h, a quarter of it by chance, so that many letters don't come back in one moment.
 */
static int pause_s(struct coordinator *c, int tries)
{
	int pause = FIRST_PAUSE_S;

	for (int i = 0; i < tries && pause < MOST_PAUSE_S; i++)
		pause *= 2;
	if (pause > MOST_PAUSE_S)
		pause = MOST_PAUSE_S;
	return pause - (int)chance_below(&c->chance, (uint64_t)pause / 4);
}

static void note_way_down(struct coordinator *c, const struct sender_outcome *outcome, instant now)
{
	int pause = pause_s(c, c->way_down_times++);

	if (outcome->retry_after_s > pause)
		pause = (int)outcome->retry_after_s;
	c->way_down_until = now + pause;
	log_warning("letters wait: %s; next try in %d s", outcome->words, pause);
}

static int take_outcome(struct coordinator *c, const struct sender_outcome *outcome, instant now,
	int tries, struct fault *fault)
{
	switch (delivery_result_from_text(outcome->result)) {
	case DELIVERY_DONE:
		c->way_down_times = 0;
		return store_letter_sent(c->store, outcome->id, now, fault);
	case DELIVERY_NEVER:
		return refuse_letter(c, outcome, now, fault);
	default:
		if (outcome->way_down) {
			note_way_down(c, outcome, now);
			return 0;
		}
		int pause = pause_s(c, tries);
		if (outcome->retry_after_s > pause)
			pause = (int)outcome->retry_after_s;
		log_info("letter %lld later: %s", (long long)outcome->id, outcome->words);
		return store_letter_later(
			c->store, outcome->id, now + pause, outcome->words, fault);
	}
}

/* The answer about the letter in flight: 1 taken, 0 not yet, -errno of the store. */
static int receive_outcome(struct coordinator *c, instant now, int timeout_ms, struct fault *fault)
{
	_cleanup_message_ struct wire_message message = {.fd = -1};
	struct sender_outcome outcome = {0};
	int r = wire_receive(c->sender_wire, timeout_ms, &message);

	if (r == -EAGAIN && !c->settings.once)
		return 0;
	if (r == 0)
		r = wire_read(&message, &sender_outcome_shape, &outcome, fault);
	if (r < 0 || outcome.id != c->letter_in_flight) {
		/* whether it went is not known: it goes again, as the same bytes */
		const struct sender_outcome lost = {.words = "the sender ended before it answered"};
		lose_sender(c);
		note_way_down(c, &lost, now);
		return 1;
	}
	c->letter_in_flight = 0;
	r = take_outcome(c, &outcome, now, c->tries_in_flight, fault);
	return r < 0 ? r : 1;
}

static int hand_over(struct coordinator *c, const struct outgoing *letter, struct fault *fault)
{
	const struct sender_letter header = {.id = letter->letter,
		.from = letter->from,
		.recipient = letter->to,
		.token = letter->token,
		.made = letter->made};
	int r = start_sender(c, fault);

	if (r == 0)
		r = wire_send(c->sender_wire, &sender_letter_shape, &header, letter->bytes,
			letter->n_bytes, -1);
	if (r < 0)
		lose_sender(c);
	else
		c->letter_in_flight = letter->letter;
	return r;
}

static bool is_paced(const struct coordinator *c)
{
	const struct submission *way = &c->settings.config->submission;

	return way->way == SUBMISSION_SMTP && pace_is_for(way->smtp.host);
}

/* When the next letter may go: the way must be up, and a provider's limit is kept by us. */
static instant may_send_at(const struct coordinator *c, instant now)
{
	if (c->way_down_until > now)
		return c->way_down_until;
	return is_paced(c) ? pace_next(&c->pace, now) : now;
}

/* One step: 1 something moved, 0 nothing to do now, -errno of the store. */
static int step(struct coordinator *c, instant now, instant *ret_next, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct outgoing letter;
	bool found;

	if (c->letter_in_flight)
		return receive_outcome(c, now, c->settings.once ? ANSWER_TIMEOUT_MS : 0, fault);
	instant at = may_send_at(c, now);
	if (at > now) {
		*ret_next = at;
		return 0;
	}
	int r = store_outbox_next(c->store, now, arena, &letter, &found, ret_next, fault);
	if (r < 0 || !found)
		return r;
	struct fault sending = {""};
	r = hand_over(c, &letter, &sending);
	pace_note(&c->pace, now);
	c->tries_in_flight = letter.tries;
	c->in_flight_since = now;
	if (r < 0) {
		const struct sender_outcome failed = {.words = fault_text(&sending, r)};
		note_way_down(c, &failed, now);
		*ret_next = c->way_down_until;
		return 0;
	}
	return 1;
}

int send_letters(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next,
	struct fault *fault)
{
	*ret_next = INSTANT_NEVER;
	for (int i = 0; i < 2 * LETTERS_A_ROUND && !c->stopped; i++) {
		int64_t before = c->letter_in_flight;
		int r = step(c, now, ret_next, fault);
		if (r <= 0)
			return r;
		if (before)
			*ret_changed = true;
	}
	*ret_next = now;
	return 0;
}

void end_sending(struct coordinator *c)
{
	struct fault fault = {""};

	if (!c->letter_in_flight)
		return;
	int r = receive_outcome(c, c->in_flight_since, END_TIMEOUT_MS, &fault);
	if (r < 0)
		log_error("what became of a letter was not kept: %s", fault_text(&fault, r));
}
