/* SPDX-License-Identifier: MIT */
/*
 * The state behind a few calls, so that another store can stand behind the same face. SQLite, WAL,
 * synchronous=FULL, STRICT tables, schema.sql; the outbox is the database. One writer at a time:
 * store_begin() takes the write lock, and what is loaded after it is what the decision is taken on.
 *
 * Errors: -errno with words: -EBUSY locked by another, -ENOSPC disk full, -EROFS not writable,
 * -EUCLEAN the file is damaged (nothing is changed, no empty one started), -EIO else.
 */
#ifndef SAMLAD_OUTWARD_STORE_H
#define SAMLAD_OUTWARD_STORE_H

#include "base/clock.h"
#include "base/fault.h"
#include "core/desk.h"
#include "core/effects.h"

struct store;

/* Makes it when it isn't there (not when read_only). path: the database's file. */
int store_open(const char *path, bool read_only, struct store **ret_store, struct fault *fault);
void store_close(struct store *store);
static inline void store_closep(struct store **store)
{
	store_close(*store);
}
int store_begin(struct store *store, struct fault *fault); /* BEGIN IMMEDIATE */
int store_commit(struct store *store, struct fault *fault);
void store_rollback(struct store *store); /* harmless when nothing is open */

/* The network's row is made at its first load in a transaction. network is borrowed by the
 * snapshot. */
int store_snapshot(struct store *store, const struct network *network, instant now,
	struct arena *arena, struct snapshot **ret_snapshot, struct fault *fault);

/* ---- incoming mail ---- */
/* What makes two mails the same (DESIGN.md): computed by the coordinator, 32 bytes. */
struct mail_identity {
	unsigned char hash[32];
};
struct mail_row {
	int64_t id;
	const char *file; /* its name in the Maildir, without flags */
	int tries; /* children that died on it */
	bool done; /* its transaction has committed */
	const char *version; /* of samlad, at the last try */
	bool quarantined;
};
/* By file name (without flags); ret_found false when unknown. */
int store_find_mail(struct store *store, const char *mailbox, const char *file, struct arena *arena,
	struct mail_row *ret_row, bool *ret_found, struct fault *fault);
/* Durable at once, in its own transaction: one more try begins. Makes the row. */
int store_mail_try(struct store *store, const char *mailbox, const char *file, instant now,
	const char *version, int64_t *ret_mail, int *ret_tries, struct fault *fault);
int store_mail_quarantine(struct store *store, int64_t mail, instant now, struct fault *fault);
/* Whether a mail of that identity has been done before, as another file. */
int store_mail_is_known(struct store *store, const char *network,
	const struct mail_identity *identity, int64_t but_mail, bool *ret_known,
	struct fault *fault);
/* Inside the transaction: done, with its identity, Message-ID and sender. */
int store_mail_done(struct store *store, int64_t mail, const char *network,
	const struct mail_identity *identity, const struct understanding *read, instant now,
	struct fault *fault);
/* Mails of that sender to that network since, counted up to `most`; for the storm brake. */
int store_mails_since(struct store *store, const char *network, const char *from, instant since,
	int most, int *ret_n, struct fault *fault);

/* Whose letter came back: looks up by token, then calendar UID, then code (a code only together
 * with the sender's own asks; sender 0: none). Fills arrival's letter, letter_ask and evidence. The
 * letter's text is loaded. */
int store_find_letter(struct store *store, const char *network, const struct understanding *read,
	int64_t sender, struct arena *arena, struct arrival *arrival, struct fault *fault);
/* Which network a token or calendar UID belongs to; NULL when none. */
int store_find_network(struct store *store, const char *token, const char *uid, struct arena *arena,
	const char **ret_network, struct fault *fault);
/* Text and subject of a letter, for the reader's questions. */
int store_letter_text(struct store *store, int64_t letter, struct arena *arena,
	const char **ret_subject, const char **ret_text, struct fault *fault);

/* ---- one decision ---- */
/* What caused it: a mail (its number) or a tick of the clock (0). */
struct cause {
	int64_t mail;
	instant at;
};
/* A composed letter for the outbox. */
struct letter_bytes {
	const struct draft *draft;
	const char *token, *code, *message_id, *subject, *text;
	const char *to; /* envelope recipient */
	const void *bytes;
	size_t n_bytes;
	instant made;
	bool held; /* waits for a word (vänta, Stop) */
	bool awaits; /* waits for the administrator's (samlad release) */
};
/* Inside a transaction: facts with their cause, changed things whole, letters with their bytes. */
int store_apply(struct store *store, const struct network *network, struct cause cause,
	const struct effects *fx, const struct letter_bytes letters[], size_t n_letters,
	struct fault *fault);
/* next: INSTANT_NEVER when nothing will be due. `at` becomes the network's `worked`. */
int store_set_due(
	struct store *store, const char *network, instant at, instant next, struct fault *fault);
/* Due at `at` if not before: an instant that has passed already is kept, since it says how late
 * things are. network NULL: all of them. */
int store_bring_due(struct store *store, const char *network, instant at, struct fault *fault);
int store_set_worked(struct store *store, const char *network, instant at, struct fault *fault);
/* A network that the state doesn't know yet gets its row, and is due at once. */
int store_wake_new(struct store *store, const struct network *network, struct fault *fault);
/* Due at once, for commands that changed something. */
int store_wake(struct store *store, const char *network, struct fault *fault);
/* Networks (slugs) due at now, and the earliest due instant of all later ones; reads only due rows
 * of the index. */
int store_due(struct store *store, instant now, struct arena *arena, const char ***ret_slugs,
	size_t *ret_n, instant *ret_next, struct fault *fault);
/* Rows visited by this store's statements since it was opened, for tests. */
int64_t store_rows_read(const struct store *store);
/* What `PRAGMA synchronous` says of this connection; 2 is FULL. For tests. */
int store_synchronous(struct store *store);

/* ---- outbox ---- */
struct outgoing {
	int64_t letter;
	const char *network, *from, *to, *message_id, *token;
	const void *bytes;
	size_t n_bytes;
	int tries;
	instant made, not_after;
};
/* The next waiting letter that may go now (not_before, held, awaits, next try), oldest first;
 * letters older than their use are dropped with a fact on the way, unless they await a word.
 * ret_found false: none; then ret_next is when to look again. */
int store_outbox_next(struct store *store, instant now, struct arena *arena,
	struct outgoing *ret_letter, bool *ret_found, instant *ret_next, struct fault *fault);
/* A letter that was late, or dropped, makes its network due: its leaders are to hear of it. */
int store_letter_sent(struct store *store, int64_t letter, instant now, struct fault *fault);
int store_letter_later(struct store *store, int64_t letter, instant next_try, const char *words,
	struct fault *fault);
/* In the caller's transaction, with what else follows from it. */
int store_letter_never(
	struct store *store, int64_t letter, instant now, const char *words, struct fault *fault);
/* To whom it is: the network's slug, and the member, 0 where it is to nobody of the network. */
int store_letter_to(struct store *store, int64_t letter, struct arena *arena,
	const char **ret_network, int64_t *ret_member, struct fault *fault);

/* ---- the fetcher's cursor ---- */
struct cursor {
	uint32_t uid_validity;
	uint32_t last_uid;
	instant last_taken;
	bool known;
};
int store_cursor(
	struct store *store, const char *mailbox, struct cursor *ret_cursor, struct fault *fault);
int store_set_cursor(
	struct store *store, const char *mailbox, const struct cursor *cursor, struct fault *fault);
/* A handled mail is to be kept, moved or deleted on its server: those still to do, and done. */
int store_handled_push(struct store *store, const char *mailbox, uint32_t uid_validity,
	uint32_t uid, struct fault *fault);
int store_handled_list(struct store *store, const char *mailbox, struct arena *arena,
	struct cursor **ret_at, size_t *ret_n, struct fault *fault);
int store_handled_pop(struct store *store, const char *mailbox, uint32_t uid_validity, uint32_t uid,
	struct fault *fault);

/* ---- single numbers of the whole state, by name ---- */
int store_number(struct store *store, const char *name, int64_t absent, int64_t *ret_value,
	struct fault *fault);
int store_set_number(struct store *store, const char *name, int64_t value, struct fault *fault);

/* ---- the hold: letters that leave on the administrator's word alone ---- */
/* All are instants, INSTANT_NONE where it is not so. */
struct hold {
	instant clock; /* since then, as it showed, the clock is not believed */
	instant expected; /* what it should have shown then */
	instant restored; /* a backup was put back then */
	instant backup; /* and had been made then */
	instant gathering; /* since then what came before is looked for: mails read again, what is
			      due */
	instant drop; /* the word was to write that off, once it is found */
};
int store_hold(struct store *store, struct hold *ret_hold, struct fault *fault);
int store_set_hold(struct store *store, const struct hold *hold, struct fault *fault);
/* Inside a transaction: letters that wait await a word from now on, with a fact each; answers to
 * mails among them or not. */
int store_hold_letters(struct store *store, bool answers_too, instant now, struct fault *fault);
/* Inside a transaction: those that await one may go, or are dropped; with a fact each. */
int store_release_letters(
	struct store *store, bool drop, instant now, int *ret_n, struct fault *fault);
/* Inside a transaction: orders that were approved and wait for their time have come to it. */
int store_end_order_holds(struct store *store, instant now, struct fault *fault);
struct held_letter {
	const char *network, *template, *to, *subject;
};
int store_held_letters(struct store *store, struct arena *arena, struct held_letter **ret_letters,
	size_t *ret_n, struct fault *fault);
/* The clock as it was last read; ret_known false when it never was. NULL forgets it. */
int store_clock(struct store *store, struct clock_reading *ret_reading, bool *ret_known,
	struct fault *fault);
int store_set_clock(struct store *store, const struct clock_reading *reading, struct fault *fault);

/* ---- for people ---- */
struct journal_row {
	int64_t seq;
	instant at;
	int64_t mail;
	const char *mail_message_id, *mail_from; /* NULL for a tick */
	struct fact fact;
};
/* since: INSTANT_NONE for all; member 0 for all; message_id NULL for all. Calls back in order; a
 * non-zero return stops. */
int store_journal(struct store *store, const char *network, instant since, int64_t member,
	const char *message_id, int (*row)(void *context, const struct journal_row *row),
	void *context, struct fault *fault);
struct store_sums {
	int64_t letters_waiting, quarantined, mails, facts;
	int64_t troubled; /* letters refused for good, or waiting after a failed try */
	const char *trouble; /* the newest one's words, or NULL */
	instant last_in, last_out;
};
int store_sums(
	struct store *store, struct arena *arena, struct store_sums *ret_sums, struct fault *fault);
/* Inside a transaction, after member_forget() was applied: her words, name and addresses as they
 * were go from everything that is kept of this network beside the journal. */
int store_forget(struct store *store, const char *network, const struct member *member,
	struct fault *fault);
/* After its commit: what was blanked is no longer in the database's log either. */
int store_leave_no_trace(struct store *store, struct fault *fault);
/* The files of the mails done that came from that address. */
struct mail_file {
	const char *mailbox, *file;
};
int store_mails_from(struct store *store, const char *network, const char *address,
	struct arena *arena, struct mail_file **ret_files, size_t *ret_n, struct fault *fault);
/* Everything stored about a member, as JSON text: for `export MEMBER`. */
int store_export(struct store *store, const char *network, int64_t member, struct arena *arena,
	char **ret_json, struct fault *fault);

#endif
