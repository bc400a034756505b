/* SPDX-License-Identifier: MIT */
/* What the coordinator's files share. */
#ifndef SAMLAD_COORDINATOR_INSIDE_H
#define SAMLAD_COORDINATOR_INSIDE_H

#include "letters/templates.h"
#include "outward/maildir.h"
#include "outward/process.h"
#include "outward/wire.h"
#include "top/coordinator.h"

struct coordinator_box {
	const struct mailbox *settings;
	struct maildir *maildir;
};

struct coordinator {
	struct coordinator_settings settings;
	struct arena *arena; /* lives as long as it */
	struct store *store;
	struct templates *templates;
	struct chance chance;
	LIST_OF(struct coordinator_box) boxes;
	struct process *reader;
	int reader_fd; /* -1 while it does not run */
	struct process *sender;
	struct wire *sender_wire; /* NULL while it does not run */
	int64_t letter_in_flight; /* 0: none */
	int tries_in_flight;
	instant way_down_until;	  /* the submission server is left alone until then */
	int way_down_times;
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

/* ---- posting (top/posting.c): drafts into letters with bytes ---- */
int post_drafts(struct coordinator *c, struct arena *arena, const struct network *network, const struct effects *fx,
	instant now, struct letter_bytes **ret_letters, size_t *ret_n, struct fault *fault);

/* ---- sending (top/sending.c) ---- */
/* Hands over and takes back what it can; ret_changed when a letter left. ret_next: when to look again. */
int send_letters(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next, struct fault *fault);

/* ---- run.c ---- */
/* Effects and letters of one decision, inside the open transaction. */
int keep_decision(struct coordinator *c, struct arena *arena, const struct network *network, struct cause cause,
	struct effects *fx, struct fault *fault);

#endif
