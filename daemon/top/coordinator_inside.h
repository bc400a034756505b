/* SPDX-License-Identifier: MIT */
/* What the coordinator's files share. */
#ifndef SAMLAD_COORDINATOR_INSIDE_H
#define SAMLAD_COORDINATOR_INSIDE_H

#include "core/pace.h"
#include "letters/templates.h"
#include "outward/digest.h"
#include "outward/maildir.h"
#include "outward/process.h"
#include "outward/wire.h"
#include "top/coordinator.h"

struct coordinator_box {
	const struct mailbox *settings;
	struct maildir *maildir;
	/* the fetcher that fills it, where the config says so */
	struct process *fetcher;
	struct wire *fetcher_wire; /* NULL while it does not run */
	bool well;		   /* has told that all there is has been fetched */
	bool in_trouble;
	LIST_OF(struct cursor) told; /* handled mails told to this fetcher and not yet filed */
};

struct coordinator {
	struct coordinator_settings settings;
	struct arena *arena; /* lives as long as it */
	struct store *store;
	struct templates *templates;
	struct chance chance;
	LIST_OF(struct coordinator_box) boxes;
	struct starter *starter;
	struct starter *own_starter; /* NULL where it was handed in */
	struct process *reader;
	int reader_fd; /* -1 while it does not run */
	struct process *sender;
	struct wire *sender_wire; /* NULL while it does not run */
	int64_t letter_in_flight; /* 0: none */
	int tries_in_flight;
	instant in_flight_since;
	instant way_down_until;	  /* the submission server is left alone until then */
	int way_down_times;
	struct pace pace; /* of letters that left by SMTP */
	struct hold hold; /* as it was when this work began */
	bool gathering;	  /* what came before a hold is being found now */
	int64_t boot;	  /* clock_boot() */
	bool clock_seen;  /* by this run */
	bool stopped;
};

/* ---- reading (top/talk.c): with a child of the reader ---- */
enum talk_result { TALK_OK, TALK_DIED, TALK_NO_READER };
struct mail_talk {
	struct coordinator *c;
	struct arena *arena;
	struct wire *wire;
	const struct understanding *envelope;
};
/* TALK_DIED: this mail killed the child, or what it said was refused. words says which. */
enum talk_result talk_begin(struct coordinator *c, struct arena *arena, int mail_fd, struct mail_talk *ret_talk,
	struct fault *fault);
enum talk_result talk_words(struct mail_talk *talk, const struct questions *questions,
	const struct understanding **ret_read, struct fault *fault);
void talk_end(struct mail_talk *talk);

/* ---- sending (top/sending.c) ---- */
/* Hands over and takes back what it can; ret_changed when a letter left. ret_next: when to look again. */
int send_letters(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next, struct fault *fault);
/* Before the end: waits for the answer about the letter in flight, and keeps it. */
void end_sending(struct coordinator *c);

/* ---- refusing.c ---- */
struct sender_outcome;
/* The letter is given up, and what that says of the member's address counted. */
int refuse_letter(struct coordinator *c, const struct sender_outcome *outcome, instant now, struct fault *fault);

/* ---- a mail on its way (top/run.c) ---- */
/* A mail between the Maildir and the desk. */
struct taken {
	struct coordinator *c;
	const struct coordinator_box *box;
	struct arena *arena;
	struct maildir_mail *file;
	int64_t id;
	int tries;
	int fd;
	instant now;
	struct mail_identity identity;
	const struct network *network;
	const struct understanding *read; /* the envelope, then all of it */
};

/* ---- on_desk.c: whose mail it is, and what lies on the desk with it ---- */
/* The network that the mail is to, else the one whose letter it answers, else the first of its mailbox. */
int find_mail_network(struct taken *mail, struct fault *fault);
/* The snapshot and the mail on it, as they stand now: once to ask, once more to decide. */
int lay_on_desk(const struct taken *mail, struct snapshot **ret_snapshot, struct arrival *ret_arrival, struct fault *fault);
int ask_questions(const struct taken *mail, struct questions *ret_questions, struct fault *fault);

/* ---- quarantine.c ---- */
/* One more try of the mail has failed; the third is the last. */
int mail_failed(const struct taken *mail, const struct fault *why, struct fault *fault);

/* ---- holding.c: letters that leave on the administrator's word alone ---- */
/* At the beginning of each work: what is held, and whether the clock has jumped. */
int hold_look(struct coordinator *c, instant now, struct fault *fault);
/* Whether what is due by the clock may be done. */
bool hold_lets_tick(const struct coordinator *c);
/* Once no mail waits: finds what came due before the hold, and keeps it or writes it off. */
int hold_gather(struct coordinator *c, instant now, bool *ret_changed, struct fault *fault);
/* Inside a transaction: whether the letters that are made in it await a word. */
int hold_letters_await(struct coordinator *c, bool *ret_await, struct fault *fault);

/* ---- machine_letter.c ---- */
/* A letter about the machine: one to `admin`, or where there is none to the leaders of each network that it concerns. */
struct machine_letter {
	const char *template;
	const void *context;
	bool (*concerns)(const void *context, const struct network *network); /* NULL: every one */
	void (*fill)(const void *context, const struct network *network, struct effects *fx, struct draft *draft);
};
/* Inside a transaction. */
int machine_letter_make(struct coordinator *c, struct arena *arena, const struct machine_letter *letter, instant now,
	struct fault *fault);

/* ---- ticking.c ---- */
/* What is due in one network, in a transaction of its own. */
int tick_network(struct coordinator *c, const struct network *network, instant now, bool *ret_changed, struct fault *fault);
/* Each due network, until nothing is due at now any more. ret_next: the next due instant of all. */
int tick_networks(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next, struct fault *fault);

/* ---- expiring.c ---- */
/* Secrets that stop working soon are told of. */
int tell_expiring(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next, struct fault *fault);

/* ---- posting.c ---- */
/* Effects and letters of one decision, inside the open transaction. */
int keep_decision(struct coordinator *c, struct arena *arena, const struct network *network, struct cause cause,
	struct effects *fx, struct fault *fault);

#endif
