/* SPDX-License-Identifier: MIT */
/*
 * The sender: a blocking loop of letter in, outcome out.
 *
 * It never decides to try again: the outbox is the coordinator's. A letter whose outcome was not
 * read because the coordinator died is sent again with the same bytes; only the one in flight can
 * be doubled.
 */
#include "outward/sender.h"

#include <errno.h>
#include <signal.h>

#include "base/fault.h"
#include "outward/delivery.h"

#define PROGRAM_TIMEOUT_MS 300000
#define FIELD(struct_, member, type_, least_, most_)                                               \
	{                                                                                          \
		.key = #member, .type = (type_), .least = (least_), .most = (most_),               \
		.offset = offsetof(struct struct_, member)                                         \
	}

static const struct wire_field letter_fields[] = {
	FIELD(sender_letter, id, WIRE_NUMBER, 1, INT64_MAX),
	FIELD(sender_letter, from, WIRE_TEXT, 3, 254),
	FIELD(sender_letter, recipient, WIRE_TEXT, 1, 254),
	FIELD(sender_letter, token, WIRE_TEXT, 1, 64),
	FIELD(sender_letter, made, WIRE_NUMBER, 0, 253402300799),
};

const struct wire_shape sender_letter_shape = {.kind = "letter",
	.fields = letter_fields,
	.n_fields = sizeof(letter_fields) / sizeof(letter_fields[0]),
	.body_limit_bytes = SENDER_LETTER_LIMIT_BYTES};

static const struct wire_field outcome_fields[] = {
	FIELD(sender_outcome, id, WIRE_NUMBER, 1, INT64_MAX),
	FIELD(sender_outcome, result, WIRE_TEXT, 4, 5),
	FIELD(sender_outcome, way_down, WIRE_FLAG, 0, 0),
	FIELD(sender_outcome, at_recipient, WIRE_FLAG, 0, 0),
	FIELD(sender_outcome, code, WIRE_NUMBER, 0, 999),
	{.key = "status",
		.type = WIRE_TEXT,
		.may_lack = true,
		.least = 5,
		.most = 11,
		.offset = offsetof(struct sender_outcome, status)},
	FIELD(sender_outcome, retry_after_s, WIRE_NUMBER, 0, 86400),
	FIELD(sender_outcome, words, WIRE_TEXT, 0, 511),
};

const struct wire_shape sender_outcome_shape = {.kind = "outcome",
	.fields = outcome_fields,
	.n_fields = sizeof(outcome_fields) / sizeof(outcome_fields[0])};

static void deliver(const struct sender_settings *settings, struct smtp *smtp,
	const struct delivery_letter *letter, struct delivery *ret_delivery)
{
	int timeout_ms = settings->program_timeout_ms > 0 ? settings->program_timeout_ms
							  : PROGRAM_TIMEOUT_MS;

	if (settings->way == SENDER_SMTP)
		smtp_send(smtp, letter, ret_delivery);
	else if (settings->way == SENDER_SENDMAIL)
		sendmail_send(settings->path, letter, timeout_ms, ret_delivery);
	else
		drop_send(settings->path, letter, ret_delivery);
}

static int serve(struct wire *wire, const struct wire_message *message,
	const struct sender_settings *settings, struct smtp *smtp)
{
	struct sender_letter in;
	struct delivery delivery;
	int r = wire_read(message, &sender_letter_shape, &in, NULL);

	if (r < 0)
		return r;
	if (message->body_bytes == 0)
		return -EBADMSG;

	const struct delivery_letter letter = {.from = in.from,
		.recipient = in.recipient,
		.token = in.token,
		.made = in.made,
		.bytes = message->body,
		.n = message->body_bytes};

	deliver(settings, smtp, &letter, &delivery);

	const struct sender_outcome out = {.id = in.id,
		.result = delivery_result_text(delivery.result),
		.way_down = delivery.way_down,
		.at_recipient = delivery.at_recipient,
		.code = delivery.code,
		.status = delivery.status[0] ? delivery.status : NULL,
		.retry_after_s = delivery.retry_after_s,
		.words = delivery.words};

	return wire_send(wire, &sender_outcome_shape, &out, NULL, 0, -1);
}

int sender_run(int wire_fd, const struct sender_settings *settings)
{
	const struct wire_options options = {.body_limit_bytes = SENDER_LETTER_LIMIT_BYTES};
	_cleanup_wire_ struct wire *wire = wire_new(wire_fd, &options);
	struct smtp *smtp = settings->way == SENDER_SMTP ? smtp_new(&settings->server) : NULL;
	int r = 0;

	/* a program that stops reading must not end us */
	signal(SIGPIPE, SIG_IGN);
	while (r == 0) {
		_cleanup_message_ struct wire_message message = {.fd = -1};

		r = wire_receive(wire, -1, &message);
		if (r == 0)
			r = serve(wire, &message, settings, smtp);
	}
	smtp_free(smtp);
	return r == -EPIPE ? 0 : r;
}
