/* SPDX-License-Identifier: MIT */
/*
 * A body's lines while they are being sorted: each rule (reply_*.c) takes lines that are still text
 * and says what they are. A rule never takes back what an earlier one said, but for answers between
 * the lines of our own letter.
 */
#ifndef SAMLAD_TEXT_REPLY_LINES_H
#define SAMLAD_TEXT_REPLY_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/words.h"

struct body;
struct phrasebook;
struct str;

struct reply_line {
	const char *text; /* without blanks around it */
	size_t bytes;
	size_t offset;
	unsigned marks; /* enum line_mark */
	enum part_kind kind;
	bool blank;
	bool quoted; /* by marks of its own, so that what follows it can be hers again */
};

struct reply {
	struct arena *arena;
	const struct phrasebook *book;
	struct str *explain; /* or NULL */
	const char *writer; /* or NULL */
	struct reply_line *at;
	size_t n;
	unsigned budget; /* of costly look-ups: what is over it stays as it is */
	unsigned windows; /* of the costliest: introductions tried in all languages */
};

/* Lines of a stretch, first to last-1. */
struct stretch {
	size_t first, end;
};

/* Says what the lines are, blank ones too, and tells explain which rule it was. */
void reply_take(struct reply *reply, struct stretch stretch, enum part_kind kind, const char *rule);
/* The next line that is not blank, at or after i; n when there is none. */
size_t reply_next(const struct reply *reply, size_t i);
/* Whether it is nothing but a rule: three or more of - _ = * ~ + #, or one of dashes that mail
 * programs write. */
bool reply_is_rule(const struct reply_line *line);
/* The stretch ended where its last text is. */
struct stretch reply_trimmed(const struct reply *reply, struct stretch stretch);
/* True as long as the budget lasts. */
bool reply_spend(struct reply *reply);
/* Runs a pattern key of all languages on one line, at most limit bytes of text. */
bool reply_matches(
	struct reply *reply, const char *key, const struct reply_line *line, size_t limit);

/* The body with each introduction on a line of its own; the same one where none has to be parted.
 */
const struct body *reply_lines_parted(
	struct arena *arena, const struct phrasebook *book, const struct body *body);
void reply_mark_quoted(struct reply *reply);
void reply_mark_headers(struct reply *reply);
void reply_mark_ours(struct reply *reply, const char *our_letter);
void reply_mark_between(struct reply *reply);
void reply_mark_banner(struct reply *reply);
void reply_mark_ends(struct reply *reply);
/* "[Region Norr, logotyp]", "[cid:image001.png@…]": a picture, as plain text has it. */
bool reply_is_picture(const struct reply_line *line);
/* "Anna", "Anna B.", "Berg, Anna": nothing but names of the writer's, one of them whole. */
bool reply_is_own_name(const struct reply *reply, const struct reply_line *line);
/* Addresses and numbers at the end of a stretch. */
void reply_mark_contacts(struct reply *reply, struct stretch stretch);
/* The sign-off and what stands below it, in a stretch of text at whose end it is. */
void reply_mark_sign_off(struct reply *reply, struct stretch stretch);

#endif
