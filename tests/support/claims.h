/* SPDX-License-Identifier: MIT */
/*
 * A network in one moment, to which mails are sent one at a time, each as if no other had been:
 * Anna has her invitation and has not answered, Bo has said yes, a project lacks people, Monday's
 * letter and a preview lie with Eva, Siv and Ulla share an address. The mails' marks are those of
 * forged_mails.h.
 */
#ifndef SAMLAD_TESTS_SUPPORT_CLAIMS_H
#define SAMLAD_TESTS_SUPPORT_CLAIMS_H

#include "support/forged_mails.h"

#define CLAIMED_AT "2027-02-08T09:00:00+01:00"

struct claims {
	struct season season;
	struct season_letter anna, bo, siv, alert, preview;
	struct season_letter doubt; /* a test's own */
	size_t letters; /* sent until that moment */
	long long facts; /* the journal's length then */
};

void claims_begin(struct claims *claims);
void claims_end(struct claims *claims);
/* The network is as it was; the mail comes; and is worked off. */
void claims_fresh(struct claims *claims);
void claims_put(struct claims *claims, const struct forged *mail);
void claims_mail(struct claims *claims, const struct forged *mail);
/* The journal's length. */
long long claims_count(struct claims *claims);
/* All that a mail could change, as one text: people, answers, meetings, projects, what was ordered.
 */
const char *claims_state(struct claims *claims);
/* The kinds of new facts, one a line, that are more than a note of a mail, a question or a letter.
 */
const char *claims_changes(struct claims *claims);
/* Fails unless every letter went to an address that was registered in that moment. */
void claims_stay_at_home(struct claims *claims, const char *name);

#endif
