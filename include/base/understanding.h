/* SPDX-License-Identifier: MIT */
/*
 * What the reader made of one incoming mail: a plain value, the same whatever happened next. All texts are
 * valid UTF-8 without controls (utf8.h), personal identity numbers masked; ceilings below. Sections of RFC 5322,
 * 3464, 3834, 5545 and 8601 stand at the fields they concern.
 *
 * It crosses from the box to the coordinator as JSON (understanding_json.h), where every field, length and
 * character is checked again.
 */
#ifndef SAMLAD_BASE_UNDERSTANDING_H
#define SAMLAD_BASE_UNDERSTANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/question.h"
#include "base/when.h"
#include "base/words.h"

#define UNDERSTANDING_TEXT_LIMIT (1024 * 1024) /* bytes of decoded text */
#define UNDERSTANDING_WORD_LIMIT 998	       /* bytes of an address, an identifier, a subject */
#define UNDERSTANDING_LIST_LIMIT 500	       /* entries of any list but parts */
#define UNDERSTANDING_PARTS_LIMIT 4000

struct part {
	enum part_kind kind;
	const char *text;
};

struct answer {
	enum answer_kind kind;
	LIST_OF(int) choices;	     /* numbers from 1, ascending */
	LIST_OF(int) declined;	     /* with choices: offers that were said no to in words ("not 1 but 3") */
	LIST_OF(const char *) items;
	const char *comment;	     /* her words beside the answer, or NULL */
	day date;		     /* DAY_NONE where none is said */
	const char *person;	     /* somebody named beside or instead, or NULL */
	int hours;		     /* -1 where none is said */
	bool manager;		     /* must ask the manager first */
	bool question;		     /* holds a question back; it goes to the leaders */
	bool bare;		     /* nothing but the answer's own words, greeting and sign-off */
};

/* "unclear" with these set: the readings to offer back, most likely first. */
struct reading {
	enum answer_kind kind;
	int choice; /* 0 for none */
};

struct bounce {
	const char *recipient;
	enum bounce_class class;
	enum bounce_address address;
	const char *status; /* "5.1.1", or NULL */
	const char *reason; /* or NULL */
};

/* One VEVENT of a calendar part (RFC 5545, 5546, 6047). */
struct calendar {
	int method;		/* enum itip_method, -1 when none is said */
	const char *uid;	/* or NULL */
	int sequence;		/* 0 when none is said */
	const char *organizer;	/* address without mailto:, or NULL */
	const char *attendee;	/* the first one: the answerer in a REPLY; or NULL */
	const char *sent_by;	/* SENT-BY of that attendee, or NULL */
	int partstat;		/* enum partstat of that attendee, -1 when none or unknown */
	LIST_OF(const char *) attendees; /* all, for a leader's own invitation */
	const char *recurrence_id;
	bool repeats;		/* has a rule or further dates */
	const char *link;	/* to the conference (RFC 7986, or as Exchange and Google name it), or NULL */
	const char *comment;
	const char *summary;
	const char *location;
	const char *description;
	const char *start;	/* as written: "20270309T130000", with Z for UTC, "20270309" for a whole day; or NULL */
	const char *end;	/* as start; or computed from DURATION; or NULL */
	const char *zone;	/* TZID of start, Windows' names turned into IANA's; or NULL */
};

struct absence {
	day until; /* the first day after it; DAY_NONE */
	const char *deputy;
};

struct field {
	enum order_field field;
	const char *text; /* normal form: day until close due ISO dates, time 13:00-16:00, the rest as written */
};

/* What a leader tells of others' answers ("Bo kommer, Siv kan inte"), a clause at a time. A forwarded mail is one clause. */
struct told {
	const char *clause;    /* "Siv kan inte": the core finds whom it names */
	enum answer_kind kind; /* yes no maybe; unclear where the clause holds none ("Bo, Siv och Lena kommer": Bo) */
};

struct order_read {
	enum order_word word;
	const char *title;
	LIST_OF(struct field) fields; /* at most one of each field */
	const char *text;	      /* the rest, as it goes along into the letters */
	LIST_OF(struct told) told;    /* of an answer order, and of a forwarded mail */
	bool cancel;		      /* "inställt", "cancelled", "slutat" */
	bool same_again;	      /* "samma igen", "the same again" */
	bool changes;		      /* of a meeting that is there: "flyttas", "ändrad lokal" */
	bool nameless;		      /* a meeting's title that is no name ("Mötet den 9 mars") */
	day about;		      /* the day of the meeting that is called off, or DAY_NONE */
	int weekday;		      /* 1-7: said beside a meeting's day that is another ("tis 10 mars"); 0 */
};

/* A leader's reply to her weekly letter: "1 fråga", "2 vi tar det till 1 maj", "vänta". */
enum choice_word { CHOICE_ASK, CHOICE_ASK_ALL, CHOICE_SMALLER, CHOICE_MERGE, CHOICE_PAUSE, CHOICE_PARK,
	CHOICE_ASK_HEADS, CHOICE_WE_TAKE_IT, CHOICE_CLOSE, CHOICE_HOLD, CHOICE_WORDS };
struct alert_choice {
	int row; /* 0: said without a number */
	enum choice_word word;
	int other; /* merge with N; else 0 */
	day until; /* DAY_NONE */
};
const char *choice_word_text(enum choice_word word); /* ask ask-all smaller merge pause park ask-heads we-take-it close hold */
int choice_word_from_text(const char *text);

/* What one check of a sender gave: "pass", "fail", "none", …, and for which domain. */
struct auth_check {
	enum auth_method method;
	const char *result;
	const char *domain; /* header.from of dmarc, header.d or .i of dkim, smtp.mailfrom or .helo of spf; or NULL */
};

/* One Authentication-Results header (RFC 8601), outermost first. */
struct auth_results {
	const char *server; /* authserv-id, "" where none is said */
	LIST_OF(struct auth_check) checks; /* as they stand; DKIM may come more than once */
};

/* What any human mail may say, whatever was asked. */
enum wish { WISH_NONE, WISH_HELP, WISH_LEAVE, WISH_PAUSE, WISH_RECORDS, WISHES }; /* none help leave pause records */
const char *wish_text(enum wish wish);
int wish_from_text(const char *text);

struct understanding {
	/* Known before any question was: fixed from then on. */
	const char *from;	/* first mailbox of From, as an addr-spec; NULL when there is none */
	const char *from_name;	/* its display name, or NULL */
	int n_from;		/* mailboxes in From; 0 also where the only one can be read only by mending it */
	const char *sender;	/* Sender, or NULL */
	const char *reply_to;	/* first mailbox of Reply-To, or NULL */
	LIST_OF(const char *) to; /* addresses of To, Cc, Delivered-To, X-Original-To */
	const char *subject;	/* decoded, "" when there is none */
	const char *message_id;	/* without <>, or NULL */
	LIST_OF(const char *) references; /* In-Reply-To, then References from the last to the first, without <> */
	instant date;		/* Date, INSTANT_NONE when missing or broken */
	const char *token;	/* ours, from references, Reply-To's plus part or the quoted subject line; or NULL */
	const char *code;	/* from the subject, or NULL */
	enum auto_class auto_class;
	LIST_OF(struct auth_results) auth;
	LIST_OF(struct calendar) calendar;
	LIST_OF(struct bounce) bounces;

	const char *reply;	/* all parts of kind text, joined */
	LIST_OF(struct part) parts;
	struct answer *answer;	/* to the first question; NULL where none was asked or it is no person's mail */
	LIST_OF(struct answer) answers;	/* one for each question, in order; unclear where it is not spoken of */
	LIST_OF(struct reading) readings; /* where answer is unclear */
	struct absence *absence; /* or NULL */
	struct order_read *order; /* or NULL */
	LIST_OF(struct alert_choice) choices; /* of a leader, in reply to her letter */
	const char *forwarded_from; /* whose mail is forwarded in this one: the address in it; or NULL */
	const char *forwarded_text; /* what the member had written, or NULL */
	enum wish wish;
	bool masked;		/* a personal identity number was masked: the sender is told */
	bool attachments;	/* has some that we do not read */
	LIST_OF(const char *) warnings;
};

#endif
