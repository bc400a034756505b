/* SPDX-License-Identifier: MIT */
/*
 * Ask kinds are a table: each kind is one file, ask_<kind>.c, that says how its letter is composed, what its answer
 * changes, and when it reminds. Adding a kind of question is adding that file, its letters, and a row in ask.c.
 */
#ifndef SAMLAD_CORE_ASK_H
#define SAMLAD_CORE_ASK_H

#include "core/effects.h"

/* What an answer came with. */
struct answering {
	const struct snapshot *snapshot;
	struct effects *fx;
	instant now;
	int64_t mail;		       /* the mail's number */
	const char *mail_id;	       /* its Message-ID, or NULL */
	const char *mail_subject;
	instant to_letter;	       /* when the letter that it answers was made; 0 for none */
	const struct member *member;   /* whose answer it is */
	struct ask *ask;	       /* working copy; ask->answer is still the old one */
	const struct answer *answer;
	const struct understanding *read; /* NULL when a leader told it */
	enum evidence evidence;
	int64_t told_by;	       /* the leader; 0 */
	bool late;		       /* the ask was closed, or its day has passed */
	bool receipt_due;	       /* weak evidence, inferred, on behalf: a receipt even for a bare yes */
	bool repeated;		       /* set by ask_keep_answer(): it says what stood already */
	const char *on_behalf;	       /* who wrote it for her (Sender, SENT-BY): she is told; or NULL */
};

struct ask_ops {
	enum ask_kind kind;
	/* The letter that puts the ask (already numbered, fx->asks holds it): a draft with view, choices, invite. An
	 * invite's uid is ask->uid; NULL there means that whoever composes the letter allots one and keeps it on the ask.
	 * May be NULL for a kind whose asks come into being with a receipt alone. */
	struct draft *(*put)(struct effects *fx, struct ask *ask);
	/* One reminder to the silent; NULL: never reminded. */
	struct draft *(*remind)(struct effects *fx, struct ask *ask);
	/* Takes the answer: keeps it on the ask, facts, receipt where one is due. Clear answers only. */
	void (*answered)(struct answering *answering);
	/* Brings what follows from the answer (items, standing, a project's progress) in line with ask->answer after it
	 * was undone; NULL where nothing does. */
	void (*settle)(struct answering *answering);
	/* The options as the reader should know them; may be NULL. */
	void (*question)(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena, struct question *question);
	/* What receipts and questions back call the ask: fills subject_title, subject_when and the like, from which the
	 * words about.<kind> ("mötet den 9 mars") and question.<kind> ("Kommer du …?") of `subjects` are made. */
	void (*describe)(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena, struct view *view);
	/* Whether an answer now still matters (the meeting hasn't been, the project still recruits). */
	bool (*is_live)(const struct snapshot *snapshot, const struct ask *ask, instant now);
};

/* The row of a kind; NULL for a kind that has none. */
const struct ask_ops *ask_ops(enum ask_kind kind);

/* Makes the ask and its letter, with its facts. offers only for signup. Returns the working copy. */
struct ask *ask_put(struct effects *fx, enum ask_kind kind, const struct member *member, int64_t topic,
	const int64_t *offers, size_t n_offers);
/* Tells her that the meeting of her attendance ask was changed, moved or cancelled since ask->sequence, with the calendar
 * file, and brings ask->sequence up to the meeting's; the letter asks again where the day is another. NULL when she
 * needn't be told (she said no and the day is the same, or it is cancelled). For the planner and for previews. */
struct draft *ask_tell_change(struct effects *fx, const struct ask *ask);
/* The letter of an open ask once more as its reminder; marks it reminded. */
void ask_remind(struct effects *fx, const struct ask *ask);
void ask_close(struct effects *fx, const struct ask *ask);
void ask_withdraw(struct effects *fx, const struct ask *ask);
/* Keeps answer as the ask's standing one (the old one in `before`), with FACT_ANSWERED. For the kinds' answered(). */
void ask_keep_answer(struct answering *answering, enum answer_kind kind);
/* Back to what stood before, with fact and receipt. False when there is nothing to undo. */
bool ask_undo(struct answering *answering);
/* One question back with the readings as one-tap answers; nothing changed. */
void ask_back(struct answering *answering, const struct understanding *read);
/* Whether this answer draws a receipt: all but a calendar's and a bare one on strong evidence. */
bool ask_needs_receipt(const struct answering *answering);
/* Sends the receipt template ("attendance-receipt" …) to the member in reply to her mail; the caller fills the view. */
struct draft *ask_receipt(struct answering *answering, const char *template);

/* Fills `about` and `question`, and what ops->describe() gives. For letters that are not the kind's own. */
void ask_describe(struct effects *fx, const struct ask *ask, struct view *view);
/* What she wrote goes to the leaders: with `why`, a word of ours. */
struct look *ask_to_leaders(struct answering *answering, const char *why, bool at_stake);
/* When one who must ask her manager is asked again, once, by ask_remind(); INSTANT_NEVER for all others. */
instant ask_follow_up_at(const struct snapshot *snapshot, const struct ask *ask);

#endif
