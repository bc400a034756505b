/* SPDX-License-Identifier: MIT */
/*
 * What a letter is to say, before it has words: the template's name, typed values for it, the one-tap answers and
 * the calendar file. The letters floor puts days, times, numbers and sectors into the reader's language.
 */
#ifndef SAMLAD_CORE_DRAFT_H
#define SAMLAD_CORE_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/when.h"
#include "core/snapshot.h"

enum value_type {
	VALUE_TEXT,	/* a person's or our own words, as they are */
	VALUE_NUMBER,	/* "4"; letter.h has the further names of each type ("fyra" by {{n.words}}) */
	VALUE_FLAG,	/* a section that shows or not */
	VALUE_DAY,	/* "tisdag 9 mars"; the year where it isn't this or the next one */
	VALUE_SPAN,	/* two instants: "tisdag 9 mars kl. 13–16"; the same one twice: "… kl. 10.42" */
	VALUE_WORD,	/* a key of the language's `subjects` file ("answer.yes") */
	VALUE_SECTOR,	/* index: its name in the reader's language */
	VALUE_LIST,	/* views, one for each row of a section */
};
struct view;
struct value {
	const char *name;
	enum value_type type;
	const char *text; /* TEXT, WORD */
	int64_t number;	  /* NUMBER, FLAG, SECTOR */
	day day;
	instant start, end; /* SPAN */
	LIST_OF(struct view *) rows;
};
struct view {
	LIST_OF(struct value) values;
};

/* All of them take an arena's view and copy nothing but the value itself. A NULL or "" text makes no value, so a
 * section over it is not shown. */
struct view *view_new(struct arena *arena);
void view_text(struct arena *arena, struct view *view, const char *name, const char *text);
void view_number(struct arena *arena, struct view *view, const char *name, int64_t number);
void view_flag(struct arena *arena, struct view *view, const char *name, bool flag);
void view_day(struct arena *arena, struct view *view, const char *name, day day); /* DAY_NONE makes no value */
void view_span(struct arena *arena, struct view *view, const char *name, instant start, instant end);
void view_word(struct arena *arena, struct view *view, const char *name, const char *key);
void view_sector(struct arena *arena, struct view *view, const char *name, int sector); /* -1 makes no value */
struct view *view_row(struct arena *arena, struct view *view, const char *list); /* one more row */
const struct value *view_find(const struct view *view, const char *name);

/* A one-tap answer: a mailto: to the network that says these words, in the HTML. */
struct choice {
	const char *word_key; /* key of `subjects` whose word is the body ("tap.yes" → "ja"), or NULL: then say holds it */
	const char *say;
};

enum invite_method { INVITE_NONE, INVITE_REQUEST, INVITE_CANCEL };
/* One member's own copy of a meeting (RFC 5545, 5546, 6047). */
struct invite {
	enum invite_method method;
	const char *uid;
	int sequence;
	instant start, end;
	const char *title, *place, *link, *text;
	enum partstat partstat; /* of the one attendee; NEEDS-ACTION unless she has answered */
	bool file_only;		/* an attached file for her calendar, without asking (details, agenda) */
};

struct draft {
	int64_t id;	      /* the letter's number */
	const char *template; /* templates/<language>/<template>.mustache; its subject stands in `subjects` */
	int64_t member;	      /* to whom */
	const char *address;  /* her registered address; another one only where a rule says so */
	const char *language;
	int64_t ask;	      /* 0: carries none */
	enum ask_kind ask_kind; /* with ask: gives the word beside the code */
	int64_t topic;
	enum letter_class class;
	bool unprompted;      /* counts in the budget */
	bool signed_by_leaders; /* a standard letter that they have approved */
	struct view *view;
	LIST_OF(struct choice) choices;
	const struct invite *invite; /* or NULL */
	/* Letters inside this one: in a preview as a member will see them (`@letter`), or drafts that the reader
	 * may send from her own mailbox (`@drafts`). Mostly one or none. */
	LIST_OF(const struct draft *) shown;
	const char *reply_to_id;     /* Message-ID of the mail that this answers (In-Reply-To, Auto-Submitted: auto-replied); or NULL */
	const char *reply_to_subject; /* its subject: a receipt stays in her thread; or NULL */
	const char *rehearsed_for;   /* in trial: names of those to whom it would have gone; or NULL */
	instant not_before;   /* INSTANT_NONE: at once */
	instant not_after;    /* older than its use: dropped with a fact; INSTANT_NEVER */
};

#endif
