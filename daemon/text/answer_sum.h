/* SPDX-License-Identifier: MIT */
/* What all clauses of an answer hold together; filled clause by clause, in their order. Inside the
 * answer family. */
#ifndef SAMLAD_TEXT_ANSWER_SUM_H
#define SAMLAD_TEXT_ANSWER_SUM_H

#include "text/answer_rules.h"

/* What all clauses together hold. */
struct sum {
	bool unsure, yes_word, ok, no_word, yes, no, soft_yes, soft_no, limited_no, maybe, denial;
	bool condition, manager, instead, other_agrees, other_refuses, received, regret, question,
		self_too;
	bool doubt_beside; /* "kanske lite sen" */
	bool thing_works; /* "digitalt går bra" */
	bool matter; /* says things that are no answer */
	bool no_then_but_yes; /* "… men jag kommer" behind a soft or limited no */
	bool soft_no_last; /* a soft no behind the last yes */
	bool no_after_but; /* "ja, men jag kommer inte ensam" */
	bool denial_before_yes; /* "nej, jag har inte glömt, jag kommer" */
	bool regret_last; /* a bare "sorry" behind the yes: is it one? */
	bool denies_refusal;
	bool wistful, but_other; /* "skulle gärna, men …" */
	bool says_self; /* a yes of her own, not of "it" */
	bool it_but_no;
	bool but_not_all; /* "tiden funkar men inte platsen" */
	bool bare_yes;
	bool answers_other; /* "ja, jag såg mejlet": the yes may be to that */
	bool denies_neutral; /* "nej, jag har inte glömt" */
	bool opens_thing, says_more; /* "det funkar, jag kan öppna länken nu" */
};

void sum_add(struct sum *sum, const struct clause *clause);

#endif
