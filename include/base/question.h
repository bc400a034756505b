/* SPDX-License-Identifier: MIT */
/*
 * The questions that are open to a mail's sender: what the reader must know to read her words, and no more.
 * Plain values; the texts belong to whoever made the struct. Tokens and codes are blanked in letter_text.
 */
#ifndef SAMLAD_BASE_QUESTION_H
#define SAMLAD_BASE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/when.h"
#include "base/words.h"

#define QUESTIONS_MOST 16
#define OPTIONS_MOST 32

struct question {
	enum ask_kind kind;
	int64_t ask;		  /* the ask's number; 0 where there is none (a command line) */
	bool own;		  /* the mail answers this very letter (strong evidence); such a one comes first */
	const char *title;	  /* what it is about ("Vårmöte om utskrivning"), or NULL */
	day about;		  /* the meeting's day, or DAY_NONE */
	size_t n_options;	  /* numbered offers or times; 0 for a plain question */
	const char *const *options; /* their words, may be NULL with n_options set: only numbers are known */
	const char *letter_subject; /* of the letter that asked, or NULL */
	const char *letter_text;    /* its text, to know it again when quoted, or NULL */
};

/* All that the coordinator tells the reader before the words are read. */
struct questions {
	struct question at[QUESTIONS_MOST];
	size_t n;
	const char *language;	   /* tried first for the answer's words ("sv") */
	const char *letter_text;   /* of the letter that came back, whatever it asked, or NULL */
	const char *own_address;   /* the network's: a mail from it is "self" */
	day mail_day;		   /* the mail's arrival in the network's zone: what "tomorrow" is counted from */
	bool is_leader;		   /* mail that answers nothing is read as an order */
	bool is_contact;	   /* may order for her own group */
	bool to_alert;		   /* the mail answers the leaders' letter: a word without its row's number counts */
};

#endif
