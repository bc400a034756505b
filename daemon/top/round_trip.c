/* SPDX-License-Identifier: MIT */
/* A letter from ourselves to ourselves: the daemon knows it for its own and does nothing with it.
 */
#include "top/round_trip.h"

#include <errno.h>
#include <string.h>

#include "base/chance.h"
#include "base/clock.h"
#include "base/str.h"
#include "outward/config.h"
#include "outward/delivery.h"
#include "outward/ways.h"

#define LETTER_LIMIT 4096

static void write_letter(
	struct str *out, const struct network *network, const char *token, instant now)
{
	char date[INSTANT_MAIL_TEXT];

	str_printf(out, "Date: %s\r\nFrom: %s\r\nTo: %s\r\n",
		instant_format_mail(now, network->zone, date), network->address, network->address);
	str_printf(out, "Subject: samlad round trip\r\nMessage-ID: <%s.samlad%s>\r\n", token,
		strchr(network->address, '@'));
	str_printf(out, "Auto-Submitted: auto-generated\r\nX-Samlad: %s\r\nMIME-Version: 1.0\r\n",
		network->slug);
	str_puts(out,
		"Content-Type: text/plain; charset=utf-8\r\n\r\nA test of the way out and in. "
		"Nothing needs doing.\r\n");
}

int round_trip(struct arena *arena, const struct config *config, struct fault *fault)
{
	const struct network *network = &config->networks.at[0];
	struct chance chance;
	char token[TOKEN_TEXT];
	struct delivery delivery = {0};
	_cleanup_str_ struct str letter;

	chance_init(&chance, 0);
	chance_token(&chance, token);
	str_init(&letter, LETTER_LIMIT);
	write_letter(&letter, network, token, clock_now());
	const struct delivery_letter sent = {.from = network->address,
		.recipient = network->address,
		.token = token,
		.made = clock_now(),
		.bytes = str_in(&letter, arena),
		.n = letter.len};
	if (config->submission.way == SUBMISSION_SMTP) {
		struct server server = server_of_account(&config->submission.smtp,
			oauth_of_account(arena, &config->submission.smtp));
		struct smtp *smtp = smtp_new(&server);
		smtp_send(smtp, &sent, &delivery);
		smtp_free(smtp);
	} else if (config->submission.way == SUBMISSION_SENDMAIL) {
		sendmail_send(config->submission.sendmail, &sent, 60000, &delivery);
	} else {
		drop_send(config->submission.maildir, &sent, &delivery);
	}
	return delivery.result == DELIVERY_DONE ? 0 : fault_set(fault, -EIO, "%s", delivery.words);
}
