/* SPDX-License-Identifier: MIT */
/* What the files of the order family share; fields.h is the face for everybody else. */
#ifndef SAMLAD_TEXT_FIELDS_RULES_H
#define SAMLAD_TEXT_FIELDS_RULES_H

#include "base/question.h"
#include "base/str.h"
#include "base/understanding.h"

struct dateword;
struct phrasebook;
struct tokens;
struct word_mask;

/* Bytes of the rest that a field says. */
struct said {
	size_t start, end;
};

struct ordering {
	struct arena *arena;
	const struct phrasebook *book;
	const struct questions *questions;
	struct order_read *order;
	bool has_word; /* the subject says what it is */
	bool has_field; /* some line is a field */
	bool forward; /* of another mail, whose subject this is */
	day span_first, span_last; /* the week or so that the subject names; DAY_NONE */
	const char *rest; /* the text without its field lines */
	LIST_OF(struct said) said;
	struct str *explain;
};

/* At most limit tokens of n bytes, in the leader's language first; ignored as of tokens_read(). */
struct tokens *order_tokens(const struct ordering *ordering, const struct word_mask *ignored,
	const char *text, size_t n, size_t limit);
/*
 * The order's word out of the subject (reply prefixes and code off) and its title. False when there
 * is none. ret_whole: the subject's words, all of them.
 */
bool order_find_word(struct ordering *ordering, const char *subject, const char **ret_whole);
/* Takes `Field: value` lines out of the text; what is left goes to rest. */
void order_take_lines(struct ordering *ordering, const char *text, struct str *rest);
enum prose_part {
	PROSE_ALL, /* day, time, place, link and deadline */
	PROSE_DAY, /* of a subject: its day and time; a week that it names is kept for the text */
	PROSE_DEADLINE, /* until when to answer */
};
/* What running text says and no field does. True when a day was found. */
bool order_take_prose(struct ordering *ordering, const char *text, enum prose_part part);
/* The place and link that the text names; the place right behind a time that ends at `end`. */
void order_take_place(struct ordering *ordering, const char *text);
void order_take_place_behind(struct ordering *ordering, const char *text, size_t end);
/* Sets the field where it has none yet. */
void order_set(struct ordering *ordering, enum order_field field, const char *text);
bool order_has(const struct ordering *ordering, enum order_field field);
/* "i april": too long a span to take its first day for a meeting's. */
bool order_is_month(const struct dateword *found);
/* Keeps the weekday that stands before a meeting's day and isn't its own. Before the day is set; a day that is set stays. */
void order_note_weekday(struct ordering *ordering, const struct dateword *found);
/* "13:00-16:00" */
const char *order_time_text(struct arena *arena, int start_minute, int end_minute);
/* The text without a day written at its end. */
const char *order_without_day(const struct ordering *ordering, const char *text);

/* People wanted, hours and end of a project, out of the rest. */
void order_take_project(struct ordering *ordering);
/* That these bytes of the text, where it is the rest, have become a field. */
void order_note_said(struct ordering *ordering, const char *text, size_t start, size_t end);
/* The rest without what the fields say, and without what is asked of us. */
const char *order_unsaid_text(const struct ordering *ordering, const char *rest);
/* Where the title names nothing ("Nytt möte"): what the text calls the meeting, with what it is
 * about. */
void order_title_from_text(struct ordering *ordering);
/* "Nytt möte" */
bool order_title_is_bare(const struct ordering *ordering, const char *title);
/* A word for meetings, alone or at a compound's end ("vårmöte"). */
bool order_is_meeting_word(const struct ordering *ordering, const char *folded);
/* The token that ends the sentence which begins at from, or the tokens' number. */
size_t order_sentence_end(const struct tokens *tokens, size_t from);

/* The text's words, with those that call off, repeat and move a meeting (fields_about.c). */
struct tokens *order_words(const struct ordering *ordering, const char *text);
/* Whether subject or text say so: cancel, same_again, changes. */
void order_note_flags(struct ordering *ordering, const char *subject, const char *text);
/* "Vårmötet inställt": the title without the word; NULL where nothing is left. */
const char *order_without_flags(const struct ordering *ordering, const char *title);
/* Which meeting it speaks of: nameless, about. */
void order_note_about(struct ordering *ordering, const char *subject, const char *text);

/* Her words for the letters: greeting and the writer's own name (or NULL) taken off. */
char *order_free_text(const struct ordering *ordering, const char *rest, const char *writer);

#endif
