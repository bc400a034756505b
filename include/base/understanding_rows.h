/* SPDX-License-Identifier: MIT */
/* The members of an understanding and of the questions before it, as rows of record.h. */
#ifndef SAMLAD_BASE_UNDERSTANDING_ROWS_H
#define SAMLAD_BASE_UNDERSTANDING_ROWS_H

#include "base/question.h"
#include "base/record.h"

extern const struct record understanding_record;

/* struct questions with lists for its arrays. */
struct question_rows {
	struct question question;
	int n_options;
	LIST_OF(const char *) options;
};
struct questions_rows {
	LIST_OF(struct question_rows) questions;
	const char *language;
	const char *letter_text;
	const char *own_address;
	day mail_day;
	bool is_leader;
	bool is_contact;
	bool to_alert;
};
extern const struct record questions_record;

#endif
