/* SPDX-License-Identifier: MIT */
/* The mailbox: RFC 9051 as far as one client needs it, with UIDPLUS, MOVE and IDLE. A change is
 * done when its command has been read, whether or not the client lives to hear of it. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "support/office_inside.h"

#define ABILITIES "CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE"

/* Whether the UID is in a set such as "3:5,9" or "4:*". */
static bool is_in(const char *set, size_t uid, size_t last)
{
	while (*set && *set != ' ') {
		char *end;
		size_t from = strtoul(set, &end, 10), to = from;

		if (*end == ':' && end[1] == '*') {
			to = last;
			end += 2;
			from = from > last ? last : from; /* as RFC 9051 has it: the last one too */
		} else if (*end == ':') {
			to = strtoul(end + 1, &end, 10);
		}
		if (uid >= from && uid <= to)
			return true;
		set = *end == ',' ? end + 1 : "";
	}
	return false;
}

static bool is_here(const struct office_mail *mail)
{
	return strcmp(mail->folder, "INBOX") == 0;
}

static size_t last_here(const struct office_state *state)
{
	size_t last = 0;

	for (size_t i = 0; i < state->n_mails; i++)
		if (is_here(&state->mails[i]))
			last = i + 1;
	return last;
}

/* The mail with that UID, if it is in the set and in the box; its number in the box with it. */
static struct office_mail *chosen(
	struct office_state *state, size_t uid, const char *set, size_t *number)
{
	struct office_mail *mail = &state->mails[uid - 1];

	if (!is_here(mail))
		return NULL;
	++*number;
	return is_in(set, uid, last_here(state)) ? mail : NULL;
}

/* ---- reading ---- */

static bool select_box(struct client *client, struct office_state *state, const char *name)
{
	size_t n = 0;

	(void)name;
	for (size_t i = 0; i < state->n_mails; i++)
		n += is_here(&state->mails[i]);
	return client_say(client,
		"* FLAGS (\\Seen \\Deleted)\r\n* %zu EXISTS\r\n* 0 RECENT\r\n"
		"* OK [UIDVALIDITY %d] here\r\n* OK [UIDNEXT %zu] here\r\n",
		n, OFFICE_UIDVALIDITY, state->n_mails + 1);
}

static bool search(struct client *client, struct office_state *state, const char *words)
{
	bool deleted = strncasecmp(words, "DELETED", 7) == 0;
	size_t number = 0;

	client_say(client, "* SEARCH");
	for (size_t uid = 1; uid <= state->n_mails; uid++) {
		const struct office_mail *mail =
			chosen(state, uid, deleted ? "1:*" : words + 4, &number);
		if (mail && (!deleted || mail->deleted))
			client_say(client, " %zu", uid);
	}
	return client_say(client, "\r\n");
}

static bool fetch(struct client *client, struct office_state *state, const char *set)
{
	size_t number = 0;

	for (size_t uid = 1; uid <= state->n_mails; uid++) {
		const struct office_mail *mail = chosen(state, uid, set, &number);
		if (!mail)
			continue;
		client_say(client,
			"* %zu FETCH (UID %zu INTERNALDATE \"25-Jan-2027 08:00:%02zu +0100\" "
			"BODY[] {%zu}\r\n",
			number, uid, uid % 60, strlen(mail->bytes));
		client_give(client, mail->bytes, strlen(mail->bytes));
		client_say(client, ")\r\n");
	}
	return true;
}

/* ---- changing ---- */

static bool move(struct client *client, struct office_state *state, const char *set)
{
	const char *folder = strrchr(set, ' ') + 1;
	size_t number = 0;

	folder += *folder == '"';
	if (strncmp(state->folder, folder, strlen(state->folder)) != 0 || !*state->folder)
		return false;
	for (size_t uid = 1; uid <= state->n_mails; uid++) {
		struct office_mail *mail = chosen(state, uid, set, &number);
		if (!mail)
			continue;
		snprintf(mail->folder, sizeof(mail->folder), "%s", state->folder);
		client_say(client, "* %zu EXPUNGE\r\n", number--);
	}
	return true;
}

static bool expunge(struct client *client, struct office_state *state, const char *set)
{
	size_t number = 0;

	for (size_t uid = 1; uid <= state->n_mails; uid++) {
		struct office_mail *mail = chosen(state, uid, set, &number);
		if (!mail || !mail->deleted)
			continue;
		mail->folder[0] = '\0';
		client_say(client, "* %zu EXPUNGE\r\n", number--);
	}
	return true;
}

static bool mark_deleted(struct client *client, struct office_state *state, const char *set)
{
	size_t number = 0;

	(void)client;
	for (size_t uid = 1; uid <= state->n_mails; uid++) {
		struct office_mail *mail = chosen(state, uid, set, &number);
		if (mail)
			mail->deleted = true;
	}
	return true;
}

static bool create(struct client *client, struct office_state *state, const char *name)
{
	(void)client;
	name += *name == '"';
	snprintf(state->folder, sizeof(state->folder), "%.*s", (int)strcspn(name, "\""), name);
	return true;
}

/* ---- commands ---- */

/* False: refused. */
static const struct {
	const char *words;
	bool (*serve)(struct client *client, struct office_state *state, const char *rest);
	bool changes; /* which is noted before the client is told that it is done */
} commands[] = {
	{"SELECT ", select_box, false},
	{"UID SEARCH ", search, false},
	{"UID FETCH ", fetch, false},
	{"UID MOVE ", move, true},
	{"UID STORE ", mark_deleted, true},
	{"UID EXPUNGE ", expunge, true},
	{"CREATE ", create, true},
};

static bool serve_box(struct client *client, const char *words)
{
	bool done = true;

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		size_t n = strlen(commands[i].words);
		if (strncasecmp(words, commands[i].words, n) != 0)
			continue;
		struct office_state *state = office_lock(client->office);
		done = commands[i].serve(client, state, words + n);
		if (done && commands[i].changes)
			office_changed(client->office);
		office_unlock(client->office);
	}
	return done;
}

void office_serve_imap(struct client *client)
{
	client_say(client, "* OK [" ABILITIES "] office\r\n");
	while (client_read(client)) {
		char tag[32];
		size_t n = strcspn(client->line, " ");
		const char *words = client->line + n + (client->line[n] == ' ');

		snprintf(tag, sizeof(tag), "%.*s", (int)n, client->line);
		if (strcasecmp(words, "CAPABILITY") == 0)
			client_say(client, "* " ABILITIES "\r\n");
		if (strcasecmp(words, "LOGOUT") == 0)
			return;
		if (strcasecmp(words, "IDLE") == 0) {
			client_say(client, "+ idling\r\n");
			if (!client_read(client))
				return;
		}
		client_say(client,
			serve_box(client, words) ? "%s OK done\r\n"
						 : "%s NO [TRYCREATE] no such folder\r\n",
			tag);
	}
}
