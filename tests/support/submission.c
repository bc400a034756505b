/* SPDX-License-Identifier: MIT */
#include "support/submission.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct server server_at(uint16_t port, enum server_tls tls)
{
	return (struct server){.host = "localhost",
		.port = port,
		.tls = tls,
		.ca = stack.ca,
		.user = "natverk@fou.test",
		.secret = "secret",
		.timeout_ms = 5000};
}

struct delivery_letter letter_to(const char *recipient)
{
	static const char bytes[] =
		"From: natverk@fou.test\nSubject: hej\n\n.en punkt\n..\n.\nslut\n";

	return (struct delivery_letter){.from = "natverk@fou.test",
		.recipient = recipient,
		.token = "abc234",
		.made = 1803902400,
		.bytes = bytes,
		.n = sizeof(bytes) - 1};
}

struct delivery send_once(const struct server *server, const char *recipient)
{
	const struct delivery_letter letter = letter_to(recipient);
	struct smtp *smtp = smtp_new(server);
	struct delivery delivery;

	smtp_send(smtp, &letter, &delivery);
	smtp_free(smtp);
	return delivery;
}

void assert_delivery(
	const struct delivery *d, enum delivery_result result, bool way_down, const char *words)
{
	if (d->result != result || d->way_down != way_down || !strstr(d->words, words))
		fail_msg("%s%s: \"%s\" instead of %s%s with \"%s\"",
			delivery_result_text(d->result), d->way_down ? ", way down" : "", d->words,
			delivery_result_text(result), way_down ? ", way down" : "", words);
}
