/* SPDX-License-Identifier: MIT */
/* Submission: RFC 5321 as far as one client needs it. A letter is accepted when its last dot has
 * been read, whether or not the client lives to hear of it. */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "support/office_inside.h"

#define LETTER_LIMIT_BYTES ((size_t)4 << 20)

static void accept_letter(struct client *client, const char *bytes)
{
	struct office_state *state = office_lock(client->office);

	if (state->n_letters == OFFICE_LETTERS_MOST)
		abort();
	state->letters[state->n_letters++] = office_keep(client->office, bytes);
	office_changed(client->office);
	office_unlock(client->office);
}

static bool take_letter(struct client *client)
{
	_cleanup_str_ struct str lines;

	str_init(&lines, LETTER_LIMIT_BYTES);
	client_say(client, "354 go on\r\n");
	while (client_read(client)) {
		if (strcmp(client->line, ".") == 0) {
			accept_letter(client, lines.at);
			return client_say(client, "250 2.0.0 taken\r\n");
		}
		str_puts(&lines, client->line + (client->line[0] == '.'));
		str_puts(&lines, "\r\n");
	}
	return false;
}

static bool log_in(struct client *client)
{
	if (strcasecmp(client->line, "AUTH PLAIN") == 0) {
		client_say(client, "334 \r\n");
		if (!client_read(client))
			return false;
	}
	return client_say(client, "235 2.7.0 in\r\n");
}

static bool serve_one(struct client *client)
{
	if (strncasecmp(client->line, "EHLO", 4) == 0)
		return client_say(client, "250-office\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n");
	if (strncasecmp(client->line, "AUTH", 4) == 0)
		return log_in(client);
	if (strncasecmp(client->line, "DATA", 4) == 0)
		return take_letter(client);
	if (strncasecmp(client->line, "QUIT", 4) == 0) {
		client_say(client, "221 2.0.0 bye\r\n");
		return false;
	}
	return client_say(client, "250 2.0.0 well\r\n");
}

void office_serve_smtp(struct client *client)
{
	client_say(client, "220 office ESMTP\r\n");
	while (client_read(client) && serve_one(client))
		;
}
