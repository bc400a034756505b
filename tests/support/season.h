/* SPDX-License-Identifier: MIT */
/*
 * A network that a test lives through as an administrator would play it by hand: a config, two
 * Maildirs, the real program `run --once --now`, and `status --json`. Every function fails the test
 * with words when something does not go as it should.
 */
#ifndef SAMLAD_TESTS_SUPPORT_SEASON_H
#define SAMLAD_TESTS_SUPPORT_SEASON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "support/scratch.h"

/* A mail that samlad sent. Texts are decoded, "" where there is none. */
struct season_letter {
	const char *file; /* its name in the outbox */
	const char *raw;
	const char *from, *to; /* the addresses alone */
	const char *subject;
	const char *message_id;
	const char *references;
	const char *text; /* its first text/plain part */
	const char *html;
	const char *calendar; /* its text/calendar part */
};

struct season {
	char dir[SCRATCH_PATH];
	char samlad[4096];
	struct arena *arena;
	const char *now; /* RFC 3339 */
	unsigned int mails; /* written so far */
	unsigned int delivered;
	LIST_OF(struct season_letter) letters; /* all that were sent, oldest first */
	size_t fresh; /* where those of the last step begin */
	void (*post)(void *context, const char *mail); /* where mails go; NULL: into the Maildir */
	void *post_context;
};

/* What a run of the program said. The texts live with the season. */
struct season_ran {
	int status; /* exit code; 128 + the signal's number */
	const char *out, *err;
};

/* A directory of its own with a config; `keys` are lines added to its network. */
void season_begin(struct season *season, const char *keys);
void season_end(struct season *season);
/* A file in the season's directory, written whole. */
void season_write(struct season *season, const char *name, const char *content);
/* Copies a file within it, over one that is there. */
void season_copy(struct season *season, const char *from, const char *to);
/* The config with one text put in another's place. */
void season_config(struct season *season, const char *old, const char *new);
/* The program with these words after `-c FILE`; the last is NULL. */
struct season_ran season_run(struct season *season, const char *const *words);
#define season_samlad(season, ...) season_run((season), (const char *const[]){__VA_ARGS__, NULL})
/* `run --once --now` by a shell that has done the line first ("ulimit -n 7"). */
struct season_ran season_once_after(struct season *season, const char *line, const char *now);

/* Imports rows `name,email,organisation,sector,role,language`. */
void season_import(struct season *season, const char *now, const char *rows);
/* The program works off what there is by the clock that it sees; its letters are not yet collected.
 */
void season_once(struct season *season);
/* The clock stands at `now`, and the program works off what there is. */
void season_at(struct season *season, const char *now);

/* A mail into the inbox; `header` are whole lines for what is unusual, or "". */
void season_mail(struct season *season, const char *from, const char *subject, const char *header,
	const char *body);
/* A whole mail, as it is. */
void season_deliver(struct season *season, const char *mail);
/* Her answer to a letter as a mail program writes it: subject, references, the letter quoted. */
void season_answer(struct season *season, const struct season_letter *letter, const char *from,
	const char *words);
/* Her calendar's answer to the invitation that the letter brought. */
void season_calendar_answer(struct season *season, const struct season_letter *letter,
	const char *from, const char *partstat);
/* A mail system's notice that the letter could not be delivered. */
void season_bounce(struct season *season, const struct season_letter *letter, const char *status);
/* Her out-of-office message to the letter. */
void season_absence(struct season *season, const struct season_letter *letter, const char *from,
	const char *words);

/* Letters of the last step to `to` (NULL: anybody) whose subject has `subject` in it. */
size_t season_count(const struct season *season, const char *to, const char *subject);
/* The only one of them. */
const struct season_letter *season_find(
	const struct season *season, const char *to, const char *subject);
/* No letter left in the last step. */
void season_quiet(const struct season *season);
void season_has(const struct season_letter *letter, const char *words);
void season_lacks(const struct season_letter *letter, const char *words);
/* A property's value in the letter's calendar: the first "UID:…", "SEQUENCE:…". */
const char *season_property(
	struct season *season, const struct season_letter *letter, const char *name);

/* `status --json` of the only network, at the season's now; owned by the caller. */
json_t *season_status(struct season *season);
/* {"yes": 2, "no": 1, "maybe": 0, "silent": 8, "state": "called"} of the meeting as one text. */
const char *season_counts(struct season *season, const char *title);
/* A name below the season's directory, and how many files lie in such a folder. */
const char *season_path(struct season *season, const char *name);
size_t season_files(struct season *season, const char *folder);
/* The exit code and words of what a command said on standard error. */
void season_says(struct season_ran ran, int status, const char *words);
/* What the first column of a query on the state says, one line a row. */
const char *season_query(struct season *season, const char *sql);

#endif
