/* SPDX-License-Identifier: MIT */
/*
 * The desk decides which ask a mail answers and whether it may. It never guesses silently: a token and a sender
 * that disagree are asked about at the registered address, what it can't place goes to the leaders.
 */
#ifndef SAMLAD_CORE_DESK_H
#define SAMLAD_CORE_DESK_H

#include "base/question.h"
#include "core/effects.h"
#include "core/trust.h"

/* A mail as it lies on the desk. */
struct arrival {
	int64_t mail;			/* its number */
	instant at;			/* when it was taken */
	const struct understanding *read;
	/* Whose letter came back, looked up over all times by token, else calendar UID, else code; NULL when none. */
	const struct letter *letter;
	const struct ask *letter_ask;	/* the ask of that letter, also when it is older than the snapshot; or NULL */
	enum evidence evidence;		/* strong: token or UID; weak: code */
	struct trust trust;		/* what the trusted server's Authentication-Results say of From */
	bool storm;			/* too many mails from this sender lately: taken, never answered */
};

/* What the reader should know before it reads the words: this member's open questions, the letter's own first. */
void desk_questions(const struct snapshot *snapshot, const struct arrival *arrival, struct arena *arena,
	struct questions *ret_questions);
/*
 * The letter of ours that the mail may be a copy of: the one that came back with it, else the newest to its sender
 * that had this very subject. NULL when there is none. For its text, which the reader should know again.
 */
const struct letter *desk_copied_letter(const struct snapshot *snapshot, const struct arrival *arrival, struct arena *arena);
/* Takes the mail. Always leaves at least one fact that says what became of it. */
void desk_decide(const struct snapshot *snapshot, const struct arrival *arrival, instant now, struct effects *fx);

/* Pieces that the desk's files share. */
void desk_to_leaders(struct effects *fx, const struct arrival *arrival, const struct member *member, const char *why,
	const char *text, bool at_stake);

#endif
