/* SPDX-License-Identifier: MIT */
/*
 * The fetcher: connects, keeps a session going (fetcher_session.c), and when it is lost connects
 * anew.
 *
 * A connection that had been well and breaks (a server restarts, a NAT forgets) is made again at
 * once and nobody is told. What fails again is a trouble: told once for each new wording, and tried
 * again with a delay that doubles, with some chance in it so that many daemons don't come back at
 * the same second. A look ends the delay.
 */
#include "outward/fetcher.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/chance.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "fetcher_inside.h"

#define BACK_OFF_MS 1000
#define BACK_OFF_MOST 512 /* times the first */
#define STEADY_MS 60000 /* a session that lasted so long was a good one */

int fetcher_tell_arrived(struct fetcher *fetcher, size_t mails)
{
	const struct fetcher_arrived arrived = {.uidvalidity = fetcher->cursor.uidvalidity,
		.last_uid = fetcher->cursor.last_uid,
		.last_arrived = fetcher->cursor.last_arrived,
		.mails = (int64_t)mails};

	return wire_send(fetcher->wire, &fetcher_arrived_shape, &arrived, NULL, 0, -1);
}

int fetcher_tell_well(struct fetcher *fetcher)
{
	if (fetcher->was_well && !fetcher->asked)
		return 0;
	fetcher->was_well = true;
	fetcher->asked = false;
	fetcher->told[0] = '\0';
	return wire_send(fetcher->wire, &fetcher_well_shape, NULL, NULL, 0, -1);
}

/* Words that may go by wire: a path or a folder's name may hold anything, or have been cut. */
static void make_sendable(char *text)
{
	if (utf8_is_valid(text, strlen(text)))
		return;
	for (char *at = text; *at; at++) {
		if ((unsigned char)*at >= 0x80)
			*at = '?';
	}
}

int fetcher_tell_trouble(struct fetcher *fetcher, int error, const struct fault *fault)
{
	char text[sizeof(fetcher->told)];
	const struct fetcher_trouble trouble = {
		.text = text, .login = error == -EACCES || error == -EKEYREJECTED};

	snprintf(text, sizeof(text), "%s", fault_text(fault, error));
	make_sendable(text);
	/* who has asked by a look gets an answer even if it is the old one */
	if (strcmp(fetcher->told, text) == 0 && !fetcher->asked)
		return 0;
	memcpy(fetcher->told, text, sizeof(text));
	fetcher->was_well = false;
	fetcher->asked = false;
	return wire_send(fetcher->wire, &fetcher_trouble_shape, &trouble, NULL, 0, -1);
}

/* One message. */
static int take(struct fetcher *fetcher, const struct wire_message *message)
{
	struct fetcher_mail mail;
	int r;

	if (wire_is(message, &fetcher_look_shape)) {
		fetcher->asked = true;
		return wire_read(message, &fetcher_look_shape, NULL, NULL);
	}
	r = wire_read(message, &fetcher_handled_shape, &mail, NULL);
	if (r == 0)
		*arena_push(fetcher->arena, &fetcher->handled) = mail;
	return r;
}

int fetcher_take(struct fetcher *fetcher, int timeout_ms)
{
	for (;;) {
		_cleanup_message_ struct wire_message message = {.fd = -1};
		int r = wire_receive(fetcher->wire, timeout_ms, &message);

		if (r == 0)
			r = take(fetcher, &message);
		if (r < 0)
			return r;
		timeout_ms = 0; /* the rest that is there, without waiting for more */
	}
}

/* Waits between two attempts; a look ends it. -EPIPE and breaches go up. */
static int wait_a_while(struct fetcher *fetcher, int attempts)
{
	int base_ms =
		fetcher->settings->back_off_ms > 0 ? fetcher->settings->back_off_ms : BACK_OFF_MS;
	int64_t delay_ms = (int64_t)base_ms * (attempts < 9 ? 1 << attempts : BACK_OFF_MOST);
	struct chance chance;

	chance_init(&chance, 0);
	delay_ms += (int64_t)chance_below(&chance, (uint64_t)delay_ms / 4 + 1);
	if (fetcher->asked)
		return 0;

	int r = fetcher_take(fetcher, (int)delay_ms);

	return r == -EAGAIN ? 0 : r;
}

static int take_cursor(struct fetcher *fetcher)
{
	_cleanup_message_ struct wire_message message = {.fd = -1};
	int r = wire_receive(fetcher->wire, -1, &message);

	return r < 0 ? r : wire_read(&message, &fetcher_cursor_shape, &fetcher->cursor, NULL);
}

static bool wire_is_lost(int error)
{
	return error == -EPIPE || error == -EBADMSG;
}

static int keep_fetching(struct fetcher *fetcher)
{
	int attempts = 0;

	for (;;) {
		struct fault fault = {.text = ""};
		bool was_well = false;
		int64_t begun_ms = clock_monotonic_ms();
		int r = fetcher_session(fetcher, &was_well, &fault);

		if (wire_is_lost(r))
			return r;
		if (was_well && clock_monotonic_ms() - begun_ms > STEADY_MS)
			attempts = 0;
		/* the first break of what worked is not worth a word */
		if (!was_well || attempts > 0)
			r = fetcher_tell_trouble(fetcher, r, &fault);
		else
			r = 0;
		if (r == 0)
			r = wait_a_while(fetcher, attempts++);
		if (r < 0)
			return r;
	}
}

int fetcher_run(int wire_fd, const struct fetcher_settings *settings)
{
	const struct wire_options options = {0};
	_cleanup_wire_ struct wire *wire = wire_new(wire_fd, &options);
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fetcher fetcher = {.settings = settings, .wire = wire, .arena = arena};
	struct fault fault;
	int r;

	signal(SIGPIPE, SIG_IGN);
	r = take_cursor(&fetcher);
	if (r == 0) {
		r = box_open(&fetcher.box, settings, &fault);
		if (r < 0) {
			fetcher_tell_trouble(&fetcher, r, &fault);
			return r;
		}
		r = keep_fetching(&fetcher);
		box_close(&fetcher.box);
	}
	return r == -EPIPE ? 0 : r;
}
