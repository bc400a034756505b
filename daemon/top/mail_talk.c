/* SPDX-License-Identifier: MIT */
/*
 * The coordinator's half of the talk about one mail. The child may be a hostile mail's by now:
 * everything that it says is checked by the wire and by understanding_from_json(), and what it said
 * before it knew the questions is what holds for whose mail it is.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/understanding_json.h"
#include "coordinator_inside.h"
#include "outward/reader.h"
#include "top/talk.h"

/* A little over the child's own time, so that the reader's verdict comes first. */
#define TALK_TIMEOUT_MS (READER_DEADLINE_MS + 2000)

static int start_reader(struct coordinator *c, struct fault *fault)
{
	if (c->reader_fd >= 0)
		return 0;
	if (!c->reader)
		c->reader = process_new(c->starter, "reader", c->settings.config_path);
	return process_start(c->reader, &c->reader_fd, fault);
}

/* The reader's end is awaited, not asked for: after a child's death it goes by itself. */
static void lose_reader(struct coordinator *c)
{
	if (c->reader_fd >= 0)
		close(c->reader_fd);
	c->reader_fd = -1;
	if (c->reader) {
		process_expect_end(c->reader);
		process_stop(c->reader, 1000);
	}
}

static int receive(struct mail_talk *talk, const struct wire_shape *shape,
	const struct understanding **ret_read, struct fault *fault)
{
	_cleanup_message_ struct wire_message message = {.fd = -1};
	struct understanding *read = NULL;
	int r = wire_receive(talk->wire, TALK_TIMEOUT_MS, &message);

	if (r == 0 && !wire_is(&message, shape))
		r = -EBADMSG;
	if (r == 0)
		r = wire_read(&message, shape, NULL, fault);
	if (r == 0)
		r = understanding_from_json(talk->arena, message.body ? message.body : "",
			message.body_bytes, &read, fault);
	if (r != 0)
		return fault_prefix(
			fault, r < 0 ? r : -EBADMSG, "what the reader says of a mail was refused");
	*ret_read = read;
	return 0;
}

/* Why the talk broke off: the mail's doing, or the reader itself is gone. */
static enum talk_result broken_off(struct mail_talk *talk, struct fault *fault)
{
	struct coordinator *c = talk->c;
	struct reader_result result;

	wire_free(talk->wire);
	talk->wire = NULL;
	int r = reader_result(c->reader_fd, TALK_TIMEOUT_MS, &result);
	lose_reader(c);
	if (r < 0) {
		fault_set(fault, r, "the reader is gone");
		return TALK_NO_READER;
	}
	if (result.end == READER_TIMED_OUT)
		fault_set(fault, -ETIMEDOUT, "the mail took more than %d seconds to read",
			READER_DEADLINE_MS / 1000);
	else if (result.end == READER_DIED)
		fault_set(fault, -EIO, "reading the mail ended by signal %d (%s)", result.number,
			strsignal(result.number));
	return TALK_DIED;
}

enum talk_result talk_begin(struct coordinator *c, struct arena *arena, int mail_fd,
	struct mail_talk *ret_talk, struct fault *fault)
{
	static const struct wire_options options = {.body_limit_bytes = TALK_LIMIT_BYTES};
	struct mail_talk talk = {.c = c, .arena = arena};
	int talk_fd;

	if (start_reader(c, fault) < 0)
		return TALK_NO_READER;
	if (reader_submit(c->reader_fd, mail_fd, &talk_fd, fault) < 0) {
		lose_reader(c);
		return TALK_NO_READER;
	}
	talk.wire = wire_new(talk_fd, &options);
	if (receive(&talk, &talk_envelope_shape, &talk.envelope, fault) < 0)
		return broken_off(&talk, fault);
	*ret_talk = talk;
	return TALK_OK;
}

/* What holds whatever is asked, as one text. */
static const char *fixed_part(struct arena *arena, const struct understanding *read)
{
	const struct understanding fixed = {
		.from = read->from,
		.from_name = read->from_name,
		.n_from = read->n_from,
		.sender = read->sender,
		.reply_to = read->reply_to,
		.to = {.at = read->to.at, .n = read->to.n},
		.subject = read->subject,
		.message_id = read->message_id,
		.references = {.at = read->references.at, .n = read->references.n},
		.date = read->date,
		.token = read->token,
		.code = read->code,
		.auto_class = read->auto_class,
		.auth = {.at = read->auth.at, .n = read->auth.n},
		.calendar = {.at = read->calendar.at, .n = read->calendar.n},
		.bounces = {.at = read->bounces.at, .n = read->bounces.n},
		.reply = "",
	};

	return understanding_to_json(arena, &fixed, NULL, false);
}

/* Whose mail it is was said before the questions were known, and stays. */
static bool is_fixed(
	struct arena *arena, const struct understanding *before, const struct understanding *after)
{
	return strcmp(fixed_part(arena, before), fixed_part(arena, after)) == 0;
}

enum talk_result talk_words(struct mail_talk *talk, const struct questions *questions,
	const struct understanding **ret_read, struct fault *fault)
{
	char *json = questions_to_json(talk->arena, questions);
	const struct understanding *read;
	struct reader_result result;

	if (wire_send(talk->wire, &talk_questions_shape, NULL, json, strlen(json), -1) < 0 ||
		receive(talk, &talk_understanding_shape, &read, fault) < 0)
		return broken_off(talk, fault);
	if (!is_fixed(talk->arena, talk->envelope, read)) {
		fault_set(fault, -EBADMSG,
			"what the reader had said of a mail changed while it was read");
		return broken_off(talk, fault);
	}
	wire_free(talk->wire);
	talk->wire = NULL;
	int r = reader_result(talk->c->reader_fd, TALK_TIMEOUT_MS, &result);
	if (r < 0 || result.end != READER_OK)
		lose_reader(talk->c);
	*ret_read = read;
	return TALK_OK;
}

void talk_end(struct mail_talk *talk)
{
	struct reader_result result;

	if (!talk->wire)
		return;
	/* a mail that is known already needs no words: the child sees the talk end and goes */
	wire_free(talk->wire);
	talk->wire = NULL;
	if (reader_result(talk->c->reader_fd, TALK_TIMEOUT_MS, &result) < 0 ||
		result.end == READER_DIED)
		lose_reader(talk->c);
}
