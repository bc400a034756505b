/* SPDX-License-Identifier: MIT */
/*
 * What she wrote, read as an answer to what was asked: negation, scope, condition, correction and time by
 * rules, the words themselves from `phrases`. An answer is never turned round: what is not sure is "unclear".
 */
#ifndef SAMLAD_TEXT_ANSWER_H
#define SAMLAD_TEXT_ANSWER_H

#include "base/question.h"
#include "base/understanding.h"

struct phrasebook;
struct str;

/*
 * The answer to one question; never NULL. parts: all of the mail's (inline answers stand between quotes);
 * subject: counts only where the text is empty. language: tried first. readings, where not NULL and the answer
 * is unclear, gets the likely ones.
 */
struct answer *answer_read(struct arena *arena, const struct phrasebook *book, const char *language, day mail_day,
	const struct question *question, const char *subject, const struct understanding *parts,
	struct understanding *readings, struct str *explain);

/* The subject's own words: no reply prefixes, no code in brackets, nothing of our letter's subject. */
const char *answer_subject_words(struct arena *arena, const struct phrasebook *book, const char *subject,
	const struct question *question);

/*
 * All questions at once into understanding->answer, answers, readings and wish. Where several are open, each gets what is
 * said of it ("ja till mötet, nej till gruppen"); a lone yes or no goes to the first, and is unclear for the rest.
 */
void answers_read(struct arena *arena, const struct phrasebook *book, const struct questions *questions,
	struct understanding *understanding, struct str *explain);

#endif
