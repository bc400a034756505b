/* SPDX-License-Identifier: MIT */
/*
 * What a run leaves behind, as one text that must be the same whether or not something befell it:
 * the whole database, each mail in the Maildir and on the server, each letter. Tokens, codes and
 * calendar UIDs, which are drawn anew each time, stand there as the letter or the ask that they are
 * of. Left out are counts of tries, where in the journal a letter's leaving stands between the
 * mails' facts, and how often the same bytes of a letter arrived.
 */
#ifndef SAMLAD_TESTS_SUPPORT_OUTCOME_H
#define SAMLAD_TESTS_SUPPORT_OUTCOME_H

#include "support/office.h"
#include "support/season.h"

#define OUTCOME_DOUBLED_MOST 16
#define OUTCOME_MAILS "---- mails\n" /* before it database and letters, after it the mails */

struct outcome {
	const char *text;
	int64_t doubled[OUTCOME_DOUBLED_MOST]; /* letters that arrived more than once */
	size_t n_doubled;
};

/* office: where letters went and mails came from; NULL: the season's Maildirs. Lives with the
 * season's arena. */
struct outcome outcome_of(struct season *season, const struct office_state *office);
/* The first line in which they differ, in words; NULL: none. */
const char *outcome_difference(struct arena *arena, const char *got, const char *wanted);

#endif
